"""The engine's line boxes out of a plan: each line is finished when the engine asks for it, on whatever page that is.

Imported only when a page is set.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.layout import inline
from weasyprint.layout.percent import resolve_one_percentage
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

from engross.typesetting.paragraphs.breaker import HYPHEN
from engross.typesetting.paragraphs.draw import Piece
from engross.typesetting.paragraphs.paragraph import Laid, Leaf, Node, Paragraph, Unfit
from engross.typesetting.paragraphs.parts import Part, move, parts_of
from engross.typesetting.paragraphs.plan import Line, Plan
from engross.typesetting.paragraphs.plan_han import plan_of
from engross.typesetting.paragraphs.rules import Rules
from engross.typesetting.paragraphs.stretch import stretch
from engross.typesetting.paragraphs.turns import NEXT_PAGE, Turns

_AT_HAND = 64  # paragraphs whose plans are kept: that of a page or two, for lines asked for again


@dataclass(slots=True)
class Setting:
    """The rules of the page being set, its paragraphs, and the count of what was built and what refused, and why."""

    rules: Rules
    plan: Callable[[Paragraph, Rules], Plan] = plan_of
    built: int = 0
    lines: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wide: dict[str, None] = field(default_factory=dict)  # figures wider than their columns
    paragraphs: dict[int, tuple[Any, "Build | str"]] = field(default_factory=dict)

    def build_of(self, box: Any) -> "Build | str | None":
        """The build of a paragraph, if it is at hand, or why there is none; what is asked for stays longest."""
        known = self.paragraphs.pop(id(box), None)
        if known is None:
            return None
        self.paragraphs[id(box)] = known
        return known[1]

    def keep(self, box: Any, build: "Build | str") -> None:
        """Keep a build at hand, and let go of the one not asked for longest."""
        self.paragraphs[id(box)] = (box, build)
        if len(self.paragraphs) > _AT_HAND:
            _, gone = self.paragraphs.pop(next(iter(self.paragraphs)))
            if not isinstance(gone, str):
                gone.para.pack()

    def forget(self) -> None:
        """Let go of the paragraphs, when all lines are made."""
        self.paragraphs.clear()


def line_boxes(setting: Setting, stock: Callable[..., Any]) -> Callable[..., Iterator[tuple[Any, Any]]]:
    """The function that gives the engine the lines of a paragraph, as (line box, where the next line begins)."""

    def lines(
        context: Any, box: Any, y: float, bottom: float, skip: Any, block: Any, absolutes: Any, fixed: Any, *first: Any
    ) -> Iterator[tuple[Any, Any]]:
        try:
            build = _build_of(setting, context, box, y, block, first)
        except Unfit as unfit:
            if skip is None:
                setting.refused[str(unfit)] += 1
            yield from stock(context, box, y, bottom, skip, block, absolutes, fixed, *first)
            return
        if skip is None:
            setting.built += 1
        for line, resume in build.lines(y, bottom, skip, block, absolutes, fixed):
            setting.lines += 1
            yield line, resume
        setting.wide |= dict.fromkeys(build.plan.too_wide)

    return lines


def _build_of(setting: Setting, context: Any, box: Any, y: float, block: Any, first: tuple[Any, ...]) -> "Build":
    """The paragraph's build, made once; Unfit when the engine has to set it."""
    if any(first):
        raise Unfit("::first-letter or ::first-line")
    if any(each.position_y + each.margin_height() > y for each in context.excluded_shapes):
        raise Unfit("a float beside it")
    known = setting.build_of(box)
    if isinstance(known, str):
        raise Unfit(known)
    if known is not None:
        known.para.context = context
    if known is None or (known.para.sized and known.para.block_width != block.width):
        try:
            paragraph = Paragraph(context, box, block)
        except Unfit as unfit:
            setting.keep(box, str(unfit))
            raise
        known = Build(paragraph, setting.plan(paragraph, setting.rules))
        setting.keep(box, known)
    return known


class Build:
    """Makes the lines of one paragraph."""

    def __init__(self, para: Paragraph, plan: Plan) -> None:
        self.para, self.plan, self.turns = para, plan, Turns(para, plan)
        style = para.box.style
        self.align = style["text_align_all"]
        last = style["text_align_last"]
        self.align_last = last if last != "auto" else "start" if self.align == "justify" else self.align

    def lines(
        self, y: float, bottom: float, skip: Any, block: Any, absolutes: list[Any], fixed: list[Any]
    ) -> Iterator[tuple[Any, Any]]:
        """(line box, where the next line begins) from a place on; the last place is None.

        Behind a line that does not fit there are no more than the widows' rule asks for: of one more the engine
        would conclude that it may send notes to the next page, away from their calls, to make room for the line.
        """
        para, width, indent = self.para, block.width, 0.0
        if skip is None:
            resolve_one_percentage(para.box, "text_indent", width)
            indent = float(para.box.text_indent)
        start = para.char_of(skip)
        if start >= para.content:
            return
        planned = self.plan.lines(width * TO_UNITS, indent * TO_UNITS, start)
        planned, stay = self.turns.foreseen([], planned, (y, bottom), width, indent)
        number, x, left, foot = 0, block.content_box_x(), len(planned), para.context.page_bottom
        while number < len(planned) and left:
            if para.context.page_bottom != foot:  # notes were put there
                foot, done = para.context.page_bottom, planned[:number]
                rest, stay = self.turns.foreseen(done, planned[number:], (y, bottom), width, indent)
                planned, stay = [*done, *rest], number + stay
            line = planned[number]
            y += NEXT_PAGE if number == stay else 0.0
            box = self.finish(line, (x, y), width, indent)
            if line.kind == HYPHEN and self.turns.turns(box, planned, number, bottom):
                planned, over = self.turns.without_hyphen(planned, number, width, indent)
                box = self.finish(line := planned[number], (x, y + over), width, indent)
            for laid in self.used:
                absolutes += laid.absolutes
                fixed += laid.fixed
            y, indent = box.position_y + box.height, 0.0
            left -= 1
            if number and para.context.overflows_page(bottom, y):
                left = min(left, para.block.style["widows"] - 1)
            number += 1
            yield box, None if line.next is None else para.skip_of(line.next)

    def finish(self, line: Line, place: tuple[float, float], width: float, indent: float) -> Any:
        """The line box of a planned line, in its place (px)."""
        para = self.para
        parts = parts_of(para, line)
        box = para.box.copy_with_children(())
        room = width - indent + self.plan.overhang(line) * FROM_UNITS
        self.extra = 0.0
        moves = self.plan.moves(line, room * TO_UNITS)
        if moves is not None:
            move(parts, moves)
        natural = sum(part.width for part in parts.values())
        if para.sized:
            natural = self._place(para.root, parts, 0.0, line)[1]
        if self.plan.kashida and not line.last and room > natural:
            stretch(parts, room - natural, self.plan.kashida)
            natural = sum(part.width for part in parts.values())
            if para.sized:
                natural = self._place(para.root, parts, 0.0, line)[1]
        shift = self._align(line, parts, room - natural)
        left = place[0] + shift + (indent if para.ltr else 0.0) - self.plan.trim(line) * FROM_UNITS
        box.children, end = self._place(para.root, parts, left, line)
        box.width, box.position_x, box.text_indent = end - left, left, 0
        box.resume_at = None
        self._settle(box, place[1])
        self.used = [part.laid for part in parts.values() if part.laid]
        return box

    def _align(self, line: Line, parts: dict[int, Part], spare: float) -> float:
        """How far the line stands from the left (px); sets what is added to each space."""
        align = self.align_last if line.last else self.align
        ltr = self.para.ltr
        if align == "justify" or (line.last and self.align == "justify" and spare < 0):
            gaps = sum(part.gaps for part in parts.values() if part.moves is None)
            if gaps and self.para.collapses:
                self.extra = spare / gaps
                return 0.0
            align = "start"
        if align == "center":
            return max(0.0, spare / 2) if ltr else max(spare / 2, min(spare, 0.0))
        if align in ("start", "end"):
            align = "left" if (align == "start") == ltr else "right"
        if align == "right":
            return spare if not ltr else max(0.0, spare)
        return 0.0 if ltr else min(0.0, spare)

    def _place(self, node: Node, parts: dict[int, Part], x: float, line: Line) -> tuple[list[Any], float]:
        """The boxes of a node in the line, from x on; and where they end."""
        placed: list[Any] = []
        for kid in node.kids if node.ltr else reversed(node.kids):
            if isinstance(kid, Leaf):
                part = parts.get(self.para.leaf_index(kid.at))
                if part is not None:
                    box = self._text_box(part, x) if part.laid is None else self._atom_box(part.laid, x)
                    x += box.width if part.laid is None else part.width
                    placed.append(box)
            elif self._shows(kid, parts, line):
                box, x = self._inline_box(kid, parts, x, line)
                placed.append(box)
        if not node.ltr:
            placed.reverse()
        return placed, x

    def _shows(self, node: Node, parts: dict[int, Part], line: Line) -> bool:
        """Whether an inline box has a part in the line; an empty one stands where its place in the text is."""
        if node.last >= node.first:
            return any(index in parts for index in range(node.first, node.last + 1))
        leaves = self.para.leaves
        at = leaves[node.first].at if node.first < len(leaves) else len(self.para.text)
        return line.start <= at and (line.next is None or at < line.next)

    def _inline_box(self, node: Node, parts: dict[int, Part], x: float, line: Line) -> tuple[Any, float]:
        box = node.box.copy_with_children(())
        if node.last >= node.first:
            leaves, begun = self.para.leaves, line.start
            while begun and self.para.text[begun - 1] == " ":
                begun -= 1
            begins = leaves[node.first].at >= begun
            ends = line.next is None or leaves[node.last].stop <= line.next
            if not (begins and ends):
                box.remove_decoration_sides = set()
                box.remove_decoration(start=not begins, end=not ends)
        box.position_x = x
        x += box.margin_left + box.border_left_width + box.padding_left
        box.children, end = self._place(node, parts, x, line)
        box.width = end - x
        box.baseline, box.height = node.baseline, box.style["font_size"]
        half = (node.line_height - box.height) / 2
        box.margin_top = half - box.border_top_width - box.padding_top
        box.margin_bottom = half - box.border_bottom_width - box.padding_bottom
        return box, end + box.padding_right + box.border_right_width + box.margin_right

    def _text_box(self, part: Part, x: float) -> Any:
        leaf = part.leaf
        box = leaf.box.copy_with_text(part.text)
        piece = box.pango_layout = Piece(part.text, part.segments, leaf.style, not self.para.ltr)
        piece.before = self.para.text[part.start - 1 : part.start]
        box.position_x, box.width = x, part.width
        if part.moves is None:
            piece.extra = box.justification_spacing = self.extra
            box.width += self.extra * part.gaps
        else:
            piece.moves = part.moves
        box.height = part.ascent + part.descent
        box.margin_top = box.margin_bottom = (leaf.line_height - box.height) / 2
        box.baseline = part.ascent + box.margin_top
        return box

    def _atom_box(self, laid: Laid, x: float) -> Any:
        laid.box.translate(x - laid.box.position_x, 0)
        return laid.box

    def _settle(self, box: Any, y: float) -> None:
        """Give the line its height and all in it their heights on the page."""
        root = self.para.root
        box.baseline, box.height = root.baseline, box.style["font_size"]
        box.margin_top = box.margin_bottom = (root.line_height - box.height) / 2
        box.position_y = 0.0
        if self.para.aligned:
            top, bottom = -root.baseline, root.line_height - root.baseline
            inside = list(_within(box))
            for each in inside:
                height = each.margin_height()
                each.position_y = -each.baseline
                top, bottom = min(top, -each.baseline), max(bottom, height - each.baseline)
            for each in inside:
                each.position_y += y - top
        else:
            bottom, top = inline.line_box_verticality(box)
            for child in box.children:
                child.translate(0, y - top)
        box.baseline, box.position_y, box.height = -top, y, bottom - top
        box.margin_top = box.margin_bottom = 0


def _within(box: Any) -> Iterator[Any]:
    for child in box.children:
        yield child
        if child.children:
            yield from _within(child)
