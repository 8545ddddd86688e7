"""What the rules of scripts say of single words and sentences."""

from types import SimpleNamespace

import pytest

from engross.model.penalties import Penalties
from engross.sources.penalties import read
from engross.typesetting.paragraphs import arabic, han, penalties
from engross.typesetting.paragraphs.rules import Rules, costs, rules_of


def stretched(word: str) -> str:
    """The word with a tatweel at its best place."""
    ranked = arabic.places(word)
    return word[: ranked[0][1]] + arabic.TATWEEL + word[ranked[0][1] :] if ranked else word


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("السلام", "السـلام"),  # after seen
        ("المتأصلة", "المتأصـلة"),  # after sad, before the ending
        ("العنف", "العنـف"),
        ("الكرامة", "الكرامـة"),  # before teh marbuta
        ("التي", "التـي"),
    ],
)
def test_a_word_is_stretched_where_the_practice_allows_it(word, wanted):
    assert stretched(word) == wanted


@pytest.mark.parametrize("word", ["الله", "بالله", "لله", "إلا", "في", "A/RES", "1948", "هـ", "الولاء"])
def test_words_that_are_never_stretched(word):
    assert stretched(word) == word


def test_no_tatweel_stands_inside_lam_alef_or_behind_the_article():
    for word in ("الإعلان", "السلام", "الأسرة", "الاجتماع", "والسلام"):
        for _, place in arabic.places(word):
            assert word[place - 1 : place + 1] not in ("لا", "لأ", "لإ", "لآ")
            assert not (word.startswith("ال") and place <= 2)


def test_marks_beside_marks_are_narrowed_and_letters_stand_apart():
    text = "通过《宪章》、《公约》，共81届"
    wide = [not character.isdigit() for character in text]
    fixed = {text[gap.at : gap.at + 2]: gap.fixed for gap in han.gaps(text, wide) if gap.fixed}
    assert fixed == {"》、": -0.5, "、《": -0.5, "》，": -0.5, "共8": 0.25, "1届": 0.25}


def test_the_space_inside_a_figure_never_gives_and_the_one_between_words_does():
    for space in " \u00a0":
        text = f"款637{space}100 US{space}dollars元"
        found = {gap.at: gap for gap in han.gaps(text, [each in "款元" for each in text])}
        assert 4 not in found
        assert found[8].stretch == found[11].stretch == han.SPACE_STRETCH


def test_narrow_quotation_marks_are_left_alone():
    """In a Latin face a quotation mark has no empty half."""
    assert not [gap for gap in han.gaps("“”", [False, False]) if gap.fixed]
    assert han.trim_at_end("”", False) == 0
    assert han.trim_at_end("。", True) == 0.5


def test_no_line_ends_inside_a_date_but_at_a_price():
    text = "于2012年11月5日在罗马"
    inside = range(text.index("2") + 1, text.index("日") + 1)
    assert sorted(han.costs(text)) == list(inside)


def test_names_symbols_and_numbers_are_never_divided():
    rules = Rules(dictionaries={}, whole=frozenset({"secretariat"}), penalties={}, default=Penalties())
    for word in ("Organization", "INTERPOL", "A/RES/70/1", "26-27", "www.example.org", "secretariat", "COVID-19"):
        assert rules.hyphens(word, "en", (6, 3, 3)) == [], word
    assert rules.hyphens("international", "en", (6, 3, 3))


def test_a_word_with_a_capital_may_be_divided_where_nothing_else_will_do_but_no_acronym_and_no_symbol():
    rules = Rules(dictionaries={}, whole=frozenset({"Secretariat"}), penalties={}, default=Penalties())
    for word in ("INTERPOL", "A/RES/70/1", "26-27", "Secretariat", "COVID-19", "international", "McDonald"):
        assert rules.in_names(word, "en", (6, 3, 3)) == [], word
    assert rules.in_names("Organization", "en", (6, 3, 3)) == rules.hyphens("organization", "en", (6, 3, 3)) != []


def test_words_that_a_document_keeps_whole_are_divided_in_none_of_its_languages():
    rules = rules_of({}, SimpleNamespace(hyphens_in_a_row=1, lines={}), whole=("secretariat", "Secrétariat"))
    assert rules.whole == {"secretariat", "Secrétariat"}


def test_letters_are_counted_from_the_apostrophe():
    rules = Rules(dictionaries={}, whole=frozenset(), penalties={}, default=Penalties())
    alone, behind = (rules.hyphens(word, "fr", (6, 3, 3)) for word in ("application", "l’application"))
    assert alone
    assert behind == [place + 2 for place in alone]


def test_a_line_does_not_end_inside_a_symbol():
    text = "see document A/HRC/RES/16/21, annex"
    expensive = {place for place, cost in costs(text, Penalties()).items() if cost == Penalties().divided_symbol}
    assert expensive == set(range(text.index("A/") + 1, text.index("21") + 2))


def test_a_house_has_the_last_word_on_penalties():
    found = penalties.penalties("cyrillic", 2, {"hyphen": 1.0, "line": 5.0}, {"hyphen": 9.0})
    assert (found.hyphen, found.line, found.hyphens_in_a_row) == (9.0, 5.0, 2)
    assert found.short_word == penalties.penalties("cyrillic", 1).short_word > 0


def test_an_unknown_penalty_is_an_error_that_lists_the_names():
    from engross.errors import HouseError
    from engross.sources.settings import Settings

    settings = Settings("[lines]\nhypen = 3\nhyphen = true\n", "house.toml", HouseError)
    read(settings)
    with pytest.raises(HouseError) as found:
        settings.finish()
    said = "\n".join(f"{each.place.line} {each.text} {each.hint}" for each in found.value.problems)
    assert "2 lines.hypen" in said
    assert "short-last" in said
    assert "3 lines.hyphen: True is not a number" in said
