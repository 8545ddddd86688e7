"""What a file says of itself: title, author and whatever else its information and its metadata (XMP) hold."""

import io
from collections.abc import Iterator
from typing import Any

from engross.readback.tag_tree import words
from engross.terminal import quoted

LONGEST = 120  # characters of a value that are shown
PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://www.aiim.org/pdfa/ns/id/": "pdfaid",
    "http://www.aiim.org/pdfua/ns/id/": "pdfuaid",
    "http://www.aiim.org/pdfa/ns/extension/": "pdfaExtension",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}
DATED = frozenset({"ModDate", "Producer", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:InstanceID", "pdf:Producer"})


def information(pdf: Any) -> dict[str, str]:
    """The entries of the document information (ISO 32000-1, 14.3.3); what is no text is shown as it is written."""
    import pikepdf

    held = pdf.trailer.get("/Info")
    if not isinstance(held, pikepdf.Dictionary):
        return {}
    return {
        key.lstrip("/"): words(each) if isinstance(each, pikepdf.String) else str(each) for key, each in held.items()
    }


def metadata(pdf: Any) -> dict[str, str] | None:
    """The properties of the metadata, each by its name and as text; None where they cannot be read."""
    from pyhanko.pdf_utils.metadata.xmp_xml import parse_xmp

    held = pdf.Root.get("/Metadata")
    if held is None:
        return {}
    try:
        found = [
            (_name(name), _text(value)) for root in parse_xmp(io.BytesIO(held.read_bytes())) for name, value in root
        ]
    except Exception:  # no stream, no XML, no XMP: pyHanko and lxml say so in many ways
        return None
    return {name: "; ".join(sorted(text for each, text in found if each == name)) for name, _ in found}


def _name(name: Any) -> str:
    """A property's name as it is commonly written, such as dc:title; unknown name spaces are given whole."""
    return f"{PREFIXES.get(name.ns, name.ns)}:{name.local_name}"


def _text(value: Any) -> str:
    """A value of the metadata in words: its parts in order, the languages of alternatives with them."""
    held, language = value.value, value.qualifiers.lang
    if hasattr(held, "entries"):
        text = ", ".join(_text(each) for each in held.entries)
    elif hasattr(held, "of"):  # a structure, which gives its fields one by one
        text = ", ".join(sorted(f"{name.local_name} {_text(each)}" for name, each in held))
    else:
        text = str(held)
    return f"{text} ({language})" if language and language != "x-default" else text


def differences(before: dict[str, str], now: dict[str, str], where: str) -> Iterator[str]:
    """What was signed of these and stands there otherwise now, in words; the dates of a change are passed over."""
    if before and not now:
        yield f"{where} was taken out"
        return
    for key in sorted({*before, *now} - DATED):
        was, stands = (_shown(each.get(key)) for each in (before, now))
        if was != stands:
            yield f"{where}, {key}: {was} was signed, {stands} stands there now"


def _shown(value: str | None) -> str:
    return "nothing" if value is None else quoted(value, LONGEST)
