"""What a line shows: the text and glyphs of each leaf in it, shaped anew only where a hyphen is put in.

Imported only when a page is set.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from weasyprint.text.ffi import FROM_UNITS

from engross.typesetting.paragraphs import shape
from engross.typesetting.paragraphs.breaker import HYPHEN
from engross.typesetting.paragraphs.names import SOFT_HYPHEN
from engross.typesetting.paragraphs.paragraph import ATOM, BREAK, Laid, Leaf, Paragraph
from engross.typesetting.paragraphs.plan import Line
from engross.typesetting.paragraphs.runs import Run, Segment


@dataclass(slots=True)
class Part:
    """What a line shows of one leaf: its text and glyphs, or a box; width px, spaces that give, reach up and down."""

    leaf: Leaf
    start: int = 0
    text: str = ""
    segments: list[Segment] = field(default_factory=list)
    width: float = 0.0
    gaps: int = 0
    ascent: float = 0.0
    descent: float = 0.0
    laid: Laid | None = None
    moves: dict[Run, dict[int, float]] | None = None


def parts_of(para: Paragraph, line: Line) -> dict[int, Part]:
    """What the line shows of each leaf, by the leaf's number."""
    parts: dict[int, Part] = {}
    if line.start == line.end:
        return parts
    last = bisect_right(para.starts, line.end - 1) - 1
    for index in range(bisect_right(para.starts, line.start) - 1, last + 1):
        leaf = para.leaves[index]
        if leaf.kind == ATOM:
            parts[index] = _atom(para, leaf)
        elif leaf.kind != BREAK:
            start, end = max(line.start, leaf.at), min(line.end, leaf.stop)
            parts[index] = _part(leaf, start, end, line.kind == HYPHEN and index == last)
    return parts


def move(parts: dict[int, Part], moves: dict[int, float]) -> None:
    """Move the glyphs of a line apart or together behind some of its characters."""
    for part in parts.values():
        leaf, part.moves = part.leaf, {}
        for char in range(part.start, part.start + len(part.text)):
            move = moves.get(char)
            if not move:
                continue
            byte = leaf.byte(char)
            for run, start, end in part.segments:
                index = run.first.get(byte)
                if index is not None and start <= index < end:
                    part.moves.setdefault(run, {})[index] = move * FROM_UNITS
                    part.width += move * FROM_UNITS


def _atom(para: Paragraph, leaf: Leaf) -> Part:
    laid = leaf.laid or para.lay_out(leaf)
    leaf.laid = None
    return Part(leaf, width=laid.box.margin_width(), laid=laid)


def _part(leaf: Leaf, start: int, end: int, hyphen: bool) -> Part:
    text = leaf.text[start - leaf.at : end - leaf.at]
    segments = _segments(leaf, start, end, hyphen)
    if hyphen:
        text = text.removesuffix(SOFT_HYPHEN) + leaf.style["hyphenate_character"]
    part = Part(leaf, start, text, segments, shape.width_of(segments) * FROM_UNITS)
    part.gaps = text.count(" ") + text.count("\u00a0")
    for run, _, _ in segments:
        part.ascent = max(part.ascent, run.face.ascent)
        part.descent = max(part.descent, run.face.descent)
    return part


def _segments(leaf: Leaf, start: int, end: int, hyphen: bool) -> list[Segment]:
    """The glyphs of some characters of a leaf; before a hyphen, or behind a cut ligature, shaped anew."""
    shaped = leaf.shaped
    assert shaped is not None
    text, found = leaf.text, []
    at, stop = start - leaf.at, end - leaf.at
    if at and not shape.clean_cut(shaped, shaped.byte(at)):
        space = text.find(" ", at, stop)
        until = stop if space < 0 else space
        if hyphen and until == stop:
            return _fragment(leaf, text[at:stop])
        again = shape.shape_again(text[at:until], leaf.style)
        found, at = shape.slice_of(again, 0, len(again.data)), until
    if hyphen:
        word = max(text.rfind(" ", at, stop), text.rfind("\u00a0", at, stop), at - 1) + 1
        before = shape.slice_of(shaped, shaped.byte(at), shaped.byte(word))
        return found + before + _fragment(leaf, text[word:stop])
    return found + shape.slice_of(shaped, shaped.byte(at), shaped.byte(stop))


def _fragment(leaf: Leaf, text: str) -> list[Segment]:
    """The beginning of a word with a hyphen put in behind it; the hyphen says that it is a soft one."""
    text = text.removesuffix(SOFT_HYPHEN)
    again = shape.shape_again(text + leaf.style["hyphenate_character"], leaf.style)
    said = (text.replace(shape.NO_BREAK_HYPHEN, "-") + SOFT_HYPHEN).encode()
    for run in again.runs:
        run.data = said
    return shape.slice_of(again, 0, again.runs[-1].end)
