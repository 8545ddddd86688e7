"""Clause labels: `P2A` is the permanent id of a clause, and says where it belongs."""

import re

LABEL = re.compile(r"[A-Z][A-Z0-9]*")
_SEGMENT = re.compile(r"[A-Z]+|[0-9]+")


def segments(label: str) -> tuple[str, ...]:
    """The runs of letters and of digits a label is made of.

    >>> segments("P2A"), segments("OP10"), segments("INTRO")
    (('P', '2', 'A'), ('OP', '10'), ('INTRO',))
    """
    return tuple(_SEGMENT.findall(label))


def parent(label: str, labels: frozenset[str]) -> str:
    """The label one segment shorter, if the document has it; otherwise "".

    Whole segments are compared, never characters: OP10 is no child of OP1.

    >>> known = frozenset({"P2", "P2A", "OP1", "OP10", "OP10A"})
    >>> [parent(label, known) for label in ("P2A", "OP10", "OP10A", "P2")]
    ['P2', '', 'OP10', '']
    """
    shorter = "".join(segments(label)[:-1])
    return shorter if shorter in labels else ""


def is_orphan(label: str, labels: frozenset[str]) -> bool:
    """Whether the label names a sub-clause (three segments or more) of a clause that is not there.

    >>> is_orphan("P4A", frozenset({"P3", "P4A"})), is_orphan("P3", frozenset({"P3"}))
    (True, False)
    """
    return len(segments(label)) > 2 and not parent(label, labels)


def belongs(label: str, stem: str) -> bool:
    """Whether the label is the stem itself or one of its descendants, segment by segment.

    >>> belongs("OP1A", "OP1"), belongs("OP10", "OP1"), belongs("OP10", "OP")
    (True, False, True)
    """
    head = segments(stem)
    return segments(label)[: len(head)] == head
