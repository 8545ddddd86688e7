"""Symbols of documents lost or changed in translation."""

import re
from collections.abc import Iterator

from engross.checks import Subject

ID = "translation/symbols-kept"
WHY = "a symbol such as A/RES/77/1 names one document, and is written alike in every language"

_SYMBOL = re.compile(r"(?<![A-Za-z0-9/])[A-Z][A-Za-z]*(?:/[A-Z0-9][A-Za-z0-9.-]*)+")


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what is missing) where a symbol of the source is nowhere in its translation."""
    for clause, line in subject.pairs():
        if missing := symbols(subject.source(clause)) - symbols(subject.words(line)):
            yield clause.label, f"the source has {', '.join(sorted(missing))}, the translation has not"


def symbols(text: str) -> set[str]:
    """The symbols of a text: words with a stroke and a number in them.

    >>> sorted(symbols("A/RES/77/1, and see S/2015/1. HIV/AIDS, and/or 46/182"))
    ['A/RES/77/1', 'S/2015/1']
    """
    found = (each.rstrip(".-") for each in _SYMBOL.findall(re.sub("[\u200e\u200f\u2060]", "", text)))
    return {each for each in found if re.search(r"\d", each)}
