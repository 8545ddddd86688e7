"""Words written twice."""

import re
from collections.abc import Iterator

from engross.checks import Subject

ID = "text/word-doubled"
WHY = "a word that stands twice in a row is usually a slip of the hand"

_TWICE = re.compile(r"\b([^\W\d_]{2,})\s+\1\b")
_RIGHT = frozenset(["nous", "vous"])  # French: nous nous engageons


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the word) where a word is followed by itself."""
    for line in subject.edition.walk():
        for found in _TWICE.finditer(subject.words(line)):
            if found[1].lower() not in _RIGHT:
                yield line.id, f"has “{found[1]}” twice in a row"
