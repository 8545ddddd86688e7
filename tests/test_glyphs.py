"""What the faces cannot set is named, clause and character, before a page is set."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from engross.building import Job, edition_of, prepare_fonts
from engross.errors import FontError
from engross.model import Run
from engross.typesetting import glyphs, html
from engross.workspace import Workspace, fonts

ROOT = Path(__file__).parent.parent
ID = "interpol-2012-rome"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("workspace")
    for name in ("content", "translations", "templates"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "fonts.lock", root)
    return Workspace(root)


@pytest.fixture(scope="module")
def installed(workspace):
    before = os.environ.get("FONTCONFIG_FILE")
    try:
        return prepare_fonts(workspace, locked=False)[0]
    finally:
        os.environ.pop("FONTCONFIG_FILE", None)
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


@pytest.fixture
def refused(workspace, installed):
    """The problems of an edition in which a clause has other runs."""

    def ask(tag, clause="", *runs, house="interpol", faces=installed):
        edition = edition_of(workspace, Job(document=ID, language=tag, house=house, draft=False, target=workspace.root))

        def change(line):
            own = runs if line.id == clause else line.runs
            return replace(line, runs=own, children=tuple(map(change, line.children)))

        edition = replace(edition, lines=tuple(map(change, edition.lines)))
        try:
            glyphs.check(edition, {tag: workspace.language(tag)}, faces)
        except FontError as error:
            return error.problems
        return ()

    return ask


@pytest.mark.parametrize("house", ["interpol", "un", "un-geneva"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_edition_of_rome_can_be_set(refused, tag, house):
    assert refused(tag, house=house) == ()


def test_thai_letter_in_an_english_clause_is_named(refused):
    (problem,) = refused("en", "P2C", Run(text="Although \u0e01 upholding,"))
    assert (problem.code, problem.place.clause) == ("fonts/missing-glyph", "P2C")
    assert "Liberation Serif 400 normal has no glyph for 'ก' (U+0E01 THAI CHARACTER KO KAI)" in problem.text


def test_emphasized_letter_is_looked_for_in_the_italic_face(refused):
    (problem,) = refused("en", "P2C", Run(text="\u0e01", emphasis=True))
    assert problem.text.startswith("Liberation Serif 400 italic has no glyph")


def test_emphasized_letter_of_chinese_is_looked_for_in_the_bold_face(refused):
    (problem,) = refused("zh", "P2C", Run(text="\u0e01", emphasis=True))
    assert problem.text.startswith("Noto Serif CJK SC 700 normal has no glyph")


def test_every_missing_letter_of_every_clause_is_named_once(refused):
    problems = refused("en", "P2C", Run(text="\u0e01\u0e02\u0e01"), Run(text="\u0e01"))
    assert [each.place.clause for each in problems] == ["P2C", "P2C"]


@pytest.mark.parametrize("text", ["\u0301 alone", "a \u0301 b"])
def test_combining_mark_without_a_letter_is_named(refused, text):
    (problem,) = refused("en", "P3A", Run(text=text))
    assert (problem.code, problem.place.clause) == ("fonts/mark", "P3A")
    assert "stands on no letter" in problem.text


def test_a_mark_that_stands_twice_on_a_letter_is_named_with_what_stands_round_it(refused):
    (problem,) = refused("ar", "P3A", Run(text="تحاور ت\u064f\u064fعقد في دورتيها"))
    assert problem.code == "fonts/mark"
    assert "U+064F ARABIC DAMMA stands twice on one letter" in problem.text
    assert "تحاور" in problem.text and "دورتيها" in problem.text


@pytest.mark.parametrize("text", ["и\u0306\u0306", "й\u0306", "\u00e9\u0301"])
def test_a_mark_twice_is_a_slip_whatever_face_could_stack_it(refused, text):
    (problem,) = refused("ru", "P3A", Run(text=text), house="un")
    assert "stands twice on one letter" in problem.text


def test_composed_and_decomposed_letters_can_be_set(refused):
    assert refused("fr", "P2A", Run(text="\u00e9lan e\u0301lan")) == ()


def test_vowel_signs_on_arabic_letters_can_be_set(refused):
    assert refused("ar", "P2A", Run(text="مُحَمَّدٌ")) == ()


def test_invisible_characters_need_no_glyph(refused):
    assert refused("en", "P2A", Run(text="a\u00adb\u200b\u2060\u200e\u202f\u00a0c")) == ()


def test_face_that_is_not_locked_is_named_with_its_house(refused, installed):
    fewer = tuple(each for each in installed if each.font.face != ("Liberation Sans", 700, "normal"))
    (problem,) = refused("en", faces=fewer)
    assert (problem.code, problem.place.file) == ("fonts/no-face", "templates/interpol/house.toml")
    assert "'Liberation Sans', weight 700, normal" in problem.text


# The second face

STRESSED = ["временно\u0301го", "что\u0301", "имя\u2e3aимя", "\u2e3b"]


@pytest.fixture
def second(installed):
    if not any(each.font.family == "Gentium Plus" for each in installed):
        pytest.skip("the second face is absent: scripts/setup installs fonts-sil-gentiumplus")
    return installed


@pytest.mark.parametrize("text", STRESSED)
@pytest.mark.parametrize("style", [{}, {"emphasis": True}, {"strong": True}])
def test_a_letter_that_the_first_face_cannot_set_is_set_by_the_second(refused, second, text, style):
    assert refused("ru", "P3A", Run(text=text, **style), house="un") == ()


@pytest.mark.parametrize("text", STRESSED)
def test_without_the_second_face_such_a_text_is_refused_and_no_other(refused, installed, text):
    first = tuple(each for each in installed if not each.font.optional)
    (problem,) = refused("ru", "P3A", Run(text=text), house="un", faces=first)
    assert problem.code in ("fonts/mark", "fonts/missing-glyph")
    assert refused("ru", "P3A", Run(text="что, имя — имя"), house="un", faces=first) == ()


def test_what_the_second_face_cannot_set_either_is_named(refused, second):
    (problem,) = refused("ru", "P3A", Run(text="\u0e01"), house="un")
    assert "Liberation Serif 400 normal has no glyph" in problem.text


def test_the_letters_of_the_second_face_are_told_and_set_apart_on_the_page(workspace, second):
    job = Job(document=ID, language="ru", house="un", draft=False, target=workspace.root)
    edition = edition_of(workspace, job)
    changed = replace(edition.lines[0], runs=(Run(text="временно\u0301го — \u2e3a"),))
    edition = replace(edition, lines=(changed,))
    spoken = {tag: workspace.language(tag) for tag in ("ru", "en")}
    found = glyphs.seconds(edition, spoken, second)
    assert found == {"Gentium Plus": ("\u2e3a", "о\u0301")}
    page = html.page(edition, workspace.assets("un"), spoken, seconds=frozenset(found["Gentium Plus"]))
    assert 'временн<span class="second">о\u0301</span>го — <span class="second">\u2e3a</span>' in page.html
    assert '.script-cyrillic .second { font-family: "Gentium Plus", var(--body); }' in page.styles[0][1]


def test_an_optional_face_that_is_absent_stops_nothing(installed, tmp_path):
    locked = tuple(each.font for each in installed)
    absent = replace(locked[-1], source="debian", file="truetype/nowhere/None.ttf")
    found = fonts.find((*locked[:1], replace(absent, optional=True)), "fonts.lock")
    assert [each.font for each in found] == [locked[0]]
    with pytest.raises(FontError, match="is not installed"):
        fonts.find((replace(absent, optional=False),), "fonts.lock")


@pytest.mark.parametrize("name", ["council", "expression", "originated", "place_and_date", "unissued", "original"])
def test_every_text_of_a_masthead_is_asked_of_the_faces(workspace, installed, name):
    edition = edition_of(workspace, Job(document=ID, language="en", house="un", draft=False, target=Path()))
    with pytest.raises(FontError, match=r"U\+0E01"):
        glyphs.check(replace(edition, **{name: "ก"}), {"en": edition.language}, installed)
