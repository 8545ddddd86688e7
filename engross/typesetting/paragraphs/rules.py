"""What a page's languages and its house say about lines: hyphenation, words that stay whole, penalties."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import pyphen

from engross.model import figures
from engross.model.penalties import Penalties
from engross.sources.house import House
from engross.sources.language import Language
from engross.typesetting.paragraphs.penalties import penalties

_TOKEN = re.compile(r"[^\s\u00a0\u202f]+")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")  # what an apostrophe parts are two words
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
    unbroken: dict[str, tuple[re.Pattern[str], ...]] = field(default_factory=dict)

    def whole_in(self, text: str, tag: str | None) -> list[tuple[int, int]]:
        """The stretches of a text that no line end divides: its figures, and what its language names.

        >>> rules = Rules({}, frozenset(), {}, Penalties(), {"en": (re.compile("e-mail"),)})
        >>> rules.whole_in("by e-mail, 8 898 000 dollars", "en")
        [(3, 9), (11, 20)]
        """
        named = (match.span() for each in self.unbroken.get(tag or "", ()) for match in each.finditer(text))
        return sorted({*figures.inside(text), *named})

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

    def in_names(self, text: str, dictionary: str, limits: tuple[int, int, int]) -> list[int]:
        """The places where a hyphen may be put into a word with a capital, when nothing else will do.

        None in words of capitals alone, in numbers, symbols and addresses, in words that stay whole.

        >>> rules = Rules(dictionaries={}, whole=frozenset({"Rome"}), penalties={}, default=Penalties())
        >>> rules.in_names("the General Assembly, COVID-19, A/RES/76/1 and INTERPOL in Rome", "en", (6, 3, 3))
        [7]
        """
        found: list[int] = []
        for token in _TOKEN.finditer(text):
            said = token[0]
            if len(said) < limits[0] or said == said.lower() or _ADDRESS.search(said):
                continue
            for word in _WORD.finditer(said):
                at, name = token.start() + word.start(), word[0]
                if name not in self.whole and name[1:] == name[1:].lower():
                    found += [at + point for point in self.points(name.lower(), dictionary, limits)]
        return found

    def points(self, word: str, dictionary: str, limits: tuple[int, int, int]) -> tuple[int, ...]:
        """The places in one word where a hyphen may be put in."""
        if len(word) < limits[0] or word in self.whole:
            return ()
        return _divided(word, dictionary, limits[1], limits[2])


@lru_cache(maxsize=_KEPT)
def _divided(word: str, dictionary: str, left: int, right: int) -> tuple[int, ...]:
    """The places where a dictionary divides a word, as long as that leaves its letters as they are."""
    return tuple(int(point) for point in _hyphenator(dictionary, left, right).positions(word) if point.data is None)


@cache
def _hyphenator(dictionary: str, left: int, right: int) -> Any:
    return pyphen.Pyphen(lang=dictionary, left=left, right=right)


@dataclass(frozen=True, slots=True)
class StandIn:
    """Stands for the module pyphen inside the engine, which measures columns and sets what is left to it."""

    rules: Rules

    def language_fallback(self, language: str) -> str | None:
        """The dictionary for an HTML language tag; None where there is none."""
        return self.rules.dictionaries.get(language) or None

    def Pyphen(self, lang: str, left: int, right: int) -> "Divider":  # noqa: N802 - pyphen's name
        """What divides the words of a language, as the engine asks for it."""
        return Divider(self.rules, lang, (0, left, right))


@dataclass(frozen=True, slots=True)
class Divider:
    """Divides words by the rules of the page."""

    rules: Rules
    dictionary: str
    limits: tuple[int, int, int]

    def iterate(self, word: str) -> Iterator[tuple[str, str]]:
        """The ways to divide a word, the last one first."""
        for point in reversed(self.rules.hyphens(word, self.dictionary, self.limits)):
            yield word[:point], word[point:]


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


def rules_of(languages: dict[str, Language], house: House, whole: Iterable[str] = ()) -> Rules:
    """The line rules of a page in these languages, in the form of a house; `whole` are words of the document."""
    row = house.hyphens_in_a_row
    return Rules(
        dictionaries={each.html: each.hyphenation for each in languages.values()},
        whole=frozenset(word for each in languages.values() for word in each.whole) | frozenset(whole),
        penalties={each.html: penalties(each.script, row, each.lines, house.lines) for each in languages.values()},
        default=penalties("latin", row, house.lines),
        unbroken={each.html: tuple(kept.find for kept in each.unbroken) for each in languages.values()},
    )
