"""Letters as content: what their front matter may say, what is refused and where, the words of an edition of one."""

import json
from dataclasses import replace
from pathlib import Path

import polib
import pytest
import yaml
from conftest import LANGUAGES, ROOT, run
from jsonschema import Draft202012Validator, FormatChecker

from engross.editing.edition import Edition, edit
from engross.editing.editor import Sources
from engross.errors import ContentError, TranslationError, UsageError
from engross.model import Document, Status
from engross.model.letter import Enclosing, Form, Opening
from engross.pipeline.making import tongues
from engross.sources.addressing import addressed
from engross.sources.catalog.reading import Catalog
from engross.sources.content import read_document
from engross.sources.front_matter import schema
from engross.typesetting import html
from engross.workspace import Workspace

WORKSPACE = Workspace(ROOT)
LETTER, NOTE = "letter-rome-declaration", "note-rome-declaration"
FRONT = """form: letter
id: a
language: en
body: The Mission
house: mission
date: 2026-11-24
place: Geneva
sender: the Permanent Representative
recipient: the President
signatory: Anna Specimen
addressee:
  title: His Excellency the President
  organization: The Council
"""


def letter(front: str = FRONT, body: str = "TX1: Excellency, {addressee.title}.") -> Document:
    return read_document(f"---\n{front}---\n\n{body}\n".encode(), "content/a.md")


def refused(front: str = FRONT, body: str = "TX1: Text.") -> list[str]:
    with pytest.raises(ContentError) as caught:
        letter(front, body)
    return [f"{each.place.line}:{each.place.column} {each.code} {each.text}" for each in caught.value.problems]


def made(document: Document, tag: str = "en") -> Edition:
    """The edition of a letter that is not in the repository."""
    house = WORKSPACE.house(document.house)
    clauses = None if tag == document.language else Catalog(file="a.po", entries={})
    sources = Sources(clauses=clauses, forms=WORKSPACE.catalog(tag, "engross"))
    return edit(document, house, tongues(WORKSPACE, document, tag), sources)


def edition(id: str, tag: str, document: Document | None = None) -> Edition:
    document = document or WORKSPACE.document_in(id, tag)
    house = WORKSPACE.house(document.house)
    return edit(document, house, tongues(WORKSPACE, document, tag), WORKSPACE.sources(document, tag, house))


# Front matter


def test_letter_is_a_document_with_the_day_of_the_letter_and_what_it_transmits():
    document = WORKSPACE.document(NOTE)
    assert document.letter is not None
    assert (document.letter.form, document.letter.languages) == (Form.NOTE, ("en", "fr", "es", "ar"))
    assert document.adopted == document.issued
    assert document.issued.isoformat() == "2026-11-24"


def test_form_that_is_none_is_refused_with_the_three_there_are():
    (problem,) = refused(FRONT.replace("form: letter", "form: memo"))
    assert problem == "2:7 content/bad-value form: 'memo' will not do"


def test_field_of_a_document_is_unknown_in_a_letter():
    (problem,) = refused(FRONT + "symbol: none\n")
    assert problem.startswith("15:1 content/unknown-field unknown field 'symbol'")


def test_missing_fields_of_a_letter_are_all_named_in_one_pass():
    front = "\n".join(line for line in FRONT.split("\n") if not line.startswith(("sender", "recipient", "date")))
    assert [each.rpartition("field ")[2] for each in refused(front)] == [
        "date is missing", "sender is missing", "recipient is missing"
    ]  # fmt: skip


def test_note_verbale_that_is_signed_is_refused_at_the_name():
    (problem,) = refused(FRONT.replace("form: letter", "form: note-verbale"))
    assert problem.startswith("11:12 content/unsigned a note verbale has no signatory")


def test_letter_that_nobody_signs_is_refused():
    (problem,) = refused(FRONT.replace("signatory: Anna Specimen\n", ""))
    assert problem == "2:7 content/unsigned nobody signs this letter"


@pytest.mark.parametrize("name", ["adressee.title", "letter.day", "addressee", "addressee.Title"])
def test_placeholder_that_names_nothing_is_refused_by_name_with_its_column(name):
    (problem,) = refused(body=f"TX1: To {{{name}}} and others.")
    assert problem == f"17:9 content/placeholder {{{name}}} is no field that a letter has"


def test_braces_of_a_document_that_is_no_letter_are_its_own():
    text = (ROOT / "content" / "interpol-2012-rome.md").read_text(encoding="utf-8")
    document = read_document(text.replace("On 5 November 2012,", "On {letter.day}").encode(), "interpol-2012-rome.md")
    assert "{letter.day}" in document.clauses[0].source


@pytest.mark.parametrize("id", [LETTER, NOTE])
def test_schema_accepts_the_letters_of_the_repository(id):
    front = (ROOT / "content" / f"{id}.md").read_text(encoding="utf-8").split("---\n")[1]
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(yaml.load(front, Loader=yaml.BaseLoader))


def test_schema_refuses_a_letter_with_a_field_of_a_document():
    values = yaml.load(FRONT, Loader=yaml.BaseLoader)
    assert Draft202012Validator(schema()).is_valid(values)
    assert not Draft202012Validator(schema()).is_valid({**values, "symbol": "none"})


# Words


def test_letter_of_transmittal_has_the_heading_of_a_circulated_letter():
    found = edition(LETTER, "en").letter
    assert found is not None
    assert found.title.replace("\u00a0", " ") == (
        "Letter dated 24 November 2026 from the Permanent Representative of Ruritania to the United Nations "
        "addressed to the Secretary-General"
    )
    assert "".join(run.text for run in found.signed) == "(Signed)"


def test_heading_is_in_the_words_that_documents_of_the_united_nations_have():
    """House rules 4: A/34/487 in French, S/2015/350 in Arabic."""
    french, arabic = edition(LETTER, "fr").letter, edition(LETTER, "ar").letter
    assert french is not None and french.title.startswith("Lettre datée du 24\u00a0novembre 2026, adressée au Secr")
    assert arabic is not None and arabic.title.startswith("رسالة مؤرخة 24")
    assert " موجهة إلى الأمين العام من " in arabic.title.replace("\u00a0", " ")
    assert "".join(run.text for run in arabic.signed) == "(توقيع)"


def test_annex_heading_names_the_letter_and_the_original_language():
    document = WORKSPACE.document(LETTER)
    assert document.letter is not None
    from engross.pipeline.letters import with_openings

    opened = with_openings(document, (Opening(document="x", number=2, title="Declaration", original="en"),))
    (opening,) = edition(LETTER, "ar", opened).letter.openings
    assert opening.heading.startswith("المرفق الثاني للرسالة المؤرخة 24")
    assert (opening.original, opening.title) == ("[الأصل: بالإنكليزية]", "Declaration")


def test_note_verbale_is_unsigned_and_has_places_for_initials_and_seal():
    found = edition(NOTE, "fr").letter
    assert found is not None
    assert (found.signatory, found.function, found.signed) == ("", "", ())
    assert (found.initials, found.seal, found.title) == ("", "", "Note verbale")


def test_a_house_may_print_words_where_initials_and_seal_are_put_in_and_else_leaves_room():
    document, house = WORKSPACE.document_in(NOTE, "fr"), WORKSPACE.house("mission")
    spoken, sources = tongues(WORKSPACE, document, "fr"), WORKSPACE.sources(document, "fr", house)
    said = {}
    for seal in ("words", "room"):
        found = edit(document, replace(house, seal=seal), spoken, sources)
        said[seal] = html.page(found, WORKSPACE.assets("mission"), {"fr": spoken.own}).html
    assert "Paraphe" in said["words"] and "Sceau" in said["words"] and "sealing room" not in said["words"]
    assert "Paraphe" not in said["room"] and "Sceau" not in said["room"] and "sealing room" in said["room"]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_note_verbale_is_in_the_third_person(tag):
    """No word of the first person of the singular or plural stands in it, in any of the six languages."""
    first = {
        "en": {"I", "we", "my", "our", "me", "us"},
        "fr": {"je", "nous", "mon", "notre", "nos"},
        "es": {"yo", "nosotros", "mi", "nuestro"},
        "ru": {"я", "мы", "мой", "наш"},
        "ar": {"أتشرف", "نتشرف", "نحن", "أنا"},
        "zh": {"我", "我们"},
    }[tag]
    words = set(edition(NOTE, tag).text().lower().replace("’", " ").split())
    assert not {each.lower() for each in first} & words


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("id", [LETTER, NOTE])
def test_letters_of_the_repository_say_that_they_are_examples(id, tag):
    example = {"en": "Example", "fr": "Exemple", "es": "Ejemplo", "ru": "Образец", "ar": "مثال", "zh": "示例"}
    found = edition(id, tag).letter
    assert found is not None and found.notice.startswith(example[tag])
    assert found.reference.startswith("EX/")


def test_translation_of_a_letter_is_as_good_as_the_letter_unless_it_says_that_it_is_courtesy():
    assert WORKSPACE.document(LETTER).status("fr") is Status.OFFICIAL
    assert letter(FRONT + "translations:\n  fr: courtesy\n").status("fr") is Status.COURTESY


def test_letter_prints_no_labels_in_a_house_that_prints_those_of_documents():
    assert [line.label for line in made(letter(FRONT.replace("mission", "interpol"))).walk()] == [""]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_form_word_of_letters_says_whether_it_is_sourced(tag):
    catalogue = polib.pofile(str(ROOT / "translations" / tag / "LC_MESSAGES" / "engross.po"))
    words = [each for each in catalogue if each.msgctxt.startswith("base/letter-")]
    assert len(words) == 28
    assert [each.msgctxt for each in words if not each.tcomment.startswith(("Sourced: ", "Unsourced: "))] == []


# One addressee


def test_placeholders_are_the_addressees_and_the_letters_own():
    text = "TX1: To *{addressee.title}*, on {letter.date} in {letter.place}, our {letter.reference}."
    document = letter(FRONT + "reference: A/1\n", text)
    assert made(document).text().replace("\u00a0", " ") == (
        "\nTo His Excellency the President, on 24 November 2026 in Geneva, our A/1."
    )


def test_row_of_an_addressee_takes_the_place_of_the_whole_block():
    row = {"name": "Rudolf Rassendyll", "title": "Envoy", "country": "Graustark", "form-of-address": "Sir"}
    found = made(addressed(letter(body="TX1: {addressee.form-of-address}, {addressee.title}"), row, {}))
    assert found.letter is not None
    assert found.letter.block == ("Rudolf Rassendyll", "Envoy", "Graustark")
    assert found.text() == "\nSir, Envoy"


def test_what_a_row_says_is_text_and_no_notation():
    found = made(addressed(letter(), {"title": "*{letter.date}* {b:x} <b>"}, {}))
    assert found.text() == "\nExcellency, *{letter.date}* {b:x} <b>."
    assert not any(run.emphasis or run.strong for line in found.walk() for run in line.runs)


def test_placeholder_inside_other_marks_is_filled():
    found = made(letter(body="TX1: {b:To {addressee.title}, *{letter.place}*}, thanks"))
    assert found.text() == "\nTo His Excellency the President, Geneva, thanks"
    assert [run.text for line in found.walk() for run in line.runs if run.strong][0].startswith("To His Exc")


def test_placeholder_without_a_value_is_refused_by_name():
    with pytest.raises(TranslationError) as caught:
        made(addressed(letter(body="TX1: {addressee.title}, {addressee.country}"), {"country": "Graustark"}, {}))
    assert [each.text for each in caught.value.problems] == ["no value for placeholder {addressee.title}"]


def test_fields_stand_for_those_of_the_front_matter():
    fields = {"reference": "B/2", "date": "2027-01-02", "enclosures": "One\nTwo", "classification": "Restricted"}
    found = made(addressed(letter(), None, fields))
    assert found.letter is not None
    assert (found.letter.reference_line, found.letter.enclosures) == ("Reference: B/2", ("One", "Two"))
    assert found.letter.classification == "Restricted"
    assert found.letter.dateline.replace("\u00a0", " ") == "Geneva, 2 January 2027"


def test_fields_of_an_addressee_are_in_the_language_of_the_letter_and_need_no_catalogue():
    fields = {name: "نص" for name in ("sender", "recipient", "signatory", "place", "body")}
    document = addressed(letter(body="TX1: {addressee.title}"), {"title": "السيد"}, fields)
    with pytest.raises(TranslationError) as caught:
        made(document, "ar")
    assert [each.place.clause for each in caught.value.problems] == ["TX1"]  # the text alone wants a translation


def test_field_that_a_letter_has_not_is_refused_with_those_it_has():
    with pytest.raises(UsageError) as caught:
        addressed(letter(), {"Title": "x"}, {"colour": "red"})
    assert [each.text for each in caught.value.problems] == [
        "a letter has no field 'colour' to be given", "'Title' is not a valid name of an addressee's field"
    ]  # fmt: skip


def test_invisible_characters_and_bad_days_of_a_row_are_refused_together():
    with pytest.raises(ContentError) as caught:
        addressed(letter(), {"title": "a\u202eb"}, {"date": "tomorrow"})
    assert [each.place.clause for each in caught.value.problems] == ["addressee.title", "date"]


def test_document_that_is_no_letter_has_no_addressee():
    with pytest.raises(UsageError) as caught:
        addressed(WORKSPACE.document("interpol-2012-rome"), {}, {})
    assert caught.value.problems[0].code == "usage/no-letter"


def test_translation_that_loses_a_placeholder_is_refused(workspace: Path):
    path = workspace / "translations" / "fr" / "LC_MESSAGES" / f"{NOTE}.po"
    catalogue = polib.pofile(str(path))
    entry = catalogue.find("TX1", by="msgctxt")
    entry.msgstr = entry.msgstr.replace("{addressee.form}", "au Graustark")
    catalogue.save()
    done = run(workspace, "check", NOTE)
    assert done.code == 4
    assert "TX1: other placeholders than in the source" in done.err


# The commands


def test_list_tells_letters_from_documents():
    listed = {each["id"]: each["form"] for each in json.loads(run(ROOT, "list", "--json").out)["documents"]}
    assert listed == {"interpol-2012-rome": "", LETTER: "letter-of-transmittal", NOTE: "note-verbale"}


def test_build_without_arguments_sets_documents_and_no_letter():
    assert WORKSPACE.documents() == ("interpol-2012-rome",)
    assert WORKSPACE.letters() == (LETTER, NOTE)


@pytest.mark.parametrize("form", [str(each) for each in Form])
def test_new_writes_a_letter_that_is_well_formed(tmp_path: Path, form: str):
    assert run(tmp_path, "new", "my-letter", "--form", form).code == 0
    done = run(tmp_path, "check")
    assert (done.code, done.out) == (0, "0 errors, 0 warnings\n"), done.err


def test_letter_is_not_made_for_a_press():
    done = run(ROOT, "build", LETTER, "--output", "press")
    assert done.code == 2
    assert "is a letter: it is made for the record" in done.err


def test_annex_or_language_that_is_not_here_is_refused_at_its_line(workspace: Path):
    path = workspace / "content" / f"{NOTE}.md"
    text = path.read_text(encoding="utf-8").replace("[interpol-2012-rome]", f"[rome, {LETTER}]")
    path.write_text(text.replace("[en, fr, es, ar]", "[en, tlh]"), encoding="utf-8")
    done = run(workspace, "check")
    lines = text.split("\n")
    annexes = lines.index(f"annexes: [rome, {LETTER}]") + 1
    languages = lines.index("languages: [en, fr, es, ar]") + 1
    assert done.code == 3
    assert [line for line in done.err.split("\n") if line.startswith("content/")] == [
        f"content/{NOTE}.md:{annexes}:1: annexes: there is no 'rome' here",
        f"content/{NOTE}.md:{annexes}:1: annexes: there is no '{LETTER}' here",
        f"content/{NOTE}.md:{languages}:1: languages: there is no 'tlh' here",
    ]


def test_options_of_letters_are_refused_for_what_is_no_letter():
    done = run(ROOT, "build", "interpol-2012-rome", "--with", "fr")
    assert done.code == 2
    assert "is no letter: nothing goes with it" in done.err


def test_reference_runs_from_left_to_right_in_an_arabic_letter():
    document = addressed(WORKSPACE.document(LETTER), None, {"reference": "(A) 12-b"})
    page = html.page(edition(LETTER, "ar", document), WORKSPACE.assets("mission"), {}, {}).html
    assert 'المرجع: <span dir="ltr">(A) 12\u2011b</span>' in page.replace("12-b", "12\u2011b")


def test_letter_is_no_akoma_ntoso_document():
    done = run(ROOT, "export", "akn", LETTER)
    assert done.code == 2
    assert "is a letter, and Akoma Ntoso is for adopted texts" in done.err


def test_letterhead_of_a_users_own_stands_for_emblem_and_name(workspace: Path):
    (workspace / "art").mkdir()
    (workspace / "art" / "head.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="2"/>')
    house = workspace / "templates" / "mission" / "house.toml"
    house.write_text(house.read_text(encoding="utf-8") + 'letterhead = "art/head.svg"\n', encoding="utf-8")
    here = Workspace(workspace)
    page = html.page(edition(LETTER, "en"), here.assets("mission"), {}, {}).html
    head = page.partition("<header")[2].partition("</header>")[0]
    assert head.count("<img") == 1
    assert 'alt="Permanent Mission of Ruritania to the United Nations"' in head
    assert workspace / "art" / "head.svg" in here.inputs(LETTER, "en", here.house("mission"))


def test_file_of_a_letter_made_otherwise_than_it_says_has_another_name():
    assert Enclosing().suffix == ""
    assert Enclosing(languages=("en", "fr")).suffix == ".with-en-fr"
