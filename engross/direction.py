"""Left-to-right phrases in right-to-left text that several styles divide: kept together, so that they stand in order.

The engine orders each stretch of a line by itself; a phrase that is one stretch needs no help.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from engross.model import Run

# From the first Latin letter to the last letter, digit or closing bracket, with nothing right-to-left between.
_PHRASE = re.compile(r"[A-Za-z][^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\n]*[A-Za-z0-9)\]]")

_RIGHTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def phrases(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, those of a phrase of Latin letters that goes over several of them marked `ltr`, cut at its ends.

    >>> parts = (Run(text="انظر United Nations, "), Run(text="Treaty Series", italic=True), Run(text=", vol. 1."))
    >>> [(run.text, run.ltr) for run in phrases(parts)]
    [('انظر ', False), ('United Nations, ', True), ('Treaty Series', True), (', vol. 1', True), ('.', False)]
    """
    text = "".join("\n" if run.note else run.text for run in runs)
    spans = [(found.start(), found.end()) for found in _PHRASE.finditer(text)]
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
