"""What a file says reaches the terminal as words, never as commands, lines of its own or a change of direction."""

import unicodedata

import pytest

from engross.terminal import escaped, quoted

BREAKS = "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSEEN = "\u2800\u3164\u115f\x00\x07\x08\x1b\x7f\x9b\u00ad\u200b\u2060\ufeff\U000e0041"


@pytest.mark.parametrize("character", BREAKS + TURNS + UNSEEN, ids=lambda each: f"U+{ord(each):04X}")
def test_a_character_that_is_obeyed_or_unseen_is_printed_as_its_number(character: str) -> None:
    said = escaped(f"a{character}b")
    assert character not in said
    assert said.startswith("a\\") and said.endswith("b")


def test_a_name_that_is_no_text_can_be_printed() -> None:
    assert escaped(b"a\xff.md".decode("utf-8", "surrogateescape")) == "a\\udcff.md"
    escaped("\udc80").encode("utf-8")


@pytest.mark.parametrize(
    "text", ("Zoë Martínez", "وزارة الخارجية", "外交部", "می\u200cخواهم", "क्\u200dष", "a\\b", "😀")
)
def test_words_stay_as_they_are(text: str) -> None:
    assert escaped(text) == text


def test_spaces_do_not_fill_a_line_up_so_that_words_seem_to_begin_another() -> None:
    assert escaped("approved" + " \u00a0\u2003" * 40 + "changed since: no") == "approved changed since: no"


def test_nothing_that_python_breaks_lines_at_is_left() -> None:
    everything = "".join(chr(each) for each in range(0x3000) if unicodedata.category(chr(each)) != "Cs")
    assert len(escaped(everything).splitlines()) == 1


def test_a_value_cannot_close_its_own_quotation_nor_push_ours_off_the_screen() -> None:
    assert quoted("fine” changed since: no “").count("”") == 1
    assert len(quoted("x" * 100_000)) < 400
