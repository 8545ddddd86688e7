"""A right-to-left line in the order of its text: its pieces one after the other, and marks where a reader would err.

Who copies text out of a PDF puts the glyphs of a line into an order by simple rules of the program's own, and not by
Unicode's (UAX 9). A right-to-left mark tells it where numbers and Latin words end, so that what follows them is not
taken for a part of them; a left-to-right mark keeps a bracket from being turned round.

Imported only when a page is set.
"""

from collections.abc import Iterator
from unicodedata import bidirectional

from engross.para.names import said_by, turns
from engross.para.runs import LEADING, SILENT, TURNED, Segment

_RIGHTWARD = frozenset(("R", "AL"))
_WEAK = frozenset(("BN", "CS", "ES", "ET"))  # taken for a part of a number by PDFium
_NUMBERS = frozenset(("AN", "EN", "NSM"))


def needing_marks(text: str, after: str) -> Iterator[int]:
    """The places of the characters of a right-to-left stretch that need marks; `after` is what follows it.

    Those are brackets and quotation marks, and a sign before another sign or a number.

    >>> list(needing_marks("في (روما)، ن/", "5")), list(needing_marks("في ن/", "م"))
    ([3, 8, 12], [])
    """
    for place, letter in enumerate(text):
        if turns(letter):
            yield place
        elif bidirectional(letter) in _WEAK:
            behind = text[place + 1 : place + 2] or after[:1]
            if behind and bidirectional(behind) in _WEAK | _NUMBERS:
                yield place


def logical(segments: list[Segment]) -> list[Segment]:
    """Segments in visual order put into the order of the text: what rule L2 of UAX 9 does, undone."""
    found = list(segments)
    levels = [segment[0].level for segment in found]
    lowest = min((level for level in levels if level & 1), default=max(levels, default=0) + 1)
    for level in range(lowest, max(levels, default=0) + 1):
        at = 0
        while at < len(found):
            stop = at
            while stop < len(found) and found[stop][0].level >= level:
                stop += 1
            found[at:stop] = found[at:stop][::-1]
            at = max(stop, at + 1)
    return found


def said_apart(segments: list[Segment], leftward: bool) -> list[Segment]:
    """The segments of a line in visual order, cut so that glyphs that say something else stand in runs of their own."""
    roles = _marks(logical(segments)) if leftward else {}
    found: list[Segment] = []
    for segment in segments:
        run, start, end = segment
        special = {index: SILENT for index in run.put_in if start <= index < end} | roles.get(segment, {})
        for index in sorted(special):
            if start < index:
                found.append((run, start, index))
            found.append((run.in_role(special[index]), index, index + 1))
            start = index + 1
        if start < end:
            found.append((run, start, end))
    return found


def _marks(segments: list[Segment]) -> dict[Segment, dict[int, str]]:
    """The glyphs that say a mark beside their letter, of segments in the order of the text."""
    texts = [said_by(*segment).decode() for segment in segments]
    found: dict[Segment, dict[int, str]] = {}
    first: Segment | None = None  # of the stretch that is read from left to right
    for number, segment in enumerate(segments):
        after = texts[number + 1] if number + 1 < len(segments) else ""
        if segment[0].rtl:
            places = [len(texts[number][:place].encode()) for place in needing_marks(texts[number], after)]
            found[segment] = {index: TURNED for place in places for index in _glyphs(segment, place)}
            first = None
            continue
        first = first or segment
        ends = not after or segments[number + 1][0].rtl
        if ends and not (after and bidirectional(after[0]) in _RIGHTWARD):
            found.setdefault(first, {}).update((index, LEADING) for index in _glyphs(first, 0))
    return found


def _glyphs(segment: Segment, place: int) -> list[int]:
    """The glyphs of the cluster that begins at a byte of a segment's text."""
    run, start, end = segment
    byte = run.clusters[end - 1 if run.rtl else start] + place
    return [index for index in range(start, end) if run.clusters[index] == byte]
