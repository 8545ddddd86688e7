"""Tags of strange files: what is read of them, and what is said of those that are damaged, odd or made to harm."""

from pathlib import Path

import made
import pytest
from conftest import run

from engross.errors import UsageError
from engross.readback import tag_tree


def heard(file: Path) -> tuple[list[str], str]:
    """The lines that are read of a file, and what is wrong with it."""
    said = tag_tree.hear(file)
    return list(tag_tree.lines(said.part)), "; ".join(each.text for each in said.problems)


LOOPS = {
    "a part in itself": [b"<</K 7 0 R>>", b"<</S/Sect/K[8 0 R 7 0 R 7 0 R]>>", b"<</S/P/Pg 3 0 R/K 0>>"],
    "two parts in each other": [
        b"<</K 7 0 R>>", b"<</S/Sect/K[9 0 R 8 0 R]>>", b"<</S/Sect/K[7 0 R 7 0 R]>>", b"<</S/P/Pg 3 0 R/K 0>>",
    ],
    "each part twice": [
        b"<</K 7 0 R>>",
        *(b"<</S/Sect/K[%d 0 R %d 0 R]>>" % (8 + n, 8 + n) for n in range(60)),
        b"<</S/P/Pg 3 0 R/K 0>>",
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", LOOPS)
def test_tags_in_a_circle_are_read_once_and_named(tmp_path: Path, what: str) -> None:
    file = made.tagged(tmp_path, *LOOPS[what])
    lines, wrong = heard(file)
    assert [line.strip() for line in lines].count("P: hello") == 1
    assert "in a circle" in wrong
    with pytest.raises(UsageError, match="in a circle"):
        tag_tree.read(file)


def test_tags_too_deep_to_be_read_are_said_to_be_missing(tmp_path: Path) -> None:
    deep = [b"<</S/Sect/K %d 0 R>>" % (8 + n) for n in range(3000)]
    _, wrong = heard(made.tagged(tmp_path, b"<</K 7 0 R>>", *deep, b"<</S/P/Pg 3 0 R/K 0>>"))
    assert "deeper than 200" in wrong


@pytest.mark.parametrize(
    ("root", "element"),
    [
        (b"<</K 7 0 R/RoleMap 7>>", b"<</S/A/Pg 3 0 R/K 0>>"),
        (b"<</K 7 0 R/RoleMap<</A/B/B/A>>>>", b"<</S/A/Pg 3 0 R/K 0>>"),
        (
            b"<</K[7 0 R 3 (x) /n null]>>",
            b"<</S/A/Lang 8/Alt 9/ActualText[1]/ID 8/Pg 3 0 R/K[0 (x) /n 1.5 true <<>>]>>",
        ),
        (b"<</K 7 0 R>>", b"<</S 7/Pg 3 0 R/K 0>>"),
        (b"<</K 7 0 R>>", b"<</S/P/Pg 3 0 R/K[0 5 -3 99999999]>>"),
    ],
)
def test_odd_tags_are_read_as_far_as_they_say_anything(tmp_path: Path, root: bytes, element: bytes) -> None:
    lines, wrong = heard(made.tagged(tmp_path, root, element))
    assert (lines[-1].endswith(": hello"), wrong) == (True, "")


def test_a_part_whose_page_is_a_number_is_read_without_its_text(tmp_path: Path) -> None:
    assert heard(made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/P/Pg 5/K 0>>"))[0] == ["P (en)"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (b"<FFFE41004200>", "AB"),
        (b"<EFBBBF41FF>", "A\ufffd"),
        (b"<FEFF0041D8000042>", "A"),
        (b"<FEFF0061001B005B00330031006D000D000A0050003A>", "a\ufffd[31m P:"),
        (b"<FEFF001B006600720016001B0061>", "\ufffdfr\ufffd\ufffda"),
        (b"<FEFF001B00660072001B0061>", "a"),
    ],
)
def test_words_in_bad_encodings_neither_break_nor_command_the_terminal(tmp_path: Path, given: bytes, said: str) -> None:
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/P/Pg 3 0 R/ActualText" + given + b"/K 0>>")
    ((line,), wrong) = heard(file)
    assert wrong == ""
    assert line.encode()
    assert line.startswith(f"P (en): {said}")
    assert not set(line) & set("\x1b\r\n")


CONTENT = {
    "a language": (b"/P <</MCID 0/Lang(fr)>> BDC BT /f 9 Tf (oui) Tj ET EMC", "P (en): «fr: oui»"),
    "words for what is shown": (
        b"/P <</MCID 0>> BDC BT /f 9 Tf (sec) Tj /Span <</ActualText(ti)>> BDC (-) Tj (x) Tj EMC (on) Tj ET EMC",
        "P (en): section",
    ),
    "an expansion": (b"/P <</MCID 0/E(United Nations)>> BDC BT /f 9 Tf (UN) Tj ET EMC", "P (en): United Nations"),
}


@pytest.mark.parametrize("what", CONTENT)
def test_marks_in_the_content_say_language_and_words(tmp_path: Path, what: str) -> None:
    content, line = CONTENT[what]
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/P/Pg 3 0 R/K 0>>", content=content)
    assert heard(file) == ([line], "")


def test_content_in_a_drawing_is_not_taken_for_that_of_the_page(tmp_path: Path) -> None:
    drawing = made.stream(
        b"/P <</MCID 0>> BDC BT /f 9 Tf 9 9 Td (drawn) Tj ET EMC",
        b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</f 6 0 R>>>>",
    )
    element = b"<</S/P/Pg 3 0 R/K[0 <</Type/MCR/Stm 8 0 R/Pg 3 0 R/MCID 0>>]>>"
    resources = b"/Font<</f 6 0 R>>/XObject<</d 8 0 R>>"
    content = made.SAID.replace(b"hello", b"hello, ") + b" /d Do"
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", element, drawing, content=content, resources=resources)
    assert heard(file) == (["P (en): hello, drawn"], "")


def test_a_form_field_is_called_by_its_description(tmp_path: Path) -> None:
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(f1)/TU(Family name)/Rect[0 0 9 9]>>"
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/Form/Pg 3 0 R/K<</Type/OBJR/Obj 8 0 R>>>>", field)
    assert heard(file) == (["Form (en): Family name"], "")


@pytest.mark.parametrize("tree", [b"7", b"[1 2]", b"<<>>", b"<</K null>>", b"<</K[]>>"])
def test_a_tree_that_is_none_is_said_to_be_none(tmp_path: Path, tree: bytes) -> None:
    with pytest.raises(UsageError, match="structure tree"):
        tag_tree.hear(made.tagged(tmp_path, tree))


def test_reading_a_damaged_file_says_that_it_is_damaged(tmp_path: Path) -> None:
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/P/Pg 3 0 R/K 0>>")
    data = file.read_bytes()
    file.write_bytes(data[: data.index(b"startxref")] + b"startxref\n7\n%%EOF\n")
    done = run(tmp_path, "read", str(file))
    assert (done.code, done.out, "may not be all" in done.err) == (2, "P (en): hello\n", True)


def test_a_terminal_without_the_letters_shows_their_numbers(tmp_path: Path) -> None:
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/P/Pg 3 0 R/ActualText<FEFF6587>/K 0>>")
    done = run(tmp_path, "read", str(file), PYTHONIOENCODING="ascii")
    assert (done.code, done.out) == (0, "P (en): \\u6587\n")
