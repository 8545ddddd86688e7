"""The lines of a justified Chinese paragraph: they give between characters, and marks are narrowed.

Imported only when a page is set.
"""

from bisect import bisect_left
from itertools import accumulate, pairwise

from engross.para import han
from engross.para.paragraph import Paragraph
from engross.para.plan import Line, Plan
from engross.para.rules import Rules


class HanPlan(Plan):
    """As any plan, but lines give behind each character."""

    def __init__(self, paragraph: Paragraph, rules: Rules) -> None:
        super().__init__(paragraph, rules)
        self.hanging = 0.0
        xs, text, size = self.positions()[0], paragraph.text, self.size
        self.wide = [right - left > 0.9 * size for left, right in pairwise(xs)]
        self.costs |= han.costs(text)
        found = han.gaps(text, self.wide)
        self.gaps = {gap.at: gap for gap in found}
        self._give = (
            [gap.at for gap in found],
            [0.0, *accumulate(gap.stretch * size for gap in found)],
            [0.0, *accumulate(gap.shrink * size for gap in found)],
        )
        fixed = [0.0] * (len(text) + 1)
        for gap in found:
            fixed[gap.at + 1] = gap.fixed * size
        self.fixed = list(accumulate(fixed))

    def _fits(self, start: int, end: int, width: float) -> bool:
        gaps, _, shrink = self.give()
        give = shrink[bisect_left(gaps, end - 1)] - shrink[bisect_left(gaps, start)]
        return self.end_of(end) - self.begin_of(start) - give <= width + 1

    def end_of(self, stop: int) -> float:
        """As for any text, with what stands between characters, and without the empty half of a mark."""
        trim = han.trim_at_end(self.paragraph.text[stop - 1], self.wide[stop - 1]) if stop else 0.0
        return float(super().end_of(stop) + self.fixed[max(0, stop - 1)] - trim * self.size)

    def begin_of(self, char: int) -> float:
        """As for any text, with what stands between characters, and without the empty half of a mark."""
        return super().begin_of(char) + self.fixed[char] + self._trim_of(char)

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
        spare = width - (self.end_of(line.end) - self.begin_of(line.start))
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
