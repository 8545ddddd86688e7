"""Closing punctuation changed in translation."""

from collections.abc import Iterator

from engross.checks import Subject

ID = "translation/closing-mark"
WHY = "a preambular clause ends with a comma, the last operative clause with a full stop, in every language"

_UNSEEN = " \n\u00a0\u202f\u200b\u200e\u200f\u2060"
MARKS = {",": ",،，、", ";": ";؛；", ":": ":：", ".": ".。", "?": "?؟？", "!": "!！"}


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what differs) where a clause does not end with the mark that its source ends with."""
    for clause, line in subject.pairs():
        source, own = (each.rstrip(_UNSEEN)[-1:] for each in (subject.source(clause), subject.words(line)))
        if own not in MARKS.get(source, own):
            yield clause.label, f"ends with “{own}”, the source with “{source}”"
