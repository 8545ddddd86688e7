"""`engross import akn`: files of the record become documents of the workspace, all languages of a work together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import polib

from engross.akn import agreement, amounts, pairing, parsing, reading, witnesses
from engross.akn.reading import Reading
from engross.akn.settling import settled, told
from engross.building import write
from engross.building.update_catalogues import document_sources, header
from engross.errors import EngrossError, Place, Problem, UsageError
from engross.model import Document
from engross.sources import write_content
from engross.sources.catalog.updating import update
from engross.workspace import Workspace
from engross.workspace.writing import own


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A work that was imported: its id, its files (from the workspace), and what a person should look at."""

    id: str
    files: tuple[str, ...]
    findings: tuple[Problem, ...]


def read_files(paths: tuple[Path, ...]) -> tuple[list[Reading], list[Problem], list[EngrossError]]:
    """The files as read, what is in doubt in them, and the files that are none."""
    readings: list[Reading] = []
    findings: list[Problem] = []
    failures: list[EngrossError] = []
    for path in paths:
        name = agreement.named(path)
        try:
            parsing.check_size(path.stat().st_size, name)
            found = reading.read(path.read_bytes(), name)
        except EngrossError as error:
            failures.append(error)
            continue
        except OSError as error:
            failures.append(
                UsageError(
                    Problem(
                        code="usage/unreadable",
                        place=Place(file=str(path)),
                        text=f"cannot be read: {error.strerror}",
                        hint="check that the file is there and that you may read it",
                    )
                )
            )
            continue
        findings += [*found.findings, *agreement.misplaced(path, found.document.language)]
        readings.append(replace(found, path=str(path)))
    return readings, findings, failures


def works(readings: list[Reading]) -> Iterator[tuple[dict[str, Reading], list[Problem]]]:
    """The readings of each work by language; of two files in one language the first is kept."""
    for group in agreement.grouped(readings):
        languages: dict[str, Reading] = {}
        doubled = []
        for each in group:
            kept = languages.setdefault(each.document.language, each)
            if kept is not each:
                doubled.append(_twice(each.document, kept.document))
        yield languages, doubled


def _twice(document: Document, kept: Document) -> Problem:
    return Problem(
        code="content/akn-twice",
        place=Place(file=document.file),
        text=f"{document.id} in {document.language} is also in {kept.file}, which is kept",
        hint="import one of the two",
    )


def bring(workspace: Workspace, readings: dict[str, Reading], force: bool) -> Imported:
    """The work written into the workspace; UsageError when it is there already and `force` is not set.

    Raises ContentError for amounts of which nothing tells how they are read.
    """
    readings, looked = _settled(workspace, readings)
    first = next((tag for tag in ("en", "fr", "es", "ru", "ar", "zh") if tag in readings), min(readings))
    agreed = agreement.agree(readings, first)
    documents = agreed.documents
    id = documents[first].id
    content = workspace.root / "content" / f"{id}.md"
    if content.is_file() and not force:
        raise UsageError(
            Problem(
                code="usage/exists",
                place=Place(file=workspace.relative(content)),
                text="is there already, and nothing was changed",
                hint="--force imports it anew; what was corrected by hand in it is lost then",
            )
        )
    spoken = {tag: workspace.language(tag) for tag in documents}
    work = pairing.pair(documents, spoken, first, agreed.apart)
    own(content.parent)
    for path in content.parent.glob(f"{id}.*.md"):
        path.unlink()
    files = [(content, write_content.write(work.document))]
    files += [(content.with_name(f"{id}.{tag}.md"), write_content.write(each)) for tag, each in work.others.items()]
    for tag, said in work.catalogs.items():
        path = workspace.root / "translations" / tag / "LC_MESSAGES" / f"{id}.po"
        files.append((path, catalog(work.document, tag, said, workspace.relative(content))))
    for path, text in files:
        write(path, text.encode())
    findings = (*looked, *agreed.differences, *work.differences)
    return Imported(id=id, files=tuple(workspace.relative(path) for path, _ in files), findings=findings)


def _settled(workspace: Workspace, readings: dict[str, Reading]) -> tuple[dict[str, Reading], list[Problem]]:
    """The readings, amounts in the order in which they are read, and what was decided.

    The languages of the run are asked, then the workspace, then the files beside each file.
    """
    found: dict[str, Reading] = {}
    looked: list[Problem] = []
    for tag, each in readings.items():
        here = ((Path(other.path), other.document) for other in _in_order(readings) if other is not each)
        found[tag] = settled(each, chain(here, told(workspace, each)))
        looked += found[tag].findings[len(each.findings) :]
    first = _in_order(found)[0]
    for each in found.values():
        if each is not first and each.document.language not in amounts.RIGHTWARD:
            looked += witnesses.differing(each.document, first.document)
    return found, looked


def _in_order(readings: dict[str, Reading]) -> list[Reading]:
    """English first."""
    return [each for _, each in sorted(readings.items(), key=lambda item: (item[0] != "en", item[0]))]


def catalog(document: Document, tag: str, said: dict[str, str], file: str) -> str:
    """The catalogue of a language: every text of the document with its translation from the record."""
    sources = document_sources(document, file)
    text, _ = update("", "", sources, header(document.id, tag, document.issued.isoformat()))
    made = polib.pofile(text, wrapwidth=78)
    for entry in made:
        entry.msgstr = said.get(entry.msgctxt or "", "")
    return str(made) + "\n"
