"""Images too coarse for their size on the page, and pages that are nothing but an image (ISO 32000-1, 8.9)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engross.preflight import Finding, Severity

NAME = "images"
SCREEN, PRESS, LINE_ART = 150, 300, 600  # pixels an inch: less shows; LINE_ART for one bit a pixel on a press
COVERED = 0.5  # part of the page


def check(file: Path, press: bool) -> Iterator[Finding]:
    """A finding for each page with an image below the resolution wanted, and for each that is an image without text."""
    import pypdfium2
    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(file)
    try:
        for number, page in enumerate(document, 1):
            found = list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
            yield from _coarse(found, number, press)
            yield from _image_only(page, found, number)
    finally:
        document.close()


def _coarse(found: list[Any], number: int, press: bool) -> Iterator[Finding]:
    coarse = []
    for image in found:
        about = image.get_metadata()
        wanted = SCREEN if not press else LINE_ART if about.bits_per_pixel == 1 else PRESS
        reached = min(about.horizontal_dpi, about.vertical_dpi)
        if reached < wanted - 0.5:
            coarse.append((reached, wanted))
    if coarse:
        reached, wanted = min(coarse)
        yield Finding(
            code="images/coarse",
            severity=Severity.WARNING,
            text=f"an image has {reached:.0f} pixels an inch where {wanted} are wanted",
            hint="use the original of the image, or print it smaller",
            rule="ISO 32000-1, 8.9.5",
            page=number,
            times=len(coarse),
        )


def _image_only(page: Any, found: list[Any], number: int) -> Iterator[Finding]:
    if not found or page.get_textpage().get_text_range().strip():
        return
    width, height = page.get_size()
    covered = 0.0
    for image in found:
        left, bottom, right, top = image.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    if covered >= COVERED * width * height:
        yield Finding(
            code="images/no-text",
            severity=Severity.WARNING,
            text="the page is an image without text: nobody can search it, copy from it, or hear it",
            hint="use the file the page was printed from, or have its text recognized and read through",
            page=number,
        )
