"""The engine's own breaks recorded, and forced on our paragraphs: what then differs is not the breaking."""

import ctypes
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as raw
from conftest import LANGUAGES, ROOT

from engross.workspace import Workspace


def languages():
    """All the languages of the repository by tag."""
    workspace = Workspace(ROOT)
    return {tag: workspace.language(tag) for tag in LANGUAGES}


def set_page(html: str, fonts, plan=None, house: str = "un", whole=(), **lines: float):
    """(PDF bytes, setting) of a page with our paragraphs; `plan` may take the place of ours; `lines` are penalties."""
    from weasyprint import HTML

    from engross.typesetting.paragraphs import hook, rules

    form = replace(Workspace(ROOT).house(house), lines=lines)
    with hook.setting_paragraphs(rules.rules_of(languages(), form, whole)) as setting:
        if plan:
            setting.plan = plan
        data = HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    return data, setting


def set_stock(html: str, fonts):
    """(PDF bytes, breaks) of a page as the engine sets it: for each paragraph and place the next, and a hyphen."""
    from weasyprint import HTML

    with recording() as breaks:
        data = HTML(string=html).write_pdf(font_config=fonts, pdf_variant="pdf/ua-1")
    return data, breaks


@contextmanager
def recording():
    """Inside the block the engine's breaks are noted."""
    import weasyprint.layout.block as block
    import weasyprint.text.line_break as line_break

    from engross.typesetting.paragraphs import rules
    from engross.typesetting.paragraphs.paragraph import Paragraph, Unfit

    stock, breaks = block.iter_line_boxes, {}

    def record(context, box, y, bottom, skip, parent, *rest):
        try:
            para = Paragraph(context, box, parent)
        except Unfit:
            yield from stock(context, box, y, bottom, skip, parent, *rest)
            return
        for line, resume in stock(context, box, y, bottom, skip, parent, *rest):
            following = None if resume is None else para.char_of(resume)
            hyphen = following is not None and _hyphenated(line, para.text[following - 1])
            breaks.setdefault((para.text, box.style["font_size"]), {})[para.char_of(skip)] = (following, hyphen)
            skip = resume
            yield line, resume

    block.iter_line_boxes, pyphen = record, line_break.pyphen
    line_break.pyphen = rules.StandIn(rules.rules_of(languages(), Workspace(ROOT).house("un")))
    try:
        yield breaks
    finally:
        block.iter_line_boxes, line_break.pyphen = stock, pyphen


def _hyphenated(line, before: str) -> bool:
    from weasyprint.formatting_structure import boxes

    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    ends = bool(texts) and texts[-1].text.endswith(texts[-1].style["hyphenate_character"])
    return ends and before not in " \u2010"


def forcing(breaks):
    """A kind of plan that has the recorded lines."""
    from engross.typesetting.paragraphs.breaker import HYPHEN, PLAIN
    from engross.typesetting.paragraphs.plan import Line, Plan

    class Forced(Plan):
        free = False
        kashida = property(lambda self: 0, lambda self, value: None)

        def lines(self, width, indent, start):
            para = self.paragraph
            known, found, at = breaks[para.text, para.box.style["font_size"]], [], start
            while at is not None:
                following, hyphen = known[at]
                end = para.content if following is None else following
                forced = following is not None and para.text[following - 1] == "\n"
                end -= forced
                while para.text[end - 1] == " ":
                    end -= 1
                found.append(Line(at, end, following, HYPHEN if hyphen else PLAIN, following is None or forced))
                at = following
            return found

    return Forced


@dataclass(frozen=True)
class Letter:
    """A letter of a page: where it stands (pt from the lower left corner)."""

    page: int
    x: float
    y: float
    said: str


def letters(data: bytes) -> list[Letter]:
    """The letters of a PDF as PDFium reads them; no spaces, hyphens put in, joiners, or marks of direction."""
    found, x, y = [], ctypes.c_double(), ctypes.c_double()
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        for index in range(raw.FPDFText_CountChars(text)):
            said = chr(raw.FPDFText_GetUnicode(text, index))
            if not said.isspace() and said not in "\x02\ufffe\u00ad\u2010\u200d\u200e\u200f":
                raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
                found.append(Letter(number, x.value, y.value, said))
    return found


def lines_that_differ(ours: bytes, stock: bytes, off: float) -> list[str]:
    """The lines in which a letter stands where the engine puts none, by more than `off` pt across or .01 pt up or down.

    What the letters say does not count: the two say Arabic letters otherwise, and in another order.
    """
    one, other = letters(ours), letters(stock)
    assert abs(len(one) - len(other)) < 0.01 * len(other)
    places: dict[tuple[int, int], list[Letter]] = {}
    for each in other:
        places.setdefault((each.page, round(each.y)), []).append(each)
    wrong = {(each.page, round(each.y, 1)) for each in one if not _stands(each, places, off)}
    return ["".join(each.said for each in one if (each.page, round(each.y, 1)) == place) for place in sorted(wrong)]


def _stands(letter: Letter, places: dict[tuple[int, int], list[Letter]], off: float) -> bool:
    near = [each for step in (-1, 0, 1) for each in places.get((letter.page, round(letter.y) + step), ())]
    return any(abs(each.x - letter.x) <= off and abs(each.y - letter.y) <= 0.01 for each in near)
