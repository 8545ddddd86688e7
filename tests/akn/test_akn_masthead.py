"""The masthead of a file of the record: what it says badly is set right, what it contradicts is said."""

import pytest
from conftest import ROOT
from record import COVER, corpus, paragraph, statement

from engross.akn import reading
from engross.akn.reading import Reading
from engross.building.exporting import edition_for
from engross.model import Status
from engross.typesetting import html
from engross.workspace import Workspace

WORKSPACE = Workspace(ROOT)
UNOFFICIAL = {
    "en": "unofficial",
    "fr": "non officielle",
    "es": "no oficial",
    "ru": "неофициальн",
    "ar": "غير الرسمية",
    "zh": "非正式",
}


def read(cover: str, language: str = "en", file: str = "un.xml") -> Reading:
    return reading.read(statement(paragraph("One.", "1."), cover=cover, language=language), file)


def session(first: str, last: str, language: str) -> str:
    days = f'<date date="2024-09-09">{first}</date><date date="2024-10-11">{last}</date>'
    line = f'<p><event refersTo="#session">{days}</event></p></coverPage>'
    return read(COVER.replace("</coverPage>", line), language).document.meeting


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("zh", "9 九月", "11 十月 2024", "2024年9月9日至10月11日"),
        ("ar", "9 أيلول", "11 تشرين الأول 2024", "9 أيلول/سبتمبر – 11 تشرين الأول/أكتوبر 2024"),
        ("es", "9 septiembre", "11 octubre 2024", "9 de septiembre a 11 de octubre de 2024"),
        ("ru", "9 сентября", "11 октября 2024", "9 сентября — 11 октября 2024 года"),
        ("fr", "9 septembre", "11 octobre 2024", "9 septembre–11 octobre 2024"),
        ("en", "9 September", "11 October 2024", "9 September–11 October 2024"),
    ],
)
def test_the_days_of_a_session_are_written_as_the_language_writes_them(language, first, last, said):
    assert session(first, last, language) == said


def test_days_that_are_not_given_as_dates_keep_their_words():
    line = '<p><event refersTo="#session"><date date="">9 September</date><date>11 October 2024</date></event></p>'
    assert read(COVER.replace("</coverPage>", f"{line}</coverPage>")).document.meeting == "9 September–11 October 2024"


def texts(found: Reading) -> list[str]:
    return [each.text for each in found.findings]


def test_a_symbol_that_the_name_of_its_file_contradicts_is_set_right_and_said():
    cover = COVER.replace("A/RES/77/1", "A/RES/77/9").replace("77/1.", "77/9.")
    found = read(cover, file="Russian/A_RES_77_4-2223456E.xml")
    document = found.document
    assert (document.symbol, document.number, document.id) == ("A/RES/77/4", "77/4.", "a-res-77-4")
    assert document.address == "https://undocs.org/A/RES/77/4"
    assert texts(found) == [
        "the symbol is given as A/RES/77/9, and the name of the file says A_RES_77_4-2223456E.xml: A/RES/77/4 is set"
    ]


def test_two_files_of_one_symbol_are_two_works_where_their_names_are_two():
    wrong = corpus("un-hard/GA/79session/Russian/A_RES_79_304-2510827R.xml")
    right = corpus("un-hard/GA/79session/Russian/A_RES_79_309-2510829R.xml")
    found = [reading.read(each.read_bytes(), each.name).document.symbol for each in (wrong, right)]
    assert found == ["A/RES/79/304", "A/RES/79/309"]


def test_an_organ_that_the_symbol_contradicts_is_set_right_and_said():
    found = read(COVER.replace("A/RES/77/1", "S/PRST/2025/2"))
    assert (found.document.body, found.document.house) == ("Security Council", "un-sc")
    assert "the organ is given as General Assembly, and the symbol is S/PRST/2025/2: Security Council is set" in texts(
        found
    )


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("ru", "Резолюция 2734 (2024)"),
        ("zh", "第2734(2024)号决议"),
        ("ar", "القرار 2734 (2024)"),
        ("fr", "Résolution 2734 (2024)"),
    ],
)
def test_a_council_resolution_without_its_number_gets_that_of_its_symbol(language, title):
    start = COVER.index("<preface>")
    cover = COVER[:start].replace("A/RES/77/1", "S/RES/2734 (2024)")
    found = read(cover.replace("</coverPage>", '<p><docTitle refersTo="#resolutionNumber"/></p></coverPage>'), language)
    assert found.document.title == title
    assert any(f"made of the symbol: {title}" in each for each in texts(found))


def test_the_dash_between_number_and_title_is_no_part_of_the_title():
    assert read(COVER.replace("Title of it", "– Support account")).document.title == "Support account"


def test_an_english_masthead_names_no_language_unless_its_file_does():
    hrc = COVER.replace("A/RES/77/1", "A/HRC/RES/57/1")
    spoken = '<p><inline name="languageOfExpression">French</inline></p></coverPage>'
    assert read(hrc).document.status("en") is Status.ORIGINAL
    assert read(hrc.replace("</coverPage>", spoken), "fr").document.status("fr") is Status.OFFICIAL


def test_no_page_of_the_human_rights_council_says_english_where_its_file_does_not():
    hrc = COVER.replace("A/RES/77/1", "A/HRC/RES/57/1")
    original = "<p><inline name='originalLanguage'>Original: English</inline></p></coverPage>"
    document = read(hrc.replace("</coverPage>", original)).document
    edition = edition_for(WORKSPACE, document, "en")
    page = html.page(edition, WORKSPACE.assets("un-hrc"), {"en": WORKSPACE.language("en")}).html
    assert '<p class="original">Original: English</p>' in page
    assert '<p class="original">English</p>' not in page


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh"])
@pytest.mark.parametrize("symbol", ["A/RES/77/1", "S/RES/2734 (2024)", "A/HRC/RES/57/1", "E/RES/2021/2"])
def test_every_edition_of_the_record_says_on_its_face_that_it_is_unofficial(symbol, language):
    document = read(COVER.replace("A/RES/77/1", symbol), language).document
    edition = edition_for(WORKSPACE, document, language)
    spoken = {tag: WORKSPACE.language(tag) for tag in {language, "en"}}
    page = html.page(edition, WORKSPACE.assets(document.house), spoken).html
    assert f'<div class="acknowledged"><p>{edition.source}</p></div>' in page
    assert UNOFFICIAL[language] in edition.source


@pytest.mark.parametrize("house", ["un", "un-geneva", "un-ga-a4", "un-sc-a4", "un-resolution"])
def test_no_house_leaves_out_that_an_edition_of_the_record_is_unofficial(house):
    document = read(COVER).document
    edition = edition_for(WORKSPACE, document, "en", house)
    page = html.page(edition, WORKSPACE.assets(house), {"en": WORKSPACE.language("en")}).html
    assert edition.source in page
