"""Editions as Akoma Ntoso: our declaration in six languages, files of the record, the command, the names."""

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from conftest import DOCUMENT, LANGUAGES, ROOT, run
from lxml import etree
from record import COVER, FORMULA, corpus, paragraph, read, statement, there_and_back, written

from engross.akn import naming, reading, whole, writing
from engross.building import tongues
from engross.building.exporting import edition_for, export
from engross.editing.edition import edit
from engross.errors import ContentError
from engross.model import Kind
from engross.workspace import Workspace

WORKSPACE = Workspace(ROOT)


@cache
def declaration(language: str) -> bytes:
    """Our declaration, written."""
    document = WORKSPACE.document(DOCUMENT)
    return writing.export(edition_for(WORKSPACE, document, language), document)


def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(corpus("akn-xsd/akomantoso30.xsd"))))


def words(element: etree._Element) -> str:
    return "".join("".join(element.itertext()).split())


# Our declaration


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_declaration_is_valid_against_the_schema(language):
    assert schema().validate(etree.fromstring(declaration(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_declaration_is_in_its_file_in_order(language):
    document = WORKSPACE.document(DOCUMENT)
    edition = edition_for(WORKSPACE, document, language)
    said = [(each.label + each.text).replace("\n", "") for each in edition.walk()]
    statement = etree.fromstring(declaration(language))[0]
    found = []
    for each in statement.iter("{*}container", "{*}formula", "{*}paragraph"):
        found.append(words(each.find(".//{*}num")) if each.find(".//{*}num") is not None else each.get("title"))
        found.append("".join(words(p) for p in each.iter("{*}p")))
    assert "".join("".join(found).split()) == "".join("".join(said).split())


def test_the_declaration_has_the_structure_of_the_guidelines():
    made = etree.fromstring(declaration("en"))[0]
    assert made.get("name") == "declaration"
    assert [etree.QName(each).localname for each in made] == [
        "meta", "coverPage", "preface", "preamble", "mainBody", "conclusions",
    ]  # fmt: skip
    assert [each.get("name") for each in made.find("{*}preface").iter("{*}container")] == ["narrative", "adoption"]
    formulas = {each.get("name"): words(each) for each in made.iter("{*}formula")}
    assert formulas == {"enactingFormula": "We,theMinisters,", "operativeFormula": "We,theMinisters,therefore,"}
    assert [each.get("eId") for each in made.find("{*}mainBody")] == [f"para_P3{letter}" for letter in "ABCDEFGH"]
    assert words(made.find("{*}mainBody")[0].find("{*}num")) == "P3A:"
    assert words(made.find("{*}conclusions")) == "MinisterialMeetingRome,5November2012"


def test_a_courtesy_translation_says_that_it_is_one_and_of_what():
    french, english = (etree.fromstring(declaration(tag)) for tag in ("fr", "en"))
    translation = french.find(".//{*}FRBRtranslation")
    assert french.find(".//{*}FRBRExpression/{*}FRBRauthoritative").get("value") == "false"
    assert english.find(".//{*}FRBRExpression/{*}FRBRauthoritative").get("value") == "true"
    assert (translation.get("fromLanguage"), translation.get("authoritative")) == ("eng", "false")
    assert translation.get("href") == english.find(".//{*}FRBRExpression/{*}FRBRuri").get("value")
    assert english.find(".//{*}FRBRtranslation") is None
    assert "Traduction de courtoisie" in french.find(".//{*}notes").xpath("string()")


def test_every_language_is_an_expression_of_one_work():
    works = {
        tuple(each.get("value") or each.get("date") or each.get("href") for each in etree.fromstring(
            declaration(tag)).find(".//{*}FRBRWork"))
        for tag in LANGUAGES
    }  # fmt: skip
    languages = {etree.fromstring(declaration(tag)).find(".//{*}FRBRlanguage").get("language") for tag in LANGUAGES}
    assert len(works) == 1
    assert languages == {"ara", "eng", "fra", "rus", "spa", "zho"}


def test_lead_words_are_marked_as_the_united_nations_mark_them():
    classes = {tag: etree.fromstring(declaration(tag)).find(".//{*}formula//{*}span").get("class") for tag in LANGUAGES}
    assert classes == {
        "ar": "bold italic",
        "zh": "bold",
        "en": "italic",
        "fr": "italic",
        "es": "italic",
        "ru": "italic",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_those_adopted_and_not_those_set(language):
    text = declaration(language).decode()
    assert not set("\u202f\u2060") & set(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_declaration_comes_back_with_every_paragraph(language):
    again = reading.read(declaration(language), "x.xml")
    kinds = Counter(each.kind for each in again.document.walk())
    assert (kinds[Kind.CHAPEAU], kinds[Kind.PREAMBULAR], kinds[Kind.OPERATIVE], kinds[Kind.TEXT]) == (2, 8, 8, 2)
    assert [each.code for each in again.findings] == ["content/akn-symbol", "content/akn-organ"]


# Names


def test_every_name_in_a_file_leads_somewhere():
    body = paragraph("a", "1.") + '<paragraph><crossHeading refersTo="#preamble">Noting,</crossHeading></paragraph>'
    data = statement(body, FORMULA, more=VOTE)
    for made in (there_and_back(data), declaration("fr")):
        root = etree.fromstring(made)
        ids = [each.get("eId") for each in root.iter() if each.get("eId")]
        named = {value[1:] for each in root.iter() for value in each.attrib.values() if value.startswith("#")}
        assert len(ids) == len(set(ids))
        assert named <= set(ids)
        assert {each.get("eId") for each in root.find(".//{*}references")} <= named


VOTE = (
    '<analysis source="#un"><parliamentary><voting outcome="adoptedRecordedVote">'
    '<count value="002" refersTo="inFavour"><akn4un:voters><organization refersTo="memberState">CHAD</organization>'
    '<organization refersTo="memberState">CHINA</organization></akn4un:voters></count>'
    '<count value="003" refersTo="abstaining"/></voting></parliamentary></analysis>'
)


def test_a_vote_is_kept_with_who_voted_how():
    document = read(statement(paragraph("a", "1."), more=VOTE)).document
    assert document.vote == {"outcome": "adoptedRecordedVote", "inFavour": "CHAD; CHINA", "abstaining": "3"}
    made = etree.fromstring(written(document))
    assert [(each.get("refersTo"), each.get("value")) for each in made.iter("{*}count")] == [
        ("#inFavour", "2"), ("#abstaining", "3"),
    ]  # fmt: skip
    assert reading.read(written(document), "un.xml").document.vote == document.vote


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/77/1", "unga/2022-10-07/77-1"),
        ("A/RES/77/256 A-B", "unga/2022-10-07/77-256-AB"),
        ("S/RES/2605 (2021)", "unsc/2022-10-07/2605-2021"),
        ("S/PRST/2010/25", "unsc/2022-10-07/2010-25"),
        ("A/HRC/RES/54/10", "unga-hrc/2022-10-07/54-10"),
    ],
)
def test_addresses_are_of_the_guideline_form_without_stray_strokes(symbol, address):
    cover = COVER.replace("A/RES/77/1", symbol)
    document = read(statement(paragraph("a", "1."), cover=cover)).document
    made = naming.address(document, "zh")
    assert made.expression_this == f"/akn/un/statement/deliberation/{address}/zho@/!main"
    assert made.work == f"/akn/un/statement/deliberation/{address}"


def test_an_unknown_day_is_never_made_up():
    cover = COVER.replace("A/RES/77/1", "S/RES/2563 (2021)")
    data = statement(paragraph("a", "1."), cover=cover).replace(b'date="2022-10-07"', b'date="0001-01-01"')
    made = etree.fromstring(there_and_back(data))
    day = made.find(".//{*}FRBRWork/{*}FRBRdate")
    assert (day.get("date"), day.get("name")) == ("2022-10-17", "publication")
    assert b"0001-01-01" not in etree.tostring(made)
    assert made.find(".//{*}FRBRWork/{*}FRBRuri").get("value").endswith("/unsc/2021/2563-2021")
    assert made.find(".//{*}workflow") is None


def test_a_text_of_which_no_day_is_known_is_not_written_with_the_first_of_all_days():
    cover = COVER.replace('date="2022-10-17"', "").replace("17 October 2022", "")
    data = statement(paragraph("a", "1."), cover=cover).replace(b"2022-10-17", b"0001-01-01")
    with pytest.raises(ContentError, match="no day is known"):
        written(read(data.replace(b"2022-10-07", b"0001-01-01")).document)


def test_a_day_that_only_the_words_of_a_file_give_is_read_from_them():
    cover = COVER.replace('date="2022-10-17" ', "")
    said = '<docDate refersTo="#adoptionDate">7 October 2022</docDate>'
    after = f"<conclusions><p>{said}</p></conclusions>"
    data = statement(paragraph("a", "1."), cover=cover, after=after)
    found = read(data.replace(b"2022-10-07", b"0001-01-01").replace(b'"2022-10-17"', b'"0001-01-01"')).document
    assert (found.adopted.isoformat(), found.issued.isoformat()) == ("2022-10-07", "2022-10-17")


def test_the_foot_of_a_united_nations_page_is_there_and_no_other_house_has_it():
    foot = '<presentation source="#un"><akn4un:footerFirstPage><docketNumber>22-23391 (E)</docketNumber>' \
           "</akn4un:footerFirstPage></presentation>"  # fmt: skip
    made = etree.fromstring(there_and_back(statement(paragraph("a", "1."), more=foot)))
    assert made.find(".//{*}docketNumber").text == "22-23391 (E)"
    assert [each.get("class") for each in made.find(".//{*}presentation").iter("{*}img")] == [
        "barCode", "recycle", "qrCode",
    ]  # fmt: skip
    assert etree.fromstring(declaration("en")).find(".//{*}presentation") is None


def test_a_copy_of_the_record_names_its_source():
    made = etree.fromstring(there_and_back(statement(paragraph("a", "1."))))
    assert "Source: United Nations." in made.find(".//{*}notes").xpath("string()")
    assert made.find(".//{*}FRBRauthoritative") is None


COUNCIL = (
    '<coverPage><p><docAuthority refersTo="#publisher">United Nations</docAuthority></p>'
    '<p><docNumber refersTo="#symbol">A/HRC/RES/54/10</docNumber></p>'
    '<p><docAuthority refersTo="#issuingBody">General Assembly</docAuthority></p>'
    '<p><inline refersTo="#english" name="originalLanguage">Original: English</inline></p>'
    '<p><inline name="languageOfExpression" refersTo="#French"> French </inline></p>'
    '<p><docAuthority refersTo="#subsidiaryBody">Human Rights Council</docAuthority></p>'
    '<p><session refersTo="#humanRightsCouncil" value="54">Fifty-fourth session</session></p>'
    '<p><event refersTo="#session"><date date="2023-09-11" refersTo="#startDate">11 September</date>'
    '<date date="2023-10-13" refersTo="#endDate">13 October 2023</date></event></p>'
    '<p><inline title="3" name="agenda item">Agenda item 3</inline></p></coverPage>'
    "<preface><p><docNumber>54/10</docNumber> <docTitle>Mandate</docTitle></p></preface>"
)
ADOPTED = (
    '<conclusions><p><event refersTo="#adoption"><location refersTo="#adoptionMeeting">46th meeting</location><eol/>'
    '<docDate date="2022-10-07" refersTo="#adoptionDate">7 October 2022</docDate></event></p>'
    '<p><vote by="#hrc" as="#author"><outcome>[Adopted without a vote.]</outcome></vote></p></conclusions>'
)


def test_a_resolution_of_the_human_rights_council_comes_back_with_its_masthead_and_vote():
    data = statement(paragraph("a", "1-"), cover=COUNCIL, after=ADOPTED)
    result = read(data)
    document = result.document
    assert not result.findings
    assert (document.house, document.council, document.meeting) == (
        "un-hrc", "Human Rights Council", "11 September–13 October 2023",
    )  # fmt: skip
    assert (document.originated, document.expression) == ("Original: English", "French")
    assert [each.source for each in document.clauses[-2:]] == [
        "46th meeting{br}7 October 2022", "[Adopted without a vote.]",
    ]  # fmt: skip
    there_and_back(data)


# What cannot be written


def test_a_note_that_nothing_calls_is_an_error_and_not_dropped():
    note = '<authorialNote marker="1" placement="bottom"><p>n</p></authorialNote>'
    document = read(statement(paragraph(f"a{note}", "1."))).document
    edition = edition_for(WORKSPACE, document, "en")
    lines = tuple(each for each in edition.lines if each.kind is not Kind.OPERATIVE)
    with pytest.raises(ContentError, match="N1"):
        writing.export(_with(edition, lines), document)


def _with(edition, lines):
    return replace(edition, lines=lines)


def test_an_edition_set_for_paper_is_refused_as_a_source():
    document = WORKSPACE.document(DOCUMENT)
    house = WORKSPACE.house(document.house)
    sources = WORKSPACE.sources(document, "fr", house)
    with pytest.raises(ValueError, match="unset"):
        writing.source_of(edit(document, house, tongues(WORKSPACE, document, "fr"), sources), document)
    name, mime, data = writing.source_of(edition_for(WORKSPACE, document, "fr"), document)
    assert (name, mime, data) == (f"{DOCUMENT}.fr.akn.xml", "application/akn+xml", declaration("fr"))


# The command


def test_the_command_writes_a_file_a_language_and_the_same_bytes_again(tmp_path):
    done = run(ROOT, "export", "akn", DOCUMENT, "--language", "fr,ar", "--output-dir", str(tmp_path), "--json")
    assert done.code == 0, done.err
    assert [each["language"] for each in json.loads(done.out)["files"]] == ["fr", "ar"]
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"{DOCUMENT}.{tag}.akn.xml" for tag in ("ar", "fr")]
    assert (tmp_path / f"{DOCUMENT}.fr.akn.xml").read_bytes() == declaration("fr")


def test_a_failing_edition_stops_no_other(tmp_path):
    good, bad = tmp_path / "a.xml", tmp_path / "b.xml"
    good.write_bytes(statement(paragraph("a", "1.")))
    bad.write_bytes(b"<a>")
    done = run(ROOT, "export", "akn", str(tmp_path), "--output-dir", str(tmp_path / "out"))
    assert done.code == 3
    assert "not well formed" in done.err
    assert "1 written, 1 failed" in done.out
    assert (tmp_path / "out" / "a-res-77-1.en.akn.xml").is_file()


def test_two_files_of_one_edition_do_not_overwrite_each_other(tmp_path):
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(statement(paragraph(name, "1.")))
    first, second = export(WORKSPACE, [str(tmp_path)], folder=tmp_path / "out")
    assert first.target
    assert second.failure.problems[0].code == "usage/same-edition"
    assert b"a.xml" in first.target.read_bytes()


def test_a_translation_with_holes_is_not_written(workspace, tmp_path):
    catalogue = workspace / "translations" / "fr" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    catalogue.write_text(catalogue.read_text(encoding="utf-8").replace('"P3D"', '"P3DX"'), "utf-8")
    done = run(workspace, "export", "akn", "--language", "fr", "--output-dir", str(tmp_path / "out"))
    assert done.code == 4
    assert not (tmp_path / "out").exists()


# There and back through content files


def test_an_imported_work_is_exported_in_each_language_as_it_came(tmp_path):
    """English and French have one structure, Russian a paragraph more, and so a text of its own."""
    said = {"en": ("Decides", "Urges"), "fr": ("Décide", "Exhorte"), "ru": ("постановляет", "призывает", "просит")}
    came = {}
    for language, leads in said.items():
        texts = [f'<span class="italic">{lead}</span> 1/2;' for lead in leads]
        body = "".join(paragraph(text, f"{number}.") for number, text in enumerate(texts, 1))
        came[language] = statement(body, language=language)
        (tmp_path / f"{language}.xml").write_bytes(came[language])
    files = [str(tmp_path / f"{language}.xml") for language in said]
    assert run(tmp_path, "import", "akn", *files).code == 0
    assert (tmp_path / "content" / "a-res-77-1.ru.md").is_file()
    done = run(tmp_path, "export", "akn", "--output-dir", str(tmp_path / "out"))
    assert done.code == 0, done.err
    for language, data in came.items():
        made = (tmp_path / "out" / f"a-res-77-1.{language}.akn.xml").read_bytes()
        assert reading.read(made, "un.xml").document == read(data).document
        assert etree.fromstring(made).find(".//{*}FRBRWork/{*}FRBRuri").get("value").endswith("/unga/2022-10-07/77-1")


# Files of the record

SOME = (
    "ga/en/A-RES-77-1.xml", "ga/ar/A-RES-77-1.xml", "ga/zh/A-RES-77-100.xml", "ga/en/A-RES-77-261.xml",
    "ga/fr/A-RES-77-256-AB.xml", "ga/en/A-RES-77-253-B.xml", "ga/ru/A-RES-77-177.xml", "sc/en/S-RES-2605-2021.xml",
    "sc/ar/S-RES-2556-2020.xml", "sc/zh/S-RES-2563-2021.xml", "prst/en/S-PRST-2010-25.xml",
    "prst/en/S-PRST-2005-46.xml", "pre2020/en/S-RES-1540-2004.xml",
)  # fmt: skip


@pytest.mark.parametrize("name", SOME)
def test_a_file_of_the_record_comes_back_with_every_letter_and_is_valid(name):
    data = corpus(f"un/{name}").read_bytes()
    read = reading.read(data, Path(name).name)
    made = writing.export(edition_for(WORKSPACE, read.document, read.document.language), read.document)
    again = reading.read(made, Path(name).name)
    assert again.document == read.document
    assert schema().validate(etree.fromstring(made))
    language = read.document.language
    before, after = (whole.letters(whole.source_text(etree.fromstring(each)), language) for each in (data, made))
    assert after == whole.once(before, read.doubled, language)


@pytest.mark.parametrize("name", ["ga/es/A-RES-77-104", "prst/en/S-PRST-2000-13", "prst/en/S-PRST-2001-1",
                                  "prst/en/S-PRST-2004-31"])  # fmt: skip
def test_the_malformed_files_of_the_record_are_refused_with_their_place(name):
    with pytest.raises(ContentError) as caught:
        reading.read(corpus(f"un/{name}.xml").read_bytes(), f"{name}.xml")
    assert caught.value.problems[0].place.line > 1
    assert "tag mismatch" in caught.value.problems[0].text
