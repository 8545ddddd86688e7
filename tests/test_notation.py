"""The notation of a clause: what is read is what was written."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.model import Run
from engross.model.notation import forbidden, parse, write

TEXT = st.text(alphabet=st.sampled_from("ab *\\{}[]|^é،第\u00a0\n"), min_size=1, max_size=8)
URL = st.sampled_from(["", "https://undocs.org/A/RES/46/182", "http://un.org/S/RES/2436(2018)"]) | st.text(
    alphabet=st.sampled_from("a/()\\[]"), min_size=1, max_size=6
).map("https://x".__add__)
LANGUAGE = st.sampled_from(["", "fr", "zh-Hant"])
POSITION = st.sampled_from(["", "sup", "sub"])
FLAG = st.booleans()
STYLED = st.builds(
    Run, text=TEXT, emphasis=FLAG, strong=FLAG, italic=FLAG, struck=FLAG, link=URL, language=LANGUAGE, position=POSITION
)
CALL = st.builds(Run, note=st.sampled_from(["N1", "N20"]), emphasis=FLAG)


@st.composite
def runs(draw):
    """Runs as `parse` gives them: none empty, no two of one style side by side."""
    made = []
    for run in draw(st.lists(STYLED | CALL, max_size=6)):
        same = made and not run.note and replace(made[-1], text=run.text) == run
        if not same:
            made.append(run)
    return tuple(made)


@given(runs())
def test_parsing_what_was_written_gives_the_same_runs(given_runs):
    assert parse(write(given_runs)) == given_runs


PIECES = st.lists(st.sampled_from(["{b:", "}", "*", "a", "[", "](http://x)", "[^N1]", "\\", "{br}", "{fr:"])).map(
    "".join
)


@given(st.text(alphabet="ab *\\,{}[]()b:^N1") | PIECES)
def test_parsing_fails_only_at_a_mark_and_writing_settles_it(source):
    try:
        once = parse(source)
    except ValueError as error:
        assert source[int(str(error))] in "*{["
        return
    assert parse(write(once)) == once


def test_a_brace_that_is_never_closed_is_an_error_at_its_place():
    with pytest.raises(ValueError, match="^4$"):
        parse("the {b:words")


def test_a_bracket_that_opens_no_link_is_a_bracket():
    assert parse("[on a proposal (A/77/L.3)]") == (Run(text="[on a proposal (A/77/L.3)]"),)


def test_emphasis_in_the_middle():
    assert parse("on “*Violence*,” we") == (
        Run(text="on “"),
        Run(text="Violence", emphasis=True),
        Run(text=",” we"),
    )


def test_escaped_asterisk_is_an_asterisk():
    assert parse(r"a \* b") == (Run(text="a * b"),)


def test_escaped_backslash_is_a_backslash():
    assert parse(r"a \\ b") == (Run(text=r"a \ b"),)


def test_lone_backslash_is_kept():
    assert parse(r"C:\temp") == (Run(text=r"C:\temp"),)


def test_escaped_backslash_before_emphasis_does_not_escape_it():
    assert parse("\\\\*a*") == (Run(text="\\"), Run(text="a", emphasis=True))


@pytest.mark.parametrize(
    ("source", "offset"),
    [("*Condemning all", "0"), ("all *acts", "4"), ("*a* and *b", "8"), (r"*a\*", "0"), ("two ** stars", "4")],
)
def test_unclosed_or_empty_emphasis_names_its_offset(source, offset):
    with pytest.raises(ValueError, match=f"^{offset}$"):
        parse(source)


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_bidi_overrides_and_isolates_are_forbidden(character):
    ((offset, name),) = forbidden(f"ab{character}c")
    assert offset == 2
    assert name.startswith(f"U+{ord(character):04X} ")


@pytest.mark.parametrize("character", "\x00\x07\x1b\x7f\x85\u2028\u2029\ufeff\ufffc\ufffd\ue000\ufffe")
def test_control_private_and_object_characters_are_forbidden(character):
    assert [offset for offset, _ in forbidden(f"a{character}")] == [1]


@pytest.mark.parametrize("text", ["élan", "الأمم\u200f", "a\u00a0b", "a\u200cb", "第八十一届", "“x” – y’s", "e\u0301"])
def test_letters_marks_and_spaces_of_all_languages_are_allowed(text):
    assert list(forbidden(text)) == []
