"""The breaker finds what trying every way finds, on paragraphs small enough to try."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engross.model.penalties import Penalties
from engross.typesetting.paragraphs.breaker import (
    HYPHEN,
    PLAIN,
    Items,
    Measure,
    best_fit,
    demerits,
    even_fit,
    fitness,
    is_sound,
    ratio,
)

WORDS = st.lists(
    st.tuples(st.integers(1, 30), st.sampled_from((PLAIN, PLAIN, HYPHEN)), st.sampled_from((0.0, 0.0, 3000.0))),
    min_size=1,
    max_size=9,
)


def items_of(words) -> Items:
    """Places behind words (or parts of words, with a hyphen of 3) of given widths, with spaces of 5 between words."""
    items, x, spaces = Items(), 0.0, 0
    items.add((0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
    for number, (width, kind, cost) in enumerate(words):
        x += width
        last = number == len(words) - 1
        space = kind == PLAIN and not last
        end = x + (3 if kind == HYPHEN and not last else 0)
        after = spaces + space
        items.add(
            (end, x + 5 * space),
            (2.5 * spaces, 2.5 * after),
            (1.6 * spaces, 1.6 * after),
            PLAIN if last else kind,
            0.0 if last else cost,
        )
        x, spaces = x + 5 * space, after
    return items


def cost_of(items, measure, penalties, tolerance, ends) -> float:
    """What a setting costs by the definition, added up line by line; infinite when a line is not allowed."""
    total, row, before = 0.0, 0, None
    for i, j in zip((0, *ends[:-1]), ends, strict=True):
        r = ratio(items, i, j, measure.others if i else measure.first)
        if not (-1.001 <= r <= tolerance or (math.isinf(tolerance) and j == i + 1 and nothing_fits(items, measure, i))):
            return math.inf
        total += demerits(items, measure, penalties, (i, j), r)
        if before is not None and abs(before - fitness(r)) > 1:
            total += penalties.uneven
        before = fitness(r)
        row = row + 1 if items.kind[j] else 0
        over = row - penalties.hyphens_in_a_row
        if over > 0:
            total += penalties.too_many * (1, 4, 9, 16)[min(over, 4) - 1]
    return total


def nothing_fits(items, measure, i) -> bool:
    width = measure.others if i else measure.first
    return all(ratio(items, i, j, width) < -1.001 for j in range(i + 1, len(items.end)))


def every_way(last):
    for count in range(last):
        for inner in combinations(range(1, last), count):
            yield (*inner, last)


@given(WORDS, st.integers(20, 80), st.integers(0, 15), st.sampled_from((1.0, 2.0, 6.0, math.inf)), st.integers(0, 2))
@settings(max_examples=400, deadline=None)
def test_the_best_fit_costs_no_more_than_any_other_way(words, width, indent, tolerance, in_a_row):
    items, penalties = items_of(words), Penalties(hyphens_in_a_row=in_a_row)
    measure = Measure(first=width - indent, others=width, short=12)
    least = min(cost_of(items, measure, penalties, tolerance, ends) for ends in every_way(len(items.end) - 1))
    found = best_fit(items, measure, penalties, tolerance)
    if math.isinf(least):
        assert not found
    else:
        assert cost_of(items, measure, penalties, tolerance, tuple(found)) == pytest.approx(least)


def raggedness_of(items, width, ends, last):
    """Lines, and the sum of the squares of what they leave empty; infinite when one sticks out that need not."""
    total, end = 0.0, len(items.end) - 1
    for i, j in zip((0, *ends[:-1]), ends, strict=True):
        empty = (width - (items.end[j] - items.start[i])) / width
        if empty < 0 and j > i + 1:
            return math.inf, math.inf
        total += max(0.0, empty - last if j == end else empty) ** 2
    return len(ends), total


@given(WORDS, st.integers(20, 80), st.sampled_from((0.0, 0.5)))
@settings(max_examples=300, deadline=None)
def test_ragged_lines_are_as_few_as_can_be_and_then_as_even_as_can_be(words, width, last):
    items = items_of([(size, PLAIN, 0.0) for size, *_ in words])
    found = even_fit(items, Measure(first=width, others=width), Penalties(), last)
    wide = any(items.end[k + 1] - items.start[k] > width for k in range(len(items.end) - 1))
    if not wide:
        lines, total = raggedness_of(items, width, tuple(found), last)
        best = min(raggedness_of(items, width, ends, last) for ends in every_way(len(items.end) - 1))
        assert (lines, total) == (best[0], pytest.approx(best[1]))


def test_ragged_text_has_no_two_hyphens_in_a_row_where_a_line_more_avoids_it():
    words = [(width, kind, 0.0) for width, kind in ((15, 0), (17, HYPHEN), (12, 0), (20, HYPHEN), (10, 0), (25, 0))]
    items, measure = items_of(words), Measure(first=40, others=40)
    assert even_fit(items, measure, Penalties(hyphens_in_a_row=1), 0.5) == [1, 3, 5, 6]
    assert even_fit(items, measure, Penalties(hyphens_in_a_row=2), 0.5) == [2, 4, 6]


def test_no_more_hyphens_in_a_row_than_allowed_where_another_way_exists():
    """A hyphen after place 4 would fill the first line; without it the line is loose."""
    words = [(10, PLAIN, 0.0)] * 3 + [(8, HYPHEN, 0.0), (8, PLAIN, 0.0), (10, PLAIN, 0.0)]
    items, measure = items_of(words), Measure(first=56, others=56)
    assert best_fit(items, measure, Penalties(hyphens_in_a_row=1), math.inf) == [4, 6]
    assert best_fit(items, measure, Penalties(hyphens_in_a_row=0), math.inf) == [3, 6]


@given(WORDS, st.integers(20, 80), st.integers(1, 5))
@settings(max_examples=200, deadline=None)
def test_the_best_fit_in_so_many_lines_costs_no_more_than_any_other_way_in_so_many(words, width, count):
    items, penalties, measure = items_of(words), Penalties(), Measure(first=width, others=width)
    ways = [ends for ends in every_way(len(items.end) - 1) if len(ends) == count]
    costs = [cost_of(items, measure, penalties, 2.0, ends) for ends in ways]
    found = best_fit(items, measure, penalties, 2.0, count)
    if math.isinf(min(costs, default=math.inf)):
        assert not found
    else:
        assert len(found) == count
        assert cost_of(items, measure, penalties, 2.0, tuple(found)) == pytest.approx(min(costs))


def test_a_fragment_of_a_word_does_not_stand_alone_on_the_last_line():
    items = items_of([(10, PLAIN, 0.0)] * 4 + [(8, HYPHEN, 0.0), (19, PLAIN, 0.0)])
    found = best_fit(items, Measure(first=71, others=71), Penalties(), math.inf)
    assert found == [4, 6]


def test_a_looser_line_is_better_than_a_fragment_alone():
    """Without the hyphen the first line is four times as loose as its spaces give."""
    items = items_of([(10, PLAIN, 0.0)] * 4 + [(27, HYPHEN, 0.0), (19, PLAIN, 0.0)])
    measure = Measure(first=90, others=90)
    assert not is_sound(items, [5, 6], Penalties())
    assert best_fit(items, measure, Penalties(), math.inf) == [4, 6]
