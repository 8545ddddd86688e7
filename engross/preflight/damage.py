"""Damage: a file that cannot be opened, that had to be repaired to be read, or that has no page (ISO 32000-1, 7)."""

from collections.abc import Iterator
from typing import Any

from engross.preflight import Finding, Severity, claims

NAME = "file"
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
    told = _told(pdf)
    large = [each for each in told if LARGE in each]
    if wrong := [each for each in told if LARGE not in each]:
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


def _told(pdf: Any) -> list[str]:
    """What qpdf had to repair or pass over, each once, without the name of the file."""
    said = [str(each).replace(str(pdf.filename), "") for each in (*pdf.check_pdf_syntax(), *pdf.get_warnings())]
    plain = (" ".join(each.removeprefix("WARNING:").split()).lstrip(": ") for each in said)
    return list(dict.fromkeys(each for each in plain if not any(word in each for word in HARMLESS)))
