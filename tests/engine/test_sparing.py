"""Boxes of which nothing has to be worked out are passed over, and a page is the same to the byte."""

import pytest

from engross.typesetting.weasyprint.sparing import passing_over

pytestmark = pytest.mark.pdf
PAGE = """<html lang=en><title>x</title><style>
@page { size: 60mm 40mm; margin: 5mm 8mm; background: #eee; @bottom-center { content: counter(page); width: 50% }
@top-left-corner { content: "corner" } @left-middle { content: none; min-width: 10% } } html { font-size: 8pt }
div { background: #ccc; border: 1pt solid } .round { border-radius: 3mm 20% 0 1mm } .tall { border-radius: 0 / 5mm }
</style><div>square <span>words</span></div><div class=round>round</div><div class=tall>tall</div>
<p style="break-before: page">two"""


def page() -> bytes:
    from weasyprint import HTML

    return HTML(string=PAGE).write_pdf(pdf_identifier=b"1", uncompressed_pdf=True)


def test_a_page_with_round_corners_and_margin_boxes_is_the_same_to_the_byte():
    plain = page()
    with passing_over():
        assert page() == plain
    assert b" c\n" in plain  # curves


def test_the_engine_works_out_the_corners_of_rounded_boxes_alone(monkeypatch):
    import weasyprint.layout.background as background

    asked = []
    stock = background.resolve_radii_percentages
    monkeypatch.setattr(background, "resolve_radii_percentages", lambda box: (asked.append(box), stock(box)))
    with passing_over():
        page()
    assert {box.element.get("class") for box in asked} == {"round"}


def test_the_engine_works_out_one_margin_box_of_those_that_no_style_sheet_names(monkeypatch):
    import weasyprint.layout.page as module

    asked = []
    stock = module.resolve_percentages
    monkeypatch.setattr(module, "resolve_percentages", lambda box, *rest: (asked.append(box), stock(box, *rest)))
    with passing_over():
        page()
    names = [box.at_keyword for box in asked if hasattr(box, "at_keyword")]
    named = {"@bottom-center", "@top-left-corner", "@left-middle"}
    assert set(names) - named == {"@top-left"}
    assert names.count("@top-left") == 1
