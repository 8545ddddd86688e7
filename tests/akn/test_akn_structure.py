"""Structures of the record that were refused or read as something else: headings, numbers, votes, quoted texts."""

import pytest
from record import COVER, FORMULA, clauses, corpus, meta, paragraph, read, statement, there_and_back, wrapped, written

from engross.akn import reading
from engross.errors import ContentError
from engross.model import Kind


def body(*parts: str, language: str = "en", after: str = "") -> list[tuple[str, str, str]]:
    """The clauses of a text with this body, without its formula; what is written reads back the same."""
    data = statement("".join(parts), FORMULA, after=after, language=language)
    there_and_back(data)
    return [each for each in clauses(data) if not each[0].startswith("F")]


def annexed(*parts: str) -> list[tuple[str, str, str]]:
    """The clauses of an annex."""
    inner = f'<attachments><attachment><doc name="annex"><mainBody>{"".join(parts)}</mainBody></doc></attachment>'
    return [each for each in body(paragraph("One.", "1."), after=f"{inner}</attachments>") if each[0].startswith("A")]


def headed(inner: str) -> str:
    return f'<paragraph class="SingleTxt">{inner}</paragraph>'


# Headings in paragraphs


def test_words_under_the_heading_of_a_paragraph_are_kept_with_their_list():
    points = "<point><num>(a)</num><content><p>First;</p></content></point>"
    said = f"<subheading>Financing</subheading><num>13.</num><list><intro><p>Decides:</p></intro>{points}</list>"
    assert body(headed(said)) == [("H1", "", "Financing"), ("OP1", "13.", "Decides:"), ("OP1A", "(a)", "First;")]


@pytest.mark.parametrize(
    "numeral",
    [
        '<paragraph class="H23"><p><num>XIII</num></p></paragraph>',
        '<paragraph class="H23"><subheading>XIII</subheading></paragraph>',
        "<paragraph class='SingleTxt'><content><p><b>XIII</b></p></content></paragraph>",
    ],
)
def test_a_numeral_by_itself_is_the_number_of_the_heading_that_follows(numeral):
    after = '<paragraph class="H23"><subheading>Regional cooperation</subheading></paragraph>'
    assert body(numeral, after, paragraph("One.", "1."))[0] == ("H1", "XIII", "Regional cooperation")


def test_the_numeral_of_a_section_may_stand_in_a_paragraph():
    inner = "<p><num>I</num></p><subheading>Project</subheading>" + paragraph("One.", "1.")
    assert body(f"<section>{inner}</section>")[0] == ("H1", "I", "Project")


@pytest.mark.parametrize(
    ("language", "numeral"),
    [("ar", "أولا"), ("ar", "ثاني عشر"), ("zh", "十五"), ("fr", "A."), ("ru", "XXVI")],
)
def test_numerals_of_every_script_are_numbers_of_headings(language, numeral):
    bold = paragraph(f"<b>{numeral}</b>") + paragraph("<b>Title</b>")
    assert body(bold, paragraph("One", "1."), language=language)[0] == ("H1", numeral, "Title")


def test_a_bold_line_is_a_heading_and_its_number_is_the_headings():
    said = body(
        paragraph("<b>III.\tÉnergie</b>"),
        paragraph("One.", "1."),
        paragraph("<b>Energy</b>", "I."),
        paragraph("Two.", "2."),
    )
    assert [each for each in said if each[0].startswith("H")] == [("H1", "III.", "Énergie"), ("H2", "I.", "Energy")]


@pytest.mark.parametrize("words", ["<b>Targets:</b>", "<b>All is said.</b>", "<b>Bold</b> and not"])
def test_a_bold_paragraph_that_ends_like_a_sentence_is_none(words):
    assert body(paragraph(words), paragraph("One.", "1."))[0][0] == "TX1"


def test_a_bold_point_stays_a_point():
    assert [each[:2] for each in body(paragraph("One:", "1."), paragraph("<b>Protection</b>", "(a)"))] == [
        ("OP1", "1."), ("OP1A", "(a)"),
    ]  # fmt: skip


def test_bold_lines_that_open_an_annex_are_its_heading_and_its_title():
    found = read(
        statement(
            paragraph("One.", "1."),
            after=_annex("<b>Annex</b>", "<b>Programme of Action</b>", "<b>Introduction</b>", "We meet."),
        )
    )
    annex = next(each for each in found.document.walk() if each.kind is Kind.ANNEX)
    assert (annex.source, annex.shape.level) == ("Annex", 1)
    assert [(each.kind, each.shape.level, each.source) for each in annex.children] == [
        (Kind.HEADING, 1, "Programme of Action"), (Kind.HEADING, 2, "Introduction"), (Kind.TEXT, 0, "We meet."),
    ]  # fmt: skip


def test_a_second_annex_in_the_same_attachment_is_headed_like_the_first():
    found = read(
        statement(
            paragraph("One.", "1."),
            after=_annex("<b>Annex I</b>", "<b>A</b>", "Text.", "<b>Annex II</b>", "<b>Credits</b>", "Text."),
        )
    )
    levels = [
        (each.source, each.shape.level) for each in found.document.walk() if each.kind in (Kind.ANNEX, Kind.HEADING)
    ]
    assert levels[-2:] == [("Annex II", 1), ("Credits", 1)]


def _annex(*words: str) -> str:
    inner = "".join(map(paragraph, words))
    return f'<attachments><attachment><doc name="annex"><mainBody>{inner}</mainBody></doc></attachment></attachments>'


def test_a_heading_over_a_point_is_a_heading_and_comes_back_as_one():
    points = (
        "<point><num>(a)</num><content><p>First;</p></content></point>"
        "<point><subheading>Arms Embargo</subheading><num>(b)</num><content><p>Second;</p></content></point>"
    )
    data = statement(f"<paragraph><num>1.</num><list><intro><p>Decides:</p></intro>{points}</list></paragraph>")
    made = there_and_back(data)
    found = next(each for each in read(data).document.walk() if each.label == "OP1H1")
    assert (found.kind, found.source) == (Kind.HEADING, "Arms Embargo")
    assert b"<subheading>Arms Embargo</subheading>" in made


def test_the_letter_of_a_part_stands_over_its_title():
    title = "<p><docNumber>A</docNumber> <docTitle><b>Budget</b></docTitle></p>"
    body = f"<mainBody>{paragraph('One.', '1.')}</mainBody>"
    part = f'<statement name="resolution"><preface>{title}</preface>{body}</statement>'
    head = f'<documentCollection name="publication">{meta()}{COVER}<collectionBody/></documentCollection>'
    data = wrapped(f"{head}<components><component>{part}</component><component>{part}</component></components>")
    assert [each[2] for each in clauses(data) if each[0] in ("PT1", "PT2")] == ["A{br}{b:Budget}"] * 2
    there_and_back(data)


def test_the_subjects_of_a_collection_may_stand_with_its_parts():
    keyword = '<keyword value="x" showAs="Budget" dictionary="UNBIS Thesaurus"/>'
    subject = f'<classification source="#DGACM">{keyword}</classification>'
    part = (
        f'<statement name="resolution">{meta(more=subject)}<mainBody>{paragraph("One.", "1.")}</mainBody></statement>'
    )
    head = f'<documentCollection name="publication">{meta()}{COVER}<collectionBody/></documentCollection>'
    data = wrapped(f"{head}<components><component>{part}</component><component>{part}</component></components>")
    assert [each["showAs"] for each in read(data).document.subjects] == ["Budget"]
    there_and_back(data)


def test_a_heading_over_a_point_is_no_higher_than_the_heading_above_it():
    point = "<point><subheading>Freeze</subheading><num>(a)</num><content><p>First;</p></content></point>"
    measures = '<paragraph class="H4"><subheading>Measures</subheading></paragraph>'
    data = statement(f"{measures}<paragraph><num>1.</num><list><intro><p>All:</p></intro>{point}</list></paragraph>")
    levels = {each.source: each.shape.level for each in read(data).document.walk() if each.kind is Kind.HEADING}
    assert levels == {"Measures": 3, "Freeze": 3}
    there_and_back(data)


# Numbers


def test_a_number_without_words_is_that_of_the_words_that_follow():
    empty = "<paragraph><num>{}</num><content><p></p></content></paragraph>"
    said = annexed(empty.format("1."), paragraph("Gaza sera."), empty.format("2."), paragraph("Rebâtie."))
    assert said[1:] == [("A1TX1", "1.", "Gaza sera."), ("A1TX2", "2.", "Rebâtie.")]


def test_a_number_whose_words_never_come_is_kept():
    empty = "<paragraph><num>{}</num><content><p></p></content></paragraph>"
    table = "<table><tr><td><p>x</p></td></tr></table>"
    assert [each[:2] for each in body(empty.format("1."), empty.format("2."), table, empty.format("3."))] == [
        ("OP1", "1."), ("OP2", "2."), ("T1", ""), ("T1R1", ""), ("OP3", "3."),
    ]  # fmt: skip


# Lists


def test_what_goes_on_behind_a_list_stands_behind_it():
    point = "<point><num>{}</num><content><p>{}</p></content></point>"
    points = f"<list><intro><p>Decides:</p></intro>{point.format('(a)', 'One;')}</list>"
    wrap = "<alinea><content><p>and urges;</p></content></alinea>"
    said = body(f"<paragraph><num>1.</num>{points}{wrap}{point.format('(b)', 'Two;')}</paragraph>")
    assert [each[1:] for each in said] == [
        ("1.", "Decides:"), ("(a)", "One;"), ("", "and urges;"), ("(b)", "Two;"),
    ]  # fmt: skip


def test_a_text_that_is_quoted_keeps_its_paragraph_and_its_points():
    point = "<point><num>{}</num><content><p>{}</p></content></point>"
    points = point.format("a.", "Arms;") + point.format("b.", "Others;”")
    quoted = f"<quotedStructure><p>“Decides that: </p>{points}</quotedStructure>"
    said = body(f"<paragraph><num>14.</num><content><p>Decides:</p><p><mod>{quoted}</mod></p></content></paragraph>")
    assert said == [
        ("OP1", "14.", "Decides:"),
        ("OP1TX1", "", "“Decides that:"),
        ("OP1TX1A", "a.", "Arms;"),
        ("OP1TX1B", "b.", "Others;”"),
    ]


# Votes

VOTE = (
    '<conclusions><p><vote><outcome refersTo="#adoptedRecordedVote">[Adopted by 2 to 1. The voting was as follows:'
    '<outcome refersTo="inFavour">In favour:<eol/><organization>Algeria, Chile</organization></outcome>'
    '<outcome refersTo="against">Against:<eol/><organization>{}</organization></outcome>]</outcome>'
    "</vote></p></conclusions>"
)


def test_each_group_of_a_recorded_vote_is_a_line_of_its_own():
    said = body(paragraph("One.", "1."), after=VOTE.format("Albania"))
    assert [each[2] for each in said if each[0].startswith("CL")] == [
        "[Adopted by 2 to 1. The voting was as follows:",
        "*In favour:*{br}Algeria, Chile",
        "*Against:*{br}Albania]",
    ]


def test_a_group_that_names_no_state_is_reported():
    found = read(statement(paragraph("One.", "1."), after=VOTE.format("")))
    assert [each.text for each in found.findings if each.code == "content/akn-vote"] == [
        "the vote names no State under “Against:”"
    ]


# Files of the record


@pytest.mark.parametrize(
    "name",
    [
        "GA/79session/English/A_RES_79_298-2510811E.xml", "GA/79session/French/A_RES_79_298-2510811F.xml",
        "GA/79session/Russian/A_RES_79_298-2510811R.xml", "GA/79session/Spanish/A_RES_79_298-2510811S.xml",
        "GA/78session/English/A_RES_78_69-2324917E.xml", "SC/2022/English/S_RES_2662-2226129E.xml",
        "SC/2023/English/S_RES_2699-2318982E.xml", "SC/2024/English/S_RES_2734-2410318E.xml",
    ],
)  # fmt: skip
def test_files_that_were_not_understood_are_read_whole_and_come_back(name):
    path = corpus(f"un-hard/{name}")
    found = reading.read(path.read_bytes(), path.name)
    assert not [each.text for each in found.findings if each.code in ("content/akn-element", "content/akn-lost")]
    assert reading.read(written(found.document), path.name).document == found.document


def test_a_quoted_text_in_a_place_where_none_is_looked_for_is_refused():
    cell = "<table><tr><td><p><mod><quotedStructure><p>Words.</p></quotedStructure></mod></p></td></tr></table>"
    with pytest.raises(ContentError, match="would be lost"):
        read(statement(cell))
