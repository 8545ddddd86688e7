"""Chinese lines: where they give, which marks are narrowed, what stands apart (after CLREQ, the W3C's requirements).

Pure. Places are characters; widths are in em.
"""

import re
from dataclasses import dataclass

OPENING = frozenset("（《〈「『【〔［｛“‘")
CLOSING = frozenset("，。、；：．）》〉」』】〕］｝”’")
MARKS = OPENING | CLOSING
JOINER = "\u2060"
APART = 0.25  # between Chinese and Latin letters or digits
APART_SHRINK = 0.06  # how much of that may be taken away: marks give first
MARK_SHRINK = 0.2  # of a mark in the line
STRETCH = 0.06  # between any two characters, so that a line is evenly grey: the unit of a ratio of 1
SPACE_STRETCH, SPACE_SHRINK = 0.25, 0.08  # of a space between Latin words
_DATE = re.compile(r"\d+年(?:\d+月)?(?:\d+日)?|\d+月\d+日")
INSIDE_DATE = 40_000.0  # demerits of a line that ends inside a date


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands behind a character: `fixed` always, and how far it gives."""

    at: int
    fixed: float
    stretch: float
    shrink: float


def is_han(character: str) -> bool:
    """Whether a character is Chinese, or a mark or letter as wide as one."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef" or character > "\U00020000"


def gaps(text: str, wide: list[bool], raised: frozenset[int] = frozenset()) -> list[Gap]:
    """What stands between the characters of a text; `wide` says which of them are a full em wide.

    The characters `raised`, the calls of notes, follow what they belong to without a gap, and none stands behind them.
    The space inside a figure stays as it is.

    >>> [(gap.at, gap.fixed) for gap in gaps("（见《宪章》）。", [True] * 8) if gap.fixed]
    [(5, -0.5), (6, -0.5)]
    >>> [(gap.at, gap.fixed) for gap in gaps("第81届", [True, False, False, True])]
    [(0, 0.25), (2, 0.25)]
    >>> [(gap.at, gap.fixed) for gap in gaps("日3和", [True, False, True], frozenset({1}))]
    [(1, 0.0)]
    >>> [gap.at for gap in gaps("款637 100元", [True, *[False] * 7, True])]
    [0, 7]
    """
    found = []
    before = None
    for place, character in enumerate(text):
        if character == JOINER:
            continue
        if before is not None:
            gap = _gap(before, text[before], character, wide[before], wide[place])
            if before in raised and place not in raised:
                gap = Gap(before, 0.0, STRETCH, 0.0)
            if gap and place not in raised and not _is_inside_figure(text, before):
                found.append(gap)
        before = place
    return found


def _is_inside_figure(text: str, at: int) -> bool:
    """Whether a character is the space between two groups of digits."""
    return text[at] in " \u00a0" and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _gap(at: int, one: str, other: str, wide: bool, other_wide: bool) -> Gap | None:
    if one in " \u00a0":
        return Gap(at, 0.0, SPACE_STRETCH, SPACE_SHRINK)
    if other in " \u00a0" or not (wide or other_wide or is_han(one) or is_han(other)):
        return None
    mark, other_mark = one in MARKS and wide, other in MARKS and other_wide
    if mark and other_mark and (one in CLOSING or other in OPENING):
        return Gap(at, -0.5, STRETCH, 0.0)
    if mark or other_mark:
        shrinks = one in CLOSING if mark else other in OPENING
        return Gap(at, 0.0, STRETCH, MARK_SHRINK if shrinks else 0.0)
    if (is_han(one) and _is_letter(other)) or (_is_letter(one) and is_han(other)):
        return Gap(at, APART, STRETCH, APART_SHRINK)
    return Gap(at, 0.0, STRETCH, 0.0)


def _is_letter(character: str) -> bool:
    return character.isalnum() and not is_han(character)


def trim_at_end(character: str, wide: bool) -> float:
    """What a mark at a line's end takes less than its width: its empty half."""
    return 0.5 if wide and character in CLOSING else 0.0


def trim_at_start(character: str, wide: bool) -> float:
    """What a mark at a line's beginning takes less than its width: its empty half."""
    return 0.5 if wide and character in OPENING else 0.0


def costs(text: str) -> dict[int, float]:
    """What it costs to begin a line at some characters: inside a date nothing should be divided.

    >>> sorted(costs("于2012年11月5日"))
    [2, 3, 4, 5, 6, 7, 8, 9, 10]
    """
    return {place: INSIDE_DATE for date in _DATE.finditer(text) for place in range(date.start() + 1, date.end())}
