"""Tables and pictures of an edition as blocks of Akoma Ntoso, with the UN's own attributes for widths and alignment."""

from typing import Any

from engross.akn import naming
from engross.akn.elements import add, put
from engross.akn.writing_inline import Words
from engross.model import Cell, Line

_JUSTIFIED = {"start": "Left", "center": "Center", "end": "Right"}


def table(element: Any, line: Line, words: Words) -> None:
    """Nothing; the table is in a container, its rows of heads first (th), each cell with its width and alignment."""
    id = naming.identify("container", line.id)
    made = add(add(element, "container", name="table", eId=id), "table", eId=f"{id}__table_1")
    put(made, "akn4un:data-width-type", f"{sum(line.shape.columns)}-dxa" if line.shape.columns else "")
    if line.runs:
        words.into(add(made, "caption"), line.runs)
    taken: dict[int, int] = {}  # columns that a cell above reaches into, and for how many rows more
    for number, row in enumerate(line.children):
        taken = _row(add(made, "tr"), row, line, "th" if number < line.shape.head else "td", words, taken)


def _row(element: Any, row: Line, line: Line, name: str, words: Words, taken: dict[int, int]) -> dict[int, int]:
    column = 0
    for cell in row.cells:
        while taken.get(column, 0) > 0:
            column += 1
        _cell(element, cell, name, line.shape.columns[column : column + cell.columns], words)
        for each in range(column, column + cell.columns):
            taken[each] = cell.rows
        column += cell.columns
    return {each: left - 1 for each, left in taken.items()}


def _cell(element: Any, cell: Cell, name: str, widths: tuple[int, ...], words: Words) -> None:
    made = add(
        element,
        name,
        colspan=str(cell.columns) if cell.columns > 1 else "",
        rowspan=str(cell.rows) if cell.rows > 1 else "",
    )
    put(made, "akn4un:data-width-type", f"{sum(widths)}-dxa" if widths else "")
    put(made, "akn4un:data-justification", _JUSTIFIED[cell.align])
    if cell.runs:
        words.into(add(made, "p"), cell.runs)


def figure(element: Any, line: Line) -> None:
    """Nothing; the picture is in a container, its words are its alternative text."""
    id = naming.identify("container", line.id)
    paragraph = add(add(element, "container", name="figure", eId=id), "p")
    add(paragraph, "img", src=line.shape.picture, alt=line.text)
