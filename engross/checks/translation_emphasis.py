"""Emphasis lost or added in translation."""

from collections.abc import Iterator

from engross import notation
from engross.checks import Subject

ID = "translation/emphasis-kept"
WHY = "lead words are emphasized in every language: a span more or less is usually a slip"


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what differs) where a translation has not as many emphasized spans as its source."""
    for clause, line in subject.pairs():
        source = sum(run.emphasis for run in notation.parse(clause.source))
        own = sum(run.emphasis for run in line.runs)
        if source != own:
            yield clause.label, f"{own} emphasized spans, {source} in the source"
