"""What is drawn on a page: its content streams and those of everything it uses, with their resources."""

from collections.abc import Iterator
from typing import Any

DEEPEST = 30  # drawings within drawings


def drawings(page: Any) -> Iterator[tuple[Any, Any]]:
    """(stream or page, its resources) for the page, each form, tiling pattern and Type 3 glyph on it, once."""
    resources = page.obj.get("/Resources", {})
    yield page, resources
    yield from _within(resources, set(), 0)


def _within(resources: Any, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[Any, Any]]:
    if depth > DEEPEST:
        return
    for stream, own in _held(resources):
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        used = own if own is not None else resources
        yield stream, used
        yield from _within(used, seen, depth + 1)


def _held(resources: Any) -> Iterator[tuple[Any, Any]]:
    for item in _values(resources, "/XObject"):
        if item.get("/Subtype") == "/Form":
            yield item, item.get("/Resources")
    for item in _values(resources, "/Pattern"):
        if item.get("/PatternType") == 1:
            yield item, item.get("/Resources")
    for font in _values(resources, "/Font"):
        if font.get("/Subtype") == "/Type3":
            for glyph in font.get("/CharProcs", {}).values():
                yield glyph, font.get("/Resources")


def fonts(page: Any) -> Iterator[Any]:
    """Each font that the page or anything on it may use, once."""
    seen: set[tuple[int, int]] = set()
    for _, resources in drawings(page):
        for font in _values(resources, "/Font"):
            if font.objgen == (0, 0) or font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def images(page: Any) -> Iterator[Any]:
    """Each image that the page or anything on it may use."""
    for _, resources in drawings(page):
        for item in _values(resources, "/XObject"):
            if item.get("/Subtype") == "/Image":
                yield item


def _values(resources: Any, kind: str) -> list[Any]:
    """The resources of a kind; what a damaged file has in their place is passed over."""
    import pikepdf

    held: Any = resources.get(kind, {}) if isinstance(resources, pikepdf.Dictionary) else {}
    values = held.values() if isinstance(held, pikepdf.Dictionary) else ()
    return [value for value in values if isinstance(value, pikepdf.Dictionary | pikepdf.Stream)]
