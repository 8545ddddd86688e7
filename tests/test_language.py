"""A language folder: dates and letters as its official texts have them, settings read strictly."""

from datetime import date
from pathlib import Path

import pytest

from engross.errors import TranslationError
from engross.sources.language import read_language

FOLDER = Path(__file__).parent.parent / "translations"
TAGS = sorted(path.parent.name for path in FOLDER.glob("*/language.toml"))


def text_of(tag):
    return (FOLDER / tag / "language.toml").read_text(encoding="utf-8")


def language(tag):
    return read_language(text_of(tag), f"translations/{tag}/language.toml", tag)


def refused(text):
    with pytest.raises(TranslationError) as caught:
        read_language(text, "translations/en/language.toml", "en")
    assert all(each.place.file == "translations/en/language.toml" for each in caught.value.problems)
    return [(each.place.line, each.text) for each in caught.value.problems]


def line_of(text, start):
    return next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(start))


def test_the_six_languages_are_there():
    assert set(TAGS) >= {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize(
    ("tag", "day", "said"),
    [
        ("en", date(2012, 11, 5), "5 November 2012"),
        ("en", date(2013, 1, 1), "1 January 2013"),
        ("fr", date(2012, 11, 5), "5 novembre 2012"),
        ("fr", date(2013, 1, 1), "1er janvier 2013"),
        ("fr", date(2013, 8, 31), "31 août 2013"),
        ("es", date(2012, 11, 5), "5 de noviembre de 2012"),
        ("es", date(2013, 1, 1), "1 de enero de 2013"),
        ("ar", date(2012, 11, 5), "5 تشرين الثاني/نوفمبر 2012"),
        ("ar", date(2013, 1, 1), "1 كانون الثاني/يناير 2013"),
        ("ru", date(2012, 11, 5), "5 ноября 2012 года"),
        ("ru", date(2013, 5, 9), "9 мая 2013 года"),
        ("zh", date(2012, 11, 5), "2012年11月5日"),
        ("zh", date(2013, 1, 1), "2013年1月1日"),
    ],
)
def test_date_is_said_as_official_texts_say_it(tag, day, said):
    assert language(tag).day(day) == said


def test_arabic_letters_follow_their_own_series():
    arabic = language("ar")
    assert [arabic.letter(letter) for letter in "ABCH"] == ["أ", "ب", "ج", "ح"]


def test_latin_letters_stay():
    assert [language("fr").letter(letter) for letter in "AZ"] == ["A", "Z"]


@pytest.mark.parametrize("tag", TAGS)
def test_every_letter_of_a_label_has_its_own_letter(tag):
    assert len({language(tag).letter(letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}) == 26


@pytest.mark.parametrize("tag", TAGS)
def test_distribution_language_of_each_language_exists(tag):
    assert language(tag).distribution in TAGS


def test_only_arabic_runs_right_to_left():
    assert [tag for tag in TAGS if language(tag).direction == "rtl"] == ["ar"]


def test_unknown_key_is_named_with_its_line():
    text = text_of("en").replace("emphasis =", 'emfasis = "x"\nemphasis =')
    assert refused(text) == [(line_of(text, "emfasis"), "emfasis: is not known here")]


def test_missing_key_is_named():
    text = "\n".join(line for line in text_of("en").split("\n") if not line.startswith("script"))
    assert [said for _, said in refused(text)][0] == "script: is missing"


@pytest.mark.parametrize("pattern", ["{day} {month}", "{day} {month} {year} {hour}", "{day} {day} {month} {year}", ""])
def test_date_pattern_with_wrong_placeholders_is_refused_at_its_line(pattern):
    text = text_of("en").replace("{day} {month} {year}", pattern)
    assert [line for line, _ in refused(text)] == [line_of(text, "pattern")]


@pytest.mark.parametrize("pattern", ["{day} {month} {year} {", "{day} {month} {year} {}", "{day} {month} {year!x}"])
def test_date_pattern_that_cannot_be_filled_is_refused(pattern):
    text = text_of("en").replace("{day} {month} {year}", pattern)
    assert [line for line, _ in refused(text)] == [line_of(text, "pattern")]


def test_eleven_months_are_refused():
    text = text_of("en").replace(', "December"', "")
    assert [line for line, _ in refused(text)] == [line_of(text, "months")]


def test_unknown_direction_is_refused():
    text = text_of("en").replace('"ltr"', '"up"')
    assert refused(text) == [(line_of(text, "direction"), "direction: 'up' is not known")]


@pytest.mark.parametrize("find", ["(", "(?<=a+)b"])
def test_rule_that_is_no_regular_expression_is_refused(find):
    text = text_of("en") + f"\n[[rule]]\nwhy = 'x'\nfind = '{find}'\nput = ''\nexample = ['a', 'b']\n"
    assert [said.partition(":")[0] for _, said in refused(text)] == ["rule"]


def test_rule_without_an_example_is_refused():
    assert len(refused(text_of("en") + "\n[[rule]]\nwhy = 'x'\nfind = 'a'\nput = 'b'\n")) == 1


def test_all_problems_come_at_once():
    text = text_of("en").replace('"ltr"', '"up"').replace("{year}", "{jahr}").replace("[date]", "x = 1\n[date]")
    assert {said.partition(":")[0] for _, said in refused(text)} == {"direction", "date.pattern", "x"}


def test_file_that_is_no_toml_names_its_line():
    assert refused('name = "English"\nhtml = en\n')[0][0] == 2
