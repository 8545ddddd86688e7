"""Which reading of an amount its table's totals prove, where the amount can be read in two orders. Pure.

Only what a table plainly is is asked: a row is the total of all rows since the last total, or of the totals before it,
or of all rows that are no totals; or the first row is the total of all that follow. What is proved must be so in every
way in which the sum comes out.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

Options = tuple[Decimal, ...]  # the values a cell may have: one that is decided, two that may be read both ways
_MOST = 4096  # ways to read a block that are gone through; more prove nothing
_LEAST = 2  # rows that a total sums up


def decided(column: Sequence[Options | None]) -> dict[int, Decimal]:
    """The value of each cell that a total proves, by its place; None stands for a cell without an amount.

    >>> forward, back = Decimal(348510900), Decimal(900510348)
    >>> one, total = Decimal(86769400), (Decimal(435280300), Decimal(300280435))
    >>> sorted(map(int, decided([(one,), (forward, back), total]).values()))
    [348510900, 435280300]
    >>> decided([(forward, back), None, total])
    {}
    """
    options = {at: each for at, each in enumerate(column) if each}
    proved: dict[int, Decimal] = {}
    while any(len(each) > 1 for each in options.values()):
        found = {
            at: value
            for total, parts in _relations(options)
            for at, value in _proved(options, total, parts).items()
            if len(options[at]) > 1
        }
        if not found:
            break
        proved |= found
        options |= {at: (value,) for at, value in found.items()}
    return proved


def _relations(options: dict[int, Options]) -> Iterator[tuple[int, list[int]]]:
    """(total, what it sums up) of a column, as far as the sums may come out."""
    places = sorted(options)
    totals: list[int] = []
    block: list[int] = []
    for at in places:
        items = [each for each in places if each < at and each not in totals]
        for parts in (block, totals, items):
            if len(parts) >= _LEAST and any(_ways(options, at, parts)):
                yield at, list(parts)
                totals.append(at)
                block = []
                break
        else:
            if len(block) == 1 and set(options[at]) & set(options[block[0]]):  # the total of a single row
                yield at, list(block)
                totals.append(at)
                block = []
            else:
                block = [*block, at]
    if len(places) > _LEAST and any(_ways(options, places[0], places[1:])):
        yield places[0], places[1:]


def _ways(options: dict[int, Options], total: int, parts: Sequence[int]) -> Iterator[dict[int, Decimal]]:
    """The readings in which the parts sum up to the total."""
    ways: list[tuple[Decimal, tuple[Decimal, ...]]] = [(Decimal(0), ())]
    for at in parts:
        ways = [(value + so_far, (*chosen, value)) for so_far, chosen in ways for value in options[at]]
        if len(ways) > _MOST:
            return
    for value in options[total]:
        for reached, chosen in ways:
            if abs(reached) == abs(value):  # the total of amounts in brackets may stand without
                yield dict(zip(parts, chosen, strict=True)) | {total: value}


def _proved(options: dict[int, Options], total: int, parts: Sequence[int]) -> dict[int, Decimal]:
    """What is the same in every way in which the sum comes out."""
    ways = list(_ways(options, total, parts))
    return {at: ways[0][at] for at in (*parts, total) if len({way[at] for way in ways}) == 1} if ways else {}
