"""What the comparison of PDF and edition leaves out of account, and what it never does."""

import pytest

from engross.readback.differences import first_difference
from engross.readback.fidelity import settle_hyphens
from engross.readback.page import letters


def test_white_space_and_format_characters_do_not_count():
    assert letters("a\u00a0b\u202fc\n d\u00ad\u200b\u200e\u200f\u2060\ufeffe") == "abcde"


def test_case_punctuation_and_digits_count():
    assert letters("Rome, 5.") == "Rome,5."
    assert letters("Rome") != letters("rome")


def test_composed_and_decomposed_letters_are_the_same():
    assert letters("e\u0301lan") == "\u00e9lan"


@pytest.mark.parametrize("text", ["P2A:", "الأمم", "第八十一届", "“x”", "a-b", "a–b"])
def test_letters_of_every_script_are_kept(text):
    assert letters(text) == text


@pytest.mark.parametrize("mark", ["\x02", "\ufffe"])
def test_hyphen_that_the_edition_has_is_kept_at_the_end_of_a_line(mark):
    assert settle_hyphens("inter-State", f"inter{mark}State") == "inter-State"


@pytest.mark.parametrize("mark", ["\x02", "\ufffe"])
def test_hyphen_that_was_put_in_is_left_out(mark):
    assert settle_hyphens("international", f"inter{mark}national") == "international"


def test_several_hyphens_are_settled_one_by_one():
    printed = "micro-levelandinternational-law"
    assert settle_hyphens(printed, "micro\x02leveland\ufffeinter\x02national\x02law") == printed


def test_hyphen_that_the_pdf_lost_stays_lost():
    assert settle_hyphens("inter-State", "interState") == "interState"


def test_other_letters_are_not_settled():
    assert settle_hyphens("abc", "ab\x02d") == "abd"


@pytest.mark.parametrize(
    ("one", "other", "at"), [("abc", "abd", 2), ("ab", "abc", 2), ("", "a", 0), ("same", "same", 4)]
)
def testfirst_difference(one, other, at):
    assert first_difference(one, other) == at
