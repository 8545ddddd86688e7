"""What the engine does not notice about fonts, noticed where fonts enter the PDF.

Wraps `weasyprint.pdf.build_fonts_dictionary` (WeasyPrint 70).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from engross.errors import Problem


@contextmanager
def guarding(allowed: frozenset[str]) -> Iterator[list[Problem]]:
    """The problems met while a PDF is written in the block: a family not `allowed`, a glyph that says nothing."""
    import weasyprint.pdf as pdf

    problems: list[Problem] = []
    build = pdf.build_fonts_dictionary

    def build_and_look(document: Any, fonts: dict[Any, Any], *args: Any, **options: Any) -> Any:
        for font in fonts.values():
            problems.extend(_font_problems(font, allowed))
        return build(document, fonts, *args, **options)

    pdf.build_fonts_dictionary = build_and_look
    try:
        yield problems
    finally:
        pdf.build_fonts_dictionary = build


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
