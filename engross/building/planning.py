"""From a request to jobs: which documents, which languages, which houses, and where each edition goes."""

import math
from collections.abc import Iterator
from pathlib import Path

from engross.building.jobs import Job, Request
from engross.building.surveying import Holding, survey
from engross.errors import EngrossError, Place, Problem, UsageError
from engross.model.letter import Enclosing
from engross.typesetting.outputs import DEFAULT, OUTPUTS
from engross.workspace import Workspace, names_file

SCRIPTS = {"han": 2.0, "arabic": 2.0}  # how much longer an edition takes than a Latin one of as many bytes


def plan(workspace: Workspace, request: Request) -> tuple[tuple[Job, ...], tuple[EngrossError, ...]]:
    """The jobs of a request, and what is wrong with documents, houses or languages that were asked for."""
    references: list[str] = []
    failures: list[EngrossError] = []
    for name in request.documents or workspace.documents():
        try:
            references += expand(workspace, name)
        except EngrossError as error:
            failures.append(error)
    jobs: list[Job] = []
    for reference, holding in survey(workspace, request, list(dict.fromkeys(references))).items():
        try:
            jobs += _jobs(workspace, reference, holding, request)
        except EngrossError as error:
            failures.append(error)
    alone, clashes = _without_clashes(jobs)
    return alone, (*failures, *clashes)


def outputs(names: tuple[str, ...]) -> tuple[str, ...]:
    """The outputs of these names, the default when there is none; UsageError listing them for a name that is none."""
    unknown = [name for name in names if name not in OUTPUTS]
    if unknown:
        raise UsageError(
            Problem(
                code="usage/output",
                text=f"there is no output {unknown[0]!r}",
                hint=f"the outputs are: {', '.join(OUTPUTS)}",
            )
        )
    return tuple(dict.fromkeys(names)) or (DEFAULT,)


def expand(workspace: Workspace, name: str) -> tuple[str, ...]:
    """The references that a name on the command line stands for: an id, a file's full path, or a folder's files.

    Raises UsageError when a path is named and nothing is there. A name that is both an id and a folder here is
    the id; `./name` is the folder.
    """
    path = Path(name)
    if "/" not in name and (workspace.root / "content" / f"{name}.md").is_file():
        return (name,)
    if names_file(name) and not path.is_dir():
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


def _jobs(workspace: Workspace, reference: str, holding: Holding | EngrossError, request: Request) -> Iterator[Job]:
    """The jobs of what a reference holds; raises what is wrong with it."""
    if isinstance(holding, EngrossError):
        raise holding
    base, letter = request.build_dir or workspace.root / "build", workspace.is_letter(reference)
    if letter and request.outputs != (DEFAULT,):
        raise _no_output(reference, request.outputs)
    if not letter and request.enclosing != Enclosing():
        raise _no_letter(holding.id)
    added = request.enclosing.suffix if letter else ""
    for house in request.houses or (workspace.own_house(reference, holding.house),):
        workspace.house(house)
        for tag in _languages(reference, holding, request):
            workspace.language_folder(tag)
            stem = f"{holding.id}.{tag}{added}{'.DRAFT' if request.draft else ''}"
            for output in request.outputs:
                yield Job(
                    document=reference,
                    id=holding.id,
                    language=tag,
                    house=house,
                    draft=request.draft,
                    output=output,
                    target=base / holding.id / house / (stem + OUTPUTS[output].suffix),
                    pictures=holding.pictures,
                    weight=_weight(workspace, reference, tag),
                    enclosing=request.enclosing if letter else None,
                    findings=holding.findings_in(Path(reference)) if names_file(reference) else (),
                    beside=holding.beside,
                )


def _no_letter(id: str) -> UsageError:
    return UsageError(
        Problem(
            code="usage/no-letter",
            text=f"{id} is no letter: nothing goes with it",
            hint="--with, --annex and --numbering are for letters; name one that has the document under `annexes`",
        )
    )


def _no_output(reference: str, outputs: tuple[str, ...]) -> UsageError:
    return UsageError(
        Problem(
            code="usage/letter-output",
            text=f"{reference} is a letter: it is made for the record, not as {', '.join(outputs)}",
            hint=f"leave --output out; to print its annex, build the document with --output {outputs[-1]}",
        )
    )


def _languages(reference: str, holding: Holding, request: Request) -> tuple[str, ...]:
    """The languages to set: those asked for; a file of the record has its own only, and is left out of others."""
    if names_file(reference) and request.languages:
        return tuple(tag for tag in holding.languages if tag in request.languages)
    return request.languages or holding.languages


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
