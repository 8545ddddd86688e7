"""What another language of a text says of its amounts: the rows of its tables, and all its numbers. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from engross.akn.sights import Spot, said, spots
from engross.errors import Place, Problem
from engross.model import Document, figures, notation

Row = tuple[str, ...]  # the digits of each cell that is nothing but a figure, "" for others, as they are typed


@dataclass(frozen=True, slots=True)
class Witness:
    """What another language says: the rows of its tables, and all numbers of its text."""

    language: str
    tables: tuple[tuple[Row, ...], ...]
    values: frozenset[str]

    def beside(self, tables: tuple[tuple[Row, ...], ...]) -> dict[tuple[int, int], Row]:
        """The row that is the same one here, by table and row; rows that only one language has are left out.

        Which rows are the same is told by the groups of their figures, in whatever order those are.
        """
        found: dict[tuple[int, int], Row] = {}
        if len(tables) != len(self.tables):
            return found
        for number, (own, its) in enumerate(zip(tables, self.tables, strict=True)):
            alike = SequenceMatcher(None, [*map(_alike, own)], [*map(_alike, its)], autojunk=False)
            for _, start, stop, first, last in alike.get_opcodes():
                if stop - start == last - first:
                    pairs = zip(range(start, stop), its[first:last], strict=True)
                    found |= {(number, at): row for at, row in pairs if len(row) == len(own[at])}
        return found


def _alike(row: Row) -> tuple[tuple[str, ...], ...]:
    """What two orders of a row's figures have in common."""
    return tuple(tuple(sorted(figures.value((group,)) for group in re.findall(r"\d+", cell))) for cell in row)


def witness(document: Document) -> Witness:
    """What a document in another language says of amounts."""
    texts = (said(notation.parse(source)) for _, source in spots(document))
    values = frozenset(value for text in texts for value in figures.values(text))
    return Witness(document.language, tables_of(document), values)


def tables_of(document: Document) -> tuple[tuple[Row, ...], ...]:
    """The figures of all tables, row by row."""
    found: list[list[list[str]]] = []
    for spot, source in spots(document):
        if spot.table is None:
            continue
        found += [[] for _ in range(spot.table + 1 - len(found))]
        rows = found[spot.table]
        rows += [[] for _ in range(spot.row + 1 - len(rows))]
        text = said(notation.parse(source))
        figure = not any(each.isalpha() for each in text) and any(each.isdecimal() for each in text)
        rows[spot.row].append(text.strip(" \u00a0\ufffc") if figure else "")
    return tuple(tuple(map(tuple, rows)) for rows in found)


def digits(figure: str) -> str:
    """The digits of a figure, as they are typed."""
    return figures.value(figures.groups_of(figure))


def cell_at(rows: Mapping[tuple[int, int], Row], spot: Spot) -> str:
    """The figure of the same cell in another language; "" where there is none."""
    row = rows.get((spot.table, spot.row)) if spot.table is not None else None
    return row[spot.cell] if row and spot.cell is not None else ""


def figure_at(tables: tuple[tuple[Row, ...], ...], spot: Spot) -> str:
    """The figure that is all a cell holds; "" for any other cell and for what is none."""
    return "" if spot.table is None or spot.cell is None else tables[spot.table][spot.row][spot.cell]


def cells_apart(document: Document, witnesses: Iterable[Witness]) -> Iterator[Problem]:
    """The cells of figures that say something else than the same cell of another language."""
    tables = tables_of(document)
    for witness in witnesses:
        rows = witness.beside(tables)
        for spot, _ in spots(document):
            its = cell_at(rows, spot)
            own = its and figure_at(tables, spot)
            if own and digits(own) != digits(its):
                yield Problem(
                    code="content/akn-cell",
                    place=Place(file=document.file, clause=spot.clause),
                    text=f"a cell says “{own}”, and the same cell in {witness.language} says “{its}”",
                    hint="compare the two originals; each keeps its own",
                )


def differing(document: Document, other: Document) -> tuple[Problem, ...]:
    """The cells of figures in which two languages of a work differ."""
    return tuple(cells_apart(document, (witness(other),)))
