"""Where clauses are collected: a text, a part of a collection or an annex; labels are given by kind and place."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engross.akn import BRACKETED, marks
from engross.akn.calls import without_brackets
from engross.akn.inline import Inline, tidy
from engross.model import Clause, Kind, Run, Shape, notation
from engross.model.labels import series

_NONE = Shape()


@dataclass(slots=True)
class Node:
    """A clause in the making."""

    label: str
    kind: Kind
    source: str = ""
    shape: Shape = Shape()
    children: list["Node"] = field(default_factory=list)

    def clause(self) -> Clause:
        """The clause, with everything under it."""
        children = tuple(child.clause() for child in self.children)
        return Clause(label=self.label, kind=self.kind, source=self.source, shape=self.shape, children=children)

    def open_points(self) -> Iterator["Node"]:
        """The last numbered point under the clause, the last under that, and so on: what another may go on from."""
        last = self.children[-1] if self.children else None
        if last is not None and last.kind is Kind.POINT and last.shape.number:
            yield last
            yield from last.open_points()


@dataclass(slots=True)
class Scope:
    """The blocks of one scope: the text itself, a part of a collection, an annex."""

    inline: Inline
    prefix: str = ""
    annex: bool = False
    nodes: list[Node] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    points: list[Node] = field(default_factory=list)  # the open points, outermost first
    bearer: Node | None = None  # the paragraph that points may be added to
    waiting: str = ""  # a number that stands in a paragraph without words

    def add(self, stem: str, kind: Kind, runs: tuple[Run, ...], shape: Shape = _NONE) -> Node:
        """A new clause at the end of the scope."""
        self.flush()
        self.counts[stem] = self.counts.get(stem, 0) + 1
        node = Node(f"{self.prefix}{stem}{self.counts[stem]}", kind, self.source(runs), shape)
        self.nodes.append(node)
        self.points, self.bearer = [], node if kind in (Kind.OPERATIVE, Kind.TEXT, Kind.PREAMBULAR) else None
        return node

    def under(self, node: Node, mark: str | None, runs: tuple[Run, ...]) -> Node:
        """A new point under a clause; a text without a mark of its own where `mark` is None."""
        if mark is None and node.label[-1].isalpha():
            mark = ""  # under a point a text of its own is a point without a mark
        if mark is None:
            number = sum(child.kind is Kind.TEXT for child in node.children) + 1
            child = Node(f"{node.label}TX{number}", Kind.TEXT, self.source(runs))
        else:
            number = sum(child.kind is Kind.POINT for child in node.children) + 1
            deeper = node.kind is Kind.POINT and node.label[-1].isalpha()
            own = str(number) if deeper else series(number)
            child = Node(f"{node.label}{own}", Kind.POINT, self.source(runs), Shape(number=mark))
        node.children.append(child)
        return child

    def flush(self) -> None:
        """Nothing; a number whose words never came is a paragraph of its own."""
        if self.waiting:
            mark, self.waiting = self.waiting, ""
            self.numbered(mark, [])

    def heading_over(self, node: Node, runs: tuple[Run, ...]) -> Node:
        """A heading over the points of a clause; over those of a point, whose label ends in a letter, a text."""
        if node.label[-1].isalpha():
            return self.under(node, None, runs)
        number = sum(child.kind is Kind.HEADING for child in node.children) + 1
        level = next((each.shape.level for each in reversed(self.nodes) if each.kind is Kind.HEADING), 2)
        child = Node(f"{node.label}H{number}", Kind.HEADING, self.source(runs), Shape(level=max(level, 2)))
        node.children.append(child)
        return child

    def source(self, runs: tuple[Run, ...]) -> str:
        """The runs in the notation of content files, without the brackets that Arabic sets round calls by rule."""
        return notation.write(without_brackets(runs) if self.inline.language in BRACKETED else runs)

    def numbered(self, mark: str, runs: list[Run]) -> None:
        """A paragraph of the body by its mark: operative, a point of the one before it, or of neither kind."""
        depth = marks.depth(mark, tuple(point.shape.number or "" for point in self.points)) if mark else 0
        if depth and self._beside(mark):
            self.text(runs, mark)
        elif depth and self.bearer is not None:
            self._point(mark, tidy(runs), depth)
        elif mark and marks.PARAGRAPH.fullmatch(mark) and not self.annex:
            self.add("OP", Kind.OPERATIVE, tidy(runs), Shape(number=mark))
        elif mark or tidy(runs):
            self.text(runs, mark)

    def _beside(self, mark: str) -> bool:
        """Whether a mark goes on where a paragraph left off that is lettered itself: (b) after (a)."""
        last = self.bearer.shape.number if self.bearer and self.bearer.kind is Kind.TEXT else ""
        return bool(last) and marks.follows(last or "", mark)

    def _point(self, mark: str, runs: tuple[Run, ...], depth: int) -> None:
        assert self.bearer is not None
        self.points = self.points[: depth - 1]
        above = self.points[-1] if self.points else self.bearer
        self.points.append(self.under(above, mark, runs))

    def text(self, runs: list[Run], mark: str = "") -> Node:
        """A paragraph that is neither of the preamble nor operative."""
        return self.add("TX", Kind.TEXT, tidy(runs), Shape(number=mark or None))


def settled(scope: Scope) -> tuple[Clause, ...]:
    """The clauses of a scope: a text whose only paragraph bears no number is one operative paragraph."""
    scope.flush()
    paragraphs = [node for node in scope.nodes if node.kind in (Kind.OPERATIVE, Kind.TEXT)]
    if len(paragraphs) == 1 and paragraphs[0].kind is Kind.TEXT and not scope.annex and not paragraphs[0].shape.number:
        only = paragraphs[0]
        _rename(only, only.label, f"{scope.prefix}OP1")
        only.kind, only.shape = Kind.OPERATIVE, replace(only.shape, number="")
    return tuple(node.clause() for node in scope.nodes)


def _rename(node: Node, old: str, new: str) -> None:
    node.label = new + node.label.removeprefix(old)
    for child in node.children:
        _rename(child, old, new)
