"""Is every amount of a right-to-left table seen in the order in which it is read?

The lines of a page are compared with the order that its words must show; here that order itself is looked at, cell by
cell, by the digits alone: 300 234 56 is no order in which 56 234 300 is read, whatever put it so.
"""

import re

from engross.editing.edition import Edition
from engross.errors import FidelityError, Place, Problem
from engross.model import Cell
from engross.model.figures import is_grouped
from engross.readback import bidi
from engross.readback.reference_order import of_runs

_GROUP = re.compile(r"\d+(?:[.,]\d+)?")


def check(adopted: Edition) -> None:
    """Nothing when each is; FidelityError naming every cell that is not."""
    problems = [
        Problem(
            code="fidelity/amount",
            place=Place(file=f"{adopted.document}.{adopted.language.tag}", clause=line.id),
            text=f"the amount “{cell.text}” would be seen as “{seen(cell)}”",
            hint="nothing was written; report the text: it is a defect of engross",
        )
        for line in adopted.walk()
        for cell in line.cells
        if cell.figure and not _stands(cell)
    ]
    if problems:
        raise FidelityError(problems)


def seen(cell: Cell) -> str:
    """The letters of a cell as they are seen from the left, spaces left out.

    >>> from engross.model import Run
    >>> seen(Cell(runs=(Run(text="(107 700)"),))), seen(Cell(runs=(Run(text="000 898 8"),)))
    ('(107700)', '8898000')
    """
    order = bidi.resolved(["".join(of_runs(cell.runs))])
    return order.as_read(0, len(order.text))[::-1]


def _stands(cell: Cell) -> bool:
    """Whether the digits of an amount are seen as one number, whose groups are in the order in which they are read."""
    said = "".join(run.text for run in cell.runs if not run.note and not run.position)
    groups = _GROUP.findall(said)
    if len(groups) < 2 or not (is_grouped(groups) or is_grouped(groups[::-1])):
        return True
    digits = re.sub(r"\D", "", seen(Cell(runs=tuple(run for run in cell.runs if not run.note and not run.position))))
    wanted = groups if is_grouped(groups) else groups[::-1]
    return digits == re.sub(r"\D", "", "".join(wanted))
