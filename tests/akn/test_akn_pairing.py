"""The languages of one work: paired clause by clause where they agree, reported and kept apart where they do not."""

import json
from dataclasses import replace

from conftest import ROOT, run
from record import CORPUS, corpus, paragraph, read, statement

from engross.akn.pairing import pair
from engross.editing.lines import regular
from engross.sources import write_content
from engross.sources.catalog.reading import read_catalog
from engross.sources.content import read_document
from engross.workspace import Workspace

WORKSPACE = Workspace(ROOT)
LANGUAGES = {tag: WORKSPACE.language(tag) for tag in ("en", "fr", "ar")}
NOTE = '<authorialNote marker="1" placement="bottom"><p>{}</p></authorialNote>'


def document(language, *parts):
    return read(statement("".join(parts), language=language)).document


def work(**parts):
    return pair({tag: document(tag, *said) for tag, said in parts.items()}, LANGUAGES, "en")


def test_languages_of_one_structure_become_a_catalogue_each():
    made = work(
        en=[paragraph("<span class='italic'>Decides</span>;", "1."), paragraph("Two.", "2.")],
        fr=[paragraph("<span class='italic'>Décide</span>\u00a0;", "1."), paragraph("Deux.", "2.")],
    )
    assert made.others == {} and made.differences == ()
    assert (made.catalogs["fr"]["OP1"], made.catalogs["fr"]["OP2"]) == ("*Décide*\u00a0;", "Deux.")
    assert str(made.document.translations["fr"]) == "official"


def test_a_number_made_by_the_rule_of_each_language_is_written_nowhere():
    made = work(
        en=[paragraph("One.", "1."), paragraph("Two.", "2.")], ar=[paragraph("أ.", "1 -"), paragraph("ب.", "2 -")]
    )
    assert [each.shape.number for each in made.document.walk() if each.label.startswith("OP")] == [None, None]
    assert made.catalogs["ar"]["OP1"] == "أ."


def test_a_number_that_only_one_language_has_otherwise_stands_before_its_words():
    made = work(
        en=[paragraph("One.", "1."), paragraph("Two.", "3.")], ar=[paragraph("أ.", "1 -"), paragraph("ب.", "2 -")]
    )
    assert [each.shape.number for each in made.document.walk() if each.label.startswith("OP")] == [None, "3."]
    assert made.catalogs["ar"]["OP2"] == "{n:2 -} ب."


def test_a_clause_that_a_language_lacks_is_reported_and_nothing_is_paired_with_its_neighbour():
    made = work(
        en=[paragraph("One.", "1."), paragraph("Two.", "2."), paragraph("Three.", "3.")],
        fr=[paragraph("Un.", "1."), paragraph("Trois.", "3.")],
    )
    assert made.catalogs == {}
    labels = {each.source: each.label for each in made.others["fr"].walk()}
    assert (labels["Un."], labels["Trois."]) == ("OP1", "OP3")
    assert ["Two." in str(each) for each in made.differences] == [True]


def test_a_clause_that_only_a_language_has_bears_a_label_of_no_other_clause():
    made = work(
        en=[paragraph("One.", "1."), paragraph("Three.", "3.")],
        fr=[paragraph("Un.", "1."), paragraph("Deux.", "2."), paragraph("Trois.", "3.")],
    )
    labels = {each.source: each.label for each in made.others["fr"].walk()}
    assert (labels["Un."], labels["Trois."]) == ("OP1", "OP2")
    assert labels["Deux."] not in {each.label for each in made.document.walk()}


def test_preambular_paragraphs_are_paired_by_the_figures_in_them_when_their_number_differs():
    def preamble(*words):
        return "<formula name='enactingFormula'><p>F,</p></formula>" + "".join(
            f"<container name='c'><p>{each}</p></container>" for each in words
        )

    body = paragraph("One.", "1.")
    one = read(statement(body, preamble("Recalling 46/182,", "Noting,", "Guided by 70/1,"))).document
    other = read(statement(body, preamble("Rappelant 46/182,", "Guidée par 70/1,"), language="fr")).document
    made = pair({"en": one, "fr": other}, LANGUAGES, "en")
    labels = {each.source: each.label for each in made.others["fr"].walk()}
    assert (labels["Rappelant 46/182,"], labels["Guidée par 70/1,"]) == ("PP1", "PP3")


def test_the_calls_of_notes_go_with_their_notes_under_new_labels():
    made = work(
        en=[paragraph("One.", "1."), paragraph(f"Two{NOTE.format('See 46/182')}.", "2.")],
        fr=[paragraph(f"Un{NOTE.format('Voir 70/1')}.", "1."), paragraph(f"Deux{NOTE.format('Voir 46/182')}.", "2.")],
    )
    fr = {each.label: each.source for each in made.others["fr"].walk()}
    called = fr["OP2"].partition("[^")[2].partition("]")[0]
    assert fr[called] == "Voir 46/182" and called == "N1"


def test_a_content_file_written_of_a_document_reads_back_the_same():
    rows = "<tr><th><p>A|B</p></th><th/></tr><tr><td colspan='2'><p>c</p></td></tr>"
    table = f"<container name='table'><table>{rows}</table></container>"
    found = document("en", paragraph(f"One *{NOTE.format('note')} {{x}}.", "1."), paragraph("Two.", "7."), table)
    found = replace(found, clauses=regular(found.clauses, LANGUAGES["en"]))
    back = read_document(write_content.write(found).encode(), f"content/{found.id}.md")
    assert replace(back, file="") == replace(found, file="")


def test_import_makes_a_work_that_builds_in_every_language(tmp_path):
    corpus("un")
    files = [str(CORPUS / f"un/ga/{tag}/A-RES-77-239.xml") for tag in ("en", "fr", "ar")]
    done = run(tmp_path, "import", "akn", *files)
    assert done.code == 0, done.err
    catalogue = tmp_path / "translations/fr/LC_MESSAGES/a-res-77-239.po"
    assert read_catalog(catalogue.read_bytes(), "fr.po").entries["F1"].text == "*L’Assemblée générale*,"
    built = json.loads(run(tmp_path, "build", "--json").out)
    assert {each["language"]: each["status"] for each in built["editions"]} == {
        "en": "original", "fr": "official", "ar": "official"
    }  # fmt: skip
    again = run(tmp_path, "import", "akn", *files)
    assert again.code == 2 and "is there already" in again.err


def test_a_file_in_the_folder_of_another_language_is_taken_for_what_it_says_and_reported(tmp_path):
    path = tmp_path / "fr" / "a.xml"
    path.parent.mkdir()
    path.write_bytes(statement(paragraph("One.", "1.")))
    done = run(tmp_path, "import", "akn", str(path))
    assert done.code == 0 and "says it is in en, and lies in the folder fr" in done.err
