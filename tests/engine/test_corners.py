"""Boxes with square corners are passed over, and a page is the same to the byte."""

import pytest

from engross.engine import corners

pytestmark = pytest.mark.pdf
PAGE = """<html lang=en><title>x</title><style>@page { size: 60mm 40mm; margin: 2mm }
div { background: #ccc; border: 1pt solid } .round { border-radius: 3mm 20% 0 1mm } .tall { border-radius: 0 / 5mm }
</style><div>square <span>words</span></div><div class=round>round</div><div class=tall>tall</div></html>"""


def page() -> bytes:
    from weasyprint import HTML

    return HTML(string=PAGE).write_pdf(pdf_identifier=b"1", uncompressed_pdf=True)


def test_a_page_with_round_and_square_corners_is_the_same_to_the_byte():
    plain = page()
    with corners.square_corners():
        assert page() == plain
    assert b" c\n" in plain  # curves


def test_the_engine_works_out_the_corners_of_rounded_boxes_alone(monkeypatch):
    import weasyprint.layout.background as background

    asked = []
    stock = background.resolve_radii_percentages
    monkeypatch.setattr(background, "resolve_radii_percentages", lambda box: (asked.append(box), stock(box)))
    with corners.square_corners():
        page()
    assert {box.element.get("class") for box in asked} == {"round"}
