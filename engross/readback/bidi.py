"""In which order the letters of a right-to-left page stand: Unicode's bidirectional algorithm (UAX 9).

The order on the page is not turned back into the order of the text, which cannot always be told: the text is put
into the order in which a page must show it, line by line, and that is what is compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from engross.model.bidi import levels
from engross.readback.page import composed, letters


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text with the embedding level of each character (odd: from right to left), and where its letters are."""

    raw: str
    levels: bytes
    places: tuple[int, ...]

    @property
    def text(self) -> str:
        """The letters of the text."""
        return "".join(letters(self.raw[place]) for place in self.places)

    def as_read(self, start: int, stop: int) -> str:
        """The letters from `start` to `stop`, read from right to left where a line must show them (UAX 9, L2)."""
        if start >= stop:
            return ""
        first, last = self.places[start], self.places[min(stop, len(self.places)) - 1] + 1
        return "".join(map(letters, turned(self.raw[first:last], self.levels[first:last])))


def resolved(paragraphs: Iterable[str]) -> Resolved:
    """The paragraphs with their levels, one after another."""
    raw = "\n".join(composed(each) for each in paragraphs if letters(each))
    places = tuple(at for at, character in enumerate(raw) if letters(character))
    return Resolved(raw, levels(raw), places)


def turned(text: str, levels: bytes) -> str:
    """The characters of a line from right to left, as a page must show them.

    >>> turned("اب12", bytes([1, 1, 2, 2]))
    'اب21'
    """
    order = list(range(len(text)))
    for level in range(max(levels, default=1), 1, -1):
        at = 0
        while at < len(order):
            stop = at
            while stop < len(order) and levels[order[stop]] >= level:
                stop += 1
            order[at:stop] = order[at:stop][::-1]
            at = max(stop, at + 1)
    return "".join(text[each] for each in order)
