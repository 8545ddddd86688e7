"""What stands together where a page is turned: by the clauses alone, and on pages that are set."""

from collections import defaultdict
from pathlib import Path

import pypdfium2
import pytest
import segno
from conftest import run
from test_foot import glyphs, images, place
from test_resolutions import dark_down

from engross.model import Cell, Kind, Line, Run, Shape
from engross.typesetting.keeping import kept


def line(id: str, kind: Kind, text: str, number: str = "", strong: bool = False) -> Line:
    return Line(id=id, kind=kind, label="", number=number, runs=(Run(text=text, strong=strong),))


def with_class(lines: tuple[Line, ...], name: str, script: str = "latin") -> set[str]:
    return {each for each, names in kept(lines, script).items() if name in names.split()}


def test_a_heading_that_is_marked_as_a_plain_paragraph_stays_with_what_follows():
    lines = (
        line("TX1", Kind.TEXT, "A sentence of the text, with its stop."),
        line("TX2", Kind.TEXT, "十四"),
        line("TX3", Kind.TEXT, "大会第七十八届会议"),
        line("OP1", Kind.OPERATIVE, "决定", "1."),
        line("TX4", Kind.TEXT, "الرصد", strong=True),
        line("TX5", Kind.TEXT, "Plain words, with their stop."),
    )
    assert with_class(lines, "titling") == {"TX2", "TX3", "TX4"}


def test_a_list_of_names_is_not_held_together():
    names = tuple(line(f"TX{n}", Kind.TEXT, f"Name {n}") for n in range(1, 9))
    assert with_class(names, "titling") == set()
    assert with_class((*names, line("OP1", Kind.OPERATIVE, "Decides", "1.")), "titling") == {"TX6", "TX7", "TX8"}


def test_a_heading_stands_over_a_preambular_paragraph_a_table_or_a_long_plain_one():
    under = (
        line("PP1", Kind.PREAMBULAR, "Recalling the lamps,"),
        line("T1", Kind.TABLE, ""),
        line(
            "TX9",
            Kind.TEXT,
            "A paragraph without a number, long enough to be no heading, as all letters here are. " * 2,
        ),
    )
    for each in under:
        assert with_class((line("TX1", Kind.TEXT, "XIV"), line("TX2", Kind.TEXT, "Lamps"), each), "titling") == {
            "TX1",
            "TX2",
        }


def test_a_numeral_stands_over_a_heading_and_a_bold_line_with_a_number_is_one():
    lines = (
        line("TX1", Kind.TEXT, "XIII"),
        line("H1", Kind.HEADING, "Lamps"),
        line("PP1", Kind.PREAMBULAR, "Recalling the lamps,"),
        line("OP1A", Kind.POINT, "Energy", "III.", strong=True),
        line("OP2", Kind.OPERATIVE, "Decides;", "2."),
    )
    assert with_class(lines, "titling") == {"TX1", "OP1A"}


def test_words_that_end_in_a_colon_stay_with_what_they_lead_to():
    point = line("OP1A", Kind.POINT, "to light the lamp;", "(a)")
    whole = Line(
        id="OP1", kind=Kind.OPERATIVE, label="", runs=(Run(text="Decides that:"),), number="1.", children=(point,)
    )
    found = kept((whole, line("OP2", Kind.OPERATIVE, "决定如下：", "2."), line("T1", Kind.TABLE, "")), "latin")
    assert {each for each, names in found.items() if "leading" in names} == {"OP1", "OP2"}


def test_the_title_of_a_point_stays_with_the_points_under_it():
    under = (line("OP1A1", Kind.POINT, "to light the lamp;", "(i)"), line("OP1A2", Kind.POINT, "to keep it.", "(ii)"))
    title = Line(id="OP1A", kind=Kind.POINT, label="", runs=(Run(text="Lamps"),), number="(a)", children=under)
    assert with_class((line("OP1", Kind.OPERATIVE, "Decides", "1."), title), "leading") == {"OP1A"}


def test_a_closing_line_is_held_to_two_lines_of_text_and_all_to_four():
    text = line("OP1", Kind.OPERATIVE, "Decides " * 40, "1.")
    seized = line("OP2", Kind.OPERATIVE, "Decides to remain seized of the matter.", "2.")
    day = line("CL1", Kind.CLOSING, "15th meeting")
    vote = line("CL2", Kind.CLOSING, "[Adopted without a vote.]")
    assert kept((text, day), "latin") == {"CL1": "tail", "OP1": "last-3"}
    assert kept((text, seized, day), "latin") == {"CL1": "tail", "OP2": "tail"}
    assert kept((text, seized, day, vote), "latin") == {"CL2": "tail", "CL1": "tail", "OP2": "tail"}
    states = line("CL2", Kind.CLOSING, "State after State, " * 30)
    assert kept((text, seized, day, states), "latin") == {"CL2": "last-4", "OP2": "tail"}
    assert kept((text, seized), "latin") == {"OP2": "tail", "OP1": "last-3"}
    part = Line(id="PT2", kind=Kind.PART, label="", runs=(), children=(line("PT2OP1", Kind.OPERATIVE, LONG),))
    assert kept((text, seized, day, part), "latin") == {"OP2": "tail", "PT2OP1": "last-4"}


def test_the_last_lines_before_an_annex_are_held_together_as_those_at_the_end_are():
    one = line("OP1", Kind.OPERATIVE, "Decides;", "1.")
    annex = Line(
        id="A1", kind=Kind.ANNEX, label="", runs=(Run(text="Annex"),), children=(line("A1TX1", Kind.TEXT, "Lit."),)
    )
    assert with_class((one, annex), "tail") == {"OP1", "A1TX1"}


def table(*rows: tuple[str, ...], set_off: tuple[int, ...] = ()) -> Line:
    children = tuple(
        Line(
            id=f"R{number}",
            kind=Kind.ROW,
            label="",
            runs=(),
            cells=tuple(Cell(runs=(Run(text=text, emphasis=number in set_off),)) for text in row),
        )
        for number, row in enumerate(rows, 1)
    )
    return Line(id="T1", kind=Kind.TABLE, label="", runs=(), shape=Shape(columns=(70, 30)), children=children)


def test_a_sum_is_known_by_being_set_off_or_by_ending_its_group():
    rows = table(
        ("Part I", ""), ("Lamps", "1"), ("Ships", "2"), ("Subtotal", "3"), ("Part II", ""), ("Clouds", "4"),
        ("Sum", "4"), ("Gulls", "5"), ("Islands", "6"), ("Total, both", "7"), ("", ""), ("Total", "7"), set_off=(7,),
    )  # fmt: skip
    assert kept((rows,), "latin") == {
        "R1": "over",
        "R4": "sum",
        "R5": "over",
        "R7": "sum",
        "R10": "sum",
        "R11": "blank",
    }


def test_no_row_is_a_sum_in_a_table_that_is_set_off_as_a_whole():
    assert kept((table(*[("Lamp", "1")] * 6, set_off=(1, 2, 3, 4, 5, 6)),), "latin") == {}


def test_a_row_whose_one_cell_spans_all_columns_stands_over_those_that_follow():
    assert kept((table(("Part I",), ("Lamps", "1"), ("Ships", "2")),), "latin") == {"R1": "over"}


LONG = "Decides " * 99
FRONT = """---
id: full
language: en
title: Full pages
body: General Assembly
number: 99/2.
adopted: 2031-02-01
issued: 2031-02-03
symbol: A/RES/99/2
job: 31-00101
address: {address}
house: un-ga
---
"""
WORDS = (
    "that the lamps of the islands are alight, that the keepers are awake, and that the ships which have passed them "
)
HOUSES = ("un-ga", "un-ga-a4")
ADDRESSES = ("https://e.org", "https://undocs.org/en/A/RES/99/2")
GROUPS = 50


def clauses(groups: int) -> str:
    """A text of many groups: lines that are headings in all but name, words that lead to points, tables with sums."""
    found = ["F1: *The General Assembly*,", "PP1: *Noting* " + WORDS * 40 + "are many,"]
    for number in range(1, groups + 1):
        found += [
            f"TX{number}: Group {number}",
            f"OP{number}: {{n:{number}.}} *Notes* " + WORDS * (2 + number * number % 5) + "are safe;",
            f"OP{number + GROUPS}: {{n:{number}bis.}} *Decides*:",
            f"OP{number + GROUPS}A: To keep them alight;",
            f"OP{number + GROUPS}B: To count them;",
            f"TX{number + GROUPS}: Lamps of the group",
            f"T{number}: {{t:70 30}}",
            *(f"T{number}R{row}: {{c:1 1end}} Island {row} | {row}00" for row in range(1, 4)),
            f"T{number}R4: {{c:1 1end}} {{b:Total}} | {{b:600}}",
            f"T{number}R5: {{c:1 1end}} Ships | 9",
            f"T{number}R6: {{c:1 1end}} Gulls | 8",
        ]
    return "\n\n".join([*found, "CL1: 15th plenary meeting{br}1 February 2031"]) + "\n"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Path]:
    """The text of many groups, and with the longer address its beginning, by house and address."""
    folder = tmp_path_factory.mktemp("full")
    (folder / "content").mkdir()
    for number, address in enumerate(ADDRESSES):
        front = FRONT.format(address=address).replace("id: full", f"id: full{number}")
        (folder / "content" / f"full{number}.md").write_text(front + clauses(0 if number else GROUPS), encoding="utf-8")
    done = run(folder, "build", "--house", ",".join(HOUSES), "--jobs", "1")
    assert done.code == 0, done.err
    return {
        (house, address): folder / "build" / f"full{number}" / house / f"full{number}.en.pdf"
        for house in HOUSES
        for number, address in enumerate(ADDRESSES)
    }


def rows_of(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of the text of a page from top to bottom, without its running head and foot, and without spaces."""
    rows: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for character, x, y in glyphs(page):
        if 65 < y < page.get_height() - 72 and not character.isspace():
            rows[round(y)].append((x, character))
    return ["".join(character for _, character in sorted(rows[y])) for y in sorted(rows)]


@pytest.mark.pdf
@pytest.mark.parametrize("house", HOUSES)
def test_no_page_ends_in_a_heading_in_words_that_lead_to_a_list_or_before_a_sum(full, house):
    pages = [rows_of(page) for page in pypdfium2.PdfDocument(full[house, ADDRESSES[0]])]
    assert len(pages) > 14
    for page in pages[:-1]:
        assert not page[-1].startswith(("Group", "Lampsofthegroup")), page[-1]
        assert not page[-1].endswith(":"), page[-1]
    for page in pages[1:]:
        assert not page[0].startswith(("Total", "15th", "Gulls")), page[0]


@pytest.mark.pdf
@pytest.mark.parametrize("house", HOUSES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_code_keeps_four_modules_free(full, house, address):
    """ISO/IEC 18004: nothing is printed nearer to the code; a long address has more modules than a short one."""
    page = pypdfium2.PdfDocument(full[house, address])[0]
    code = next(box for box in images(page) if box[0] > 450 and box[3] > 700)
    left, top, right, bottom = code
    free = 4 * (right - left) / segno.make_qr(address, error="m").symbol_size(border=0)[0]
    assert top == pytest.approx(709 if house == "un-ga" else 770, abs=1.5)
    near = [
        (character, x, y)
        for character, x, y in glyphs(page)
        if not character.isspace()
        and left - free - 8 < x < right + free
        and top - free < y + 3
        and y - 8 < bottom + free
    ]
    assert not near


@pytest.mark.pdf
def test_a_table_without_a_head_opens_with_a_thin_rule(full):
    page = pypdfium2.PdfDocument(full["un-ga", ADDRESSES[0]])[2]
    _, y = place(page, "Island 1 ")
    ((top, bottom),) = dark_down(page, 300, y - 20, y - 9)
    assert bottom - top == pytest.approx(0.5, abs=0.2)
