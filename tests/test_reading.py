"""A content file becomes a document, or every error in it is named in one pass."""

import re
from pathlib import Path

import pytest

from engross.errors import ContentError
from engross.model import Kind
from engross.sources.content import read_document

ROOT = Path(__file__).parent.parent
ROME = ROOT / "content" / "interpol-2012-rome.md"
SEED = ROOT.parent / "shared" / "seed" / "outcome-declaration.txt"

HEAD = """---
id: mini
language: en
title: A Declaration
body: The Organization
acronym: ORG
meeting: Ministerial Meeting
place: Rome
adopted: 2012-11-05
issued: 2026-11-24
symbol: none
house: un
operative: OP
---
"""  # 14 lines
BODY = """
OP: *We, therefore,*

OP1: *Decide* one thing,

OP10: *Decide* another.
"""  # OP stands on line 16, OP1 on 18, OP10 on 20


def read(text, file="content/mini.md"):
    return read_document(text.encode() if isinstance(text, str) else text, file)


def refused(text):
    """(code, line, column, clause) of every problem."""
    with pytest.raises(ContentError) as caught:
        read(text)
    for problem in caught.value.problems:
        assert problem.place.file == "content/mini.md"
        assert problem.hint
    return [(each.code, each.place.line, each.place.column, each.place.clause) for each in caught.value.problems]


def paragraphs_of(seed):
    """(label, text) of each paragraph of the adopted text, taken apart independently of engross."""
    for paragraph in re.split(r"\n\s*\n", seed.strip("\n")):
        label, colon, text = paragraph.partition(": ")
        yield (label, text) if colon and re.fullmatch("[A-Z0-9]+", label) else ("", paragraph)


@pytest.fixture(scope="module")
def rome():
    return read_document(ROME.read_bytes(), "content/interpol-2012-rome.md")


@pytest.fixture(scope="module")
def seed():
    if not SEED.is_file():
        pytest.skip(f"{SEED} is absent: the adopted text cannot be compared")
    return SEED.read_bytes().decode("utf-8")


# The adopted text


def test_adopted_text_is_accepted_and_every_clause_is_it_to_the_letter(seed):
    head = re.match(r"(?s)---\n.*?\n---\n", ROME.read_text(encoding="utf-8"))[0]
    document = read_document((head + seed).encode(), "content/interpol-2012-rome.md")
    assert [("", document.heading), *((each.label, each.source) for each in document.walk())] == list(
        paragraphs_of(seed)
    )


def test_content_file_is_the_adopted_text_to_the_letter(rome, seed):
    assert [("", rome.heading), *((each.label, each.source) for each in rome.walk())] == list(paragraphs_of(seed))


def test_adopted_text_has_the_clauses_we_counted(rome):
    labels = ["INTRO", "P1", "P2", *(f"P2{x}" for x in "ABCDEFGH"), "P3", *(f"P3{x}" for x in "ABCDEFGH")]
    assert [each.label for each in rome.walk()] == labels


def test_heading_is_the_unlabelled_line(rome):
    assert rome.heading == "OUTCOME DECLARATION"


def test_kinds_of_the_clauses_of_rome(rome):
    top = {each.label: each for each in rome.clauses}
    assert {label: clause.kind for label, clause in top.items()} == {
        "INTRO": Kind.NARRATIVE,
        "P1": Kind.ADOPTION,
        "P2": Kind.CHAPEAU,
        "P3": Kind.CHAPEAU,
    }
    assert [(each.label, each.kind) for each in top["P2"].children] == [
        (f"P2{letter}", Kind.PREAMBULAR) for letter in "ABCDEFGH"
    ]
    assert [(each.label, each.kind) for each in top["P3"].children] == [
        (f"P3{letter}", Kind.OPERATIVE) for letter in "ABCDEFGH"
    ]
    assert top["INTRO"].children == top["P1"].children == ()


def test_clause_knows_its_place(rome):
    (p1,) = (each for each in rome.walk() if each.label == "P1")
    lines = ROME.read_text(encoding="utf-8").split("\n")
    assert lines[p1.place.line - 1].startswith("P1: ")


# What is only white space


def test_minimal_document_is_read():
    document = read(HEAD + BODY)
    assert [(each.label, each.source) for each in document.walk()] == [
        ("OP", "*We, therefore,*"),
        ("OP1", "*Decide* one thing,"),
        ("OP10", "*Decide* another."),
    ]
    assert document.symbol == ""
    assert document.heading == ""


def test_op1_and_op10_are_siblings():
    (chapeau,) = read(HEAD + BODY).clauses
    assert [(each.label, each.children) for each in chapeau.children] == [("OP1", ()), ("OP10", ())]


def test_ten_a_stands_under_ten():
    (chapeau,) = read(HEAD + BODY + "\nOP10A: first of ten.\n").clauses
    assert [[child.label for child in each.children] for each in chapeau.children] == [[], ["OP10A"]]


@pytest.mark.parametrize("gap", ["\n\n\n\n\n", "\n\f\n", "\n\n\f\n\n", "\n \t\n", "\f"])
def test_page_breaks_and_blank_lines_are_only_white_space(gap):
    body = BODY.replace("\n\n", f"\n{gap}")
    assert read(HEAD + body) == read(HEAD + BODY)


def test_form_feed_before_a_clause_is_no_part_of_it():
    assert read(HEAD + BODY.replace("OP10:", "\fOP10:")) == read(HEAD + BODY)


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: "\ufeff" + text])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(change):
    assert read(change(HEAD + BODY)) == read(HEAD + BODY)


def test_wrapped_paragraph_is_one_clause():
    document = read(HEAD + BODY.replace("*Decide* one thing", "*Decide*\none thing"))
    assert document.clauses[0].children[0].source == "*Decide* one thing,"


# Errors, each at its place


def test_unknown_field_is_named_with_the_known_ones():
    with pytest.raises(ContentError) as caught:
        read(HEAD.replace("title:", "titel:") + BODY)
    unknown = next(each for each in caught.value.problems if each.code == "content/unknown-field")
    assert (unknown.place.line, unknown.place.column) == (4, 1)
    assert "'titel'" in unknown.text
    assert "title, theme, body" in unknown.hint


def test_missing_field_is_named():
    with pytest.raises(ContentError, match="the field body is missing"):
        read(HEAD.replace("body:", "theme:") + BODY)


def test_field_given_twice_is_refused_at_the_second():
    assert refused(HEAD.replace("body:", "title: B\nbody:") + BODY) == [("content/duplicate-field", 5, 1, "")]


@pytest.mark.parametrize("day", ["5 November 2012", "2012-13-05", "2012-02-30", "20121105", "2012-11-05T00:00", ""])
def test_bad_date_is_refused_at_its_value(day):
    problems = refused(HEAD.replace("2012-11-05", day) + BODY)
    assert [(code, line) for code, line, _, _ in problems] == [("content/bad-value", 9)]
    assert problems[0][2] == (len("adopted: ") + 1 if day else problems[0][2])


def test_bad_encoding_names_line_and_column_of_the_byte():
    data = (HEAD + BODY).encode().replace(b"one thing", b"one th\xedng")
    assert refused(data) == [("content/encoding", 18, len("OP1: *Decide* one th") + 1, "")]


@pytest.mark.parametrize("data", ["", "\n\n", " \t\n", "\ufeff"])
def test_empty_file_is_refused(data):
    assert refused(data) == [("content/empty", 0, 0, "")]


def test_file_without_front_matter_is_refused():
    assert refused(BODY) == [("content/front-matter", 1, 1, "")]


def test_front_matter_that_never_ends_is_refused():
    assert refused(HEAD.removesuffix("---\n") + BODY) == [("content/front-matter", 1, 1, "")]


def test_front_matter_that_is_no_yaml_is_refused_at_its_line():
    problems = refused(HEAD.replace("A Declaration", '"A Declaration') + BODY)
    assert [code for code, *_ in problems] == ["content/front-matter"]
    assert 4 <= problems[0][1] <= 14


@pytest.mark.parametrize(
    "character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x07\x00\x1b\u2028\ufffd\r"
)
def test_forbidden_character_is_refused_at_its_place(character):
    assert refused(HEAD + BODY.replace("one", f"o{character}ne")) == [
        ("content/character", 18, len("OP1: *Decide* o") + 1, "")
    ]


def test_bidi_override_in_the_front_matter_is_refused():
    problems = refused(HEAD.replace("A Declaration", "A \u202eDeclaration") + BODY)
    assert problems == [("content/character", 4, len("title: A ") + 1, "")]


def test_duplicate_label_is_refused_at_the_second():
    assert refused(HEAD + BODY.replace("OP10", "OP1")) == [("content/duplicate-label", 20, 1, "OP1")]


def test_orphan_sub_clause_is_refused():
    assert refused(HEAD + BODY.replace("OP10", "OP2A")) == [("content/orphan", 20, 1, "OP2A")]


def test_child_before_its_parent_is_refused():
    assert refused(HEAD + "\nOP: x\n\nOP1A: x\n\nOP1: x\n") == [("content/order", 18, 1, "OP1A")]


def test_clause_of_no_part_is_refused():
    assert refused(HEAD + BODY.replace("OP10", "ANNEX")) == [("content/part", 20, 1, "ANNEX")]


def test_clause_without_text_is_refused():
    assert refused(HEAD + BODY.replace(": *Decide* another.", ":")) == [("content/empty-clause", 20, 1, "OP10")]


def test_front_matter_that_names_no_clause_is_refused_there():
    assert refused(HEAD.replace("operative: OP", "operative: P9") + BODY)[0] == (
        "content/no-such-clause",
        13,
        len("operative: ") + 1,
        "",
    )


def test_id_that_is_not_the_file_name_is_refused():
    assert refused(HEAD.replace("id: mini", "id: maxi") + BODY) == [("content/id", 2, 5, "")]


def test_unbalanced_emphasis_is_refused_where_it_opens():
    assert refused(HEAD + BODY.replace("one thing", "*one thing")) == [
        ("content/emphasis", 18, len("OP1: *Decide* ") + 1, "OP1")
    ]


def test_unbalanced_emphasis_on_a_second_line_is_placed_there():
    assert refused(HEAD + BODY.replace("one thing", "\nand *one thing")) == [("content/emphasis", 19, 5, "OP1")]


def test_unlabelled_paragraph_is_refused_where_it_stands():
    assert refused(HEAD + BODY + "\nand so on.\n") == [("content/unlabelled", 22, 1, "")]


def test_unlabelled_paragraph_under_a_heading_is_not_called_a_duplicate():
    assert refused(HEAD + "\nDECLARATION\n" + BODY + "\nand so on.\n") == [("content/unlabelled", 24, 1, "")]


def test_lines_after_a_form_feed_are_counted_right():
    assert refused(HEAD + BODY.replace("\nOP10", "\f\nOP10").replace("*Decide* another", "*Decide another")) == [
        ("content/emphasis", 20, len("OP10: ") + 1, "OP10")
    ]


# All in one pass


def test_errors_of_front_matter_and_paragraphs_come_in_one_pass_in_order():
    text = HEAD.replace("2012-11-05", "yesterday").replace("house: un", "hose: un")
    text += BODY.replace("OP10", "OP1").replace("one thing", "*one \u202ething") + "\nunlabelled\n"
    assert refused(text) == [
        ("content/missing-field", 1, 1, ""),
        ("content/bad-value", 9, 10, ""),
        ("content/unknown-field", 12, 1, ""),
        ("content/emphasis", 18, len("OP1: *Decide* ") + 1, "OP1"),
        ("content/character", 18, len("OP1: *Decide* *one ") + 1, ""),
        ("content/duplicate-label", 20, 1, "OP1"),
        ("content/unlabelled", 22, 1, ""),
    ]


def test_orphan_is_found_in_the_same_pass_as_an_unknown_field():
    text = HEAD.replace("house: un", "house: un\ncolour: red") + BODY.replace("OP10", "OP2A")
    assert refused(text) == [("content/unknown-field", 13, 1, ""), ("content/orphan", 21, 1, "OP2A")]


def test_orphan_and_unbalanced_emphasis_are_found_in_one_pass():
    text = HEAD + BODY.replace("OP10", "OP2A").replace("one thing", "*one thing")
    assert [code for code, *_ in refused(text)] == ["content/emphasis", "content/orphan"]
