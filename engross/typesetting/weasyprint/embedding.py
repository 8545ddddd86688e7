"""Fonts put into the PDF small and quickly: Chinese faces as bare CFF, Latin faces from tables read once.

The engine keeps a place for each of the 65,535 glyphs of a Chinese collection, and copies all of it for each
document. A CFF font whose glyphs are named by number (CID-keyed) needs neither: the glyphs that are used are kept
alone, with their numbers. PDF readers know such fonts as /CIDFontType0C (ISO 32000-1, 9.9).

Wraps `weasyprint.pdf.build_fonts_dictionary`, `weasyprint.pdf.fonts.Font._harfbuzz_subset` and
`weasyprint.pdf.fonts.get_hb_object_data` (WeasyPrint 70).
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any
from unicodedata import combining, normalize

SMALL = 4_000_000  # bytes: a face up to this is read into tables that serve all documents of a process
_KEPT = ("CFF ", "head", "hhea", "hmtx", "maxp")
_BARE_CFF = b"\x01\x00"


@contextmanager
def embedding() -> Iterator[None]:
    """Inside the block fonts are put into PDFs in our way."""
    import weasyprint.pdf as pdf
    import weasyprint.pdf.fonts as fonts

    build, subset, data_of = pdf.build_fonts_dictionary, fonts.Font._harfbuzz_subset, fonts.get_hb_object_data

    def build_and_name(document: Any, fonts: dict[str, Any], *args: Any, **options: Any) -> Any:
        before = len(document.objects)
        fonts = {key: font for key, font in fonts.items() if font.widths or font.used_in_forms}
        measure(fonts)
        built = build(document, fonts, *args, **options)
        for each in document.objects[before:]:
            if getattr(each, "extra", None) and each.extra.get("Subtype") == "/OpenType":
                _name_bare(each)
        return built

    pdf.build_fonts_dictionary = build_and_name
    fonts.Font._harfbuzz_subset = _subset_with(subset)
    fonts.get_hb_object_data = _head_of_large(data_of)
    try:
        yield
    finally:
        pdf.build_fonts_dictionary, fonts.Font._harfbuzz_subset = build, subset
        fonts.get_hb_object_data = data_of


def measure(fonts: dict[str, Any]) -> None:
    """Give each font the ascent and descent of the glyphs in it (thousandths of an em), where the face's are greater.

    The descriptor says how far the glyphs of this font reach, those with accents left out (ISO 32000-1, table 122),
    and readers of text tell lines apart by it. Amiri has 1.76 em from top to bottom for letters that no text has:
    its lines would overlap.
    """
    reached: dict[bytes, tuple[int, int]] = {}
    for font in fonts.values():
        face = font.name.partition(b"+")[2]
        reached[face] = _further(reached.get(face, (0, 0)), font)
    for font in fonts.values():
        ascent, descent = reached[font.name.partition(b"+")[2]]
        if ascent and not font.bitmap:
            font.ascent, font.descent = min(font.ascent, ascent), max(font.descent, descent)


def _further(reach: tuple[int, int], font: Any) -> tuple[int, int]:
    """How far up and down the glyphs of a font reach, or those before it if they reach farther."""
    from weasyprint.text.ffi import ffi

    library = _measuring()
    scale, box = ffi.new("int[2]"), ffi.new("hb_glyph_extents_t *")
    library.hb_font_get_scale(font.hb_font, scale, scale + 1)
    ascent, descent = reach
    for glyph in font.widths:
        if any(map(combining, normalize("NFD", font.to_unicode.get(glyph) or ""))):
            continue  # of letters with accents the descriptor says nothing
        if scale[1] and library.hb_font_get_glyph_extents(font.hb_font, glyph, box):
            edges = [round(edge * 1000 / scale[1]) for edge in (box.y_bearing, box.y_bearing + box.height)]
            ascent, descent = max(ascent, *edges), min(descent, *edges)
    return ascent, descent


@cache
def _measuring() -> Any:
    """HarfBuzz with its functions that measure a glyph; declared once."""
    from weasyprint.text.ffi import ffi, harfbuzz

    ffi.cdef("""
        typedef struct { int32_t x_bearing, y_bearing, width, height; } hb_glyph_extents_t;
        void hb_font_get_scale (hb_font_t *font, int *x_scale, int *y_scale);
        int hb_font_get_glyph_extents (hb_font_t *font, uint32_t glyph, hb_glyph_extents_t *extents);
    """)
    return harfbuzz


def _name_bare(stream: Any) -> None:
    if stream.stream[0][:2] == _BARE_CFF:
        stream.extra["Subtype"] = "/CIDFontType0C"


def _head_of_large(data_of: Callable[..., Any]) -> Callable[..., Any]:
    """As the engine's function, but of a large face only the head: it asks no more of it than what kind it is."""
    from weasyprint.text.ffi import ffi, harfbuzz

    def data(face: Any, *args: Any) -> Any:
        if not args and ffi.typeof(face) is ffi.typeof("hb_face_t *"):
            blob = ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy)
            if harfbuzz.hb_blob_get_length(blob) > SMALL:
                return _bytes(blob, 4)
        return data_of(face, *args)

    return data


def _bytes(blob: Any, most: int | None = None) -> bytes:
    from weasyprint.text.ffi import ffi, harfbuzz

    length = ffi.new("unsigned int *")
    found = harfbuzz.hb_blob_get_data(blob, length)
    return bytes(ffi.buffer(found, length[0] if most is None else min(most, length[0])))


def _subset_with(stock: Callable[..., Any]) -> Callable[..., Any]:
    """The engine's way of keeping the used glyphs of a font, or ours where it is quicker."""

    def subset(font: Any, glyphs: dict[int, str], hinting: bool) -> None:
        if "CFF " in font.tables and not font.missing and (found := _bare_cff(font, sorted(glyphs))):
            font.file_content = found
            font.__class__ = _bare_font()
        elif ready := _read_once(font):
            face, font.hb_face = font.hb_face, ready
            try:
                stock(font, glyphs, hinting)
            finally:
                font.hb_face = face
        else:
            stock(font, glyphs, hinting)

    return subset


@cache
def _bare_font() -> Any:
    """The engine's class of fonts, for one whose file is no OpenType file any more."""
    from weasyprint.pdf.fonts import Font

    class BareFont(Font):  # type: ignore[misc]
        type = "otf"

    return BareFont


def _bare_cff(font: Any, glyphs: list[int]) -> bytes:
    """The CFF table of these glyphs alone; empty when glyphs are not named by the numbers the page uses."""
    from fontTools.ttLib import TTFont
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    asked = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _add(harfbuzz_subset.hb_subset_input_glyph_set(asked), glyphs)
    tags = (harfbuzz.hb_tag_from_string(name.encode(), -1) for name in font.tables if name not in _KEPT)
    _add(harfbuzz_subset.hb_subset_input_set(asked, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG), sorted(tags))
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(asked, flags)
    face = harfbuzz_subset.hb_subset_or_fail(font.hb_face, asked)
    if face == ffi.NULL:
        return b""
    face = ffi.gc(face, harfbuzz.hb_face_destroy)
    whole = _bytes(ffi.gc(harfbuzz.hb_face_reference_blob(face), harfbuzz.hb_blob_destroy))
    file = TTFont(io.BytesIO(whole), lazy=True)
    top = file["CFF "].cff.topDictIndex[0]
    if not hasattr(top, "ROS") or not {f"cid{glyph:05}" for glyph in glyphs if glyph} <= set(top.charset):
        return b""
    return bytes(file.reader["CFF "])


def _add(numbers: Any, wanted: list[int]) -> None:
    from weasyprint.text.ffi import ffi, harfbuzz

    harfbuzz.hb_set_add_sorted_array(numbers, ffi.new("hb_codepoint_t[]", wanted), len(wanted))


@cache
def _ready_faces() -> dict[str, Any]:
    """The faces read once, by the name of the font in the PDF; for as long as the process lives."""
    from weasyprint.text.ffi import ffi

    ffi.cdef("hb_face_t * hb_subset_preprocess (hb_face_t *source);")
    return {}


def _read_once(font: Any) -> Any:
    """A small face with its tables ready for subsetting (HarfBuzz 6); None for a large face or an older HarfBuzz."""
    from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

    if len(font.file_content) > SMALL or not harfbuzz.hb_version_atleast(6, 0, 0):
        return None
    faces = _ready_faces()
    key = f"{font.name!r} {font.index} {len(font.file_content)}"
    if key not in faces:
        faces[key] = ffi.gc(harfbuzz_subset.hb_subset_preprocess(font.hb_face), harfbuzz.hb_face_destroy)
    return faces[key]
