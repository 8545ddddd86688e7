"""Numbers lost, changed or swapped in translation."""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from engross.checks import Subject

ID = "translation/numbers-kept"
WHY = "dates, symbols and figures are the same in every language"

_HAN = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_DIGITS = str.maketrans({character: str(value) for character, value in _HAN.items()})
_BIG = {"万": 10**4, "亿": 10**8}


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, what differs) where a number of the source stands in its translation less often, or in another place."""
    for clause, line in subject.pairs():
        source, words = subject.source(clause), subject.words(line)
        missing = numbers(source) - numbers(words)
        if missing:
            yield clause.label, f"the source has {', '.join(sorted(missing))}, the translation has not"
        elif subject.alike and _swapped(re.findall(r"\d+", source), re.findall(r"\d+", words)):
            yield clause.label, "the numbers stand in another order than in the source"


def _swapped(source: list[str], own: list[str]) -> bool:
    return source != own and sorted(source) == sorted(own)


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, and how often each is there; Chinese numerals count by their value.

    >>> sorted(numbers("第八十一届会议, 2012")), sorted(numbers("二〇一二年十一月")), numbers("a two")
    (['2012', '81'], ['11', '2012'], Counter())
    >>> sorted(numbers("2 950万元"))
    ['000', '2', '29', '500', '950']
    """
    found = Counter(re.findall(r"\d+", text))
    found.update(year.translate(_DIGITS) for year in re.findall(r"[〇一二三四五六七八九]{4}(?=年)", text))
    for number, unit in re.findall(r"(\d[\d\s,]*(?:\.\d+)?)\s*([万亿])", text):
        value = int(Decimal("".join(re.findall(r"[\d.]", number))) * _BIG[unit])
        found.update(f"{value:,}".split(","))
    for numeral in re.findall(r"(?<=第)[一二三四五六七八九十]+|[一二三四五六七八九]?十[一二三四五六七八九]?", text):
        tens, ten, ones = numeral.rpartition("十")
        value = (_HAN.get(tens, 1) * 10 if ten else 0) + (_HAN.get(ones, 0) if ones else 0)
        found[str(value)] += 1
    return found
