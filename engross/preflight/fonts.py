"""Fonts that are not in the file, and fonts that do not say which letters their glyphs stand for."""

from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, Severity
from engross.preflight.drawings import drawings, elements, fonts, is_dictionary, steps

FILES = ("/FontFile", "/FontFile2", "/FontFile3")
NAME = "fonts"
SHOWN = "Tf Tr Tj TJ ' \" q Q"
INVISIBLE = 3  # the rendering mode of text that only programs see
NAMED = ("/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding", "/StandardEncoding")
COLLECTIONS = ("GB1", "CNS1", "Japan1", "Korea1", "KR")
SYMBOLIC = 4


def check(pdf: Any, for_press: bool) -> Iterator[Finding]:
    """A finding for each font that text is shown in and that is not embedded, or says no letters; with its first page.

    Only for a press this breaks the standard that the file is held to: of PDF/A and PDF/UA the validators judge.
    """
    told: set[tuple[str, str]] = set()
    for number, page in enumerate(pdf.pages, 1):
        for font in fonts(page):
            name = str(font.get("/BaseFont", "/without a name")).lstrip("/")
            if ("not-embedded", name) not in told and not embedded(font) and _shows(page, font):
                told.add(("not-embedded", name))
                yield _not_embedded(name, number, for_press)
            if ("no-letters", name) not in told and not says_letters(font) and _shows(page, font, invisible=True):
                told.add(("no-letters", name))
                yield _no_letters(name, number)


def _not_embedded(name: str, page: int, for_press: bool) -> Finding:
    return Finding(
        code="fonts/not-embedded",
        severity=Severity.ERROR if for_press else Severity.WARNING,
        text=f"the font {name} is not in the file: another machine shows another one",
        hint="make the file anew with all fonts embedded",
        rule="ISO 15930-7; ISO 32000-1, 9.9" if for_press else "ISO 32000-1, 9.9 (advises it)",
        page=page,
    )


def _no_letters(name: str, page: int) -> Finding:
    return Finding(
        code="fonts/no-letters",
        severity=Severity.WARNING,
        text=f"the font {name} does not say which letters it draws: nobody can search its text, copy it, or hear it",
        hint="make the file anew with a program that writes ToUnicode tables",
        rule="ISO 32000-1, 9.10.2",
        page=page,
    )


def embedded(font: Any) -> bool:
    """Whether the font's program is in the file."""
    kind = font.get("/Subtype")
    if kind == "/Type3":
        return True
    if kind == "/Type0":
        below = [each for each in elements(font.get("/DescendantFonts")) if is_dictionary(each)]
        return bool(below) and all(each.get("/Subtype") != "/Type0" and embedded(each) for each in below)
    descriptor = font.get("/FontDescriptor")
    return is_dictionary(descriptor) and any(key in descriptor for key in FILES)


def says_letters(font: Any) -> bool:
    """Whether a program can know which letters the font draws (ISO 32000-1, 9.10.2)."""
    if "/ToUnicode" in font:
        return True
    kind, encoding = font.get("/Subtype"), font.get("/Encoding")
    if kind == "/Type0":
        return str(encoding) not in ("/Identity-H", "/Identity-V") or _collected(font)
    if str(encoding) in NAMED:
        return True
    if is_dictionary(encoding):
        return kind != "/Type3" or _names_letters(encoding)
    descriptor = font.get("/FontDescriptor")
    flags = descriptor.get("/Flags", 0) if is_dictionary(descriptor) else 0
    return kind in ("/Type1", "/MMType1") or not int(flags) & SYMBOLIC


def _collected(font: Any) -> bool:
    """Whether the glyphs are numbered as a collection of characters that programs know."""
    below = [each for each in elements(font.get("/DescendantFonts")) if is_dictionary(each)]
    systems = [each.get("/CIDSystemInfo") for each in below]
    return any(is_dictionary(each) and str(each.get("/Ordering", "")) in COLLECTIONS for each in systems)


def _names_letters(encoding: Any) -> bool:
    from fontTools.agl import toUnicode

    names = [str(each)[1:] for each in elements(encoding.get("/Differences")) if str(each)[:1] == "/"]
    return bool(names) and all(toUnicode(name) for name in names)


def _shows(page: Any, font: Any, invisible: bool = False) -> bool:
    """Whether text is shown in a font on a page; text that only programs see counts when asked for."""
    for stream, resources in drawings(page):
        held = resources.get("/Font") if is_dictionary(resources) else None
        names = [key for key, each in held.items() if _same(each, font)] if is_dictionary(held) else []
        if names and _shown(stream, names, invisible):
            return True
    return False


def _same(one: Any, other: Any) -> bool:
    return is_dictionary(one) and (one.objgen == other.objgen if other.is_indirect else one == other)


def _shown(stream: Any, names: list[str], invisible: bool) -> bool:
    state: tuple[str, int] = ("", 0)
    kept: list[tuple[str, int]] = []
    for step in steps(stream, SHOWN):
        operator, operands = str(step.operator), step.operands
        if operator == "q":
            kept.append(state)
        elif operator == "Q":
            state = kept.pop() if kept else state
        elif operator == "Tf" and len(operands):
            state = str(operands[0]), state[1]
        elif operator == "Tr" and len(operands):
            state = state[0], int(operands[0])
        elif state[0] in names and (invisible or state[1] != INVISIBLE):
            return True
    return False
