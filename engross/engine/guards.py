"""What the engine does not notice about fonts, noticed where fonts enter the PDF; and glyphs told what they say.

Wraps `weasyprint.pdf.build_fonts_dictionary` and `weasyprint.draw.text.draw_first_line` (WeasyPrint 70).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engross.errors import Problem

HYPHEN = "\u2010"  # what the engine puts at a line's end
JOINER = "\u200d"  # what a glyph says that only joins two letters (readers skip it)
SOFT_HYPHEN = "\u00ad"  # what a reader who copies the text is told it is


@contextmanager
def guarding(allowed: frozenset[str]) -> Iterator[list[Problem]]:
    """The problems met while a PDF is written in the block: a family not `allowed`, a glyph that says nothing."""
    import weasyprint.pdf as pdf
    from weasyprint.draw import text as drawing

    problems: list[Problem] = []
    build, draw = pdf.build_fonts_dictionary, drawing.draw_first_line

    def build_and_look(document: Any, fonts: dict[Any, Any], *args: Any, **options: Any) -> Any:
        for font in fonts.values():
            problems.extend(_font_problems(font, allowed))
            _name_hyphens(font)
        return build(document, fonts, *args, **options)

    def name_and_draw(stream: Any, box: Any, *args: Any) -> Any:
        if box.style["direction"] == "rtl":
            name_split_ligatures(stream, box)
        return draw(stream, box, *args)

    pdf.build_fonts_dictionary, drawing.draw_first_line = build_and_look, name_and_draw
    try:
        yield problems
    finally:
        pdf.build_fonts_dictionary, drawing.draw_first_line = build, draw


def _font_problems(font: Any, allowed: frozenset[str]) -> Iterator[Problem]:
    text = "".join(sorted(set("".join(font.to_unicode.values()))))[:30]
    if font.family not in allowed:
        yield Problem(
            code="engine/foreign-face",
            text=f"the face {font.family!r} was used for {text!r}",
            hint=f"the house allows: {', '.join(sorted(allowed))}",
        )
    if 0 in font.to_unicode:
        yield Problem(
            code="engine/missing-glyph",
            text=f"{font.family} has no glyph for {font.to_unicode[0]!r}",
            hint="correct the character, or give the house a face that has it",
        )


def _name_hyphens(font: Any) -> None:
    """A hyphen put in at a line's end is a soft hyphen to whoever copies the text."""
    for glyph, text in font.to_unicode.items():
        if text == HYPHEN:
            font.to_unicode[glyph] = SOFT_HYPHEN


def name_split_ligatures(stream: Any, box: Any) -> None:
    """Give each glyph of a many-glyph cluster its own letter, so that extracted text has no letter too many or too few.

    Amiri draws lam-alef as two glyphs, and joins some letters by a glyph that is no letter. The engine names
    the whole cluster on one of the glyphs and nothing on the others, whatever they say elsewhere.
    """
    from weasyprint.text.ffi import ffi

    line, _ = box.pango_layout.get_first_line()
    text = box.pango_layout.text.encode()
    run = line.runs[0] if line != ffi.NULL else ffi.NULL
    while run != ffi.NULL:
        item, run = run.data, run.next
        if item.item.analysis.level % 2:
            font, _ = stream.add_font(item.item.analysis.font)
            for glyph, letter in _letters_of_split(item, text):
                if letter != JOINER or not font.to_unicode.get(glyph):
                    font.to_unicode[glyph] = letter


def _letters_of_split(item: Any, text: bytes) -> Iterator[tuple[int, str]]:
    """(glyph, letter) for each right-to-left cluster of several glyphs: a letter each, then joiners."""
    count = item.glyphs.num_glyphs
    clusters = list(item.glyphs.log_clusters[0:count])
    if len(set(clusters)) == count:
        return
    glyphs = item.glyphs.glyphs
    at, end = 0, item.item.length
    while at < count:
        stop = at + clusters[at:].count(clusters[at])
        start = item.item.offset
        letters = text[start + clusters[at] : start + end].decode()
        if stop - at > 1 and stop - at >= len(letters):
            # Glyphs of the run stand from left to right: the last is the first in reading order.
            named = letters + JOINER * (stop - at - len(letters))
            yield from ((glyphs[stop - 1 - i].glyph, letter) for i, letter in enumerate(named))
        end, at = clusters[at], stop
