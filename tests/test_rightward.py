"""The comparison of right-to-left pages: the order that UAX 9 asks for, and marks at their letters."""

from dataclasses import replace
from pathlib import Path

import pytest

from engross.building import tongues
from engross.editing.edition import Edition, edit
from engross.errors import FidelityError
from engross.model import Cell, Kind, Line, Run
from engross.readback import compare_rtl, fidelity
from engross.readback.bidi import resolved
from engross.readback.compare_rtl import _line
from engross.readback.pdfium import Read
from engross.readback.reference_order import RULES, of_block, of_line, paragraphs
from engross.workspace import Workspace

WORKSPACE = Workspace(Path(__file__).parent.parent)


def clause(*runs: Run, **changed) -> Line:
    return replace(Line(id="OP1", kind=Kind.OPERATIVE, label="", runs=runs), **changed)


def shown(line: Line) -> str:
    """What a page must show of a line, from right to left."""
    order = resolved(of_line(line))
    return order.as_read(0, len(order.text))


def text(words: str, **style) -> Run:
    return Run(text=words, **style)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (clause(text("قرارها 46/182 المؤرخ")), "قرارها281/64المؤرخ"),
        (clause(text("الفترة 2015-2030")), "الفترة5102-0302"),
        (clause(text("800 133 8 دولار")), "0083318دولار"),
        (clause(text("انظر A/77/L.3.")), "انظر3.L/77/A."),
        (clause(text("قراره 2626 (2022)")), "قراره6262(2202)"),
        (clause(text("انظر Treaty "), text("Series", italic=True), text(", vol. 1.")), "انظر1.lov,seireSytaerT."),
    ],
)
def test_numbers_and_symbols_stand_as_the_algorithm_has_them(line, said):
    assert shown(line) == said


@pytest.mark.parametrize("words", ["المقرر A\u201132/4.3.", "A/ES\u201110/794.", "غير\u2011الرسمي"])
def test_a_no_break_hyphen_is_looked_for_as_the_hyphen_that_is_set_for_it(words):
    wanted = resolved([words])
    assert "\u2011" not in wanted.text
    assert wanted.as_read(0, len(wanted.text)).count("-") == 1


@pytest.mark.parametrize("style", [{"link": "https://x"}, {"strong": True}, {"ltr": 1}])
def test_no_mark_or_element_of_ours_changes_the_order_that_is_asked_for(style):
    divided = clause(text("للقرار 1"), text("894 (2009)", **style), text("؛"))
    assert shown(divided) == shown(clause(text("للقرار 1894 (2009)؛"))) == "للقرار4981(9002)؛"


def test_two_numbers_in_the_wrong_order_are_not_what_a_page_may_show():
    assert shown(clause(text("800 133 8 دولار"))) != "دولار8331008"


# Where a page may depart from that order: each rule is needed, and changes nothing where it is not


def of_number():
    return clause(text("2015-2030"), number="(أ)"), "(أ)0302-5102"


def of_note():
    return clause(text("الوثيقة A/77/1"), text("(3)", note="N3")), "الوثيقة1/77/A(3)"


def of_address():
    return clause(text("التالي: "), text("www.un.org/en/", link="https://x"), text(".")), "التالي:/ne/gro.nu.www."


def of_language():
    return clause(text("عبارة "), text("c'est-à-dire...", language="fr"), text("، ثم")), "عبارة...erid-à-tse'c،ثم"


@pytest.mark.parametrize("case", [of_number, of_note, of_address, of_language])
def test_each_rule_gives_another_order_than_the_plain_text_has(case):
    line, said = case()
    assert shown(line) == said
    plain = f"{line.number} {line.text}" if line.number else line.text
    assert shown(clause(text(plain))) != said


def test_a_line_of_an_addressee_in_latin_letters_begins_at_the_left():
    order = resolved([of_block("1 Example Street.")])
    assert order.as_read(0, len(order.text)) == ".teertSelpmaxE1"
    assert of_block("شارع 1") == "شارع 1"


def test_every_departure_has_a_name_and_a_reason():
    assert sorted(RULES) == ["address", "figure", "language", "latin-line", "note", "number"]
    assert all(rule.why.endswith(".") for rule in RULES.values())


def test_cells_and_lines_are_paragraphs_of_their_own():
    row = clause(kind=Kind.ROW, cells=(Cell(runs=(text("عام 5-7"),)), Cell(runs=(text("5-7"),))))
    assert shown(row) == "عام5-77-5"
    assert list(paragraphs((clause(text("أ\nب")),))) == ["أ", "ب"]


# Pages


@pytest.fixture(scope="module")
def arabic() -> Edition:
    document = WORKSPACE.document("interpol-2012-rome")
    house = WORKSPACE.house("interpol")
    return edit(document, house, tongues(WORKSPACE, document, "ar"), WORKSPACE.sources(document, "ar", house))


def printed(said: str, height: float = 100.0) -> list[tuple[float, float, str]]:
    """The glyphs of a line that shows these letters from right to left."""
    return [(500.0 - 9 * at, height, letter) for at, letter in enumerate(said)]


def compared(edition: Edition, *lines: Line, body: list[str], notes: list[str] = []) -> FidelityError | None:  # noqa: B006
    """What is wrong with a page that shows these lines of text and of notes."""
    adopted = replace(edition, lines=lines)
    found = Read(flow_lines=[printed(each) for each in body], note_lines=[printed(each, 50.0) for each in notes])
    try:
        compare_rtl.compare(adopted, adopted, "", (), found)
    except FidelityError as error:
        return error
    return None


def test_a_page_that_shows_a_number_turned_round_is_refused(arabic):
    line = clause(text("للقرار 1894 (2009)"))
    assert compared(arabic, line, body=["للقرار4981(9002)"]) is None
    [problem] = compared(arabic, line, body=["للقرار1498(9002)"]).problems
    assert problem.code == "fidelity/direction" and problem.place.clause == "OP1"
    assert "wanted “للقرار4981)9002)”, found “1498)9002)”" in problem.text


def test_a_page_that_puts_the_year_of_a_resolution_before_its_number_is_refused(arabic):
    line = clause(text("قراره "), text("2626 (2022)", link="https://x", ltr=1), text("؛"))
    [problem] = compared(arabic, line, body=["قراره)2202(6262؛"]).problems
    assert problem.code == "fidelity/direction"


NOTES = (
    clause(text("النص"), text("(1)", note="N1"), text(" ثم"), text("(2)", note="N2")),
    clause(text("الحاشية الأولى"), id="N1", kind=Kind.NOTE, number="(1)"),
    clause(text("الحاشية الثانية"), id="N2", kind=Kind.NOTE, number="(2)"),
)


@pytest.mark.parametrize(
    ("notes", "named"),
    [
        (["(1)الحاشيةالأولا", "(2)الحاشيةالثانية"], "N1"),
        (["(1)الحاشيةالأولى", "(2)الحاشيةالثالثة"], "N2"),
        (["(1)الحاشيةالأولى"], "N2"),
    ],
)
def test_a_wrong_letter_in_a_note_is_named_under_that_note(arabic, notes, named):
    body = ["النص(1)ثم(2)"]
    assert compared(arabic, *NOTES, body=body, notes=["(1)الحاشيةالأولى", "(2)الحاشيةالثانية"]) is None
    [problem] = compared(arabic, *NOTES, body=body, notes=notes).problems
    assert (problem.code, problem.place.clause) == ("fidelity/pdf", named)


def glyphs(*placed):
    return [(x, 100.0, letter) for x, letter in placed]


def test_a_mark_is_at_its_letter_wherever_the_reader_puts_it():
    line = _line(glyphs((50, "د"), (45, "ة"), (40, "،"), (46, "\u064b")))
    assert line.says("دة\u064b،")


def test_a_mark_at_another_letter_or_none_is_a_difference():
    line = _line(glyphs((50, "د"), (30, "ة"), (10, "،"), (11, "\u064b")))
    assert not line.says("دة\u064b،")
    assert not _line(glyphs((50, "د"), (30, "ة"))).says("دة\u064b")


def test_letters_of_one_glyph_stand_in_the_order_of_their_script():
    assert _line(glyphs((30, "f"), (30, "i"))).says("if")
    assert _line(glyphs((30, "ل"), (30, "ا"))).says("لا")


def test_a_letter_more_or_less_is_a_difference():
    line = _line(glyphs((50, "د"), (30, "ة")))
    assert line.says("دة") and not line.says("د") and not line.says("دةد")


# The notes of any edition


@pytest.mark.parametrize(("found", "named"), [("(1)Nota(2)Otra", "N1"), ("(1)Note(2)Autre", "N2"), ("(1)Note", "N2")])
def test_a_note_that_differs_is_named_on_left_to_right_pages_and_in_templates_too(arabic, found, named):
    notes = (
        clause(text("Text"), text("(1)", note="N1"), text("(2)", note="N2")),
        clause(text("Note"), id="N1", kind=Kind.NOTE, number="(1)"),
        clause(text("Otra"), id="N2", kind=Kind.NOTE, number="(2)"),
    )
    edition = replace(arabic, lines=notes)
    for check in (fidelity._check_notes, fidelity._compare_notes):
        check(edition, "", "(1)Note(2)Otra")
        with pytest.raises(FidelityError) as error:
            check(edition, "", found)
        assert error.value.problems[0].place.clause == named
