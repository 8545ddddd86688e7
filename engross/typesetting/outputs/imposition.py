"""Which page stands where on the sheets of a booklet. Pure arithmetic."""

from dataclasses import dataclass

BLANK = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: the pages (from 1; 0 is blank) at left and right, and which sheet of its section it is.

    `depth` counts from the outermost sheet of the section, which is 0.
    """

    left: int
    right: int
    depth: int


def saddle(pages: int, rtl: bool = False) -> list[Side]:
    """The sides of a booklet stapled through its fold: all sheets in one another.

    >>> [(side.left, side.right) for side in saddle(5)]
    [(0, 1), (2, 0), (0, 3), (4, 5)]
    >>> [(side.left, side.right) for side in saddle(4, rtl=True)]
    [(1, 4), (3, 2)]
    """
    return sections(pages, -(-pages // 4) * 4, rtl)


def sections(pages: int, signature: int, rtl: bool = False) -> list[Side]:
    """The sides of a perfect-bound book: sections of so many pages (a multiple of 4), gathered one after another.

    The last section is no longer than it needs to be.

    >>> [(side.left, side.right) for side in sections(13, 8)]
    [(8, 1), (2, 7), (6, 3), (4, 5), (0, 9), (10, 0), (0, 11), (12, 13)]
    """
    found: list[Side] = []
    for first in range(1, pages + 1, max(signature, 4)):
        count = min(signature, -(-(pages - first + 1) // 4) * 4)
        for sheet in range(count // 4):
            low, high = first + 2 * sheet, first + count - 1 - 2 * sheet
            for outer, inner in ((high, low), (low + 1, high - 1)):
                left, right = (page if page <= pages else BLANK for page in ((inner, outer) if rtl else (outer, inner)))
                found.append(Side(left, right, sheet))
    return found


def creep(side: Side, paper: float) -> float:
    """How far the pages of a side move towards the fold (mm): the sheets around it push them out.

    >>> creep(Side(4, 5, depth=3), 0.1)
    0.3
    """
    return round(side.depth * paper, 6)
