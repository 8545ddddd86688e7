"""Text shaped once: one Pango layout of any length, its glyphs copied out, sliced at any character.

Widths are in Pango's units, 1024 to a CSS pixel. Imported only when a page is set.
"""

from contextlib import suppress
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from weasyprint.css import AnonymousStyle
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, strut

from engross.typesetting.paragraphs.runs import GLYPH, STEP, Face, Run, Segment
from engross.typesetting.weasyprint.styles import PageSizeAsked, PageStyle

NO_BREAK_HYPHEN = "\u2011"
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
        known = style.engross_key = _style_key(style)
    return known


def _style_key(style: Any) -> tuple[Any, ...]:
    if isinstance(style, AnonymousStyle):  # every one of these properties is inherited
        return style_key(style.parent_style)
    if isinstance(style, PageStyle):
        with suppress(PageSizeAsked):
            return style_key(style.kept)
    values = (style[name] for name in _FONT)
    return tuple(tuple(v) if isinstance(v, list) else v for v in values)


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
    """The text (one paragraph, without line breaks) as glyphs; a no-break hyphen is set as a hyphen.

    Few faces have a glyph for U+2011, and a line never ends at it.
    """
    layout = _layout(style).layout
    data = text.replace(NO_BREAK_HYPHEN, "-").encode()
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
    said = text.replace(NO_BREAK_HYPHEN, "-")
    sizes = (1 if c < "\x80" else 2 if c < "\u0800" else 3 if c < "\U00010000" else 4 for c in said)
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
