"""The work and its editions: what a clause is, whatever the language or the house.

Document (the work) → Edition (one language of it, every word final) → a file.  These types know
nothing of files, engines or templates.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engross.errors import Place
from engross.model.letter import Letter

HEADING = "HEADING"  # msgctxt of the unlabelled line that opens a text
_WORD = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/#=]")


class Kind(StrEnum):
    """What a clause is in the drafting of declarations and resolutions."""

    NARRATIVE = "narrative"  # tells how the text came about
    ADOPTION = "adoption"  # says that, and by whom, the text was adopted
    CHAPEAU = "chapeau"  # "We, the Ministers,", "The General Assembly," before the preamble or the operative part
    PREAMBULAR = "preambular"
    OPERATIVE = "operative"
    POINT = "point"  # a sub-paragraph: (a), (i)
    TEXT = "text"  # a paragraph of no such kind, as in annexes and statements
    HEADING = "heading"
    TABLE = "table"  # its own words are its caption; its rows are under it
    ROW = "row"
    FIGURE = "figure"  # a picture; its words are its alternative text
    NOTE = "note"
    CLOSING = "closing"  # meeting and date at the end of a resolution
    ANNEX = "annex"  # its own words are its heading; its text is under it
    PART = "part"  # one resolution of a collection: A, B


# What the labels of a document are when its front matter does not say so: OP3 is an operative clause.
STEMS = {
    "F": Kind.CHAPEAU,
    "PP": Kind.PREAMBULAR,
    "OP": Kind.OPERATIVE,
    "TX": Kind.TEXT,
    "H": Kind.HEADING,
    "T": Kind.TABLE,
    "R": Kind.ROW,
    "FIG": Kind.FIGURE,
    "N": Kind.NOTE,
    "CL": Kind.CLOSING,
    "A": Kind.ANNEX,
    "PT": Kind.PART,
}
WORDLESS = frozenset({Kind.TABLE, Kind.ANNEX, Kind.PART, Kind.ROW})  # may have no words of their own


class Status(StrEnum):
    """The standing of a language edition."""

    ORIGINAL = "original"
    OFFICIAL = "official"
    COURTESY = "courtesy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a clause's text in one style.

    `emphasis` is that of official texts (lead words), set as each language has it; `strong`, `italic` and
    `struck` are set as they are named. `note` is the label of a note called here; `text` is then its mark.
    """

    text: str = ""
    emphasis: bool = False
    strong: bool = False
    italic: bool = False
    struck: bool = False
    position: str = ""  # sup or sub
    link: str = ""
    language: str = ""  # the tag of words in another language
    note: str = ""
    ltr: int = 0  # the number of the left-to-right phrase in right-to-left text that it is part of; 0 for none
    figure: int = 0  # the number of the figure that it is part of, where that has an order of its own; 0 for none

    @property
    def address(self) -> bool:
        """Whether it is an address of the Internet, which runs from left to right with all its marks.

        >>> Run(text="www.un.org/en/ga/sixth/").address, Run(text="A/RES/77/1", link="https://undocs.org/x").address
        (True, False)
        """
        return _ADDRESS.fullmatch(self.text) is not None

    @property
    def latin(self) -> bool:
        """Whether there is no letter of a right-to-left script in it."""
        return not any(unicodedata.bidirectional(character) in ("R", "AL") for character in self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the body: its label ("" for the heading), its text and where it stands.

    `starts` has, for each line of the file that the paragraph runs over, the offset in the paragraph
    (label included) at which it starts, its number, and its first column.
    """

    label: str
    text: str
    place: Place
    starts: tuple[tuple[int, int, int], ...]
    offset: int = 0  # characters taken by the label

    def at(self, offset: int) -> Place:
        """The place in the file of a character of the text."""
        whole = self.offset + offset
        start, line, column = max(each for each in self.starts if each[0] <= whole)
        return Place(file=self.place.file, line=line, column=column + whole - start, clause=self.place.clause)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a clause is beside its words: how it is numbered, how deep a heading is, how wide the columns are.

    `number` is None where it is made by rule, "" where there is none, else what is printed. `level` is that
    of a heading (1 to 4). `columns` are the widths of a table, of any unit; `head` its rows that repeat on
    each page; `cells` are (columns, rows, alignment: start, center, end) for each cell of a row. `picture` is
    the file of a figure.
    """

    number: str | None = None
    level: int = 0
    columns: tuple[int, ...] = ()
    head: int = 0
    cells: tuple[tuple[int, int, str], ...] = ()
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause as adopted: `source` is its text in the notation of content files, to the letter."""

    label: str
    kind: Kind
    source: str
    shape: Shape = Shape()
    place: Place = field(compare=False, default_factory=Place)
    children: tuple["Clause", ...] = ()

    def walk(self) -> Iterator["Clause"]:
        """This clause and everything under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One adopted text, in its original language; or a letter, which has `letter`.

    `given` are texts by context that stand for one addressee, final in the language of the edition.
    """

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
    organization: str = ""
    distributed: str = ""
    dated: str = ""
    agenda: str = ""
    item: str = ""
    resolved: str = ""
    proposal: str = ""
    expression: str = ""
    originated: str = ""
    council: str = ""
    number: str = ""
    source: str = ""
    vote: dict[str, str] = field(default_factory=dict)
    workflow: tuple[dict[str, str], ...] = ()
    subjects: tuple[dict[str, str], ...] = ()
    mastheads: tuple[dict[str, str], ...] = ()
    whole: tuple[str, ...] = ()
    letter: Letter | None = None
    given: dict[str, str] = field(default_factory=dict)

    def walk(self) -> Iterator[Clause]:
        """Every clause of the document, in the order of the text."""
        for clause in self.clauses:
            yield from clause.walk()

    def own_line(self, language: str, name: str) -> str | None:
        """A line that the masthead has in this language only, "" where it has none; None where it is translated."""
        found = next((each[name] for each in self.mastheads if each.get("language") == language and name in each), None)
        return "" if found == "none" else found

    def status(self, language: str) -> Status:
        """The standing of the edition in `language`: never official unless the document says so."""
        if language == self.language:
            return self.translations.get(language, Status.ORIGINAL)
        if self.letter:  # a letter is as good in the language of its addressee
            return self.translations.get(language, Status.OFFICIAL)
        return self.translations.get(language, Status.COURTESY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: its words, how many columns and rows it takes, and its alignment."""

    runs: tuple[Run, ...]
    columns: int = 1
    rows: int = 1
    align: str = "start"

    @property
    def text(self) -> str:
        """The words of the cell."""
        return "".join(run.text for run in self.runs)

    @property
    def figure(self) -> bool:
        """Whether it holds a figure, or the dash for none, and nothing else.

        >>> [Cell(runs=(Run(text=text),)).figure for text in ("(107 700)", "–", "1 573 posts", "")]
        [True, True, False, False]
        """
        said = "".join(run.text for run in self.runs if not run.note and not run.position).strip()
        return bool(said) and (said in "-–—" or any(each.isdecimal() for each in said)) and not _WORD.search(said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A clause of an edition, final: its printed label and number, its words, and what is under it.

    `language` is the tag of the text's language when it is not the edition's own (a hole in a draft
    shows the original); `hole` then says in the edition's language what is amiss. A row's words are in
    its cells. A run that calls a note holds the note's mark.
    """

    id: str
    kind: Kind
    label: str
    runs: tuple[Run, ...]
    number: str = ""
    shape: Shape = Shape()
    cells: tuple[Cell, ...] = ()
    language: str = ""
    hole: str = ""
    children: tuple["Line", ...] = ()

    @property
    def text(self) -> str:
        """The words of the clause, without its label and number."""
        return " ".join(cell.text for cell in self.cells) or "".join(run.text for run in self.runs)

    @property
    def all_runs(self) -> tuple[Run, ...]:
        """The runs of the line, or of all its cells, in order."""
        return tuple(run for cell in self.cells for run in cell.runs) or self.runs

    @property
    def lead(self) -> str:
        """What names the clause in a table of contents: its label, else its number and first words."""
        if self.label:
            return self.label.rstrip(":： \u00a0\u202f")
        first = (self.text if self.kind is Kind.HEADING else self.runs[0].text if self.runs else "").replace("\n", " ")
        short = first if len(first) <= 60 else first[:60].rsplit(" ", 1)[0] + "…"
        return f"{self.number} {short}".strip()

    @property
    def printed(self) -> str:
        """Everything the line prints, in order: label, number, what is amiss, words."""
        return " ".join(part for part in (self.label, self.number, self.hole, self.text) if part)

    def walk(self) -> Iterator["Line"]:
        """This line and everything under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def lines_text(lines: tuple[Line, ...]) -> str:
    """The printed text of the lines, one paragraph a line; notes stand elsewhere on the page and are not in it."""
    walked = (each for top in lines for each in top.walk())
    return "\n".join(line.printed for line in walked if line.kind not in (Kind.NOTE, Kind.FIGURE))
