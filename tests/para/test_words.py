"""Lines of Thai, Lao, Khmer and Burmese end between words, which these scripts do not part by spaces."""

import pytest
from conftest import ROOT
from gate import languages
from test_gate import fonts  # noqa: F401 - a fixture

from engross.typesetting.paragraphs.words import places
from engross.workspace import Workspace

# Some common words of each language: human, and, freedom or equality, right or dignity.
WORDS = {
    "th": "มนุษย์|และ|อิสระ|มี|สิทธิ",
    "lo": "ມະນຸດ|ແລະ|ອິດສະຫຼະ|ສິດ",
    "km": "មនុស្ស|និង|សេរីភាព|សមភាព",
    "my": "လူ|နှင့်|လွတ်လပ်|သော",
}


@pytest.mark.parametrize("language", WORDS)
def test_lines_end_between_the_words_of_scripts_without_spaces(language):
    words = WORDS[language].split("|")
    assert set(places("".join(words), [], language)) == {sum(map(len, words[:count])) for count in range(1, len(words))}


def test_what_others_found_outside_these_scripts_stays():
    text = "A/RES/70/1 ทั้งหลาย and 𝒳 ທຸກຄົນເກີດ"
    found = places(text, [11, 20, 24, 26], "en")
    assert [text[start:end] for start, end in zip([0, *found], [*found, None], strict=True)] == [
        "A/RES/70/1 ", "ทั้ง", "หลาย ", "and ", "𝒳 ", "ທຸກຄົນ", "ເກີດ",
    ]  # fmt: skip


@pytest.mark.pdf
@pytest.mark.parametrize("align", ["justify", "start"])
@pytest.mark.parametrize("language", WORDS)
def test_a_page_has_its_lines_end_there(fonts, language, align):  # noqa: F811
    """No face of the lock has these scripts: letters have the width of a spacing, and lines are read undrawn."""
    from weasyprint import HTML

    from engross.typesetting.paragraphs import hook, rules

    words = WORDS[language].split("|") * 6
    css = f"""@page {{ size: 45mm 300mm; margin: 0 }} body {{ margin: 0 }}
    p {{ font: 12pt/18pt Liberation Serif; letter-spacing: 7pt; text-align: {align} }}"""
    html = f"<html lang={language}><title>x</title><style>{css}</style><p>{''.join(words)}"
    page_rules = rules.rules_of(languages(), Workspace(ROOT).house("un"))
    with hook.setting_paragraphs(page_rules) as setting:
        (page,) = HTML(string=html).render(font_config=fonts).pages
    assert not setting.refused
    lines = [box.text for box in page._page_box.descendants() if hasattr(box, "text")]
    assert len(lines) > 4
    ends, at, text = {sum(map(len, words[:count])) for count in range(len(words) + 1)}, 0, "".join(words)
    for line in lines:
        assert text.startswith(line, at)
        at += len(line)
        assert at in ends, line
        at += text.startswith(" ", at)
    assert at == len(text)
