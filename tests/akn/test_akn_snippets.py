"""Each construct of Akoma Ntoso by itself: what is read of it, and that what is written reads back the same."""

import pytest
from lxml import etree
from record import FORMULA, clauses, paragraph, read, statement, there_and_back, wrapped, written

from engross.errors import ContentError
from engross.model import Kind
from engross.model.notation import parse

PRE = '<container name="Recalling"><p>\t<span class="italic">Recalling</span> that,</p></container>'


def body(*parts: str, language: str = "en", preamble: str = FORMULA) -> list[tuple[str, str, str]]:
    """The clauses of a text with this body, without its formula; what is written reads back the same."""
    data = statement("".join(parts), preamble, language=language)
    there_and_back(data)
    return [each for each in clauses(data) if not each[0].startswith("F")]


# White space and inline elements


def test_white_space_is_what_html_makes_of_it():
    words = "\t\t<span class='italic'>Decides </span>  to\n  remain\u00a0 <b>seized </b>\t."
    assert body(paragraph(words, "1.")) == [("OP1", "1.", "*Decides* to remain\u00a0 {b:seized} .")]


def test_a_new_line_has_no_white_space_round_it():
    assert body(paragraph("one  <eol/>  two<eol/><span class='italic'>three</span>", "1."))[0][2] == (
        "one{br}two{br}*three*"
    )


@pytest.mark.parametrize(
    ("language", "classes", "source"),
    [
        ("en", "italic", "*a* b"), ("en", "bold", "{b:a} b"), ("en", "bold italic", "*{b:a}* b"),
        ("zh", "bold", "*a* b"), ("zh", "italic", "{i:a} b"), ("zh", "bold italic", "*{i:a}* b"),
        ("ar", "bold italic", "*a* b"), ("ar", "bold", "{b:a} b"), ("ar", "italic", "{i:a} b"),
        ("fr", "strike", "{s:a} b"), ("ru", "bold strike", "{b:{s:a}} b"),
    ],
)  # fmt: skip
def test_lead_words_are_those_of_the_language(language, classes, source):
    assert body(paragraph(f'<span class="{classes}">a</span> b', "1."), language=language)[0][2] == source


@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_styles_within_each_other_come_back(language):
    words = "<span class='bold'>x<span class='bold italic'>y<sup>2</sup></span></span><sub>z</sub>"
    assert body(paragraph(words, "1."), language=language)


def test_links_lead_out_and_others_keep_their_words():
    words = '<a href="https://undocs.org/a"><span class="italic">A/1</span>/2</a> <a href="#x">there</a>'
    assert body(paragraph(words, "1."))[0][2] == ("*[A/1](https://undocs.org/a)*[/2](https://undocs.org/a) there")


def test_words_in_another_language_are_marked():
    assert body(paragraph('see <span xml:lang="fr">la note</span>', "1."))[0][2] == "see {fr:la note}"


def test_signs_of_the_notation_are_words():
    assert body(paragraph("4 * 4 {b:x} [^N1] \\", "1."))[0][2] == "4 \\* 4 \\{b:x\\} \\[^N1] \\\\"


# Notes


def note(marker: str, words: str) -> str:
    return f'<authorialNote marker="{marker}" placement="bottom"><p>\t\t{words}</p></authorialNote>'


def test_notes_stand_in_the_order_of_their_calls_and_irregular_marks_are_kept():
    said = body(paragraph(f"a,{note('1', 'one')} b{note('3', 'three')} c{note('*', 'star')}", "1."))
    assert said == [
        ("OP1", "1.", "a,[^N1] b[^N2] c[^N3]"),
        ("N1", "", "one"),
        ("N2", "3", "three"),
        ("N3", "*", "star"),
    ]


@pytest.mark.parametrize("words", ["\t() Resolution", "() Resolution"])
def test_brackets_of_arabic_calls_are_set_by_rule(words):
    called = f"كذا<sup>(</sup>{note('1', words)}<sup>)</sup> كذا"
    assert body(paragraph(called, "1 -"), language="ar") == [("OP1", "1 -", "كذا[^N1] كذا"), ("N1", "", "Resolution")]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("كذا<sup>(</sup>", ")؛", "كذا[^N1]؛"),  # A/HRC/RES/54/30
        ("كذا(", ")؛", "كذا[^N1]؛"),
        ("كذا (2007)()<sup>(</sup>", "<sup>)</sup>؛", "كذا (2007)[^N1]؛"),
        ("كذا (رقم 29(<sup>)</sup>", "<sup>)</sup> لمنظمة", "كذا (رقم 29)[^N1] لمنظمة"),  # A/RES/80/110
        ("كذا(<sup>)</sup>", "<sup>)</sup> لمنظمة", "كذا[^N1] لمنظمة"),
        ("كذا<sup>)</sup>", "<sup>(</sup>؛", "كذا[^N1]؛"),
        ("كذا (انظر<sup>(</sup>", "<sup>)</sup>)", "كذا (انظر[^N1])"),
        ("كذا (رقم 5)", "", "كذا (رقم 5)[^N1]"),
        ("كذا <sup>(</sup> ", " <sup>)</sup> كذا", "كذا[^N1] كذا"),  # A/RES/77/253 B
    ],
)
def test_an_arabic_call_has_one_pair_of_brackets_and_its_words_have_theirs(before, after, words):
    assert body(paragraph(f"{before}{note('1', 'a')}{after}", "1 -"), language="ar")[0] == ("OP1", "1 -", words)


@pytest.mark.parametrize(
    ("address", "linked", "behind"),
    [
        ("https://docs.un.org/zh/S/RES/2242(2015", "2242(2015", ")号决议"),
        ("https://docs.un.org/es/CONF.1995/32(PartI))", "CONF.1995/32 (Part I))", ", anexo"),
        ("https://docs.un.org/a)", "a", ")"), ("https://docs.un.org/a((b)", "[a", "]"),
        ("https://docs.un.org/a(b(c))", "x", "(y"),
    ],
)  # fmt: skip
def test_a_bracket_without_its_pair_at_a_link_stays_where_it_is(address, linked, behind):
    said = f'(<a href="{address}">{linked}</a>{behind}'
    data = statement(paragraph(said, "1."))
    there_and_back(data)
    (clause,) = [each for each in read(data).document.walk() if each.label == "OP1"]
    assert [(run.text, run.link) for run in parse(clause.source)] == [("(", ""), (linked, address), (behind, "")]


def test_a_bracket_that_is_lost_in_reading_is_no_longer_overlooked(monkeypatch):
    monkeypatch.setattr("engross.model.notation._address", lambda url: url)
    with pytest.raises(ContentError, match="would be lost"):
        read(statement(paragraph('<a href="https://docs.un.org/2242(2015">2242(2015</a>)号', "1.")))


def test_arabic_calls_are_written_with_their_brackets():
    made = there_and_back(statement(paragraph(f"كذا{note('1', 'a')}", "1 -"), language="ar"))
    assert "<sup>(</sup><authorialNote" in made.decode()
    assert 'marker="1"' in made.decode()


def test_a_note_of_several_paragraphs_is_one_of_several_lines():
    words = '<authorialNote marker="1" placement="bottom"><p>one</p><p>two</p></authorialNote>'
    assert body(paragraph(f"a{words}", "1."))[1] == ("N1", "", "one{br}two")


@pytest.mark.parametrize("where", ["heading", "subheading"])
def test_a_note_of_a_heading_is_read_once(where):
    said = body(f'<paragraph class="H23"><{where}>Head{note("1", "n")}</{where}></paragraph>', paragraph("a", "1."))
    assert said == [("H1", "", "Head[^N1]"), ("OP1", "1.", "a"), ("N1", "", "n")]
    inside = f'<paragraph class="H23"><content><p>Head{note("1", "n")}</p></content></paragraph>'
    assert body(inside, paragraph("a", "1."))[-1] == ("N1", "", "n")


def test_a_note_of_a_loose_paragraph_is_read_once():
    assert body(f"<p>Words{note('1', 'n')}</p>", paragraph("a"), paragraph("b"))[-1] == ("N1", "", "n")


def test_a_note_of_the_masthead_is_kept_and_reported():
    data = statement(paragraph("a", "1.")).replace(
        b"A/RES/77/1</docNumber>", f"A/RES/77/1</docNumber>{note('*', 'Reissued.')}".encode()
    )
    result = read(data)
    assert (result.document.clauses[-1].source, result.document.clauses[-1].shape.number) == ("Reissued.", "*")
    assert [each.code for each in result.findings] == ["content/akn-note"]


# Preamble


def test_a_container_is_a_preambular_paragraph():
    assert clauses(statement(paragraph("Decides", "1."), FORMULA + PRE * 2))[:3] == [
        ("F1", "", "*The General Assembly*,"), ("PP1", "", "*Recalling* that,"), ("PP2", "", "*Recalling* that,"),
    ]  # fmt: skip
    made = there_and_back(statement(paragraph("Decides", "1."), FORMULA + PRE)).decode()
    assert '<container name="Recalling" eId="container_PP1">' in made


def test_a_second_preamble_is_kept_in_the_body():
    crossing = '<paragraph><crossHeading refersTo="#preamble">Noting this,</crossHeading></paragraph>'
    head = '<paragraph class="H1"><num>I</num><heading>Part</heading></paragraph>'
    said = body(paragraph("a", "1."), head, crossing, paragraph("b", "2."))
    assert said == [("OP1", "1.", "a"), ("H1", "I", "Part"), ("PP1", "", "Noting this,"), ("OP2", "2.", "b")]


def test_interleaved_preambles_and_bodies_are_read_in_order_and_written_as_one():
    more = f"<preamble>{PRE}</preamble><mainBody>{paragraph('b', '2.')}</mainBody>"
    data = statement(paragraph("a", "1."), FORMULA + PRE, more)
    assert [each[0] for each in clauses(data)] == ["F1", "PP1", "OP1", "PP2", "OP2"]
    made = etree.fromstring(there_and_back(data))
    assert len(made.findall(".//{*}mainBody")) == len(made.findall(".//{*}preamble")) == 1


def test_a_second_formula_is_kept_where_it_stands():
    more = f"<preamble>{FORMULA}{PRE}</preamble><mainBody>{paragraph('b', '2.')}</mainBody>"
    data = statement(paragraph("a", "1."), FORMULA + PRE, more)
    assert [each[0] for each in clauses(data)] == ["F1", "PP1", "OP1", "F2", "PP2", "OP2"]
    there_and_back(data)


def test_headings_and_loose_text_of_a_preamble_stay_in_it():
    inner = f'{FORMULA}<block name="subheading">Part</block><p>Loose,</p>{PRE}'
    data = statement(paragraph("a", "1."), inner)
    assert [each[0] for each in clauses(data)] == ["F1", "H1", "TX1", "PP1", "OP1"]
    made = etree.fromstring(there_and_back(data))
    assert len(made.find(".//{*}preamble")) == 4


LIST = (
    '<container name="Bearing"><blockList><listIntroduction>Bearing in mind:</listIntroduction>'
    "<item><num>(a)</num><p>One,</p></item>"
    "<item><num>(b)</num><blockList><listIntroduction>Two:</listIntroduction>"
    "<item><num>(i)</num><p>Deep,</p></item></blockList></item>"
    "<item><p>Words without a mark,</p></item></blockList></container>"
)


def test_lists_of_a_preamble_are_points_to_any_depth():
    data = statement(paragraph("a", "1."), FORMULA + LIST)
    there_and_back(data)
    assert clauses(data)[1:-1] == [
        ("PP1", "", "Bearing in mind:"), ("PP1A", "(a)", "One,"), ("PP1B", "(b)", "Two:"), ("PP1B1", "(i)", "Deep,"),
        ("PP1TX1", "", "Words without a mark,"),
    ]  # fmt: skip


def test_what_closes_a_list_of_blocks_is_kept():
    wrap = LIST.replace("</blockList></container>", "<listWrapUp>so that,</listWrapUp></blockList></container>")
    assert clauses(statement(paragraph("a", "1."), FORMULA + wrap))[-2] == ("PP1TX2", "", "so that,")


# Paragraphs and points


def test_the_only_paragraph_is_operative_without_a_number():
    assert body(paragraph("Decides.")) == [("OP1", "", "Decides.")]


def test_a_number_in_the_text_is_a_number():
    lead = "<span class='bold italic'>{}</span>"
    said = body(paragraph("\t1 -\t" + lead.format("a")), paragraph("2 - " + lead.format("b")),
                paragraph("3 <span class='bold'>-</span> " + lead.format("c")),
                paragraph("2012 كان عاما"), language="ar")  # fmt: skip
    assert said == [("OP1", "1 -", "*a*"), ("OP2", "2 -", "*b*"), ("OP3", "3 -", "*c*"), ("TX1", "", "2012 كان عاما")]


def test_flattened_points_find_their_paragraph_and_depth():
    said = body(paragraph("تقرر:", "1 -"), paragraph("\t(أ)\tا"), paragraph("\t’1‘\tب"), paragraph("\t(ب)\tج"),
                paragraph("د", "2 -"), language="ar")  # fmt: skip
    assert [each[:2] for each in said] == [
        ("OP1", "1 -"), ("OP1A", "(أ)"), ("OP1A1", "’1‘"), ("OP1B", "(ب)"), ("OP2", "2 -"),
    ]  # fmt: skip


def test_lettered_paragraphs_under_a_heading_stay_beside_each_other():
    head = '<paragraph class="H23"><subheading>Article 10</subheading></paragraph>'
    said = body(paragraph("a", "1."), head, paragraph("x", "(a)"), paragraph("y", "(b)"), paragraph("z", "2."))
    assert [each[:2] for each in said] == [("OP1", "1."), ("H1", ""), ("TX1", "(a)"), ("TX2", "(b)"), ("OP2", "2.")]


POINTS = (
    "<paragraph><num>1.</num><list><intro><p>Decides:</p></intro>"
    "<point><num>(a)</num><content><p>One:</p></content></point>"
    "<sublist><point><num>(i)</num><content><p>Deep:</p></content></point>"
    "<sublist><point><num>a.</num><content><p>Deeper:</p></content></point>"
    "<sublist><point><num>–</num><content><p>Deepest;</p></content></point></sublist></sublist></sublist>"
    "<point><content><p>Without a mark;</p></content></point>"
    "<alinea><content><p>No point at all;</p></content></alinea>"
    "<point><num>(b)</num><content><p>Two.</p></content></point>"
    "<wrapUp><p>so that all is said.</p></wrapUp></list></paragraph>"
)


def test_lists_beside_their_points_go_four_levels_deep():
    assert body(POINTS) == [
        ("OP1", "1.", "Decides:"), ("OP1A", "(a)", "One:"), ("OP1A1", "(i)", "Deep:"), ("OP1A1A", "a.", "Deeper:"),
        ("OP1A1A1", "–", "Deepest;"), ("OP1B", "", "Without a mark;"), ("OP1TX1", "", "No point at all;"),
        ("OP1C", "(b)", "Two."), ("OP1TX2", "", "so that all is said."),
    ]  # fmt: skip


def test_lists_in_their_points_are_the_same():
    nested = (
        "<paragraph><num>1.</num><list><intro><p>x:</p></intro><point><num>(a)</num><list><intro><p>y:</p></intro>"
        "<point><num>(i)</num><content><p>z.</p></content></point></list></point></list></paragraph>"
    )
    assert body(nested) == [("OP1", "1.", "x:"), ("OP1A", "(a)", "y:"), ("OP1A1", "(i)", "z.")]


def test_ids_are_of_labels_and_the_same_in_every_language():
    names = [
        [each.get("eId") for each in etree.fromstring(written(read(statement(POINTS, language=tag)).document)).iter()]
        for tag in ("en", "ar")
    ]
    assert names[0] == names[1]
    assert "para_OP1__list_1__point_A__sublist_1__point_1" in names[0]


# Headings and sections


def test_headings_have_their_level_and_number():
    said = body(
        '<paragraph class="H1"><num>I</num><heading>One</heading></paragraph>',
        '<paragraph class="H23"><subheading>Two</subheading></paragraph>',
        '<paragraph class="H4"><content><p>Three</p></content></paragraph>',
        paragraph("a", "1."),
    )
    assert said == [("H1", "I", "One"), ("H2", "", "Two"), ("H3", "", "Three"), ("OP1", "1.", "a")]
    data = statement('<paragraph class="H4"><content><p>Three</p></content></paragraph>' + paragraph("a", "1."))
    assert read(data).document.clauses[1].shape.level == 3


def test_a_heading_said_twice_is_printed_once_and_reported():
    inside = "<num>B.</num><content><p>Words</p></content>"
    twice = f'<paragraph class="H23"><subheading>B. Words</subheading>{inside}</paragraph>'
    result = read(statement(twice + paragraph("a", "1.")))
    assert [each.source for each in result.document.walk() if each.kind is Kind.HEADING] == ["B. Words"]
    assert [each.code for each in result.findings] == ["content/akn-doubled"]
    there_and_back(statement(twice + paragraph("a", "1.")))


def test_a_section_gives_its_number_to_its_heading():
    section = f"<section><num>II</num><heading>Staff</heading>{paragraph('a', '1.')}</section>"
    assert body(section) == [("H1", "II", "Staff"), ("OP1", "1.", "a")]
    bare = f"<section><num>II</num>{paragraph('a', '1.')}</section>"
    assert body(bare) == [("H1", "", "II"), ("OP1", "1.", "a")]


# Tables and pictures


def cell(words: str, name: str = "td", **attributes: str) -> str:
    said = "".join(
        f' {key.replace("_", "-").replace("akn4un-", "akn4un:")}="{value}"' for key, value in attributes.items()
    )
    return f"<{name}{said}><p>{words}</p></{name}>"


TABLE = (
    '<container name="table"><table><caption>Costs</caption><tr>'
    + cell("Item", "th", rowspan="2", akn4un_data_width_type="4000-dxa")
    + cell("Year", "th", colspan="2", akn4un_data_justification="Center")
    + "</tr><tr>"
    + cell("2022", "th", akn4un_data_width_type="1000-dxa", akn4un_data_justification="Right")
    + cell("2023", "th", akn4un_data_width_type="1500-dxa")
    + "</tr><tr>"
    + cell("One|two<eol/>three") + cell(f"1{note('1', 'estimate')}") + "<td/>"
    + "</tr></table></container>"
)  # fmt: skip


def test_a_table_has_widths_spans_heads_and_alignment():
    data = statement(paragraph("a", "1.") + TABLE)
    table = next(each for each in read(data).document.walk() if each.kind is Kind.TABLE)
    assert (table.source, table.shape.columns, table.shape.head) == ("Costs", (4000, 1000, 1500), 2)
    assert table.children[0].shape.cells == ((1, 2, "start"), (2, 1, "center"))
    assert table.children[1].shape.cells == ((1, 1, "end"), (1, 1, "start"))
    assert table.children[2].source == "One\\|two{br}three | 1[^N1] |"
    made = there_and_back(data).decode()
    assert made.count("<th") == 4
    assert 'colspan="2"' in made
    assert 'akn4un:data-width-type="2500-dxa"' in made


def test_a_picture_keeps_its_words():
    figure = '<container name="figure"><p><img src="art/map.png" alt="Map of the area"/></p></container>'
    data = statement(paragraph("a", "1.") + figure)
    picture = read(data).document.clauses[-1]
    assert (picture.kind, picture.source, picture.shape.picture) == (Kind.FIGURE, "Map of the area", "art/map.png")
    there_and_back(data)


# Closing, annexes, collections

CLOSING = (
    '<conclusions><p><inline name="adoptionMeeting" title="15th">15th plenary meeting</inline><eol/>'
    '<docDate date="2022-10-07" refersTo="#adoptionDate">7 October 2022</docDate></p></conclusions>'
)


def test_meeting_and_date_close_the_text():
    data = statement(paragraph("a", "1."), after=CLOSING)
    assert clauses(data)[-1] == ("CL1", "", "15th plenary meeting{br}7 October 2022")
    made = there_and_back(data).decode()
    assert '<inline name="adoptionMeeting">15th plenary meeting</inline>' in made
    assert '<docDate date="2022-10-07" refersTo="#adoptionDate">7 October 2022</docDate>' in made


def test_closing_lines_before_more_text_stay_there():
    data = statement(paragraph("a", "1."), after=f"{CLOSING}<mainBody>{paragraph('b', '2.')}</mainBody>")
    assert [each[0] for each in clauses(data)] == ["F1", "OP1", "CL1", "OP2"]
    there_and_back(data)


def annex(words: str, inner: str = "") -> str:
    head = f'<paragraph class="H1"><heading>{words}</heading></paragraph>' if words else ""
    text = "".join(paragraph(f"Rule {number}", f"{number}.") for number in (1, 2))
    return f'<attachment><doc name="annex"><mainBody>{head}{text}</mainBody>{inner}</doc></attachment>'


def test_annexes_have_their_heading_numbering_and_metadata():
    data = statement(paragraph("a", "1."), after=f"<attachments>{annex('Annex I')}{annex('')}</attachments>")
    assert clauses(data)[2:] == [
        ("A1", "", "Annex I"), ("A1TX1", "1.", "Rule 1"), ("A1TX2", "2.", "Rule 2"),
        ("A2", "", ""), ("A2TX1", "1.", "Rule 1"), ("A2TX2", "2.", "Rule 2"),
    ]  # fmt: skip
    made = etree.fromstring(there_and_back(data))
    names = [each.find(".//{*}FRBRExpression/{*}FRBRthis").get("value") for each in made.iter("{*}doc")]
    work = "/akn/un/statement/deliberation/unga/2022-10-07/77-1/eng@"
    assert names == [f"{work}/!annex_1", f"{work}/!annex_2"]


def test_an_annex_of_an_annex_stands_under_it():
    inner = f"<attachments>{annex('Appendix')}</attachments>"
    data = statement(paragraph("a", "1."), after=f"<attachments>{annex('Annex', inner)}</attachments>")
    assert [each[0] for each in clauses(data)][2:] == ["A1", "A1TX1", "A1TX2", "A1A1", "A1A1TX1", "A1A1TX2"]
    there_and_back(data)


def collection(*parts: str) -> bytes:
    masthead = statement("").decode().split('<statement name="resolution">')[1].split("<preamble>")[0]
    statements = "".join(f"<component>{each.split('>', 1)[1].rsplit('<', 1)[0]}</component>" for each in parts)
    return wrapped(f'<documentCollection name="publication">{masthead}</documentCollection>'
                   f"<components>{statements}</components>")  # fmt: skip


def part(letter: str) -> str:
    cover = f"<preface><p><docNumber>{letter}</docNumber></p></preface>"
    after = CLOSING + f"<attachments>{annex('Annex')}</attachments>"
    return statement(paragraph(f"of {letter}", "1.") + paragraph("b", "2."), after=after, cover=cover).decode()


def test_the_parts_of_a_collection_each_begin_anew():
    data = collection(part("A"), part("B"))
    labels = [each[0] for each in clauses(data)]
    assert labels[:7] == ["PT1", "PT1F1", "PT1OP1", "PT1OP2", "PT1CL1", "PT1A1", "PT1A1TX1"]
    assert labels[8:11] == ["PT2", "PT2F1", "PT2OP1"]
    made = etree.fromstring(there_and_back(data))
    assert [each.get("showAs") for each in made.iter("{*}documentRef")] == ["A", "B"]
    works = [each.find(".//{*}FRBRWork/{*}FRBRuri").get("value")[-6:] for each in made.iter("{*}statement")]
    assert works == ["77-1-A", "77-1-B"]


def test_the_letter_of_a_part_published_by_itself_is_kept_with_its_note():
    letter = f'<p><docNumber refersTo="#letter">B</docNumber>{note("1", "Section II of it.")}</p></preface>'
    data = statement(paragraph("a", "1.")).replace(b"</preface>", letter.encode())
    assert clauses(data)[0] == ("H1", "", "B[^N1]")
    assert '<docNumber refersTo="#letter">B' in there_and_back(data).decode()


# What is not understood


def test_an_element_nobody_expects_keeps_its_words_and_is_reported():
    result = read(statement(paragraph("a", "1.") + "<speech><from>The President:</from> Order.</speech>"))
    assert {each.code for each in result.findings} == {"content/akn-element"}
    assert result.document.clauses[-1].source == "The President: Order."


def test_words_that_would_be_lost_are_an_error():
    lost = "<paragraph><num>1.</num><list><point><num>(a)</num><foreign>lost words</foreign></point></list></paragraph>"
    with pytest.raises(ContentError) as caught:
        read(statement(lost))
    assert "lostwords" in caught.value.problems[0].text


# What the guidelines have and the sample has not


def test_divisions_of_any_name_give_their_headings_a_level():
    inner = f"<section><num>Section 1</num><heading>Overall</heading>{paragraph('a', '19.')}</section>"
    said = body(f"<part><num>Part I</num><heading>Policy</heading>{inner}</part>", paragraph("b", "20."))
    assert said == [
        ("H1", "Part I", "Policy"),
        ("H2", "Section 1", "Overall"),
        ("OP1", "19.", "a"),
        ("OP2", "20.", "b"),
    ]
    levels = [each.shape.level for each in read(statement(f"<part><num>I</num>{inner}</part>")).document.walk()]
    assert levels[1:3] == [1, 2]


def test_words_under_the_heading_of_a_paragraph_are_no_heading():
    headed = (
        "<paragraph class='SingleTxt'><subheading>Article 10</subheading><content><p>Words:</p></content></paragraph>"
    )
    assert body(paragraph("a", "1."), headed) == [("OP1", "1.", "a"), ("H1", "", "Article 10"), ("TX1", "", "Words:")]


def test_what_a_list_or_a_point_holds_beside_points_is_kept():
    point = (
        "<point><num>(a)</num><heading>Work experience.</heading>"
        "<alinea><content><p>Over 20 years;</p></content></alinea></point>"
    )
    items = "<blockList><item><num>(i)</num><p>First;</p></item></blockList>"
    second = f"<point><num>(b)</num><content><p>Second:</p>{items}</content></point>"
    words = "<intro><p>Criteria:</p></intro><heading>Head</heading>"
    data = statement(f"<paragraph><num>8.</num><list>{words}{point}{second}</list></paragraph>")
    assert [each[1:] for each in clauses(data)[1:]] == [
        ("8.", "Criteria:"), ("", "Head"), ("(a)", "Work experience.{br}Over 20 years;"), ("(b)", "Second:"),
        ("(i)", "First;"),
    ]  # fmt: skip
    there_and_back(data)


def test_members_without_a_list_are_points():
    inner = "<subparagraph><num>(a)</num><content><p>One.</p></content></subparagraph>"
    assert body(f"<paragraph><num>1.</num><intro><p>x:</p></intro>{inner}</paragraph>") == [
        ("OP1", "1.", "x:"), ("OP1A", "(a)", "One."),
    ]  # fmt: skip


def test_a_table_within_a_paragraph_follows_its_words():
    table = "<table><tr><td><p>1</p></td></tr></table>"
    held = f"<paragraph><num>1.</num><content><p>As follows:</p>{table}</content></paragraph>"
    assert [each[0] for each in body(held, paragraph("b", "2."))] == ["OP1", "T1", "T1R1", "OP2"]


def test_items_of_a_plain_list_are_paragraphs():
    assert body(paragraph("a", "1."), "<ul><li>One</li><li>Two</li></ul>")[1:] == [
        ("TX1", "", "One"), ("TX2", "", "Two"),
    ]  # fmt: skip


def test_closing_lines_in_a_container_are_closing_lines():
    after = '<conclusions><container name="signature"><p>(Signed)</p><p>The President</p></container></conclusions>'
    data = statement(paragraph("a", "1."), after=after)
    assert [each[2] for each in clauses(data)[-2:]] == ["(Signed)", "The President"]
    there_and_back(data)


@pytest.mark.parametrize("name", ["point", "source", "add", "under", "read", "head", "other", "_class__", "text"])
def test_an_element_out_of_place_is_read_as_a_paragraph_whatever_its_name(name):
    found = read(statement(f"<{name}>Words of it.</{name}>" + paragraph("One.", "1.")))
    assert "Words of it." in {each.source for each in found.document.walk()}
    assert [each.text for each in found.findings if name in each.text]


def test_brackets_of_an_arabic_call_are_no_words_even_with_the_second_turned_round():
    words = 'قرار<sup>(</sup><authorialNote marker="1"><p>\t((\tالمرجع نفسه.</p></authorialNote><sup>)</sup>'
    found = read(statement(paragraph(words), language="ar")).document
    assert [each.source for each in found.walk() if each.label == "N1"] == ["المرجع نفسه."]


@pytest.mark.parametrize(
    ("language", "first", "words"),
    [
        ("zh", "㈩", "\t(十一)  侵犯劳动者权利"),
        ("ru", "д)", "\tе)\tоказывать помощь"),
        ("en", "(i)", "\t(ii)\tto act"),
    ],
)
def test_a_paragraph_whose_mark_goes_on_from_the_list_before_it_is_a_point_of_that_list(language, first, words):
    listed = f"<list><point><num>(a)</num><content><p>one</p></content></point>{sub(first)}</list>"
    found = body(
        f"<paragraph><num>1.</num>{listed}</paragraph>", paragraph(words), paragraph("\t(b)\tlast"), language=language
    )
    assert [label for label, _, _ in found] == ["OP1", "OP1A", "OP1A1", "OP1A2", "OP1B"]


def sub(mark: str) -> str:
    """A list of the next level, with one point."""
    return f"<sublist><point><num>{mark}</num><content><p>one</p></content></point></sublist>"
