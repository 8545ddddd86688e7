"""What a PDF says of itself: the standards that its metadata declare."""

import re
from typing import Any

NAMES = {"ua1": "PDF/UA-1", "ua2": "PDF/UA-2", "x4": "PDF/X-4"}


def declared(pdf: Any) -> tuple[str, ...]:
    """The profiles that the metadata of an open file (a pikepdf.Pdf) declare: 3a, ua1, x4, …; () for none.

    pikepdf.PdfError when there are metadata that cannot be unpacked.
    """
    import pikepdf

    metadata = pdf.Root.get("/Metadata")
    return profiles(_decoded(metadata.read_bytes())) if isinstance(metadata, pikepdf.Stream) else ()


def profiles(xmp: str) -> tuple[str, ...]:
    """The profiles that XMP metadata declare.

    >>> profiles('<x pdfaid:part="3" pdfaid:conformance="A"/><pdfuaid:part>1</pdfuaid:part>')
    ('3a', 'ua1')
    >>> profiles('<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>')
    ('x4',)
    """
    found = []
    if part := _value(xmp, "pdfaid:part"):
        found.append(part + _value(xmp, "pdfaid:conformance").lower())
    if part := _value(xmp, "pdfuaid:part"):
        found.append(f"ua{part}")
    if version := _value(xmp, "pdfxid:GTS_PDFXVersion"):
        found.append("x" + version.removeprefix("PDF/X-").lower())
    return tuple(found)


def _value(xmp: str, name: str) -> str:
    found = re.search(rf"{name}(?:\s*=\s*[\"']|\s*>)\s*([\w/-]+)", xmp)
    return found[1] if found else ""


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8", "replace")


def name(profile: str) -> str:
    """A profile as people write it.

    >>> [name(each) for each in ("3a", "ua1", "x4", "x1a:2003")]
    ['PDF/A-3a', 'PDF/UA-1', 'PDF/X-4', 'PDF/X-1a:2003']
    """
    return NAMES.get(profile) or (f"PDF/X-{profile[1:]}" if profile[:1] == "x" else f"PDF/A-{profile}")
