"""Boxes whose corners are not rounded are told so once for each style, not worked out anew for each box.

Wraps `weasyprint.layout.background.resolve_radii_percentages` (WeasyPrint 70).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_NONE = (0, "px")
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))


@contextmanager
def square_corners() -> Iterator[None]:
    """Inside the block the engine works out the corners of rounded boxes alone."""
    import weasyprint.layout.background as background

    stock = background.resolve_radii_percentages
    background.resolve_radii_percentages = _quick(stock)
    try:
        yield
    finally:
        background.resolve_radii_percentages = stock


def _quick(stock: Callable[[Any], None]) -> Callable[[Any], None]:
    known: dict[int, tuple[Any, bool]] = {}  # the style is kept beside the answer, so that its number stays its own

    def resolve(box: Any) -> None:
        style = box.style
        entry = known.get(id(style))
        if entry is None:
            entry = known[id(style)] = (style, all(_NONE in style[name] for name in _CORNERS))
        if entry[1]:
            box.__dict__.update(_SQUARE)
        else:
            stock(box)

    return resolve
