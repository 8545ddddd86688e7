"""Titles and headings end in more than a word, and centred ones have even lines."""

import pypdfium2
import pytest
from gate import set_page
from test_gate import fonts  # noqa: F401 - a fixture

pytestmark = pytest.mark.pdf
TITLES = {
    "en": "C. Humanitarian access and safety and security of humanitarian workers",
    "ru": "Декларация о сотрудничестве в области предупреждения преступности и насилия",
}


def lines(fonts, language: str, text: str, mm: float, align: str) -> list[str]:  # noqa: F811
    """The lines of a title on a page so wide."""
    css = f"""@page {{ size: {mm}mm 100mm; margin: 0 }} body {{ margin: 0 }}
    h1 {{ font: bold 12pt/14pt "Liberation Serif"; margin: 0; text-align: {align} }}"""
    data, setting = set_page(f"<html lang={language}><title>x</title><style>{css}</style><h1>{text}</h1>", fonts)
    assert not setting.refused
    return pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded().split("\r\n")


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("align", ["start", "center", "end"])
@pytest.mark.parametrize("mm", range(70, 150, 8))
def test_no_title_ends_in_one_word_alone(fonts, language, align, mm):  # noqa: F811
    found = lines(fonts, language, TITLES[language], mm, align)
    assert " ".join(line.strip() for line in found) == TITLES[language]
    assert len(found) == 1 or len(found[-1].split()) > 1, found


def test_a_centred_title_has_lines_of_like_length(fonts):  # noqa: F811
    found = [len(line.strip()) for line in lines(fonts, "en", TITLES["en"], 110, "center")]
    assert len(found) == 2
    assert max(found) - min(found) <= 8, found


def test_a_page_keeps_no_more_plans_at_hand_than_it_needs(fonts):  # noqa: F811
    """What a long text has set already is let go while the rest is set, and still drawn whole."""
    from engross.typesetting.paragraphs import build

    kept = []

    class Watched(build.Setting):
        def keep(self, *args):
            super().keep(*args)
            kept.append(len(self.paragraphs))

    text = "".join(f"<p>{number} and some words more" for number in range(300))
    original, build.Setting = build.Setting, Watched
    try:
        data, _ = set_page(
            f"<html lang=en><title>x</title><style>html {{ font-family: Liberation Serif }}</style>{text}", fonts
        )
    finally:
        build.Setting = original
    pages = pypdfium2.PdfDocument(data)
    said = " ".join(page.get_textpage().get_text_bounded() for page in pages).split()
    assert said == [word for number in range(300) for word in f"{number} and some words more".split()]
    assert len(kept) >= 300 and max(kept) < 100


MASTHEADS = {
    "fr": ("Organisation internationale de police criminelle – INTERPOL", "–"),
    "es": ("Resolución aprobada por la Asamblea General el 18 de diciembre de 2025", "el 18 de diciembre de 2025"),
    "ru": ("Резолюция, принятая Генеральной Ассамблеей 18 декабря 2025 года", "18 декабря 2025 года"),
    "en": ("Questions relating to the proposed programme-budget for the year", "programme-budget"),
}


@pytest.mark.parametrize("language", MASTHEADS)
@pytest.mark.parametrize("mm", [84, 96, 108])
def test_a_masthead_leaves_no_dash_hanging_and_divides_no_date_and_no_compound_word(fonts, language, mm):  # noqa: F811
    text, whole = MASTHEADS[language]
    found = [line.strip() for line in lines(fonts, language, text, mm, "start")]
    assert len(found) == 2 or language == "fr" and mm == 84
    if whole == "–":
        assert not any(line.endswith("–") or line.startswith("–") for line in found), found
    else:
        assert any(whole in line.replace("\u00a0", " ") for line in found), found
