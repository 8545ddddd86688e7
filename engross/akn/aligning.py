"""Which clauses of two languages are translations of each other, where one of them has more: by what they say.

Numbers, figures, links and lengths tell a clause from its neighbours in every language. Where they do not tell which
of several clauses the other language lacks, none of these is paired.
"""

import math
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from engross.model import Clause, Kind, notation, numbering

NUMBERED = (Kind.OPERATIVE, Kind.POINT)
_GAP = 3.0  # the cost of a clause that the other language lacks
_UNSURE = 1.0  # what one place of a gap must cost more than another to be told from it
_NEVER = math.inf
_ROUNDS = 2  # how long a language is beside another is known better when the clauses have been paired once


@dataclass(frozen=True, slots=True)
class _Traits:
    """What tells a clause: its kind, its place among those of its kind, its number, figures, length in letters."""

    kind: Kind
    place: int  # 0 where the two languages have another count of the kind
    number: int
    figures: frozenset[str]
    length: int
    children: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause that one language has and the other has not; it may as well be any from `first` to `last`."""

    place: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The pairs (place in the first, in the second), what the second lacks, what it has beside."""

    pairs: tuple[tuple[int, int], ...]
    missing: tuple[Gap, ...]
    more: tuple[Gap, ...]


def align(ones: Sequence[Clause], others: Sequence[Clause]) -> Alignment:
    """The clauses of two languages side by side."""
    same = _same_counts(ones, others)
    left, right = _traits(ones, same), _traits(others, same)
    pairs, costs = [(n, n) for n in range(min(len(left), len(right)))], list[list[float]]()
    for _ in range(_ROUNDS):
        ratio = statistics.median(_ratios(pairs, left, right) or [1.0])
        costs = [[_cost(one, other, ratio) for other in right] for one in left]
        pairs = _path(costs, len(left), len(right))
    missing = _gaps(dict(pairs), len(left), costs)
    turned = [list(column) for column in zip(*costs, strict=True)]
    more = _gaps({other: one for one, other in pairs}, len(right), turned)
    unsure = [{place for gap in gaps for place in range(gap.first, gap.last + 1)} for gaps in (missing, more)]
    kept = tuple((one, other) for one, other in pairs if one not in unsure[0] and other not in unsure[1])
    return Alignment(kept, missing, more)


def _ratios(pairs: list[tuple[int, int]], left: list[_Traits], right: list[_Traits]) -> list[float]:
    """How many letters the first has for one of the second, in each pair."""
    return [left[one].length / right[other].length for one, other in pairs if left[one].length and right[other].length]


def _same_counts(ones: Sequence[Clause], others: Sequence[Clause]) -> frozenset[Kind]:
    """The kinds of which both have equally many: these are told by their place."""
    counts = [[each.kind for each in side] for side in (ones, others)]
    return frozenset(kind for kind in counts[0] if counts[0].count(kind) == counts[1].count(kind))


def _traits(clauses: Sequence[Clause], same: frozenset[Kind]) -> list[_Traits]:
    met: dict[Kind, int] = {}
    made = []
    for clause in clauses:
        met[clause.kind] = met.get(clause.kind, 0) + 1
        number = numbering.begins(clause.shape.number or "") if clause.kind in NUMBERED else None
        words = notation.plain(clause.source.replace("\\|", " "))
        figures = frozenset(re.findall(r"\d{2,}", words)) | frozenset(_links(clause.source))
        place = met[clause.kind] if clause.kind in same else 0
        length = sum(each.isalpha() for each in words)
        made.append(_Traits(clause.kind, place, number.number if number else 0, figures, length, len(clause.children)))
    return made


def _links(source: str) -> list[str]:
    """What links lead to, without the language: S/RES/2242."""
    return [link.rpartition("/")[2] for link in re.findall(r"\]\((https?://[^\s)]+)", source)]


def _cost(one: _Traits, other: _Traits, ratio: float) -> float:
    """How unlike two clauses are; infinite where they cannot be the same."""
    if one.kind is not other.kind or one.place != other.place:
        return _NEVER
    if one.place:
        return 0.0
    cost = 0.0
    if one.number and other.number:
        cost += -2.0 if one.number == other.number else 4.0
    if one.figures or other.figures:
        shared = len(one.figures & other.figures) / len(one.figures | other.figures)
        cost += 4.0 - 7.0 * shared
    cost += min(2.5 * abs(math.log((other.length * ratio + 5) / (one.length + 5))), 4.0)
    return cost + (1.0 if one.children != other.children else 0.0)


def _path(costs: list[list[float]], rows: int, columns: int) -> list[tuple[int, int]]:
    """The cheapest way through both sequences, in order: the pairs on it."""
    best = [[_GAP * (row + column) for column in range(columns + 1)] for row in range(rows + 1)]
    for row in range(1, rows + 1):
        above, here, line = best[row - 1], best[row], costs[row - 1]
        for column in range(1, columns + 1):
            here[column] = min(above[column - 1] + line[column - 1], above[column] + _GAP, here[column - 1] + _GAP)
    pairs, row, column = [], rows, columns
    while row and column:
        if best[row][column] == best[row - 1][column - 1] + costs[row - 1][column - 1]:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif best[row][column] == best[row - 1][column] + _GAP:
            row -= 1
        else:
            column -= 1
    return pairs[::-1]


def _gaps(to: dict[int, int], count: int, costs: list[list[float]]) -> tuple[Gap, ...]:
    """Each clause of one side that has no pair, and where it may be as well."""
    alone = (place for place in range(count) if place not in to)
    return tuple(Gap(place, _reach(place, -1, to, costs), _reach(place, 1, to, costs)) for place in alone)


def _reach(gap: int, step: int, to: dict[int, int], costs: list[list[float]]) -> int:
    """How far a gap may be moved that way at little cost."""
    reach, more, place = gap, 0.0, gap
    while (beside := place + step) in to:
        column = to[beside]
        more += costs[place][column] - costs[beside][column]
        if more == _NEVER:
            break
        place = beside
        if more < _UNSURE:
            reach = place
        elif more > 3 * _UNSURE:
            break
    return reach
