"""Left-to-right phrases in right-to-left text that several styles divide: kept together, so that they stand in order.

The engine orders each stretch of a line by itself; a phrase that is one stretch needs no help.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from engross.model import Run

# From a Latin letter on, with nothing right-to-left between.
_STRETCH = re.compile(r"[A-Za-z][^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\n]*")
# From the first Latin letter to the last letter, digit or closing bracket.
_PHRASE = re.compile(r"[A-Za-z].*[A-Za-z0-9)\]]|[A-Za-z]")
_BRACKETS = {")": "(", "]": "["}

_RIGHTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def phrases(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, those of a phrase of Latin letters that goes over several of them marked `ltr`, cut at its ends.

    >>> parts = (Run(text="انظر United Nations, "), Run(text="Treaty Series", italic=True), Run(text=", vol. 1."))
    >>> [(run.text, run.ltr) for run in phrases(parts)]
    [('انظر ', False), ('United Nations, ', True), ('Treaty Series', True), (', vol. 1', True), ('.', False)]
    """
    text = "".join("\n" if run.note else run.text for run in runs)
    spans = [span for stretch in _STRETCH.finditer(text) for span in whole_phrases(text, *stretch.span())]
    if not spans:
        return runs
    made: list[Run] = []
    at = 0
    for run in runs:
        stop = at + (1 if run.note else len(run.text))
        within = [span for span in spans if span[0] < stop and span[1] > at and not (at <= span[0] and span[1] <= stop)]
        made += _cut(run, at, within) if within and not run.note else [run]
        at = stop
    return tuple(made)


def leftward(line: str) -> bool:
    """Whether a line of its own is to be set from left to right in right-to-left text: it has only Latin letters.

    Without that a number at its head would stand at its end.

    >>> leftward("1 Example Street"), leftward("1"), leftward("شارع 1")
    (True, False, False)
    """
    return bool(re.search(r"[A-Za-z]", line)) and not _RIGHTWARD.search(line)


def whole_phrases(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
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
        yield from whole_phrases(text, before + 1, after)


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


def _cut(run: Run, at: int, spans: list[tuple[int, int]]) -> Iterator[Run]:
    """The run in pieces, those within the spans marked."""
    done = 0
    for start, stop in spans:
        first, last = max(start - at, 0), min(stop - at, len(run.text))
        if first > done:
            yield replace(run, text=run.text[done:first])
        yield replace(run, text=run.text[first:last], ltr=True)
        done = last
    if done < len(run.text):
        yield replace(run, text=run.text[done:])
