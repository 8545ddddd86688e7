"""Typographic rules of a language: what is set instead of what is typed. No rule changes a letter."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: a pattern, what is set in its place, why, and an example (typed, set) that the tests run."""

    find: re.Pattern[str]
    put: str
    why: str
    example: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unbroken:
    """What no line end divides: a pattern, why, and an example (text, what of it is found) that the tests run.

    It is a property of the text where lines are chosen; no character is put in.
    """

    find: re.Pattern[str]
    why: str
    example: tuple[str, str]


def set_text(text: str, rules: tuple[Rule, ...]) -> str:
    """The text with every rule applied, in order; applying them twice changes nothing more.

    >>> rule = Rule(find=re.compile("\\u00a0(?=[;!?»])"), put="\\u202f", why="narrow", example=("", ""))
    >>> set_text("voici\\u00a0; voilà\\u00a0:", (rule,))
    'voici\\u202f; voilà\\xa0:'
    """
    for rule in rules:
        text = rule.find.sub(rule.put, text)
    return text


def set_pieces(pieces: list[str], rules: tuple[Rule, ...]) -> list[str]:
    """The pieces of one text with every rule applied that acts inside one piece, each seen with what stands around it.

    >>> rule = Rule(find=re.compile("(?<=\\\\d) (?=[A-Z])"), put="\\u00a0", why="", example=("", ""))
    >>> set_pieces(["resolution ", "67/254", " A of"], (rule,))
    ['resolution ', '67/254', '\\xa0A of']
    """
    pieces = list(pieces)
    for rule in rules:
        found = list(rule.find.finditer("".join(pieces)))
        begins = list(accumulate(map(len, pieces), initial=0))
        for match in reversed(found):
            piece = bisect_right(begins, match.start(), hi=len(pieces)) - 1
            start, end = match.start() - begins[piece], match.end() - begins[piece]
            if end <= len(pieces[piece]):
                pieces[piece] = pieces[piece][:start] + match.expand(rule.put) + pieces[piece][end:]
    return pieces


def letters_only(text: str) -> str:
    """The text without spaces and format characters: what no typographic rule may change.

    >>> letters_only("5\\u00a0тыс.\\u2060 евро") == letters_only("5 тыс. евро")
    True
    """
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff")
