"""What a reader saw on finished pages that measures alone do not say: marks that touch, lines left alone, heads astray."""

from pathlib import Path

import pypdfium2
import pytest
from conftest import Built
from test_foot import glyphs
from test_resolutions import built as set_in
from test_resolutions import dark, lamps_workspace


def head_of(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """From where to where the running head goes, pt from the left."""
    found = dark(page, (40, 46, page.get_width() - 40, 62))
    return found[0][0], found[-1][1]


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_title_in_the_running_head_ends_at_the_outer_edge_of_left_and_right_pages(
    built: Built, language: str
) -> None:
    document = pypdfium2.PdfDocument(built.pdf("un", language))
    second, third = head_of(document[1]), head_of(document[2])
    left, right = (second, third) if language == "en" else (third, second)
    assert left[0] == pytest.approx(60, abs=1.5)
    assert right[1] == pytest.approx(552, abs=1.5)


@pytest.mark.pdf
def test_a_note_of_the_first_page_ends_above_the_code(tmp_path: Path) -> None:
    """The code stands at x 495-550, y 709-764 (house rules 1.3); notes go across the frame to x 552."""
    done = set_in(tmp_path, lamps_workspace(tmp_path, 3))
    assert done.code == 0, done.err
    page = pypdfium2.PdfDocument(tmp_path / "lamps" / "un-ga" / "lamps.en.pdf")[0]
    note = [(x, y) for letter, x, y in glyphs(page) if letter.isalpha() and x > 495 and y > 660]
    assert note
    assert max(y for _, y in note) + 2 < 709
