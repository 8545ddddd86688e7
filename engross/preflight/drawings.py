"""What is drawn on a page: its content streams and those of everything it uses, with their resources."""

from collections.abc import Iterator
from typing import Any, TypeGuard

DEEPEST = 30  # drawings within drawings
Seen = set[tuple[int, int]]


def drawings(page: Any) -> Iterator[tuple[Any, Any]]:
    """(stream or page, its resources) for the page, each form, soft mask, tiling pattern, Type 3 glyph on it, once.

    The appearances of annotations and form fields are drawn on the page, too.
    """
    resources = page.obj.get("/Resources", {})
    seen: Seen = set()
    yield page, resources
    yield from _within(resources, seen, 0)
    for appearance in _appearances(page.obj.get("/Annots")):
        yield from _one(appearance, appearance.get("/Resources"), resources, seen, 0)


def _within(resources: Any, seen: Seen, depth: int) -> Iterator[tuple[Any, Any]]:
    if depth > DEEPEST:
        return
    for stream, own in _held(resources):
        yield from _one(stream, own, resources, seen, depth)


def _one(stream: Any, own: Any, resources: Any, seen: Seen, depth: int) -> Iterator[tuple[Any, Any]]:
    if stream.objgen in seen:
        return
    seen.add(stream.objgen)
    used = own if own is not None else resources
    yield stream, used
    yield from _within(used, seen, depth + 1)


def _held(resources: Any) -> Iterator[tuple[Any, Any]]:
    """(stream, its own resources) of all that these resources let a page draw."""
    forms = [each for each in values(resources, "/XObject") if each.get("/Subtype") == "/Form"]
    tilings = [each for each in values(resources, "/Pattern") if each.get("/PatternType") == 1]
    masks = [each.get("/SMask") for each in values(resources, "/ExtGState")]
    groups = [each.get("/G") for each in masks if is_dictionary(each)]
    for item in (*forms, *tilings, *groups):
        if _is_stream(item):
            yield item, item.get("/Resources")
    for font in values(resources, "/Font"):
        glyphs = values(font, "/CharProcs") if font.get("/Subtype") == "/Type3" else ()
        yield from ((glyph, font.get("/Resources")) for glyph in glyphs if _is_stream(glyph))


def _appearances(annotations: Any) -> Iterator[Any]:
    """The streams that stand for annotations: normal, rolled over, pressed; each in one or several states."""
    for annotation in elements(annotations):
        if not is_dictionary(annotation):
            continue
        for shown in values(annotation, "/AP"):
            if _is_stream(shown):
                yield shown
            elif is_dictionary(shown):
                yield from (each for each in shown.values() if _is_stream(each))


def fonts(page: Any) -> Iterator[Any]:
    """Each font that the page or anything on it may use, once."""
    seen: Seen = set()
    for _, resources in drawings(page):
        for font in values(resources, "/Font"):
            if font.objgen == (0, 0) or font.objgen not in seen:
                seen.add(font.objgen)
                yield font


def images(page: Any) -> Iterator[Any]:
    """Each image that the page or anything on it may use."""
    for _, resources in drawings(page):
        for item in values(resources, "/XObject"):
            if item.get("/Subtype") == "/Image":
                yield item


def values(holder: Any, kind: str) -> list[Any]:
    """The dictionaries and streams under a key; what a damaged file has in their place is passed over."""
    held: Any = holder.get(kind) if is_dictionary(holder) else None
    return [value for value in held.values() if is_held(value)] if is_dictionary(held) else []


def elements(held: Any) -> list[Any]:
    """What is in an array; nothing for anything else."""
    import pikepdf

    return list(held) if isinstance(held, pikepdf.Array) else []


def is_dictionary(item: Any) -> TypeGuard[Any]:
    """Whether a damaged file really has a dictionary here."""
    import pikepdf

    return isinstance(item, pikepdf.Dictionary)


def _is_stream(item: Any) -> bool:
    import pikepdf

    return isinstance(item, pikepdf.Stream)


def is_held(item: Any) -> TypeGuard[Any]:
    """Whether a damaged file really has a dictionary, or a stream with its dictionary, here."""
    return is_dictionary(item) or _is_stream(item)
