"""Does the finished PDF say exactly what the edition says?  Asked of an independent reader (PDFium) after every build.

Three comparisons, none of which tolerates a letter:
1. the HTML holds the edition's heading and ends with its clauses (no template dropped, added or moved one);
2. the text inside the page areas of the PDF is the HTML's text, in order;
3. what stands in the page margins is the house's running matter and the folio, and nothing else.
White space, soft hyphens and format characters do not count.  For right-to-left editions the reader's own
ordering is not relied on: each line is read from right to left by the place of its glyphs.
"""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from engross.edition import Edition
from engross.errors import FidelityError, Place, Problem
from engross.model import lines_text
from engross.outputs.pdf import Area, Pdf

APART = 8.0  # pt between baselines: glyphs that are farther apart stand on different lines
Glyph = tuple[float, float, str]  # x, y (pt from the page's foot), character
_IGNORED = re.compile("[\\s\u00ad\u200b-\u200f\u2010\u2060\ufeff]+")
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BRACKETS = str.maketrans("([{«‹<“‘", ")]}»›>”’")
_LTR = re.compile(r"[A-Za-z](?:[^\u0590-\u08ff]*[A-Za-z0-9])?|\d(?:[.,:/\u00a0+\-]?\d)*")


def letters(text: str) -> str:
    """What counts of a text: no white space, no soft hyphen, no format character; composed (NFC).

    >>> letters("deplor\\u00ad\\n ing,\\u00a0in particular")
    'deploring,inparticular'
    """
    return unicodedata.normalize("NFC", _IGNORED.sub("", text))


@dataclass(slots=True)
class _Flow(HTMLParser):
    """The text of a page: its flow in order, and the running matter that the margins repeat."""

    flow: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    _depth: int = 0
    _margin: int = 0
    _body: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the body and the running elements begin."""
        self._body |= tag == "body"
        if tag in ("img", "meta", "br", "wbr"):
            return
        self._depth += 1
        if ("data-margin", None) in attrs and not self._margin:
            self._margin = self._depth
            self.margins.append("")

    def handle_endtag(self, tag: str) -> None:
        """Note where a running element ends."""
        if self._margin == self._depth:
            self._margin = 0
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep the text where it belongs."""
        if self._margin:
            self.margins[-1] += data
        elif self._body:
            self.flow.append(data)


def check(edition: Edition, html: str, pdf: Pdf) -> None:
    """Nothing when the PDF is faithful; FidelityError showing the first place where it is not."""
    page = _Flow()
    page.feed(html)
    printed, wanted = letters("".join(page.flow)), letters(lines_text(edition.lines))
    heading = letters(edition.heading_text)
    if not printed.endswith(wanted) or heading not in printed[: -len(wanted)]:
        whole = wanted if heading in printed else heading + wanted
        at = len(whole) - _first_difference(whole[::-1], printed[::-1]) - 1
        raise FidelityError(
            _problem(
                "fidelity/template",
                edition,
                wanted,
                at,
                printed[at - len(whole) :],
                "a template of the house changes, drops or adds to the text",
            )
        )
    rtl = edition.language.direction == "rtl"
    running = [letters(each) for each in page.margins]
    flow, margins = _read(pdf, printed.translate(_BRACKETS), rtl)
    _compare(edition, printed, letters(flow), len(printed) - len(wanted), rtl)
    _check_margins(edition, running, margins, rtl)


def _compare(edition: Edition, printed: str, flow: str, masthead: int, rtl: bool) -> None:
    flow = _settle_hyphens(printed, flow)
    if rtl:
        printed, flow = printed.translate(_BRACKETS), flow.translate(_BRACKETS)
    if rtl and masthead:
        # Columns of a masthead stand side by side: there the letters are compared, not their order.
        head, body = flow[: -(len(printed) - masthead)], flow[-(len(printed) - masthead) :]
        if sorted(head) != sorted(printed[:masthead]):
            raise FidelityError(_problem("fidelity/pdf", edition, printed, 0, head, "the masthead differs"))
        printed, flow = printed[masthead:], body
        masthead = 0
    if printed != flow:
        at = _first_difference(printed, flow)
        raise FidelityError(
            _problem(
                "fidelity/pdf",
                edition,
                printed[masthead:],
                at - masthead,
                flow[at:],
                "the PDF does not say what the edition says",
            )
        )


def _settle_hyphens(printed: str, flow: str) -> str:
    """The text with each hyphen that ends a line settled.

    PDFium gives one mark (U+0002 or U+FFFE) for a hyphen the text has and for one that was put in: where
    the edition has a hyphen it is that, elsewhere it was put in.
    """
    first, *rest = re.split("[\x02\ufffe]", flow)
    settled = first
    for piece in rest:
        settled += ("-" if printed[len(settled) : len(settled) + 1] == "-" else "") + piece
    return settled


def _first_difference(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def _problem(code: str, edition: Edition, wanted: str, at: int, found: str, text: str) -> Problem:
    clause = _clause_at(edition, at)
    return Problem(
        code=code,
        place=Place(file=f"{edition.document}.{edition.language.tag}", clause=clause),
        text=f"{text}: wanted “{wanted[max(at - 12, 0) : at + 24]}”, found “{found[:24]}”",
        hint="nothing was written; if the text is right, the house's template, style or fonts are at fault",
    )


def _clause_at(edition: Edition, at: int) -> str:
    """The clause in which a place of the edition's clauses lies; "" before them."""
    if at < 0:
        return ""
    reached = 0
    for line in edition.walk():
        reached += len(letters(line.label + line.hole + line.text))
        if at < reached:
            return line.id
    return ""


def _check_margins(edition: Edition, running: list[str], margins: list[str], rtl: bool) -> None:
    table = _BRACKETS if rtl else {}
    known = sorted({each.translate(table) for each in running if each}, key=len, reverse=True)
    for number, margin in enumerate(margins, 1):
        rest = letters(margin).translate(table)
        for text in known:
            rest = rest.replace(text, "", 1)
        if rest not in ("", str(number), f"{number}/{len(margins)}"):
            raise FidelityError(
                Problem(
                    code="fidelity/margin",
                    place=Place(file=f"{edition.document}.{edition.language.tag}", clause=f"page {number}"),
                    text=f"the margins say “{rest}”, neither running matter nor the folio {number}/{len(margins)}",
                    hint="correct the margin boxes of the house's page.css",
                )
            )
        if edition.draft and letters(edition.stamp) not in letters(margin):
            raise FidelityError(
                Problem(
                    code="fidelity/stamp",
                    place=Place(file=f"{edition.document}.{edition.language.tag}", clause=f"page {number}"),
                    text=f"the page does not bear the stamp {edition.stamp!r}",
                    hint="the house's page.css gives element(stamp) no place on this page",
                )
            )


def _read(pdf: Pdf, said: str, rtl: bool) -> tuple[str, list[str]]:
    """What PDFium reads: the text inside all page areas, and the text in the margins of each page."""
    import pypdfium2

    flow, margins = [], []
    document = pypdfium2.PdfDocument(pdf.data)
    texts = {number: _glyph_text(document[number]) for number in sorted({area.page for area in pdf.areas})}
    try:
        for area in pdf.areas:
            text = texts[area.page]
            inside, outside = _read_rtl(text, said, area) if rtl else _read_ltr(text, area)
            flow.append(inside)
            margins.append(outside)
    finally:
        document.close()
    return "".join(flow), margins


def _glyph_text(page: Any) -> Any:
    """The text of a page as its glyphs say it: what the file claims of them (ActualText) is struck out first."""
    import pypdfium2.raw as raw

    for number in range(raw.FPDFPage_CountObjects(page)):
        item = raw.FPDFPage_GetObject(page, number)
        for each in range(raw.FPDFPageObj_CountMarks(item)):
            raw.FPDFPageObjMark_RemoveParam(item, raw.FPDFPageObj_GetMark(item, each), b"ActualText")
    return page.get_textpage()


def _read_ltr(text: Any, area: Area) -> tuple[str, str]:
    """The text inside the area, and in the margins below and above it."""

    def between(bottom: float, top: float) -> str:
        return str(text.get_text_bounded(left=area.left, right=area.right, bottom=bottom, top=top))

    return between(area.bottom, area.top), between(area.top, area.head) + between(area.foot, area.bottom)


def _read_rtl(text: Any, said: str, area: Area) -> tuple[str, str]:
    """The text inside and outside an area, each line from right to left by its glyphs.

    A line without a right-to-left letter is read from left to right: outside always (a symbol, a job number),
    inside if that is what the page says (a hole of a draft); `said` is its text, letters only.
    """
    inside: list[str] = []
    outside: list[str] = []
    for line in _glyph_lines(text, area):
        line.sort(key=lambda glyph: -glyph[0])
        read = "".join(character for _, _, character in line)
        place = inside if area.bottom < line[0][1] < area.top else outside
        if not _RTL.search(read) and (place is outside or letters(read[::-1]).translate(_BRACKETS) in said):
            place.append(read[::-1])
        else:
            place.append(_LTR.sub(lambda found: found[0][::-1], read))
    return "".join(inside), "".join(outside)


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
        elif not character.isspace():
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
