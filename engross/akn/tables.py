"""Tables of Akoma Ntoso, as UN files have them: widths in twentieths of a point, spans, heads of bold or th cells."""

import re
from typing import Any

from engross.akn import BRACKETED
from engross.akn.calls import without_brackets
from engross.akn.inline import Inline, tidy
from engross.model import Run, Shape, notation

_ALIGN = {"right": "end", "center": "center", "end": "end"}
_WIDTH = "{http://un.org/akn4un}data-width-type"
_JUSTIFIED = "{http://un.org/akn4un}data-justification"

_Said = tuple[int, int, int]  # a cell's columns, the first of them, its width (0: not said)
Row = tuple[tuple[tuple[int, int, str], ...], str]


def read(table: Any, inline: Inline) -> tuple[Shape, list[Row]]:
    """The table's columns and head, and for each row the sizes of its cells and its text."""
    rows, said = [], list[_Said]()
    occupied: dict[int, int] = {}  # columns that a cell above reaches into, and for how many rows
    head = 0
    for number, row in enumerate(table.iter("{*}tr")):
        cells = [cell for cell in row if isinstance(cell.tag, str)]
        if cells and all(cell.tag.endswith("}th") for cell in cells) and head == number:
            head += 1
        column, sizes = 0, []
        for cell in cells:
            while occupied.get(column, 0) > 0:
                column += 1
            columns, down = _span(cell, "colspan"), _span(cell, "rowspan")
            said.append((columns, column, _width(cell)))
            for each in range(column, column + columns):
                occupied[each] = down
            sizes.append((columns, down, _ALIGN.get(_justified(cell), "start")))
            column += columns
        occupied = {each: left - 1 for each, left in occupied.items()}
        rows.append((tuple(sizes), " | ".join(_words(cell, inline) for cell in cells).strip(" ")))
    return Shape(columns=_columns(said), head=head if head < len(rows) else 0), rows


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1")
    return max(int(said), 1) if said.isdigit() else 1


def _width(cell: Any) -> int:
    found = re.match(r"\d+", cell.get(_WIDTH, "") or cell.get("width", ""))
    return int(found[0]) if found else 0


def _columns(said: list[_Said]) -> tuple[int, ...]:
    """The width of each column, from what the cells say: first those of one column, then those of two, and so on.

    What a cell over several columns has beyond the known ones is shared by the others.

    >>> _columns([(2, 0, 300), (1, 0, 100), (1, 2, 50), (3, 0, 0)])
    (100, 200, 50)
    """
    known = dict[int, int]()
    for columns, first, width in sorted(said):
        unknown = [each for each in range(first, first + columns) if each not in known]
        rest = width - sum(known.get(each, 0) for each in range(first, first + columns))
        if unknown and rest >= len(unknown):
            share, over = divmod(rest, len(unknown))
            known |= {each: share + (number < over) for number, each in enumerate(unknown)}
    mean = sum(known.values()) // len(known) if known else 100
    count = max((first + columns for columns, first, _ in said), default=1)
    return tuple(known.get(each, mean) for each in range(count))


def _justified(cell: Any) -> str:
    return (cell.get(_JUSTIFIED) or next((p.get(_JUSTIFIED) or "" for p in cell.iterfind("{*}p")), "")).lower()


def _words(cell: Any, inline: Inline) -> str:
    runs: list[Run] = []
    for each in [p for p in cell if isinstance(p.tag, str)] or [cell]:
        runs += [Run(text="\n")] * bool(runs) + inline.raw(each)
    tidied = tidy(runs)
    return notation.write(without_brackets(tidied) if inline.language in BRACKETED else tidied).replace("|", "\\|")
