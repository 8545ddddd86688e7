"""The checks of meaning: each finds what it is for, and nothing in what is right."""

from dataclasses import replace
from pathlib import Path

import pytest

from engross import checks
from engross.building import Job, edition_of
from engross.checks import Subject, text_quotes, translation_closing, translation_emphasis, translation_numbers
from engross.checks.translation_numbers import numbers
from engross.model import Run
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent
WORKSPACE = Workspace(ROOT)
ID = "interpol-2012-rome"


def subject(tag, **changed):
    """The Rome edition in a language, with the runs of some clauses put in place of its own."""
    document = WORKSPACE.document(ID)
    edition = edition_of(WORKSPACE, Job(document=ID, language=tag, house="un", draft=False, target=ROOT))

    def change(line):
        return replace(line, runs=changed.get(line.id, line.runs), children=tuple(map(change, line.children)))

    changed_edition = replace(edition, lines=tuple(map(change, edition.lines)))
    return Subject(document=document, edition=changed_edition, original=WORKSPACE.language(document.language))


def runs(text, emphasis=False):
    return (Run(text=text, emphasis=emphasis),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On 5 November 2012, the 81st", {"5", "2012", "81"}),
        ("第八十一届", {"81"}),
        ("第九届", {"9"}),
        ("十一月", {"11"}),
        ("二十", {"20"}),
        ("十", {"10"}),
        ("九十九", {"99"}),
        ("第81届", {"81"}),
        ("A/INF/76/1", {"76", "1"}),
        ("一切犯罪", set()),
        ("no number", set()),
    ],
)
def test_numbers_of_a_text(text, found):
    assert set(numbers(text)) == found


def test_lost_number_is_found_with_its_clause():
    found = list(translation_numbers.find(subject("fr", INTRO=runs("Le 5 novembre 2012, à la 18e session"))))
    assert found == [("INTRO", "the source has 81, the translation has not")]


def test_number_with_a_no_break_space_beside_it_is_not_lost():
    assert list(translation_numbers.find(subject("fr", INTRO=runs("5\u00a0novembre\u00a02012, 81e")))) == []


def test_the_mark_of_a_note_is_no_part_of_the_number_before_it():
    session = (Run(text="5 novembre 2012"), Run(text="3", note="N3"), Run(text=", 81e"))
    assert list(translation_numbers.find(subject("fr", INTRO=session))) == []
    lost = (Run(text="5 novembre 2012, e"), Run(text="81", note="N81"))
    assert [clause for clause, _ in translation_numbers.find(subject("fr", INTRO=lost))] == ["INTRO"]


def test_closing_mark_that_changed_is_found():
    assert [clause for clause, _ in translation_closing.find(subject("fr", P2A=runs("Condamnant.")))] == ["P2A"]


@pytest.mark.parametrize(("tag", "text"), [("ar", "وإذ تدين،"), ("zh", "谴责，"), ("fr", "Condamnant,")])
def test_comma_of_the_language_is_the_same_mark(tag, text):
    assert list(translation_closing.find(subject(tag, P2A=runs(text)))) == []


def test_lost_emphasis_is_found():
    assert [clause for clause, _ in translation_emphasis.find(subject("es", P2=runs("Nosotros,")))] == ["P2"]


def test_the_mark_of_a_note_at_the_end_is_no_closing_mark():
    note = (*runs("Condamnant,"), Run(text="1", note="N1"))
    assert list(translation_closing.find(subject("fr", P2A=note))) == []


def test_quotation_that_is_not_closed_is_found():
    assert [clause for clause, _ in text_quotes.find(subject("en", P1=runs("on the “Challenges:")))] == ["P1"]


@pytest.mark.parametrize("module", checks.modules(), ids=lambda module: module.ID)
def test_check_says_what_it_is_and_why(module):
    assert "/" in module.ID
    assert len(module.WHY) > 10


def test_finding_names_its_edition_and_clause():
    (found,) = checks.find(subject("fr", P2=(*runs("Nous", True), *runs("."), *runs("x,", True))))
    assert (found.code, found.place.file, found.place.clause) == (
        "translation/emphasis-kept",
        "interpol-2012-rome.fr",
        "P2",
    )


def test_examining_says_which_documents_are_not_there():
    errors, findings = checks.examine(WORKSPACE, ("nothing",))
    assert [type(error).__name__ for error in errors] == ["UsageError"]
    assert findings == ()


def test_a_language_with_a_text_of_its_own_structure_is_checked_against_itself(workspace):
    own = (workspace / f"content/{ID}.md").read_text(encoding="utf-8").replace("language: en", "language: fr", 1)
    (workspace / f"content/{ID}.fr.md").write_text(own + "\n\nP3I: Fin.\n", encoding="utf-8")
    errors, findings = checks.examine(Workspace(workspace), (ID,))
    assert errors == ()
    assert {each.place.file for each in findings} <= {f"{ID}.fr"}


def test_shipped_editions_have_no_error():
    errors, _ = checks.examine(WORKSPACE, ())
    assert errors == ()
