"""What an independent reader (PDFium) finds on the pages of an edition: flow, notes, margins."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from engross.typesetting.pdf import Area, Pdf

REACH = 3.0  # pt by which an accent on a capital may stand out of the text area; margins keep off farther
APART = 8.0  # pt between baselines: glyphs that are farther apart stand on different lines
LOW = 0.2  # of its height is left to a line that the reader takes for the shadow of another
UNSEEN = "\u200c\u200d\u200e\u200f"  # marks of order, which stand where a letter does (see `para.order`)
_EMPTY = 2  # bytes of a text without letters: the zero at its end
Glyph = tuple[float, float, str]  # x, y (pt from the page's foot), character
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-z](?:[^\u0590-\u08ff]*[A-Za-z0-9])?|\d(?:[.,:/\u00a0+\-]?\d)*")


@dataclass(slots=True)
class Read:
    """The text of a file: the flow and the notes of all pages, and the margins of each."""

    flow: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    flow_lines: list[list[Glyph]] = field(default_factory=list)  # those of a right-to-left edition
    note_lines: list[list[Glyph]] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)


def read(pdf: Pdf, rtl: bool) -> Read:
    """What the file says in the pages' areas; the heads of tables that a page repeats are left out.

    Of a right-to-left edition the lines of flow and notes are given glyph by glyph, as they stand.
    """
    import pypdfium2

    found = Read()
    document = pypdfium2.PdfDocument(pdf.data)
    texts = {number: glyph_text(document[number]) for number in sorted({area.page for area in pdf.areas})}
    try:
        for area in pdf.areas:
            found.margins.append("")
            if rtl:
                _read_rtl(texts[area.page], area, found)
            else:
                _read_ltr(texts[area.page], area, found)
    finally:
        document.close()
    return found


def glyph_text(page: Any) -> Any:
    """The text of a page as its glyphs say it: what the file claims of them (ActualText) is struck out first.

    PDFium leaves out a line that says what one of the five before it says, when both are tall and close, as the
    shadow of that one. Such a line is made lower where it stands, and read again.
    """
    import pypdfium2.raw as raw

    items = [raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page))]
    for item in items:
        for each in range(raw.FPDFPageObj_CountMarks(item)):
            raw.FPDFPageObjMark_RemoveParam(item, raw.FPDFPageObj_GetMark(item, each), b"ActualText")
    text = page.get_textpage()
    written = [item for item in items if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT]
    shadows = [item for item in written if raw.FPDFTextObj_GetText(item, text, None, 0) <= _EMPTY]
    if not shadows:
        return text
    text.close()
    place = raw.FS_MATRIX()
    for item in shadows:
        raw.FPDFPageObj_GetMatrix(item, place)
        raw.FPDFPageObj_Transform(item, 1, 0, 0, LOW, 0, place.f * (1 - LOW))
    return page.get_textpage()


def _read_ltr(text: Any, area: Area, found: Read) -> None:
    def between(bottom: float, top: float) -> str:
        return str(text.get_text_bounded(left=area.left, right=area.right, bottom=bottom, top=top))

    top = area.top + REACH
    for low, high in sorted(area.repeated, reverse=True):
        found.flow.append(between(high, top))
        top = low
    found.flow.append(between(area.notes, top))
    if area.notes > area.bottom:
        found.notes.append(between(area.bottom - REACH, area.notes))
    found.margins[-1] += between(area.top + REACH, area.head) + between(area.foot, area.bottom - REACH)


def _read_rtl(text: Any, area: Area, found: Read) -> None:
    """The lines of an area. In the margins they are read from right to left by the place of their glyphs.

    There numbers and symbols are turned round, and a line without a right-to-left letter as a whole.
    """
    for line in _joined(_glyph_lines(text, area)):
        height = median(glyph[1] for glyph in line)
        if any(low < height < high for low, high in area.repeated):
            continue
        if area.bottom < height < area.top:
            (found.note_lines if height < area.notes else found.flow_lines).append(line)
            continue
        word = "".join(character for _, _, character in sorted(line, key=lambda glyph: -glyph[0]))
        if _RTL.search(word):
            found.margins[-1] += _LTR.sub(lambda each: each[0][::-1], word)
        else:
            found.margins[-1] += word[::-1]


def _joined(pieces: Iterator[list[Glyph]]) -> Iterator[list[Glyph]]:
    """Lines whole again: the reader divides one where the call of a note is raised, or a mark is far below."""
    held: list[Glyph] = []
    for piece in pieces:
        if held and abs(median(glyph[1] for glyph in piece) - median(glyph[1] for glyph in held)) > APART:
            yield held
            held = []
        held += piece
    if held:
        yield held


def _glyph_lines(text: Any, area: Area) -> Iterator[list[Glyph]]:
    """(x, y, character) of each glyph of the area's page, line by line."""
    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    line: list[Glyph] = []
    for index in range(raw.FPDFText_CountChars(text)):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character in "\r\n":
            yield from _by_height(line)
            line = []
        elif not character.isspace() and not UNSEEN[0] <= character <= UNSEEN[-1]:
            raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
            if area.left <= x.value <= area.right and area.foot <= y.value <= area.head:
                line.append((x.value, y.value, character))
    yield from _by_height(line)


def _by_height(line: list[Glyph]) -> Iterator[list[Glyph]]:
    """The lines of what the reader takes for one, from the top: it joins lines at a hyphen, in its own order."""
    lines: list[list[Glyph]] = []
    for glyph in line:
        if not lines or abs(glyph[1] - lines[-1][0][1]) > APART:
            lines.append([])
        lines[-1].append(glyph)
    yield from sorted(lines, key=lambda each: -each[0][1])
