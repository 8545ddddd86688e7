"""Slips that translators make, in each of the five languages: each is found, and what is right is not."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from engross import checks
from engross.building import Job, edition_of
from engross.checks import Subject
from engross.model import Clause, Kind, Line, Run, notation
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent
WORKSPACE = Workspace(ROOT)
ID = "interpol-2012-rome"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
SOURCE = (
    "*Recalling* its resolution A/RES/77/1 of 5 November 2012, adopted at the 81st session, on the theme “Today’s"
    " challenges” and on the report of 2012 of the Secretary-General,"
)
RIGHT = {
    "ar": "*وإذ تشير* إلى قرارها A/RES/77/1 المؤرخ 5 تشرين الثاني/نوفمبر 2012، المتخذ في الدورة 81، بشأن موضوع ”تحديات"
    " اليوم“ وبشأن تقرير الأمين العام لعام 2012،",
    "es": "*Recordando* su resolución A/RES/77/1, de 5 de noviembre de 2012, aprobada en el 81º período de sesiones,"
    " sobre el tema “Los retos de hoy” y sobre el informe de 2012 del Secretario General,",
    "fr": "*Rappelant* sa résolution A/RES/77/1 du 5 novembre 2012, adoptée à la 81e session, sur le thème"
    " «\u00a0Les défis d’aujourd’hui\u00a0» et sur le rapport de 2012 du Secrétaire général,",
    "ru": "*ссылаясь* на свою резолюцию A/RES/77/1 от 5 ноября 2012 года, принятую на 81-й сессии, на тему «Вызовы"
    " сегодняшнего дня» и на доклад Генерального секретаря за 2012 год,",
    "zh": "*回顾*2012年11月5日第八十一届会议通过的题为“今日的挑战”的第A/RES/77/1号决议和2012年秘书长报告，",
}
QUOTED = {"ar": ("”", "“"), "es": ("“", "”"), "fr": ("«", "»"), "ru": ("«", "»"), "zh": ("“", "”")}


@cache
def edition(tag):
    return edition_of(WORKSPACE, Job(document=ID, language=tag, house="un", draft=False, target=ROOT))


def found(tag, words, source=SOURCE, kind=Kind.PREAMBULAR, runs=()):
    """What the checks find in a clause that is translated so; the rest of the document is five plain clauses."""
    clause = Clause(label="PP1", kind=kind, source=source)
    line = Line(id="PP1", kind=kind, label="", runs=runs or notation.parse(words))
    document = replace(WORKSPACE.document(ID), clauses=(clause,))
    subject = Subject(
        document=document, edition=replace(edition(tag), lines=(line,)), original=WORKSPACE.language("en")
    )
    return sorted({each.code for each in checks.find(subject)})


def one(text, old, new):
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_right_translation_is_left_alone(tag):
    assert found(tag, RIGHT[tag]) == []


NUMBERS, MONTHS, SYMBOLS, WHOLE = (
    f"translation/{name}" for name in ("numbers-kept", "months-kept", "symbols-kept", "whole")
)


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (lambda text: text.replace("2012", "2013"), NUMBERS),  # a wrong figure
        (lambda text: one(text, "2012", "2021"), NUMBERS),  # turned round, and only once of twice
        (lambda text: one(text, "2012", ""), NUMBERS),  # lost, and only once of twice
        (lambda text: one(text, "2012", "20012"), NUMBERS),  # a figure too many
        (lambda text: text.replace("2012", "٢٠١٢"), NUMBERS),  # figures of another script
        (lambda text: text.replace("81", "18").replace("八十一", "十八"), NUMBERS),
        (lambda text: one(text, "A/RES/77/1", "A/RES/77"), SYMBOLS),
        (lambda text: one(text, "A/RES/77/1", "A/77/1"), SYMBOLS),
        (lambda text: one(text, "A/RES/77/1", "A/HRC/RES/77/1"), SYMBOLS),
        (lambda text: text.replace("*", ""), "translation/emphasis-kept"),
        (lambda text: f"{text[:-1]}.", "translation/closing-mark"),
        (lambda text: text[:-1], "translation/closing-mark"),
        (lambda text: text[: len(text) // 2], "translation/closing-mark"),  # cut off
    ],
)
def test_slips_in_every_language(tag, slip, code):
    assert code in found(tag, slip(RIGHT[tag]))


@pytest.mark.parametrize(
    ("tag", "old", "new"),
    [
        ("ar", "تشرين الثاني/نوفمبر", "تشرين الأول/أكتوبر"),
        ("es", "noviembre", "diciembre"),
        ("fr", "novembre", "décembre"),
        ("ru", "ноября", "октября"),
        ("zh", "11月", "1月"),
    ],
)
def test_a_wrong_month_is_found(tag, old, new):
    assert MONTHS in found(tag, one(RIGHT[tag], old, new))


def test_either_name_of_an_arabic_month_and_a_chinese_numeral_will_do():
    assert found("ar", one(RIGHT["ar"], "تشرين الثاني/نوفمبر", "تشرين\u00a0الثاني / نوفمبر")) == []
    assert found("zh", one(RIGHT["zh"], "2012年11月5日", "二〇一二年十一月5日")) == []


@pytest.mark.parametrize("tag", ("es", "fr", "ru"))
def test_figures_that_changed_places_are_found(tag):
    swapped = RIGHT[tag].replace("81", "#").replace(" 5 ", " 81 ").replace("#", "5")
    assert found(tag, swapped) == [NUMBERS]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_clause_of_which_most_is_missing_is_found_although_it_ends_well(tag):
    clauses = [Clause(label=f"PP{n}", kind=Kind.PREAMBULAR, source=SOURCE) for n in range(5)]
    whole = notation.parse(RIGHT[tag])
    lines = [Line(id=each.label, kind=each.kind, label="", runs=whole) for each in clauses]
    lines[2] = replace(lines[2], runs=notation.parse(f"{RIGHT[tag][:20]}{RIGHT[tag][-1]}"))
    document = replace(WORKSPACE.document(ID), clauses=tuple(clauses))
    subject = Subject(
        document=document, edition=replace(edition(tag), lines=tuple(lines)), original=WORKSPACE.language("en")
    )
    assert [each.place.clause for each in checks.find(subject) if each.code == WHOLE] == ["PP2"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_clause_that_was_not_translated_is_found(tag):
    assert WHOLE in found(tag, SOURCE)


@pytest.mark.parametrize("tag", ("ar", "ru", "zh"))
def test_a_clause_in_another_language_than_its_own_is_found(tag):
    assert WHOLE in found(tag, RIGHT["fr"])


def test_a_note_may_be_a_citation_in_the_language_of_what_it_cites():
    cited = "United Nations, Treaty Series, vol. 75, No. 973."
    assert found("ru", cited, source=cited, kind=Kind.NOTE) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_quotation_marks_of_another_language_are_found(tag):
    opening, closing = QUOTED[tag]
    other = ("“", "”") if opening == "«" else ("«", "»")
    for left, right in (other, ('"', '"')):
        text = one(one(RIGHT[tag], opening, "#"), closing, right).replace("#", left)
        assert "text/marks-of-the-language" in found(tag, text)
    assert "text/quotes-paired" in found(tag, RIGHT[tag][::-1].replace(closing, "", 1)[::-1])


@pytest.mark.parametrize(("tag", "own", "latin"), [("ar", "،", ","), ("zh", "，", ","), ("zh", "，", ";")])
def test_a_latin_comma_in_arabic_or_chinese_is_found(tag, own, latin):
    assert "text/marks-of-the-language" in found(tag, RIGHT[tag][:-1] + latin)


def test_marks_in_words_of_another_language_are_theirs():
    quoted = (*notation.parse(one(RIGHT["es"], " y sobre", "")), Run(text="« été »", language="fr"), Run(text=","))
    assert "text/marks-of-the-language" not in found("es", "", runs=quoted)


@pytest.mark.parametrize(("tag", "word"), [("ar", "المؤرخ"), ("es", "sobre"), ("fr", "sur"), ("ru", "сессии")])
def test_a_word_that_stands_twice_is_found(tag, word):
    assert "text/word-doubled" in found(tag, one(RIGHT[tag], word, f"{word} {word}"))


def test_words_that_rightly_stand_twice_are_left_alone():
    assert found("fr", one(RIGHT["fr"], "adoptée", "que nous nous félicitons d’avoir adoptée")) == []


def test_a_latin_letter_in_a_russian_word_is_found():
    assert found("ru", one(RIGHT["ru"], "сессии", "cессии")) == ["text/one-script-in-a-word"]


def test_a_raised_letter_after_a_russian_word_is_a_mark_of_its_own():
    assert "text/one-script-in-a-word" not in found("ru", one(RIGHT["ru"], "сессии", "сессии{sup:a}"))


def test_a_great_chinese_number_is_the_same_number():
    source, words = "*Approves* 29,500,000 dollars;", "*核准*2 950万美元；"
    assert found("zh", words, source=source) == []
    assert found("zh", one(words, "950", "905"), source=source) == [NUMBERS]
