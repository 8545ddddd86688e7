"""From a request to finished files: what is to be made, made in turn or side by side, and written safely."""

import gc
import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engross import __version__, fidelity, fonts, glyphs
from engross.edition import Edition, Tongues, edit
from engross.errors import EngrossError, Exit, FontError, OutputError, Place, Problem
from engross.language import Language
from engross.model import Document
from engross.outputs import html
from engross.versions import versions
from engross.workspace import Workspace, digest

CHECKED = (
    "text of the PDF against the edition, letter by letter",
    "every glyph and mark before setting",
    "faces used against the house's faces",
    "engine warnings: none",
    "fetches outside the page: none",
)


SWEEP = 30_000  # objects left over by earlier editions that a worker process bears with


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asks for; empty tuples mean all documents, all languages, each document's own house."""

    documents: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    houses: tuple[str, ...] = ()
    draft: bool = False
    locked: bool = False
    force: bool = False
    jobs: int = 0
    build_dir: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One edition to be made, and where it goes."""

    document: str
    language: str
    house: str
    draft: bool
    target: Path
    inputs: str = ""

    @property
    def name(self) -> str:
        """How messages name the job."""
        return f"{self.document} {self.house} {self.language}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a job: the manifest's entry, or the failure; `made` is False for an unchanged edition."""

    job: Job
    made: bool = True
    entry: dict[str, Any] = field(default_factory=dict)
    failure: EngrossError | None = None
    seconds: float = 0.0


def plan(workspace: Workspace, request: Request) -> tuple[tuple[Job, ...], tuple[EngrossError, ...]]:
    """The jobs of a request, and what is wrong with documents, houses or languages that were asked for."""
    jobs: list[Job] = []
    failures: list[EngrossError] = []
    for id in request.documents or workspace.documents():
        try:
            jobs.extend(_jobs(workspace, workspace.document(id), request))
        except EngrossError as error:
            failures.append(error)
    return tuple(jobs), tuple(failures)


def _jobs(workspace: Workspace, document: Document, request: Request) -> Iterator[Job]:
    base = request.build_dir or workspace.root / "build"
    for house in request.houses or (document.house,):
        workspace.house(house)
        for tag in request.languages or workspace.editions_of(document):
            workspace.language_folder(tag)
            name = f"{document.id}.{tag}{'.DRAFT' if request.draft else ''}.pdf"
            yield Job(
                document=document.id,
                language=tag,
                house=house,
                draft=request.draft,
                target=base / document.id / house / name,
            )


def prepare_fonts(workspace: Workspace, locked: bool) -> tuple[tuple[fonts.Installed, ...], tuple[Problem, ...]]:
    """The locked faces, shown to the engine and to nobody else's; with a warning for each file that differs.

    Raises FontError when a file is absent, or differs and `locked` is set. Sets FONTCONFIG_FILE: to be called
    before the engine is imported.
    """
    file = workspace.relative(workspace.lock_path())
    installed = fonts.find(workspace.fonts(), file)
    folder = workspace.root / ".engross"
    warnings = fonts.differing(installed, fonts.digests(installed, folder), file)
    if warnings and locked:
        raise FontError(warnings)
    os.environ["FONTCONFIG_FILE"] = str(fonts.configure(installed, folder))
    return installed, warnings


def fingerprint(workspace: Workspace, job: Job) -> str:
    """The sha256 of everything the edition depends on: text, catalogue, house, fonts, engine and engross itself."""
    paths = workspace.inputs(job.document, job.language, workspace.house(job.house))
    return digest(paths, program_digest(), json.dumps(versions()), str(job.draft), job.language, job.house)


def program_digest() -> str:
    """The sha256 of engross's own modules."""
    return digest(tuple(sorted(Path(__file__).parent.rglob("*.py"))))


def tongues(workspace: Workspace, document: Document, tag: str) -> Tongues:
    """The languages an edition of the document speaks."""
    own = workspace.language(tag)
    return Tongues(
        own=own, original=workspace.language(document.language), distribution=workspace.language(own.distribution)
    )


def edition_of(workspace: Workspace, job: Job) -> Edition:
    """The edition a job is to set; raises what is wrong with document or translation."""
    document, house = workspace.document(job.document), workspace.house(job.house)
    return edit(
        document,
        house,
        tongues(workspace, document, job.language),
        workspace.sources(document, job.language, house, job.draft),
        job.draft,
    )


def carry_out(workspace: Workspace, job: Job, installed: tuple[fonts.Installed, ...]) -> Result:
    """The job done: edition, glyphs, page, PDF, comparison, file; or the failure, with the last good file untouched."""
    from engross.outputs import pdf

    started = time.perf_counter()
    try:
        edition = edition_of(workspace, job)
        document = workspace.document(job.document)
        spoken = tongues(workspace, document, job.language)
        languages: dict[str, Language] = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
        glyphs.check(edition, languages, installed)
        page = html.page(edition, workspace.assets(job.house), languages)
        made = pdf.render(page, edition.house, languages)
        fidelity.check(edition, page.html, made)
        write(job.target, made.data)
    except EngrossError as error:
        return Result(job=job, failure=error, seconds=time.perf_counter() - started)
    entry = {
        "file": job.target.name,
        "language": job.language,
        "status": str(edition.status),
        "draft": job.draft,
        "pages": made.pages,
        "sha256": hashlib.sha256(made.data).hexdigest(),
        "inputs": job.inputs,
    }
    return Result(job=job, entry=entry, seconds=time.perf_counter() - started)


def write(target: Path, data: bytes) -> None:
    """The bytes at `target`: written beside it and renamed, so that a failure leaves the last good file."""
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise OutputError(
            Problem(
                code="output/write",
                place=Place(file=str(target)),
                text=f"cannot be written: {error.strerror}",
                hint="check the folder, its permissions and the space left",
            )
        ) from None


def build(
    workspace: Workspace, jobs: tuple[Job, ...], request: Request, installed: tuple[fonts.Installed, ...]
) -> Iterator[Result]:
    """The result of each job as it comes; unchanged editions first, and not set again unless forced."""
    todo = []
    for job in jobs:
        try:
            marked = _marked(job, fingerprint(workspace, job))
        except EngrossError as error:
            yield Result(job=job, failure=error)
            continue
        entry = recorded(marked)
        if entry and not request.force:
            yield Result(job=marked, made=False, entry=entry)
        else:
            todo.append(marked)
    todo.sort(key=lambda job: -_weight(workspace, job))
    workers = min(request.jobs or os.cpu_count() or 1, len(todo))
    if workers > 1:
        yield from _side_by_side(workspace, todo, workers, installed)
    else:
        yield from (carry_out(workspace, job, installed) for job in todo)


def _marked(job: Job, inputs: str) -> Job:
    return Job(
        document=job.document, language=job.language, house=job.house, draft=job.draft, target=job.target, inputs=inputs
    )


def _weight(workspace: Workspace, job: Job) -> int:
    """Which editions take longest, so that they are begun first."""
    return {"han": 3, "arabic": 2}.get(workspace.language(job.language).script, 1)


def _side_by_side(
    workspace: Workspace, jobs: list[Job], workers: int, installed: tuple[fonts.Installed, ...]
) -> Iterator[Result]:
    """Results from a pool of processes forked after the engine is imported once."""
    from engross.outputs import pdf

    pdf.warm()
    gc.freeze()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=gc.disable) as pool:
        waiting = {pool.submit(_carry_out_and_sweep, workspace, job, installed): job for job in jobs}
        try:
            for done in as_completed(waiting):
                yield done.result()
        except (KeyboardInterrupt, GeneratorExit):
            pool.shutdown(cancel_futures=True)
            raise


def _carry_out_and_sweep(workspace: Workspace, job: Job, installed: tuple[fonts.Installed, ...]) -> Result:
    """As `carry_out`, in a process whose garbage collector is off: what is left over is swept up now and then."""
    result = carry_out(workspace, job, installed)
    if gc.get_count()[0] > SWEEP:
        gc.collect()
    return result


def manifest_path(job: Job) -> Path:
    """The manifest beside the job's file."""
    return job.target.parent / "manifest.json"


def recorded(job: Job) -> dict[str, Any]:
    """The manifest's entry of an edition that is there, unaltered, and made from the same inputs; {} otherwise."""
    try:
        entry: dict[str, Any] = json.loads(manifest_path(job).read_bytes())["editions"][job.target.name]
        whole = hashlib.sha256(job.target.read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError):
        return {}
    return entry if entry.get("inputs") == job.inputs and entry.get("sha256") == whole else {}


def write_manifests(workspace: Workspace, results: list[Result]) -> None:
    """A manifest in each folder something was made in: files, digests, versions, what was checked."""
    by_path: dict[Path, list[Result]] = {}
    for result in results:
        if result.made and result.failure is None:
            by_path.setdefault(manifest_path(result.job), []).append(result)
    for path, made in by_path.items():
        try:
            editions = json.loads(path.read_bytes())["editions"]
        except (OSError, ValueError, KeyError):
            editions = {}
        editions.update({result.job.target.name: result.entry for result in made})
        kept = {name: entry for name, entry in sorted(editions.items()) if (path.parent / name).is_file()}
        write(path, json.dumps(_manifest(workspace, made[0].job, kept), indent=2, ensure_ascii=False).encode() + b"\n")


def _manifest(workspace: Workspace, job: Job, editions: dict[str, Any]) -> dict[str, Any]:
    content = workspace.content_path(job.document)
    return {
        "document": job.document,
        "house": job.house,
        "engross": __version__,
        "engine": versions(),
        "source": {"content": digest((content,)), "revision": revision(workspace.root)},
        "fonts": [
            {
                "family": font.family,
                "weight": font.weight,
                "style": font.style,
                "package": font.package,
                "version": font.version,
                "sha256": font.sha256,
            }
            for font in workspace.fonts()
        ],
        "checked": list(CHECKED),
        "editions": editions,
    }


def revision(root: Path) -> str:
    """The commit checked out in the folder, read from .git without running git; "" outside a checkout."""
    git = root / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        if (git / name).is_file():
            return (git / name).read_text(encoding="ascii").strip()
        packed = (git / "packed-refs").read_text(encoding="ascii").split("\n")
        return next((line.split()[0] for line in packed if line.endswith(f" {name}")), "")
    except OSError:
        return ""


def exit_of(failures: list[EngrossError]) -> Exit:
    """The exit code of a run: that of the first failure; OK without one."""
    return failures[0].exit if failures else Exit.OK
