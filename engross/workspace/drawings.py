"""Drawings (SVG) measured before the engine draws them: a small file may ask for millions of shapes."""

import re
from typing import Any

SHAPES = 100_000  # of one drawing, each copy by <use> counted
OUTLINES = 2**21  # letters of all outlines
_USES = re.compile(r"#(.+)")


def overlarge(data: bytes) -> str:
    """What of a drawing is too much to be drawn; "" when nothing is, or when it is not well-formed XML.

    >>> overlarge(b'<svg><g id="a"><use href="#a"/></g></svg>')
    'draws itself within itself'
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, RecursionError):
        return ""  # the engine says what it cannot read
    outlines = sum(len(each.get("d", "")) + len(each.get("points", "")) for each in root.iter())
    if outlines > OUTLINES:
        return f"has outlines of {outlines} letters; {OUTLINES} are drawn at most"
    named = {each.get("id"): each for each in root.iter() if each.get("id")}
    try:
        count = _Count(named).of(root)
    except RecursionError:
        return "draws itself within itself"
    return f"draws {count} shapes; {SHAPES} are drawn at most" if count > SHAPES else ""


class _Count:
    """How many shapes an element comes to, with all that it uses; each element is counted once."""

    def __init__(self, named: dict[str | None, Any]) -> None:
        self.named, self.known, self.open = named, dict[Any, int](), set[Any]()

    def of(self, element: Any) -> int:
        """The shapes of the element; RecursionError where it is a part of itself."""
        if element in self.open:
            raise RecursionError
        if element not in self.known:
            self.open.add(element)
            total = 1 + sum(self.of(each) for each in element)
            if element.tag.rpartition("}")[2] == "use":
                total += self._used(element)
            self.known[element] = total
            self.open.discard(element)
        return self.known[element]

    def _used(self, element: Any) -> int:
        """The shapes of what an element uses."""
        links = (text for name, text in element.attrib.items() if name.rpartition("}")[2] == "href")
        found = (_USES.fullmatch(each.strip()) for each in links)
        return sum(self.of(self.named[each[1]]) for each in found if each and each[1] in self.named)
