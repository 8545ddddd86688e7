"""From a request to jobs: which documents, which languages, which houses, and where each edition goes."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from engross.building import pool
from engross.building.jobs import Job, Request
from engross.errors import EngrossError, Place, Problem, UsageError
from engross.model import Document
from engross.workspace import Workspace, names_file

SHARE = 50  # documents that a process reads in one go
SCRIPTS = {"han": 2.0, "arabic": 2.0}  # how much longer an edition takes than a Latin one of as many bytes


@dataclass(frozen=True, slots=True)
class Planned:
    """What one reference comes to: its jobs, or what is wrong with it."""

    jobs: tuple[Job, ...] = ()
    failures: tuple[EngrossError, ...] = ()


def plan(workspace: Workspace, request: Request) -> tuple[tuple[Job, ...], tuple[EngrossError, ...]]:
    """The jobs of a request, and what is wrong with documents, houses or languages that were asked for."""
    references: list[str] = []
    failures: list[EngrossError] = []
    for name in request.documents or workspace.documents():
        try:
            references += expand(workspace, name)
        except EngrossError as error:
            failures.append(error)
    planned = _plan_all(workspace, request, list(dict.fromkeys(references)))
    alone, clashes = _without_clashes([job for each in planned for job in each.jobs])
    return alone, (*failures, *(error for each in planned for error in each.failures), *clashes)


def _plan_all(workspace: Workspace, request: Request, references: list[str]) -> list[Planned]:
    """What each reference comes to, in their order; many are read side by side."""
    workers = min(request.jobs or pool.processors(), len(references) // SHARE)
    if workers < 2 or not pool.can_fork():
        return [plan_one(workspace, request, each) for each in references]
    found: dict[str, Planned] = {}
    for size in (SHARE, 1):  # again one by one, what was together with a document that was the end of its process
        left = [each for each in references if each not in found]
        shares = [tuple(left[at : at + size]) for at in range(0, len(left), size)]
        work = partial(_plan_share, workspace, request)
        for part in pool.side_by_side(work, _unplanned, shares, workers, request.limits):
            found.update(part)
    return [found[each] for each in references]


def _plan_share(workspace: Workspace, request: Request, share: tuple[str, ...]) -> dict[str, Planned]:
    return {each: plan_one(workspace, request, each) for each in share}


def _unplanned(share: tuple[str, ...], how: str) -> dict[str, Planned]:
    """What a share comes to whose reading was the end of its process: nothing yet, or a failure of its only one."""
    if len(share) > 1:
        return {}
    return {each: Planned(failures=(_unread(each, f"the process that read it {how}"),)) for each in share}


def plan_one(workspace: Workspace, request: Request, reference: str) -> Planned:
    """What one reference comes to; whatever goes wrong with one document stays with it."""
    try:
        return Planned(jobs=tuple(_jobs(workspace, reference, request)))
    except EngrossError as error:
        return Planned(failures=(error,))
    except Exception as error:
        return Planned(failures=(_unread(reference, f"{type(error).__name__}: {str(error)[:200]}"),))


def _unread(reference: str, text: str) -> EngrossError:
    return EngrossError(
        Problem(
            code="content/unforeseen",
            place=Place(file=reference),
            text=text,
            hint="this is a defect of engross: report it, with the document if you may",
        )
    )


def expand(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The references that a name on the command line stands for: an id, a file's full path, or a folder's files.

    Raises UsageError when a path is named and nothing is there. A name that is both an id and a folder here is
    the id; `./name` is the folder.
    """
    path = Path(name)
    if name in workspace.documents():
        return (name,)
    if names_file(name):
        if path.is_file():
            return (str(path.resolve()),)
        raise _nothing(name, "there is no such file", "check the path; a document of content/ is named without .md")
    if path.is_dir():
        found = sorted(each for each in path.resolve().rglob("*") if names_file(each.name) and each.is_file())
        if found:
            return tuple(map(str, found))
        raise _nothing(name, "there is no .xml file in this folder", "name the folder that holds the files")
    if "/" in name:
        raise _nothing(name, "there is no such folder", "name a folder of .xml files, one file, or a document's id")
    return (name,)


def _nothing(name: str, text: str, hint: str) -> UsageError:
    return UsageError(Problem(code="usage/path", place=Place(file=name), text=text, hint=hint))


def _jobs(workspace: Workspace, reference: str, request: Request) -> Iterator[Job]:
    document = workspace.document(reference)
    base = request.build_dir or workspace.root / "build"
    for house in request.houses or (document.house,):
        workspace.house(house)
        for tag in _languages(workspace, reference, document, request):
            workspace.language_folder(tag)
            name = f"{document.id}.{tag}{'.DRAFT' if request.draft else ''}.pdf"
            yield Job(
                document=reference,
                id=document.id,
                language=tag,
                house=house,
                draft=request.draft,
                target=base / document.id / house / name,
                weight=_weight(workspace, reference, tag),
            )


def _languages(workspace: Workspace, reference: str, document: Document, request: Request) -> tuple[str, ...]:
    """The languages to set: those asked for; a file of the record has its own only, and is left out of others."""
    if names_file(reference):
        wanted = not request.languages or document.language in request.languages
        return (document.language,) if wanted else ()
    return request.languages or workspace.editions_of(document)


def _weight(workspace: Workspace, reference: str, tag: str) -> float:
    """How long an edition takes, by the size of its text: only for the order of work and for the time left."""
    files = (workspace.content_path(reference), workspace.catalog_path(tag, reference))
    size = max(path.stat().st_size for path in files if path.is_file())
    return 4000 + size * SCRIPTS.get(workspace.language(tag).script, 1.0)


def order(jobs: list[Job]) -> list[Job]:
    """The jobs in the order of work: the long ones first, in classes of double length, and as named in each class."""
    return sorted(jobs, key=lambda job: -math.floor(math.log2(job.weight)))


def _without_clashes(jobs: list[Job]) -> tuple[tuple[Job, ...], tuple[EngrossError, ...]]:
    """The jobs, each with a file of its own; and an error for each that would take the place of another's."""
    first: dict[Path, Job] = {}
    clashes: list[EngrossError] = []
    for job in jobs:
        before = first.setdefault(job.target, job)
        if before.document != job.document:
            clashes.append(_clash(job, before))
    return tuple(first.values()), tuple(clashes)


def _clash(job: Job, before: Job) -> UsageError:
    return UsageError(
        Problem(
            code="usage/same-edition",
            place=Place(file=job.document),
            text=f"is the same edition ({job.name}) as {before.document}, which is set",
            hint="two files may not make one edition: leave one of them out",
        )
    )
