"""Marked content in the page's stream: each text and image gets a number, page furniture is an artifact.

Stands in for `Stream.marked` and `Stream.artifact` of `weasyprint.pdf.stream` (WeasyPrint 70).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engross.typesetting.weasyprint.tagging_roles import is_decoration

ZERO_WIDTH_SPACE = "\u200b"
Furniture = dict[int, dict[str, str]]  # id of a box → what kind of artifact it is


def unwrapped(box: Any) -> Any:
    """The box itself, where layout holds a placeholder for one that is placed absolutely."""
    return getattr(box, "_box", box)


def subtree(box: Any) -> Iterator[Any]:
    """The box and everything in it, in the order of the text."""
    box = unwrapped(box)
    yield box
    for child in getattr(box, "children", ()):
        yield from subtree(child)


def furniture(document: Any) -> Furniture:
    """The boxes that are no content: margin boxes, leaders, decoration, and table heads said again on a later page."""
    found: Furniture = {}
    heads: dict[Any, int] = {}
    for number, page in enumerate(document.pages):
        for box in subtree(page._page_box):
            if id(box) in found:
                continue
            kind = _kind(box, number, heads)
            if kind is not None:
                found.update((id(each), kind) for each in subtree(box))
    return found


def _kind(box: Any, page: int, heads: dict[Any, int]) -> dict[str, str] | None:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        edge = {"@t": {"Subtype": "/Header"}, "@b": {"Subtype": "/Footer"}}.get(box.at_keyword[:2], {})
        return {"Type": "/Pagination", **edge}
    if getattr(box, "is_leader", False):
        return {"Type": "/Layout"}
    if box.element is None or "::" in (box.element_tag or ""):
        return None
    if is_decoration(box.element):
        return {"Type": "/Layout"}
    repeated = isinstance(box, boxes.TableRowGroupBox) and (box.is_header or box.is_footer)
    if repeated and heads.setdefault(box.element, page) != page:
        return {"Type": "/Pagination"}
    return None


@contextmanager
def marking(boxes_of_no_content: Furniture) -> Iterator[None]:
    """Inside the block the engine marks what it draws by these rules."""
    from weasyprint.pdf.stream import Stream

    marker = _Marker(boxes_of_no_content)
    marked, artifact = Stream.marked, Stream.artifact
    Stream.marked = lambda stream, box, tag: marker.marked(stream, box)
    Stream.artifact = lambda stream: marker.artifact(stream)
    try:
        yield
    finally:
        Stream.marked, Stream.artifact = marked, artifact


class _Marker:
    """Numbers what is drawn. The numbers of a page are its stream's `_tags`: box → (number, group or None)."""

    def __init__(self, boxes_of_no_content: Furniture) -> None:
        self.furniture = boxes_of_no_content
        self.open = False  # whether content is being drawn

    @contextmanager
    def marked(self, stream: Any, box: Any) -> Iterator[None]:
        """A marked-content sequence around what the block draws."""
        import pydyf

        if stream._tags is None:
            yield
            return
        kind = self.furniture.get(id(box))
        if kind is None and not getattr(box, "text", "x").strip():  # a space between two boxes says nothing
            kind = {"Type": "/Layout"}
        if kind is None:
            number = len(stream._tags)
            stream._tags[box] = number, stream if hasattr(stream, "id") else None
            properties: dict[str, Any] = {"MCID": number, **_said_otherwise(box)}
        else:
            properties = dict(kind)
        stream.begin_marked_content("Artifact" if kind is not None else "Span", pydyf.Dictionary(properties))
        self.open = True
        try:
            yield
        finally:
            self.open = False
            stream.end_marked_content()

    @contextmanager
    def artifact(self, stream: Any) -> Iterator[None]:
        """Marks decoration; a rule drawn within content (an underline) belongs to that content."""
        if stream._tags is None or self.open:
            yield
            return
        stream.begin_marked_content("Artifact")
        try:
            yield
        finally:
            stream.end_marked_content()


def _said_otherwise(box: Any) -> dict[str, Any]:
    """What extractors are told of a line that ends in a hyphen of the text itself: that the hyphen stays.

    PDFium takes every hyphen at a line's end for one of line breaking and leaves it out; one that a zero-width
    space follows it keeps. (A hyphen of line breaking says U+00AD by its font: `guards`.)
    """
    import pydyf

    text = getattr(box, "text", "").rstrip()
    if not text.endswith("-") or box.style["direction"] == "rtl":
        return {}
    return {"ActualText": pydyf.String(text + ZERO_WIDTH_SPACE)}
