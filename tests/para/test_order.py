"""What is copied from a line of Arabic is the text: numbers, signs, brackets and spaces where the text has them."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from gate import letters, set_page
from test_gate import fonts  # noqa: F401 - a fixture

pytestmark = pytest.mark.pdf
MARKS = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")  # what nobody sees
STYLE = "@page { size: 120mm 60mm; margin: 10mm } p { margin: 0; font: 13.5pt/24pt Amiri, Liberation Serif }"
LINES = {
    "a number before a comma": "في عام 2012، وفي إطار الدورة 81 للجمعية",
    "two numbers": "من 2012–2013، أو 20 % من 5 ملايين",
    "a number and a year": "القرار 2626 (2022) المؤرخ",
    "a stroke before a number": "تشرين الثاني/نوفمبر 5/12/2012، وما بعدها",
    "a label": "النقطة\u00a02-أ: إذ ندين جميع أعمال العنف،",
    "spaces that do not break": "في 5\u00a0تشرين\u00a0الثاني 2012",
    "brackets": "المنظمة (الإنتربول)، [ملاحظة] العامة",
    "quotation marks": "بشأن ”الصعوبات التي“، و«العنف» في",
    "room in a word": "الحرية، ويلحق الحضرية تعزيز نؤيد، وبخاصة",
    "a Latin word": "مثل ما يوفره INTERPOL، وهو (ICPO) في هذا",
}


AFTER = "نحن وزراء الدول الأعضاء المشاركة في الاجتماع نؤكد أن التدابير تمتثل لمبادئ حقوق الإنسان وسيادة القانون"


def page(words: str, style: str = "") -> str:
    """A page of an Arabic paragraph, and another one: a single line would be taken for a column by PDFium."""
    return f"<html lang=ar dir=rtl><title>x</title><style>{STYLE}{style}</style><p>{words}</p><p>{AFTER}</p>"


def plain(text: str) -> str:
    """The text without what nobody sees, its spaces all alike."""
    return " ".join(MARKS.sub("", text).split())


def pdfium(file: Path) -> str:
    return "\n".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(file))


def reader(file: Path) -> str:
    return "\n".join(each.extract_text() for each in pypdf.PdfReader(file).pages)


def poppler(file: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    return subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True).stdout.decode()


EXTRACTORS = {"pdfium": pdfium, "pypdf": reader, "poppler": poppler}


@pytest.fixture(scope="module")
def copied(fonts, tmp_path_factory):  # noqa: F811
    """What an extractor gives for a page of a paragraph; each page is set once."""
    folder, made = tmp_path_factory.mktemp("order"), {}

    def copy(extractor: str, words: str, style: str = "") -> str:
        if (words, style) not in made:
            data, setting = set_page(page(words, style), fonts)
            assert dict(setting.refused) == {}
            made[words, style] = folder / f"{len(made)}.pdf"
            with pikepdf.open(io.BytesIO(data)) as file:  # as the file of an Arabic edition says
                file.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
                file.save(made[words, style])
        said, sep, after = plain(EXTRACTORS[extractor](made[words, style])).partition(" " + AFTER)
        assert (sep, after) == (" " + AFTER, "")
        return said

    return copy


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("name", LINES)
def test_a_line_is_copied_as_it_is_written(copied, name: str, extractor: str) -> None:
    assert copied(extractor, LINES[name]) == plain(LINES[name])


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_lines_that_are_filled_are_copied_as_they_are_written(copied, extractor: str) -> None:
    """With stretched words, wide spaces, numbers, and bold words at a border without a space."""
    words = "في عام 2012، وإذ نقر كذلك بما تشكله تحديدا العصابات (الإجرامية)، التي تبسط سيطرتها على 15 منطقة بعينها. "
    bold = words.replace("العصابات", "”<b>العصابات</b>“،") * 3
    style = "p { text-align: justify; width: 75mm } @page { size: 120mm 200mm }"
    assert copied(extractor, bold, style) == plain(re.sub("<[^>]*>", "", bold))


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_a_phrase_of_its_own_is_copied_in_its_place(copied, extractor: str) -> None:
    assert copied(extractor, 'القرار <span dir="ltr">70/1</span>، المؤرخ') == "القرار 70/1، المؤرخ"


def test_a_bracket_of_a_latin_phrase_is_not_turned_round(copied) -> None:
    """One glyph is the closing bracket of Latin words and the opening one of Arabic words."""
    said = copied("pypdf", '(العام) <span dir="ltr">217 A (III)</span>')
    assert said == "(العام) 217 A (III)"


def test_glyphs_stand_where_they_stood(fonts) -> None:  # noqa: F811
    """Written in the order of the text, a line has its glyphs where the engine draws them from left to right."""
    from gate import forcing, lines_that_differ, set_stock

    text = page(" ".join(LINES.values()), "p { text-align: justify }")
    stock, breaks = set_stock(text, fonts)
    ours, _ = set_page(text, fonts, forcing(breaks))
    assert len(letters(ours)) > 200
    assert lines_that_differ(ours, stock, 0.15) == []


def test_nothing_is_marked_in_a_text_from_left_to_right(fonts) -> None:  # noqa: F811
    words = "In 2012, the (III) “Assembly”; العربية, 5 of 7."
    text = f"<html lang=en><title>x</title><style>{STYLE}</style><p>{words}</p>"
    data, _ = set_page(text, fonts)
    said = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert not re.search("[\u200c-\u200f]", said)


def test_a_face_of_which_no_glyph_is_drawn_is_not_embedded(fonts, tmp_path) -> None:  # noqa: F811
    """A lone number in Arabic text says a mark, by a font of its own; the font it is from draws nothing then."""
    from engross.typesetting.weasyprint.embedding import embedding

    text = page("<b style='font-family: Liberation Serif'>7</b>")
    with embedding():
        data, _ = set_page(text, fonts)
    (tmp_path / "x.pdf").write_bytes(data)
    with pikepdf.open(tmp_path / "x.pdf") as file:
        sizes = [int(each.Length1) for each in file.objects if isinstance(each, pikepdf.Stream) and "/Length1" in each]
    assert sizes and max(sizes) < 50_000


def test_pdfium_still_gives_latin_words_in_the_order_of_arabic_ones(copied) -> None:
    """docs/known-issues.md: when this fails, the issue is gone."""
    words = 'انظر <span dir="ltr">United Nations, Treaty Series</span>، في هذا'
    assert copied("pypdf", words) == copied("poppler", words) == "انظر United Nations, Treaty Series، في هذا"
    assert "Series Treaty" in copied("pdfium", words)


def test_pdfium_still_divides_an_arabic_line_where_a_mark_is_raised(copied) -> None:
    """docs/known-issues.md: when this fails, the issue is gone."""
    words = 'نحن وزراء الدول<span style="font-size: 60%; vertical-align: super">(1)</span> في هذا الاجتماع'
    assert copied("pypdf", words) == "نحن وزراء الدول(1) في هذا الاجتماع"
    assert copied("pdfium", words) != "نحن وزراء الدول(1) في هذا الاجتماع"
