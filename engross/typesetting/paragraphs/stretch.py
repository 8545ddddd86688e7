"""Arabic lines filled by stretching words, so that spaces need not be wide.

Imported only when a page is set.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from weasyprint.text.ffi import FROM_UNITS

from engross.typesetting.paragraphs import arabic, shape
from engross.typesetting.paragraphs.paragraph import Leaf
from engross.typesetting.paragraphs.parts import Part
from engross.typesetting.paragraphs.runs import Segment
from engross.typesetting.paragraphs.shape import Shaped

ENOUGH = 0.06  # em added to a space: below that nothing is stretched any more
IN_A_WORD = 2  # tatweels in one place


@dataclass(slots=True)
class Word:
    """A word of a line that may be stretched: where it stands in its leaf, and how it is shaped now."""

    part: Part
    start: int
    text: str
    rank: int
    place: int
    count: int = 0
    shaped: Shaped | None = None
    width: int = 0

    @property
    def stop(self) -> int:
        """The character of the leaf behind the word."""
        return self.start + len(self.text)


def stretch(parts: dict[int, Part], spare: float, limit: int) -> None:
    """Put tatweels into the words of a line with `spare` px left, at most `limit`, the best places first."""
    gaps = sum(part.gaps for part in parts.values())
    words = [word for part in parts.values() for word in _words(part)]
    if not gaps or not words:
        return
    size = max(part.leaf.style["font_size"] for part in parts.values() if part.laid is None)
    words.sort(key=lambda word: (word.rank, -len(word.text), -word.start))
    for turn in range(1, IN_A_WORD + 1):
        for word in words:
            if limit <= 0 or spare / gaps <= ENOUGH * size:
                break
            if word.count == turn - 1 and (added := _longer(word, spare)):
                spare -= added
                limit -= 1
    for part in parts.values():
        stretched = [word for word in words if word.part is part and word.count]
        if stretched:
            _put(part, sorted(stretched, key=lambda word: word.start))


def _words(part: Part) -> Iterator[Word]:
    """The words of a part that may be stretched, each with its best place."""
    leaf = part.leaf
    if part.laid is not None or leaf.style["direction"] != "rtl" or part.moves is not None:
        return
    at = part.start - leaf.at
    for text in part.text.split(" "):
        ranked = arabic.places(text)
        if ranked:
            yield Word(part, at, text, *ranked[0])
        at += len(text) + 1


def _longer(word: Word, spare: float) -> float:
    """What one more tatweel adds to a word (px), when it fits and breaks no ligature; else 0."""
    style = word.part.leaf.style
    before = word.shaped or shape.shape_again(word.text, style)
    text = word.text[: word.place] + arabic.TATWEEL * (word.count + 1) + word.text[word.place :]
    after = shape.shape_again(text, style)
    added = (after.width - before.width) * FROM_UNITS
    if not 0 < added <= spare or len(after.runs) != 1 or _count(after) != _count(before) + 1:
        return 0.0
    word.count, word.shaped = word.count + 1, after
    first = len(word.text[: word.place].encode())
    _mark(after, range(first, first + 2 * word.count, 2))
    return float(added)


def _count(shaped: Shaped) -> int:
    return sum(run.count for run in shaped.runs)


def _mark(shaped: Shaped, places: range) -> None:
    """Note which glyphs are tatweels put in: they say nothing."""
    (run,) = shaped.runs
    run.put_in |= frozenset(index for index, byte in enumerate(run.clusters) if byte in places)


def _put(part: Part, words: list[Word]) -> None:
    """Set a part anew with its stretched words."""
    leaf, found = part.leaf, list[Segment]()
    at = part.start - leaf.at
    for word in words:
        assert word.shaped is not None
        found += _between(leaf, at, word.start)
        found += shape.slice_of(word.shaped, 0, len(word.shaped.data))
        at = word.stop
    found += _between(leaf, at, part.start - leaf.at + len(part.text))
    part.segments = shape.reordered(found)
    part.width = shape.width_of(part.segments) * FROM_UNITS


def _between(leaf: Leaf, start: int, stop: int) -> list[Segment]:
    shaped = leaf.shaped
    assert shaped is not None
    return shape.slice_of(shaped, shaped.byte(start), shaped.byte(stop), in_order=False)
