"""What each glyph says to who copies or searches the text of a PDF.

Imported only when a page is set.
"""

import unicodedata
from typing import Any

from weasyprint.text.ffi import ffi

from engross.typesetting.paragraphs.runs import GLYPH, KEPT, NON_JOINER, SILENT, Face, Run

SOFT_HYPHEN = "\u00ad"  # what a reader who copies the text is told a hyphen at a line's end is
JOINER = "\u200d"  # what a glyph says that only joins two letters, or stretches a word (readers skip it)
RIGHT, LEFT = "\u200f", "\u200e"  # the right-to-left and the left-to-right mark
_QUOTES = frozenset("‘’‚“”„")  # turned round by PDFium though Unicode does not turn them
SHADDA = "\u0651"
_VOWELS = range(27, 33)  # combining classes of the Arabic vowels (Unicode)

Name = tuple[int, str, int, bool]  # glyph, what it says, its width, whether that outdoes what it said before


def said_by(run: Run, start: int, end: int) -> bytes:
    """The text of the glyphs from start to end: two words with the same glyphs may say different things."""
    clusters = run.clusters
    if run.rtl:
        return run.data[clusters[end - 1] : _behind(run, start)]
    stop = clusters[end] if end < run.count else run.end
    return run.data[clusters[start] : stop if stop != clusters[end - 1] else _behind(run, end - 1)]


def _behind(run: Run, index: int) -> int:
    """The byte at which the cluster after that of a glyph begins."""
    clusters, at = run.clusters, run.clusters[index]
    step = -1 if run.rtl else 1
    index += step
    while 0 <= index < run.count:
        if clusters[index] != at:
            return clusters[index]
        index += step
    return run.end


def enter(font: Any, names: tuple[Name, ...]) -> None:
    """Tell the document what glyphs say and how wide they are. What is said first holds, but a hyphen put in yields."""
    said, widths = font.to_unicode, font.widths
    for glyph, text, width, outdoes in names:
        widths.setdefault(glyph, width)
        before = said.get(glyph)
        if before is None or (text and (before in ("", SOFT_HYPHEN) or (outdoes and text != JOINER))):
            said[glyph] = text


def names_of(run: Run, start: int, end: int, glyphs: list[int], widths: list[int]) -> tuple[Name, ...]:
    """What each glyph says.

    The last glyph of a cluster in reading order says all of it. From right to left a cluster of as many glyphs as
    letters, or more, gives each glyph its letter and the others a joiner: Amiri draws lam-alef as two glyphs, and
    joins some letters by a glyph that is no letter; a reader must find neither too many letters nor too few.
    """
    if run.face.role == SILENT:
        joined = NON_JOINER.decode() if run.data == NON_JOINER else JOINER
        return tuple((glyph, joined, width, False) for glyph, width in zip(glyphs, widths, strict=True) if glyph >= 0)
    found: list[Name] = []
    for first, last in run.cluster_bounds(start, end):
        order = range(last, first - 1, -1) if run.rtl else range(first, last + 1)
        text = run.data[run.clusters[first] : _behind(run, first)].decode()
        count = len(order)
        if run.rtl and count > 1 and count >= len(text):
            said, outdoes = [*_as_drawn(text), *([JOINER] * (count - len(text)))], True
        else:
            said, outdoes = [*([""] * (count - 1)), text], False
        if run.face.role:
            said = [_with_marks(each, run.face.role) for each in said]
        for index, each in zip(order, said, strict=True):
            if start <= index < end and glyphs[index - start] >= 0:
                found.append((glyphs[index - start], each, widths[index - start], outdoes))
    return tuple(found)


def turns(letter: str) -> bool:
    """Whether a reader turns a character round where it reads from right to left.

    >>> turns("("), turns("”"), turns(":")
    (True, True, False)
    """
    return bool(unicodedata.mirrored(letter)) or letter in _QUOTES


def _with_marks(text: str, role: str) -> str:
    """What a glyph at the edge of a stretch says, from left to right as its reader takes it."""
    if not text:
        return text
    return text + LEFT if role == KEPT else RIGHT + text + (LEFT if turns(text[0]) else "")


def _as_drawn(text: str) -> list[str]:
    """The letters of a cluster with their marks in the order in which HarfBuzz draws them: shadda before the vowels."""
    found: list[str] = []
    for letter in text:
        place = len(found)
        if letter == SHADDA:
            while place and unicodedata.combining(found[place - 1]) in _VOWELS:
                place -= 1
        found.insert(place, letter)
    return found


def name_split_ligatures(stream: Any, box: Any) -> None:
    """Give each glyph of a many-glyph cluster its own letter in a line that the engine draws."""
    line, _ = box.pango_layout.get_first_line()
    text = box.pango_layout.text.encode()
    node = line.runs[0] if line != ffi.NULL else ffi.NULL
    while node != ffi.NULL:
        item, glyphs = node.data.item, node.data.glyphs
        node = node.next
        if item.analysis.level % 2 and glyphs.num_glyphs:
            font, _ = stream.add_font(item.analysis.font)
            run = Run(
                Face(item.analysis.font, None), item.analysis.level & 1, item.offset, item.offset + item.length, text
            )
            count = glyphs.num_glyphs
            clusters = [c + item.offset for c in ffi.unpack(glyphs.log_clusters, count)]
            run.fill(ffi.buffer(glyphs.glyphs, count * GLYPH)[:], clusters)
            ids = [glyphs.glyphs[i].glyph for i in range(count)]
            for glyph, said, _, outdoes in names_of(run, 0, count, ids, [0] * count):
                if outdoes and (said != JOINER or not font.to_unicode.get(glyph)):
                    font.to_unicode[glyph] = said
