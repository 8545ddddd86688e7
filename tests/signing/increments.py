"""Increments behind a signature, written by hand: whole ones, and such as two programs read differently."""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf

Tail = Callable[[int, int], bytes]  # offset of the new table, offset of the old one → the last lines
CROSSED = b"\n/Artifact BMC q 1 1 1 rg 90 60 500 620 re f Q EMC\n"  # a white box over the text


def last_table(data: bytes) -> int:
    """The offset that the last `startxref` names."""
    return int(re.findall(rb"startxref\s+(\d+)", data)[-1])


def regular(new: int, _: int) -> bytes:
    """The last lines as they ought to be."""
    return b"startxref\n%d\n%%%%EOF\n" % new


SPELLINGS: dict[str, Tail] = {
    "a second number, which pyHanko takes": lambda new, old: b"startxref %d\n%d\n%%%%EOF\n" % (new, old),
    "the same without a space": lambda new, old: b"startxref%d\n%d\n%%%%EOF\n" % (new, old),
    "a zero, so that viewers build the table anew": lambda _, old: b"startxref 0\n%d\n%%%%EOF\n" % old,
    "an underscore, as Python writes numbers": lambda _, old: b"startxref\n%s\n%%%%EOF\n" % underscored(old),
    "a sign": lambda _, old: b"startxref\n+%d\n%%%%EOF\n" % old,
    "white space behind the number": lambda new, _: b"startxref\n%d \n%%%%EOF\n" % new,
    "words between": lambda new, _: b"startxref\n%d\n%%x\n%%%%EOF\n" % new,
    "the mark of the end twice": lambda new, _: b"startxref\n%d\n%%%%EOF\n%%%%EOF\n" % new,
    "spaces behind the end": lambda new, _: b"startxref\n%d\n%%%%EOF\n \n" % new,
    "the old table again": lambda _, old: b"startxref\n%d\n%%%%EOF\n" % old,
}


def underscored(number: int) -> bytes:
    text = b"%d" % number
    return text[:1] + b"_" + text[1:]


def covered_page(data: bytes, tail: Tail = regular) -> bytes:
    """The file with an increment that puts a white box over the first page."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        contents = pdf.pages[0].obj.Contents
        number, shown = contents.objgen[0], contents.read_bytes() + CROSSED
    return increment(data, {number: stream(b"", shown)}, tail)


def stream(about: bytes, data: bytes) -> bytes:
    """A stream object, without its head."""
    return b"<< /Length %d %s>>\nstream\n" % (len(data), about) + data + b"\nendstream"


def increment(
    data: bytes,
    objects: dict[int, bytes],
    tail: Tail = regular,
    trailer: bytes = b"",
    between: bytes = b"",
    entries: dict[int, int] | None = None,
) -> bytes:
    """The file with a revision of these objects; `between` stands before the table, `entries` are added to that."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root, size = pdf.Root.objgen[0], int(pdf.trailer.Size)
        info = b"/Info %d 0 R " % pdf.trailer.Info.objgen[0] if b"/Info" not in trailer else b""
        ids = b"".join(b"<%s>" % bytes(each).hex().encode() for each in pdf.trailer.ID)
    made, places = data, dict(entries or {})
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    made += between
    table = b"xref\n" + (b"".join(rows(places)) or b"0 0\n")
    about = b"trailer\n<< /Size %d /Root %d 0 R %s/ID [%s] /Prev %d %s>>\n" % (
        max(size, *(number + 1 for number in places)) if places else size,
        root,
        info,
        ids,
        last_table(data),
        trailer,
    )
    return made + table + about + tail(len(made), last_table(data))


def rows(places: dict[int, int]) -> Iterator[bytes]:
    for number in sorted(places):
        yield b"%d 1\n%010d 00000 n \n" % (number, places[number])


def new_number(data: bytes) -> int:
    """A number that no object of the file has."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return int(pdf.trailer.Size)


def number_of(data: bytes, find: Callable[[pikepdf.Pdf], pikepdf.Object]) -> tuple[int, bytes]:
    """The number of an object, and how it is written (of a stream, its dictionary)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = find(pdf)
        held = found.stream_dict if isinstance(found, pikepdf.Stream) else found
        return found.objgen[0], held.unparse(resolved=True)
