"""Numbers lost or changed in translation."""

import re
from collections.abc import Iterator

from engross import notation
from engross.checks import Subject

ID = "translation/numbers-kept"
WHY = "dates, symbols and figures are the same in every language"

_HAN = {character: value for value, character in enumerate("〇一二三四五六七八九")}


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what is missing) where a number of the source is nowhere in its translation."""
    for clause, line in subject.pairs():
        source = "".join(run.text for run in notation.parse(clause.source))
        missing = numbers(source) - numbers(line.text)
        if missing:
            yield clause.label, f"the source has {', '.join(sorted(missing))}, the translation has not"


def numbers(text: str) -> set[str]:
    """The numbers of a text; Chinese numerals below a hundred count by their value.

    >>> sorted(numbers("第八十一届会议, 2012")), numbers("十二"), numbers("a two")
    (['2012', '81'], {'12'}, set())
    """
    found = set(re.findall(r"\d+", text))
    for numeral in re.findall(r"(?<=第)[一二三四五六七八九十]+|[一二三四五六七八九]?十[一二三四五六七八九]?", text):
        tens, ten, ones = numeral.rpartition("十")
        value = (_HAN.get(tens, 1) * 10 if ten else 0) + (_HAN.get(ones, 0) if ones else 0)
        found.add(str(value))
    return found
