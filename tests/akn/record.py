"""Akoma Ntoso files for tests, made of the piece under test: a United Nations file around a body."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

from engross.akn import reading, writing
from engross.akn.reading import Reading
from engross.building.exporting import edition_for
from engross.model import Clause, Document
from engross.workspace import Workspace

CORPUS = Path(os.environ.get("ENGROSS_CORPUS") or ROOT.parent / "shared" / "corpus")
CODES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
FORMULA = '<formula name="enactingFormula"><p><span class="italic">The General Assembly</span>,</p></formula>'


def meta(language: str = "en", more: str = "") -> str:
    """The metadata of a resolution adopted on 7 October 2022."""
    levels = "".join(
        f'<FRBR{level}><FRBRthis value="/akn/un/statement/deliberation/unga/2022-10-07/77-1{own}"/>'
        f'<FRBRuri value="/akn/un/statement/deliberation/unga/2022-10-07/77-1{own}"/>'
        f'<FRBRdate date="{day}" name="{name}"/><FRBRauthor href="#ga" as="#author"/>{end}</FRBR{level}>'
        for level, own, day, name, end in (
            ("Work", "", "2022-10-07", "adoption", '<FRBRcountry value="un"/>'),
            ("Expression", "/x@", "2022-10-17", "publication", f'<FRBRlanguage language="{CODES[language]}"/>'),
            ("Manifestation", "/x@.xml", "2022-10-20", "markup", ""),
        )
    )
    return f'<meta><identification source="#DGACM">{levels}</identification>{more}</meta>'


COVER = (
    '<coverPage><p><docAuthority refersTo="#publisher">United Nations</docAuthority></p>'
    '<p><docNumber refersTo="#symbol">A/RES/77/1</docNumber></p>'
    '<p><docAuthority refersTo="#issuingBody">General Assembly</docAuthority></p>'
    '<p><docStatus refersTo="#generalDistribution">Distr.: General</docStatus></p>'
    '<p><docDate date="2022-10-17" refersTo="#dateOfIssuance">17 October 2022</docDate></p></coverPage>'
    "<preface><p><docNumber>77/1.</docNumber> <docTitle>Title of it</docTitle></p></preface>"
)


def statement(
    body: str = "", preamble: str = FORMULA, after: str = "", language: str = "en", more: str = "", cover: str = COVER
) -> bytes:
    """A file with this in its mainBody, its preamble, and after its body."""
    inner = f"<preamble>{preamble}</preamble>" if preamble else ""
    head = f"{meta(language, more)}{cover}{inner}"
    return wrapped(f'<statement name="resolution">{head}<mainBody>{body}</mainBody>{after}</statement>')


def wrapped(inner: str) -> bytes:
    """A file with this under its root."""
    return f'<akomaNtoso xmlns="{NAMESPACE}" xmlns:akn4un="http://un.org/akn4un">{inner}</akomaNtoso>'.encode()


def paragraph(words: str, number: str = "") -> str:
    """A paragraph of the body."""
    num = f"<num>{number}</num>" if number else ""
    return f"<paragraph>{num}<content><p>{words}</p></content></paragraph>"


def read(data: bytes) -> Reading:
    """The reading of a file."""
    return reading.read(data, "un.xml")


def clauses(data: bytes) -> list[tuple[str, str, str]]:
    """Label, number and words in the notation of each clause of a file."""
    return [(each.label, each.shape.number or "", each.source) for each in read(data).document.walk()]


def written(document: Document, house: str = "") -> bytes:
    """The file that is written of a document."""
    return writing.export(edition_for(Workspace(ROOT), document, document.language, house), document)


def there_and_back(data: bytes) -> bytes:
    """The file that is written of a file; it holds the same document, every field and clause."""
    document = read(data).document
    made = written(document)
    again = read(made).document
    assert list(shown(again.clauses)) == list(shown(document.clauses))
    assert again == document
    assert written(again) == made
    return made


def shown(clauses: tuple[Clause, ...], depth: int = 0) -> Iterator[tuple[int, str, str, object, str]]:
    """Each clause with all that a model has of it."""
    for each in clauses:
        yield depth, each.label, str(each.kind), each.shape, each.source
        yield from shown(each.children, depth + 1)


def corpus(path: str) -> Path:
    """A file of the corpus; the test is skipped where there is none."""
    if not (CORPUS / path).exists():
        pytest.skip("the corpus is absent: set ENGROSS_CORPUS")
    return CORPUS / path
