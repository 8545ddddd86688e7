"""Lists of an Akoma Ntoso text: points in and beside their paragraphs, items of blocks, and text that is quoted."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from engross.akn.inline import Inline, tidy
from engross.akn.scope import Node, Scope
from engross.model import Run


@dataclass(slots=True)
class Lists(Scope, ABC):
    """A scope that reads lists; what reads the elements in them is added by `Flow`."""

    @abstractmethod
    def take(self, element: Any) -> None:
        """One element, by its name."""

    @abstractmethod
    def preambular(self, runs: list[Run]) -> Node | None:
        """A preambular paragraph."""

    def inner(self, element: Any, node: Node | None) -> None:
        """A block within a paragraph or point that is no paragraph itself: a table, a list of blocks."""
        name = etree.QName(element).localname
        if name == "blockList" and node is not None:
            self._items(element, node)
        elif name in ("mod", "quotedStructure"):
            for each in [element] if name == "quotedStructure" else element.iterfind("{*}quotedStructure"):
                self.quoted(each, node)
        else:
            self.take(element)

    def own(self, element: Any) -> list[Run]:
        """The words of a paragraph or point itself: of its content, or of what introduces its list."""
        runs: list[Run] = []
        for each in element.xpath(OWN):
            said = self.inline.raw(each)
            if tidy(said) or each.find(".//{*}quotedStructure") is None:
                runs += [Run(text="\n")] * bool(runs) + said
        return runs

    def list_of(self, element: Any, above: Node | None = None) -> None:
        """A list, whose lists of the next level stand beside their points (sublist) or in them."""
        last = above or self.text([])
        base = last
        for child in element:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            within = etree.QName(element).localname != "paragraph"
            if name in _POINTS or (name == "alinea" and (within or child.xpath(_PRECEDED))):
                last = self._member(child, base, name)
            elif name in ("sublist", "list"):
                self.list_of(child, last)
            elif name in ("crossHeading", *_HEADINGS) and within:
                self.heading_over(base, self.inline.text(child))
            elif name == "wrapUp" or (name == "intro" and etree.QName(element).localname == "sublist"):
                self.under(base, None, tidy(self._inside(child)))
        self.points = list(base.open_points())

    def _member(self, element: Any, base: Node, name: str) -> Node:
        """A point, or an unnumbered text (alinea), of a list under `base`."""
        for each in element.xpath(_HEADED):
            self.heading_over(base, self.inline.text(each))
        mark = None if name == "alinea" else mark_of(element)
        node = self.under(base, mark, tidy(self.own(element)))
        for each in element.iterfind("{*}list"):
            self.list_of(each, node)
        for each in element.xpath(QUOTED):
            self.quoted(each, node)
        for each in element.xpath(BLOCKS):
            self.inner(each, node)
        return node

    def quoted(self, structure: Any, node: Node | None) -> None:
        """A text that is quoted in a paragraph: its paragraphs are texts under it, its points are points of these."""
        base = last = node or self.text([])
        for child in structure:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name in _POINTS:
                self._member(child, last, name)
            elif name in ("list", "sublist"):
                self.list_of(child, last)
            elif name == "paragraph" and (mark := mark_of(child)):
                last = self.under(base, mark, tidy(self.own(child)))
                for each in child.iterfind("{*}list"):
                    self.list_of(each, last)
            elif name:
                last = self.under(base, None, tidy(self.own(child) or self.inline.raw(child)))

    def _inside(self, element: Any) -> list[Run]:
        runs: list[Run] = []
        for each in paragraphs(element):
            runs += [Run(text="\n")] * bool(runs) + self.inline.raw(each)
        return runs

    def list_of_items(self, element: Any, preamble: bool) -> None:
        """A list of blocks, with the words that introduce it: of the preamble, or a text."""
        node = (
            self.preambular(introduction(element, self.inline))
            if preamble
            else self.text(introduction(element, self.inline))
        )
        self._items(element, node or self.text([]))
        self.points = []

    def _items(self, element: Any, node: Node) -> None:
        """The items of a list of blocks, and of the lists in them; one without a number is a text of its own."""
        for item in element.iterfind("{*}item"):
            inner = item.findall("{*}blockList")
            runs = self._inside(item) if item.find("{*}p") is not None or not inner else []
            for each in inner:
                runs += [Run(text="\n")] * bool(runs) + introduction(each, self.inline)
            child = self.under(node, mark_of(item) if item.find("{*}num") is not None else None, tidy(runs))
            for each in inner:
                self._items(each, child)
        for each in element.iterfind("{*}listWrapUp"):
            self.under(node, None, self.inline.text(each))


_POINTS = ("point", "subparagraph", "indent", "level", "clause")
# What a paragraph or point holds beside its words and its list.
MEMBERS = "./*[" + " or ".join(f"local-name()='{name}'" for name in _POINTS) + "]"
BLOCKS = "./*[local-name()='content' or local-name()='intro']/*[not(local-name()='p')]"
OWN = (
    "./*[local-name()='content']/*[local-name()='p'] | ./*[local-name()='intro']/*[local-name()='p']"
    " | ./*[local-name()='list']/*[local-name()='intro']/*[local-name()='p']"
    " | ./*[local-name()='alinea'][not(preceding-sibling::*[local-name()='list' or local-name()='point'])]"
    "/*[local-name()='content']/*[local-name()='p']"
    " | ./*[(local-name()='heading' or local-name()='subheading') and local-name(..)='point'"
    " and not(following-sibling::*[local-name()='num'])]"
)


# Text that is quoted, as one that amends another is: it stands in a paragraph of the content.
QUOTED = (
    "./*[local-name()='content' or local-name()='intro']/*[local-name()='p']"
    "//*[local-name()='quotedStructure'][not(ancestor::*[local-name()='quotedStructure'])]"
)
_HEADINGS = ("heading", "subheading")
_PRECEDED = "preceding-sibling::*[local-name()='list' or local-name()='point']"
# The heading of a point that stands before its number.
_HEADED = "./*[(local-name()='heading' or local-name()='subheading') and following-sibling::*[local-name()='num']]"


def mark_of(element: Any) -> str:
    """The number of a paragraph, point or section as the file prints it."""
    found = element.find("{*}num")
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def introduction(element: Any, inline: Inline) -> list[Run]:
    """The words that introduce a list of blocks."""
    found = element.find("{*}listIntroduction")
    return inline.raw(found) if found is not None else []


def paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs of an element; the element itself where it has words and no paragraph."""
    found = element.findall("{*}p")
    yield from found or [element]
