"""Quotation marks, commas and semicolons of another language."""

import re
from collections.abc import Iterator

from engross.checks import Subject

ID = "text/marks-of-the-language"
WHY = "a language has its own quotation marks, and Arabic and Chinese have commas and semicolons of their own"

_QUOTES = frozenset('“”„‟«»"「」『』〝〞＂')
# Latin marks after a letter of the script, before one, or at the end of its text.
_FOREIGN = {
    "arabic": re.compile(r"[\u0621-\u064a]\s?([,;?])|[\u0621-\u064a].*?([,;?])$", re.S),
    "han": re.compile(r"[\u4e00-\u9fff]([,;:?!])|([,;:?!])[\u4e00-\u9fff]|[\u4e00-\u9fff].*?([,;:?!])$", re.S),
}


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the mark) where a mark is none of the language; words in another language have their own.

    The inner quotation marks of a language are its own only within the outer ones.
    """
    language = subject.edition.language
    foreign = _FOREIGN.get(language.script)
    for line in subject.edition.walk():
        if line.language:
            continue
        text = "".join(run.text for run in line.all_runs if not run.language and not run.note)
        marks = _quotes(text, language.quotes)
        if foreign and (found := foreign.search(text)):
            marks |= {next(filter(None, found.groups()))}
        for mark in sorted(marks):
            yield line.id, f"has {mark}, which is no mark of this language there"


def _quotes(text: str, own: tuple[str, ...]) -> set[str]:
    """The quotation marks of a text that are not those of the language, outer, then inner, at their place."""
    opening, closing, *inner = (mark.strip() for mark in own)
    found, open_ = set(), 0
    for mark in filter(_QUOTES.__contains__, text):
        if mark in (opening, closing):
            open_ += 1 if mark == opening else -1
        elif mark not in inner or open_ < 1:
            found.add(mark)
    return found
