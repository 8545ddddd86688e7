"""The signatures of a file, as values: pyHanko judges, by ETSI EN 319 102-1, and nothing is asked of a network.

Only the anchors that are given are trusted; the system's are never asked.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from engross.inspect.signing.applying import holds, name_of, name_of_name
from engross.inspect.signing.objects import entry
from engross.inspect.signing.quiet import quiet
from engross.inspect.verifying import Signature, later, trust
from engross.inspect.verifying.trust import Trusted
from engross.terminal import quoted

CERTIFIES = {1: "no change", 2: "form entries and other signatures", 3: "form entries, other signatures and notes"}


@dataclass(frozen=True, slots=True)
class Found:
    """The signatures of a file, the fields that wait for one, the traces of one that was taken out."""

    signatures: tuple[Signature, ...]
    waiting: tuple[str, ...]
    traces: tuple[str, ...]


def find(data: bytes, trusted: Trusted) -> Found:
    """What the file says of its signatures; errors of pyHanko (PdfError and others) when it cannot be read."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    from engross.inspect.signing import field

    with quiet():
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        signatures = tuple(_signature(each, reader, data, trusted) for each in reader.embedded_signatures)
        waiting = field.empty_fields(reader)
        return Found(signatures, waiting, tuple(_traces(reader)) if not signatures else ())


def signed_parts(data: bytes) -> tuple[tuple[str, bytes], ...]:
    """(field, the file as it was when that field was signed) of each signature, in order."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    with quiet():
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        return tuple(
            (str(each.field_name), data[: int(each.byte_range[2]) + int(each.byte_range[3])])
            for each in reader.embedded_signatures
        )


def _traces(reader: Any) -> Iterator[str]:
    from pyhanko.sign.fields import enumerate_sig_fields

    form = entry(reader.root, "/AcroForm", {})
    if "/DSS" in reader.root:
        yield "proofs of certificates (DSS)"
    if "/Perms" in reader.root:
        yield "the mark of a certification"
    if int(entry(form, "/SigFlags", 0)) & 1 and not list(enumerate_sig_fields(reader)):
        yield "the form says that there are signatures, and there is no field"
    for name, value, reference in enumerate_sig_fields(reader):
        widget = reference.get_object()
        look = entry(entry(widget, "/AP", {}), "/N")
        if value is None and look is not None and look.data.strip():
            yield f"the field {quoted(str(name))} shows a signature and holds none"


def _signature(embedded: Any, reader: Any, data: bytes, trusted: Trusted) -> Signature:
    certificate, archive = embedded.signer_cert, embedded.sig_object_type == "/DocTimeStamp"
    judged = trust.judged(embedded, trusted, archive)
    intact = judged.intact if archive else holds(embedded)
    change, changes = later.changes(embedded, data, intact)
    claimed = None if archive else embedded.self_reported_timestamp
    stamped = judged.stamped
    end, start = certificate.not_valid_after, certificate.not_valid_before
    return Signature(
        field=str(embedded.field_name),
        signer=name_of(certificate),
        issuer=name_of_name(certificate.issuer),
        serial=format(certificate.serial_number, "x"),
        valid=f"{start:%Y-%m-%d} to {end:%Y-%m-%d}",
        claimed=_iso(claimed),
        stamped=_iso(stamped),
        stamper=judged.stamper,
        level="" if archive else _level(embedded, reader),
        certifies=_certifies(embedded, reader),
        reason=str(embedded.sig_object.get("/Reason", "")),
        change=change,
        changes=changes,
        trust=judged.trust,
        why=judged.why,
        revocation=judged.revocation,
        archive=archive,
    )


def _iso(when: datetime | None) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC") if when else ""


def _level(embedded: Any, reader: Any) -> str:
    if not trust.stamps(embedded):
        return "B-B"
    if "/DSS" not in reader.root or not ({"/CRLs", "/OCSPs"} & set(reader.root["/DSS"])):
        return "B-T"
    return "B-LTA" if trust.later_stamps(embedded) else "B-LT"


def _certifies(embedded: Any, reader: Any) -> str:
    from pyhanko.sign.validation.pdf_embedded import read_certification_data

    data = read_certification_data(reader)
    if data is None or data.author_sig != embedded.sig_object:
        return ""
    return CERTIFIES[data.permission.value]
