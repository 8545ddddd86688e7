"""Stored glyphs written into the PDF: strings of glyphs with the distances between them.

Imported only when a page is set.
"""

from collections.abc import Callable, Iterator
from itertools import accumulate
from struct import iter_unpack, pack
from typing import Any

from weasyprint.logger import LOGGER
from weasyprint.text.ffi import FROM_UNITS, pango
from weasyprint.text.line_break import Layout, create_layout

from engross.typesetting.paragraphs.names import SOFT_HYPHEN, Name, enter, name_split_ligatures, names_of, said_by
from engross.typesetting.paragraphs.order import said_apart, stretches
from engross.typesetting.paragraphs.runs import EMPTY, GLYPH, STEP, Face, Run, Segment

_UNKNOWN = pango.PANGO_GLYPH_UNKNOWN_FLAG
_OFF = 2  # thousandths of an em a glyph may stand off its place before a distance is written
_KEPT = 20_000  # words whose strings are remembered, for each face
_ASKED = ("ascent", "underline_position", "strikethrough_position", "underline_thickness", "strikethrough_thickness")

Chunk = tuple[int, str]  # rise (Pango units), hexadecimal glyphs with distances between them
Token = tuple[tuple[Chunk, ...], float, tuple[Name, ...]]


class Piece:
    """The glyphs of one text box of one line; stands where the engine keeps a layout of its own.

    `extra` is what justification adds to each space (px); `moves` what it adds behind single glyphs of a run;
    `leftward` whether the paragraph is read from right to left, `before` the character before them in its text.
    """

    __slots__ = (
        "_layout",
        "before",
        "extra",
        "first_line_direction",
        "leftward",
        "max_width",
        "moves",
        "segments",
        "style",
        "text",
    )

    def __init__(self, text: str, segments: list[Segment], style: Any, leftward: bool) -> None:
        self.text, self.segments, self.style, self.leftward = text, segments, style, leftward
        self.first_line_direction = int(style["direction"] == "rtl")
        self.max_width: float | None = None
        self.extra, self.before = 0.0, ""
        self.moves: dict[Run, dict[int, float]] | None = None
        self._layout: Any = None

    def reactivate(self, style: Any) -> None:
        """Nothing: the glyphs are at hand."""

    def deactivate(self) -> None:
        """Nothing: there is nothing to let go."""

    def __getattr__(self, name: str) -> Any:
        """The measures of a decoration, asked for only where a text has one."""
        if name not in _ASKED:
            raise AttributeError(name)
        if self._layout is None:
            self._layout = Layout(self.style)
        return getattr(self._layout, name)


def drawing(stock: Callable[..., Any]) -> Callable[..., Any]:
    """The function that draws a text box's line: ours for our pieces, the engine's for its own layouts."""

    def draw(stream: Any, box: Any, overflow: str, ellipsis: Any, matrix: Any) -> Any:
        piece = box.pango_layout
        if type(piece) is not Piece:
            return _draw_stock(stock, stream, box, overflow, ellipsis, matrix)
        if overflow == "ellipsis" or ellipsis != "none" or _coloured(stream, piece):
            layout = create_layout(box.text, box.style, None, None, piece.extra)
            layout.set_text(box.text, justify=True)
            layout.max_width = piece.max_width
            box.pango_layout = layout
            return stock(stream, box, overflow, ellipsis, matrix)
        if piece.segments and box.style["font_size"] >= 1e-6:
            _Writer(stream).write(piece, matrix.values)
        return []

    return draw


def _coloured(stream: Any, piece: Piece) -> bool:
    fonts = [run.face.enter(stream)[0] for run, _, _ in piece.segments]
    return any(font.bitmap or font.png or font.svg or font.colr for font in fonts)


class _Writer:
    """Writes the pieces of one text box."""

    def __init__(self, stream: Any) -> None:
        self.stream, self.rise, self.carry = stream, 0, 0.0
        self.out: list[str] = ["<"]

    def write(self, piece: Piece, matrix: tuple[float, ...]) -> None:
        """Write the glyphs of a piece from a place on, its spaces as wide as justification has made them.

        What is read from right to left is written stretch by stretch in the order of the text, the glyphs of each
        stretch from left to right; between two stretches a font is named anew, which some readers take for an end.
        """
        segments = said_apart(piece.segments, piece.leftward, piece.before)
        if piece.moves or not any(run.rtl for run, _, _ in segments):
            self.stream.set_text_matrix(*matrix)
            self.stretch(piece, segments)
        else:
            self.stretches(piece, segments, matrix)
        if self.rise:
            self.stream.set_text_rise(0)

    def stretches(self, piece: Piece, segments: list[Segment], matrix: tuple[float, ...]) -> None:
        """Write segments stretch by stretch, each in its place."""
        a, b, c, d, e, f = matrix
        place, wide = 0.0, 0.0
        for x, stretch in stretches(segments, piece.extra):
            x = round(x, 3)
            if wide != 1 or stretch[0][0].squeezed != 1:  # pypdf takes a way to the right for a space
                wide = stretch[0][0].squeezed
                self.stream.set_text_matrix(a * wide, b * wide, c, d, round(e + a * x, 3), round(f + b * x, 3))
            elif x != place:
                self.stream.move_text_to(round(x - place, 3), 0)
            place = x
            self.stream._current_font = None
            self.stretch(piece, stretch)

    def stretch(self, piece: Piece, segments: list[Segment]) -> None:
        """Write some segments that follow each other from left to right."""
        for segment in segments:
            font, size = segment[0].face.enter(self.stream)
            if self.stream._current_font != (font.hash, size):
                self.show()
                self.stream.set_font_size(font.hash, size)
            self.segment(segment, piece, font, 1000 / size)
        self.carry = 0.0  # what follows is written in a place of its own
        self.show()

    def show(self) -> None:
        """Hand over what has been gathered."""
        if self.out != ["<"]:
            distance = round(self.carry)
            self.out.append(f">{distance}" if distance else ">")  # an empty string behind would make PDFium forget it
            self.carry -= distance
            self.stream.show_text("".join(self.out))
            self.out = ["<"]

    def segment(self, segment: Segment, piece: Piece, font: Any, per_em: float) -> None:
        """Word by word, so that the string of a word is made once."""
        run, start, end = segment
        moves = piece.moves.get(run) if piece.moves else None
        stops = sorted(moves) if moves else run.gaps() if piece.extra else ()
        step = piece.extra * per_em
        for stop in stops:
            if stop < start:
                continue
            if stop >= end:
                break
            self.token(run, start, stop + 1, font)
            self.carry -= moves[stop] * per_em if moves else step
            start = stop + 1
        if start < end:
            self.token(run, start, end, font)

    def token(self, run: Run, start: int, end: int, font: Any) -> None:
        """The glyphs from start to end of a run; their names are entered at their first use in a document."""
        key = (run.raw[start * GLYPH : end * GLYPH], said_by(run, start, end))
        tokens = run.face.tokens
        known = tokens.get(key)
        if known is None:
            if len(tokens) > _KEPT:
                tokens.clear()
            known = _token(run, start, end, font)
            if known[2] is not None:
                tokens[key] = known
        chunks, error, names = known
        if key not in font.engross_written:
            font.engross_written.add(key)
            enter(font, names)
        if self.carry >= 1 or self.carry <= -1:
            distance = round(self.carry)
            self.out.append(f">{distance}<")
            self.carry -= distance
        for rise, text in chunks:
            if rise != self.rise:
                self.change_rise(rise)
            self.out.append(text)
        self.carry += error

    def change_rise(self, rise: int) -> None:
        """Glyphs that follow stand higher or lower."""
        if self.out != ["<"]:
            self.out.append(">")
            self.stream.show_text("".join(self.out))
            self.out = ["<"]
        self.stream.set_text_rise(-rise * FROM_UNITS)
        self.rise = rise


def _token(run: Run, start: int, end: int, font: Any) -> Token:
    """The string of some glyphs, what is left over at its end (thousandths of an em), and the names of the glyphs."""
    thousand = 1000 * FROM_UNITS / run.face.size
    numbers = memoryview(run.raw[start * GLYPH : end * GLYPH]).cast("i")
    glyphs = numbers[0::STEP].tolist()
    if all(0 <= glyph < EMPTY for glyph in glyphs):
        widths = [_width(run.face, glyph, thousand) for glyph in glyphs]
        names = names_of(run, start, end, glyphs, widths)
        if not any(numbers[2::STEP]) and not any(numbers[3::STEP]):
            pairs = zip(widths, numbers[1::STEP], strict=True)
            errors = list(accumulate(width - advance * thousand for width, advance in pairs))
            if all(-_OFF < error < _OFF for error in errors[:-1]):
                return ((0, pack(f">{len(glyphs)}H", *glyphs).hex()),), errors[-1], names
        return (*_spread(numbers, glyphs, widths, thousand), names)
    widths = [_odd_width(run, glyph, advance, thousand, font) for glyph, advance in _pairs(numbers)]
    glyphs = [_known(glyph, font) for glyph in glyphs]
    names = names_of(run, start, end, glyphs, widths)
    return (*_spread(numbers, glyphs, widths, thousand), names)


def _pairs(numbers: Any) -> Iterator[tuple[int, int]]:
    return zip((n & 0xFFFFFFFF for n in numbers[0::STEP]), numbers[1::STEP], strict=True)


def _width(face: Face, glyph: int, thousand: float) -> int:
    """The width a glyph has in the PDF, thousandths of an em."""
    return int(round(face.advance(glyph) * thousand))


def _known(glyph: int, font: Any) -> int:
    """The glyph as the document knows it; -1 for one that is not drawn."""
    glyph &= 0xFFFFFFFF
    if glyph == EMPTY:
        return -1
    return int(font.get_unused_glyph_id(glyph - _UNKNOWN)) if glyph & _UNKNOWN else glyph


def _odd_width(run: Run, glyph: int, advance: int, thousand: float, font: Any) -> int:
    """As `_width`, with a warning for a character that no face has."""
    if glyph == EMPTY:
        return 0
    if not glyph & _UNKNOWN:
        return _width(run.face, glyph, thousand)
    code = glyph - _UNKNOWN
    LOGGER.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(code), code)
    width = round(advance * thousand)
    font.widths.setdefault(0, width)
    return width


def _spread(numbers: Any, glyphs: list[int], widths: list[int], thousand: float) -> tuple[tuple[Chunk, ...], float]:
    """Glyphs that do not simply follow each other: distances between them, and rises."""
    chunks: list[Chunk] = []
    text, rise, error = "", 0, 0.0
    geometry = iter_unpack("<IiiiI", numbers.tobytes())
    for glyph, width, (_, advance, right, up, _) in zip(glyphs, widths, geometry, strict=True):
        if glyph < 0:
            error -= advance * thousand
            continue
        if up != rise:
            if text:
                chunks.append((rise, text))
            text, rise = "", up
        error -= right * thousand
        if error >= _OFF or error <= -_OFF:
            distance = round(error)
            text += f">{distance}<"
            error -= distance
        text += f"{glyph:04x}"
        error += right * thousand + width - advance * thousand
    if text:
        chunks.append((rise, text))
    return tuple(chunks), error


def _draw_stock(stock: Callable[..., Any], stream: Any, box: Any, *args: Any) -> Any:
    """A text box of the engine's own, its glyphs told what they say."""
    if box.style["direction"] == "rtl":
        name_split_ligatures(stream, box)
    drawn = stock(stream, box, *args)
    hyphen = box.style["hyphenate_character"]
    if box.text.endswith(hyphen):
        for font in stream._fonts.values():
            for glyph, text in font.to_unicode.items():
                if text == hyphen != "-":
                    font.to_unicode[glyph] = SOFT_HYPHEN
    return drawn
