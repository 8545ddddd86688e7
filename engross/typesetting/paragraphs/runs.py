"""Runs of glyphs: a face, and what of a text was shaped in it, in visual order.

Widths are in Pango's units, 1024 to a CSS pixel. Imported only when a page is set.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_pango_font_key

GLYPH = ffi.sizeof("PangoGlyphInfo")
STEP = GLYPH // 4  # a glyph is so many 32-bit numbers: glyph, width, x offset, y offset, flags
NON_JOINER = "\u200c".encode()
_EMPTY = 0.05  # em: Amiri leaves .083 or .122 before some letters that follow waw or reh
_APART = 0.1  # em: where more is empty, poppler ends a word
EMPTY = pango.PANGO_GLYPH_EMPTY
SILENT, TURNED, LEADING, KEPT = "silent", "turned", "leading", "kept"  # roles of a font's twins: see `names`
_LAST_LETTERS = {SILENT: ("A", "B"), TURNED: ("C", "D"), LEADING: ("E", "F"), KEPT: ("G", "H")}  # of twins' names


class Face:
    """One font at one size: how far it reaches up and down (px), and what was written with it before."""

    __slots__ = (
        "advances", "ascent", "descent", "keep", "pango", "pdf_font", "pdf_fonts", "role", "size", "tokens", "twins",
    )  # fmt: skip

    def __init__(self, font: Any, keep: Any, role: str = "") -> None:
        self.pango, self.keep, self.role = font, keep, role
        self.twins: dict[str, Face] = {}
        rectangle = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(font, 1, ffi.NULL, rectangle)
        self.ascent = -rectangle.y * FROM_UNITS
        self.descent = rectangle.height * FROM_UNITS - self.ascent
        self.pdf_fonts: Any = None
        self.pdf_font: Any = None
        self.size = 0.0
        self.tokens: dict[tuple[bytes, bytes], Any] = {}
        self.advances: dict[int, int] = {}

    def enter(self, stream: Any) -> tuple[Any, float]:
        """The font as the document being written knows it, and its size (px)."""
        if self.pdf_fonts is not stream._fonts:
            self.pdf_font, self.size = self._once_more(stream) if self.role else stream.add_font(self.pango)
            self.pdf_fonts = stream._fonts
            if "engross_written" not in self.pdf_font.__dict__:
                self.pdf_font.engross_written = set()
        return self.pdf_font, self.size

    def _once_more(self, stream: Any) -> tuple[Any, float]:
        """The font once more, for glyphs that say something else: in the document it is a font of its own."""
        key, description, size = get_pango_font_key(self.pango)
        name = f"{self.role} {key}"
        if name not in stream._fonts:
            font = stream._fonts[name] = Font(self.pango, description, size)
            one, other = _LAST_LETTERS[self.role]
            font.hash = f"{font.hash[:-1]}{other if font.hash[-1] == one else one}"
            font.name = b"/" + font.hash.encode() + font.name[font.name.index(b"+") :]
        return stream._fonts[name], size

    def advance(self, glyph: int) -> int:
        """The width that a glyph has by itself, Pango units."""
        if glyph not in self.advances:
            rectangle = ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.pango, glyph, ffi.NULL, rectangle)
            self.advances[glyph] = int(rectangle.width)
        return self.advances[glyph]

    def in_role(self, role: str) -> "Face":
        """The same font for glyphs that say something else."""
        if role not in self.twins:
            self.twins[role] = Face(self.pango, self.keep, role)
        return self.twins[role]


class Run:
    """Glyphs of one face and direction, in visual order.

    `first` gives for the byte at which a cluster begins its first glyph in reading order; `reach` the width of so
    many glyphs in reading order. Both are made out of the glyphs again when they are asked for after `pack`.
    """

    __slots__ = (
        "_first",
        "_gaps",
        "_reach",
        "_twins",
        "_wide",
        "aside",
        "back",
        "clusters",
        "count",
        "data",
        "end",
        "face",
        "fills",
        "level",
        "put_in",
        "raw",
        "rtl",
        "squeezed",
        "start",
    )

    def __init__(self, face: Face, level: int, start: int, end: int, data: bytes) -> None:
        self.face, self.level, self.rtl = face, level, level & 1
        self.start, self.end, self.data = start, end, data
        self._gaps: list[int] | None = None
        self.put_in: frozenset[int] = frozenset()
        self._twins: dict[str, Run] = {}
        self._wide: dict[int, tuple[int, int]] | None = None
        self.back, self.squeezed, self.fills, self.aside = 0, 1.0, False, False  # see `filler`

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

    def in_role(self, role: str) -> "Run":
        """The same glyphs in a font in which they say something else."""
        if role not in self._twins:
            twin = self._twins[role] = Run(self.face.in_role(role), self.level, self.start, self.end, self.data)
            twin.fill(self.raw, self.clusters)
            twin._gaps = self.gaps()
        return self._twins[role]

    def wide(self) -> dict[int, tuple[int, int]]:
        """The glyphs of a word behind which, to the right, so much is empty that a reader takes it for a space.

        glyph → how much is empty, how much of that belongs to the glyph (Pango units). What is beside a space does not
        count.
        """
        if self._wide is None:
            numbers = memoryview(self.raw).cast("i")
            glyphs, advances, offsets = (numbers[each::STEP].tolist() for each in range(3))
            least, gaps = _EMPTY * self.face.size / FROM_UNITS, frozenset(self.gaps())
            self._wide = {}
            for index in range(self.count - 1):
                own = advances[index] - offsets[index]
                if own + offsets[index + 1] > least and 0 <= glyphs[index] < EMPTY and not gaps & {index, index + 1}:
                    own -= self.face.advance(glyphs[index])
                    if own + offsets[index + 1] > least:
                        self._wide[index] = own + offsets[index + 1], own
        return self._wide

    def space(self) -> bytes:
        """The glyph of a space of the run, without a width; nothing when it has none."""
        if not self.gaps():
            return b""
        at = self.gaps()[0] * GLYPH
        return self.raw[at : at + 4] + bytes(GLYPH - 4)

    def filler(self, space: bytes, empty: int, back: int) -> "Run":
        """A space that says it is none, as wide as what is empty.

        `back` is how far it begins before its place (Pango units), `squeezed` its width divided by that of a space,
        `aside` whether it is drawn over a word that is not divided for it.
        """
        made = Run(self.face.in_role(SILENT), self.level, 0, len(NON_JOINER), NON_JOINER)
        made.fill(space, [0])
        made.fills, made.back, made.aside = True, back, empty >= _APART * self.face.size / FROM_UNITS
        made.squeezed = empty / self.face.advance(memoryview(space).cast("i")[0])
        return made

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
