"""Emphasis lost or added in translation."""

from collections.abc import Iterator

from engross.checks import Subject
from engross.model import Kind, notation

ID = "translation/emphasis-kept"
WHY = "lead words are emphasized in every language: a span more or less is usually a slip"


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what differs) where a translation has not as many emphasized spans as its source."""
    for clause, line in subject.pairs():
        if clause.kind is Kind.NOTE:  # titles that are cited are emphasized in some languages
            continue
        source = sum(run.emphasis for run in notation.parse(clause.source))
        own = sum(run.emphasis for run in line.all_runs)
        if source != own:
            yield clause.label, f"{own} emphasized spans, {source} in the source"
