"""An edition as an Akoma Ntoso file: the inverse of reading, valid against the schema of version 3.0.

The words are those of an Edition that is unset, as they were adopted; what no page shows comes from the Document.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from engross.akn import elements, naming, writing_head, writing_meta
from engross.akn.elements import add
from engross.akn.naming import Address
from engross.akn.writing_body import Blocks, Parts, parted
from engross.akn.writing_inline import Words
from engross.editing.edition import Edition
from engross.errors import ContentError, Place, Problem, raise_all
from engross.model import Document, Kind, Line
from engross.model.labels import series

MIME = "application/akn+xml"


@dataclass(frozen=True, slots=True)
class Making:
    """What is being written: an edition, its document, the work's, and the words with the notes written so far."""

    edition: Edition
    document: Document
    work: Document
    words: Words


def source_of(edition: Edition, document: Document, work: Document | None = None) -> tuple[str, str, bytes]:
    """The name, media type and bytes of the file that says the same as an edition, to go along with it.

    The edition is to be made `unset`, ValueError otherwise. Raises what `export` raises.
    """
    if not edition.unset:
        raise ValueError("the edition's words are set for paper; make it unset")
    return f"{document.id}.{edition.language.tag}.akn.xml", MIME, export(edition, document, work)


def export(edition: Edition, document: Document, work: Document | None = None) -> bytes:
    """The Akoma Ntoso file of an edition; the same bytes for the same edition.

    `work` is the document of the work, where the other is that of one language whose structure is its own: title and
    address are those of the work, whatever symbol and day the language has.

    Raises ContentError for a note that no clause calls, which the file would have no place for.
    """
    notes = {line.id: line for line in edition.walk() if line.kind is Kind.NOTE}
    work = work or document
    document = replace(document, title=work.title)
    making = Making(edition, document, work, Words(edition.language.tag, notes))
    top = elements.root()
    parts = [line for line in edition.lines if line.kind is Kind.PART]
    if parts:
        _collection(top, making, _above_parts(document, edition.lines), parts)
    else:
        statement = add(top, "statement", name=naming.kind(document), contains="originalVersion")
        address = naming.address(work, edition.language.tag)
        writing_meta.whole(statement, edition, document, address)
        writing_head.cover(add(statement, "coverPage", eId="coverPage"), edition, document)
        _text(statement, making, edition.lines, address)
    if left := [each for each in notes if each not in making.words.written]:
        raise ContentError([_uncalled(document, label) for label in left])
    writing_meta.settle(top)
    return elements.write(top)


def _uncalled(document: Document, label: str) -> Problem:
    return Problem(
        code="content/note",
        place=Place(file=document.file, clause=label),
        text="no clause calls this note, and Akoma Ntoso keeps notes where they are called",
        hint=f"write [^{label}] where it is called, or delete the note",
    )


def _above_parts(document: Document, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The paragraphs that stand before the parts of a collection; ContentError for what it has no place for."""
    first = next(number for number, line in enumerate(lines) if line.kind is Kind.PART)
    above = tuple(line for line in lines[:first] if line.kind in (Kind.TEXT, Kind.HEADING) and not line.children)
    problems = [
        Problem(
            code="content/akn-beside",
            place=Place(file=document.file, clause=line.id),
            text="paragraph lies outside every part of the collection; Akoma Ntoso cannot hold it there",
            hint="give it a label of the part it belongs to: PT1TX1",
        )
        for line in lines
        if line.kind not in (Kind.PART, Kind.NOTE) and line not in above
    ]
    raise_all(ContentError, problems)
    return above


def _text(statement: Any, making: Making, lines: tuple[Line, ...], address: Address, part: bool = False) -> None:
    """Nothing; the text after meta and cover page: of a whole document, or of a part, whose preface is there."""
    blocks, parts = Blocks(making.words), parted(lines, Kind.PART if part else None)
    if not part:
        preface = add(statement, "preface", eId="preface")
        writing_head.preface(preface, making.edition, making.document, making.words)
        blocks.above(preface, parts.letter)
        blocks.opening(preface, parts.opening)
        if not len(preface):
            statement.remove(preface)
    if parts.preamble:
        blocks.preamble(add(statement, "preamble"), parts.preamble)
    blocks.body(add(statement, "mainBody"), parts.body)
    _conclusions(statement, making, blocks, parts)
    _attachments(statement, making, parts.annexes, address)


def _conclusions(statement: Any, making: Making, blocks: Blocks, parts: Parts) -> None:
    """Nothing; the closing lines. Where a text of our own has none, its meeting and date are named."""
    edition, document = making.edition, making.document
    adopted = document.adopted.isoformat() if document.adopted != date.min else ""
    if parts.closing:
        blocks.closing(add(statement, "conclusions"), parts.closing, adopted)
    elif edition.meeting and edition.place_and_date and adopted and not document.source:
        paragraph = add(add(statement, "conclusions"), "p")
        add(paragraph, "event", edition.meeting, refersTo="#meeting")
        add(paragraph, "eol")
        add(paragraph, "docDate", edition.place_and_date, date=adopted, refersTo="#adoptionDate")


def _attachments(statement: Any, making: Making, annexes: tuple[Line, ...], address: Address) -> None:
    """Nothing; each annex is a document of its own, with its addresses; its own annexes are attached to it."""
    attachments = add(statement, "attachments") if annexes else None
    for number, line in enumerate(annexes, 1):
        above = "" if address.component == "main" else f"{address.component}_"
        name = f"{above}{number}" if above else "annex" if len(annexes) == 1 else f"annex_{number}"
        own = replace(address, component=name)
        doc = add(add(attachments, "attachment", eId=naming.identify("attachment", line.id)), "doc", name="annex")
        writing_meta.component(doc, making.edition, making.document, own)
        parts, blocks = parted(line.children, Kind.ANNEX), Blocks(making.words)
        heading = (replace(line, kind=Kind.HEADING, children=()),) if line.runs or line.number else ()
        blocks.body(add(doc, "mainBody"), (*heading, *parts.body))
        if parts.closing:
            blocks.closing(add(doc, "conclusions"), parts.closing, "")
        _attachments(doc, making, parts.annexes, own)


def _collection(top: Any, making: Making, above: tuple[Line, ...], parts: list[Line]) -> None:
    """Nothing; a publication of several resolutions under one masthead, each a component, as UN files have it.

    What stands before the first part is in the preface of the whole.
    """
    edition, document = making.edition, making.document
    tag = edition.language.tag
    collection = add(top, "documentCollection", name="publication", contains="originalVersion")
    writing_meta.whole(collection, edition, document, naming.address(making.work, tag))
    writing_head.cover(add(collection, "coverPage", eId="coverPage"), edition, document)
    preface = add(collection, "preface", eId="preface")
    writing_head.preface(preface, edition, document, making.words)
    Blocks(making.words).above(preface, above)
    if not len(preface):
        collection.remove(preface)
    body, components = add(collection, "collectionBody"), add(top, "components")
    for number, line in enumerate(parts, 1):
        id = f"comp_{number}"
        shown = line.text.replace("\n", " ") or f"Part {number}"
        add(add(body, "component", eId=f"def_{id}"), "documentRef", eId=f"ref_{id}", href=f"#{id}", showAs=shown)
        statement = add(add(components, "component", eId=id), "statement", name=naming.kind(document))
        statement.set("contains", "originalVersion")
        address = naming.address(making.work, tag, series(number))  # A, B: the same in every language
        writing_meta.component(statement, edition, document, address)
        if line.runs:
            making.words.into(add(add(add(statement, "preface"), "p"), "docNumber"), line.runs)
        _text(statement, making, line.children, address, part=True)
