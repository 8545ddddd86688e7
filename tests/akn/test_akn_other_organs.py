"""Forms of the record outside the sample: the Economic and Social Council, the Human Rights Council, other years."""

from conftest import ROOT
from record import COVER, clauses, meta, paragraph, read, statement, there_and_back, wrapped

from engross.akn import parsing
from engross.akn.whole import source_text
from engross.building.exporting import edition_for
from engross.workspace import Workspace


def note(marker: str, words: str) -> str:
    return f'<authorialNote marker="{marker}" placement="bottom"><p>\t\t{words}</p></authorialNote>'


NUMBERED = "<p><docNumber>2021/2.</docNumber> <docTitle>Support</docTitle></p>"


def prefaced(preface: str, **more: str) -> bytes:
    """A resolution with this preface."""
    cover = COVER[: COVER.index("<preface>")]
    return statement(
        paragraph("<span class='italic'>Decides</span>."), cover=f"{cover}<preface>{preface}</preface>", **more
    )


def test_the_letter_of_a_part_and_its_note_after_the_title_are_kept():
    # E/RES/2021/2 B: the letter has a paragraph of its own and no refersTo
    data = prefaced(f"{NUMBERED}<p><docNumber>B</docNumber>{note('1', 'Resolution 2021/2 becomes 2021/2 A.')}</p>")
    said = clauses(data)
    assert said[0] == ("H1", "", "B[^N1]")
    assert ("N1", "", "Resolution 2021/2 becomes 2021/2 A.") in said
    assert (read(data).document.number, read(data).document.title) == ("2021/2.", "Support")
    there_and_back(data)


def test_a_second_title_is_kept_as_a_heading():
    data = prefaced(f"{NUMBERED}<p><docTitle>Second title</docTitle></p>")
    assert clauses(data)[0] == ("H1", "", "Second title")
    there_and_back(data)


def test_a_note_beside_the_title_is_kept():
    inside = f"<p><docNumber>2021/2.</docNumber><docTitle>Support</docTitle>{note('1', 'As corrected.')}</p>"
    data = prefaced(inside)
    assert read(data).document.title == "Support"
    assert "As corrected." in [each[2] for each in clauses(data)]


def test_words_beside_the_title_are_of_the_title():
    data = prefaced("<p><docNumber>2021/2.</docNumber> <docTitle>Support</docTitle> of the whole</p>")
    assert read(data).document.title == "Support of the whole"


def test_a_title_in_a_paragraph_of_its_own_is_the_title():
    data = prefaced("<p><docNumber>2021/2.</docNumber></p><p><docTitle>Support</docTitle></p>")
    assert (read(data).document.number, read(data).document.title) == ("2021/2.", "Support")
    assert "Support" not in source_text_of(data)


def source_text_of(data: bytes) -> str:
    return source_text(parsing.parse(data, "x.xml"))


def covered(*lines: str, language: str = "en") -> bytes:
    """A resolution of the Security Council with these lines on its cover page."""
    cover = COVER[: COVER.index("</coverPage>")].replace("A/RES/77/1", "S/RES/2729 (2024)")
    return statement(paragraph("Decides.", "1."), cover=f"{cover}{''.join(lines)}</coverPage>", language=language)


def adopted(on: str) -> str:
    return (
        f'<p><docTitle refersTo="#adoption">{on}<docDate date="2024-04-29" refersTo="#adoptionDate">29 April 2024'
        "</docDate></docTitle></p>"
    )


def test_a_date_that_touches_the_word_before_it_is_set_off():
    # S/RES/2729 (2024), S/RES/1372 (2001): on<docDate>
    assert read(covered(adopted("Adopted by the Security Council, on"))).document.resolved == (
        "Adopted by the Security Council, on 29 April 2024"
    )
    assert read(covered(adopted("Adopted, on "))).document.resolved == "Adopted, on 29 April 2024"


def test_a_date_in_chinese_touches_the_word_before_it():
    assert read(covered(adopted("通过于"), language="zh")).document.resolved == "通过于29 April 2024"


def test_a_line_of_the_masthead_that_comes_twice_is_kept_twice():
    item = '<p><inline name="agenda item name">{}</inline></p>'
    data = covered(item.format("Regional cooperation"), item.format("Coordination"))
    assert read(data).document.item == "Regional cooperation; Coordination"
    arabic = covered(item.format("أ"), item.format("ب"), language="ar")
    assert read(arabic).document.item == "أ؛ ب"
    assert read(covered(item.format("Once"), item.format("Once"))).document.item == "Once"


def test_the_vote_of_the_human_rights_council_is_printed():
    end = (
        '<conclusions><p><event refersTo="#adoption"><location>46th meeting</location><eol/>'
        '<docDate date="2023-10-11">11 October 2023</docDate></event></p><p><vote by="#hrc" as="#author">'
        '<outcome refersTo="#adoptedWithoutVote">[Adopted without a vote.]</outcome></vote></p></conclusions>'
    )
    data = statement(paragraph("Decides.", "1."), after=end)
    there_and_back(data)
    assert [each[2] for each in clauses(data)][-2:] == ["46th meeting{br}11 October 2023", "[Adopted without a vote.]"]


def test_arabic_numbers_of_the_human_rights_council_have_no_space():
    data = statement(paragraph('\t<span class="italic">يدين</span> التمييز؛', "6-"), language="ar")
    assert clauses(data)[-1] == ("OP1", "6-", "{i:يدين} التمييز؛")
    there_and_back(data)


def collected(inside: str) -> bytes:
    """A collection of two parts with this in the preface of the whole."""
    part = f"<statement>{meta()}<mainBody>{paragraph('Decides.', '1.')}</mainBody></statement>"
    cover = COVER[: COVER.index("<preface>")]
    return wrapped(
        f"<documentCollection>{meta()}{cover}<preface>{inside}</preface></documentCollection>"
        f"<components><component>{part}</component><component>{part}</component></components>"
    )


def test_what_the_preface_of_a_collection_holds_beside_number_and_title_stands_over_its_parts():
    data = collected(
        f"{NUMBERED}<p>As orally revised{note('1', 'At the meeting.')}</p>"
        '<p><docNumber refersTo="#letter">A</docNumber></p><container title="*"><p>Reissued.</p></container>'
    )
    assert clauses(data)[:4] == [
        ("TX1", "", "As orally revised[^N1]"), ("H1", "", "A"), ("TX2", "*", "Reissued."), ("PT1", "", "")]  # fmt: skip
    assert not read(data).findings
    there_and_back(data)


def test_a_single_paragraph_over_the_parts_of_a_collection_is_no_operative_one():
    data = collected(f"{NUMBERED}<p>As orally revised</p>")
    assert clauses(data)[0] == ("TX1", "", "As orally revised")
    there_and_back(data)


def test_a_number_without_a_title_stands_alone_and_is_reported():
    # as the Arabic file of 77/89 and the Spanish one of 77/1 have it
    data = prefaced("<p><docNumber>77/1</docNumber></p>")
    found = read(data)
    assert [(each.code, "77/1" in each.text) for each in found.findings] == [("content/akn-title", True)]
    assert edition_for(Workspace(ROOT), found.document, found.document.language).heading_text == ""
    there_and_back(data)


def test_the_source_that_is_acknowledged_is_not_stretched_as_a_masthead_is():
    data = statement(cover=COVER.replace("United Nations", "الأمــم المتحـدة"), language="ar")
    document = read(data).document
    assert document.source == "الأمم المتحدة"
    assert document.organization == "الأمــم المتحـدة"
    there_and_back(data)
