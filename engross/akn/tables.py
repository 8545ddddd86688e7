"""Tables of Akoma Ntoso, as UN files have them: widths in twentieths of a point, spans, heads of bold or th cells."""

import re
from typing import Any

from engross import notation
from engross.akn import BRACKETED
from engross.akn.inline import Inline, tidy, without_brackets
from engross.model import Run, Shape

_ALIGN = {"right": "end", "center": "center", "end": "end"}
_WIDTH = "{http://un.org/akn4un}data-width-type"
_JUSTIFIED = "{http://un.org/akn4un}data-justification"

Row = tuple[tuple[tuple[int, int, str], ...], str]


def read(table: Any, inline: Inline) -> tuple[Shape, list[Row]]:
    """The table's columns and head, and for each row the sizes of its cells and its text."""
    rows, widths = [], dict[int, int]()
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
            _measure(cell, column, columns, widths)
            for each in range(column, column + columns):
                occupied[each] = down
            sizes.append((columns, down, _ALIGN.get(_justified(cell), "start")))
            column += columns
        occupied = {each: left - 1 for each, left in occupied.items()}
        rows.append((tuple(sizes), " | ".join(_words(cell, inline) for cell in cells).strip(" ")))
    count = max((sum(size[0] for size in sizes) for sizes, _ in rows), default=1)
    columns_of = tuple(
        widths.get(each, 0) or _mean(widths) for each in range(max(count, len(widths) and max(widths) + 1))
    )
    return Shape(columns=columns_of, head=head if head < len(rows) else 0), rows


def _span(cell: Any, name: str) -> int:
    said = cell.get(name, "1")
    return max(int(said), 1) if said.isdigit() else 1


def _measure(cell: Any, column: int, columns: int, widths: dict[int, int]) -> None:
    found = re.match(r"\d+", cell.get(_WIDTH, "") or cell.get("width", ""))
    if found and columns == 1 and int(found[0]):
        widths.setdefault(column, int(found[0]))


def _mean(widths: dict[int, int]) -> int:
    return sum(widths.values()) // len(widths) if widths else 100


def _justified(cell: Any) -> str:
    return (cell.get(_JUSTIFIED) or next((p.get(_JUSTIFIED) or "" for p in cell.iterfind("{*}p")), "")).lower()


def _words(cell: Any, inline: Inline) -> str:
    runs: list[Run] = []
    for each in [p for p in cell if isinstance(p.tag, str)] or [cell]:
        runs += [Run(text="\n")] * bool(runs) + inline.raw(each)
    tidied = tidy(runs)
    return notation.write(without_brackets(tidied) if inline.language in BRACKETED else tidied).replace("|", "\\|")
