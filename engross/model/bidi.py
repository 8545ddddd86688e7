"""Left-to-right stretches of right-to-left text: kept together where the elements of a page would put them apart.

Unicode's bidirectional algorithm (UAX 9) orders a paragraph as a whole; the engine orders each element of a line by
itself. Where an element by itself would show another order than the paragraph has (a number that is half a link, a
year in brackets inside a link), each stretch is marked, and a page puts it into an element from left to right.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from engross.model import Run, figures

_RIGHTWARD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_APART = "\ufffc"  # stands for what has an order of its own: the call of a note, an address, words in a language
_STRETCH = re.compile(b"[^\x00\x01]+")


def levels(text: str) -> bytes:
    """The level of each character of a right-to-left text (odd: from right to left); a new line ends a paragraph.

    By ICU, whose bidirectional algorithm is another program than the engine's.

    >>> list(levels("اب 12"))
    [1, 1, 1, 2, 2]
    """
    import icu

    found = b""
    for paragraph in text.splitlines(keepends=True):
        bidi = icu.Bidi()
        held = icu.UnicodeString(paragraph)
        bidi.setPara(held, 1)
        units = bytes(bidi.getLevels())
        at = 0
        for character in paragraph:
            found += units[at : at + 1]
            at += 2 if ord(character) > 0xFFFF else 1
    return found


def phrases(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, cut and numbered in `ltr` where a stretch from left to right must be held together.

    >>> parts = (Run(text="القرار 1"), Run(text="894 (2009)", link="https://x"), Run(text="؛"))
    >>> [(run.text, run.ltr) for run in phrases(parts)]
    [('القرار ', 0), ('1', 1), ('894', 1), (' (', 0), ('2009', 2), (')', 0), ('؛', 0)]
    """
    runs = figured(runs)
    text = "".join(_seen(run) for run in runs)
    found = levels(text)
    spans = sorted({*_stretches(runs, text, found), *_own(runs, found)})
    if not spans:
        return runs
    made: list[Run] = []
    at = 0
    for run in runs:
        stop = at + len(_seen(run))
        within = [(number, span) for number, span in enumerate(spans, 1) if span[0] < stop and span[1] > at]
        made += _cut(run, at, within)
        at = stop
    return tuple(made)


def figured(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, cut and numbered in `figure` where an amount is: it is read from left to right, whatever is around it.

    Its spaces are no-break spaces: others would turn Arabic-Indic digits round even from left to right (UAX 9, W4).

    >>> [(run.text, run.figure) for run in figured((Run(text="مبلغ 8 898 000 دولار"),))]
    [('مبلغ ', 0), ('8\xa0898\xa0000', 1), (' دولار', 0)]
    """
    text = "".join(_APART * len(run.text) if run.position else _seen(run) for run in runs)
    spans = [(each.start, each.start + len(each.ordered)) for each in figures.figures(text) if each.turns]
    if not spans:
        return runs
    made: list[Run] = []
    at = 0
    for run in runs:
        stop = at + len(_seen(run))
        within = [(number, span) for number, span in enumerate(spans, 1) if span[0] < stop and span[1] > at]
        made += (_figure(piece, number) for number, piece in _pieces(run, at, within)) if within else (run,)
        at = stop
    return tuple(made)


def _figure(run: Run, number: int) -> Run:
    return replace(run, text=figures.unbroken(run.text), figure=number) if number else run


def leftward(line: str) -> bool:
    """Whether a line of its own is to be set from left to right in right-to-left text: it has only Latin letters.

    Without that a number at its head would stand at its end.

    >>> leftward("1 Example Street"), leftward("1"), leftward("شارع 1")
    (True, False, False)
    """
    return bool(re.search(r"[A-Za-z]", line)) and not _RIGHTWARD.search(line)


def _seen(run: Run) -> str:
    """The run as the sentence around it sees it: what has an order of its own is an object to it."""
    if run.note:
        return _APART
    return _APART * len(run.text) if run.address or run.language or run.figure else run.text


def _stretches(runs: tuple[Run, ...], text: str, found: bytes) -> Iterator[tuple[int, int]]:
    """Every stretch of the runs that divide one, or that are ordered otherwise by themselves; none of the others.

    What is left of such a run runs from right to left, and does so in an element of its own, too.
    """
    stretches = [match.span() for match in _STRETCH.finditer(found)]
    cut: set[tuple[int, int]] = set()  # runs, by their places
    parts, at = [], 0
    for run in runs:
        parts.append((at, at + len(_seen(run))))
        at = parts[-1][1]
        if _apart(text[slice(*parts[-1])], found[slice(*parts[-1])]):
            cut.add(parts[-1])
    known = -1
    while len(cut) > known:
        known = len(cut)
        for start, stop in stretches:
            touched = {part for part in parts if part[0] < stop and part[1] > start}
            if len(touched) > 1 or touched & cut:
                cut |= touched
    return (each for each in stretches if any(part[0] < each[1] and part[1] > each[0] for part in cut))


def _apart(text: str, within: bytes) -> bool:
    """Whether a run by itself is ordered otherwise than within its paragraph."""
    alone = text.replace("\u2011", "-")  # as its glyph is set
    return _of_letters(alone, levels(alone)) != _of_letters(text, within)


def _of_letters(text: str, found: bytes) -> list[int]:
    """The levels of what is seen: spaces and format characters may have any."""
    pairs = zip(text, found, strict=True)
    return [level for each, level in pairs if not each.isspace() and unicodedata.category(each) != "Cf"]


def _own(runs: tuple[Run, ...], found: bytes) -> Iterator[tuple[int, int]]:
    """Addresses, figures, and words in a language that several runs divide, where the sentence runs from the right."""
    at = 0
    for (address, figure, language), group in groupby(runs, lambda run: (run.address, run.figure, run.language)):
        held = tuple(group)
        stop = at + sum(len(_seen(run)) for run in held)
        divided = language and len(held) > 1 and all(run.latin for run in held)
        if (address or figure or divided) and stop > at and found[at] == 1:
            yield at, stop
        at = stop


def _cut(run: Run, at: int, spans: list[tuple[int, tuple[int, int]]]) -> Iterator[Run]:
    """The run in pieces, those within the spans numbered; the call of a note is never cut."""
    for number, piece in _pieces(run, at, spans):
        yield replace(piece, ltr=number) if number else piece


def _pieces(run: Run, at: int, spans: list[tuple[int, tuple[int, int]]]) -> Iterator[tuple[int, Run]]:
    """The run in pieces, each with the number of its span, 0 for what is in none."""
    if run.note:
        yield (spans[0][0] if spans else 0), run
        return
    done = 0
    for number, (start, stop) in spans:
        first, last = max(start - at, 0), min(stop - at, len(run.text))
        if first > done:
            yield 0, replace(run, text=run.text[done:first])
        yield number, replace(run, text=run.text[first:last])
        done = last
    if done < len(run.text) or not run.text:
        yield 0, replace(run, text=run.text[done:])
