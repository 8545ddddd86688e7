"""The lines of a paragraph, chosen: places where lines may end are found and measured, and the breaker is asked.

Imported only when a page is set.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from math import isfinite

from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.line_break import get_log_attrs

from engross.model.penalties import NAMES, WORDS
from engross.typesetting.paragraphs import breaker, ragged, shape, words
from engross.typesetting.paragraphs.breaker import HARD, HYPHEN, PLAIN, Items, Measure
from engross.typesetting.paragraphs.paragraph import OBJECT, TEXT, Leaf, Paragraph
from engross.typesetting.paragraphs.points import Places, Points
from engross.typesetting.paragraphs.rules import Rules, costs
from engross.typesetting.paragraphs.whole import undivided

SOFT_HYPHEN = "\u00ad"
_HARD_HYPHENS = "-\u2010"
_LINE_BREAK = 1  # the bit of Pango's log attributes
HANGS = {
    **dict.fromkeys(".,،", 0.7), **dict.fromkeys("-\u2010", 0.7), **dict.fromkeys(";:؛", 0.4),
    **dict.fromkeys("”“", 0.5), **dict.fromkeys("’‘", 0.6), "»": 0.3,
}  # fmt: skip
TURN = 1.0  # the ratio up to which lines may be loose where a paragraph is set anew for the turn of a page
EMPTY_LAST = 0.5  # of ragged text: the share of its last line that may be empty at no cost


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
        self.centred = style["text_align_all"] == "center"
        self.kashida = 0 if paragraph.ltr or not self.justified else int(self.penalties.kashida)
        self.hanging = self.penalties.hanging if self.justified else 0.0
        self.size = style["font_size"] * TO_UNITS
        self.known: dict[tuple[float, float, int], list[Line]] = {}
        self.too_wide: tuple[str, ...] = ()  # figures wider than the column
        self._points: dict[int, Points] = {}
        self._widths: dict[tuple[int, str], float] = {}
        self._counted: dict[tuple[int, float, float, int], list[Line]] = {}

    def lines(self, width: float, indent: float, start: int) -> list[Line]:
        """The lines from a character on, when lines are `width` units long and the first one `indent` less."""
        key = (width, indent, start)
        known = self.known.get(key)
        if known is None:
            known = self.known[key] = self.choose(width, indent, start, frozenset())
            self.remember_rest(width, known)
        return known

    def remember_rest(self, width: float, lines: list[Line]) -> None:
        """Keep what follows the first line of a choice, so that a paragraph taken up on the next page goes on with it.

        The first line itself may have been chosen for the foot of a page that the paragraph then does not begin on.
        """
        for number, line in enumerate(lines[1:], 1):
            self.known[width, 0.0, line.start] = lines[number:]

    def with_lines(self, count: int, width: float, indent: float, start: int) -> list[Line]:
        """As `choose`, in so many lines; [] when that would make a line loose."""
        key = (count, width, indent, start)
        if key not in self._counted:
            self._counted[key] = self.for_turn(width, indent, start, frozenset(), count)
        return self._counted[key]

    def for_turn(
        self, width: float, indent: float, start: int, banned: frozenset[int], count: int | None = None
    ) -> list[Line]:
        """As `choose`, with no line that begins at any of the characters `banned`; [] when a line would be loose."""
        para = self.paragraph
        if not self.justified or "\n" in para.text:
            return []
        measure = Measure(first=width - indent, others=width, short=self.penalties.shortest_last * self.size)
        chars, items = self.items(start, para.content, WORDS, banned)
        cuts = breaker.best_fit(items, measure, self.penalties, TURN, count)
        return _lines(chars, items.kind, cuts) if breaker.is_sound(items, cuts, self.penalties) else []

    def choose(self, width: float, indent: float, start: int, banned: frozenset[int]) -> list[Line]:
        """The lines, none of which begins at any of the characters `banned`."""
        para = self.paragraph
        if start == para.lead and self._is_short(width - indent):
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

    def _is_short(self, width: float) -> bool:
        """Whether all of the paragraph goes into one line, seen without measuring its characters."""
        para = self.paragraph
        return (para.width <= width + 1 or not para.wraps) and "\n" not in para.text

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
        measure = Measure(first=width - indent, others=width, short=self.penalties.shortest_last * self.size)
        chars, kinds, cuts = self._break(start, end, measure, banned)
        return _lines(chars, kinds, cuts)

    def _fits(self, start: int, end: int, width: float) -> bool:
        places = self.places
        return places.end[end] - places.begin[start] <= width + 1

    def _break(
        self, start: int, end: int, measure: Measure, banned: frozenset[int]
    ) -> tuple[list[tuple[int, int]], list[int], list[int]]:
        """(begin of the next line, end of the line) of each place, their kinds, and the places chosen."""
        if not self.justified:
            chars, items = self.items(start, end, WORDS, banned)
            last = 0.0 if self.centred else EMPTY_LAST
            return chars, items.kind, breaker.even_fit(items, measure, self.penalties, last)
        known: dict[int, tuple[list[tuple[int, int]], Items]] = {}
        for tolerance, divided in self.penalties.passes:
            if divided not in known:
                known[divided] = self.items(start, end, divided, banned)
            chars, items = known[divided]
            cuts = breaker.best_fit(items, measure, self.penalties, tolerance)
            if breaker.is_sound(items, cuts, self.penalties):
                break
        return chars, items.kind, cuts

    def points(self, divided: int) -> Points:
        """The places where a line may end, when so much may be divided: nothing, words, or names as well."""
        known = self._points.get(divided)
        if known is None:
            names = self._hyphens(self.rules.in_names) if divided == NAMES and self._may_divide_names() else []
            hyphens = [*self._hyphens(self.rules.hyphens), *names] if divided else []
            kinds = {**dict.fromkeys(hyphens, HYPHEN), **self._spaces}
            paid = {**dict.fromkeys(names, self.penalties.divided_name), **self.costs}
            begins = sorted(kinds) if divided else list(kinds)
            ends = [kinds[char] for char in begins]
            widths = [self._hyphen_width(c) if kind == HYPHEN else 0.0 for c, kind in zip(begins, ends, strict=True)]
            costs = [paid.get(char, 0.0) for char in begins]
            known = self._points[divided] = Points(begins, self._stops(begins), ends, widths, costs)
        return known

    def hyphens(self) -> frozenset[int]:
        """The characters before which a hyphen may be put in, in names as well."""
        points = self.points(NAMES)
        return frozenset(char for char, kind in zip(points.begins, points.kinds, strict=True) if kind == HYPHEN)

    def _stops(self, begins: list[int]) -> list[int]:
        """Where the line before each of these characters ends: before the spaces behind it."""
        text, found = self.paragraph.text, []
        for stop in begins:
            while text[stop - 1] == " " and stop > 1:
                stop -= 1
            found.append(stop)
        return found

    @cached_property
    def costs(self) -> dict[int, float]:
        """What it costs to begin a line at some characters."""
        found = costs(self.paragraph.text, self.penalties)
        return found if self.justified else found | ragged.costs(self.paragraph.text)

    @cached_property
    def _spaces(self) -> dict[int, int]:
        """The characters before which a line may begin without a hyphen put in, and how the line before then ends."""
        para, text = self.paragraph, self.paragraph.text
        flags = memoryview(ffi.buffer(get_log_attrs(text, para.box.style["lang"]))).cast("I").tolist()
        found = {}
        between = [char for char in range(1, len(text)) if flags[char] & _LINE_BREAK]
        for char in words.places(text, between, para.box.style["lang"]):
            before = text[char - 1]
            found[char] = HARD if before in _HARD_HYPHENS else HYPHEN if before == SOFT_HYPHEN else PLAIN
        if not all(leaf.wraps for leaf in para.leaves):
            found = {char: kind for char, kind in found.items() if self._may_wrap(char)}
        for leaf in para.leaves:
            if leaf.kind == TEXT and leaf.raised and leaf.at and self._is_call(leaf):
                found.pop(leaf.at + len(leaf.text) - len(leaf.text.lstrip(" ")), None)
                found.pop(leaf.at, None)
        found, self.too_wide = undivided(found, text, self._stretches(), self._is_wide, PLAIN)
        return found

    def _stretches(self) -> list[tuple[int, int]]:
        """What no line end divides; the call of a note is no part of a number."""
        para = self.paragraph
        text = "".join(OBJECT * len(leaf.text) if leaf.raised else leaf.text for leaf in para.leaves)
        return self.rules.whole_in(text, para.box.style["lang"])

    def _is_wide(self, start: int, stop: int) -> bool:
        """Whether a stretch is wider than the column."""
        return bool(self.places.end[stop] - self.places.begin[start] > self.paragraph.block_width * TO_UNITS + 1)

    def _is_call(self, leaf: Leaf) -> bool:
        """Whether raised text belongs to what is before it: it touches that, or no word begins with it."""
        text = self.paragraph.text
        return text[leaf.at - 1] != " " or not text[leaf.stop : leaf.stop + 1].isalnum()

    def _may_wrap(self, char: int) -> bool:
        leaves, leaf = self.paragraph.leaves, self.paragraph.leaf_index(char - 1)
        return leaves[leaf].wraps or (char == leaves[leaf].stop and leaves[leaf + 1].wraps)

    def _may_divide_names(self) -> bool:
        return isfinite(self.penalties.divided_name)

    def _hyphens(self, find: Callable[[str, str, tuple[int, int, int]], list[int]]) -> list[int]:
        """The characters before which a hyphen may be put in, as one of the rules finds them."""
        found = []
        for leaf in self.paragraph.leaves:
            if leaf.kind == TEXT and leaf.wraps and leaf.style["hyphens"] == "auto":
                dictionary = self.rules.dictionaries.get(leaf.style["lang"] or "", "")
                if dictionary:
                    limits = tuple(leaf.style["hyphenate_limit_chars"])
                    found += [leaf.at + point for point in find(leaf.text, dictionary, limits)]
        return found

    def items(self, start: int, end: int, divided: int, banned: frozenset[int]) -> tuple[list[tuple[int, int]], Items]:
        """The places between two characters: (begin of the next line, end of this one), and their sums."""
        chosen = self.points(divided).between(start, end, banned)
        return chosen.ends(start, end), chosen.items(self.places, start, end)

    @cached_property
    def places(self) -> Places:
        """Where lines would end and begin at each character, and how far they would give."""
        xs, ends, begins = self.paragraph.positions()
        end, begin = xs.copy(), xs.copy()
        for char, x in ends.items():
            end[char] = x
        for char, x in begins.items():
            begin[char] = x
        give = [0.0] * len(xs)
        for index, leaf in enumerate(self.paragraph.leaves):
            if leaf.kind == TEXT:
                width = self._width_of(index, " ")
                for space in _spaces_in(leaf.text):
                    give[leaf.at + space + 1] = width
        sums = list(accumulate(give))
        if self.hanging:
            for char in range(1, len(end)):
                end[char] -= self._hung(char)
        stretch, shrink = self.penalties.stretch, self.penalties.shrink
        return Places(end, begin, [each * stretch for each in sums], [each * shrink for each in sums])

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
            leaf = self.paragraph.leaf_index(line.next - 1)
            hyphen = self._width_of(leaf, self.paragraph.leaves[leaf].style["hyphenate_character"])
            return self.hanging * HANGS["-"] * hyphen
        return self._hung(line.end)

    def moves(self, line: Line, width: float) -> dict[int, float] | None:
        """What is added behind single characters of a line (units); None when only its spaces give, all alike."""
        return None

    def trim(self, line: Line) -> float:
        """What of a line's first character stands before the line's beginning (units)."""
        return 0.0

    def _width_of(self, leaf: int, text: str) -> float:
        key = (leaf, text)
        if key not in self._widths:
            self._widths[key] = shape.shape_again(text, self.paragraph.leaves[leaf].style).width
        return self._widths[key]

    def _hyphen_width(self, char: int) -> float:
        """What a hyphen put in before a character adds to a line, without the part of it that hangs."""
        leaf = self.paragraph.leaf_index(char - 1)
        width = self._width_of(leaf, self.paragraph.leaves[leaf].style["hyphenate_character"])
        return width * (1 - self.hanging * HANGS["-"]) + self._hung(char)


def _spaces_in(text: str) -> Iterator[int]:
    for space in shape.SPACES:
        at = text.find(space)
        while at >= 0:
            yield at
            at = text.find(space, at + 1)


def _lines(chars: list[tuple[int, int]], kinds: list[int], cuts: list[int]) -> list[Line]:
    """The lines that end at the places chosen."""
    before = [0, *cuts[:-1]]
    found = [Line(chars[i][0], chars[j][1], chars[j][0], kinds[j]) for i, j in zip(before, cuts, strict=False)]
    if found:
        found[-1] = replace(found[-1], next=None, last=True)
    return found
