"""What the pages of a finished file draw, as PDFium reads it, with what the file claims of them struck out."""

import ctypes
import hashlib
from dataclasses import dataclass, field
from typing import Any

from engross.readback.pdfium import Glyph, glyph_text

SCALE = 0.75  # pixels for each pt: enough to show any word that was covered or changed
UNSEEN = 3  # the text rendering mode that draws nothing (ISO 32000-1, 9.3.6)


@dataclass(slots=True)
class Drawn:
    """Glyphs by (page, number of their marked content; -1 for none), and what a page holds and does not show."""

    glyphs: dict[tuple[int, int], list[Glyph]] = field(default_factory=dict)
    hidden: dict[int, str] = field(default_factory=dict)

    def outside(self, met: set[tuple[int, int]]) -> dict[int, str]:
        """The text of each page that belongs to no element of the tree."""
        found: dict[int, str] = {}
        for (page, number), glyphs in self.glyphs.items():
            if (page, number) not in met:
                found[page] = found.get(page, "") + "".join(glyph[2] for glyph in glyphs)
        return found


def draw(data: bytes) -> Drawn:
    """The glyphs of all pages, in the order in which they are drawn."""
    import pypdfium2

    drawn = Drawn()
    document = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(document)):
            _draw_page(document[number], number + 1, drawn)
    finally:
        document.close()
    return drawn


def looks(data: bytes) -> tuple[str, ...]:
    """A digest of each page as PDFium shows it, without fields and notes: these a signature may allow."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        shown = (page.render(scale=SCALE, may_draw_forms=False, draw_annots=False) for page in document)
        return tuple(hashlib.sha256(bytes(each.buffer)).hexdigest() for each in shown)
    finally:
        document.close()


def _draw_page(page: Any, number: int, drawn: Drawn) -> None:
    import pypdfium2.raw as raw

    text = glyph_text(page)
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(raw.FPDFText_CountChars(text)):
        item = raw.FPDFText_GetTextObject(text, index)
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if not item or character.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if raw.FPDFTextObj_GetTextRenderMode(item) == UNSEEN:
            drawn.hidden[number] = drawn.hidden.get(number, "") + character
        raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
        key = number, raw.FPDFPageObj_GetMarkedContentID(item)
        drawn.glyphs.setdefault(key, []).append((x.value, y.value, character))
