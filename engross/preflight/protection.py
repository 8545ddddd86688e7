"""Encryption and signatures: what a file is locked with, and who has signed it (ISO 32000-1, 7.6 and 12.8)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engross.preflight import Finding, Severity

NAME = "protection"


def check(pdf: Any, file: Path, for_press: bool) -> Iterator[Finding]:
    """A finding for encryption, and a note for each signature: that it is there, not that it is good."""
    if pdf.is_encrypted:
        yield Finding(
            code="protection/encrypted",
            text="the file is encrypted: archives and presses refuse it",
            hint="save it without a password",
            rule="ISO 19005-3, 6.1.3; ISO 15930-7",
        )
    size = file.stat().st_size
    for name, signature in _signatures(pdf):
        covered = [int(each) for each in signature.get("/ByteRange", [])]
        end = covered[-2] + covered[-1] if len(covered) == 4 else 0
        after = "" if end == size else "; the file has been added to since"
        yield Finding(
            code="protection/signed",
            severity=Severity.NOTE,
            text=f"a signature is present in the field {name!r}{after}; whether it is valid was not asked",
            hint="ask a program that knows the signer's certificates, and change nothing in the file",
            rule="ISO 32000-1, 12.8",
        )


def _signatures(pdf: Any) -> Iterator[tuple[str, Any]]:
    import pikepdf

    form = pdf.Root.get("/AcroForm", {})
    waiting = list(form.get("/Fields", [])) if isinstance(form, pikepdf.Dictionary) else []
    for field in waiting:  # grows while kids are found; each object once
        kind, value = field.get("/FT"), field.get("/V")
        if kind == "/Sig" and isinstance(value, pikepdf.Dictionary):
            yield str(field.get("/T", "")), value
        known = {each.objgen for each in waiting}
        waiting += [kid for kid in field.get("/Kids", []) if kid.objgen not in known]
