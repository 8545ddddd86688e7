"""The least width of a column, when the engine asks for it: no less than the widest figure in it.

Stands in for `weasyprint.layout.preferred.split_first_line` (WeasyPrint 70). Imported only when a page is set.
"""

from collections.abc import Callable
from typing import Any

from engross.typesetting.paragraphs.rules import Rules


def measuring(rules: Rules, stock: Callable[..., Any]) -> Callable[..., Any]:
    """The function that takes the first line off a text, as the engine measures with it; no figure is divided."""

    def first_line(
        text: str, style: Any, context: Any, max_width: float | None, spacing: float, *args: Any, **options: Any
    ) -> Any:
        found = stock(text, style, context, max_width, spacing, *args, **options)
        resume = found[2]
        if max_width is None or resume is None:
            return found
        end = len(text.encode()[:resume].decode())
        stretch = next((each for each in rules.whole_in(text, style["lang"]) if each[0] < end < each[1]), None)
        if stretch is None:
            return found
        stop = stretch[1]
        if text[stop:]:  # what is tied to the figure: a mark behind it
            more = stock(text[stop:], style, context, max_width, spacing, *args, **options)[2]
            after = len(text) if more is None else stop + len(text[stop:].encode()[:more].decode())
            stop = after if not text[stop].isspace() else stop + 1
        whole = stock(text[:stop].rstrip(" "), style, context, None, spacing, *args, **options)
        left = None if stop >= len(text) else len(text[:stop].encode())
        return (*whole[:2], left, *whole[3:])

    return first_line
