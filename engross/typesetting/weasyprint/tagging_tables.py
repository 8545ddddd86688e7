"""Which header cells head each cell of a table: scopes, spans, ids of headers (ISO 32000-1, 14.8.5.7). Pure."""

from collections.abc import Iterator

from engross.typesetting.weasyprint import tagging_roles as roles
from engross.typesetting.weasyprint.tagging_tree import Node

Cell = tuple[int, int, Node]  # row and column (from 0) of the cell's first place


def head(table: Node, number: int) -> None:
    """Give each cell of a table its spans, header cells their scope and an id, the others the ids of their headers."""
    cells = list(_placed(table))
    for row, column, cell in cells:
        across, down = roles.span(cell.element, "colspan"), roles.span(cell.element, "rowspan")
        cell.properties |= {k: v for k, v in (("ColSpan", across), ("RowSpan", down)) if v > 1}
        if cell.role == "TH":
            in_head = cell.parent is not None and cell.parent.parent is not None and cell.parent.parent.role == "THead"
            cell.properties["Scope"] = "/" + roles.scope(cell.element, in_head, column == 0)
            cell.id = cell.id or f"table{number}-{row + 1}-{column + 1}"
    for place in cells:
        if place[2].role == "TD" and (heads := _heads(place, cells)):
            place[2].properties["Headers"] = heads


def _placed(table: Node) -> Iterator[Cell]:
    """Every cell with its place in the grid, places that spans have taken left out."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(node for node in table.walk() if node.role == "TR"):
        column = 0
        for cell in (kid for kid in line.kids if isinstance(kid, Node) and kid.role in ("TH", "TD")):
            while (row, column) in taken:
                column += 1
            across, down = roles.span(cell.element, "colspan"), roles.span(cell.element, "rowspan")
            taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
            yield row, column, cell
            column += across


def _heads(cell: Cell, cells: list[Cell]) -> list[str]:
    """The ids of the row's headers, then of the column's."""
    row, column, node = cell
    rows = range(row, row + roles.span(node.element, "rowspan"))
    columns = range(column, column + roles.span(node.element, "colspan"))
    found = []
    for wanted, places in (("/Row", rows), ("/Column", columns)):
        for y, x, other in cells:
            if other.properties.get("Scope") != wanted:
                continue
            start, name = (y, "rowspan") if wanted == "/Row" else (x, "colspan")
            if set(range(start, start + roles.span(other.element, name))) & set(places):
                found.append(other.id)
    return found
