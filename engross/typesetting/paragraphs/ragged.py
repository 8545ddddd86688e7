"""What it costs to end a line of ragged text (a title, a masthead, a heading, a cell) at some places.

Pure. A masthead leaves no dash hanging at the end of a line, and no year of a date alone on the next; the short word
before a date (el 18 de diciembre) goes with it.
"""

import re

BESIDE_DASH = INSIDE_DATE = 250_000.0  # demerits: as much as a whole line left empty, less than a line more
_DASH = re.compile("(?<=[^\\s]) (?=[–—] )|(?<=[ \u00a0][–—]) ")
_SPACE = "[ \u00a0\u202f]"
_DAY = f"(?:\\b[^\\W\\d_]{{1,3}}{_SPACE})?\\d{{1,2}}(?:er|º|°)?{_SPACE}(?:de{_SPACE})?"
_MONTH = f"[^\\W\\d_]+(?:(?:{_SPACE}|/\u2060?)[^\\W\\d_]+){{0,3}}"
_YEAR = f"{_SPACE}\\d{{4}}(?!\\d)(?:{_SPACE}года)?"
_DATE = re.compile(f"{_DAY}{_MONTH}{_YEAR}|\\d{{4}}年\\d{{1,2}}月(?:\\d{{1,2}}日)?")


def costs(text: str) -> dict[int, float]:
    """What it costs to begin a line at some characters.

    >>> sorted(costs("Police – INTERPOL"))
    [7, 9]
    >>> [min(costs(text)) for text in ("el 18 de diciembre de 2025", "Adopted on 5 May 2031", "于2012年11月5日")]
    [1, 9, 2]
    """
    found = {dash.end(): BESIDE_DASH for dash in _DASH.finditer(text)}
    for date in _DATE.finditer(text):
        found.update(dict.fromkeys(range(date.start() + 1, date.end()), INSIDE_DATE))
    return found
