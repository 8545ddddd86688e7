"""Words of letters of two scripts."""

import re
from collections.abc import Iterator

from engross.checks import Subject

ID = "text/one-script-in-a-word"
WHY = "a Latin letter in a Russian word looks right and is not found by those who search for the word"

_MIXED = re.compile(r"\w*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])\w*")


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the word) where Latin and Cyrillic letters are in one word; raised and lowered ones are their own."""
    for line in subject.edition.walk():
        for found in (each for run in line.all_runs for each in _MIXED.finditer(run.text)):
            yield line.id, f"“{found[0]}” has Latin and Cyrillic letters"
