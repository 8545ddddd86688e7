"""An edition: every word final, every hole named, nothing invented."""

from dataclasses import replace
from pathlib import Path

import pytest

from engross.building import Job, edition_of, tongues
from engross.editing.edition import edit
from engross.editing.editor import Sources
from engross.errors import Place, TranslationError
from engross.model import Clause, Kind, Line, Status
from engross.sources.catalog.reading import Catalog, Entry
from engross.typesetting import html
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent
WORKSPACE = Workspace(ROOT)
ROME = WORKSPACE.document("interpol-2012-rome")
HOUSES = ("interpol", "un", "un-geneva")
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
IDS = ["INTRO", "P1", "P2", *(f"P2{x}" for x in "ABCDEFGH"), "P3", *(f"P3{x}" for x in "ABCDEFGH")]


def rome(tag, house="interpol"):
    return edition_of(WORKSPACE, Job(document=ROME.id, language=tag, house=house, draft=False, target=ROOT))


def edited(tag="fr", house="interpol", document=ROME, draft=False, unset=False, **entries):
    """The edition with some entries of its catalogue put in place of the real ones (None: taken out)."""
    sources = WORKSPACE.sources(document, tag, WORKSPACE.house(house))
    clauses = sources.clauses
    if clauses is not None:
        changed = {**clauses.entries, **entries}
        clauses = Catalog(file=clauses.file, entries={key: each for key, each in changed.items() if each})
    spoken = tongues(WORKSPACE, document, tag)
    return edit(
        document, WORKSPACE.house(house), spoken, Sources(clauses=clauses, forms=sources.forms), draft, unset=unset
    )


def entry(context, **changed):
    return replace(WORKSPACE.catalog("fr", ROME.id).entries[context], **changed)


def line(edition, id):
    return next(each for each in edition.walk() if each.id == id)


def test_a_number_of_an_arabic_heading_that_is_half_a_link_is_held_together():
    heading = replace(WORKSPACE.catalog("ar", ROME.id).entries["HEADING"], text="القرار 1[894](https://undocs.org/x)")
    runs = edited("ar", HEADING=heading).heading
    assert [(run.text, run.ltr) for run in runs] == [("القرار ", 0), ("1", 1), ("894", 1)]


# Labels


@pytest.mark.parametrize(
    ("tag", "intro", "p1", "p2a"),
    [
        ("en", "INTRO:", "P1:", "P2A:"),
        ("fr", "INTRO\u00a0:", "P1\u00a0:", "P2A\u00a0:"),
        ("es", "INTRODUCCIÓN:", "P1:", "P2A:"),
        ("ar", "مقدمة:", "النقطة\u00a01:", "النقطة\u00a02-أ:"),
        ("ru", "ВВЕДЕНИЕ:", "P1:", "P2A:"),
        ("zh", "引言：", "P1：", "P2A："),
    ],
)
def test_interpol_prints_each_label_as_its_language_does(tag, intro, p1, p2a):
    edition = rome(tag)
    labels = [line(edition, id).label.replace(" ", "\u00a0") for id in ("INTRO", "P1", "P2A")]
    assert labels == [intro, p1, p2a]


@pytest.mark.parametrize("house", ["un", "un-geneva"])
@pytest.mark.parametrize("tag", LANGUAGES)
def test_united_nations_houses_print_no_label_and_invent_no_number(tag, house):
    edition = rome(tag, house)
    assert {each.label for each in edition.walk()} == {""}
    assert (edition.symbol, edition.job, edition.address) == ("", "", "")


def test_label_without_a_form_word_is_refused_and_not_invented():
    document = replace(ROME, clauses=(Clause(label="X1", kind=Kind.OPERATIVE, source="Text."),))
    with pytest.raises(TranslationError, match="does not say how X1 is printed") as caught:
        edited("en", document=document)
    assert 'under [words] `label-X-number = "X{number}:"`' in caught.value.problems[0].hint


# Clauses


@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("tag", LANGUAGES)
def test_number_and_order_of_clauses_are_equal_everywhere(tag, house):
    edition = rome(tag, house)
    assert [each.id for each in edition.walk()] == IDS
    assert [each.kind for each in edition.walk()] == [each.kind for each in ROME.walk()]
    assert all(each.text and each.language == each.hole == "" for each in edition.walk())


def test_original_edition_says_the_adopted_words():
    for clause, said in zip(ROME.walk(), rome("en").walk(), strict=True):
        assert said.text.replace("\u00a0", " ") == clause.source.replace("*", "")


def test_emphasis_of_the_original_is_kept():
    assert [(run.text, run.emphasis) for run in line(rome("en"), "P2A").runs][0] == ("Condemning", True)


def test_text_of_an_edition_begins_with_its_heading_and_labels():
    assert rome("en").text().startswith("OUTCOME DECLARATION\nINTRO: On 5\u00a0November 2012, in the context")


# Standing


def test_translation_is_a_courtesy_and_says_so():
    edition = rome("es")
    assert edition.status is Status.COURTESY
    assert edition.courtesy


@pytest.mark.parametrize(("tag", "said"), (("fr", "anglais"), ("es", "inglés"), ("ar", "الإنكليزي"),
                                           ("ru", "английского"), ("zh", "英文本")))  # fmt: skip
def test_the_notice_of_a_courtesy_translation_names_its_original_and_claims_no_more(tag, said):
    notice = rome(tag, "interpol").courtesy
    assert said in notice
    assert not any(word in notice for word in ("fait foi", "auténtico", "حجية", "Аутентич", "作准"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_in_united_nations_form_a_text_of_another_organization_says_whose_it_is_not(tag):
    assert rome(tag, "un").unissued
    assert rome(tag, "interpol").unissued == ""


@pytest.mark.parametrize(("field", "value"), (("symbol", "A/67/600"), ("symbol", "ST/INF/1"), ("source", "The record")))
def test_a_text_of_the_united_nations_says_nothing_of_the_kind(field, value):
    assert edited("en", house="un", document=replace(ROME, **{field: value})).unissued == ""


def test_a_symbol_of_another_organization_does_not_make_it_a_text_of_the_united_nations():
    assert edited("en", house="un", document=replace(ROME, symbol="AG/2012/RES/8")).unissued


def test_original_is_no_courtesy():
    edition = rome("en")
    assert (edition.status, edition.courtesy, edition.stamp) == (Status.ORIGINAL, "", "")


def test_official_translation_has_no_courtesy_note():
    edition = edited(document=replace(ROME, translations={"fr": Status.OFFICIAL}))
    assert (edition.status, edition.courtesy) == (Status.OFFICIAL, "")


def test_translation_that_the_document_does_not_name_is_never_official():
    assert edited(document=replace(ROME, translations={})).status is Status.COURTESY


def test_place_and_date_are_said_in_the_language():
    assert rome("fr").place_and_date.replace("\u00a0", " ") == "Rome, le 5 novembre 2012"


# Holes


def test_all_holes_are_raised_at_once_each_with_its_clause():
    with pytest.raises(TranslationError) as caught:
        edited(P2A=None, P2B=entry("P2B", text=""), P3=entry("P3", fuzzy=True), P3A=entry("P3A", source="Older."))
    assert [(each.code, each.place.clause) for each in caught.value.problems] == [
        ("translation/missing", "P2A"),
        ("translation/missing", "P2B"),
        ("translation/fuzzy", "P3"),
        ("translation/stale", "P3A"),
    ]


def test_hole_in_the_front_matter_is_raised_with_those_of_the_clauses():
    with pytest.raises(TranslationError) as caught:
        edited(title=None, P3H=None)
    assert [each.place.clause for each in caught.value.problems] == ["title", "P3H"]


def test_draft_marks_the_hole_and_keeps_the_language_of_the_source():
    edition = edited(draft=True, P2A=None, P3=entry("P3", fuzzy=True), P3A=entry("P3A", source="Older."))
    hole = line(edition, "P2A")
    assert (hole.language, hole.hole != "") == ("en", True)
    assert hole.text.startswith("Condemning all acts of criminal violence,")
    assert len({line(edition, id).hole for id in ("P2A", "P3", "P3A")}) == 3
    assert edition.stamp


def test_draft_leaves_what_is_translated_alone():
    edition = edited(draft=True, P2A=None)
    assert [each.id for each in edition.walk() if each.hole] == ["P2A"]
    assert line(edition, "P2B") == line(rome("fr"), "P2B")


def test_hole_among_the_form_words_is_an_error_even_in_a_draft():
    sources = WORKSPACE.sources(ROME, "fr", WORKSPACE.house("un"))
    forms = {key: each for key, each in sources.forms.entries.items() if key != "base/courtesy-en"}
    broken = Sources(clauses=sources.clauses, forms=Catalog(file="engross.po", entries=forms))
    with pytest.raises(TranslationError, match="base/courtesy-en"):
        edit(ROME, WORKSPACE.house("un"), tongues(WORKSPACE, ROME, "fr"), broken, draft=True)


@pytest.mark.parametrize("text", ["le {date}", "{place}, {date}, {date}", "{lieu}, {date}"])
def test_form_word_with_wrong_placeholders_is_refused(text):
    sources = WORKSPACE.sources(ROME, "fr", WORKSPACE.house("un"))
    bad = Entry(source="{place}, {date}", text=text, fuzzy=False, place=Place(file="engross.po"))
    forms = Catalog(file="engross.po", entries={**sources.forms.entries, "base/place-and-date": bad})
    with pytest.raises(TranslationError, match="base/place-and-date"):
        edit(ROME, WORKSPACE.house("un"), tongues(WORKSPACE, ROME, "fr"), Sources(clauses=sources.clauses, forms=forms))


@pytest.mark.parametrize(
    "text", ["{place}, {date} {}", "{place}, {date} {0}", "{place}, {date} {", "{place}, {date!x}"]
)
def test_form_word_that_cannot_be_filled_is_refused(text):
    test_form_word_with_wrong_placeholders_is_refused(text)


# Headings


def test_text_without_a_heading_uses_its_title():
    assert edited("en", document=replace(ROME, heading="")).heading_text == "Outcome Declaration"


def test_translated_text_without_a_heading_uses_the_translated_title():
    assert edited("fr", document=replace(ROME, heading="")).heading_text == "Déclaration finale"


def test_asterisk_in_a_title_is_an_asterisk():
    assert edited("en", document=replace(ROME, heading="", title="Stars * Stripes")).heading_text == "Stars * Stripes"


def test_heading_of_a_translation_is_its_own():
    assert rome("zh").heading_text == "成果宣言"


# Text stays text


@pytest.mark.parametrize("hostile", ["{{ 7*7 }}", "<script>alert(1)</script>", "{% raw %}", "a & b < c", "{place}"])
@pytest.mark.parametrize("house", HOUSES)
def test_hostile_text_of_a_clause_stays_text(hostile, house):
    clauses = (Clause(label="P1", kind=Kind.ADOPTION, source=hostile.replace("*", r"\*")),)
    edition = edited("en", house, document=replace(ROME, clauses=clauses))
    assert [each.text for each in edition.walk()] == [hostile]
    page = html.page(edition, WORKSPACE.assets(house), {"en": WORKSPACE.language("en")})
    written = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"{written}</p>" in page.html
    assert "<script" not in page.html


@pytest.mark.parametrize("house", HOUSES)
def test_symbol_job_and_address_of_a_document_reach_its_page(house):
    document = replace(ROME, symbol="A/INF/76/1", job="21-00001", address="https://example.org/a")
    edition = edited("en", house, document=document)
    page = html.page(edition, WORKSPACE.assets(house), {"en": WORKSPACE.language("en")})
    assert "76/1" in page.html


def test_lead_is_the_label_without_its_colon():
    assert line(rome("fr"), "P2A").lead == "P2A"


def test_lead_of_a_clause_without_a_label_is_its_first_words():
    assert line(rome("en", "un"), "P2A").lead == "Condemning"


def test_lead_of_no_text_is_empty():
    assert Line(id="P1", kind=Kind.ADOPTION, label="", runs=()).lead == ""


# Notes and rows of a translation


def noted(source, translation, note="N1"):
    """The French edition of a clause that calls a note, or of a row."""
    kind = Kind.ROW if "|" in source else Kind.TEXT
    clauses = [Clause(label="TX1", kind=kind, source=source)]
    entries = {"TX1": entry("P1", source=source, text=translation, place=Place(file="fr.po", clause="TX1"))}
    if "[^" in source:
        clauses.append(Clause(label=note, kind=Kind.NOTE, source="See 46/182."))
        entries[note] = entry("P1", source="See 46/182.", text="Voir 46/182.")
    return edited("fr", "un", replace(ROME, clauses=tuple(clauses)), **entries)


def test_a_translation_that_calls_the_notes_of_its_source_has_them():
    assert list(noted("Two[^N1].", "Deux[^N1].").notes) == ["N1"]


@pytest.mark.parametrize("translation", ["Deux.", "Deux[^N2].", "Deux[^N1][^N1]."])
def test_a_translation_that_loses_doubles_or_invents_the_call_of_a_note_is_refused(translation):
    with pytest.raises(TranslationError, match="TX1: other notes"):
        noted("Two[^N1].", translation)


def test_a_translated_row_has_as_many_cells_as_its_source():
    assert [cell.text for cell in line(noted("One | Two", "Un | Deux"), "TX1").cells] == ["Un", "Deux"]
    with pytest.raises(TranslationError, match="TX1: the row has not as many cells"):
        noted("One | Two", "Un et deux")


def test_a_text_whose_title_is_its_symbol_has_no_title_of_its_own_whatever_a_rule_binds_in_it():
    spanish = replace(rome("es"), symbol="A/RES/77/1")
    assert spanish.titled
    assert not replace(spanish, title="A/\u2060RES/77/1").titled


# Lines


def test_the_words_that_a_document_keeps_whole_reach_the_edition_in_each_language():
    document = replace(ROME, whole=("secretariat", "Secrétariat"))
    assert edited("fr", document=document).whole == edited("ar", document=document).whole == document.whole
