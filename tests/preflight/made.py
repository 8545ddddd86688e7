"""PDF files written by hand, object by object: what no program would write."""

import time
import zlib
from collections.abc import Iterator
from pathlib import Path

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R/Resources<<>>>>"
SAID = b"/P <</MCID 0>> BDC BT /f 9 Tf 9 9 Td (hello) Tj ET EMC"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d %s>>stream\n" % (len(data), entries) + data + b"\nendstream"


def packed(piece: bytes, times: int) -> bytes:
    """A stream object that unpacks to a piece many times over."""
    packer = zlib.compressobj(9)
    return stream(b"".join(packer.compress(piece) for _ in range(times)) + packer.flush(), b"/Filter/FlateDecode")


def write(folder: Path, *objects: bytes, trailer: bytes = b"") -> Path:
    """A file of these objects, numbered from 1, of which the first is the catalogue."""
    data, offsets = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, len(data))
    (folder / "made.pdf").write_bytes(data + table + end)
    return folder / "made.pdf"


def tagged(folder: Path, *tree: bytes, content: bytes = SAID, resources: bytes = b"/Font<</f 6 0 R>>") -> Path:
    """A file of one page with that content and a structure tree of objects 5 (its root), 7, 8, …"""
    catalog = b"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 5 0 R/MarkInfo<</Marked true>>/Lang(en)>>"
    page = PAGE.replace(b"<<>>", b"<<" + resources + b">>")
    return write(folder, catalog, PAGES, page, stream(content), tree[0], FONT, *tree[1:])


def endless() -> Iterator[int]:
    """Work that says one thing and does not end."""
    yield 1
    time.sleep(600)


def greedy() -> Iterator[int]:
    """Work that says one thing and takes two gigabytes."""
    yield 1
    yield len(bytearray(2 << 30))


def chatty() -> Iterator[str]:
    """Work that does not stop talking."""
    while True:
        yield "x" * 10_000_000


def broken() -> Iterator[int]:
    """Work that says one thing and dies."""
    yield 1
    import os

    os.abort()
