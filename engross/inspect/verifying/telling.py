"""How two texts differ, told word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from engross.readback.page import letters

OPEN = "\u2042"  # what stands here in the text wanted may be anything
AROUND = 5  # words told before a difference and after it
LONGEST = 8000  # letters; texts that are longer are not laid beside each other, only cut where they first differ
SHOWN = 300  # characters of what stands in another's place
Span = tuple[int, int, int, int]  # from and to in the words wanted, from and to in the letters found


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a text, with the number of the word that each stands in."""

    text: str
    words: tuple[str, ...]
    word_of: tuple[int, ...]

    def joined(self, start: int, stop: int, spaced: frozenset[int]) -> str:
        """A stretch of the letters, with a space before each word, and before each of the places in `spaced`."""
        made = ""
        for at in range(start, stop):
            begins = at > start and self.word_of[at] != self.word_of[at - 1]
            made += " " * (bool(made) and (begins or at in spaced)) + self.text[at]
        return made


def _letters(text: str) -> _Letters:
    words = [word for word in text.split() if letters(word)]
    parts = [letters(word) for word in words]
    return _Letters("".join(parts), tuple(words), tuple(number for number, part in enumerate(parts) for _ in part))


def differing(wanted: str, found: str) -> str:
    """Where what is found is not what is wanted: the words that differ, and some around them.

    White space does not count. What is found may lack it (glyphs on a page have none): then it has that of what is
    wanted, as far as the two agree.

    >>> differing("Decide to meet every year, in Rome", "Decide to meet every second year, in Rome")
    'Decide to meet every [added: “second”] year, in Rome'
    >>> differing("Strive to strengthen it", "tSrivetostrengthenit")
    '[instead of “Strive”: “tSrive”] to strengthen it'
    """
    one, other = _letters(wanted), _letters(found)
    if max(len(one.text), len(other.text)) > LONGEST:
        return _cut(one, other)
    opcodes = _matched(one.text, other.text)
    spaced = frozenset(
        b + at
        for kind, a, _, b, stop in opcodes
        if kind == "equal"
        for at in range(1, stop - b)
        if one.word_of[a + at] != one.word_of[a + at - 1]
    )
    return " ".join(_told(one, other, list(_spans(one, other, opcodes)), spaced))


def _matched(one: str, other: str) -> list[tuple[str, int, int, int, int]]:
    """What is equal in two texts and what is not; what they begin and end with in common is not searched."""
    head = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    most = min(len(one), len(other)) - head
    tail = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    middle = SequenceMatcher(None, one[head : len(one) - tail], other[head : len(other) - tail], autojunk=False)
    inner = [(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in middle.get_opcodes()]
    ends = ("equal", len(one) - tail, len(one), len(other) - tail, len(other))
    return [("equal", 0, head, 0, head), *inner, ends]


def _spans(one: _Letters, other: _Letters, opcodes: list[tuple[str, int, int, int, int]]) -> Iterator[Span]:
    """The stretches that differ, each widened to whole words of what is wanted; those that touch are one."""
    places = {a + at: c + at for kind, a, b, c, _ in opcodes if kind == "equal" for at in range(b - a)}
    open_span: Span | None = None
    for kind, a, b, c, d in opcodes:
        if kind == "equal":
            continue
        start, stop = _words(one, a, b)
        low, high = c, d
        for at in range(len(one.word_of)) if stop > start else ():
            if start <= one.word_of[at] < stop and at in places:
                low, high = min(low, places[at]), max(high, places[at] + 1)
        if open_span and start <= open_span[1] and low <= open_span[3]:
            open_span = open_span[0], max(stop, open_span[1]), min(low, open_span[2]), max(high, open_span[3])
            continue
        if open_span:
            yield open_span
        open_span = start, stop, low, high
    if open_span:
        yield open_span


def _words(one: _Letters, start: int, stop: int) -> tuple[int, int]:
    """From and to in the words, of a stretch of letters; nothing between two words when it is empty there."""
    inside = start < len(one.word_of) and start > 0 and one.word_of[start] == one.word_of[start - 1]
    if start == stop and not inside:
        at = one.word_of[start] if start < len(one.word_of) else len(one.words)
        return at, at
    return one.word_of[start], one.word_of[max(stop - 1, start)] + 1


def _told(one: _Letters, other: _Letters, spans: list[Span], spaced: frozenset[int]) -> Iterator[str]:
    at = 0
    for start, stop, low, high in spans:
        yield from _around(one.words[at:start], bool(at))
        yield _change(" ".join(one.words[start:stop]), other.joined(low, high, spaced))
        at = stop
    rest = one.words[at:]
    yield from rest[:AROUND] if spans else rest[:0]
    if spans and len(rest) > AROUND:
        yield "…"


def _around(words: tuple[str, ...], after: bool) -> Iterator[str]:
    """Words between two differences: those next to each, and a mark for what is left out."""
    keep = AROUND * (2 if after else 1)
    if len(words) <= keep:
        yield from words
        return
    yield from words[:AROUND] if after else ()
    yield "…"
    yield from words[-AROUND:]


def _change(wanted: str, found: str) -> str:
    if OPEN in wanted and not any(letter.isalnum() for letter in wanted):
        return found
    wanted = wanted.replace(OPEN, "…")
    if not found:
        return f"[missing: “{_short(wanted)}”]"
    if not wanted:
        return f"[added: “{_short(found)}”]"
    return f"[instead of “{_short(wanted)}”: “{_short(found)}”]"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN].rstrip() + " …"


def _cut(one: _Letters, other: _Letters) -> str:
    """Long texts from the word on in which they first differ."""
    at = next((at for at, (a, b) in enumerate(zip(one.text, other.text, strict=False)) if a != b), -1)
    at = min(len(one.text), len(other.text)) if at < 0 else at
    word = one.word_of[at] if at < len(one.word_of) else len(one.words)
    start = next((place for place in range(at, -1, -1) if place < len(one.word_of) and one.word_of[place] < word), at)
    before = " ".join(one.words[max(word - AROUND, 0) : word])
    change = _change(
        " ".join(one.words[word : word + 20]), other.joined(start, min(start + 160, len(other.text)), frozenset())
    )
    return re.sub(r"\s+", " ", f"… {before} {change} …")
