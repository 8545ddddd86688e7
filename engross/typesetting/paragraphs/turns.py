"""Where the page is turned inside a paragraph: no line is left over alone, no hyphen stands before the turn.

A paragraph is never made looser for it: it may take a line in; else the page is left a line or two short; where that
cannot be either, the hyphen stays.

Imported only when a page is set.
"""

from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import TO_UNITS

from engross.typesetting.paragraphs.breaker import HYPHEN, PLAIN
from engross.typesetting.paragraphs.paragraph import Paragraph
from engross.typesetting.paragraphs.plan import Line, Plan

NEXT_PAGE = 1e6  # px: a line put lower by so much does not fit on the page
_SHORT = 2  # lines that a page is left short at most, so that it does not end in a hyphen
_TRIES = 8  # ends of a page that are tried to be avoided one after the other


def staying(count: int, fits: int, orphans: int, widows: int) -> int:
    """How many of the lines of a paragraph stay on the page when so many fit there.

    >>> staying(5, 4, 2, 2), staying(3, 2, 2, 2), staying(5, 5, 2, 2)
    (3, 0, 5)
    """
    if fits >= count:
        return count
    stay = min(fits, count - widows)
    return stay if stay >= orphans else 0


@dataclass(slots=True)
class Turns:
    """Changes the lines of one paragraph where the page is turned; widths in px."""

    para: Paragraph
    plan: Plan

    def foreseen(
        self, done: list[Line], planned: list[Line], place: tuple[float, float], width: float, indent: float
    ) -> tuple[list[Line], int]:
        """The lines from a place (y, what is kept free at the page's foot) on, and how many stay on the page at most.

        They are one fewer where one would be left over alone, or others where the last ends badly; where that ends in
        a hyphen and cannot be otherwise, the page is left a line or two short. `done` are those on the page already.
        Notes that the lines call may turn the page earlier; then this is asked again.
        """
        count, fits = len(planned), self._fitting(len(planned), *place)
        if fits in (0, count) or not self.plan.free:
            return planned, count
        units, style = (width * TO_UNITS, indent * TO_UNITS), self.para.block.style
        found, stay = list[Line](), count
        if count - fits < style["widows"]:
            found = self.plan.with_lines(fits, *units, planned[0].start)
        if not found:
            found, stay = self._well_ended(done, planned, fits, units)
        if found is not planned:
            self.plan.remember_rest(units[0], found)
        return found, stay

    def _fitting(self, count: int, y: float, bottom: float) -> int:
        """How many of so many lines fit above the bottom of the page, without the notes that they call."""
        overflows, height = self.para.context.overflows_page, self.para.root.line_height
        if not overflows(bottom, y + count * height):
            return count
        fits = 0
        while not overflows(bottom, y + (fits + 1) * height):
            fits += 1
        return min(fits, count)

    def _well_ended(
        self, done: list[Line], planned: list[Line], fits: int, units: tuple[float, float]
    ) -> tuple[list[Line], int]:
        """The lines, of which the last on the page ends in a whole word where one can be, and how many stay at most."""
        found = self._otherwise(done, planned, fits, units)
        if found:
            return found, len(found)
        orphans, widows = self._orphans(done), self.para.block.style["widows"]
        last = staying(len(planned), fits, orphans, widows) - 1
        for short in range(1, _SHORT + 1 if planned[last].kind == HYPHEN else 0):
            found = self._otherwise(done, planned, fits - short, units)
            stay = staying(len(found), fits - short, orphans, widows)
            if found and (stay or not orphans):
                return found, stay
        return planned, len(planned)

    def _orphans(self, done: list[Line]) -> int:
        """How many lines must still go on the page when some are there."""
        return max(0, int(self.para.block.style["orphans"]) - len(done))

    def _otherwise(self, done: list[Line], planned: list[Line], fits: int, units: tuple[float, float]) -> list[Line]:
        """The lines, of which the last on the page ends in a whole word of more than a letter; [] if one gets loose."""
        orphans, widows = self._orphans(done), self.para.block.style["widows"]
        found, banned = planned, frozenset[int]()
        for _ in range(_TRIES):
            stay = staying(len(found), fits, orphans, widows)
            if not stay and done:
                return [] if self._ends_badly(done[-1]) else found
            if not 0 < stay < len(found) or not self._ends_badly(found[stay - 1]):
                return found
            after = found[stay - 1].next
            assert after is not None
            banned |= {after}
            found = self.plan.for_turn(*units, planned[0].start, banned)
            if not found:
                break
        return []

    def _ends_badly(self, line: Line) -> bool:
        """Whether a line should not be the last of a page: it ends in a hyphen or in a word of one letter."""
        text = self.para.text
        alone = text[line.end - 1].islower() and (line.end - 1 == line.start or text[line.end - 2] == " ")
        return line.kind != PLAIN or alone

    def turns(self, box: Any, planned: list[Line], number: int, bottom: float) -> bool:
        """Whether the page is turned after a line: the next one does not fit, or is taken over by the widows' rule."""
        overflows = self.para.context.overflows_page
        if not self.plan.free or overflows(bottom, box.position_y + box.height):
            return False
        left = len(planned) - number - 1
        widows = self.para.block.style["widows"]
        fits = 0
        while fits < min(left, widows) and not overflows(bottom, box.position_y + (2 + fits) * box.height):
            fits += 1
        over = left - fits
        return over > 0 and (fits == 0 or (left <= widows and fits < widows))

    def without_hyphen(self, planned: list[Line], number: int, width: float, indent: float) -> tuple[list[Line], float]:
        """The lines, and by how much the one of this number, which ends in a hyphen before the turn, is put lower (px).

        It is broken anew where no line gets loose for it; else it goes to the next page, and this one is a line short;
        where the line before ends badly too, the hyphen stays.
        """
        units = (width * TO_UNITS, indent * TO_UNITS)
        found = self._anew(planned[number], units)
        if found:
            self.plan.remember_rest(units[0], found)
            return [*planned[:number], *found], 0.0
        if number >= self.para.block.style["orphans"] and not self._ends_badly(planned[number - 1]):
            return planned, NEXT_PAGE
        return planned, 0.0

    def _anew(self, line: Line, units: tuple[float, float]) -> list[Line]:
        """Lines from the same place on, the first of which does not end in a hyphen; [] when one would be loose."""
        banned: frozenset[int] = frozenset()
        found = [line]
        for _ in range(_TRIES):
            if not found or found[0].kind != HYPHEN:
                return found
            assert found[0].next is not None
            banned |= {found[0].next}
            found = self.plan.for_turn(*units, line.start, banned)
        return self.plan.for_turn(*units, line.start, self.plan.hyphens())
