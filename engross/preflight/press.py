"""PDF/X-4 as far as it can be checked here: boxes, output intent, declarations, inks.

No independent validator of PDF/X is at hand.
ISO 15930-7 asks for it; the keys are those of ISO 32000-1, which the findings name by clause.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, Severity
from engross.preflight.drawings import drawings, images

NAME = "press"
EDGE = 0.01  # pt: less is rounding
_RGB = {"rg", "RG"}
_SPACES = {"/DeviceRGB": "DeviceRGB", "/CalRGB": "CalRGB", "/Lab": "Lab"}
Inks = Counter[tuple[str, tuple[str, ...]]]


def check(pdf: Any) -> Iterator[Finding]:
    """What keeps the file from a press: a finding for each requirement that is not met."""
    yield from _declarations(pdf)
    yield from _intent(pdf)
    for number, page in enumerate(pdf.pages, 1):
        yield from _boxes(page, number)
        yield from _colours(page, number)


def _declarations(pdf: Any) -> Iterator[Finding]:
    from engross.preflight.claims import declared

    if "x4" not in declared(pdf):
        yield _finding("version", "the metadata do not declare PDF/X-4", "make the file with --output press", "14.3.2")
    if str(pdf.docinfo.get("/Trapped", "")) not in ("/True", "/False"):
        yield _finding(
            "trapped", "the file does not say whether it is trapped", "say Trapped: True or False", "14.11.6"
        )
    if "/ID" not in pdf.trailer:
        yield _finding("id", "the file has no identifier", "save it with one", "14.4")


def _intent(pdf: Any) -> Iterator[Finding]:
    intents = [each for each in pdf.Root.get("/OutputIntents", []) if each.get("/S") == "/GTS_PDFX"]
    if len(intents) != 1:
        yield _finding("intent", f"{len(intents)} output intents for PDF/X, not 1", "give it one", "14.11.5")
        return
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield _finding("condition", "the printing condition has no identifier", "name it, e.g. FOGRA39", "14.11.5")
    profile = intents[0].get("/DestOutputProfile")
    if profile is None and "/RegistryName" not in intents[0]:
        yield _finding("profile", "the output intent has no profile and names no registry", "embed one", "14.11.5")
    elif profile is not None and profile.read_bytes()[12:20] not in (b"prtrCMYK", b"prtrGRAY", b"prtrRGB "):
        yield _finding(
            "profile", "the output intent's profile is not that of a printer", "embed a printer's", "14.11.5"
        )


def _boxes(page: Any, number: int) -> Iterator[Finding]:
    media = _box(page, "/MediaBox")
    trim = _box(page, "/TrimBox") or _box(page, "/ArtBox")
    bleed = _box(page, "/BleedBox") or _box(page, "/CropBox") or media
    where = "14.11.2"
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


def _box(page: Any, name: str) -> tuple[float, ...]:
    node = page.obj
    while node is not None:
        if name in node:
            left, bottom, right, top = (float(each) for each in node[name])
            return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
        node = node.get("/Parent") if name in ("/MediaBox", "/CropBox") else None
    return ()


def _within(inner: tuple[float, ...], outer: tuple[float, ...]) -> bool:
    return all(inner[i] >= outer[i] - EDGE and inner[i + 2] <= outer[i + 2] + EDGE for i in (0, 1))


def inks(page: Any) -> Inks:
    """How often each colour is asked for on a page and in everything on it: (operator, operands) → times."""
    import pikepdf

    count: Inks = Counter()
    for stream, _ in drawings(page):
        for step in pikepdf.parse_content_stream(stream, "rg RG g G k K sc SC scn SCN cs CS sh"):
            count[str(step.operator), tuple(str(each) for each in step.operands)] += 1
    return count


def _colours(page: Any, number: int) -> Iterator[Finding]:
    used = Counter[str]()
    for (operator, operands), times in inks(page).items():
        if operator in _RGB:
            used["DeviceRGB"] += times
        elif operator in ("cs", "CS") and operands:
            used.update({kind: times for kind in _kinds(page, operands[0])})
    for image in images(page):
        used.update(_space(image.get("/ColorSpace")))
    for kind, times in sorted(used.items()):
        yield Finding(
            code="x4/colour",
            severity=Severity.ERROR if kind == "DeviceRGB" else Severity.WARNING,
            text=f"colour is given as {kind}, not in the inks of the press",
            hint="give every colour in CMYK; black text in K alone",
            rule="ISO 15930-7; ISO 32000-1, 8.6",
            page=number,
            times=times,
        )


def _kinds(page: Any, name: str) -> list[str]:
    if name in _SPACES:
        return [_SPACES[name]]
    for _, resources in drawings(page):
        spaces = resources.get("/ColorSpace", {}) if resources is not None else {}
        if name in spaces:
            return _space(spaces[name])
    return []


def _space(space: Any) -> list[str]:
    """The colour spaces of light, not ink, that a colour space is or is built on."""
    import pikepdf

    if isinstance(space, pikepdf.Name):
        return [_SPACES[str(space)]] if str(space) in _SPACES else []
    if not isinstance(space, pikepdf.Array) or not len(space):
        return []
    kind = str(space[0])
    if kind in _SPACES:
        return [_SPACES[kind]]
    if kind == "/ICCBased":
        return ["ICC RGB"] if int(space[1].get("/N", 0)) == 3 else []
    if kind in ("/Indexed", "/Pattern") and len(space) > 1:
        return _space(space[1])
    if kind in ("/Separation", "/DeviceN"):
        return _space(space[2])
    return []


def _finding(code: str, text: str, hint: str, clause: str, page: int = 0) -> Finding:
    return Finding(code=f"x4/{code}", text=text, hint=hint, rule=f"ISO 15930-7; ISO 32000-1, {clause}", page=page)
