"""The lines of a justified Chinese paragraph: they give between characters, and marks are narrowed.

Imported only when a page is set.
"""

from functools import cached_property
from itertools import accumulate, pairwise

from engross.typesetting.paragraphs import han
from engross.typesetting.paragraphs.paragraph import TEXT, Paragraph
from engross.typesetting.paragraphs.plan import Line, Plan
from engross.typesetting.paragraphs.points import Places
from engross.typesetting.paragraphs.rules import Rules


class HanPlan(Plan):
    """As any plan, but lines give behind each character."""

    def __init__(self, paragraph: Paragraph, rules: Rules) -> None:
        super().__init__(paragraph, rules)
        self.hanging = 0.0

    def _is_short(self, width: float) -> bool:
        return not self.paragraph.wraps and super()._is_short(width)

    @cached_property
    def wide(self) -> list[bool]:
        """Which characters are a full em wide."""
        return [right - left > 0.9 * self.size for left, right in pairwise(self.paragraph.positions()[0])]

    @cached_property
    def gaps(self) -> dict[int, han.Gap]:
        """What stands behind each character."""
        return {gap.at: gap for gap in han.gaps(self.paragraph.text, self.wide, self._raised())}

    def _raised(self) -> frozenset[int]:
        """The characters of calls of notes and of other raised text."""
        leaves = [leaf for leaf in self.paragraph.leaves if leaf.kind == TEXT and leaf.raised]
        return frozenset(char for leaf in leaves for char in range(leaf.at, leaf.stop))

    @cached_property
    def costs(self) -> dict[int, float]:
        """As for any text, and dates are kept together."""
        return super().costs | han.costs(self.paragraph.text)

    @cached_property
    def places(self) -> Places:
        """As for any text, with what stands between characters, and without the empty half of a mark at an edge."""
        para, size, wide, plain = self.paragraph, self.size, self.wide, super().places
        count = len(plain.end)
        fixed, stretch, shrink = [0.0] * count, [0.0] * count, [0.0] * count
        for at, gap in self.gaps.items():
            fixed[at + 1], stretch[at + 1], shrink[at + 1] = gap.fixed * size, gap.stretch * size, gap.shrink * size
        fixed = list(accumulate(fixed))
        trims = [0.0, *(han.trim_at_end(*each) * size for each in zip(para.text, wide, strict=True))]
        end = [x + before - trim for x, before, trim in zip(plain.end, [0.0, *fixed], trims, strict=False)]
        begin = [
            x + before + self._trim_of(char) for char, (x, before) in enumerate(zip(plain.begin, fixed, strict=True))
        ]
        return Places(end, begin, list(accumulate(stretch)), list(accumulate(shrink)))

    def _fits(self, start: int, end: int, width: float) -> bool:
        places = self.places
        give = places.shrink[end - 1] - places.shrink[start]
        return places.end[end] - places.begin[start] - give <= width + 1

    def _trim_of(self, char: int) -> float:
        para = self.paragraph
        if not para.lead < char < para.content:
            return 0.0
        return float(han.trim_at_start(para.text[char], self.wide[char]) * self.size)

    def trim(self, line: Line) -> float:
        """The empty half of an opening mark at the beginning of any line but the first."""
        return self._trim_of(line.start)

    def moves(self, line: Line, width: float) -> dict[int, float] | None:
        """What is added behind the characters of a line `width` long, so that it is flush but for the last one."""
        spare = width - (self.places.end[line.end] - self.places.begin[line.start])
        inside = [gap for at in range(line.start, line.end - 1) if (gap := self.gaps.get(at))]
        give = sum((gap.stretch if spare > 0 else gap.shrink) for gap in inside) * self.size
        ratio = 0.0 if not give or (line.last and spare > 0) else max(-1.0, spare / give)
        found = {}
        for gap in inside:
            move = gap.fixed + ratio * (gap.stretch if ratio > 0 else gap.shrink)
            if move:
                found[gap.at] = move * self.size
        return found


def plan_of(paragraph: Paragraph, rules: Rules) -> Plan:
    """The plan that a paragraph's language and alignment ask for."""
    style = paragraph.box.style
    chinese = (style["lang"] or "").startswith("zh") and style["text_align_all"] == "justify"
    return HanPlan(paragraph, rules) if chinese and paragraph.collapses and paragraph.ltr else Plan(paragraph, rules)
