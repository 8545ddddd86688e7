"""The blocks of an Akoma Ntoso text, in the order of the file, as clauses with labels by kind and place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree

from engross.akn import headings, marks, tables, votes
from engross.akn.inline import tidy
from engross.akn.lists import BLOCKS, MEMBERS, OWN, QUOTED, Lists, mark_of, paragraphs
from engross.akn.scope import Node
from engross.model import Kind, Run, Shape, notation

LEVELS = {"HCh": 1, "H1": 1, "TitleH2": 1, "H23": 2, "H4": 3, "H56": 4}
_NONE = Shape()
_HEADINGS = ("heading", "subheading")


@dataclass(slots=True)
class Flow(Lists):
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
        for each in paragraphs(element):
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
            self.preambular(runs) if inside else self.text(runs)
        for each in rest:
            name = etree.QName(each).localname
            if name == "blockList":
                self.list_of_items(each, inside)
            elif name != "p":
                self.take(each)

    def _figure(self, element: Any) -> None:
        for each in element.iter("{*}img"):
            self.add("FIG", Kind.FIGURE, (Run(text=each.get("alt", "")),), Shape(picture=each.get("src", "")))

    def preambular(self, runs: list[Run]) -> Node | None:
        """A preambular paragraph; an empty one, which some files have, is none."""
        if not tidy(runs):
            return None
        if found := headings.of_bold(runs, "", self.inline.language):
            self._bold(*found)
            return None
        return self.add("PP", Kind.PREAMBULAR, tidy(runs))

    def _block_list(self, element: Any) -> None:
        self.list_of_items(element, etree.QName(element.getparent()).localname == "preamble")

    def _block(self, element: Any) -> None:
        if element.get("name") == "subheading":
            self._head(element, 2)
        elif element.get("name") == "conclusions":
            self.add("CL", Kind.CLOSING, self.inline.text(element))
        else:
            self.text(self.inline.raw(element))

    def _cross_heading(self, element: Any) -> None:
        if element.get("refersTo") == "#preamble":
            self.preambular(self.inline.raw(element))
        elif element.get("refersTo") == "#enactingFormula":
            self.add("F", Kind.CHAPEAU, self.inline.text(element))
        else:
            self._head(element, 2)

    def _head(self, element: Any, level: int, number: str = "") -> None:
        self._heading(headings.plain(self.inline.text(element), self.inline.language), level, number)

    def _heading(self, runs: tuple[Run, ...], level: int, number: str = "") -> None:
        """A heading; a numeral that stands over it as one is its number."""
        above = self.nodes[-1] if self.nodes else Node("", Kind.TEXT)
        said = "".join(run.text for run in runs)
        bare = notation.plain(above.source) if above.kind is Kind.HEADING and not above.shape.number else ""
        if runs and not number and headings.numeral(bare) and not headings.numeral(said):
            above.source, above.shape = self.source(runs), replace(above.shape, number=bare)
        elif runs or number:
            self.add("H", Kind.HEADING, runs, Shape(level=level, number=number or None))

    def _bold(self, number: str, runs: list[Run]) -> None:
        """A heading that the file has as a bold paragraph; what opens an annex is its heading and its title."""
        said = [each for each in self.nodes if each.shape.number or each.source]
        opening = self.annex and len(said) < _OPENING and all(each.kind is Kind.HEADING for each in said)
        last = self.nodes[-1] if self.nodes else Node("", Kind.TEXT)
        titled = (
            last.kind is Kind.HEADING and last.shape.level == 1 and headings.opens_annex(notation.plain(last.source))
        )
        annexed = self.annex and (titled or headings.opens_annex("".join(run.text for run in runs)))
        self._heading(tidy(runs), 1 if opening or annexed else 2, number)

    def _section(self, element: Any) -> None:
        """A division of the body, whatever it is called: its number and heading, and what is in it."""
        mark, first = mark_of(element), True
        level = min(1 + sum(etree.QName(each).localname in _DIVISIONS for each in element.iterancestors()), 3)
        for child in element:
            if not isinstance(child.tag, str) or etree.QName(child).localname == "num":
                continue
            name = etree.QName(child).localname
            if name in _HEADINGS:
                self._head(child, level if first else level + 1, mark if first else "")
                first = False
                continue
            if first and not mark and _only_number(child):
                mark = mark_of(child)
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
        elif _only_number(element):
            self._heading(self.inline.text(element.find("{*}num")), 2)
        elif (runs := self.inline.raw(element)) and tidy(runs):
            self._said(runs, "")

    def _alinea(self, element: Any) -> None:
        for each in element.iter("{*}p"):
            self.text(self.inline.raw(each))

    def _paragraph(self, element: Any) -> None:
        crossed = element.findall("{*}crossHeading")
        for each in crossed:
            self._cross_heading(each)
        self._paragraph_itself(element, crossed)
        if element.xpath(MEMBERS) or element.xpath(_BEHIND):
            self.list_of(element, self.bearer)
        else:
            for each in element.iterfind("{*}list"):
                self.list_of(each, self.bearer)
        for each in element.xpath(QUOTED):
            self.quoted(each, self.bearer)
        for each in element.xpath(BLOCKS):
            self.inner(each, self.bearer)

    def _paragraph_itself(self, element: Any, crossed: list[Any]) -> None:
        """The heading or the words of a paragraph, or both, with its number."""
        level = LEVELS.get(element.get("class", ""), 0)
        mark = mark_of(element)
        headed = element.xpath(_HEADED_BY)
        worded = bool(element.xpath(OWN)) and not (level and element.find("{*}list") is None)
        if headed and worded and not _twice(element, headed):
            for each in headed:  # words follow under the heading, with the number that stands before them
                self._head(each, level or 2)
            self._words(element, mark, crossed)
        elif element.xpath(_NAMED) or (level and not element.findall("{*}list")):
            self._heading_paragraph(element, level or 2, mark)
        else:
            self._words(element, mark, crossed)

    def _words(self, element: Any, mark: str, crossed: list[Any]) -> None:
        """The words of a paragraph itself, by the number before them or at their head.

        A number without words is that of the words that follow: some files have an empty paragraph for it.
        """
        runs = self.own(element)
        alone = not tidy(runs) and element.find("{*}list") is None and not element.xpath(MEMBERS)
        if mark and alone and not element.xpath(BLOCKS):
            self.flush()
            self.waiting = mark
            return
        if runs or not crossed:
            if not mark:
                mark, runs = marks.head(runs)
            if not mark and tidy(runs):
                mark, self.waiting = self.waiting, ""
            bears = element.find("{*}list") is not None or bool(element.xpath(MEMBERS))
            self.numbered(mark, runs) if bears else self._said(runs, mark)

    def _said(self, runs: list[Run], mark: str) -> None:
        """A paragraph of words: a heading where it is bold as a whole."""
        if found := headings.of_bold(runs, mark, self.inline.language):
            self._bold(*found)
        else:
            self.numbered(mark, runs)

    def _heading_paragraph(self, element: Any, level: int, mark: str) -> None:
        direct = element.xpath("./*[local-name()='heading' or local-name()='subheading']")
        inside = [*element.findall("{*}content/{*}p"), *element.findall("{*}p")]
        if mark and not direct and not inside:
            self.add("H", Kind.HEADING, (Run(text=mark),), Shape(level=level))
        twice = _twice(element, direct)
        for number, each in enumerate(direct):
            self._head(each, level, mark if number == 0 and not twice else "")
        if twice:
            self.inline.doubled.append("".join("".join(each.itertext()) for each in direct))
            return
        for number, each in enumerate(inside):
            said = each.find("{*}num") if _only_number(each) else each
            self._head(said, level, mark if number == 0 and not direct else "")

    def _table(self, element: Any) -> None:
        self.flush()
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
            for runs in votes.lines(each, self.inline):
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
    "list": Flow.list_of,
    "table": Flow._table,
    "figure": Flow._figure,
    "conclusions": Flow._conclusions,
}
_OPENING = 2  # headings that open an annex: its own, and the title of what is annexed
_HEADED_BY = "./*[local-name()='heading' or local-name()='subheading']"
# What goes on under a paragraph behind its list.
_BEHIND = "./*[local-name()='alinea'][preceding-sibling::*[local-name()='list' or local-name()='point']]"
_LINES = ".//*[local-name()='p'][not(ancestor::*[local-name()='authorialNote'])]"

_NAMED = (
    "./*[local-name()='heading' or local-name()='subheading']"
    " | ./*[local-name()='content']/*[local-name()='p']/*[local-name()='heading' or local-name()='subheading']"
)


def _only_number(element: Any) -> bool:
    """Whether a paragraph holds a number and no words: `<p><num>I</num></p>`."""
    held = [each for each in element if isinstance(each.tag, str)]
    plain = (element.text or "") + "".join(each.tail or "" for each in held)
    return [etree.QName(each).localname for each in held] == ["num"] and not plain.strip()


def _twice(element: Any, direct: list[Any]) -> bool:
    """Whether a paragraph says in its content what its heading says."""
    inside = element.findall("{*}content/{*}p")
    return bool(direct and inside) and _same(direct, [*element.iterfind("{*}num"), *inside])


def _same(ones: list[Any], others: list[Any]) -> bool:
    """Whether two groups of elements say the same, white space apart."""
    said = ["".join("".join("".join(each.itertext()).split()) for each in group) for group in (ones, others)]
    return said[0] == said[1]
