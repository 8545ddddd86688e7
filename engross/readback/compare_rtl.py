"""The comparison of a right-to-left edition: each line of its pages against the text in the order a page must show."""

import unicodedata
from dataclasses import dataclass
from unicodedata import combining

from engross.editing.edition import Edition
from engross.model import Line
from engross.readback import bidi
from engross.readback.differences import body, called_notes, clause_at, first_difference, refused
from engross.readback.page import BRACKETS, letters
from engross.readback.pdfium import Glyph, Read
from engross.readback.reference_order import of_block, of_line, paragraphs

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


def compare(edition: Edition, adopted: Edition, masthead: str, block: tuple[str, ...], found: Read) -> None:
    """Nothing when every line stands as it must; FidelityError showing the first that does not.

    `adopted` is the same edition without a typographic rule or mark of ours: its order is what is asked for.
    `masthead` are the letters that stand before the clauses. There columns are side by side, and the letters are
    compared, not their order. `block` are the lines of an addressee over the notes.
    """
    lines = [line for line in found.flow_lines if len(_line(line))]
    head: list[str] = []
    while len(head) < len(masthead) and lines:
        line = _line(lines.pop(0))
        head += [*line.letters, *(mark for mark, _ in line.marks)]
    wanted = masthead.translate(BRACKETS)
    if sorted(head) != sorted(wanted):
        raise refused("fidelity/pdf", "the masthead differs", edition, "", wanted, 0, "".join(head))
    tail = adopted.letter.tail.split("\n") if adopted.letter else ()
    flow = bidi.resolved((*paragraphs(adopted.lines), *tail))
    _compare_lines(edition, flow, lines, body(adopted))
    called = called_notes(adopted)
    notes = bidi.resolved((*map(of_block, block), *(each for note in called for each in of_line(note))))
    _compare_lines(edition, notes, [line for line in found.note_lines if len(_line(line))], called, "".join(block))


def _compare_lines(
    edition: Edition, wanted: bidi.Resolved, lines: list[list[Glyph]], clauses: list[Line], before: str = ""
) -> None:
    """`clauses` are those that the lines print, `before` is what stands before them."""
    if amiss := differs(wanted, lines):
        clause = clause_at(clauses, amiss.at - len(letters(before)))
        at = first_difference(amiss.wanted, amiss.said)  # both as they are read from the right
        said = amiss.said[at:]
        if amiss.turned:
            raise refused(
                "fidelity/direction",
                "a line stands in another order than UAX 9 gives the words as adopted, and reads otherwise",
                edition,
                clause,
                amiss.wanted,
                at,
                said,
            )
        raise refused(
            "fidelity/pdf", "the PDF does not say what the edition says", edition, clause, amiss.wanted, at, said
        )


@dataclass(frozen=True, slots=True)
class Amiss:
    """Where lines first do not show a text, what that line must show and does, and whether it is only turned."""

    at: int
    wanted: str
    said: str
    turned: bool = False


def differs(wanted: bidi.Resolved, lines: list[list[Glyph]]) -> Amiss | None:
    """Where lines first do not show a text; None when they show all of it."""
    at = 0
    for glyphs in lines:
        readings = [_line(glyphs)] + [_line(glyphs, "")] * any(character in ENDS for _, _, character in glyphs)
        for line in readings:
            stop = at + len(line)
            if line.says(wanted.as_read(at, stop).translate(BRACKETS)):
                break
        else:
            due = wanted.as_read(at, at + len(readings[0])).translate(BRACKETS)
            return Amiss(at, due, readings[0].letters, any(_turned(line, wanted, at) for line in readings))
        at = stop
    return None if at == len(wanted.text) else Amiss(at, wanted.text[at:], "")


def _turned(line: _Line, wanted: bidi.Resolved, at: int) -> bool:
    """Whether a line has the letters that it must have, in another order."""
    here = [*line.letters, *(mark for mark, _ in line.marks)]
    return sorted(here) == sorted(wanted.as_read(at, at + len(line)).translate(BRACKETS))
