"""Damage: a file that cannot be opened, that had to be repaired to be read, or that has no page (ISO 32000-1, 7)."""

import hashlib
import zlib
from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, Severity, claims
from engross.preflight.drawings import elements, is_dictionary
from engross.preflight.sandbox import MEBIBYTE

NAME = "file"
PIECE = MEBIBYTE  # unpacked at once
UNPACKED = 256 * MEBIBYTE  # what one stream may come to
LARGE = "memory limit exceeded"
# What qpdf says of sound files, too: a habit of many programs, and hints for slow lines, which nobody has to follow.
HARMLESS = (
    "a common error handled correctly",
    "re-processed without filtering",
    "hint table",
    "linearized file",
    "shared identifier",
)


def unreadable(error: Exception) -> Finding:
    """Why a file cannot be opened."""
    import pikepdf

    if isinstance(error, pikepdf.PasswordError):
        text, hint, rule = "the file is encrypted with a password", "save it without a password", "7.6"
    else:
        what = " ".join(str(error).split())
        text, hint, rule = f"the file cannot be read as a PDF: {what}", "make the file anew from its source", "7.5"
    return Finding(code="file/unreadable", text=text, hint=hint, rule=f"ISO 32000-1, {rule}")


def check(pdf: Any) -> Iterator[Finding]:
    """A finding for a file without pages, and one for all that had to be repaired or passed over to read it."""
    if not len(pdf.pages):
        yield Finding(
            code="file/no-pages",
            text="the file has no page",
            hint="make the file anew from its source",
            rule="ISO 32000-1, 7.7.3",
        )
    yield from _metadata(pdf)
    yield from _changed(pdf)
    said = told(pdf)
    large = [each for each in said if LARGE in each]
    if wrong := [each for each in said if LARGE not in each]:
        yield Finding(
            code="file/damaged",
            text=f"the file is damaged, and programs that repair it may differ: {'; '.join(wrong)[:400]}",
            hint="make the file anew from its source; if it came by post, have it sent again",
            rule="ISO 32000-1, 7",
            times=len(wrong),
        )
    if large:
        yield Finding(
            code="file/large",
            severity=Severity.WARNING,
            text="a part of the file unpacks to more than engross looks at, and was not looked at",
            hint="see whether it is a large picture; if not, do not open the file",
            rule="ISO 32000-1, 7.4",
            times=len(large),
        )


def _metadata(pdf: Any) -> Iterator[Finding]:
    import pikepdf

    try:
        claims.declared(pdf)
    except pikepdf.PdfError:
        yield Finding(
            code="file/metadata",
            text="the metadata cannot be read: what the file declares is not known",
            hint="make the file anew from its source, or say with --profile what to hold it to",
            rule="ISO 32000-1, 14.3.2",
        )


def _changed(pdf: Any) -> Iterator[Finding]:
    """Data that are not what their own checksums say: qpdf and the validators do not look."""
    import pikepdf

    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    packed = [each.objgen[0] for each in streams if not _sound(each)]
    embedded = [each.objgen[0] for each in streams if not _agrees(each)]
    for code, numbers, what in (("packed", packed, "packed data"), ("embedded", embedded, "an embedded file")):
        if numbers:
            yield Finding(
                code=f"file/changed-{code}",
                text=f"{what} (object {numbers[0]}) cannot be what was put in: the checksum is that of something else",
                hint="do not use the file: have it sent again, or make it anew from its source",
                rule="ISO 32000-1, 7.11.4.1" if code == "embedded" else "ISO 32000-1, 7.4.4; RFC 1950",
                number=numbers[0],
                times=len(numbers),
            )


def _sound(stream: Any) -> bool:
    """Whether packed data agree with their checksum; those that are cut short are for others to tell."""
    filters = stream.get("/Filter")
    first = filters[0] if len(elements(filters)) else filters
    if str(first) != "/FlateDecode":
        return True
    unpacking, data, done = zlib.decompressobj(), stream.read_raw_bytes(), 0
    try:
        while data and done < UNPACKED:
            done += len(unpacking.decompress(data, PIECE))
            data = unpacking.unconsumed_tail
    except zlib.error as error:
        return "incorrect data check" not in str(error)
    return True


def _agrees(stream: Any) -> bool:
    """Whether an embedded file is the one that its checksum is of."""
    import pikepdf

    about = stream.get("/Params")
    told = about.get("/CheckSum") if is_dictionary(about) else None
    if not isinstance(told, pikepdf.String) or stream.get("/Type") != "/EmbeddedFile":
        return True
    try:
        return bytes(told) == hashlib.md5(stream.read_bytes(), usedforsecurity=False).digest()
    except pikepdf.PdfError:  # what cannot be unpacked is damaged, which qpdf tells
        return True


def told(pdf: Any) -> list[str]:
    """What qpdf had to repair or pass over, each once, without the name of the file."""
    said = [str(each).replace(str(pdf.filename), "") for each in (*pdf.check_pdf_syntax(), *pdf.get_warnings())]
    plain = (" ".join(each.removeprefix("WARNING:").split()).lstrip(": ") for each in said)
    return list(dict.fromkeys(each for each in plain if not any(word in each for word in HARMLESS)))
