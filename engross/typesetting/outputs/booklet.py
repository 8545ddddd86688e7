"""The edition imposed for folding: two pages side by side on each side of a sheet, in ink, with crop and fold marks."""

import io
from typing import Any

from engross.typesetting.outputs import imposition, press
from engross.typesetting.outputs.imposition import Side
from engross.typesetting.outputs.press import GAP, LENGTH, MARGIN, MM
from engross.typesetting.pdf import Area, Pdf, Setting


def saddle_stitch(setting: Setting) -> Pdf:
    """A booklet stapled through its fold; from right to left for a right-to-left language."""
    return _render(setting, lambda count, rtl: imposition.saddle(count, rtl))


def perfect_bound(setting: Setting) -> Pdf:
    """The sections of a book whose back is glued, as long as the house's `press.signature` says."""
    return _render(setting, lambda count, rtl: imposition.sections(count, setting.edition.house.press.signature, rtl))


def _render(setting: Setting, arrange: Any) -> Pdf:
    import pikepdf

    bare = press.pages(setting)
    sides = arrange(bare.pages, setting.edition.language.direction == "rtl")
    paper = setting.edition.house.press.paper
    with pikepdf.open(io.BytesIO(bare.data)) as source, pikepdf.new() as sheets:
        left, bottom, right, top = (float(each) for each in source.pages[0].obj.TrimBox)
        width, height = right - left, top - bottom
        for side in sides:
            _set_side(source, sheets, side, (width, height), imposition.creep(side, paper) * MM)
        for key, value in source.docinfo.items():
            sheets.docinfo[key] = value
        out = io.BytesIO()
        sheets.save(out, static_id=True)
    areas = _areas(bare.areas, sides, width, paper)
    return Pdf(data=press.finish(out.getvalue(), setting, marks=False), areas=areas)


def _set_side(source: Any, sheets: Any, side: Side, size: tuple[float, float], creep: float) -> None:
    """Add one side of a sheet: its pages cut at their trim, moved towards the fold by the creep (pt)."""
    import pikepdf

    width, height = size
    sheet = sheets.add_blank_page(page_size=(2 * width + 2 * MARGIN, height + 2 * MARGIN))
    steps = ["q 1 1 1 1 K .25 w", *_marks(width, height), "Q"]
    forms = pikepdf.Dictionary()
    for place, number in enumerate((side.left, side.right)):
        if number == imposition.BLANK:
            continue
        name = f"/P{number}"
        forms[name] = sheets.copy_foreign(source.pages[number - 1].as_form_xobject())
        x = MARGIN + place * width
        moved = x + (creep if place == 0 else -creep)
        steps.append(f"q {x:.4f} {MARGIN:.4f} {width:.4f} {height:.4f} re W n")
        steps.append(f"1 0 0 1 {moved:.4f} {MARGIN:.4f} cm {name} Do Q")
    sheet.obj.Resources = pikepdf.Dictionary(XObject=forms)
    sheet.obj.Contents = sheets.make_stream(" ".join(steps).encode())
    box = [round(each, 4) for each in (MARGIN, MARGIN, MARGIN + 2 * width, MARGIN + height)]
    sheet.obj.TrimBox = sheet.obj.BleedBox = pikepdf.Array(box)


def _marks(width: float, height: float) -> list[str]:
    """Crop marks at the corners of the sheet, and fold marks above and below the middle, as path operators."""
    found = []
    for x in (MARGIN, MARGIN + width, MARGIN + 2 * width):
        for y, upward in ((MARGIN, -1), (MARGIN + height, 1)):
            found.append(f"{x:.3f} {y + upward * GAP:.3f} m {x:.3f} {y + upward * (GAP + LENGTH):.3f} l S")
    for x, outward in ((MARGIN, -1), (MARGIN + 2 * width, 1)):
        for y in (MARGIN, MARGIN + height):
            found.append(f"{x + outward * GAP:.3f} {y:.3f} m {x + outward * (GAP + LENGTH):.3f} {y:.3f} l S")
    return found


def _areas(areas: tuple[Area, ...], sides: list[Side], width: float, paper: float) -> tuple[Area, ...]:
    """Where each page of the edition lies on the sheets."""
    found: dict[int, Area] = {}
    for sheet, side in enumerate(sides):
        creep = imposition.creep(side, paper) * MM
        for place, number in enumerate((side.left, side.right)):
            if number != imposition.BLANK:
                moved = MARGIN + place * width + (creep if place == 0 else -creep)
                found[number] = press.shifted(areas[number - 1], moved, MARGIN, page=sheet)
    return tuple(found[number] for number in sorted(found))
