"""The revisions of a file behind what was signed, byte by byte.

A program that shows a file, and one that judges its signatures, find the present state from the last lines of the
file, and from the tables of objects that these name. Where the two are not exactly as ISO 32000-1, 7.5, has them, one
program may show what the other never saw; so nothing but the exact form passes, and no byte belongs to nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engross.inspect.verifying.syntax import WHITE, Irregular, Object, Reference, read_object, read_value

TAIL = re.compile(rb"(?<=[\r\n])startxref\r?\n(\d{1,10})\r?\n%%EOF(?:\r?\n)?\Z")
END, LONGEST_TAIL = b"%%EOF", 64
MOST_OBJECTS = 200_000
_TABLE = re.compile(rb"xref[ ]?\r?\n")
_PART = re.compile(rb"(\d{1,10}) (\d{1,10})[ ]?\r?\n")
_ENTRY = re.compile(rb"(\d{10}) (\d{5}) ([nf])(?: \r| \n|\r\n)")
_COMMENT = re.compile(rb"%(?!%)[ -~]{0,80}")
_WORDS = re.compile(rb"obj|stream|xref|trailer|%%")
_TRAILER = re.compile(rb"trailer[\0\t\n\f\r ]*(?=<<)")


@dataclass(frozen=True, slots=True)
class Revision:
    """An increment: where it begins and ends, the numbers of the objects that it writes anew or frees, its comments."""

    start: int
    end: int
    written: frozenset[int]
    freed: frozenset[int]
    comments: tuple[str, ...] = ()


@dataclass(slots=True)
class _Section:
    """A table of objects: trailer, end, offsets of objects, objects within others (number → holder), freed."""

    trailer: dict[bytes, Any]
    end: int
    offsets: dict[int, int]
    within: dict[int, int]
    freed: set[int]


def tail(data: bytes, end: int) -> tuple[int, int]:
    """(where the tail of the revision that ends here begins, the offset that it names); Irregular when it is none."""
    start = max(end - LONGEST_TAIL, 0)
    if not (found := TAIL.search(data[start:end])):
        raise Irregular("its last lines are not exactly `startxref`, one number and `%%EOF`")
    return start + found.start(), int(found[1])


def revisions(data: bytes, signed: int) -> tuple[Revision, ...]:
    """The revisions behind the first `signed` bytes, in order; Irregular when they are not that and nothing else."""
    _, wanted = tail(data, signed)
    found: list[Revision] = []
    end = len(data)
    while end > signed:
        revision, previous = _revision(data, signed, end)
        found.append(revision)
        end = revision.start
        if end > signed and tail(data, end)[1] != previous or end <= signed and previous != wanted:
            raise Irregular("a table of objects does not name the one before it")
    return tuple(reversed(found))


def _revision(data: bytes, signed: int, end: int) -> tuple[Revision, int]:
    """The revision that ends here, and the offset of the table before its own."""
    closing, offset = tail(data, end)
    if not signed <= offset < closing:
        raise Irregular(f"no table of objects names the {end - signed} bytes up to byte {end}")
    section = _section(data, offset)
    spans = sorted(_spans(data, section, offset, signed))
    before = data.rfind(END, signed, spans[0][0])
    start = signed if before < 0 else before + len(END)
    comments = tuple(_tiled(data, spans, start, closing))
    previous = section.trailer.get(b"/Prev")
    if not isinstance(previous, int):
        raise Irregular("its last table of objects names none before it")
    written = frozenset((*section.offsets, *section.within))
    return Revision(start, end, written, frozenset(section.freed), comments), previous


def _tiled(data: bytes, spans: list[tuple[int, int]], start: int, closing: int) -> Iterator[str]:
    """The comments between the objects and the table of a revision; Irregular when bytes belong to none, or to two.

    A comment is one short line, as some programs that sign write their name, and holds no word of the structure.
    """
    at = start
    for begin, end in (*spans, (closing, closing)):
        if begin < at:
            raise Irregular("objects stand within each other")
        if rest := data[at:begin].strip(WHITE):
            if not _COMMENT.fullmatch(rest) or _WORDS.search(rest):
                raise Irregular(f"{begin - at} bytes from byte {at} on belong to no object")
            yield rest.decode("ascii")
        at = end


def _spans(data: bytes, section: _Section, offset: int, signed: int) -> Iterator[tuple[int, int]]:
    """(begin, end) of each object that the section names, and of the section."""
    yield offset, section.end
    holders = {}
    for number, at in section.offsets.items():
        if at == offset:
            continue
        if not signed <= at:
            raise Irregular(f"object {number} is said to stand in what was signed before")
        made = read_object(data, at, lambda other: _number(data, section, other))
        if made.number != number:
            raise Irregular(f"object {number} is said to stand where object {made.number} is")
        if isinstance(made.value, dict) and made.value.get(b"/Type") == b"/ObjStm":
            holders[number] = made
        yield at, made.end
    if missing := set(section.within.values()) - set(holders):
        raise Irregular(f"object {min(missing)} is said to hold others, and is no such object of this revision")


def _number(data: bytes, section: _Section, other: Reference) -> int:
    """The number that an object of the same revision holds."""
    at = section.offsets.get(other.number)
    made = read_object(data, at, lambda _: -1) if at is not None else None
    if made is None or not isinstance(made.value, int):
        raise Irregular(f"object {other.number}, which says how long another is, is not in the same revision")
    return made.value


# Tables of objects


def _section(data: bytes, offset: int) -> _Section:
    section = _table(data, offset) if _TABLE.match(data, offset) else _stream(data, offset)
    size = section.trailer.get(b"/Size")
    highest = max((*section.offsets, *section.within, *section.freed, 0))
    if not isinstance(size, int) or not highest < size:
        raise Irregular("its table of objects has more than it says")
    for key in (b"/XRefStm", b"/Encrypt"):
        if key in section.trailer:
            raise Irregular(f"its table of objects has {key.decode()}, which programs read in different ways")
    return section


def _table(data: bytes, offset: int) -> _Section:
    """A table of objects in words (7.5.4)."""
    begin = _TABLE.match(data, offset)
    at = begin.end() if begin else offset
    offsets: dict[int, int] = {}
    freed: set[int] = set()
    while part := _PART.match(data, at):
        at = part.end()
        for number in range(int(part[1]), int(part[1]) + min(int(part[2]), MOST_OBJECTS)):
            if not (entry := _ENTRY.match(data, at)) or number in offsets or number in freed:
                raise Irregular(f"its table of objects is not regular at byte {at}")
            at = entry.end()
            if entry[3] == b"n":
                offsets[number] = int(entry[1])
            else:
                freed.add(number)
    if not (trailer := _TRAILER.match(data, at)):
        raise Irregular(f"no trailer follows its table of objects, at byte {at}")
    value, end = read_value(data, trailer.end())
    return _Section(value, end, offsets, {}, freed - {0})


def _stream(data: bytes, offset: int) -> _Section:
    """A table of objects in a stream (7.5.8)."""

    def refuse(_: Reference) -> int:
        raise Irregular("how long its table of objects is stands elsewhere")

    made = read_object(data, offset, refuse)
    if made.stream is None or made.value.get(b"/Type") != b"/XRef":
        raise Irregular(f"no table of objects begins at byte {offset}, where one is said to be")
    section = _Section(made.value, made.end, {}, {}, set())
    for number, kind, value in _entries(made):
        if number in section.offsets or number in section.within or number in section.freed:
            raise Irregular(f"its table of objects names object {number} twice")
        if kind == 1:
            section.offsets[number] = value
        elif kind == 2:
            section.within[number] = value
        elif number:
            section.freed.add(number)
    return section


def _entries(made: Object) -> Iterator[tuple[int, int, int]]:
    """(number, kind, offset or holder) of each entry of a table in a stream."""
    widths, size = made.value.get(b"/W"), made.value.get(b"/Size")
    index = made.value.get(b"/Index", [0, size])
    whole = [*(widths if isinstance(widths, list) else ()), *(index if isinstance(index, list) else ())]
    if not all(isinstance(each, int) and each >= 0 for each in whole) or len(widths or ()) != 3 or len(index) % 2:
        raise Irregular("its table of objects does not say how it is to be read")
    data, at = _decoded(made), 0
    for first, count in zip(index[::2], index[1::2], strict=True):
        for number in range(first, first + min(count, MOST_OBJECTS)):
            fields = []
            for width in widths:
                fields.append(int.from_bytes(data[at : at + width], "big"))
                at += width
            yield number, fields[0] if widths[0] else 1, fields[1]
    if at != len(data):
        raise Irregular("its table of objects is longer or shorter than it says")


def _decoded(made: Object) -> bytes:
    """The bytes of a stream of the table, unpacked by qpdf."""
    import pikepdf

    about = {key: _as_pikepdf(made.value[key]) for key in (b"/Filter", b"/DecodeParms") if key in made.value}
    with pikepdf.new() as pdf:
        stream = pikepdf.Stream(pdf, made.stream or b"", **{key.decode()[1:]: value for key, value in about.items()})
        try:
            return stream.read_bytes()
        except pikepdf.PdfError:
            raise Irregular("its table of objects cannot be unpacked") from None


def _as_pikepdf(value: Any) -> Any:
    import pikepdf

    if isinstance(value, dict):
        return pikepdf.Dictionary({key.decode("latin-1"): _as_pikepdf(each) for key, each in value.items()})
    if isinstance(value, list):
        return pikepdf.Array([_as_pikepdf(each) for each in value])
    if isinstance(value, bytes) and value.startswith(b"/"):
        return pikepdf.Name(value.decode("latin-1"))
    if isinstance(value, int):
        return value
    raise Irregular("its table of objects does not say how it is packed")
