"""Figures: what of a text is one thing, which no line end divides and which reads in one direction. Pure.

An amount with its groups, decimals, sign, brackets, per cent and currency; a number joined to others by a mark
(25/12/2024, 2024-2025); the symbol of a document; the pair of names of an Arabic month. Which characters they have is
never changed: what is found here is a property of the text, of which the setting of lines and the order of
right-to-left text ask.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

MARKS = "\u200e\u200f\u061c"  # marks of direction, which nobody sees
_D = "[0-9\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]"
_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_BETWEEN = f"[{MARKS}]?{_SPACE}{{1,2}}[{MARKS}]?"  # two groups of digits
_DECIMAL = "[.,\u066b\u066c\u00b7\uff0e]"
_NUMBER = f"{_D}+(?:{_DECIMAL}{_D}+)*"
_GROUPS = f"{_NUMBER}(?:{_BETWEEN}{_NUMBER})*"
_SIGN = "[+\u2212\u00b1~\u2248]|(?<![\\w)\\]])[-\u2010\u2011\u2013]"
_CURRENCY = (
    "(?:[A-Z]{1,3})?[$\u00a3\u00a5\u20a3\u20a4\u20aa\u20ac\u20bd\u20b9\uff04\uffe5]|"
    "(?:USD|EUR|GBP|CHF|JPY|CNY|RUB|SDR|XDR|US|Rs|Fr)(?![A-Za-z])"
)
_CENT = "[%\u066a\u2030\uff05]"
_AFTER = (
    f"{_CENT}|\u00b0\\s?[CF]?|[$\u00a3\u00a5\u20aa\u20ac\u20bd\u20b9]|"
    "(?:USD|EUR|GBP|CHF|JPY|CNY|RUB|km|cm|mm|m|kg|g|t|ha|l|W|kW|MW|GW|kWh|MWh|GWh|Hz|kHz|MHz|GHz|dB|"
    "км|см|мм|м|кг|г|т|га|л|кВт|МВт|كم|كغ|كلم)(?:[²³](?!\\w)|(?!\\w))"
)
_JOIN = "[-\u2010\u2011\u2012\u2013/:.,\u066b\u066c'\u2019\u00d7\uff0c\uff0e\uff0f\uff1a]"
_POINT = r"(?:[a-z]{1,4}|[а-я]|[ء-ي]|\d{1,3})"
_PATTERN = re.compile(
    rf"""
    (?P<month>(?:كانون|تشرين){_SPACE}+(?:الأول|الاول|الثاني){_SPACE}*/{_SPACE}*[ء-ي]+
        | (?<![ء-ي])(?:شباط|آذار|اذار|نيسان|أيار|ايار|حزيران|تموز|آب|اب|أيلول|ايلول){_SPACE}*/{_SPACE}*[ء-ي]+)
    | (?P<address>(?:https?://|www\.)\S+|\S+@\S+)
    | (?P<symbol>(?<![\w/.])[A-Z][A-Z0-9]{{0,9}}
        (?:/(?=[^\s/])(?:\([^\s()]*\)|[A-Za-z0-9.\-\u2010\u2011\u2013_*&]){{1,40}})+
        (?:{_SPACE}\((?:Sect|Part|Vol|sect|vol)\.{_SPACE}?\d+\)(?:/[\w.]+)*)?
        (?:{_SPACE}[A-Z](?:[-\u2010\u2011\u2013][A-Z])?(?![\w.]))?)
    | (?P<numbered>(?<![\w/.,]){_D}+(?:/{_D}+)?{_SPACE}[A-Z](?:[-\u2010\u2011\u2013][A-Z])?
        (?:{_SPACE}\([IVXL]+\)|(?![\w.'\u2019])))
    | (?P<amount>(?P<open>[(\[\uff08]?)(?P<before>(?:(?:{_SIGN}|{_CURRENCY}|{_CENT}){_SPACE}?){{0,2}})
        (?<!{_D})(?P<groups>{_GROUPS})
        (?P<after>(?:{_SPACE}?(?:{_AFTER})){{0,2}}))
    """,
    re.X,
)
_ENDS = {")": "(", "]": "[", "\uff09": "\uff08"}
_JOINED = re.compile(rf"{_JOIN}(?={_D})")
_POINTS = re.compile(rf"(?:{_SPACE}?\({_POINT}\))+|[a-zа-я]\)")
_HYPHENS = ("-", "\u2010", "\u2011", "\u2013")
_TOKEN = re.compile(_NUMBER)
_DIGITS = re.compile(_D)


class Kind(StrEnum):
    """What a figure is."""

    AMOUNT = "amount"
    NUMBER = "number"  # numbers joined by marks: a date, a range, a reference
    SYMBOL = "symbol"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its place in the text, its characters, its kind."""

    start: int
    stop: int
    text: str
    kind: Kind

    @property
    def turns(self) -> bool:
        """Whether right-to-left text would show it otherwise than it is read, were it not by itself.

        Its groups, its sign, its per cent or currency would go to the other side. What is typed with its groups from
        right to left is shown by such text as it is read.

        >>> [each.turns for each in figures("7 300 | 25/12/2024 | 7.5 | +5 | 12 % | 217 A (III) | 000 2")]
        [True, False, False, True, True, True, False]
        """
        if self.kind is Kind.SYMBOL:
            return self.text[:1].isdigit()
        groups = groups_of(self.text)
        if len(groups) > 1 and not is_grouped(groups):
            return False
        return self.kind is Kind.AMOUNT and not _TOKEN.fullmatch(self.ordered.strip("()[]\uff08\uff09"))

    @property
    def ordered(self) -> str:
        """What of it runs from left to right: all but the Arabic per cent sign, which follows to the left."""
        return self.text.removesuffix("\u066a").rstrip(" \u00a0\u202f")


@lru_cache(maxsize=4096)
def figures(text: str) -> tuple[Figure, ...]:
    """The figures of a text that are more than digits side by side, in order.

    >>> [each.text for each in figures("(A/80/7/Add.3), para. 3(a): USD 8 898 000 (12.5 %) by 25/12/2024")]
    ['A/80/7/Add.3', '3(a)', 'USD 8 898 000', '(12.5 %)', '25/12/2024']
    """
    if not _DIGITS.search(text) and "/" not in text:
        return ()
    found: list[Figure] = []
    at = 0
    while match := _PATTERN.search(text, at):
        made = _figure(text, match)
        at = max(made.stop if made else match.end(), match.start() + 1)
        if made and made.stop - made.start > 1 and not made.text.isdecimal():
            found.append(made)
    return tuple(found)


def _figure(text: str, match: re.Match[str]) -> Figure | None:
    start, stop = match.span()
    if match["address"] is not None:
        return None
    if match["month"] is not None:
        return Figure(start, stop, match[0], Kind.MONTH)
    if match["symbol"] is not None:
        stop = start + len(match[0].rstrip(".-–\u2011'’\"”»*"))
        held = text[start:stop]
        return Figure(start, stop, held, Kind.SYMBOL) if _DIGITS.search(held) else None
    if match["numbered"] is not None:
        return Figure(start, stop, match[0], Kind.SYMBOL)
    return _amount(text, match)


def _amount(text: str, match: re.Match[str]) -> Figure:
    """The amount of a match: its groups as far as they belong together, and what is joined to it."""
    if match["before"][:1] in _HYPHENS and text.strip() != match[0]:  # in a sentence it is the dash of a range
        return _amount(text, _PATTERN.match(text, match.start("groups")) or match)
    whole = _together(match["groups"])
    alone = whole == len(match["groups"])
    stop = match.start("groups") + whole
    joined = _joined(text, stop) if alone else stop
    kind = Kind.NUMBER if joined > stop else Kind.AMOUNT
    stop = joined if joined > stop else match.end() if alone else stop
    points = _POINTS.match(text, stop)
    if points and not match["after"] and not match["before"] and _is_point(text, points):
        stop, kind = points.end(), Kind.NUMBER
    start = match.start()
    if match["open"] and kind is Kind.AMOUNT and _ENDS.get(text[stop : stop + 1]) == match["open"]:
        stop += 1
    elif match["open"]:
        start += 1
    return Figure(start, stop, text[start:stop], kind)


def _joined(text: str, stop: int) -> int:
    """Where the numbers end that a mark joins to one which ends at a place."""
    while joined := _JOINED.match(text, stop):
        more = _TOKEN.match(text, joined.end())
        stop = more.end() if more else joined.end()
    return stop


def _is_point(text: str, points: re.Match[str]) -> bool:
    """Whether what stands in brackets behind a number is a point of the paragraph, and not a remark or a year."""
    after = text[points.end() : points.end() + 1]
    return not (after.isalnum() or (points[0][:1].isspace() and re.search(r"\(\d", points[0])))


def _together(groups: str) -> int:
    """How many characters of digits with spaces between them are one number.

    >>> _together("8 898 000"), _together("000 898 8"), _together("2024 100"), _together("7 12")
    (9, 9, 4, 1)
    """
    tokens = list(_TOKEN.finditer(groups))
    for count in range(len(tokens), 1, -1):
        said = [token[0] for token in tokens[:count]]
        if is_grouped(said) or is_grouped(said[::-1]):
            return tokens[count - 1].end()
    return tokens[0].end()


def is_grouped(groups: list[str] | tuple[str, ...]) -> bool:
    """Whether these are the groups of one number, in the order in which it is read: 1 to 3 digits, then three each.

    Only the last has decimals; a number does not begin with 0.

    >>> is_grouped(["8", "898", "000"]), is_grouped(["000", "898", "8"]), is_grouped(["1", "573,5"])
    (True, False, True)
    """
    first, *others = groups
    if not others or not 1 <= len(first) <= 3 or not first.isdecimal() or int(first[0]) == 0:
        return False
    wholes = [re.split(_DECIMAL, each, maxsplit=1)[0] for each in others]
    return all(len(each) == 3 for each in wholes) and all(each.isdecimal() for each in others[:-1])


def groups_of(figure: str) -> tuple[str, ...]:
    """The groups of digits of a figure, as they are typed, each with its decimals.

    >>> groups_of("(107 700)"), groups_of("USD 1,234.5")
    (('107', '700'), ('1,234.5',))
    """
    return tuple(_TOKEN.findall(figure))


def value(groups: tuple[str, ...]) -> str:
    """The digits of a number, whatever divides them, as Western ones.

    >>> value(("8", "898", "000")), value(("1,234.5",))
    ('8898000', '12345')
    """
    return "".join(str(int(each)) for group in groups for each in group if each.isdecimal())


def inside(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text in which no line ends, each from its first character up to its end."""
    return ((each.start, each.stop) for each in figures(text))


def turned(figure: str) -> str:
    """The figure with its groups in the other order, and what stands before them behind them.

    >>> turned("(700 107)"), turned("000\\u200f\\xa0898 8"), turned("%75"), turned("107-")
    ('(107 700)', '8 898\\xa0000', '75%', '-107')
    """
    opened, closed = (1, -1) if _ENDS.get(figure[-1:]) == figure[:1] else (0, len(figure))
    core = figure[opened:closed]
    tokens = list(_TOKEN.finditer(core))
    spaces = [core[one.end() : other.start()].strip(MARKS) for one, other in zip(tokens, tokens[1:], strict=False)]
    made = tokens[-1][0] + "".join(space + token[0] for space, token in zip(spaces[::-1], tokens[-2::-1], strict=True))
    before, after = core[: tokens[0].start()], core[tokens[-1].end() :]
    return figure[:opened] + after.strip() + made + before.strip() + (figure[closed:] if opened else "")


def backwards(text: str, source: str) -> Iterator[str]:
    """The amounts of a text whose groups are typed from right to left: no number is read so, or `source` says it.

    >>> list(backwards("000 898 8, 300 280 435, 348 510 900", "435 280 300 and 348,510,900"))
    ['000 898 8', '300 280 435']
    """
    for each in figures(text):
        groups = groups_of(each.text) if each.kind is Kind.AMOUNT else ()
        if len(groups) < 2 or groups == groups[::-1]:
            continue
        known = values(source) if is_grouped(groups) else frozenset()
        if not is_grouped(groups) or (value(groups) not in known and value(groups[::-1]) in known):
            yield each.text


@lru_cache(maxsize=256)
def values(text: str) -> frozenset[str]:
    """The digits of every number of a text, whatever divides its groups.

    >>> sorted(values("8 898 000 of 1,234.5 in 2024"))
    ['000', '12345', '2024', '8', '8898000', '898']
    """
    grouped = (value(groups_of(each.text)) for each in figures(text))
    return frozenset((*grouped, *(value((token,)) for token in _TOKEN.findall(text))))


def unbroken(figure: str) -> str:
    """The figure with no-break spaces between its groups, and without marks of direction.

    Any text from right to left then shows it as it is read (UAX 9, W4).

    >>> unbroken("8 898\u200f 000")
    '8\xa0898\xa0000'
    """
    return "".join("\u00a0" if each == " " else each for each in figure if each not in MARKS)
