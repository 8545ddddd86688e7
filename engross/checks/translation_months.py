"""Months lost or changed in translation."""

import re
from collections.abc import Iterator

from engross.checks import Subject
from engross.sources.language import Language

ID = "translation/months-kept"
WHY = "a date is the same day in every language, and its month is a word that the check of numbers does not see"

_HAN = "一二三四五六七八九"


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the month) where the month of a date of the source is not in the translation."""
    own = subject.edition.language
    for clause, line in subject.pairs():
        source, words = subject.source(clause), _closed(subject.words(line))
        for month, name in enumerate(subject.original.months):
            if not re.search(rf"\d\S*\s{re.escape(name)}\b", source):
                continue
            if not any(re.search(rf"(?<![\d十]){re.escape(each)}", words) for each in _names(own, month)):
                yield clause.label, f"the source has a date in {name}, the translation has not {own.months[month]}"


def _closed(text: str) -> str:
    """The text in small letters without spaces; the day of a month that is a word stands apart from it."""
    return re.sub(r"(?<=\d)(?=[^\W\d])(?![年月日])", " ", re.sub(r"[\s\u2060]", "", text).lower())


def _names(language: Language, month: int) -> Iterator[str]:
    """What a month (from 0) may be called: either of two names; as the language's dates have it, 11月 or 十一月."""
    name = language.months[month]
    after = language.date_pattern.partition("{month}")[2].partition("{")[0].strip()
    if name.isdigit():
        ten, one = divmod(int(name), 10)
        yield name + after
        yield "十" * ten + (_HAN[one - 1] if one else "") + after
    else:
        yield from (_closed(each) for each in name.split("/"))
