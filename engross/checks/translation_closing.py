"""Closing punctuation changed in translation."""

from collections.abc import Iterator

from engross import notation
from engross.checks import Subject

ID = "translation/closing-mark"
WHY = "a preambular clause ends with a comma, the last operative clause with a full stop, in every language"

MARKS = {",": ",،，、", ";": ";؛；", ":": ":：", ".": ".。", "?": "?؟？", "!": "!！"}


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what differs) where a clause does not end with the mark that its source ends with."""
    for clause, line in subject.pairs():
        source = "".join(run.text for run in notation.parse(clause.source)).rstrip()[-1:]
        own = "".join(run.text for run in line.runs if not run.note).rstrip()[-1:]
        if own not in MARKS.get(source, own):
            yield clause.label, f"ends with “{own}”, the source with “{source}”"
