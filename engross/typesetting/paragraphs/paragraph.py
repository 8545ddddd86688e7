"""A paragraph as the engine hands it over (a line box before layout), read once: its texts, boxes and places.

Imported only when a page is set.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.ffi import TO_UNITS

from engross.typesetting.paragraphs import shape
from engross.typesetting.paragraphs.shape import Shaped

TEXT, ATOM, BREAK = "text", "atom", "break"
OBJECT = "\ufffc"  # stands in the text for a box that is no text
_WHITE_SPACE = re.compile("[ \\t\\n]+")
_COLLAPSING = ("normal", "nowrap", "pre-line")
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ODD = frozenset("\t\f\r\x0b\u0085\u2028\u2029")
_SIDES = ("top", "right", "bottom", "left")
NOTHING_AROUND = {
    **{f"{kind}_{side}": 0 for kind in ("margin", "padding") for side in _SIDES},
    **{f"border_{side}_width": 0 for side in _SIDES},
    **{"width": "auto", "height": "auto", "min_width": 0, "min_height": 0},
    **{"max_width": float("inf"), "max_height": float("inf")},
}


class Unfit(Exception):
    """The paragraph holds something that only the engine's own way sets; the text says what."""


@dataclass(slots=True)
class Leaf:
    """A text, a box that is no text, or a line break; `x` is where its content begins on one endless line (units)."""

    kind: str
    box: Any
    path: tuple[int, ...]
    at: int
    stop: int
    text: str
    style: Any
    x: float = 0.0
    ahead: float = 0.0
    behind: float = 0.0
    shaped: Shaped | None = None
    width: float = 0.0
    line_height: float = 0.0
    wraps: bool = True
    raised: bool = False
    laid: Any = None

    def byte(self, char: int) -> int:
        """The byte in the leaf at which a character of the paragraph begins."""
        assert self.shaped is not None
        return self.shaped.byte(char - self.at)


@dataclass(slots=True)
class Node:
    """An inline box (or the line box itself) with its children, and the leaves from `first` up to `last` in it."""

    box: Any
    path: tuple[int, ...]
    kids: list["Node | Leaf"]
    first: int
    last: int = -1
    ltr: bool = True
    raised: bool = False
    line_height: float = 0.0
    baseline: float = 0.0


@dataclass(slots=True)
class Laid:
    """A box that is no text, laid out; and what it brings to the lists of positioned boxes."""

    box: Any
    absolutes: list[Any] = field(default_factory=list)
    fixed: list[Any] = field(default_factory=list)


class Paragraph:
    """What does not depend on how lines are broken; raises Unfit."""

    def __init__(self, context: Any, box: Any, block: Any) -> None:
        self.context, self.box, self.block = context, box, block
        self.block_width = block.width
        self.sized = self.plain = False
        style = box.style
        white_space = style["white_space"]
        marker = (box.element_tag or "").endswith("::marker")
        if white_space == "pre-wrap" and not marker:
            raise Unfit("white-space: pre-wrap")
        if box.text_overflow != "clip":
            raise Unfit("text-overflow")
        self.ltr = style["direction"] == "ltr"
        self.collapses = white_space in _COLLAPSING
        self.wraps = white_space in ("normal", "pre-line")
        self.leaves: list[Leaf] = []
        self.starts: list[int] = []
        self.aligned = True
        self._at, self._pending = 0, 0.0
        box.__dict__.update(NOTHING_AROUND)
        self.root = self._read(box, ())
        if not self.leaves:
            raise Unfit("no content")
        self.text = "".join(leaf.text for leaf in self.leaves)
        self._refuse_characters()
        self._shape()
        self._trim()

    def _refuse_characters(self) -> None:
        found = _ODD.intersection(self.text) or _BIDI_CONTROLS.intersection(self.text)
        if found:
            raise Unfit(f"the character U+{ord(min(found)):04X}")

    def _shape(self) -> None:
        x = 0.0
        for leaf in self.leaves:
            x += leaf.ahead
            leaf.x = x
            if leaf.kind == TEXT:
                leaf.shaped = shape.shape(leaf.text, leaf.style)
                leaf.width = leaf.shaped.width
            x += leaf.width + leaf.behind
        self.width = x

    def pack(self) -> None:
        """Keep of the glyphs what drawing needs; all else is made again when it is asked for."""
        for leaf in self.leaves:
            if leaf.shaped is not None:
                for run in leaf.shaped.runs:
                    run.pack()

    def _trim(self) -> None:
        """Find where content begins and ends: spaces at both ends are not set."""
        text = self.text
        self.lead, self.content = 0, len(text)
        if self.collapses:
            self.lead = len(text) - len(text.lstrip(" "))
            self.content = len(text.rstrip(" "))
            if self.content and text[self.content - 1] == "\n":
                self.content = len(text[: self.content - 1].rstrip(" "))
        if self.content <= self.lead:
            raise Unfit("no content")

    def _read(self, box: Any, path: tuple[int, ...], raised: bool = False) -> Node:
        style = box.style
        node = Node(box, path, [], len(self.leaves), ltr=style["direction"] == "ltr", raised=raised)
        node.line_height, node.baseline = shape.lead(style)
        for index, child in enumerate(box.children):
            kind = type(child)
            if kind is boxes.TextBox:
                if child.text:
                    self._read_text(child, (*path, index), node)
            elif kind is boxes.InlineBox:
                self._read_inline(child, (*path, index), node)
            elif kind in (boxes.InlineBlockBox, boxes.InlineReplacedBox):
                self._read_atom(child, (*path, index), node)
            else:
                raise Unfit(f"a {kind.__name__} in a line")
        node.last = len(self.leaves) - 1
        return node

    def _read_text(self, child: Any, path: tuple[int, ...], node: Node) -> None:
        style = child.style
        white_space = style["white_space"]
        if style["font_size"] <= 0:
            raise Unfit("font-size: 0")
        if not node.ltr and shape.spacing(style):
            raise Unfit("letter-spacing from right to left")
        child.__dict__.update(NOTHING_AROUND)
        text = child.text
        if "\n" in text and white_space in ("normal", "nowrap"):  # the engine forgets to fold these in a footnote
            text = _WHITE_SPACE.sub(" ", text)
        if "\n" in text and text != "\n":
            raise Unfit("a line break kept inside a text")
        self._add(Leaf(BREAK if text == "\n" else TEXT, child, path, 0, 0, text, style), node, white_space)

    def _add(self, leaf: Leaf, node: Node, white_space: str) -> None:
        leaf.at, leaf.stop = self._at, self._at + len(leaf.text)
        leaf.ahead, self._pending, self._at = self._pending, 0.0, leaf.stop
        leaf.wraps, leaf.raised = white_space in ("normal", "pre-line"), node.raised
        leaf.line_height = shape.lead(leaf.style)[0]
        self.leaves.append(leaf)
        self.starts.append(leaf.at)
        node.kids.append(leaf)

    def _read_inline(self, child: Any, path: tuple[int, ...], node: Node) -> None:
        style = child.style
        if not child.is_in_normal_flow() or child.is_leader or style["position"] != "static":
            raise Unfit("a leader" if child.is_leader else "a positioned box in a line")
        resolve_percentages(child, self.block)
        if child.margin_left == "auto":
            child.margin_left = 0
        if child.margin_right == "auto":
            child.margin_right = 0
        left = (child.margin_left + child.border_left_width + child.padding_left) * TO_UNITS
        right = (child.margin_right + child.border_right_width + child.padding_right) * TO_UNITS
        if (left or right) and style["box_decoration_break"] == "clone":
            raise Unfit("box-decoration-break: clone")
        self.sized = self.sized or bool(left or right)
        self.aligned = self.aligned and style["vertical_align"] == "baseline"
        opens, closes = (left, right) if style["direction"] == "ltr" else (right, left)
        self._pending += opens
        before = len(self.leaves)
        node.kids.append(self._read(child, path, node.raised or _is_raised(style["vertical_align"])))
        if len(self.leaves) > before:
            self.leaves[-1].behind += closes
        elif opens or closes:
            raise Unfit("an empty box with a width")

    def _read_atom(self, child: Any, path: tuple[int, ...], node: Node) -> None:
        if not child.is_in_normal_flow() or child.style["position"] != "static":
            raise Unfit("a positioned box in a line")
        self.sized, self.aligned = True, False
        leaf = Leaf(ATOM, child, path, 0, 0, OBJECT, child.style)
        leaf.laid = self.lay_out(leaf)
        leaf.width = leaf.laid.box.margin_width() * TO_UNITS
        self._add(leaf, node, node.box.style["white_space"])

    def lay_out(self, leaf: Leaf) -> Laid:
        """A box that is no text, laid out by the engine."""
        laid = Laid(None)
        child = leaf.box
        resolve_percentages(child, self.block)
        laid.box = inline.atomic_box(self.context, child, 0, None, self.block, laid.absolutes, laid.fixed)
        laid.box.position_x = laid.box.position_y = 0
        return laid

    def leaf_index(self, char: int) -> int:
        """The leaf that holds a character."""
        return bisect_right(self.starts, char) - 1

    def positions(self) -> tuple[list[float], dict[int, float], dict[int, float]]:
        """Where each character begins (units); at borders of leaves, where a line that ends or begins there does.

        A character inside a ligature is given its share of the ligature.
        """
        xs: list[float] = []
        ends: dict[int, float] = {}
        begins: dict[int, float] = {}
        for leaf in self.leaves:
            begins[leaf.at] = leaf.x - leaf.ahead
            if leaf.shaped is None:
                xs.append(leaf.x)
            else:
                _text_positions(leaf.shaped, leaf.x, xs)
            ends[leaf.stop] = leaf.x + leaf.width + leaf.behind
        xs.append(self.width)
        return xs, ends, begins

    def char_of(self, skip: Any) -> int:
        """The character at which the engine's way of saying where a line begins points."""
        if skip is None:
            return self.lead
        node: Node | Leaf = self.root
        at = 0
        while skip is not None:
            ((index, skip),) = skip.items()
            if isinstance(node, Leaf):
                if node.shaped is None:
                    at = node.stop if index else node.at
                else:
                    at = node.at + len(node.shaped.data[:index].decode())
                break
            depth = len(node.path)
            kid = next((kid for kid in node.kids if kid.path[depth] >= index), None)
            if kid is None:
                return self._behind(node)
            node = kid
            at = node.at if isinstance(node, Leaf) else self._start_of(node)
        while at < len(self.text) and self.text[at] == " ":
            at += 1
        return at

    def _behind(self, node: Node) -> int:
        return self.leaves[node.last].stop if node.last >= node.first else self._start_of(node)

    def _start_of(self, node: Node) -> int:
        return self.leaves[node.first].at if node.first < len(self.leaves) else len(self.text)

    def skip_of(self, char: int) -> Any:
        """The engine's way of saying that a line begins at a character."""
        leaf = self.leaves[self.leaf_index(char)]
        value: Any = None
        if leaf.kind == TEXT and (byte := leaf.byte(char)):
            value = {byte: None}
        for depth in range(len(leaf.path) - 1, -1, -1):
            index = leaf.path[depth]
            if value is None and not index and depth:
                continue
            value = {index: value}
        return value


def _is_raised(align: Any) -> bool:
    """Whether a box with this vertical-align stands over the line, as the call of a note does."""
    return align == "super" or (isinstance(align, int | float) and align > 0)


def _text_positions(shaped: Shaped, x: float, xs: list[float]) -> None:
    """Append where each character of a text begins."""
    table = shaped.bytes_at
    for run in shaped.runs:
        reach, first = run.reach, run.first
        if table is None:
            places: Any = range(run.start, run.end)
        else:
            places = table[bisect_left(table, run.start) : bisect_left(table, run.end)]
        if len(first) == run.count == len(places):
            xs += [x + each for each in reach[:-1]]
        else:
            xs += _cluster_positions(run, places, x)
        x += reach[-1]


def _cluster_positions(run: Any, places: Any, x: float) -> list[float]:
    """As above for a run in which some clusters hold several characters or glyphs."""
    found: list[float] = []
    opens: list[int] = []
    for byte in (*places, run.end):
        index = run.first.get(byte) if byte < run.end else run.count
        if index is None:
            opens.append(len(found))
            found.append(0.0)
            continue
        reached = x + run.reach[index]
        if opens:
            begun = found[opens[0] - 1] if opens[0] else x
            for number, place in enumerate(opens, 1):
                found[place] = begun + (reached - begun) * number / (len(opens) + 1)
            opens.clear()
        found.append(reached)
    return found[:-1]
