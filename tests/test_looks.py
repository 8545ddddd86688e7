"""What a reader saw on finished pages: marks that touch, lines left alone, heads astray, feet left blank."""

from pathlib import Path

import pypdfium2
import pytest
from conftest import ROOT, Built, run
from test_foot import glyphs
from test_resolutions import LAMPS, dark, dark_down, lamps_workspace, lines_of
from test_resolutions import built as set_in


def head_of(page: pypdfium2.PdfPage) -> tuple[float, float]:
    """From where to where the running head goes, pt from the left."""
    found = dark(page, (40, 46, page.get_width() - 40, 62))
    return found[0][0], found[-1][1]


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_title_in_the_running_head_ends_at_the_outer_edge_of_left_and_right_pages(
    built: Built, language: str
) -> None:
    document = pypdfium2.PdfDocument(built.pdf("un", language))
    second, third = head_of(document[1]), head_of(document[2])
    left, right = (second, third) if language == "en" else (third, second)
    assert left[0] == pytest.approx(60, abs=1.5)
    assert right[1] == pytest.approx(552, abs=1.5)


@pytest.mark.pdf
def test_a_note_of_the_first_page_ends_above_the_code(tmp_path: Path) -> None:
    """The code stands at x 495-550, y 709-764 (house rules 1.3); notes go across the frame to x 552."""
    done = set_in(tmp_path, lamps_workspace(tmp_path, 3))
    assert done.code == 0, done.err
    page = pypdfium2.PdfDocument(tmp_path / "lamps" / "un-ga" / "lamps.en.pdf")[0]
    note = [(x, y) for letter, x, y in glyphs(page) if letter.isalpha() and x > 495 and y > 660]
    assert note
    assert max(y for _, y in note) + 2 < 709


def resolution(folder: Path, *clauses: str) -> pypdfium2.PdfDocument:
    """The pages of a resolution of these clauses."""
    (folder / "content").mkdir()
    (folder / "content" / "lamps.md").write_text(LAMPS + "\n\n".join(clauses) + "\n", encoding="utf-8")
    done = set_in(folder / "built", folder)
    assert done.code == 0, done.err
    return pypdfium2.PdfDocument(folder / "built" / "lamps" / "un-ga" / "lamps.en.pdf")


def texts(page: pypdfium2.PdfPage) -> list[str]:
    """The lines of a page without its head and its foot, each without spaces."""
    return [text for _, text in lines_of(page)][1:-1]


@pytest.mark.pdf
@pytest.mark.parametrize("end", ["", ":"])
def test_a_list_takes_no_more_of_its_paragraph_to_the_next_page_than_two_lines_before_a_colon(
    tmp_path: Path, end: str
) -> None:
    """docs/known-issues.md said that lists went to the next page with all that stands before them."""
    said = "Requests the keepers of all lamps to write down what they have seen of ships, of clouds and of gulls, "
    clauses = ["F1: *The General Assembly*,"]
    for number in range(1, 31):
        clauses += [f"OP{number}: {said * (3 + number % 3)}and{end}", f"OP{number}A: {said * 2}and to post it;"]
    first = [texts(page)[: 3 if end else 1] for page in list(resolution(tmp_path, *clauses))[1:]]
    assert any(page[-1].startswith("(a)") for page in first), first
    assert not end or not any(page[0].startswith("(a)") for page in first)


@pytest.mark.pdf
def test_no_row_of_a_table_stands_alone_at_the_head_or_the_foot_of_a_page(tmp_path: Path) -> None:
    """Eight tables about as long as a page: the last row of one would be alone on the next page, groups be torn."""
    clauses = ["F1: *The General Assembly*,", "OP1: *Approves* the tables annexed to the present resolution."]
    for table in range(1, 9):
        clauses += [f"A{table}: Annex {table}", f"A{table}T1: {{t:40 10; head 1}}", f"A{table}T1R1: Island | Ships"]
        for row in range(2, 37 + table):
            said = f"Group {row} |" if row % 3 == 0 and row < 36 + table else f"Island {row} | {row}"
            clauses.append(f"A{table}T1R{row}: {said}")
    for page in list(resolution(tmp_path, *clauses))[1:]:
        rows = [text for text in texts(page) if text.startswith(("Group", "Island")) and text != "IslandShips"]
        assert not rows[-1].startswith("Group"), rows
        assert len(rows) > 1, rows


@pytest.mark.pdf
def test_a_column_is_as_wide_as_its_longest_word(tmp_path: Path) -> None:
    """Section 29A of a budget stood in a column of 15 pt, and its letter touched the title beside it."""
    clauses = [
        "F1: *The General Assembly*,",
        "OP1: *Approves* the table annexed to the present resolution.",
        "A1: Annex",
    ]
    clauses += ["A1T1: {t:4 96; head 1}", "A1T1R1: No. | Island", "A1T1R2: 29A | Lamps", "A1T1R3: 7 | Gulls"]
    found = glyphs(resolution(tmp_path, *clauses)[1])
    at = "".join(letter for letter, _, _ in found).index("29A") + 2
    lamps = next(x for letter, x, y in found[at:] if letter == "L" and abs(y - found[at][2]) < 1)
    assert lamps - found[at][1] > 8.5 * 0.722 + 3  # the width of the A, and a gap


@pytest.mark.pdf
def test_no_name_is_divided_in_a_letter_of_a_mission(tmp_path: Path) -> None:
    """The name of the United Nations was divided twice in the Russian note."""
    letter = ("letter-rome-declaration", "--house", "mission", "--language", "ru", "--annex", "separate")
    done = run(ROOT, "build", *letter, "--build-dir", str(tmp_path))
    assert done.code == 0, done.err
    (file,) = tmp_path.rglob("letter-rome-declaration.ru*.pdf")
    said = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_bounded().replace("\ufffe", "\x02")
    ends = [part.split()[-1] for part in said.split("\x02")[:-1]]
    assert ends
    assert not [part for part in ends if part[0].isupper()]


@pytest.mark.pdf
def test_notes_never_turn_a_page_early(tmp_path: Path) -> None:
    """The engine finds by rounding that notes overflow their area: then a foot of 150 pt was left blank."""
    clauses = ["F1: *The General Assembly*,"]
    for number in range(1, 201):
        clauses.append(f"PP{number}: *Recalling* the lamp of island number {number},[^N{number}]")
    clauses += [f"N{number}: {'See the book of the tower. ' * (1 + number % 7)}" for number in range(1, 201)]
    blank = []
    for page in list(resolution(tmp_path, *clauses))[:-1]:
        rule = dark_down(page, 66, 260, 735)[0][0]
        blank.append(rule - max(y for letter, x, y in glyphs(page) if 120 < x < 400 and y < rule and letter.isalpha()))
    assert max(blank) < 60, blank
