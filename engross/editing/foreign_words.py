"""Words of the original's language in a translation: told by their letters, and by the original that has them too.

A reader aloud has to know them (ISO 14289-1, 7.2). Nothing is guessed: what the original does not say in the same
words has no language of its own, unless its author has marked it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from engross.model import Run
from engross.sources.language import Language

LEAST = 2  # words: a name by itself is in no language, nor are abbreviations
# From a Latin letter on, with no letter of another script between.
_STRETCH = re.compile(r"[A-Za-z\u00c0-\u024f](?:[^\w\n]|[0-9_A-Za-z\u00c0-\u024f])*")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][a-z\u00df-\u024f'’-]+[a-z\u00df-\u024f]")
# From the first Latin letter to the last letter, digit or closing bracket.
_PHRASE = re.compile(r"[A-Za-z].*[A-Za-z0-9)\]]|[A-Za-z]")
_BRACKETS = {")": "(", "]": "["}
_AROUND = ",;:()[]“”«»\"'"


def tells(own: Language, original: Language) -> bool:
    """Whether letters tell the words of the original in a language: it is in Latin letters, the language is not."""
    return original.script == "latin" != own.script


def marked(runs: tuple[Run, ...], source: str, tag: str) -> tuple[Run, ...]:
    """The runs, those of a phrase that the words `source` have too marked as of the language `tag`.

    >>> note = (Run(text="انظر United Nations, "), Run(text="Treaty Series", italic=True), Run(text=", vol. 1."))
    >>> found = marked(note, "See United Nations, Treaty Series, vol. 1.", "en")
    >>> [(run.text, run.language) for run in found]
    [('انظر ', ''), ('United Nations, ', 'en'), ('Treaty Series', 'en'), (', vol. 1', 'en'), ('.', '')]
    """
    text = "".join("\n" if run.note else run.text for run in runs)
    known = _plain(source)
    wanted = [(start, stop) for start, stop in phrases(text) if _plain(text[start:stop]) in known]
    made: list[Run] = []
    at = 0
    for run in runs:
        stop = at + (1 if run.note else len(run.text))
        made += [run] if run.note or run.language else _cut(run, at, wanted, tag)
        at = stop
    return tuple(made)


def phrases(text: str) -> Iterator[tuple[int, int]]:
    """Where several words of Latin letters stand together in a text of another script; no symbols, no addresses.

    >>> text = "(см. United Nations, Treaty Series, vol. 1) A/65/310 (Sect. 2)/Add.1, INTERPOL, Conf. 12.6 (Rev. CoP18)"
    >>> [text[start:stop] for start, stop in phrases(text)]
    ['United Nations, Treaty Series, vol. 1']
    """
    for stretch in _STRETCH.finditer(text):
        for start, stop in _whole(text, *stretch.span()):
            words = (word.strip(_AROUND) for word in text[start:stop].split())
            if sum(bool(_WORD.fullmatch(word)) for word in words) >= LEAST:
                yield start, stop


def _whole(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The phrases of a stretch of Latin letters.

    A bracket whose fellow is outside is of the sentence around (UAX 9, N0) and divides.
    """
    found = _PHRASE.search(text, start, stop)
    if not found:
        return
    lone = _lone_brackets(text, *found.span())
    if not lone:
        yield found.span()
        return
    ends = (found.start() - 1, *lone, found.end())
    for before, after in pairwise(ends):
        yield from _whole(text, before + 1, after)


def _lone_brackets(text: str, start: int, stop: int) -> list[int]:
    """Where brackets stand whose fellow is not between two places of a text."""
    opened: list[int] = []
    lone: list[int] = []
    for at in range(start, stop):
        if text[at] in _BRACKETS.values():
            opened.append(at)
        elif fellow := _BRACKETS.get(text[at]):
            if opened and text[opened[-1]] == fellow:
                opened.pop()
            else:
                lone.append(at)
    return sorted(lone + opened)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _cut(run: Run, at: int, wanted: list[tuple[int, int]], tag: str) -> Iterator[Run]:
    """The run in pieces, those in a phrase of the language."""
    done = 0
    for start, stop in wanted:
        first, last = max(start - at, 0), min(stop - at, len(run.text))
        if first >= last:
            continue
        if first > done:
            yield replace(run, text=run.text[done:first])
        yield replace(run, text=run.text[first:last], language=tag)
        done = last
    if done < len(run.text):
        yield replace(run, text=run.text[done:])
