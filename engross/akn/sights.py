"""Where a document shows an amount, and in which of two orders it may be read. Pure.

Arabic files of the record hold an amount as it is read, 8 898 000, or with its groups the other way round, 000 898 8,
which a page from right to left shows as 8 898 000.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from engross.model import Clause, Document, Run, figures, notation
from engross.model import Kind as ClauseKind
from engross.model.figures import Kind
from engross.sources.structure import split_cells

FIELDS = ("title", "theme", "heading", "item")  # of the masthead, in which there may be amounts
_APART = "\ufffc"  # stands for the call of a note, and for raised words
_EMPTY = " \n\t\u00a0\u2007\u2009\u202f\u200e\u200f"
_WORD = re.compile(r"[^\W\d_]")
_RIGHTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_CENT_FIRST = re.compile(r"%\s?[\d\u0660-\u0669]")
_AT_ITS_HEAD = re.compile(r"^\(?[+\-\u2212\u00b1]|%\)?$")
_AT_ITS_END = re.compile(r"[+\-\u2212\u00b1]\)?$|^\(?%")
_SIGN_LAST = re.compile(r"(?P<amount>\(?[\d\u0660-\u0669][\d\s\u00a0\u202f.,\u0660-\u0669]*[-\u2212])\)?")


class Order(StrEnum):
    """In which order the groups of an amount are typed."""

    READ = "read"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Spot:
    """A text of a document: its clause and its cell; and where a cell stands: number of the table, row, column."""

    clause: str
    cell: int | None = None
    table: int | None = None
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Sight:
    """An amount at a spot, from `start` up to `stop`, as it is typed.

    `alone` says that its cell says nothing else, `sentence` that words of a right-to-left script stand around it.
    """

    spot: Spot
    start: int
    stop: int
    text: str
    alone: bool = False
    sentence: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """Its groups of digits, as they are typed."""
        return figures.groups_of(self.text)

    def value(self, order: Order) -> str:
        """Its digits, read in an order."""
        return figures.value(self.groups if order is Order.READ else self.groups[::-1])

    def amount(self, order: Order) -> Decimal | None:
        """What it says as a number, read in an order; None where that is no number."""
        groups = self.groups if order is Order.READ else self.groups[::-1]
        said = "".join(str(int(each)) if each.isdecimal() else "." for each in "".join(groups))
        sign = "-" if re.search("[-\u2212\u2010\u2011(]", self.text) else ""
        try:
            return Decimal(sign + said)
        except InvalidOperation:
            return None

    @property
    def orders(self) -> frozenset[Order]:
        """The orders in which its groups are those of a number, and its sign or per cent stands where it is read."""
        if _AT_ITS_HEAD.search(self.text):
            return frozenset({Order.READ})
        if len(self.groups) < 2 or _AT_ITS_END.search(self.text):
            return frozenset({Order.BACK})
        return frozenset(
            order
            for order, groups in ((Order.READ, self.groups), (Order.BACK, self.groups[::-1]))
            if figures.is_grouped(groups)
        )

    @property
    def same(self) -> bool:
        """Whether both orders say the same."""
        return len(self.groups) > 1 and self.groups == self.groups[::-1]


def spots(document: Document) -> Iterator[tuple[Spot, str]]:
    """Each text of a document in the notation, a row's cell by cell, with its place; fields of the masthead first."""
    for name in FIELDS:
        yield Spot(name), notation.write((Run(text=getattr(document, name)),))
    table, row, occupied = -1, -1, dict[int, int]()
    for clause in document.walk():
        if clause.kind is ClauseKind.TABLE:
            table, row, occupied = table + 1, -1, {}
        if clause.kind is not ClauseKind.ROW:
            yield Spot(clause.label), clause.source
            continue
        row += 1
        texts = split_cells(clause.source)
        sizes = clause.shape.cells or ((1, 1, "start"),) * len(texts)
        for number, (text, column) in enumerate(zip(texts, _columns(sizes, occupied), strict=False)):
            yield Spot(clause.label, number, table, row, column), text


def _columns(sizes: tuple[tuple[int, int, str], ...], occupied: dict[int, int]) -> list[int]:
    """The column in which each cell of a row begins; `occupied` says how many rows more a cell above reaches down."""
    column, found, down = 0, [], dict[int, int]()
    for columns, rows, _ in sizes:
        while occupied.get(column, 0) > 0:
            column += 1
        found.append(column)
        down |= dict.fromkeys(range(column, column + columns), rows - 1)
        column += columns
    for each, left in list(occupied.items()):
        occupied[each] = left - 1
    occupied |= {each: left for each, left in down.items() if left}
    return found


def said(runs: Iterable[Run]) -> str:
    """The words of runs, an object for each character of what is no part of a number: calls of notes, raised words."""
    return "".join(_APART if run.note else _APART * len(run.text) if run.position else run.text for run in runs)


def seen(spot: Spot, runs: Iterable[Run]) -> Iterator[Sight]:
    """The amounts of a text that are in question: of several groups, or with a sign or a per cent at the wrong end."""
    text = said(runs)
    bare = text.strip(f"{_EMPTY}{_APART}")
    sentence = bool(_RIGHTWARD.search(text)) or (spot.cell is None and bool(_WORD.search(text)))
    last = _SIGN_LAST.fullmatch(bare) if spot.cell is not None else None
    if last:
        at = text.index(bare)
        yield Sight(spot, at, at + len(bare), bare, alone=True)
        return
    for each in figures.figures(text):
        grouped = each.kind is Kind.AMOUNT and len(figures.groups_of(each.text)) > 1
        if grouped or (each.kind is Kind.AMOUNT and _CENT_FIRST.match(each.text)):
            yield Sight(spot, each.start, each.stop, each.text, alone=bare == each.text, sentence=sentence)


def written(source: str, changes: list[tuple[int, int, str]]) -> str:
    """The text, in the notation, with other characters from one place of its words up to another.

    What runs over several styles has that of its beginning.

    >>> written("مبلغ *000 898 8* دولار", [(5, 14, "8 898 000")])
    'مبلغ *8 898 000* دولار'
    """
    runs, at = [], 0
    for run in notation.parse(source):
        length = 1 if run.note else len(run.text)
        runs.append(run if run.note else replace(run, text=_changed(run.text, at, changes)))
        at += length
    return notation.write(notation.joined(runs))


def _changed(text: str, at: int, changes: list[tuple[int, int, str]]) -> str:
    for start, stop, put in sorted(changes, reverse=True):
        first, last = max(start - at, 0), min(stop - at, len(text))
        if first < last:
            text = text[:first] + (put if start >= at else "") + text[last:]
    return text


def rewritten(document: Document, changes: dict[tuple[str, int | None], list[tuple[int, int, str]]]) -> Document:
    """The document with the changes of each text, by its clause and cell."""
    fields: dict[str, Any] = {
        name: _changed(getattr(document, name), 0, changes[name, None]) for name in FIELDS if (name, None) in changes
    }
    return replace(document, clauses=tuple(_clause(each, changes) for each in document.clauses), **fields)


def _clause(clause: Clause, changes: dict[tuple[str, int | None], list[tuple[int, int, str]]]) -> Clause:
    children = tuple(_clause(each, changes) for each in clause.children)
    source = clause.source
    if clause.kind is ClauseKind.ROW:
        cells = split_cells(source)
        if any((clause.label, number) in changes for number in range(len(cells))):
            source = " | ".join(_cell(clause.label, number, cell, changes) for number, cell in enumerate(cells))
            source = source.strip(" ")
    elif (clause.label, None) in changes:
        source = written(source, changes[clause.label, None])
    return replace(clause, source=source, children=children)


def _cell(label: str, number: int, cell: str, changes: dict[tuple[str, int | None], list[tuple[int, int, str]]]) -> str:
    found = changes.get((label, number))
    return written(cell, found).replace("|", "\\|") if found else cell
