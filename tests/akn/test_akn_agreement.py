"""The files of one work are known for what they are, whatever symbol and day they print; what differs is told."""

import pytest
from conftest import ROOT, run
from record import COVER, corpus, paragraph, read, statement, written

from engross.akn import writing
from engross.akn.agreement import agree, grouped
from engross.akn.reading import Reading
from engross.building import importing
from engross.building.exporting import edition_for
from engross.errors import ContentError
from engross.sources import write_content
from engross.sources.content import read_document
from engross.workspace import Workspace

SYMBOL = "A/RES/77/1</docNumber>"
KEYWORDS = (
    '<classification source="http://metadata.un.org/sdg">'
    '<keyword value="4" href="http://metadata.un.org/sdg/4" showAs="sdg_4" dictionary="SDGO"/>'
    '<keyword value="education" href="http://eurovoc.europa.eu/668" showAs="education" dictionary="EuroVoc"/>'
    '</classification><classification source="DHLAUTH">'
    '<keyword value="SALARIES" showAs="SALARIES" dictionary="UNBIS Thesaurus"/>'
    '<keyword refersTo="agenda" value="145" showAs="Common system." shortForm="STAFF" dictionary="A/77/251"/>'
    "</classification>"
)
STEPS = (
    '<workflow source="#un"><step date="2022-10-06" outcome="draftResolution" as="A/77/L.1" by="France"/>'
    '<step date="0001-01-01" outcome="draftResolutionAdditionalSponsors" by=""/></workflow>'
)


def file(language: str = "en", cover: str = COVER, more: str = "", day: str = "", address: str = "") -> Reading:
    data = statement(paragraph("Decides.", "1."), language=language, more=more, cover=cover).decode()
    if day:
        data = data.replace('<FRBRdate date="2022-10-07"', f'<FRBRdate date="{day}"').replace(
            "/2022-10-07/", f"/{day}/"
        )
    return read(data.replace("/77-1", address or "/77-1").encode())


def texts(*readings: Reading) -> list[str]:
    agreed = agree({each.document.language: each for each in readings}, "en")
    return [each.text for each in agreed.differences]


def sizes(*readings: Reading) -> list[int]:
    return sorted(len(group) for group in grouped(readings))


def test_files_that_write_the_symbol_of_one_work_in_two_ways_are_one_work():
    assert sizes(file(), file("fr", COVER.replace(SYMBOL, "A/RES/77/1 A-B</docNumber>"))) == [2]


def test_files_that_give_another_day_of_adoption_or_none_are_of_the_same_work():
    assert sizes(file(), file("ru", day="2021-10-07"), file("ar", day="0001-01-01")) == [3]


def test_a_file_without_a_symbol_is_known_by_the_address_of_its_work():
    assert sizes(file(), file("zh", COVER.replace(SYMBOL, "</docNumber>"))) == [2]


def test_two_works_are_never_one_because_an_address_was_copied():
    other = COVER.replace(SYMBOL, "A/RES/77/2</docNumber>")
    assert sizes(file(), file("fr", other)) == [1, 1]
    part = COVER.replace(SYMBOL, "A/RES/77/1 B</docNumber>")
    assert sizes(file(), file("en", part)) == [1, 1]


def test_two_works_whose_numbers_differ_by_a_letter_only_are_two():
    part = COVER.replace(SYMBOL, "A/RES/77/1 B</docNumber>")
    assert sizes(file(), file("fr", part, address="/77-1B")) == [1, 1]


def test_a_fact_in_which_two_files_differ_is_kept_for_each_language_and_reported():
    other = file("fr", COVER.replace(SYMBOL, "A/RES/77/1 A-B</docNumber>"))
    agreed = agree({"en": file(), "fr": other}, "en")
    assert agreed.apart == {"fr"}
    assert [agreed.documents[tag].symbol for tag in ("en", "fr")] == ["A/RES/77/1", "A/RES/77/1 A-B"]
    assert [agreed.documents[tag].id for tag in ("en", "fr")] == ["a-res-77-1", "a-res-77-1"]
    (problem,) = agreed.differences
    assert problem.text == "symbol: A/RES/77/1 A-B here, and A/RES/77/1 in en; each keeps its own"


def test_a_fact_that_one_file_leaves_out_is_taken_from_another_and_reported():
    assert texts(file(), file("ar", day="0001-01-01")) == [
        "day of adoption: unknown here; that of en is taken: 2022-10-07"
    ]
    assert texts(file(day="0001-01-01"), file("ar")) == [
        "day of adoption: unknown here; that of ar is taken: 2022-10-07"
    ]


@pytest.mark.parametrize(
    ("its", "said"),
    [
        ('<session value="78">Soixante-dix-huitième session</session>', "session: 78 here, and 77 in en"),
        ('<session value="77">Soixante-dix-septième session</session>', ""),
        ('<inline name="agenda item">Point 69 b)</inline>', "agenda item: 69 2 here, and 69 1 in en"),
        ('<inline name="agenda item">Point 69 a)</inline>', ""),
    ],
)
def test_a_session_or_an_agenda_item_of_another_number_is_reported(its, said):
    own = (
        '<p><session value="77">Seventy-seventh session</session></p>'
        '<p><inline name="agenda item">Item 69 (a)</inline></p>'
    )
    covers = [COVER.replace("</coverPage>", f"{lines}</coverPage>") for lines in (own, f"<p>{its}</p>")]
    found = texts(file(cover=covers[0]), file("fr", cover=covers[1]))
    assert [each.split(";")[0] for each in found] == ([said] if said else [])


def test_keywords_of_every_thesaurus_and_steps_come_back_from_an_exported_file():
    document = file(more=KEYWORDS + STEPS).document
    assert [each["dictionary"] for each in document.subjects] == ["SDGO", "EuroVoc", "UNBIS Thesaurus", "A/77/251"]
    assert document.workflow[0] == {
        "date": "2022-10-06",
        "outcome": "draftResolution",
        "as": "A/77/L.1",
        "by": "France",
    }
    again = read(written(document)).document
    assert (again.subjects, again.workflow, again.keywords) == (document.subjects, document.workflow, document.keywords)


def test_keywords_and_steps_are_in_the_content_file_and_come_back_from_it():
    document = file(more=KEYWORDS + STEPS).document
    again = read_document(write_content.write(document).encode(), "content/a-res-77-1.md")
    assert (again.subjects, again.workflow) == (document.subjects, document.workflow)


def test_a_name_that_no_record_has_is_an_error_of_the_front_matter():
    text = write_content.write(file(more=STEPS).document).replace("outcome: draft", "onclick: draft")
    with pytest.raises(ContentError, match="workflow"):
        read_document(text.encode(), "content/a-res-77-1.md")


@pytest.mark.parametrize(
    ("symbol", "path", "house"),
    [
        ("A/RES/77/1", "unga", "un-ga"),
        ("A/HRC/RES/54/10", "unga-hrc", "un-hrc"),
        ("S/RES/2605 (2021)", "unsc", "un-sc"),
        ("E/RES/2022/5", "ecosoc", "un-resolution"),
        ("ST/SGB/2022/1", "secretariat", "un-resolution"),
        ("", "unsc", "un-sc"),
        ("", "ecosoc", "un-resolution"),
    ],
)
def test_the_house_is_that_of_the_organ_and_an_organ_without_one_is_reported(symbol, path, house):
    cover = COVER.replace(SYMBOL, f"{symbol}</docNumber>")
    data = statement(paragraph("Decides."), cover=cover).replace(b"/unga/", f"/{path}/".encode())
    found = read(data)
    assert found.document.house == house
    said = [each.text for each in found.findings if each.code == "content/akn-organ"]
    assert said == (["there is no house for General Assembly"] if house == "un-resolution" else [])


def test_an_organ_without_a_house_is_never_taken_for_the_general_assembly_in_an_exported_file():
    cover = COVER.replace(SYMBOL, "E/RES/2022/5</docNumber>").replace(">General Assembly<", ">Council<")
    made = written(read(statement(paragraph("Decides."), cover=cover)).document).decode()
    assert "unga" not in made
    assert "/akn/un/statement/deliberation/unecosoc/2022-10-07/2022-5" in made


def test_every_language_is_exported_under_the_address_of_the_work_whatever_symbol_and_day_it_has():
    other = file("fr", COVER.replace(SYMBOL, "A/RES/77/1 A-B</docNumber>"), day="2021-10-07").document
    edition = edition_for(Workspace(ROOT), other, "fr")
    made = read(writing.export(edition, other, file().document))
    assert made.work == read(written(file().document)).work
    assert (made.document.symbol, made.document.adopted.year) == ("A/RES/77/1 A-B", 2021)


def test_metadata_that_is_not_kept_is_named():
    more = '<proprietary source="#un"><x xmlns="urn:x">Words of another program</x></proprietary>'
    (problem,) = file(more=more).findings
    assert problem.text == "proprietary of the metadata is not kept: Words of another program"


def test_a_work_whose_files_print_two_symbols_is_imported_as_one(tmp_path):
    (tmp_path / "content").mkdir()
    names = [str(corpus(f"un/ga/{tag}/A-RES-77-256-AB.xml")) for tag in ("en", "fr", "es", "ru", "ar", "zh")]
    done = run(tmp_path, "import", "akn", *names)
    assert (done.code, done.out.splitlines()[0].split(": ")[:2]) == (
        0,
        ["a-res-77-256-a-b", "ar, en, es, fr, ru, zh"],
    )
    assert "ar/A-RES-77-256-AB.xml: symbol: A/RES/77/256 here, and A/RES/77/256 A-B in en" in done.err


def test_every_work_of_the_record_is_found_in_all_its_languages():
    names = tuple(sorted(corpus("un/sc").glob("*/*.xml")))
    readings, _, failures = importing.read_files(names)
    found = [tuple(sorted(languages)) for languages, _ in importing.works(readings)]
    assert failures == []
    # the Russian file of 2567 (2021) holds the Spanish text
    assert sorted(found) == sorted([("ar", "en", "es", "fr", "ru", "zh")] * 21 + [("ar", "en", "es", "fr", "zh")])
