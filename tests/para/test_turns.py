"""What happens where a page is turned: no hyphen, and no lone line left over where the paragraph can give."""

import ctypes
from collections import defaultdict
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw
import pytest
from gate import letters, set_page
from test_gate import fonts  # noqa: F401 - a fixture

pytestmark = pytest.mark.pdf
TEXT = (
    "Whereas disregard and contempt for human rights have resulted in barbarous acts which have outraged the "
    "conscience of mankind, and the advent of a world in which human beings shall enjoy freedom of speech and belief "
    "and freedom from fear and want has been proclaimed as the highest aspiration of the common people, "
    "internationally and extraordinarily acknowledged by the representatives of all governments concerned, "
)
PAGE = """<html lang=en><title>x</title><style>
@page {{ size: {mm}mm {height}pt; margin: 0 }} html {{ font: 10pt/12pt "Liberation Serif" }}
body, p {{ margin: 0; widows: 2; orphans: 2 }}
p {{ text-align: justify; hyphens: auto; hyphenate-character: "\\2010" }}</style><p>{text}</p>"""
COMMON = 4.1  # pt: a space of .25 em with the stretch of a ratio of 1.2, which is no cause to look for hyphens


def pages(fonts, lines: int, text: str, mm: float = 90) -> list[list[str]]:  # noqa: F811
    """The lines of each page, when a page holds so many."""
    data, setting = set_page(PAGE.format(mm=mm, height=lines * 12 + 1, text=text), fonts)
    assert not setting.refused
    return [page.get_textpage().get_text_bounded().split("\r\n") for page in pypdfium2.PdfDocument(data)]


def rows(fonts, text: str, mm: float = 90) -> int:  # noqa: F811
    """How many lines a text has when no page is turned."""
    return sum(line.count("\x02") + 1 for page in pages(fonts, 100, text, mm) for line in page)


@pytest.mark.parametrize("lines", range(3, 12))
def test_no_page_ends_with_a_hyphen(fonts, lines):  # noqa: F811
    for page in pages(fonts, lines, TEXT * 3)[:-1]:
        assert not page[-1].rstrip().endswith(("\x02", "\u2010", "-")), page[-1]


def test_a_paragraph_gives_a_line_where_one_would_be_left_over(fonts):  # noqa: F811
    """Texts of many lengths, each a line longer than its page: none leaves a lone line, and some give that line."""
    given = 0
    for end in range(380, len(TEXT), 6):
        text = TEXT[:end].rpartition(" ")[0]
        count = rows(fonts, text)
        heights = [sum(line.count("\x02") + 1 for line in page) for page in pages(fonts, count - 1, text)]
        assert min(heights) >= 2
        given += heights[0] == count - 1
    assert given


def test_a_column_is_as_wide_as_a_name_that_may_not_be_divided(fonts):  # noqa: F811
    """The engine measures columns by the rules that lines are broken by."""
    css = """@page { size: 60mm 60mm; margin: 0 } html { font: 10pt/12pt "Liberation Serif"; hyphens: auto }
    td { border: .5pt solid; padding: 0 } td + td { width: 90% }"""
    body = "<table><tr><td>Internationalization</td><td>one</td></tr></table>"
    data, _ = set_page(f"<html lang=en><title>x</title><style>{css}</style>{body}", fonts)
    assert "Internationalization" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    first, second = (letters(data)[index] for index in (19, 20))
    assert (first.said, second.said) == ("n", "o")
    assert second.x > first.x + 5


def test_a_paragraph_that_moves_to_the_next_page_is_set_as_if_it_had_never_begun_on_this_one(fonts):  # noqa: F811
    """Its first line would be the last of a page, without its hyphen; a lone line may not stand there, so all moves."""
    found = 0
    for mm in range(60, 100, 2):
        (alone,) = pages(fonts, 100, TEXT, mm)
        if "\x02" in alone[0]:  # the first line ends with a hyphen
            held = rows(fonts, TEXT, mm) + 1
            above = "one</p><p>" * (held - 1)
            first, second = pages(fonts, held, above + TEXT, mm)
            assert first == ["one"] * (held - 1)
            assert second == alone, mm
            found += 1
    assert found


def widest_gap(fonts, lines: int, text: str, mm: float = 90) -> float:  # noqa: F811
    """The widest space of all flush lines, in pt, when a page holds so many."""
    data, _ = set_page(PAGE.format(mm=mm, height=lines * 12 + 1, text=text), fonts)
    widest, box = 0.0, raw.FS_RECTF()
    for page in pypdfium2.PdfDocument(data):
        said, rows = page.get_textpage(), defaultdict[float, list[tuple[float, float]]](list)
        for index in range(said.count_chars()):
            raw.FPDFText_GetLooseCharBox(said, index, ctypes.byref(box))
            if not chr(raw.FPDFText_GetUnicode(said, index)).isspace():
                rows[round(box.bottom)].append((box.left, box.right))
        for row in rows.values():
            places = sorted(row)
            if places[-1][1] > mm * 72 / 25.4 - 2:
                widest = max(widest, *(after[0] - one[1] for one, after in pairwise(places)))
    return widest


def test_no_line_is_loosened_for_the_turn_of_a_page(fonts):  # noqa: F811
    """Wherever the page is turned, spaces are no wider than they are when it is not, or than a common line has them."""
    for end in range(380, len(TEXT), 12):
        text = TEXT[:end].rpartition(" ")[0]
        alone, count = widest_gap(fonts, 100, text), rows(fonts, text)
        assert widest_gap(fonts, count - 1, text) <= max(alone, COMMON) + 0.1, text


@pytest.mark.parametrize("lines", range(3, 12))
def test_no_page_ends_in_a_word_of_one_letter(fonts, lines):  # noqa: F811
    text = "The house of a man is a castle to a man of a certain age and to a woman of a better one, " * 6
    for page in pages(fonts, lines, text)[:-1]:
        assert len(page[-1].split()[-1]) > 1, page[-1]


@pytest.mark.parametrize("mm", [65, 70, 75, 80, 85, 90])
def test_a_page_is_left_a_line_short_where_the_last_line_would_be_loose_without_its_hyphen(fonts, mm):  # noqa: F811
    alone = widest_gap(fonts, 100, TEXT * 2, mm)
    for lines in range(5, 14):
        assert widest_gap(fonts, lines, TEXT * 2, mm) <= max(alone, COMMON) + 0.1, lines
