"""Numbers of paragraphs, points and notes: the member of a series that follows another, in each script.

A list goes on in the series its first mark begins: after (a) comes (b), after (i) comes (ii), after ㈠ comes ㈡.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_ARABIC = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_HAN = "一二三四五六七八九十"
_RINGED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_CORE = re.compile(r"\d+|[a-z]+|[A-Z]+|[㈠-㈩]|[а-я]|[一二三四五六七八九十]+|هـ|[ء-ي]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark read as the n-th member of a series: `before` and `after` are its signs, `shape` names the series."""

    before: str
    shape: str
    number: int
    after: str

    def __str__(self) -> str:
        """The mark as it is printed."""
        return self.before + _SHAPES[self.shape](self.number) + self.after


def _letters(number: int) -> str:
    """a to z, then aa, bb."""
    turn, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turn + 1)


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def in_series(series: str, number: int) -> str:
    """The n-th Roman numeral, or the n-th place of the alphabet as style sheets count it: z, then aa, ab.

    >>> in_series("roman", 1999), in_series("alpha", 28)
    ('mcmxcix', 'ab')
    """
    if series == "roman":
        thousands, rest = divmod(number, 1000)
        large = ((900, "cm"), (500, "d"), (400, "cd"))
        said = "m" * thousands
        for value, letters in large:
            said += letters * (rest // value)
            rest %= value
        return said + _roman(rest)
    said = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        said = chr(ord("a") + place) + said
    return said


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens - 1] + "十") + (_HAN[ones - 1] if ones else "")


def _ringed(number: int) -> str:
    return _RINGED[number - 1] if number <= 10 else f"({_han(number)})"


def _arabic(number: int) -> str:
    turn, place = divmod(number - 1, len(_ARABIC))
    return _ARABIC[place] * (turn + 1)


_SHAPES: dict[str, Callable[[int], str]] = {
    "digits": str,
    "letters": _letters,
    "roman": _roman,
    "capitals": lambda number: _letters(number).upper(),
    "capital-roman": lambda number: _roman(number).upper(),
    "cyrillic": lambda number: _CYRILLIC[(number - 1) % len(_CYRILLIC)] * ((number - 1) // len(_CYRILLIC) + 1),
    "ringed": _ringed,
    "han": _han,
    "arabic": _arabic,
}
_LIMIT = 99  # members of a series that are recognized; no list of letters is longer
_VALUES = {shape: {said(n): n for n in range(_LIMIT, 0, -1)} for shape, said in _SHAPES.items() if shape != "digits"}
_VALUES["arabic"] |= {"هـ": 5, "ا": 1}


def readings(mark: str) -> Iterator[Mark]:
    """Each way to read the mark: (i) is the ninth letter and the first Roman numeral.

    >>> [(each.shape, each.number) for each in readings("(i)")], list(readings("–"))
    ([('letters', 9), ('roman', 1)], [])
    >>> [(each.shape, each.number) for each in readings("(十一)")]  # what follows ㈩
    [('ringed', 11), ('han', 11)]
    """
    if mark[:1] == "(" and mark in _VALUES["ringed"]:
        yield Mark(before="", shape="ringed", number=_VALUES["ringed"][mark], after="")
    core = _CORE.search(mark)
    if not core:
        return
    before, after = mark[: core.start()], mark[core.end() :]
    if core[0].isdigit() and core[0].isascii():
        yield Mark(before=before, shape="digits", number=int(core[0]), after=after)
    for shape, values in _VALUES.items():
        if core[0] in values:
            yield Mark(before=before, shape=shape, number=values[core[0]], after=after)


def begins(mark: str) -> Mark | None:
    """The series a list begins with this mark: that of which it is the first, else the first way to read it.

    >>> begins("(i)").shape, begins("(h)").shape, begins("•")
    ('roman', 'letters', None)
    """
    found = sorted(readings(mark), key=lambda each: each.number != 1)
    return found[0] if found else None


def follows(first: str, last: str) -> str:
    """The mark after `last` in a list that began with `first`; the same again where marks are no series.

    >>> follows("(a)", "(h)"), follows("(i)", "(iii)"), follows("1 -", "9 -"), follows("㈠", "㈡"), follows("–", "–")
    ('(i)', '(iv)', '10 -', '㈢', '–')
    >>> follows("(أ)", "(د)"), follows("a)", "z)")
    ('(ه)', 'aa)')
    """
    begun = begins(first)
    same = [each for each in readings(last) if begun and each.shape == begun.shape]
    if not same:
        return last if begins(last) is None else first
    mark = same[0]
    return str(Mark(before=mark.before, shape=mark.shape, number=mark.number + 1, after=mark.after))


def value(mark: str, shape: str = "digits") -> int:
    """The number a mark stands for in a series; 0 where it is none of it.

    >>> value("12."), value("(a)"), value("(b)", "letters")
    (12, 0, 2)
    """
    return next((each.number for each in readings(mark) if each.shape == shape), 0)
