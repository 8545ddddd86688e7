"""Fonts that are not in the file: the page looks different on every machine (ISO 32000-1, 9.9)."""

from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding
from engross.preflight.drawings import fonts

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
NAME = "fonts"


def check(pdf: Any, for_press: bool) -> Iterator[Finding]:
    """A finding for each font that is not embedded, with the first page it is on."""
    told: set[str] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in fonts(page):
            name = str(font.get("/BaseFont", "/without a name")).lstrip("/")
            if name in told or _embedded(font):
                continue
            told.add(name)
            yield Finding(
                code="fonts/not-embedded",
                text=f"the font {name} is not in the file",
                hint="make the file anew with all fonts embedded",
                rule="ISO 32000-1, 9.9",
                page=number,
            )


def _embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        return all(_embedded(each) for each in font.get("/DescendantFonts", []))
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in FILES)
