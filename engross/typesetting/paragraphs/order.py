"""A right-to-left line in the order of its text: its pieces one after the other, and marks where a reader would err.

Who copies text out of a PDF puts the glyphs of a line into an order by simple rules of the program's own, and not by
Unicode's (UAX 9). A right-to-left mark tells it where numbers and Latin words end, so that what follows them is not
taken for a part of them; a left-to-right mark keeps a bracket from being turned round.

Imported only when a page is set.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import bidirectional

from weasyprint.text.ffi import FROM_UNITS

from engross.typesetting.paragraphs.names import said_by, turns
from engross.typesetting.paragraphs.runs import GLYPH, KEPT, LEADING, SILENT, STEP, TURNED, Face, Segment

_NO_LETTER = re.compile("[^ \u0620-\u065f\u066e-\u06d5]")
_RIGHTWARD = frozenset(("R", "AL", "NSM"))
_WIDE = 0.1  # em added to a space: from about that on pypdf adds a space of its own
_SIGNS = frozenset(("BN", "CS", "ES", "ET", "ON"))


def needing_marks(text: str, after: str) -> Iterator[int]:
    """The places of the characters of a right-to-left stretch that need marks; `after` is what follows it.

    Those are brackets and quotation marks; a sign that no letter follows, for poppler and PDFium take it for a number
    and put what is beside it on its other side; and what pypdf takes for Latin.

    >>> list(needing_marks("في (روما)، ن/", "5")), list(needing_marks("الثاني/نوفمبر", ""))
    ([3, 8, 9, 12], [])
    """
    for found in _NO_LETTER.finditer(text):
        place, letter = found.start(), found[0]
        if turns(letter) or "\x80" <= letter < "\u0100":
            yield place
        elif bidirectional(letter) in _SIGNS:
            behind = text[place + 1 : place + 2] or after[:1]
            if not behind or bidirectional(behind) not in _RIGHTWARD:
                yield place


def logical(levels: list[int]) -> list[int]:
    """Which pieces of a line, counted from the left, follow each other in the text: rule L2 of UAX 9, undone.

    >>> logical([1, 2, 2, 1])
    [3, 1, 2, 0]
    """
    found = list(range(len(levels)))
    lowest = min((level for level in levels if level & 1), default=max(levels, default=0) + 1)
    for level in range(lowest, max(levels, default=0) + 1):
        at = 0
        while at < len(found):
            stop = at
            while stop < len(found) and levels[found[stop]] >= level:
                stop += 1
            found[at:stop] = found[at:stop][::-1]
            at = max(stop, at + 1)
    return found


def said_apart(segments: list[Segment], leftward: bool, before: str = "") -> list[Segment]:
    """The segments of a line in visual order, cut so that glyphs that say something else stand in runs of their own.

    `before` is the character of the text before them. Where a word has so much room in it that a reader would divide
    it, a space that says it is none fills the room.
    """
    marks = _marks(segments, before) if leftward else [{} for _ in segments]
    spaces = {run.face: space for run, _, _ in segments if run.rtl and (space := run.space())}
    found: list[Segment] = []
    for (run, start, end), roles in zip(segments, marks, strict=True):
        roles.update((index, SILENT) for index in run.put_in if start <= index < end)
        wide = run.wide() if run.face in spaces else {}
        filled = {index for index in wide if start <= index < end - 1}
        for index in sorted(roles.keys() | filled):
            cut = index if index in roles else index + 1
            if start < cut:
                found.append((run, start, cut))
            if index in roles:
                found.append((run.in_role(roles[index]), index, index + 1))
            if index in filled:
                found.append((run.filler(spaces[run.face], *wide[index]), 0, 1))
            start = index + 1
        if start < end:
            found.append((run, start, end))
    return found


def _marks(segments: list[Segment], before: str) -> list[dict[int, str]]:
    """For each segment the glyphs that say a mark beside their letter.

    What goes on from the stretch before, as a number of which only a part is a link, has its mark there.
    """
    texts = [said_by(*segment).decode() for segment in segments]
    found: list[dict[int, str]] = [{} for _ in segments]

    def note(number: int, place: int, role: str) -> None:
        glyphs = _glyphs(segments[number], len(texts[number][:place].encode()))
        found[number].update((index, role) for index in glyphs)

    order = logical([run.level for run, _, _ in segments])
    first: int | None = None  # of the stretch that is read from left to right
    for number, follows in zip(order, [*order[1:], None], strict=True):
        after = "" if follows is None else texts[follows]
        if segments[number][0].rtl:
            for place in needing_marks(texts[number], after):
                note(number, place, TURNED)
            first = None
            continue
        for place, letter in enumerate(texts[number]):
            if turns(letter) or "\u0590" <= letter <= "\u08ff":  # pypdf takes an Arabic comma for a letter
                note(number, place, KEPT)
        first = number if first is None else first
        ends = follows is None or segments[follows][0].rtl
        goes_on = first == order[0] and _inside(before, texts[first][:1])
        if ends and not goes_on and not (after and bidirectional(after[0]) in _RIGHTWARD):
            note(first, 0, LEADING)
    return found


def _inside(before: str, after: str) -> bool:
    """Whether nothing divides two characters that are read from left to right."""
    return bool(before and after) and {bidirectional(before), bidirectional(after)} <= {"L", "EN"}


def _glyphs(segment: Segment, place: int) -> list[int]:
    """The glyphs of the cluster that begins at a byte of a segment's text."""
    run, start, end = segment
    byte = run.clusters[end - 1 if run.rtl else start] + place
    return [index for index in range(start, end) if run.clusters[index] == byte]


Stretch = tuple[float, list[Segment]]  # where it begins (px from the left), and its segments, from left to right


def stretches(segments: list[Segment], extra: float) -> Iterator[Stretch]:
    """What is written at once, in the order of the text; behind each stretch the spaces that fill room in its words.

    `extra` is what justification adds to each space (px).
    """
    starts = list(accumulate((_width(segment, extra) for segment in segments), initial=0.0))
    found: list[Stretch] = []
    aside: list[Stretch] = []  # spaces that fill room in the stretch being gathered
    before: tuple[int, Face] | None = None
    for number in logical([run.level for run, _, _ in segments]):
        run = segments[number][0]
        if run.fills:
            aside.append((starts[number] - run.back * FROM_UNITS, [segments[number]]))
            before = before if run.aside else None
        elif run.rtl and (run.level, run.face) == before:
            found[-1] = starts[number], [segments[number], *found[-1][1]]
        else:
            found += [*aside, (starts[number], [segments[number]])]
            before = run.level, run.face
            aside.clear()
    yield from _in_words([*found, *aside], extra)


def _in_words(found: list[Stretch], extra: float) -> Iterator[Stretch]:
    """The stretches, some in two or three: their last space in the order of the text, and what is behind it, apart.

    pypdf puts a space that a stretch begins with, from the left, before the stretch if what it has read last went
    from left to right; and a space of its own behind a stretch whose spaces are wide, though it end within a word.
    """
    leftward = False
    for number, (x, segments) in enumerate(found):
        run, start, _ = segments[0]
        wide = extra > _WIDE * run.face.size and number + 1 < len(found)
        if run.rtl and (wide or not leftward and start in run.gaps()):
            yield from _with_last_space_apart(x, segments, extra)
        else:
            yield x, segments
        if not run.rtl or (not run.face.role and not _all_spaces(segments)):
            leftward = bool(run.rtl)


def _all_spaces(segments: list[Segment]) -> bool:
    return all(
        end - start == bisect_left(run.gaps(), end) - bisect_left(run.gaps(), start) for run, start, end in segments
    )


def _with_last_space_apart(x: float, segments: list[Segment], extra: float) -> list[Stretch]:
    for number, (run, start, end) in enumerate(segments):
        gaps = run.gaps()
        at = bisect_left(gaps, start)
        if at == len(gaps) or gaps[at] >= end:
            continue
        space = gaps[at]
        behind = [*segments[:number], (run, start, space)]
        before = [(run, space + 1, end), *segments[number + 1 :]]
        found = []
        for part in (behind, [(run, space, space + 1)], before):
            if part := [each for each in part if each[1] < each[2]]:
                found.append((x, part))
            x += sum(_width(each, extra) for each in part)
        return found[::-1]
    return [(x, segments)]


def _width(segment: Segment, extra: float) -> float:
    """The width of a segment as it is written (px)."""
    run, start, end = segment
    width = sum(memoryview(run.raw[start * GLYPH : end * GLYPH]).cast("i")[1::STEP]) * FROM_UNITS
    gaps = run.gaps()
    return float(width + extra * (bisect_left(gaps, end) - bisect_left(gaps, start)))
