"""Typographic rules: each does what its example says; none changes a letter."""

from pathlib import Path

import pytest

from engross.model.typography import letters_only, set_pieces, set_text
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent
WORKSPACE = Workspace(ROOT)
RULES = [(tag, rule) for tag in WORKSPACE.languages() for rule in WORKSPACE.language(tag).rules]
UNBROKEN = [(tag, each) for tag in WORKSPACE.languages() for each in WORKSPACE.language(tag).unbroken]


def texts_of(tag):
    """Every text of every catalogue of a language, and of the documents adopted in it."""
    texts = []
    for path in sorted((ROOT / "translations" / tag / "LC_MESSAGES").glob("*.po")):
        texts += [entry.text for entry in WORKSPACE.catalog(tag, path.stem).entries.values()]
    for document in map(WORKSPACE.document, WORKSPACE.documents()):
        if document.language == tag:
            texts += [clause.source for clause in document.walk()]
    return texts


def test_each_of_the_six_languages_has_rules():
    assert {tag for tag, _ in (*RULES, *UNBROKEN)} >= {"ar", "en", "es", "fr", "ru", "zh"}


@pytest.mark.parametrize(("tag", "rule"), RULES, ids=[f"{tag}-{rule.why[:24]}" for tag, rule in RULES])
def test_example_of_every_rule_is_set_as_it_says(tag, rule):
    typed, wanted = rule.example
    assert typed != wanted
    assert set_text(typed, (rule,)) == wanted


@pytest.mark.parametrize(("tag", "rule"), RULES, ids=[f"{tag}-{rule.why[:24]}" for tag, rule in RULES])
def test_example_of_every_rule_survives_the_other_rules_of_its_language(tag, rule):
    assert set_text(rule.example[0], WORKSPACE.language(tag).rules) == rule.example[1]


@pytest.mark.parametrize(("tag", "unbroken"), UNBROKEN, ids=[f"{tag}-{each.why[:24]}" for tag, each in UNBROKEN])
def test_what_a_language_keeps_whole_is_found_in_its_example(tag, unbroken):
    text, kept = unbroken.example
    assert kept in [match[0] for match in unbroken.find.finditer(text)]


@pytest.mark.parametrize(("tag", "rule"), RULES, ids=[f"{tag}-{rule.why[:24]}" for tag, rule in RULES])
def test_no_rule_puts_a_word_joiner_into_the_text(tag, rule):
    assert "\u2060" not in rule.put


@pytest.mark.parametrize("tag", WORKSPACE.languages())
def test_setting_twice_is_setting_once(tag):
    rules = WORKSPACE.language(tag).rules
    for text in texts_of(tag):
        once = set_text(text, rules)
        assert set_text(once, rules) == once


@pytest.mark.parametrize("tag", WORKSPACE.languages())
def test_setting_changes_no_letter_of_any_text(tag):
    texts = texts_of(tag)
    assert len(texts) > 10
    for text in texts:
        assert letters_only(set_text(text, WORKSPACE.language(tag).rules)) == letters_only(text)


@pytest.mark.parametrize(
    ("tag", "typed", "printed"),
    [
        ("en", "the 81st session, 5 November", "the 81st session, 5\u00a0November"),
        ("fr", "« oui » : non\u00a0;", "« oui » : non\u202f;"),
        ("fr", "«\u00a0oui\u00a0»\u00a0:", "«\u202foui\u202f»\u00a0:"),
        ("ru", "мир — это", "мир\u00a0— это"),
        ("ar", "5 تشرين الثاني/نوفمبر", "5\u00a0تشرين\u00a0الثاني/نوفمبر"),
    ],
)
def test_text_is_set_as_the_language_wants_it(tag, typed, printed):
    assert set_text(typed, WORKSPACE.language(tag).rules) == printed


def test_hyphen_counts_as_a_letter_and_spaces_do_not():
    assert letters_only("co\u00ad-op \u2060x\u00a0y") == "co-opxy"


@pytest.mark.parametrize(
    ("tag", "typed", "wanted"),
    [
        ("en", "in paragraph 7 of resolution 2436 (2018)", "in paragraph\u00a07 of resolution 2436\u00a0(2018)"),
        ("fr", "à l’article 40 du 8 mai", "à l’article\u00a040 du 8\u00a0mai"),
        ("es", "el 30 de diciembre", "el 30\u00a0de\u00a0diciembre"),
        ("ru", "в пункте 5 статьи 4", "в пункте\u00a05 статьи\u00a04"),
    ],
)
def test_numbers_dates_and_symbols_are_kept_whole_as_seen_on_pages(tag: str, typed: str, wanted: str) -> None:
    assert set_text(typed, WORKSPACE.language(tag).rules) == wanted


def test_a_rule_sees_over_the_edge_of_a_link():
    """A/RES/77/263 B: the letter of a resolution, “67/254 A”, went to the next line, because its number is a link."""
    assert set_pieces(["resolution ", "67/254", " A of 12 April"], WORKSPACE.language("en").rules) == [
        "resolution ",
        "67/254",
        "\u00a0A of 12\u00a0April",
    ]
