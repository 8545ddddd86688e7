"""One job carried out: the edition made, set, compared, written and recorded; or the failure, never a half."""

import hashlib
import io
import os
import time
import traceback
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from engross.akn.evidence import Evidence
from engross.building import manifests, outdated
from engross.building.jobs import Job, Result
from engross.editing.edition import Edition, edit
from engross.errors import EngineComplaint, EngrossError, FontError, Problem
from engross.pipeline.composing import Annexes, compose
from engross.pipeline.making import make, tongues
from engross.typesetting.outputs import OUTPUTS
from engross.workspace import Workspace, fonts, names_file, writing


def prepare_fonts(
    workspace: Workspace, locked: bool, folder: Path | None = None
) -> tuple[tuple[fonts.Installed, ...], tuple[Problem, ...]]:
    """The locked faces, shown to the engine and to nobody else's; with a warning for each file that differs.

    Raises FontError when a file is absent, or differs and `locked` is set. Sets FONTCONFIG_FILE: to be called
    before the engine is imported. The configuration goes to `folder`, or to `.engross` in the workspace.
    """
    file = workspace.relative(workspace.lock_path())
    installed = fonts.find(workspace.fonts(), file)
    folder = folder or workspace.root / ".engross"
    found = fonts.digests(installed, folder)
    warnings = fonts.differing(installed, found, file)
    if warnings and locked:
        raise FontError(warnings)
    os.environ["FONTCONFIG_FILE"] = str(fonts.configure(installed, folder))
    return tuple(replace(each, sha256=found[each.path]) for each in installed), warnings


def warm_engine() -> None:
    """The engine is imported and has read the fonts; EngineComplaint where a library that it needs is not installed."""
    from engross.typesetting import pdf

    try:
        with redirect_stdout(io.StringIO()):  # what the engine prints of it is for programmers
            pdf.warm()
    except OSError as error:
        raise EngineComplaint(
            Problem(
                code="engine/libraries",
                text=f"the engine cannot be started: {str(error).splitlines()[0]}",
                hint="install what it needs: scripts/setup does; or apt-get install libpango-1.0-0 libpangoft2-1.0-0"
                " libharfbuzz-subset0",
            )
        ) from None


def edition_of(workspace: Workspace, job: Job, unset: bool = False) -> Edition:
    """The edition a job is to set, or its words as adopted; raises what is wrong with document or translation."""
    document, house = workspace.document_in(job.document, job.language), workspace.house(job.house)
    return edit(
        document,
        house,
        tongues(workspace, document, job.language),
        workspace.sources(document, job.language, house, job.draft),
        job.draft,
        unset,
    )


def set_edition(workspace: Workspace, job: Job, installed: tuple[fonts.Installed, ...]) -> Result:
    """The job's PDF as bytes with its entry for the manifest; nothing is written. Raises what is wrong."""
    workspace.companions.setdefault(job.document, tuple(map(Path, job.beside)))  # on another machine nothing is planned
    if job.enclosing is not None:
        return _set_letter(workspace, job, installed)
    document = workspace.document_in(job.document, job.language)
    made = make(
        workspace, job.document, document, job.house, job.language, installed, draft=job.draft, output=job.output
    )
    entry = {
        **_entry(workspace, job),
        "embedded": [] if OUTPUTS[job.output].printed else [source.name for source in made.sources],
        "status": str(made.edition.status),
        "omitted": list(made.omitted),
        "pages": made.pdf.pages,
        **(
            {"second-face": {family: list(letters) for family, letters in made.seconds.items()}} if made.seconds else {}
        ),
        **_figures(workspace, job, made.pdf.wide),
        "sha256": hashlib.sha256(made.pdf.data).hexdigest(),
    }
    return Result(job=job, entry=entry, data=made.pdf.data)


def _figures(workspace: Workspace, job: Job, wide: tuple[str, ...]) -> dict[str, Any]:
    """What the manifest says of figures: how the order of the amounts of a file of the record was decided, and by which
    files; and the figures that are wider than their columns. Nothing, where there is nothing to say.
    """
    said: dict[str, Any] = {"wide": list(wide)} if wide else {}
    evidence = workspace.record(job.document).evidence if names_file(job.document) else Evidence()
    if evidence.counts:
        said["amounts"] = {"decided": evidence.counts, "turned": evidence.turned, "from": _told(evidence.files)}
    if evidence.headings:
        said["headings"] = {"decided": evidence.headings, "from": _told(evidence.headed_by)}
    return said


def _told(files: tuple[Path, ...]) -> list[dict[str, str]]:
    """The files of the record that told something, as the manifest names them."""
    return [
        {"file": f"{each.parent.name}/{each.name}", "sha256": hashlib.sha256(each.read_bytes()).hexdigest()}
        for each in files
    ]


def _entry(workspace: Workspace, job: Job) -> dict[str, Any]:
    """What the manifest says of every file, before it is made."""
    sources = outdated.sources(workspace, job)
    said = {"file": job.target.name, "language": job.language, "output": job.output}
    return {**said, "draft": job.draft, "inputs": job.inputs, "sources": sources}


def _set_letter(workspace: Workspace, job: Job, installed: tuple[fonts.Installed, ...]) -> Result:
    """A letter with what goes with it, and its entry, which names every edition that it transmits."""
    annexes = Annexes(workspace, installed, draft=job.draft)
    whole = compose(workspace, job.document, job.language, annexes, enclosing=job.enclosing, house=job.house)
    entry = {
        **_entry(workspace, job),
        "status": str(whole.letter.made.edition.status),
        "omitted": list(whole.letter.made.omitted),
        "pages": whole.pages,
        "annexes": [
            {"document": each.document, "language": each.language, "house": each.house, "pages": each.pages}
            for each in whole.annexes
        ],
        "beside": {name: hashlib.sha256(data).hexdigest() for name, data in whole.files},
        "sha256": hashlib.sha256(whole.data).hexdigest(),
    }
    return Result(job=job, entry=entry, data=whole.data, beside=whole.files)


def keep(workspace: Workspace, result: Result) -> Result:
    """The result with its file in place and in the manifest, and without its bytes; raises OutputError."""
    folder = result.job.target.parent
    with writing.undisturbed(), writing.alone_in(folder):
        writing.sweep(folder)
        for name, data in result.beside:
            writing.write(folder / name, data)
        writing.write(result.job.target, result.data)
        outdated.taken_over(result.job.target, manifests.editions_in(manifests.manifest_path(result.job)))
        manifests.record(workspace, result)
    return replace(result, data=b"", beside=())


def attempt(workspace: Workspace, job: Job, installed: tuple[fonts.Installed, ...]) -> Result:
    """The job's PDF as bytes, or the failure: whatever goes wrong in one edition stays in it."""
    started = time.perf_counter()
    try:
        result = set_edition(workspace, job, installed)
    except EngrossError as error:
        result = Result(job=job, failure=error)
    except Exception as error:
        result = Result(job=job, failure=unforeseen(job.name, error))
    return replace(result, seconds=time.perf_counter() - started)


def carry_out(workspace: Workspace, job: Job, installed: tuple[fonts.Installed, ...]) -> Result:
    """The job done: edition, glyphs, page, PDF, comparison, file; or the failure, with the last good file untouched."""
    result = attempt(workspace, job, installed)
    if result.failure:
        return result
    try:
        return keep(workspace, result)
    except EngrossError as error:
        return Result(job=job, failure=error, seconds=result.seconds)


def unforeseen(name: str, error: Exception) -> EngrossError:
    """A defect of engross or of what it leans on, as the failure of one edition: where it was, and to report it."""
    last = traceback.extract_tb(error.__traceback__)[-1:]
    where = f" ({Path(last[0].filename).name}:{last[0].lineno})" if last else ""
    return EngrossError(
        Problem(
            code="engine/unforeseen",
            text=f"{name}: {type(error).__name__}: {str(error)[:200]}{where}",
            hint="this is a defect of engross or of the engine: report it, with the document if you may",
        )
    )


def died(job: Job, how: str) -> Result:
    """The result of a job that was the end of the process that did it, and how that ended."""
    failure = EngineComplaint(
        Problem(
            code="engine/died",
            text=f"{job.name}: the process that set it {how}",
            hint="build this edition alone; if it ends so again, look for a very long table or picture, give the "
            "machine more memory, or report it",
        )
    )
    return Result(job=job, failure=failure)
