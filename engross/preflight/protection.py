"""Encryption and signatures: what a file is locked with, and who has signed it (ISO 32000-1, 7.6 and 12.8)."""

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engross.preflight import Finding, Severity
from engross.preflight.drawings import elements, is_dictionary

NAME = "protection"


def check(pdf: Any, file: Path, for_press: bool) -> Iterator[Finding]:
    """A finding for encryption, and a note for each signature: that it is there, not that it is good.

    Encryption breaks PDF/X; of PDF/A and PDF/UA the validators judge.
    """
    if pdf.is_encrypted:
        yield Finding(
            code="protection/encrypted",
            severity=Severity.ERROR if for_press else Severity.WARNING,
            text="the file is encrypted: archives and presses refuse it",
            hint="save it without a password",
            rule="ISO 15930-7" if for_press else "ISO 19005-3, 6.1.3",
        )
    size = file.stat().st_size
    for name, signature in _signatures(pdf):
        covered = [int(each) for each in elements(signature.get("/ByteRange")) if isinstance(each, int)]
        end = covered[-2] + covered[-1] if len(covered) == 4 else 0
        after = "" if end == size else "; the file has been added to since"
        yield Finding(
            code="protection/signed",
            severity=Severity.NOTE,
            text=f"a signature is present in the field {name!r}{after}; whether it is valid was not asked",
            hint="ask `engross verify`, which knows signatures, and change nothing in the file",
            rule="ISO 32000-1, 12.8",
        )


def _signatures(pdf: Any) -> Iterator[tuple[str, Any]]:
    for field in fields(pdf):
        value = field.get("/V")
        if field.get("/FT") == "/Sig" and is_dictionary(value):
            yield str(field.get("/T", "")), value


def fields(pdf: Any) -> Iterator[Any]:
    """Each field of the file's form, once, with those that it is made of."""
    form = pdf.Root.get("/AcroForm")
    waiting = deque(elements(form.get("/Fields")) if is_dictionary(form) else ())
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.popleft()
        if not is_dictionary(field) or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        yield field
        waiting += elements(field.get("/Kids"))
