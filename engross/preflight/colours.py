"""The colours of a page: how often each is asked for, and which are not those of the printing condition."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, Severity
from engross.preflight.drawings import drawings, images, is_dictionary, is_held, steps

OPERATORS = "rg RG g G k K sc SC scn SCN cs CS sh BI ID EI"
_DEVICE = {"rg": "DeviceRGB", "RG": "DeviceRGB", "k": "DeviceCMYK", "K": "DeviceCMYK"}
_SHORT = {"/RGB": "DeviceRGB", "/CMYK": "DeviceCMYK"}  # in images within the content
_OTHER = {"/CalRGB": "CalRGB", "/Lab": "Lab"}
# What a printing condition's own inks are, by its profile → the device colours that are not among them.
FOREIGN = {"CMYK": ("DeviceRGB",), "RGB": ("DeviceCMYK",), "GRAY": ("DeviceRGB", "DeviceCMYK")}
DEEPEST = 10  # colour spaces built on others
Inks = Counter[tuple[str, tuple[str, ...]]]


def inks(page: Any) -> Inks:
    """How often each colour is asked for on a page and in everything on it: (operator, operands) → times."""
    count: Inks = Counter()
    for stream, _ in drawings(page):
        for operator, operands in _steps(stream):
            count[operator, tuple(str(each) for each in operands)] += 1
    return count


def _steps(stream: Any) -> Iterator[tuple[str, list[Any]]]:
    """Each operator that has to do with colour; for an image within the content, BI with its colour space."""
    import pikepdf

    for step in steps(stream, OPERATORS):
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            space = step.iimage.obj.get("/ColorSpace")
            yield "BI", [] if space is None else [space]
        elif str(step.operator) not in ("ID", "EI"):
            yield str(step.operator), list(step.operands)


def check(page: Any, number: int, condition: str) -> Iterator[Finding]:
    """A finding for each kind of colour on a page that the printing condition (CMYK, RGB, GRAY) does not have."""
    used = Counter[str]()
    for stream, resources in drawings(page):
        for operator, operands in _steps(stream):
            used.update(_asked(operator, operands, resources))
        used.update(_group(stream))
    for image in images(page):
        used.update(kinds(image.get("/ColorSpace")))
    remapped = _remapped(page)
    for kind, times in sorted(used.items()):
        told = "ICC RGB" if kind in remapped else kind
        foreign = told in FOREIGN[condition]
        if foreign or told not in ("DeviceRGB", "DeviceCMYK"):
            yield Finding(
                code="x4/colour",
                severity=Severity.ERROR if foreign else Severity.WARNING,
                text=f"colour is given as {told}, not in the inks of the press",
                hint=f"give every colour in {condition}; black text in K alone"
                if condition == "CMYK"
                else f"give every colour in {condition}",
                rule="ISO 15930-7; ISO 32000-1, 8.6",
                page=number,
                times=times,
            )


def _asked(operator: str, operands: list[Any], resources: Any) -> list[str]:
    if operator in _DEVICE:
        return [_DEVICE[operator]]
    if operator in ("cs", "CS", "BI") and operands:
        return kinds(operands[0], resources)
    if operator in ("scn", "SCN", "sh") and operands:
        kind = "/Shading" if operator == "sh" else "/Pattern"
        held = resources.get(kind) if is_dictionary(resources) else None
        shading = held.get(str(operands[-1])) if is_dictionary(held) and str(operands[-1])[:1] == "/" else None
        shading = shading.get("/Shading") if kind == "/Pattern" and is_held(shading) else shading
        return kinds(shading.get("/ColorSpace")) if is_held(shading) else []
    return []


def _group(stream: Any) -> list[str]:
    """The colours in which transparency is mixed, of a page or a drawing."""
    group = getattr(stream, "obj", stream).get("/Group")
    return kinds(group.get("/CS")) if is_dictionary(group) else []


def _remapped(page: Any) -> set[str]:
    """The device colours for which the page names a profile (ISO 32000-1, 8.6.5.6)."""
    spaces = page.obj.get("/Resources", {}).get("/ColorSpace")
    return {"DeviceRGB"} if is_dictionary(spaces) and "/DefaultRGB" in spaces else set()


def kinds(space: Any, resources: Any = None, depth: int = 0) -> list[str]:
    """The colour spaces of no ink, and of device inks, that a colour space is or is built on."""
    import pikepdf

    if depth > DEEPEST:
        return []
    if isinstance(space, pikepdf.Name):
        if str(space) in ("/DeviceRGB", "/DeviceCMYK", *_SHORT):
            return [_SHORT.get(str(space), str(space)[1:])]
        held = resources.get("/ColorSpace") if is_dictionary(resources) else None
        return kinds(held.get(str(space)), None, depth + 1) if is_dictionary(held) else []
    if not isinstance(space, pikepdf.Array) or not len(space):
        return []
    kind = str(space[0])
    if kind in ("/DeviceRGB", "/DeviceCMYK"):
        return [kind[1:]]
    if kind in _OTHER:
        return [_OTHER[kind]]
    if kind == "/ICCBased":
        profile = space[1] if len(space) > 1 else None
        return ["ICC RGB"] if is_held(profile) and profile.get("/N") == 3 else []
    below = {"/Indexed": 1, "/Pattern": 1, "/Separation": 2, "/DeviceN": 2}.get(kind, len(space))
    return kinds(space[below], resources, depth + 1) if below < len(space) else []
