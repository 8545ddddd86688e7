"""The work and its editions: what a clause is, whatever the language or the house.

Document (the work) → Edition (one language of it, every word final) → a file.  These types know
nothing of files, engines or templates.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engross.errors import Place

HEADING = "HEADING"  # msgctxt of the unlabelled line that opens a text


class Kind(StrEnum):
    """What a clause is in the drafting of declarations and resolutions."""

    NARRATIVE = "narrative"  # tells how the text came about
    ADOPTION = "adoption"  # says that, and by whom, the text was adopted
    CHAPEAU = "chapeau"  # "We, the Ministers," before the preamble or the operative part
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"


class Status(StrEnum):
    """The standing of a language edition."""

    ORIGINAL = "original"
    OFFICIAL = "official"
    COURTESY = "courtesy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a clause's text, emphasized or not."""

    text: str
    emphasis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as adopted: `source` is its text in the notation of content files, to the letter."""

    label: str
    kind: Kind
    source: str
    place: Place = field(compare=False, default_factory=Place)
    children: tuple["Clause", ...] = ()

    def walk(self) -> Iterator["Clause"]:
        """This clause and everything under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One adopted text, in its original language."""

    id: str
    language: str
    title: str
    theme: str
    body: str
    acronym: str
    session: str
    meeting: str
    place: str
    adopted: date
    issued: date
    symbol: str
    house: str
    address: str
    job: str
    keywords: tuple[str, ...]
    translations: dict[str, Status]
    heading: str
    clauses: tuple[Clause, ...]
    file: str

    def walk(self) -> Iterator[Clause]:
        """Every clause of the document, in the order of the text."""
        for clause in self.clauses:
            yield from clause.walk()

    def status(self, language: str) -> Status:
        """The standing of the edition in `language`: never official unless the document says so."""
        if language == self.language:
            return Status.ORIGINAL
        return self.translations.get(language, Status.COURTESY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A clause of an edition, final: its printed label, its words, and what is under it.

    `language` is the HTML tag of the text when it is not the edition's own (a hole in a draft
    shows the original); `hole` then says in the edition's language what is amiss.
    """

    id: str
    kind: Kind
    label: str
    runs: tuple[Run, ...]
    language: str = ""
    hole: str = ""
    children: tuple["Line", ...] = ()

    @property
    def text(self) -> str:
        """The words of the clause, without its label."""
        return "".join(run.text for run in self.runs)

    @property
    def lead(self) -> str:
        """What names the clause in a table of contents: its label, else its first words."""
        if self.label:
            return self.label.rstrip(":： \u00a0\u202f")
        first = self.runs[0].text if self.runs else ""
        return first if len(first) <= 60 else first[:60].rsplit(" ", 1)[0] + "…"

    def walk(self) -> Iterator["Line"]:
        """This line and everything under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def lines_text(lines: tuple[Line, ...]) -> str:
    """The printed text of the lines: one paragraph a line, label first."""
    said = []
    for line in (each for top in lines for each in top.walk()):
        said.append(" ".join(part for part in (line.label, line.hole, line.text) if part))
    return "\n".join(said)
