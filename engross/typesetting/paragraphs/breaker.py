"""Which lines a paragraph is broken into: the best of all ways (after Knuth and Plass), flush or ragged.

Pure: it sees numbers only. Widths are in any unit, the same for all.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from engross.model.penalties import Penalties

PLAIN, HYPHEN, HARD = 0, 1, 2  # how a line ends: at a space, by a hyphen put in, at a hyphen that the text has
LOOSEST = 50.0  # a ratio beyond which looser is no worse: nothing else fits there anyway
_WIDE = 0.6  # a space of .25 em becomes one of .4 em, which the eye takes for a hole
_LINE = 4.0  # of ragged text: what each line costs, where one that is all empty costs 1
_RAGGED = 4e-6  # what a demerit counts there: a hyphen as much as .4 of a line left empty
_COMPOUND = 1.0  # what it costs there to divide a word at its own hyphen: as much as a line left empty
ROUNDING = 1e-3  # of the unit: what sums of widths may be off


@dataclass(slots=True)
class Items:
    """Where lines may end, as sums from the paragraph's start; the first place is that start, the last its end.

    A line that ends at place j reaches `end[j]` (with its hyphen, without the spaces behind it); one that begins
    there begins at `start[j]`. Stretch and shrink are those of all spaces before the same two points. `cost` is what
    ending a line there costs besides.
    """

    end: list[float] = field(default_factory=list)
    start: list[float] = field(default_factory=list)
    stretch_end: list[float] = field(default_factory=list)
    stretch_start: list[float] = field(default_factory=list)
    shrink_end: list[float] = field(default_factory=list)
    shrink_start: list[float] = field(default_factory=list)
    kind: list[int] = field(default_factory=list)
    cost: list[float] = field(default_factory=list)

    def add(
        self,
        reach: tuple[float, float],
        stretch: tuple[float, float],
        shrink: tuple[float, float],
        kind: int = PLAIN,
        cost: float = 0.0,
    ) -> None:
        """One more place; the pairs are (at the line's end, at the next line's beginning)."""
        self.end.append(reach[0])
        self.start.append(reach[1])
        self.stretch_end.append(stretch[0])
        self.stretch_start.append(stretch[1])
        self.shrink_end.append(shrink[0])
        self.shrink_start.append(shrink[1])
        self.kind.append(kind)
        self.cost.append(cost)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How long lines are: the first one and the others; below `short` a last line is too short."""

    first: float
    others: float
    short: float = 0.0


def best_fit(
    items: Items, measure: Measure, penalties: Penalties, tolerance: float, lines: int | None = None
) -> list[int]:
    """The places at which the lines of the cheapest setting end, the last being the paragraph's end.

    No line but the last is looser than the ratio `tolerance`; [] when that cannot be. With an infinite tolerance
    there always is a setting, for there a thing wider than the line may stick out. `lines` asks for so many lines.

    >>> items = Items()
    >>> for k in range(7):
    ...     items.add((10.0 * k - (k > 0), 10.0 * k), (k, k), (k, k))
    >>> best_fit(items, Measure(first=31, others=31), Penalties(), 1.0)
    [3, 6]
    """
    return _Search(items, measure, penalties, tolerance, lines).best()


def ratio(items: Items, i: int, j: int, width: float) -> float:
    """How far the spaces of the line from i to j must give: 1 is all their stretch, -1 all their shrink.

    The last line is not stretched. Without spaces a line gives not at all, and the ratio is plus or minus LOOSEST.
    """
    gap = width - (items.end[j] - items.start[i])
    if gap >= -ROUNDING and (j == len(items.end) - 1 or gap <= ROUNDING):
        return 0.0
    give = items.stretch_end[j] - items.stretch_start[i] if gap > 0 else items.shrink_end[j] - items.shrink_start[i]
    if give <= 0:
        return LOOSEST if gap > 0 else -LOOSEST
    return max(-LOOSEST, min(LOOSEST, gap / give))


def fitness(ratio: float) -> int:
    """The class of a line by its ratio: 0 tight, 1 normal, 2 loose, 3 very loose."""
    return 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1 else 3


def demerits(items: Items, measure: Measure, penalties: Penalties, line: tuple[int, int], ratio: float) -> float:
    """What a line costs by itself and by how the line before it ended; not what depends on more lines than that."""
    i, j = line
    if ratio < -1 - ROUNDING:
        return penalties.overfull
    cost = (penalties.line + 100 * abs(ratio) ** 3) ** 2 + items.cost[j]
    if ratio * penalties.stretch > _WIDE:
        cost += penalties.loose
    kind, before = items.kind[j], items.kind[i]
    if kind:
        cost += penalties.hyphen if kind == HYPHEN else penalties.hard_hyphen
        if before:
            cost += penalties.second_hyphen
    return cost + (_ending(items, measure, penalties, i) if j == len(items.end) - 1 else 0.0)


def _ending(items: Items, measure: Measure, penalties: Penalties, i: int) -> float:
    """What the last line, from place i on, costs by being so short."""
    cost = 0.0
    if _is_fragment(items, i):
        cost += penalties.fragment_alone
    elif items.kind[i] == HYPHEN:
        cost += penalties.hyphen_before_last
    if i and items.end[-1] - items.start[i] < measure.short:
        cost += penalties.short_last
    return cost


State = tuple[int, int, int]  # fitness class of the last line, hyphens in a row at its end, lines (0: not asked)
Step = tuple[float, int, State]  # cost so far, place the last line began at, state there


_ROW = 3  # hyphens in a row beyond those allowed that still cost more, each than the one before


def too_many(penalties: Penalties, row: int) -> float:
    """What the last of so many hyphens in a row costs by being one too many, in demerits."""
    over = row - penalties.hyphens_in_a_row
    return float(penalties.too_many * min(over, _ROW + 1) ** 2) if over > 0 else 0.0


class _Search:
    """Shortest path over the places, a state for each fitness class and number of hyphens in a row."""

    def __init__(
        self, items: Items, measure: Measure, penalties: Penalties, tolerance: float, lines: int | None
    ) -> None:
        self.lines, self.step = lines, int(lines is not None)
        self.items, self.measure, self.penalties, self.tolerance = items, measure, penalties, tolerance
        self.last, self.most = len(items.end) - 1, penalties.hyphens_in_a_row + _ROW
        narrow = [end - shrink for end, shrink in zip(items.end, items.shrink_end, strict=True)]
        self.narrow = list(accumulate(reversed(narrow), min))[::-1]
        give = min(tolerance, LOOSEST)
        wide = [end + give * stretch for end, stretch in zip(items.end, items.stretch_end, strict=True)]
        self.wide, self.give = list(accumulate(wide, max)), give
        self.states: list[dict[State, Step]] = [{} for _ in items.end]

    def best(self) -> list[int]:
        """The cheapest ends of lines; [] when some line would be looser than the tolerance."""
        self.states[0][1, 0, 0] = (0.0, -1, (1, 0, 0))
        for i in range(self.last):
            if self.states[i]:
                for j, r in self.lines_from(i):
                    self.extend(i, j, r)
        ways = {key: way for key, way in self.states[self.last].items() if self.lines in (None, key[2])}
        if not ways:
            return []
        state = min(ways, key=lambda key: ways[key][0])
        place, found = self.last, []
        while place > 0:
            found.append(place)
            _, place, state = self.states[place][state]
        return found[::-1]

    def lines_from(self, i: int) -> list[tuple[int, float]]:
        """(end, ratio) of each line that may begin at place i."""
        items, tolerance = self.items, self.tolerance
        width = self.measure.others if i else self.measure.first
        begun = width + items.start[i]
        stop = bisect_right(self.narrow, begun - items.shrink_start[i] + 2 * ROUNDING, i + 1)
        first = i + 1
        if tolerance < LOOSEST:
            least = begun + self.give * items.stretch_start[i] - 2 * ROUNDING
            first = bisect_left(self.wide, least, i + 1, stop)
        found = []
        for j in range(first, stop):
            r = ratio(items, i, j, width)
            if -1 - ROUNDING <= r <= tolerance:
                found.append((j, r))
        if first > self.last:
            found.append((self.last, 0.0))
        if not found and tolerance == float("inf"):
            found.append((i + 1, ratio(items, i, i + 1, width)))
        return found

    def extend(self, i: int, j: int, r: float) -> None:
        """Note the line from i to j as a step from each state of i, where it is the cheapest yet."""
        penalties, there = self.penalties, self.states[j]
        cost, kind = demerits(self.items, self.measure, penalties, (i, j), r), self.items.kind[j]
        mine = fitness(r)
        for state, (before, _, _) in self.states[i].items():
            total = before + cost
            if i and abs(state[0] - mine) > 1:
                total += penalties.uneven
            row = 0
            if kind:
                total += too_many(penalties, state[1] + 1)
                row = min(state[1] + 1, self.most)
            key = (mine, row, state[2] + self.step)
            if key not in there or total < there[key][0]:
                there[key] = (total, i, state)


def _is_fragment(items: Items, i: int) -> bool:
    """Whether the last line, from place i on, is only the end of a divided word: it has no space."""
    return items.kind[i] == HYPHEN and items.stretch_end[-1] <= items.stretch_start[i]


def is_sound(items: Items, cuts: list[int], penalties: Penalties) -> bool:
    """Whether lines end at these places without too many hyphens in a row and without a fragment alone on the last."""
    if not cuts or in_a_row(items, cuts) > penalties.row_allowed:
        return False
    return len(cuts) < 2 or not _is_fragment(items, cuts[-2])


def in_a_row(items: Items, cuts: list[int]) -> int:
    """The most lines of a setting in a row that end with a hyphen."""
    most = row = 0
    for j in cuts:
        row = row + 1 if items.kind[j] else 0
        most = max(most, row)
    return most


def even_fit(items: Items, measure: Measure, penalties: Penalties, last: float) -> list[int]:
    """The places at which the lines of ragged text end: as few lines as can be, and as even as can be.

    The spaces do not give. A line costs the square of the share of the width it leaves empty; of the paragraph's last
    one a share of `last` costs nothing, so that with 0 it is as long as the others (centred text).

    >>> items = Items()
    >>> for k in range(7):
    ...     items.add((10.0 * k - (k > 0), 10.0 * k), (k, k), (k, k))
    >>> even_fit(items, Measure(first=50, others=50), Penalties(), 0.0)
    [3, 6]
    """
    end = len(items.end) - 1
    least = [0.0, *[float("inf")] * end]
    before = [0] * (end + 1)
    for i in range(end):
        width = measure.others if i else measure.first
        reached = width + items.start[i] + ROUNDING
        fitting = [j for j in range(i + 1, _stop(items, i, reached)) if items.end[j] <= reached]
        for j in fitting or (i + 1,):
            empty = (width - items.end[j] + items.start[i]) / measure.others
            total = least[i] + _raggedness(items, penalties, (i, j), max(0.0, empty - last) if j == end else empty)
            if total < least[j]:
                least[j], before[j] = total, i
    found = [end] if end else []
    while found and before[found[-1]]:
        found.append(before[found[-1]])
    return found[::-1]


def _raggedness(items: Items, penalties: Penalties, line: tuple[int, int], empty: float) -> float:
    """What a line of ragged text costs; a line more costs more than any that are uneven, but less than two hyphens."""
    i, j = line
    cost = _LINE + (float(empty**2) if empty >= 0 else penalties.overfull) + items.cost[j] * _RAGGED
    if items.kind[j] == HARD:
        cost += _COMPOUND
    if items.kind[j] == HYPHEN:
        cost += penalties.hyphen * _RAGGED
        if items.kind[i] and penalties.hyphens_in_a_row < 2:
            cost += 2 * _LINE
    return cost


def _stop(items: Items, i: int, width: float) -> int:
    """A place behind all that a line from i can reach; ends lie in order but for the width of a hyphen."""
    j = bisect_right(items.start, width, i + 1)
    return min(j + 2, len(items.end))
