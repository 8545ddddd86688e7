"""What the reader of the comparison finds on a page, where it is known to leave something out."""

from io import BytesIO

import pikepdf
import pytest

from engross.readback.pdfium import read
from engross.typesetting.pdf import Area, Pdf

LINE = "Ibid., vol. 1342, No. 22495, with all its protocols"


def pdf(*heights: float) -> Pdf:
    """A page with the same line at these heights (pt), in letters taller than the lines are apart."""
    file = pikepdf.new()
    page = file.add_blank_page(page_size=(600, 400))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    drawn = "".join(f"BT /F 20 Tf 1 0 0 1 50 {height} Tm ({LINE}) Tj ET\n" for height in heights)
    page.Contents = file.make_stream(drawn.encode())
    data = BytesIO()
    file.save(data)
    return Pdf(data=data.getvalue(), areas=(Area(0, 0, 600, 0, 10, 390, 400, notes=10),))


@pytest.mark.parametrize("rtl", [False, True])
def test_a_line_that_says_what_the_line_before_it_says_is_read_twice(rtl):
    found = read(pdf(200, 190), rtl)
    lines = found.flow if not rtl else ["".join(letter for _, _, letter in line) for line in found.flow_lines]
    assert "".join("".join(lines).split()) == 2 * "".join(LINE.split())
