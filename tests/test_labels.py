"""A label says where its clause belongs, segment by segment."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engross.model.labels import belongs, is_orphan, parent, segments

LABELS = st.from_regex(r"[A-Z]{1,2}([0-9]{1,2}([A-Z]{1,2}([0-9]{1,2})?)?)?", fullmatch=True)


def test_op10_is_no_child_of_op1():
    assert parent("OP10", frozenset({"OP1", "OP10"})) == ""


def test_op10a_is_a_child_of_op10_and_not_of_op1():
    assert parent("OP10A", frozenset({"OP1", "OP10", "OP10A"})) == "OP10"


def test_op10a_without_op10_is_not_adopted_by_op1():
    assert parent("OP10A", frozenset({"OP1", "OP10A"})) == ""
    assert is_orphan("OP10A", frozenset({"OP1", "OP10A"}))


def test_sub_clause_of_an_absent_clause_is_an_orphan():
    assert is_orphan("P4A", frozenset({"P2", "P3", "P4A"}))


@pytest.mark.parametrize("label", ["INTRO", "P4", "OP10"])
def test_label_of_one_or_two_segments_is_never_an_orphan(label):
    assert not is_orphan(label, frozenset({label}))


@pytest.mark.parametrize(
    ("label", "stem", "answer"),
    [
        ("OP1", "OP1", True),
        ("OP1A", "OP1", True),
        ("OP10", "OP1", False),
        ("OP10", "OP", True),
        ("OPA1", "OP", False),
        ("P2", "P2A", False),
    ],
)
def test_label_belongs_by_whole_segments(label, stem, answer):
    assert belongs(label, stem) is answer


@given(LABELS)
def test_segments_put_together_are_the_label(label):
    assert "".join(segments(label)) == label
    assert all(re.fullmatch("[A-Z]+|[0-9]+", each) for each in segments(label))


@given(st.sets(LABELS, min_size=1, max_size=40))
def test_parent_is_a_known_strict_segment_prefix(labels):
    for label in labels:
        above = parent(label, frozenset(labels))
        if above:
            assert above in labels
            assert segments(label)[:-1] == segments(above)


@given(st.sets(LABELS, min_size=1, max_size=40))
def test_every_clause_is_reached_from_the_top_without_a_circle(labels):
    for label in labels:
        seen = {label}
        while label := parent(label, frozenset(labels)):
            assert label not in seen
            seen.add(label)
