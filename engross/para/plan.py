"""The lines of a paragraph, chosen: places where lines may end are found and measured, and the breaker is asked.

Imported only when a page is set.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.line_break import get_log_attrs

from engross.para import breaker, shape
from engross.para.breaker import HARD, HYPHEN, PLAIN, Items, Measure
from engross.para.paragraph import TEXT, Paragraph
from engross.para.rules import Rules, costs

SOFT_HYPHEN = "\u00ad"
_HARD_HYPHENS = "-\u2010"
_LINE_BREAK = 1  # the bit of Pango's log attributes
HANGS = {
    **dict.fromkeys(".,،", 0.7), **dict.fromkeys("-\u2010", 0.7), **dict.fromkeys(";:؛", 0.4),
    **dict.fromkeys("”“", 0.5), **dict.fromkeys("’‘", 0.6), "»": 0.3,
}  # fmt: skip
SHORTEST_LAST = 2.0  # em: a last line below that is too short


@dataclass(frozen=True, slots=True)
class Line:
    """A planned line: its characters from `start` up to `end`; `next` begins the next line, None ends the paragraph.

    `kind` says whether a hyphen is put in; `last` that it ends the paragraph or at a forced break.
    """

    start: int
    end: int
    next: int | None
    kind: int = PLAIN
    last: bool = False


class Plan:
    """The lines of one paragraph for every width and beginning that is asked for.

    A plan that is `free` may be changed where a page is turned.
    """

    free = True

    def __init__(self, paragraph: Paragraph, rules: Rules) -> None:
        self.paragraph, self.rules = paragraph, rules
        style = paragraph.box.style
        self.penalties = rules.penalties_of(style["lang"])
        self.justified = style["text_align_all"] == "justify"
        self.kashida = 0 if paragraph.ltr or not self.justified else int(self.penalties.kashida)
        self.hanging = self.penalties.hanging if self.justified else 0.0
        self.size = style["font_size"] * TO_UNITS
        self.known: dict[tuple[float, float, int], list[Line]] = {}
        self._points: dict[bool, dict[int, int]] = {}
        self._give: tuple[list[int], list[float], list[float]] | None = None
        self.costs = costs(paragraph.text, self.penalties)
        self._positions: tuple[list[float], dict[int, float], dict[int, float]] | None = None

    def lines(self, width: float, indent: float, start: int) -> list[Line]:
        """The lines from a character on, when lines are `width` units long and the first one `indent` less."""
        key = (width, indent, start)
        known = self.known.get(key)
        if known is None:
            known = self.choose(width, indent, start, frozenset())
            self.remember(width, indent, known)
        return known

    def remember(self, width: float, indent: float, lines: list[Line]) -> None:
        """Keep a choice, so that a paragraph taken up again on a later page goes on with it."""
        self.known[width, indent, lines[0].start] = lines
        for number, line in enumerate(lines[1:], 1):
            self.known[width, 0.0, line.start] = lines[number:]

    def choose(self, width: float, indent: float, start: int, banned: frozenset[int]) -> list[Line]:
        """The lines, without a hyphen at any of the characters `banned`."""
        para = self.paragraph
        if start == para.lead and not para.wraps:
            return [Line(start, para.content, None, last=True)]
        found: list[Line] = []
        while True:
            stop = para.text.find("\n", start, para.content)
            end = para.content if stop < 0 else stop
            found += self._segment(width, indent, start, end, banned)
            if stop < 0:
                return found
            found[-1] = replace(found[-1], next=stop + 1)
            indent, start = 0.0, self._skip_spaces(stop + 1)

    def _skip_spaces(self, char: int) -> int:
        text = self.paragraph.text
        while self.paragraph.collapses and text[char] == " ":
            char += 1
        return char

    def _segment(self, width: float, indent: float, start: int, end: int, banned: frozenset[int]) -> list[Line]:
        """The lines of what stands between two forced breaks."""
        para = self.paragraph
        while end > start and para.collapses and para.text[end - 1] == " ":
            end -= 1
        whole = Line(start, end, None, last=True)
        if start == end or not para.wraps or self._fits(start, end, width - indent):
            return [whole]
        measure = Measure(first=width - indent, others=width, short=SHORTEST_LAST * self.size)
        chars, kinds, cuts = self._break(start, end, measure, banned)
        found = [Line(a, e, c, k) for (a, _), (_, e), c, k in _spans(chars, kinds, cuts)]
        found[-1] = Line(found[-1].start, end, None, last=True)
        return found

    def _fits(self, start: int, end: int, width: float) -> bool:
        return self.end_of(end) - self.begin_of(start) <= width + 1

    def _break(
        self, start: int, end: int, measure: Measure, banned: frozenset[int]
    ) -> tuple[list[tuple[int, int]], list[int], list[int]]:
        """(begin of the next line, end of the line) of each place, their kinds, and the places chosen."""
        if not self.justified:
            chars, items = self.items(start, end, True, banned)
            return chars, items.kind, breaker.first_fit(items, measure, self.penalties.hyphens_in_a_row)
        for tolerance, hyphens in self.penalties.tolerances:
            chars, items = self.items(start, end, hyphens, banned)
            cuts = breaker.best_fit(items, measure, self.penalties, tolerance)
            if cuts:
                break
        return chars, items.kind, cuts

    def positions(self) -> tuple[list[float], dict[int, float], dict[int, float]]:
        """Where each character stands on one endless line; and the exceptions at the ends and beginnings of leaves."""
        if self._positions is None:
            self._positions = self.paragraph.positions()
        return self._positions

    def points(self, hyphens: bool) -> dict[int, int]:
        """The characters before which a line may begin, with the kind of break."""
        known = self._points.get(hyphens)
        if known is None:
            known = self._spaces() if not hyphens else {**self._hyphens(), **self.points(False)}
            self._points[hyphens] = known = dict(sorted(known.items()))
        return known

    def _spaces(self) -> dict[int, int]:
        para, text = self.paragraph, self.paragraph.text
        flags = memoryview(ffi.buffer(get_log_attrs(text, para.box.style["lang"]))).cast("I").tolist()
        found = {}
        for char in range(1, len(text)):
            if flags[char] & _LINE_BREAK:
                before = text[char - 1]
                found[char] = HARD if before in _HARD_HYPHENS else HYPHEN if before == SOFT_HYPHEN else PLAIN
        if not all(leaf.wraps for leaf in para.leaves):
            found = {char: kind for char, kind in found.items() if self._may_wrap(char)}
        return found

    def _may_wrap(self, char: int) -> bool:
        leaves, leaf = self.paragraph.leaves, self.paragraph.leaf_index(char - 1)
        return leaves[leaf].wraps or (char == leaves[leaf].stop and leaves[leaf + 1].wraps)

    def _hyphens(self) -> dict[int, int]:
        found = {}
        for leaf in self.paragraph.leaves:
            if leaf.kind == TEXT and leaf.wraps and leaf.style["hyphens"] == "auto":
                dictionary = self.rules.dictionaries.get(leaf.style["lang"] or "", "")
                if dictionary:
                    limits = tuple(leaf.style["hyphenate_limit_chars"])
                    for point in self.rules.hyphens(leaf.text, dictionary, limits):
                        found[leaf.at + point] = HYPHEN
        return found

    def items(self, start: int, end: int, hyphens: bool, banned: frozenset[int]) -> tuple[list[tuple[int, int]], Items]:
        """The places between two characters: (begin of the next line, end of this one), and their sums."""
        text = self.paragraph.text
        gaps, stretch, shrink = self.give()
        items, chars = Items(), [(start, start)]
        first, x = bisect_left(gaps, start), self.begin_of(start)
        items.add((x, x), (stretch[first], stretch[first]), (shrink[first], shrink[first]))
        for char, kind in self.points(hyphens).items():
            if char <= start or char >= end or (kind == HYPHEN and char in banned):
                continue
            stop = char
            while text[stop - 1] == " " and stop > start + 1:
                stop -= 1
            x = self.end_of(stop)
            if kind == HYPHEN:
                x += self._hyphen_width(char) * (1 - self.hanging * HANGS["-"]) + self._hung(stop)
            inside, before = bisect_left(gaps, stop - 1), bisect_left(gaps, char)
            items.add(
                (x, self.begin_of(char)),
                (stretch[inside], stretch[before]),
                (shrink[inside], shrink[before]),
                kind,
                self.costs.get(char, 0.0),
            )
            chars.append((char, stop))
        x, inside = self.end_of(end), bisect_left(gaps, end - 1)
        items.add((x, x), (stretch[inside], stretch[inside]), (shrink[inside], shrink[inside]))
        chars.append((end, end))
        return chars, items

    def end_of(self, stop: int) -> float:
        """Where a line reaches that ends before a character."""
        xs, ends, _ = self.positions()
        return ends.get(stop, xs[stop]) - self._hung(stop)

    def _hung(self, stop: int) -> float:
        """How much of the mark before a character hangs over the edge when a line ends there (units)."""
        mark = self.paragraph.text[stop - 1]
        if not self.hanging or mark not in HANGS:
            return 0.0
        return self.hanging * HANGS[mark] * self._width_of(self.paragraph.leaf_index(stop - 1), mark)

    def overhang(self, line: Line) -> float:
        """How far a line reaches over the edge (units)."""
        if not self.hanging or line.start == line.end:
            return 0.0
        if line.kind == HYPHEN and line.next is not None:
            return self.hanging * HANGS["-"] * self._hyphen_width(line.next)
        return self._hung(line.end)

    def begin_of(self, char: int) -> float:
        """Where a line begins that begins with a character."""
        xs, _, begins = self.positions()
        return begins.get(char, xs[char])

    def give(self) -> tuple[list[int], list[float], list[float]]:
        """The characters behind which lines give, and all stretch and shrink before each of them, and in all."""
        if self._give is None:
            self._give = self._spaces_give()
        return self._give

    def _spaces_give(self) -> tuple[list[int], list[float], list[float]]:
        found: list[tuple[int, float]] = []
        for index, leaf in enumerate(self.paragraph.leaves):
            if leaf.kind == TEXT:
                text, width = leaf.text, self._width_of(index, " ")
                found += [(leaf.at + at, width) for at in _spaces_in(text)]
        found.sort()
        sums = [0.0, *accumulate(width for _, width in found)]
        stretch, shrink = self.penalties.stretch, self.penalties.shrink
        return [at for at, _ in found], [each * stretch for each in sums], [each * shrink for each in sums]

    def moves(self, line: Line, width: float) -> dict[int, float] | None:
        """What is added behind single characters of a line (units); None when only its spaces give, all alike."""
        return None

    def trim(self, line: Line) -> float:
        """What of a line's first character stands before the line's beginning (units)."""
        return 0.0

    def _width_of(self, leaf: int, text: str) -> float:
        return shape.shape_again(text, self.paragraph.leaves[leaf].style).width

    def _hyphen_width(self, char: int) -> float:
        leaf = self.paragraph.leaf_index(char - 1)
        return self._width_of(leaf, self.paragraph.leaves[leaf].style["hyphenate_character"])


def _spaces_in(text: str) -> Iterator[int]:
    for space in shape.SPACES:
        at = text.find(space)
        while at >= 0:
            yield at
            at = text.find(space, at + 1)


def _spans(
    chars: list[tuple[int, int]], kinds: list[int], cuts: list[int]
) -> list[tuple[tuple[int, int], tuple[int, int], int, int]]:
    before = [0, *cuts[:-1]]
    return [(chars[i], chars[j], chars[j][0], kinds[j]) for i, j in zip(before, cuts, strict=True)]
