"""Typographic rules of a language: what is set instead of what is typed. No rule changes a letter."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: a pattern, what is set in its place, why, and an example (typed, set) that the tests run."""

    find: re.Pattern[str]
    put: str
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


def unbroken_hyphens(text: str) -> str:
    """The text with each no-break hyphen set as a hyphen between word joiners: few faces have a glyph for U+2011.

    >>> unbroken_hyphens("non\u2011interference")
    'non\u2060-\u2060interference'
    """
    return text.replace("\u2011", "\u2060-\u2060")


def letters_only(text: str) -> str:
    """The text without spaces and format characters: what no typographic rule may change.

    >>> letters_only("5\\u00a0тыс.\\u2060 евро") == letters_only("5 тыс. евро")
    True
    """
    return "".join(c for c in text if not c.isspace() and c not in "\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff")
