"""Emphasis that begins or ends with a space."""

from collections.abc import Iterator

from engross.checks import Subject

ID = "text/emphasis-edges"
WHY = "an asterisk that stands after the space emphasizes the space, and is usually a slip of the hand"


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the words) where emphasized words begin or end with a space."""
    for line in subject.edition.walk():
        for run in line.all_runs:
            if run.emphasis and run.text.strip() and run.text.strip(" \u00a0") != run.text:
                yield line.id, f"emphasizes a space: “{run.text}”; write the asterisk at the word"
