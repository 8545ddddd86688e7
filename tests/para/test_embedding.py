"""Fonts put into the PDF in our way draw what they draw in the engine's way, and are smaller."""

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops
from test_gate import fonts  # noqa: F401 - a fixture

from engross.typesetting.weasyprint import embedding

pytestmark = pytest.mark.pdf
PAGE = """<html lang=zh-Hans><title>x</title><style>@page { size: 90mm 60mm; margin: 5mm }
p { font: 12pt/20pt "Noto Serif CJK SC" } b { font-family: "Liberation Serif" }</style>
<p>人人生而自由，在尊严和权利上一律平等。<b>All human beings are born free</b></p>"""


def pdf(fonts) -> bytes:  # noqa: F811
    from weasyprint import HTML

    return HTML(string=PAGE).write_pdf(font_config=fonts, uncompressed_pdf=False)


def picture(data: bytes):
    return pypdfium2.PdfDocument(data)[0].render(scale=3, grayscale=True).to_pil()


def test_a_page_looks_the_same_and_the_file_is_much_smaller(fonts, tmp_path):  # noqa: F811
    stock = pdf(fonts)
    with embedding.embedding():
        ours = pdf(fonts)
    _, most = ImageChops.difference(picture(ours), picture(stock)).getextrema()
    assert most < 32  # of 255: the reader rounds the outlines of a bare font a little otherwise
    assert len(ours) < len(stock) / 3
    (tmp_path / "ours.pdf").write_bytes(ours)
    with pikepdf.open(tmp_path / "ours.pdf") as read:
        kinds = {str(each.Subtype) for each in read.objects if isinstance(each, pikepdf.Stream) and "/Subtype" in each}
    assert "/CIDFontType0C" in kinds
    assert "/OpenType" not in kinds
