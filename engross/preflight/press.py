"""PDF/X-4 as far as it can be checked here: boxes, output intent, declarations, colours, what is not for a press.

No independent validator of PDF/X is at hand.
ISO 15930-7 asks for it; the keys are those of ISO 32000-1, which the findings name by clause.
"""

from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, colours
from engross.preflight.colours import inks
from engross.preflight.drawings import elements, is_dictionary

__all__ = ["NAME", "check", "inks"]

NAME = "press"
EDGE = 0.01  # pt: less is rounding
CONDITIONS = {b"prtrCMYK": "CMYK", b"prtrRGB ": "RGB", b"prtrGRAY": "GRAY"}
MARKS = ("/PrinterMark", "/TrapNet")  # annotations that are for the press
Box = tuple[float, ...]


def check(pdf: Any) -> Iterator[Finding]:
    """What keeps the file from a press: a finding for each requirement that is not met."""
    yield from _declarations(pdf)
    yield from _intent(pdf)
    condition = _condition(pdf) or "CMYK"
    for number, page in enumerate(pdf.pages, 1):
        yield from _boxes(page, number)
        yield from colours.check(page, number, condition)


def _declarations(pdf: Any) -> Iterator[Finding]:
    from engross.preflight.claims import declared

    if "x4" not in declared(pdf):
        yield _finding("version", "the metadata do not declare PDF/X-4", "make the file with --output press", "14.3.2")
    about = pdf.trailer.get("/Info")
    if str(about.get("/Trapped", "") if is_dictionary(about) else "") not in ("/True", "/False"):
        yield _finding(
            "trapped", "the file does not say whether it is trapped", "say Trapped: True or False", "14.11.6"
        )
    if "/ID" not in pdf.trailer:
        yield _finding("id", "the file has no identifier", "save it with one", "14.4")


def _intents(pdf: Any) -> list[Any]:
    held = [each for each in elements(pdf.Root.get("/OutputIntents")) if is_dictionary(each)]
    return [each for each in held if each.get("/S") == "/GTS_PDFX"]


def _condition(pdf: Any) -> str:
    """What the printing condition prints in (CMYK, RGB, GRAY); "" when no printer's profile says it."""
    import pikepdf

    profile = next((each.get("/DestOutputProfile") for each in _intents(pdf)), None)
    return CONDITIONS.get(profile.read_bytes()[12:20], "") if isinstance(profile, pikepdf.Stream) else ""


def _intent(pdf: Any) -> Iterator[Finding]:
    intents = _intents(pdf)
    if len(intents) != 1:
        yield _finding("intent", f"{len(intents)} output intents for PDF/X, not 1", "give it one", "14.11.5")
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield _finding("condition", "the printing condition has no identifier", "name it, e.g. FOGRA39", "14.11.5")
    if "/DestOutputProfile" not in intents[0]:
        yield _finding(
            "profile", "the output intent has no profile: PDF/X-4 wants it in the file", "embed one", "14.11.5"
        )
    elif not _condition(pdf):
        yield _finding(
            "profile", "the output intent's profile is not that of a printer", "embed a printer's", "14.11.5"
        )


def _boxes(page: Any, number: int) -> Iterator[Finding]:
    where = "14.11.2"
    boxes = {name: box(page, name) for name in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")}
    for name, found in boxes.items():
        if found == () and name in page.obj:
            yield _finding("boxes", f"the {name[1:]} is no box", "give it four numbers", where, number)
    media, trim = boxes["/MediaBox"], boxes["/TrimBox"] or boxes["/ArtBox"]
    bleed = boxes["/BleedBox"] or boxes["/CropBox"] or media
    if not media:
        yield _finding("boxes", "the page has no MediaBox", "make the file anew", where, number)
    elif not trim:
        yield _finding("boxes", "the page has no TrimBox: where to cut is not said", "make it with one", where, number)
    else:
        if "/TrimBox" in page.obj and "/ArtBox" in page.obj:
            yield _finding("boxes", "the page has a TrimBox and an ArtBox", "leave the TrimBox only", where, number)
        for inner, outer, name in ((trim, bleed, "TrimBox"), (bleed, media, "BleedBox")):
            if not _within(inner, outer):
                yield _finding("boxes", f"the {name} is larger than what should hold it", "correct it", where, number)
    yield from _annotations(page, bleed, number)


def _annotations(page: Any, bleed: Box, number: int) -> Iterator[Finding]:
    """Links, notes and form fields that touch what is printed."""
    found = [each for each in elements(page.obj.get("/Annots")) if is_dictionary(each)]
    touching = [
        each for each in found if str(each.get("/Subtype")) not in MARKS and _touches(_edges(each.get("/Rect")), bleed)
    ]
    if touching:
        yield _finding(
            "annotation",
            f"a link, note or form field ({str(touching[0].get('/Subtype', '/?'))[1:]}) lies on what is printed",
            "take it out of the file for the press",
            "12.5",
            number,
            times=len(touching),
        )


def _touches(inner: Box, outer: Box) -> bool:
    return not (inner and outer) or all(inner[i] < outer[i + 2] and inner[i + 2] > outer[i] for i in (0, 1))


def box(page: Any, name: str) -> Box:
    """(left, bottom, right, top) of a box of a page in pt, inherited where it may be; () when there is none."""
    node, seen = page.obj, set()
    while is_dictionary(node) and node.objgen not in seen:
        if name in node:
            return _edges(node.get(name))
        seen.add(node.objgen)
        node = node.get("/Parent") if name in ("/MediaBox", "/CropBox") else None
    return ()


def _edges(held: Any) -> Box:
    """The edges of a box, in order; () for what is no box, or has no inside."""
    try:
        left, bottom, right, top = (float(each) for each in elements(held))
    except (ValueError, TypeError, OverflowError):
        return ()
    edges = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    return edges if edges[0] < edges[2] and edges[1] < edges[3] else ()


def _within(inner: Box, outer: Box) -> bool:
    return all(inner[i] >= outer[i] - EDGE and inner[i + 2] <= outer[i + 2] + EDGE for i in (0, 1))


def _finding(code: str, text: str, hint: str, clause: str, page: int = 0, times: int = 1) -> Finding:
    rule = f"ISO 15930-7; ISO 32000-1, {clause}"
    return Finding(code=f"x4/{code}", text=text, hint=hint, rule=rule, page=page, times=times)
