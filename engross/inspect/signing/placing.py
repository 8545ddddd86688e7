"""Where a visible field goes, as it is written: a page and a box."""

import re

from engross.inspect.signing import Spot

_WHERE = re.compile(r"(?P<page>\d+|last|#[^:]+):(?P<box>[-\d.]+(?:,[-\d.]+){3})")


def spot(name: str, where: str, about: str = "") -> Spot:
    """The field of that name; ValueError when `where` is no PAGE:LEFT,BOTTOM,WIDTH,HEIGHT (pt from the page's foot).

    PAGE is a number, `last`, or `#` with the id of what the field stands beside.

    >>> spot("Depositary", "last:60,60,200,45").page, spot("Depositary", "2:60,60,200,45").width
    (0, 200.0)
    >>> spot("Depositary", "#P3H:0,-70,200,45").beside
    'P3H'
    """
    found = _WHERE.fullmatch(where)
    if not found or not name:
        raise ValueError(where)
    left, bottom, width, height = map(float, found["box"].split(","))
    page = int(found["page"]) if found["page"].isdigit() else 0
    beside = found["page"].removeprefix("#") if found["page"].startswith("#") else ""
    return Spot(name=name, page=page, left=left, bottom=bottom, width=width, height=height, about=about, beside=beside)
