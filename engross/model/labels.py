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
    """The label that this one stands under, if the document has it; otherwise "".

    That is the label one segment shorter (P2 of P2A), or two where a new series begins (A1 of A1OP3).
    Whole segments are compared, never characters: OP10 is no child of OP1.

    >>> known = frozenset({"P2", "P2A", "OP1", "OP10", "OP10A", "A1"})
    >>> [parent(label, known) for label in ("P2A", "OP10", "OP10A", "P2", "A1OP3")]
    ['P2', '', 'OP10', '', 'A1']
    """
    parts = segments(label)
    shorter = "".join(parts[:-1])
    if shorter in labels:
        return shorter
    series = len(parts) > 2 and parts[-1].isdigit() and "".join(parts[:-2])
    return series if series and series in labels else ""


def is_orphan(label: str, labels: frozenset[str]) -> bool:
    """Whether the label names a sub-clause (three segments or more) of a clause that is not there.

    >>> is_orphan("P4A", frozenset({"P3", "P4A"})), is_orphan("P3", frozenset({"P3"}))
    (True, False)
    """
    return len(segments(label)) > 2 and not parent(label, labels)


def own(label: str, above: str) -> tuple[str, ...]:
    """The segments of a label after those of the label it stands under.

    >>> own("PT1A1OP3", "PT1A1"), own("P2A", "P2"), own("OP10", "")
    (('OP', '3'), ('A',), ('OP', '10'))
    """
    return segments(label)[len(segments(above)) :]


def series(number: int) -> str:
    """The letters of the n-th member of a series (from 1): A to Z, then AA, AB.

    >>> [series(number) for number in (1, 26, 27, 703)]
    ['A', 'Z', 'AA', 'AAA']
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def belongs(label: str, stem: str) -> bool:
    """Whether the label is the stem itself or one of its descendants, segment by segment.

    >>> belongs("OP1A", "OP1"), belongs("OP10", "OP1"), belongs("OP10", "OP")
    (True, False, True)
    """
    head = segments(stem)
    return segments(label)[: len(head)] == head
