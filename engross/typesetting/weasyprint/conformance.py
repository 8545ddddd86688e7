"""What a file declares that it conforms to, and what goes with it: metadata, viewer preferences, embedded sources.

Works on the engine's `pydyf.PDF` in the finisher that `Document.write_pdf` calls (WeasyPrint 70).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from engross.typesetting.weasyprint.xmp import UA_1

Finisher = Callable[[Any, Any], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file that an edition was made from, to be embedded in it: name, media type, bytes, what it is."""

    name: str
    mime: str
    data: bytes
    about: str


def attachments(sources: Sequence[Source], day: date) -> list[Any]:
    """The sources as the engine embeds them, all of the day given: the clock never enters a file."""
    from weasyprint import Attachment

    noon = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return [
        Attachment(
            file_obj=io.BytesIO(source.data), name=source.name, description=source.about, relationship="Source",
            created=noon, modified=noon,
        )
        for source in sorted(sources, key=lambda each: each.name)
    ]  # fmt: skip


def finisher(sources: Sequence[Source], rtl: bool, declaration: bytes = UA_1) -> Finisher:
    """What makes the engine's PDF/A-3a a PDF/UA-1 as well, declared in the same metadata."""

    def finish(document: Any, pdf: Any) -> None:
        declare(pdf, declaration)
        prefer(pdf, rtl)
        keep_pixels(pdf)
        name_types(pdf, sources)

    return finish


def declare(pdf: Any, description: bytes) -> None:
    """Put a description into the one rdf:RDF of the metadata, and leave the metadata uncompressed.

    Archives search files for it, and some validators ask for it (page-validation, METADATA-FILTER-001).
    """
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream[0] = metadata.stream[0].replace(b"</rdf:RDF>", description + b"</rdf:RDF>", 1)
    metadata.compress = False


def prefer(pdf: Any, rtl: bool) -> None:
    """The title in the window's bar; pages side by side from right to left for a right-to-left language."""
    import pydyf

    preferences = pydyf.Dictionary({"DisplayDocTitle": "true"})
    if rtl:
        preferences["Direction"] = "/R2L"
    pdf.catalog["ViewerPreferences"] = preferences


def keep_pixels(pdf: Any) -> None:
    """No image is smoothed by the viewer: PDF/A forbids it (ISO 19005-3, 6.2.8)."""
    for item in pdf.objects:
        extra = getattr(item, "extra", {})
        if extra.get("Subtype") == "/Image":
            extra["Interpolate"] = "false"


def name_types(pdf: Any, sources: Sequence[Source]) -> None:
    """The media type of each embedded file as it was given: the engine's guess depends on the machine."""
    types = {source.name: source.mime for source in sources}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Filespec":
            stream = pdf.objects[int(item["EF"]["F"].split()[0])]
            stream.extra["Subtype"] = "/" + types[item["UF"].string].replace("/", "#2F")
