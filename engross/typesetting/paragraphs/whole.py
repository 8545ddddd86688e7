"""What of a paragraph no line end divides, and what of that is too wide for its column; pure.

A stretch that is wider than its column ends lines behind its strokes, and nowhere else: never between two digits.
"""

from collections.abc import Callable, Iterable, Mapping

STROKE = "/"


def undivided(
    places: Mapping[int, int],
    text: str,
    stretches: Iterable[tuple[int, int]],
    is_wide: Callable[[int, int], bool],
    plain: int,
) -> tuple[dict[int, int], tuple[str, ...]]:
    """The places where lines may begin, without those inside the stretches; and the stretches that are too wide.

    Behind a stroke of a wide one a line may begin, which is of the kind `plain`.

    >>> undivided({2: 0, 9: 0, 11: 0}, "A/80/7/Add.3 of", [(0, 12)], lambda start, stop: False, 0)
    ({}, ())
    >>> undivided({2: 0, 9: 0, 13: 0}, "A/80/7/Add.3 of", [(0, 12)], lambda start, stop: True, 0)
    ({13: 0, 2: 0, 5: 0, 7: 0}, ('A/80/7/Add.3',))
    """
    found, wide = dict(places), dict[str, None]()
    for start, stop in stretches:
        for char in range(start + 1, stop):
            found.pop(char, None)
        if is_wide(start, stop):
            wide[text[start:stop]] = None
            found |= {char: plain for char in range(start + 1, stop) if text[char - 1] == STROKE}
    return found, tuple(wide)
