"""The comparison of a right-to-left edition: each line of its pages against the text in the order a page must show."""

import unicodedata
from dataclasses import dataclass
from unicodedata import combining

from engross.edition import Edition
from engross.errors import FidelityError
from engross.fidelity import bidi
from engross.fidelity.page import BRACKETS, Flow, composed, letters
from engross.fidelity.places import problem_at
from engross.fidelity.reader import Glyph, Read

DIFFERS = "the PDF does not say what the edition says"
ENDS = "\x02\ufffe"  # what PDFium gives for a hyphen that ends a line, one of the text or one put in
NEAR = 9.0  # pt between the origins of a letter and of a mark on it


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: its letters from right to left with their places (pt), and the marks, wherever they stand."""

    letters: str
    places: tuple[float, ...]
    marks: tuple[tuple[str, float], ...]

    def __len__(self) -> int:
        return len(self.letters) + len(self.marks)

    def says(self, wanted: str) -> bool:
        """Whether the line is this text in the order of a page: its letters in order, each mark at its letter."""
        bases = [letter for letter in wanted if not combining(letter)]
        if "".join(bases) != self.letters:
            return False
        left, at = list(self.marks), -1
        for letter in wanted:
            if not combining(letter):
                at += 1
                continue
            near = [each for each in left if each[0] == letter and abs(each[1] - self.places[max(at, 0)]) < NEAR]
            if not near:
                return False
            left.remove(min(near, key=lambda each: abs(each[1] - self.places[max(at, 0)])))
        return not left


def _line(glyphs: list[Glyph], hyphen: str = "-") -> _Line:
    """The line of these glyphs; `hyphen` is what the reader's mark for one at a line's end stands for."""
    kept = [
        (x, letter)
        for x, _, character in glyphs
        for letter in letters(hyphen if character in ENDS else character).translate(BRACKETS)
    ]
    bases = [each for _, each in sorted(enumerate(kept), key=_from_the_right) if not combining(each[1])]
    return _Line(
        "".join(letter for _, letter in bases),
        tuple(x for x, _ in bases),
        tuple((letter, x) for x, letter in kept if combining(letter)),
    )


def _from_the_right(numbered: tuple[int, tuple[float, str]]) -> tuple[float, int]:
    """The order of letters from right to left; those of one glyph (fi) stand at one place, in their script's order."""
    number, (x, letter) = numbered
    return -x, number if unicodedata.bidirectional(letter) in ("R", "AL") else -number


def compare(edition: Edition, page: Flow, found: Read, masthead: int) -> None:
    """Nothing when every line stands as it must; FidelityError showing the first that does not.

    `masthead` is how many letters stand before the clauses. There columns are side by side, and the letters are
    compared, not their order.
    """
    lines = [line for line in found.flow_lines if len(_line(line))]
    ways = tuple(bidi.resolved(composed("".join(page.flow))))
    head: list[str] = []
    while len(head) < masthead and lines:
        line = _line(lines.pop(0))
        head += [*line.letters, *(mark for mark, _ in line.marks)]
    wanted = ways[0].text[:masthead].translate(BRACKETS)
    if sorted(head) != sorted(wanted):
        raise FidelityError(problem_at("fidelity/pdf", edition, wanted, -1, "".join(head), "the masthead differs"))
    _compare_lines(edition, ways, masthead, lines)
    notes = tuple(bidi.resolved(composed("\n".join(page.notes))))
    if notes:
        _compare_lines(edition, notes, 0, [line for line in found.note_lines if len(_line(line))])


def _compare_lines(edition: Edition, ways: tuple[bidi.Resolved, ...], start: int, lines: list[list[Glyph]]) -> None:
    found = differs(ways, start, lines)
    if found:
        at, said = found
        raise FidelityError(problem_at("fidelity/pdf", edition, ways[0].text[start:], at - start, said, DIFFERS))


def differs(ways: tuple[bidi.Resolved, ...], start: int, lines: list[list[Glyph]]) -> tuple[int, str] | None:
    """Where lines first do not show the text from `start` on, and what they show; None where they show all of it."""
    at = start
    for glyphs in lines:
        readings = [_line(glyphs)] + [_line(glyphs, "")] * any(character in ENDS for _, _, character in glyphs)
        for line in readings:
            stop = at + len(line)
            if any(line.says(way.as_read(at, stop).translate(BRACKETS)) for way in ways):
                break
        else:
            return at, readings[0].letters
        at = stop
    return None if at == len(ways[0].text) else (at, "")
