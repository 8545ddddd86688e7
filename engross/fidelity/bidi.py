"""In which order the letters of a right-to-left page stand: Unicode's bidirectional algorithm (UAX 9), by FriBidi.

The order on the page is not turned back into the order of the text, which cannot always be told: the text is put
into the order in which a page must show it, line by line, and that is what is compared.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from engross.fidelity.page import ELEMENT, ELEMENT_END, letters

_RTL_PARAGRAPH = 0x00000111  # FRIBIDI_PAR_RTL
_ISOLATE, _END = "\u2067", "\u2069"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text with the embedding level of each character (odd: from right to left), and where its letters are."""

    raw: str
    levels: bytes
    places: tuple[int, ...]

    @property
    def text(self) -> str:
        """The letters of the text."""
        return "".join(self.raw[place] for place in self.places)

    def as_read(self, start: int, stop: int) -> str:
        """The letters from `start` to `stop`, read from right to left where a line must show them (UAX 9, L2)."""
        if start >= stop:
            return ""
        first, last = self.places[start], self.places[min(stop, len(self.places)) - 1] + 1
        return "".join(filter(letters, turned(self.raw[first:last], self.levels[first:last])))


@cache
def _library() -> Any:
    """FriBidi, which the engine's text layout needs and brings."""
    library = ctypes.CDLL("libfribidi.so.0")
    library.fribidi_get_par_embedding_levels_ex.restype = ctypes.c_byte
    return library


def _levels(text: str) -> bytes:
    """The embedding level of each character of a right-to-left paragraph."""
    count = len(text)
    codes = (ctypes.c_uint32 * count)(*map(ord, text))
    types, brackets = (ctypes.c_uint32 * count)(), (ctypes.c_uint32 * count)()
    levels, base = (ctypes.c_byte * count)(), ctypes.c_uint32(_RTL_PARAGRAPH)
    library = _library()
    library.fribidi_get_bidi_types(codes, count, types)
    library.fribidi_get_bracket_types(codes, count, types, brackets)
    library.fribidi_get_par_embedding_levels_ex(types, brackets, count, ctypes.byref(base), levels)
    return bytes(max(level, 0) for level in levels)


def resolved(text: str) -> Iterator[Resolved]:
    """The text with its levels, in each way a page may rightly resolve it.

    Paragraphs end with a new line. An element in a line (emphasis, a link) is resolved with the text around it, or
    by itself, as the engine does.
    """
    whole = text.replace(ELEMENT, "").replace(ELEMENT_END, "")
    alone = text.replace(ELEMENT, _ISOLATE).replace(ELEMENT_END, _END)
    for each in dict.fromkeys((whole, alone)):
        paragraphs = [paragraph for paragraph in each.split("\n") if letters(paragraph)]
        raw = "\n".join(paragraphs)
        levels = b"\0".join(map(_levels, paragraphs))
        places = tuple(at for at, character in enumerate(raw) if letters(character))
        yield Resolved(raw, levels, places)


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
