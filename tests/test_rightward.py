"""The comparison of right-to-left pages: the order that UAX 9 asks for, and marks at their letters."""

import pytest

from engross.fidelity.bidi import resolved
from engross.fidelity.page import Flow
from engross.fidelity.rightward import _line


def shown(html: str) -> set[str]:
    """What a line of the whole text may show, from right to left."""
    page = Flow()
    page.feed(f"<body>{html}</body>")
    return {way.as_read(0, len(way.text)) for way in resolved("".join(page.flow))}


@pytest.mark.parametrize(
    ("html", "line"),
    [
        ("<p>قرارها 46/182 المؤرخ</p>", "قرارها281/64المؤرخ"),
        ("<p>الفترة 2015-2030</p>", "الفترة5102-0302"),
        ("<p>800 133 8 دولار</p>", "0083318دولار"),
        ("<p>انظر <a>A/77/L.3</a>.</p>", "انظر3.L/77/A."),
        ('<p>انظر <span dir="ltr">Treaty <i>Series</i>, vol. 1</span>.</p>', "انظر1.lov,seireSytaerT."),
    ],
)
def test_numbers_and_symbols_stand_as_the_algorithm_has_them(html, line):
    assert line in shown(html)


def test_two_numbers_in_the_wrong_order_are_not_what_a_page_may_show():
    assert "دولار8331008" not in shown("<p>800 133 8 دولار</p>")


def glyphs(*placed):
    return [(x, 100.0, letter) for x, letter in placed]


def test_a_mark_is_at_its_letter_wherever_the_reader_puts_it():
    line = _line(glyphs((50, "د"), (45, "ة"), (40, "،"), (46, "\u064b")))
    assert line.says("دة\u064b،")


def test_a_mark_at_another_letter_or_none_is_a_difference():
    line = _line(glyphs((50, "د"), (30, "ة"), (10, "،"), (11, "\u064b")))
    assert not line.says("دة\u064b،")
    assert not _line(glyphs((50, "د"), (30, "ة"))).says("دة\u064b")


def test_letters_of_one_glyph_stand_in_the_order_of_their_script():
    assert _line(glyphs((30, "f"), (30, "i"))).says("if")
    assert _line(glyphs((30, "ل"), (30, "ا"))).says("لا")


def test_a_letter_more_or_less_is_a_difference():
    line = _line(glyphs((50, "د"), (30, "ة")))
    assert line.says("دة") and not line.says("د") and not line.says("دةد")
