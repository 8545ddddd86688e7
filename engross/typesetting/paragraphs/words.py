"""Where lines may end in scripts that put no spaces between words: Thai, Lao, Khmer, Burmese (ICU's dictionaries).

Pure. Pango knows the words of Thai at most, and only where the system has a library for it.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\ua9e0-\ua9ff\uaa60-\uaa7f"
_PAIR = re.compile(f"(?<=[{_UNSPACED}])(?=[{_UNSPACED}])")


def places(text: str, found: Iterable[int], language: str | None) -> list[int]:
    """The characters before which a line may begin, in order: those found by others, but between letters of these
    scripts those that ICU finds for the language (a BCP 47 tag).

    >>> places("see human", [4], "en")
    [4]
    >>> places("กฎหมาย ไทย", [7], "th")
    [7]
    >>> places("ທຸກຄົນເກີດມາ", [], "lo")
    [6, 10]
    """
    inside = {match.start() for match in _PAIR.finditer(text)}
    if not inside:
        return list(found)
    import icu

    breaks = icu.BreakIterator.createLineInstance(icu.Locale(language or "en"))
    breaks.setText(text)
    units = {unit: char for char, unit in enumerate(accumulate(1 + (char > "\uffff") for char in text), 1)}
    ends = (units.get(unit, 0) for unit in breaks)  # ICU counts in halves of characters beyond U+FFFF
    return sorted({*(char for char in found if char not in inside), *inside.intersection(ends)})
