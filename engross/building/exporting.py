"""Editions as Akoma Ntoso files: which, in what words, and where each goes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engross import building
from engross.akn import writing
from engross.building.planning import expand
from engross.editing.edition import Edition, edit
from engross.errors import EngrossError, Place, Problem, UsageError
from engross.model import Document
from engross.workspace import Workspace, names_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What became of one edition: its file, or why there is none."""

    document: str
    language: str
    target: Path | None = None
    failure: EngrossError | None = None


def edition_for(workspace: Workspace, document: Document, tag: str, house: str = "") -> Edition:
    """The edition of a document in the words that were adopted: no typographic rule is applied.

    Its form words and labels are those of the document's house, or of the one named. Raises what is wrong with
    translation or house.
    """
    spoken = building.tongues(workspace, document, tag)
    issuing = workspace.house(house or document.house)
    return edit(document, issuing, spoken, workspace.sources(document, tag, issuing), unset=True)


def export(
    workspace: Workspace,
    names: Sequence[str] = (),
    languages: Sequence[str] = (),
    folder: Path | None = None,
    house: str = "",
) -> Iterator[Exported]:
    """What became of each edition, as it is written; a failing one stops no other.

    `names` are ids, .xml files or folders of such files (all documents when empty). Files go to `folder`, by
    default to `build/<id>/akn/`. A file whose bytes would not change is not written again.
    """
    taken: dict[Path, str] = {}
    for name in names or workspace.documents():
        try:
            references = expand(workspace, name)
        except EngrossError as error:
            yield Exported(document=name, language="", failure=error)
            continue
        for reference in references:
            yield from _document(workspace, reference, languages, folder, house, taken)


def _document(
    workspace: Workspace,
    reference: str,
    languages: Sequence[str],
    folder: Path | None,
    house: str,
    taken: dict[Path, str],
) -> Iterator[Exported]:
    try:
        document = workspace.document(reference)
        if document.letter:
            raise UsageError(_letter(reference))
    except EngrossError as error:
        yield Exported(document=reference, language="", failure=error)
        return
    for tag in _languages(workspace, reference, document, languages):
        made = Exported(document=reference, language=tag)
        try:
            own = workspace.document_in(reference, tag)
            name, _, data = writing.source_of(edition_for(workspace, own, tag, house), own, document)
            target = (folder or workspace.root / "build" / document.id / "akn") / name
            if before := taken.get(target):
                raise UsageError(_twice(reference, before))
            taken[target] = reference
            if not target.is_file() or target.read_bytes() != data:
                building.write(target, data)
            yield replace(made, target=target)
        except EngrossError as error:
            yield replace(made, failure=error)


def _languages(workspace: Workspace, reference: str, document: Document, languages: Sequence[str]) -> tuple[str, ...]:
    """The languages to write: those asked for; a file of the record has its own only."""
    if names_file(reference):
        return (document.language,) if not languages or document.language in languages else ()
    return tuple(languages) or workspace.editions_of(document)


def _letter(reference: str) -> Problem:
    return Problem(
        code="usage/letter-export",
        text=f"{reference} is a letter, and Akoma Ntoso is for adopted texts",
        hint="name the document that it annexes",
    )


def _twice(reference: str, before: str) -> Problem:
    return Problem(
        code="usage/same-edition",
        place=Place(file=reference),
        text=f"is the same edition as {before}, which is written",
        hint="two files may not make one edition: leave one of them out, or name another --output-dir",
    )
