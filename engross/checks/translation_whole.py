"""Clauses left untranslated, or of which a part is missing."""

import re
import unicodedata
from collections.abc import Iterator
from statistics import median

from engross.checks import Subject
from engross.model import Kind

ID = "translation/whole"
WHY = "a clause is translated from its first word to its last"

_SCRIPTS = {"cyrillic": "CYRILLIC", "arabic": "ARABIC", "han": "CJK"}
_LONG, _SHORT = 60, 0.4  # letters from which a length says something; what of the usual length is suspicious
_WORDS = 4  # words that are not the same in two languages by chance


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what is suspicious) where a clause is its source, in another script, or much shorter than the others.

    Notes are left out: many are citations in the language of what they cite.
    """
    if subject.original.tag == subject.edition.language.tag:
        return
    pairs = [
        (clause.label, subject.source(clause), subject.words(line))
        for clause, line in subject.pairs()
        if clause.kind is not Kind.NOTE
    ]
    usual = median([len(words) / len(source) for _, source, words in pairs if len(source) >= _LONG] or [1.0])
    for label, source, words in pairs:
        if len(re.findall(r"[^\W\d_]{2,}", source)) >= _WORDS and (words == source or _foreign(subject, words)):
            yield label, "is not translated"
        elif len(source) >= _LONG and len(words) < len(source) * usual * _SHORT:
            yield label, "is much shorter than its source, beside the other clauses"


def _foreign(subject: Subject, words: str) -> bool:
    """Whether most letters are not of the script of the language; of Latin scripts nothing is said."""
    name = _SCRIPTS.get(subject.edition.language.script)
    found = [letter for letter in words if letter.isalpha()] if name else []
    return sum(unicodedata.name(letter, "").startswith(name or "") for letter in found) * 3 < len(found)
