"""What is drawn on a page: its content streams and those of everything it uses, with their resources."""

from collections.abc import Iterator
from typing import Any, TypeGuard

DEEPEST = 30  # drawings within drawings
Seen = set[tuple[int, int]]


def drawings(page: Any) -> Iterator[tuple[Any, Any]]:
    """(stream or page, its resources) for the page, each form, soft mask, tiling pattern, Type 3 glyph drawn, once.

    What is among the resources and not drawn is passed over: many programs let all pages share one set. The
    appearances of annotations and form fields are drawn on the page, too. pikepdf.PdfError where content cannot be
    unpacked.
    """
    seen: Seen = set()
    yield from _one(page, page.obj.get("/Resources"), seen, 0)
    for appearance in _appearances(page.obj.get("/Annots")):
        yield from _one(appearance, appearance.get("/Resources"), seen, 0)


def _one(stream: Any, resources: Any, seen: Seen, depth: int) -> Iterator[tuple[Any, Any]]:
    number = getattr(stream, "obj", stream).objgen
    if number in seen or depth > DEEPEST:
        return
    seen.add(number)
    yield stream, resources
    for below, own in _held(stream, resources):
        yield from _one(below, own if own is not None else resources, seen, depth + 1)


def steps(stream: Any, operators: str) -> list[Any]:
    """The instructions with these operators of a content stream; pikepdf.PdfError where it is no content."""
    import pikepdf

    try:
        return list(pikepdf.parse_content_stream(stream, operators))
    except TypeError as error:
        raise pikepdf.PdfError(str(error)) from None


def used(stream: Any, resources: Any, kind: str, operators: str) -> list[Any]:
    """The resources of a kind, such as /XObject, that these operators of a content stream name, each once."""
    import pikepdf

    held = resources.get(kind) if is_dictionary(resources) else None
    if not is_dictionary(held):
        return []
    named = dict.fromkeys(
        str(each) for step in steps(stream, operators) for each in step.operands if isinstance(each, pikepdf.Name)
    )
    found = [held.get(name) for name in named]
    return [each for each in found if is_held(each)]


def _held(stream: Any, resources: Any) -> Iterator[tuple[Any, Any]]:
    """(stream, its own resources) of all that a content stream draws."""
    forms = [each for each in used(stream, resources, "/XObject", "Do") if each.get("/Subtype") == "/Form"]
    tilings = [each for each in used(stream, resources, "/Pattern", "scn SCN") if each.get("/PatternType") == 1]
    masks = [each.get("/SMask") for each in used(stream, resources, "/ExtGState", "gs")]
    groups = [each.get("/G") for each in masks if is_dictionary(each)]
    for item in (*forms, *tilings, *groups):
        if _is_stream(item):
            yield item, item.get("/Resources")
    for font in used(stream, resources, "/Font", "Tf"):
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
    """Each font that is set on the page or in anything drawn on it, once."""
    yield from _each(page, "/Font", "Tf")


def images(page: Any) -> Iterator[Any]:
    """Each image that is drawn on the page or in anything drawn on it, once."""
    yield from (each for each in _each(page, "/XObject", "Do") if each.get("/Subtype") == "/Image")


def _each(page: Any, kind: str, operators: str) -> Iterator[Any]:
    seen: Seen = set()
    for stream, resources in drawings(page):
        for item in used(stream, resources, kind, operators):
            if not item.is_indirect or item.objgen not in seen:
                seen.add(item.objgen)
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
