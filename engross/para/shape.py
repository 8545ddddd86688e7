"""Text shaped once: one Pango layout of any length, its glyphs copied out, sliced at any character.

Widths are in Pango's units, 1024 to a CSS pixel. Imported only when a page is set.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout, strut

GLYPH = ffi.sizeof("PangoGlyphInfo")
STEP = GLYPH // 4  # a glyph is so many 32-bit numbers: glyph, width, x offset, y offset, flags
EMPTY = pango.PANGO_GLYPH_EMPTY
SPACES = " \u00a0"
_FONT = (
    "font_family", "font_style", "font_stretch", "font_weight", "font_variant_ligatures", "font_variant_position",
    "font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian",
    "font_feature_settings", "font_variation_settings", "font_language_override", "font_kerning", "lang",
    "direction", "font_size", "letter_spacing", "word_spacing",
)  # fmt: skip
_KEPT = 8_000  # words and fragments whose glyphs are remembered
_LEVEL = 0xFF  # of the number the engine reads there the lowest byte is the bidirectional level
_POINTER = ffi.typeof("uintptr_t")


class Face:
    """One font at one size: how far it reaches up and down (px), and what was written with it before."""

    __slots__ = ("ascent", "descent", "keep", "pango", "pdf_font", "pdf_fonts", "silent", "size", "tokens", "twin")

    def __init__(self, font: Any, keep: Any) -> None:
        self.pango, self.keep, self.silent = font, keep, False
        self.twin: Face | None = None
        rectangle = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(font, 1, ffi.NULL, rectangle)
        self.ascent = -rectangle.y * FROM_UNITS
        self.descent = rectangle.height * FROM_UNITS - self.ascent
        self.pdf_fonts: Any = None
        self.pdf_font: Any = None
        self.size = 0.0
        self.tokens: dict[tuple[bytes, bytes], Any] = {}

    def enter(self, stream: Any) -> tuple[Any, float]:
        """The font as the document being written knows it, and its size (px)."""
        if self.pdf_fonts is not stream._fonts:
            self.pdf_font, self.size = self._silent(stream) if self.silent else stream.add_font(self.pango)
            self.pdf_fonts = stream._fonts
            if "engross_written" not in self.pdf_font.__dict__:
                self.pdf_font.engross_written = set()
        return self.pdf_font, self.size

    def _silent(self, stream: Any) -> tuple[Any, float]:
        """The font once more, for glyphs that say nothing: in the document it is a font of its own."""
        key, description, size = get_pango_font_key(self.pango)
        name = f"silent {key}"
        if name not in stream._fonts:
            font = stream._fonts[name] = Font(self.pango, description, size)
            font.hash = f"{font.hash[:-1]}{'B' if font.hash[-1] == 'A' else 'A'}"
            font.name = b"/" + font.hash.encode() + font.name[font.name.index(b"+") :]
        return stream._fonts[name], size

    def without_words(self) -> "Face":
        """The same font for glyphs that say nothing."""
        if self.twin is None:
            self.twin = Face(self.pango, self.keep)
            self.twin.silent = True
        return self.twin


class Run:
    """Glyphs of one face and direction, in visual order.

    `first` gives for the byte at which a cluster begins its first glyph in reading order; `reach` the width of so
    many glyphs in reading order. Both are made out of the glyphs again when they are asked for after `pack`.
    """

    __slots__ = (
        "_first",
        "_gaps",
        "_reach",
        "_twin",
        "clusters",
        "count",
        "data",
        "end",
        "face",
        "level",
        "put_in",
        "raw",
        "rtl",
        "start",
    )

    def __init__(self, face: Face, level: int, start: int, end: int, data: bytes) -> None:
        self.face, self.level, self.rtl = face, level, level & 1
        self.start, self.end, self.data = start, end, data
        self._gaps: list[int] | None = None
        self.put_in: frozenset[int] = frozenset()
        self._twin: Run | None = None

    def fill(self, raw: bytes, clusters: Sequence[int]) -> None:
        """Take the glyphs (Pango's own layout in memory) and the byte each belongs to."""
        self.raw, self.clusters, self.count = raw, clusters, len(clusters)
        self._first: dict[int, int] | None = None
        self._reach: list[int] | None = None

    @property
    def first(self) -> dict[int, int]:
        """For the byte at which a cluster begins its first glyph in reading order."""
        if self._first is None:
            order = self.clusters if self.rtl else reversed(self.clusters)
            self._first = dict(zip(order, range(self.count - 1, -1, -1), strict=True))
        return self._first

    @property
    def reach(self) -> list[int]:
        """The width of so many glyphs in reading order, Pango units."""
        if self._reach is None:
            widths = memoryview(self.raw).cast("i")[1::STEP].tolist()
            if self.rtl:
                widths.reverse()
            self._reach = [0, *accumulate(widths)]
        return self._reach

    def pack(self) -> None:
        """Keep no more than what drawing needs."""
        self.gaps()
        self._first = self._reach = None
        self.clusters = array("i", self.clusters)

    def silent(self) -> "Run":
        """The same glyphs in a font in which they say nothing."""
        if self._twin is None:
            self._twin = Run(self.face.without_words(), self.level, self.start, self.end, self.data)
            self._twin.fill(self.raw, self.clusters)
        return self._twin

    def cluster_bounds(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """(first, last) glyph, in visual order, of each cluster that has glyphs between two indexes."""
        clusters = self.clusters
        while start and clusters[start - 1] == clusters[start]:
            start -= 1
        first = start
        for index in range(start + 1, self.count + 1):
            if index == self.count or clusters[index] != clusters[first]:
                yield first, index - 1
                first = index
                if index >= end:
                    return

    def note_joiners(self) -> None:
        """Note the glyphs of a right-to-left run that are no letters, but join two."""
        if not self.rtl or len(self.first) == self.count:
            return
        behind, found = self.end, list[int]()
        for first, last in self.cluster_bounds(0, self.count):
            letters = len(self.data[self.clusters[first] : behind].decode())
            if last - first + 1 > letters:
                found += range(first, last + 1 - letters)
            behind = self.clusters[first]
        self.put_in = frozenset(found)

    def cut(self, byte: int) -> tuple[int, bool]:
        """The first glyph in reading order at or behind a byte; and whether a cluster begins there."""
        index = self.first.get(byte)
        if index is not None:
            return index, True
        if byte <= self.start or byte >= self.end:
            return (0 if byte <= self.start else self.count), True
        clusters = self.clusters[::-1] if self.rtl else self.clusters
        return bisect_left(clusters, byte), False

    def gaps(self) -> list[int]:
        """The glyphs of spaces that may give, in visual order."""
        if self._gaps is None:
            found = []
            for space in (b" ", b"\xc2\xa0"):
                at = self.data.find(space, self.start, self.end)
                while at >= 0:
                    if (index := self.first.get(at)) is not None:
                        found.append(self.count - 1 - index if self.rtl else index)
                    at = self.data.find(space, at + 1, self.end)
            self._gaps = sorted(found)
        return self._gaps


Segment = tuple[Run, int, int]  # the glyphs of a run from one visual index up to another


@dataclass(slots=True)
class Shaped:
    """A text and its runs in reading order; `bytes_at` is the byte of each character, None when they are the same."""

    data: bytes
    runs: list[Run]
    bytes_at: list[int] | None
    width: int

    def byte(self, char: int) -> int:
        """The byte at which a character begins."""
        return char if self.bytes_at is None else self.bytes_at[char]


def style_key(style: Any) -> tuple[Any, ...]:
    """What of a style decides how text is shaped; equal for styles that shape alike."""
    known: tuple[Any, ...] | None = style.__dict__.get("engross_key")
    if known is None:
        if type(style) is AnonymousStyle:  # every one of these properties is inherited
            known = style_key(style.parent_style)
        else:
            values = (style[name] for name in _FONT)
            known = tuple(tuple(v) if isinstance(v, list) else v for v in values)
        style.engross_key = known
    return known


def lead(style: Any) -> tuple[float, float]:
    """Line height of a style and its baseline from the top, px."""
    known: tuple[float, float] | None = style.__dict__.get("engross_lead")
    if known is None:
        known = style.engross_lead = strut(style)
    return known


def _memory(config: Any) -> dict[str, dict[Any, Any]]:
    """What is remembered as long as the engine's view of the fonts lives."""
    memory: dict[str, dict[Any, Any]] | None = config.__dict__.get("engross")
    if memory is None:
        memory = config.engross = {"layouts": {}, "faces": {}, "shaped": {}}
    return memory


def _layout(style: Any) -> Any:
    """A bare PangoLayout for styles that shape alike."""
    layouts = _memory(style.font_config)["layouts"]
    key = style_key(style)
    known = layouts.get(key)
    if known is None:
        if spacing(style):
            style = style.copy()
            style["font_variant_ligatures"] = "none"
        known = layouts[key] = Layout(style)
    return known


def spacing(style: Any) -> float:
    """The letter-spacing of a style, px; 0 for none."""
    value = style["letter_spacing"]
    return 0.0 if value == "normal" else float(value)


def shape(text: str, style: Any) -> Shaped:
    """The text (one paragraph, without line breaks) as glyphs."""
    layout = _layout(style).layout
    data = text.encode()
    pango.pango_layout_set_text(layout, data, len(data))
    line = pango.pango_layout_get_line_readonly(layout, 0)
    runs, node = [], line.runs[0]
    faces = _memory(style.font_config)["faces"]
    while node != ffi.NULL:
        item, glyphs = node.data.item, node.data.glyphs
        node = node.next
        font = item.analysis.font
        key = int(ffi.cast(_POINTER, font))
        face = faces.get(key)
        if face is None:
            face = faces[key] = Face(font, _layout_of_its_own(style, data))
        at, count = item.offset, glyphs.num_glyphs
        shaped = Run(face, item.analysis.level & _LEVEL, at, at + item.length, data)
        clusters = [c + at for c in ffi.unpack(glyphs.log_clusters, count)]
        shaped.fill(_copied(glyphs.glyphs, count), clusters)
        shaped.note_joiners()
        runs.append(shaped)
    runs.sort(key=lambda run: run.start)
    letters, words = spacing(style), style["word_spacing"]
    if letters or words:
        for run in runs:
            _space_out(run, int(letters * TO_UNITS), int(words * TO_UNITS))
    return Shaped(data, runs, _bytes_at(text, data), sum(run.reach[-1] for run in runs))


def _copied(glyphs: Any, count: int) -> bytes:
    """Pango's glyphs, without their flags (of which most bits are never set): equal glyphs are equal bytes."""
    numbers = memoryview(bytearray(ffi.buffer(glyphs, count * GLYPH))).cast("I")
    numbers[STEP - 1 :: STEP] = memoryview(bytes(4 * count)).cast("I")
    return numbers.tobytes()


def shape_again(text: str, style: Any) -> Shaped:
    """As `shape`, remembered: for hyphens, fragments of words, words that are stretched."""
    memory = _memory(style.font_config)["shaped"]
    key = (style_key(style), text)
    known: Shaped | None = memory.get(key)
    if known is None:
        if len(memory) > _KEPT:
            memory.clear()
        known = memory[key] = shape(text, style)
    return known


def _layout_of_its_own(style: Any, data: bytes) -> Any:
    """A layout that is never used again and so keeps its fonts alive."""
    own = Layout(style)
    pango.pango_layout_set_text(own.layout, data, len(data))
    pango.pango_layout_get_line_readonly(own.layout, 0)
    return own


def _bytes_at(text: str, data: bytes) -> list[int] | None:
    if len(data) == len(text):
        return None
    sizes = (1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in text)
    return [0, *accumulate(sizes)]


def _space_out(run: Run, letters: int, words: int) -> None:
    """Letter-spacing behind each cluster, word-spacing at each space."""
    numbers = memoryview(bytearray(run.raw)).cast("i")
    for index in range(run.count):
        last = index == (0 if run.rtl else run.count - 1)
        if last or run.clusters[index] != run.clusters[index - 1 if run.rtl else index + 1]:
            numbers[index * STEP + 1] += letters
    for index in run.gaps():
        numbers[index * STEP + 1] += words
    run.fill(numbers.tobytes(), run.clusters)


def slice_of(shaped: Shaped, start: int, end: int, in_order: bool = True) -> list[Segment]:
    """The glyphs of the bytes from start to end, in visual order; or their runs in reading order."""
    found: list[Segment] = []
    for run in shaped.runs:
        if run.end <= start or run.start >= end:
            continue
        first = run.cut(start)[0] if start > run.start else 0
        last = run.cut(end)[0] if end < run.end else run.count
        if first < last:
            found.append((run, run.count - last, run.count - first) if run.rtl else (run, first, last))
    return reordered(found) if in_order and len(found) > 1 else found


def reordered(segments: list[Segment]) -> list[Segment]:
    """Segments in reading order put into visual order by their levels (Unicode bidirectional algorithm, rule L2)."""
    levels = [segment[0].level for segment in segments]
    lowest = min((level for level in levels if level & 1), default=None)
    if lowest is None:
        return segments
    for level in range(max(levels), lowest - 1, -1):
        at = 0
        while at < len(segments):
            stop = at
            while stop < len(segments) and segments[stop][0].level >= level:
                stop += 1
            segments[at:stop] = segments[at:stop][::-1]
            at = max(stop, at + 1)
    return segments


def clean_cut(shaped: Shaped, byte: int) -> bool:
    """Whether the text may be cut at a byte without shaping it anew: no cluster is divided."""
    return all(run.cut(byte)[1] for run in shaped.runs if run.start < byte < run.end)


def width_of(segments: list[Segment]) -> int:
    """The width of segments, Pango units."""
    total = 0
    for run, start, end in segments:
        reach = run.reach
        total += reach[run.count - start] - reach[run.count - end] if run.rtl else reach[end] - reach[start]
    return total
