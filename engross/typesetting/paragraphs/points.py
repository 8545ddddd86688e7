"""Where lines may end in a paragraph, and what that makes of their lengths; pure, in lists that run side by side."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import compress
from operator import add

from engross.typesetting.paragraphs.breaker import PLAIN, Items


@dataclass(frozen=True, slots=True)
class Places:
    """For each character: where a line ends before it, where one begins with it, what stretches and shrinks before."""

    end: list[float]
    begin: list[float]
    stretch: list[float]
    shrink: list[float]


@dataclass(frozen=True, slots=True)
class Points:
    """The places where a line may end, in order.

    For each the character that begins the next line, that before which this one ends, the kind of its end, the width
    of a hyphen put in (units), and what ending there costs (demerits).
    """

    begins: list[int]
    stops: list[int]
    kinds: list[int]
    hyphens: list[float]
    costs: list[float]

    def between(self, start: int, end: int, banned: frozenset[int]) -> "Points":
        """Those inside a stretch of characters, without those before the characters `banned`.

        >>> points = Points([3, 6, 9], [2, 6, 8], [0, 1, 0], [0.0, 3.0, 0.0], [0.0, 0.0, 0.0])
        >>> points.between(2, 9, frozenset()).begins, points.between(0, 12, frozenset({6, 9})).begins
        ([6], [3])
        """
        low, high = bisect_right(self.stops, start), bisect_left(self.begins, end)
        lists = [each[low:high] for each in (self.begins, self.stops, self.kinds, self.hyphens, self.costs)]
        if banned:
            kept = [char not in banned for char in lists[0]]
            lists = [list(compress(each, kept)) for each in lists]
        return Points(*lists)  # type: ignore[arg-type]

    def items(self, at: Places, start: int, end: int) -> Items:
        """The sums that the breaker asks for, from a line that begins at `start` to the text's end at `end`."""
        behind = [stop - 1 for stop in self.stops]
        first, last, before = at.begin[start], at.end[end], end - 1
        stretch, shrink = at.stretch, at.shrink
        return Items(
            end=[first, *map(add, map(at.end.__getitem__, self.stops), self.hyphens), last],
            start=[first, *map(at.begin.__getitem__, self.begins), last],
            stretch_end=[stretch[start], *map(stretch.__getitem__, behind), stretch[before]],
            stretch_start=[stretch[start], *map(stretch.__getitem__, self.begins), stretch[before]],
            shrink_end=[shrink[start], *map(shrink.__getitem__, behind), shrink[before]],
            shrink_start=[shrink[start], *map(shrink.__getitem__, self.begins), shrink[before]],
            kind=[PLAIN, *self.kinds, PLAIN],
            cost=[0.0, *self.costs, 0.0],
        )

    def ends(self, start: int, end: int) -> list[tuple[int, int]]:
        """(begin of the next line, end of this one) for each of the items."""
        return [(start, start), *zip(self.begins, self.stops, strict=True), (end, end)]
