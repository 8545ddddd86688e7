"""The blocks of an Akoma Ntoso text, in the order of the file, as clauses with labels by kind and place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from engross.akn import marks, tables
from engross.akn.inline import Inline, tidy
from engross.akn.scope import Node, Scope
from engross.model import Kind, Run, Shape

LEVELS = {"HCh": 1, "H1": 1, "TitleH2": 1, "H23": 2, "H4": 3, "H56": 4}
_NONE = Shape()
_HEADINGS = ("heading", "subheading")


@dataclass(slots=True)
class Flow(Scope):
    """A scope that is filled from the elements of a file."""

    def read(self, element: Any) -> None:
        """Everything in an element, in order."""
        for child in element:
            if isinstance(child.tag, str):
                self.take(child)

    def take(self, element: Any) -> None:
        """One element, by its name; what is not known is kept as a paragraph, and reported."""
        _READERS.get(etree.QName(element).localname, Flow._other)(self, element)

    def _other(self, element: Any) -> None:
        """An element nobody expects here: its words are kept as a paragraph, and it is reported."""
        name = etree.QName(element).localname
        self.inline.unread.append(name)
        self._p(element)

    def _formula(self, element: Any) -> None:
        for each in _paragraphs(element):
            self.add("F", Kind.CHAPEAU, self.inline.text(each))

    def _container(self, element: Any) -> None:
        if element.get("name") == "figure":
            self._figure(element)
            return
        for table in element.iterfind("{*}table"):
            self._table(table)
        rest = [each for each in element if isinstance(each.tag, str) and etree.QName(each).localname != "table"]
        inside = not self.annex and element.get("name") != "table"
        paragraphs = [each for each in rest if etree.QName(each).localname == "p"]
        if paragraphs:
            runs: list[Run] = []
            for number, each in enumerate(paragraphs):
                runs += [Run(text="\n")] * bool(number) + self.inline.raw(each)
            self._preambular(runs) if inside else self.text(runs)
        for each in rest:
            name = etree.QName(each).localname
            if name == "blockList":
                self._list_of_items(each, inside)
            elif name != "p":
                self.take(each)

    def _figure(self, element: Any) -> None:
        for each in element.iter("{*}img"):
            self.add("FIG", Kind.FIGURE, (Run(text=each.get("alt", "")),), Shape(picture=each.get("src", "")))

    def _preambular(self, runs: list[Run]) -> Node | None:
        """A preambular paragraph; an empty one, which some files have, is none."""
        if not tidy(runs):
            return None
        return self.add("PP", Kind.PREAMBULAR, tidy(runs))

    def _list_of_items(self, element: Any, preamble: bool) -> None:
        node = (
            self._preambular(_introduction(element, self.inline))
            if preamble
            else self.text(_introduction(element, self.inline))
        )
        self._items(element, node or self.text([]))
        self.points = []

    def _items(self, element: Any, node: Node) -> None:
        """The items of a list of blocks, and of the lists in them; one without a number is a text of its own."""
        for item in element.iterfind("{*}item"):
            inner = item.findall("{*}blockList")
            runs = self._inside(item) if item.find("{*}p") is not None or not inner else []
            for each in inner:
                runs += [Run(text="\n")] * bool(runs) + _introduction(each, self.inline)
            child = self.under(node, _mark(item) if item.find("{*}num") is not None else None, tidy(runs))
            for each in inner:
                self._items(each, child)
        for each in element.iterfind("{*}listWrapUp"):
            self.under(node, None, self.inline.text(each))

    def _block_list(self, element: Any) -> None:
        self._list_of_items(element, etree.QName(element.getparent()).localname == "preamble")

    def _block(self, element: Any) -> None:
        if element.get("name") == "subheading":
            self._head(element, 2)
        elif element.get("name") == "conclusions":
            self.add("CL", Kind.CLOSING, self.inline.text(element))
        else:
            self.text(self.inline.raw(element))

    def _cross_heading(self, element: Any) -> None:
        if element.get("refersTo") == "#preamble":
            self._preambular(self.inline.raw(element))
        elif element.get("refersTo") == "#enactingFormula":
            self.add("F", Kind.CHAPEAU, self.inline.text(element))
        else:
            self._head(element, 2)

    def _head(self, element: Any, level: int, number: str = "") -> None:
        runs = self.inline.text(element)
        if runs or number:
            self.add("H", Kind.HEADING, runs, Shape(level=level, number=number or None))

    def _section(self, element: Any) -> None:
        """A division of the body, whatever it is called: its number and heading, and what is in it."""
        mark, first = _mark(element), True
        level = min(1 + sum(etree.QName(each).localname in _DIVISIONS for each in element.iterancestors()), 3)
        for child in element:
            if not isinstance(child.tag, str) or etree.QName(child).localname == "num":
                continue
            name = etree.QName(child).localname
            if name in _HEADINGS:
                self._head(child, level if first else level + 1, mark if first else "")
                first = False
                continue
            if first and mark:
                self.add("H", Kind.HEADING, (Run(text=mark),), Shape(level=level))
            first = False
            self.take(child)

    def _li(self, element: Any) -> None:
        self.text(self.inline.raw(element))

    def _p(self, element: Any) -> None:
        names = {etree.QName(each).localname for each in element if isinstance(each.tag, str)}
        if names & {"docTitle", *_HEADINGS}:
            self._head(element, 1 if "docTitle" in names else 2)
        elif (runs := self.inline.raw(element)) and tidy(runs):
            self.text(runs)

    def _alinea(self, element: Any) -> None:
        for each in element.iter("{*}p"):
            self.text(self.inline.raw(each))

    def _paragraph(self, element: Any) -> None:
        crossed = element.findall("{*}crossHeading")
        for each in crossed:
            self._cross_heading(each)
        named = element.xpath(_NAMED)
        level = LEVELS.get(element.get("class", ""), 0)
        mark = _mark(element)
        headed = element.xpath("./*[local-name()='heading' or local-name()='subheading']")
        if headed and not level and element.find("{*}content") is not None and not _twice(element, headed):
            for each in headed:  # words follow under the heading, with the number that stands before them
                self._head(each, 2)
            self._words(element, mark, crossed)
        elif named or (level and not element.findall("{*}list")):
            self._heading_paragraph(element, level or 2, mark)
        else:
            self._words(element, mark, crossed)
        for each in element.iterfind("{*}list"):
            self._list(each, self.bearer)
        if element.xpath(_MEMBERS):
            self._list(element, self.bearer)
        for each in element.xpath(_BLOCKS):
            self._inner(each, self.bearer)

    def _words(self, element: Any, mark: str, crossed: list[Any]) -> None:
        """The words of a paragraph itself, by the number before them or at their head."""
        runs = self._own(element)
        if runs or not crossed:
            if not mark:
                mark, runs = marks.head(runs)
            self.numbered(mark, runs)

    def _inner(self, element: Any, node: Node | None) -> None:
        """A block within a paragraph or point that is no paragraph itself: a table, a list of blocks."""
        name = etree.QName(element).localname
        if name == "blockList" and node is not None:
            self._items(element, node)
        else:
            self.take(element)

    def _heading_paragraph(self, element: Any, level: int, mark: str) -> None:
        direct = element.xpath("./*[local-name()='heading' or local-name()='subheading']")
        inside = element.findall("{*}content/{*}p")
        if mark and not direct and not inside:
            self.add("H", Kind.HEADING, (Run(text=mark),), Shape(level=level))
        twice = _twice(element, direct)
        for number, each in enumerate(direct):
            self._head(each, level, mark if number == 0 and not twice else "")
        if twice:
            self.inline.doubled.append("".join("".join(each.itertext()) for each in direct))
            return
        for number, each in enumerate(inside):
            self._head(each, level, mark if number == 0 and not direct else "")

    def _own(self, element: Any) -> list[Run]:
        """The words of a paragraph or point itself: of its content, or of what introduces its list."""
        runs: list[Run] = []
        for each in element.xpath(_OWN):
            runs += [Run(text="\n")] * bool(runs) + self.inline.raw(each)
        return runs

    def _list(self, element: Any, above: Node | None = None) -> None:
        """A list, whose lists of the next level stand beside their points (sublist) or in them."""
        last = above or self.text([])
        base = last
        for child in element:
            name = etree.QName(child).localname if isinstance(child.tag, str) else ""
            if name in _POINTS or (name == "alinea" and etree.QName(element).localname != "paragraph"):
                last = self._member(child, base, name)
            elif name in ("sublist", "list"):
                self._list(child, last)
            elif name in ("crossHeading", *_HEADINGS) and etree.QName(element).localname != "paragraph":
                self.under(base, None, self.inline.text(child))
            elif name == "wrapUp" or (name == "intro" and etree.QName(element).localname == "sublist"):
                self.under(base, None, tidy(self._inside(child)))
        self.points = list(base.open_points())

    def _member(self, element: Any, base: Node, name: str) -> Node:
        """A point, or an unnumbered text (alinea), of a list under `base`."""
        for each in element.xpath(_HEADED):
            self.under(base, None, self.inline.text(each))
        mark = None if name == "alinea" else _mark(element)
        node = self.under(base, mark, tidy(self._own(element)))
        for each in element.iterfind("{*}list"):
            self._list(each, node)
        for each in element.xpath(_BLOCKS):
            self._inner(each, node)
        return node

    def _inside(self, element: Any) -> list[Run]:
        runs: list[Run] = []
        for each in _paragraphs(element):
            runs += [Run(text="\n")] * bool(runs) + self.inline.raw(each)
        return runs

    def _table(self, element: Any) -> None:
        self.counts["T"] = self.counts.get("T", 0) + 1
        label = f"{self.prefix}T{self.counts['T']}"
        caption = element.find("{*}caption")
        words = self.source(self.inline.text(caption)) if caption is not None else ""
        shape, rows = tables.read(element, self.inline)
        node = Node(label, Kind.TABLE, words, shape)
        for number, (cells, source) in enumerate(rows, 1):
            node.children.append(Node(f"{label}R{number}", Kind.ROW, source, Shape(cells=cells)))
        self.nodes.append(node)
        self.points, self.bearer = [], None

    def _conclusions(self, element: Any) -> None:
        for each in element.xpath(_LINES) or [element]:
            if runs := self.inline.text(each):
                self.add("CL", Kind.CLOSING, runs)


_DIVISIONS = frozenset(
    ["section", "part", "title", "division", "chapter", "article", "subsection", "subpart", "subchapter"]
)
_HOLDERS = (
    *("statement", "preamble", "mainBody", "body", "recitals", "citations", "content", "intro", "wrapUp"),
    *("tblock", "blockContainer", "hcontainer", "ul", "ol"),
)
# What reads an element of the text, by its name in the file; names of a file are looked up here and nowhere else.
_READERS: dict[str, Callable[[Flow, Any], None]] = {
    **dict.fromkeys(_HOLDERS, Flow.read),
    **dict.fromkeys(_DIVISIONS, Flow._section),
    **dict.fromkeys(("container", "recital", "citation"), Flow._container),
    "formula": Flow._formula,
    "block": Flow._block,
    "blockList": Flow._block_list,
    "crossHeading": Flow._cross_heading,
    "paragraph": Flow._paragraph,
    "p": Flow._p,
    "li": Flow._li,
    "alinea": Flow._alinea,
    "list": Flow._list,
    "table": Flow._table,
    "figure": Flow._figure,
    "conclusions": Flow._conclusions,
}
_POINTS = ("point", "subparagraph", "indent", "level", "clause")
# What a paragraph or point holds beside its words and its list.
_MEMBERS = "./*[" + " or ".join(f"local-name()='{name}'" for name in _POINTS) + "]"
_BLOCKS = "./*[local-name()='content' or local-name()='intro']/*[not(local-name()='p')]"
_LINES = ".//*[local-name()='p'][not(ancestor::*[local-name()='authorialNote'])]"

_OWN = (
    "./*[local-name()='content']/*[local-name()='p'] | ./*[local-name()='intro']/*[local-name()='p']"
    " | ./*[local-name()='list']/*[local-name()='intro']/*[local-name()='p']"
    " | ./*[local-name()='alinea']/*[local-name()='content']/*[local-name()='p']"
    " | ./*[(local-name()='heading' or local-name()='subheading') and local-name(..)='point'"
    " and not(following-sibling::*[local-name()='num'])]"
)


_NAMED = (
    "./*[local-name()='heading' or local-name()='subheading']"
    " | ./*[local-name()='content']/*[local-name()='p']/*[local-name()='heading' or local-name()='subheading']"
)


def _twice(element: Any, direct: list[Any]) -> bool:
    """Whether a paragraph says in its content what its heading says."""
    inside = element.findall("{*}content/{*}p")
    return bool(direct and inside) and _same(direct, [*element.iterfind("{*}num"), *inside])


def _same(ones: list[Any], others: list[Any]) -> bool:
    """Whether two groups of elements say the same, white space apart."""
    said = ["".join("".join("".join(each.itertext()).split()) for each in group) for group in (ones, others)]
    return said[0] == said[1]


# The heading of a point that stands before its number.
_HEADED = "./*[(local-name()='heading' or local-name()='subheading') and following-sibling::*[local-name()='num']]"


def _mark(element: Any) -> str:
    """The number of a paragraph, point or section as the file prints it."""
    found = element.find("{*}num")
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _introduction(element: Any, inline: Inline) -> list[Run]:
    """The words that introduce a list of blocks."""
    found = element.find("{*}listIntroduction")
    return inline.raw(found) if found is not None else []


def _paragraphs(element: Any) -> Iterator[Any]:
    """The paragraphs of an element; the element itself where it has words and no paragraph."""
    found = element.findall("{*}p")
    yield from found or [element]
