"""A letter set in one language, for one addressee: a finished PDF in memory. Nothing is written.

The fonts are prepared first (`building.prepare_fonts`), as for every edition.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engross.model import Document
from engross.model.letter import Enclosed, Opening
from engross.pipeline import making
from engross.pipeline.making import Folios, Made
from engross.sources.addressing import addressed
from engross.workspace import Workspace, fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A letter, or an edition, set: its bytes, how many pages it has, and what it was made from (for comparisons)."""

    data: bytes
    pages: int
    document: str
    language: str
    house: str
    made: Made

    @property
    def title(self) -> str:
        """Its title, in its language."""
        return self.made.edition.title


def set_letter(
    workspace: Workspace,
    letter_id: str,
    language: str,
    house: str | None = None,
    addressee: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    *,
    installed: Sequence[fonts.Installed],
    openings: tuple[Opening, ...] = (),
    enclosed: tuple[Enclosed, ...] | None = None,
    folios: Folios | None = None,
    draft: bool = False,
) -> Set:
    """The letter in this language, for this addressee, as a PDF/A-3a and PDF/UA-1 in memory.

    `addressee` is the addressee block by name of field, in place of that of the front matter; `fields` stand for
    fields of the front matter (reference, date, enclosures, …): see `addressing.addressed`. `installed` are the
    faces that `building.prepare_fonts` gives. `openings` are the pages that open bound annexes, `enclosed` is
    what goes with it where that is not what the letter says itself, `folios` the numbers
    of its pages where it is part of a longer file. Raises what is wrong with the letter, naming every placeholder
    that has no value.
    """
    document = with_enclosed(workspace.document_in(letter_id, language), enclosed)
    document = addressed(document, addressee, fields or {})
    return set_document(workspace, letter_id, with_openings(document, openings), language, house or document.house,
                        installed=installed, folios=folios, draft=draft)  # fmt: skip


def with_openings(document: Document, openings: tuple[Opening, ...]) -> Document:
    """The letter with the pages that open its annexes."""
    if document.letter is None or document.letter.openings == openings:
        return document
    return replace(document, letter=replace(document.letter, openings=openings))


def with_enclosed(document: Document, enclosed: tuple[Enclosed, ...] | None) -> Document:
    """The letter with what goes with it; None leaves it as it is."""
    if document.letter is None or enclosed is None:
        return document
    return replace(document, letter=replace(document.letter, enclosed=enclosed))


def set_document(
    workspace: Workspace,
    reference: str,
    document: Document,
    language: str,
    house: str,
    *,
    installed: Sequence[fonts.Installed],
    folios: Folios | None = None,
    draft: bool = False,
) -> Set:
    """A document set in memory, with the page numbers of the file that it is part of."""
    made = making.make(workspace, reference, document, house, language, installed, draft=draft, folios=folios)
    return Set(
        data=made.pdf.data, pages=made.pdf.pages, document=document.id, language=language, house=house, made=made
    )
