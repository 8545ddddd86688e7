"""What a visible signature shows: who signed, when and why, set by the engine in the locked fonts, as one page."""

import unicodedata
from html import escape

from engross.errors import Problem, SignerError
from engross.typesetting.html import Page

LARGEST, SMALLEST = 10.0, 5.0  # pt


def drawing(families: tuple[str, ...], width: float, height: float, lines: tuple[str, ...]) -> bytes:
    """A page of that size (pt) with these lines, as large as they fit; SignerError when they do not."""
    from engross.typesetting.pdf import plain

    size = min(LARGEST, (height - 4) / (1.25 * len(lines)))
    while size >= SMALLEST:
        data = plain(page(families, width, height, lines, size), families)
        if _fits(data, width):
            return data
        size -= 0.5
    hint = "make the field wider or higher, or the reason shorter"
    raise SignerError(Problem(code="sign/too-small", text="the words do not fit into the field", hint=hint))


def _fits(data: bytes, width: float) -> bool:
    """Whether everything stands on one page and inside its edges."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        edges = [each.get_bounds() for page in document for each in page.get_objects()]
        return len(document) == 1 and all(left >= 0 and right <= width for left, _, right, _ in edges)
    finally:
        document.close()


def page(families: tuple[str, ...], width: float, height: float, lines: tuple[str, ...], size: float) -> Page:
    """The lines as HTML: the first, the signer, in bold."""
    faces = ", ".join(f'"{family}"' for family in families)
    css = (
        f"@page {{ size: {width}pt {height}pt; margin: 2pt }} body {{ margin: 0; color: #000; line-height: 1.25;"
        f" font-family: {faces}; font-size: {size}pt }} p {{ margin: 0; white-space: nowrap }}"
        " p:first-child { font-weight: bold }"
    )
    body = "".join(f'<p dir="{_direction(line)}">{escape(line)}</p>' for line in lines)
    return Page(html=f"<!doctype html><html><body>{body}</body></html>", styles=(("signature.css", css),))


def _direction(line: str) -> str:
    """The direction of a line: that of its first letter.

    >>> _direction("2026 Ms. Okafor"), _direction("ليلى")
    ('ltr', 'rtl')
    """
    kinds = (unicodedata.bidirectional(letter) for letter in line)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"
