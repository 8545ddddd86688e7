"""Boxes of which nothing has to be worked out are passed over: those with square corners, margin boxes without content.

Each page has sixteen margin boxes, of which a house fills three or four.

Wraps `weasyprint.layout.background.resolve_radii_percentages` and `weasyprint.layout.page.resolve_percentages`
(WeasyPrint 70).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_CORNERS = tuple(f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left"))
_NONE = (0, "px")
_ALIGNED = {"text_align_all", "text_align_last", "vertical_align"}  # what the engine says of each margin box
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))


@contextmanager
def passing_over() -> Iterator[None]:
    """Inside the block the engine works out the measures of those boxes alone that have any."""
    import weasyprint.layout.background as background
    import weasyprint.layout.page as page

    radii, percentages = background.resolve_radii_percentages, page.resolve_percentages
    background.resolve_radii_percentages = _corners(radii)
    page.resolve_percentages = _margins(percentages)
    try:
        yield
    finally:
        background.resolve_radii_percentages, page.resolve_percentages = radii, percentages


def _corners(stock: Callable[[Any], None]) -> Callable[[Any], None]:
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


def _margins(stock: Callable[..., None]) -> Callable[..., None]:
    """As the engine's function, but the first margin box without content and measures is the measure of all."""
    from weasyprint.formatting_structure.boxes import MarginBox

    known: dict[str, Any] = {}

    def resolve(box: Any, *args: Any) -> None:
        if (
            not isinstance(box, MarginBox)
            or box.is_generated
            or not getattr(box.style, "cascaded", {}).keys() <= _ALIGNED
        ):
            stock(box, *args)
        elif known:
            box.__dict__.update(known)
        else:
            before = dict(box.__dict__)
            stock(box, *args)
            known.update({name: value for name, value in box.__dict__.items() if before.get(name, stock) is not value})

    return resolve
