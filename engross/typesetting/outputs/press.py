"""The file for the press: PDF/X-4 in the inks of the house's printing condition, with bleed and crop marks."""

import io
import uuid
from dataclasses import replace
from typing import Any

from engross.errors import EngineComplaint, Problem
from engross.sources.press import Press
from engross.typesetting.pdf import Area, Pdf, Setting, compose
from engross.typesetting.weasyprint import xmp
from engross.typesetting.weasyprint.inks import in_cmyk, in_inks

MM = 72 / 25.4  # pt
MARGIN = 12 * MM  # around the trimmed page: bleed, then marks
GAP, LENGTH = 1 * MM, 5 * MM  # from the bleed to a crop mark, and of a crop mark
NAMESPACE = uuid.UUID("6f2b1a52-7a53-5f0e-9d0c-3b5a4a1f2c11")  # of the identifiers of our files


def render(setting: Setting) -> Pdf:
    """The file for the press. EngineComplaint when anything on it is not in ink, HouseError without a profile."""
    bare = pages(setting)
    data = finish(bare.data, setting, marks=True)
    return Pdf(data=data, areas=tuple(shifted(area, MARGIN, MARGIN) for area in bare.areas))


def pages(setting: Setting) -> Pdf:
    """The pages in ink, without marks; each as large as the bleed makes it, its trimmed corner at 0, 0."""
    press = setting.edition.house.press

    def write(document: Any) -> bytes:
        with in_inks(setting.profile):
            return bytes(document.write_pdf(pdf_version="1.6", pdf_identifier=setting.identifier))

    return compose(setting, write, ("press", f"@page {{ bleed: {press.bleed}mm }}"))


def shifted(area: Area, right: float, up: float, page: int = -1) -> Area:
    """An area moved by so many pt, on its own page or on another one."""
    return replace(
        area,
        page=area.page if page < 0 else page,
        left=area.left + right,
        right=area.right + right,
        repeated=tuple((low + up, high + up) for low, high in area.repeated),
        **{name: getattr(area, name) + up for name in ("foot", "bottom", "notes", "top", "head")},
    )


def finish(data: bytes, setting: Setting, marks: bool) -> bytes:
    """The file as PDF/X-4: boxes, marks, output intent, declarations; no links, which no press can print."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            if marks:
                frame(pdf, page, setting.edition.house.press)
            for key in ("/Annots", "/Tabs", "/StructParents"):
                if key in page.obj:
                    del page.obj[key]
        _inks_of_images(pdf, setting.profile)
        declare(pdf, setting)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, force_version="1.6")
    return checked(out.getvalue())


def checked(data: bytes) -> bytes:
    """The file itself; EngineComplaint with everything that our own reading of PDF/X-4 finds in it."""
    import pikepdf

    from engross.preflight import Severity, press

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [each for each in press.check(pdf) if each.severity is Severity.ERROR]
    if found:
        raise EngineComplaint(
            Problem(code="engine/press", text=f"page {each.page}: {each.text}", hint=each.hint) for each in found
        )
    return data


def frame(pdf: Any, page: Any, press: Press) -> None:
    """Give a page its boxes, origin at the corner of the sheet, and marks for cutting and for register outside."""
    left, bottom, right, top = (float(each) for each in page.obj.TrimBox)
    width, height, bleed = right - left, top - bottom, press.bleed * MM
    moved = MARGIN - left, MARGIN - bottom
    page.obj.MediaBox = _box(0, 0, width + 2 * MARGIN, height + 2 * MARGIN)
    page.obj.TrimBox = _box(MARGIN, MARGIN, MARGIN + width, MARGIN + height)
    page.obj.BleedBox = _box(MARGIN - bleed, MARGIN - bleed, MARGIN + width + bleed, MARGIN + height + bleed)
    lines = " ".join(_marks(width, height, bleed))
    begin = f"q 1 1 1 1 K .25 w {lines} Q q 1 0 0 1 {moved[0]:.4f} {moved[1]:.4f} cm".encode()
    page.contents_add(pdf.make_stream(begin), prepend=True)
    page.contents_add(pdf.make_stream(b"Q"))
    _move_patterns(page, moved)


def _box(*edges: float) -> Any:
    import pikepdf

    return pikepdf.Array([round(edge, 4) for edge in edges])


def _marks(width: float, height: float, bleed: float) -> list[str]:
    """Crop marks at the corners and crosses at the middles, in registration colour, as path operators."""
    near, far = bleed + GAP, bleed + GAP + LENGTH
    found = []
    for x, outward in ((MARGIN, -1), (MARGIN + width, 1)):
        for y, upward in ((MARGIN, -1), (MARGIN + height, 1)):
            found.append(_line(x + outward * near, y, x + outward * far, y))
            found.append(_line(x, y + upward * near, x, y + upward * far))
    half, middle = LENGTH / 2, (near + far) / 2
    for x, y in (
        (MARGIN - middle, MARGIN + height / 2), (MARGIN + width + middle, MARGIN + height / 2),
        (MARGIN + width / 2, MARGIN - middle), (MARGIN + width / 2, MARGIN + height + middle),
    ):  # fmt: skip
        found += [_line(x - half, y, x + half, y), _line(x, y - half, x, y + half)]
    return found


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"


def _move_patterns(page: Any, moved: tuple[float, float]) -> None:
    """Patterns stand where the page's own origin is: they move with its content."""
    import pikepdf

    for pattern in page.obj.get("/Resources", {}).get("/Pattern", {}).values():
        if "/Moved" not in pattern:
            matrix = [float(each) for each in pattern.get("/Matrix", [1, 0, 0, 1, 0, 0])]
            pattern.Matrix = pikepdf.Array([*matrix[:4], matrix[4] + moved[0], matrix[5] + moved[1]])
            pattern["/Moved"] = True


def _inks_of_images(pdf: Any, profile: bytes) -> None:
    """Pictures in colours of light, in the inks of the press; grey ones are kept."""
    import zlib

    import pikepdf

    for item in pdf.objects:
        if not isinstance(item, pikepdf.Stream) or item.get("/Subtype") != "/Image":
            continue
        if item.get("/ColorSpace") == "/DeviceRGB":
            picture = pikepdf.PdfImage(item).as_pil_image().convert("RGB")
            raw = in_cmyk(picture, profile).tobytes()
            item.write(zlib.compress(raw, 9), filter=pikepdf.Name.FlateDecode)
            item.ColorSpace = pikepdf.Name.DeviceCMYK
            item.BitsPerComponent = 8


def declare(pdf: Any, setting: Setting) -> None:
    """The output intent, the metadata and the document information of PDF/X-4 (ISO 15930-7)."""
    import pikepdf

    press, edition = setting.edition.house.press, setting.edition
    profile = pdf.make_stream(setting.profile, N=4)
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent, S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier=press.condition,
        RegistryName=press.registry, Info=press.condition, DestOutputProfile=profile,
    )  # fmt: skip
    pdf.Root.OutputIntents = pikepdf.Array([pdf.make_indirect(intent)])
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    identifier = uuid.uuid5(NAMESPACE, setting.identifier.decode())
    text = xmp.press(edition.title, edition.body, edition.issue_date, str(pdf.docinfo["/Producer"]), str(identifier))
    pdf.Root.Metadata = pdf.make_stream(text, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
