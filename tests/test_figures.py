"""Figures in the six languages: what is one thing, which no line end divides."""

import pytest

from engross.model import figures
from engross.model.figures import figures as found


def kept(text: str) -> list[str]:
    return [each.text for each in found(text)]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        # English
        ("an amount of 3,396,308,300 dollars", ["3,396,308,300"]),
        ("USD 8 898 000 and US$ 1.5 million", ["USD 8 898 000", "US$ 1.5"]),
        ("$12.50, €12 or 12 €", ["$12.50", "€12", "12 €"]),
        ("resolution 77/264 A-C of 22 December", ["77/264 A-C"]),
        ("(A/80/7/Add.3), A/C.3/77/L.10/Rev.1.", ["A/80/7/Add.3", "A/C.3/77/L.10/Rev.1"]),
        ("A/RES/77/264 A-C; S/2024/123", ["A/RES/77/264 A-C", "S/2024/123"]),
        ("see A/65/310 (Sect. 2)/Add.1, TD/B/EX(74)/2", ["A/65/310 (Sect. 2)/Add.1", "TD/B/EX(74)/2"]),
        ("paragraph 3(a), paragraph 7 (d) (ii)", ["3(a)", "7 (d) (ii)"]),
        ("on 25/12/2024, at 10:30, scale 1:1000", ["25/12/2024", "10:30", "1:1000"]),
        ("in 2024-2025 and 2024–2025", ["2024-2025", "2024–2025"]),
        ("resolution 217 A (III) of 1948", ["217 A (III)"]),
        ("by 12.5 % to −5 °C over 45 km²", ["12.5 %", "−5 °C", "45 km²"]),
        ("minus (107 700)", ["(107 700)"]),
        ("in 2024 100 people and 7 members", []),
        ("COVID-19 and/or N/A", []),
        ("see https://undocs.org/A/RES/77/1 or www.un.org/2024/12", []),
        # French, with narrow no-break spaces
        ("3\u202f396\u202f308\u202f300 dollars, soit 12,5\u202f%", ["3\u202f396\u202f308\u202f300", "12,5\u202f%"]),
        ("« 8\u00a0898\u00a0000 euros »", ["8\u00a0898\u00a0000"]),
        # Spanish
        ("56.234.300 dólares (el 7,5 %)", ["56.234.300", "(el 7,5 %)"[4:-1]]),
        # Russian
        ("27 408 долл. США; 45 км²; 5\u00a0000\u00a0га", ["27 408", "45 км²", "5\u00a0000\u00a0га"]),
        ("резолюции 67/254 A", ["67/254 A"]),
        # Chinese, with brackets as wide as an em
        ("拨款（107 700）美元，3 396 308 300美元", ["（107 700）", "3 396 308 300"]),
        ("第77/264号决议（A/77/672）", ["77/264", "A/77/672"]),
        # Arabic
        ("مبلغ 8 898 000 دولار", ["8 898 000"]),
        ("مبلغ 8\u00a0898\u202f000 دولار", ["8\u00a0898\u202f000"]),
        ("١٢٬٣٤٥٫٦ و ٧٥٪", ["١٢٬٣٤٥٫٦", "٧٥٪"]),
        ("30 كانون الأول/ديسمبر 2025", ["كانون الأول/ديسمبر"]),
        ("آذار/ مارس، تشرين\u00a0الثاني/نوفمبر", ["آذار/ مارس", "تشرين\u00a0الثاني/نوفمبر"]),
        ("الوثيقة A/80/7/Add.3، والفقرة 5", ["A/80/7/Add.3"]),
        ("الفترة 2024\u20112025", ["2024\u20112025"]),
    ],
)
def test_a_figure_is_one_thing(text: str, whole: list[str]) -> None:
    assert kept(text) == whole


def test_a_place_of_a_figure_is_that_of_its_text() -> None:
    text = "USD 8 898 000 (A/80/7), 12.5 %"
    assert all(text[each.start : each.stop] == each.text for each in found(text))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("000 898 8", "8 898 000"),
        ("(700 107)", "(107 700)"),
        ("234,5 1", "1 234,5"),
        ("300\u00a0308\u00a0396\u00a03", "3\u00a0396\u00a0308\u00a0300"),
        ("%75", "75%"),
        ("107-", "-107"),
    ],
)
def test_a_figure_that_is_typed_as_it_looks_is_turned_and_turned_back(typed: str, read: str) -> None:
    assert figures.turned(typed) == read
    assert figures.turned(read) == typed


@pytest.mark.parametrize(
    ("groups", "whole"),
    [
        (["8", "898", "000"], True),
        (["1", "573,5"], True),
        (["000", "898", "8"], False),
        (["1", "57"], False),
        (["0", "573"], False),
        (["1573", "000"], False),
        (["573"], False),
    ],
)
def test_the_groups_of_a_number_are_of_three_digits_but_for_the_first(groups: list[str], whole: bool) -> None:
    assert figures.is_grouped(groups) is whole


def test_an_amount_is_backwards_by_its_groups_or_by_what_its_source_says() -> None:
    assert list(figures.backwards("000 898 8 و 300 280 435 و 348 510 900", "348 510 900, 435 280 300")) == [
        "000 898 8",
        "300 280 435",
    ]
    assert not list(figures.backwards("8 898 000 و 300 280 435", "")) and not list(figures.backwards("100 100", ""))
