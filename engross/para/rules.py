"""What a page's languages and its house say about lines: hyphenation, words that stay whole, penalties."""

import re
from dataclasses import dataclass, field
from typing import Any

import pyphen

from engross.house import House
from engross.language import Language
from engross.para.breaker import Penalties
from engross.para.penalties import penalties

_TOKEN = re.compile(r"[^\s\u00a0\u202f]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f’'])*")
_ADDRESS = re.compile(r"[\d/@\\_]|://|\.\w")
_SYMBOL = re.compile(r"\b[A-Z][A-Z0-9]*(?:/[^\s/,;:]+)+")
_PAIR = re.compile(r"(?<=\w)/(?=\w)|-(?=\d|\w\b)")
_SHORT_WORD = re.compile(r"(?<!\S)[^\W\d_] ")
_KEPT = 20_000  # words whose hyphens are remembered


@dataclass(slots=True)
class Rules:
    """The line rules of a page: by the HTML tag of a language, its dictionary and its penalties."""

    dictionaries: dict[str, str]
    whole: frozenset[str]
    penalties: dict[str, Penalties]
    default: Penalties
    _hyphenators: dict[tuple[str, int, int], Any] = field(default_factory=dict)
    _points: dict[tuple[str, str, tuple[int, int, int]], tuple[int, ...]] = field(default_factory=dict)

    def penalties_of(self, tag: str | None) -> Penalties:
        """The penalties of a language, by its HTML tag."""
        return self.penalties.get(tag or "", self.default)

    def hyphens(self, text: str, dictionary: str, limits: tuple[int, int, int]) -> list[int]:
        """The places in a text where a hyphen may be put in.

        `limits` are the least letters of the word, before and after the hyphen. None in names (a capital anywhere
        in what stands between two spaces), in numbers, symbols and addresses, in words that stay whole.

        >>> rules = Rules(dictionaries={}, whole=frozenset({"observer"}), penalties={}, default=Penalties())
        >>> rules.hyphens("Consider observer hyphenation in A/INF/76/1, Resolution", "en", (6, 3, 3))
        [24, 25]
        """
        found: list[int] = []
        for token in _TOKEN.finditer(text):
            said = token[0]
            if len(said) < limits[0] or said != said.lower() or _ADDRESS.search(said):
                continue
            for word in _WORD.finditer(said):
                at = token.start() + word.start()
                found += [at + point for point in self.points(word[0], dictionary, limits)]
        return found

    def points(self, word: str, dictionary: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
        """The places in one word where a hyphen may be put in."""
        key = (word, dictionary, limits)
        known = self._points.get(key)
        if known is None:
            if len(self._points) > _KEPT:
                self._points.clear()
            known = self._points[key] = self._look_up(word, dictionary, limits)
        return known

    def _look_up(self, word: str, dictionary: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
        least, left, right = limits
        if len(word) < least or word in self.whole:
            return ()
        hyphenator = self._hyphenators.get((dictionary, left, right))
        if hyphenator is None:
            hyphenator = pyphen.Pyphen(lang=dictionary, left=left, right=right)
            self._hyphenators[dictionary, left, right] = hyphenator
        return tuple(int(point) for point in hyphenator.positions(word) if point.data is None)


def costs(text: str, penalties: Penalties) -> dict[int, float]:
    """What it costs to begin a line at some characters of a text.

    >>> sorted(costs("See A/RES/70/1 and/or I", Penalties(short_word=1.0)))
    [5, 6, 7, 8, 9, 10, 11, 12, 13, 19]
    """
    found = {}
    for pair in _PAIR.finditer(text):
        found[pair.end()] = penalties.divided_pair
    if penalties.short_word:
        for word in _SHORT_WORD.finditer(text):
            found[word.end()] = penalties.short_word
    for symbol in _SYMBOL.finditer(text):
        found.update(dict.fromkeys(range(symbol.start() + 1, symbol.end()), penalties.divided_symbol))
    return found


def rules_of(languages: dict[str, Language], house: House) -> Rules:
    """The line rules of a page in these languages, in the form of a house."""
    row = house.hyphens_in_a_row
    return Rules(
        dictionaries={each.html: each.hyphenation for each in languages.values()},
        whole=frozenset(word for each in languages.values() for word in each.whole),
        penalties={each.html: penalties(each.script, row, each.lines, house.lines) for each in languages.values()},
        default=penalties("latin", row, house.lines),
    )
