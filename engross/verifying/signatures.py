"""The signatures of a file, as values: pyHanko judges, by ETSI EN 319 102-1, and nothing is asked of a network.

Only the anchors that are given are trusted; the system's are never asked.
"""

import asyncio
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from engross.signing.applying import holds, name_of, name_of_name
from engross.signing.objects import entry
from engross.signing.quiet import quiet
from engross.verifying import Change, Signature, Trust

CERTIFIES = {1: "no change", 2: "form entries and other signatures", 3: "form entries, other signatures and notes"}
SIGNING = frozenset({"non_repudiation", "digital_signature"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What a verification goes by: anchors and other certificates (asn1crypto), revocation lists (DER)."""

    anchors: tuple[Any, ...] = ()
    lists: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The signatures of a file, the fields that wait for one, the traces of one that was taken out."""

    signatures: tuple[Signature, ...]
    waiting: tuple[str, ...]
    traces: tuple[str, ...]


def find(data: bytes, trusted: Trusted) -> Found:
    """What the file says of its signatures; errors of pyHanko (PdfError and others) when it cannot be read."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    from engross.signing import field

    with quiet():
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        signatures = tuple(_signature(each, reader, trusted) for each in reader.embedded_signatures)
        if loose := len(data[data.rfind(b"%%EOF") + 5 :].strip()):
            signatures = tuple(_loosely(each, loose) for each in signatures)
        waiting = field.empty_fields(reader)
        return Found(signatures, waiting, tuple(_traces(reader)) if not signatures else ())


def _loosely(signature: Signature, count: int) -> Signature:
    """The signature of a file that has bytes behind its end: other programs may read what no signature covers."""
    added = f"{count} bytes stand behind the end of the file, and no signature covers them"
    change = Change.BROKEN if signature.change is Change.BROKEN else Change.FORBIDDEN
    return replace(signature, change=change, changes=(*signature.changes, added))


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
            yield f"the field {name} shows a signature and holds none"


def _signature(embedded: Any, reader: Any, trusted: Trusted) -> Signature:
    certificate, archive = embedded.signer_cert, embedded.sig_object_type == "/DocTimeStamp"
    judged = _judged(embedded, trusted, archive)
    intact = judged.intact if archive else holds(embedded)
    change, changes = _changes(embedded, intact)
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


def _changes(embedded: Any, intact: bool) -> tuple[Change, tuple[str, ...]]:
    """What came after a signature, and what it was."""
    from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel

    if not intact:
        return Change.BROKEN, ("what was signed was changed afterwards, or the signature is not of this certificate",)
    embedded.compute_integrity_info()
    told = embedded.summarise_integrity_info()
    result = told.get("diff_result")
    if isinstance(result, DiffResult):
        added = {
            ModificationLevel.NONE: (),
            ModificationLevel.LTA_UPDATES: ("proofs or time stamps were added, which is always allowed",),
        }.get(result.modification_level)
        if added is None:
            names = ", ".join(sorted(result.changed_form_fields))
            added = (f"these fields were filled in or signed: {names}" if names else "the form was changed",)
        if told.get("docmdp_ok"):
            return (Change.ALLOWED if added else Change.NONE), tuple(added)
        return Change.FORBIDDEN, (*added, "the certification does not allow it")
    return Change.FORBIDDEN, (f"content was changed: {result}",)


def _level(embedded: Any, reader: Any) -> str:
    if not _stamps(embedded):
        return "B-B"
    if "/DSS" not in reader.root or not ({"/CRLs", "/OCSPs"} & set(reader.root["/DSS"])):
        return "B-T"
    return "B-LTA" if _later_stamps(embedded) else "B-LT"


def _stamps(embedded: Any) -> bool:
    """Whether a signature bears a time stamp."""
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    return any(True for _ in extract_tst_data_iter(embedded.signer_info, signed=False))


def _certifies(embedded: Any, reader: Any) -> str:
    from pyhanko.sign.validation.pdf_embedded import read_certification_data

    data = read_certification_data(reader)
    if data is None or data.author_sig != embedded.sig_object:
        return ""
    return CERTIFIES[data.permission.value]


# Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    trust: Trust
    why: str = ""
    revocation: str = "not known"
    stamped: datetime | None = None
    stamper: str = ""
    intact: bool = True  # of a time stamp over the file: whether it is one over these bytes


def _judged(embedded: Any, trusted: Trusted, archive: bool) -> _Judged:
    """The judgement with proofs of revocation, and where there are none, without."""
    strict = _judge(embedded, trusted, archive, required=True)
    anchored = embedded.signer_cert.dump() in [each.dump() for each in trusted.anchors]  # nobody else can revoke it
    if strict.trust in (Trust.TRUSTED, Trust.REVOKED) and not anchored:
        known = "revoked" if strict.trust is Trust.REVOKED else "known: not revoked"
        return _with(strict, known)
    return _with(_judge(embedded, trusted, archive, required=False), "not known")


def _with(judged: _Judged, revocation: str) -> _Judged:
    return replace(judged, revocation=revocation)


def _judge(embedded: Any, trusted: Trusted, archive: bool, required: bool) -> _Judged:
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator.errors import ValidationError

    if archive:
        return _judge_stamp(embedded, trusted, required)
    try:
        result = _result(embedded, _spec(embedded.reader, trusted, required))
    except (SignatureValidationError, ValidationError, ValueError) as error:
        return _Judged(trust=Trust.UNFIT, why=str(error))
    stamp = getattr(result.api_status, "timestamp_validity", None)
    status = stamp if stamp is not None and stamp.intact and stamp.valid and stamp.trusted else None
    return _Judged(
        trust=_trust(result.ades_subindic.standard_name),
        why="" if result.ades_subindic.status.name == "PASSED" else _why(result),
        stamped=status.timestamp if status else None,
        stamper=name_of(status.signing_cert) if status else "",
    )


def _result(embedded: Any, spec: Any) -> Any:
    """What the process of EN 319 102-1 that fits the signature says: 5.3 without a time stamp, 5.5 with one.

    Where later time stamps over the file are needed to say more, 5.6.
    """
    from pyhanko.sign.validation.ades import ades_basic_validation, ades_lta_validation, ades_with_time_validation

    data, plain, digest = embedded.signed_data, spec.signature_validation_spec, embedded.compute_digest()
    if not _stamps(embedded):
        return asyncio.run(ades_basic_validation(data, plain, raw_digest=digest))
    result: Any = asyncio.run(ades_with_time_validation(data, plain, raw_digest=digest))
    if result.ades_subindic.status.name == "PASSED" or not _later_stamps(embedded):
        return result
    return asyncio.run(ades_lta_validation(embedded, spec))


def _later_stamps(embedded: Any) -> list[Any]:
    stamps = embedded.reader.embedded_timestamp_signatures
    return [each for each in stamps if each.signed_revision > embedded.signed_revision]


def _why(result: Any) -> str:
    name = result.ades_subindic.standard_name.lower().replace("_", " ")
    return f"{name}: {result.failure_msg}" if result.failure_msg else name


def _trust(subindication: str) -> Trust:
    """The trust that a sub-indication of EN 319 102-1 stands for."""
    return {
        "OK": Trust.TRUSTED,
        "REVOKED": Trust.REVOKED,
        "REVOKED_NO_POE": Trust.REVOKED,
        "REVOKED_CA_NO_POE": Trust.REVOKED,
        "EXPIRED": Trust.EXPIRED,
        "OUT_OF_BOUNDS_NO_POE": Trust.EXPIRED,
        "OUT_OF_BOUNDS_NOT_REVOKED": Trust.EXPIRED,
        "NOT_YET_VALID": Trust.EARLY,
        "NO_CERTIFICATE_CHAIN_FOUND": Trust.NO_ANCHOR,
    }.get(subindication, Trust.UNFIT)


def _judge_stamp(embedded: Any, trusted: Trusted, required: bool) -> _Judged:
    """The judgement of a time stamp over the file."""
    from pyhanko.sign.validation import async_validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    held = _held(embedded.reader, "/CRLs")
    lists = [*trusted.lists, *held]
    context = ValidationContext(
        trust_roots=list(trusted.anchors),
        crls=lists,
        allow_fetching=False,
        revocation_mode="require" if required else "soft-fail",
    )
    status = asyncio.run(async_validate_pdf_timestamp(embedded, context, skip_diff=True))
    found = Trust.TRUSTED if status.trusted else _trust(getattr(status.trust_problem_indic, "standard_name", ""))
    whole = bool(status.intact and status.valid)
    return _Judged(trust=found, stamped=status.timestamp, stamper=name_of(status.signing_cert), intact=whole)


def _held(reader: Any, kind: str) -> list[bytes]:
    """What is embedded to prove the certificates (DSS, ISO 32000-2, 12.8.4.3): /Certs, /CRLs or /OCSPs, as DER."""
    held = entry(entry(reader.root, "/DSS", {}), kind, ())
    return [held[at].data for at in range(len(held))]


def _spec(reader: Any, trusted: Trusted, required: bool) -> Any:
    from asn1crypto import crl, ocsp, x509
    from pyhanko.sign.validation import KeyUsageConstraints, policy_decl
    from pyhanko_certvalidator.context import CertValidationPolicySpec
    from pyhanko_certvalidator.policy_decl import NO_REVOCATION, REQUIRE_REVINFO, CertRevTrustPolicy
    from pyhanko_certvalidator.registry import SimpleTrustManager
    from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

    rule = CertRevTrustPolicy(REQUIRE_REVINFO if required else NO_REVOCATION)
    lists = [CRLContainer(crl.CertificateList.load(each)) for each in (*trusted.lists, *_held(reader, "/CRLs"))]
    answers = [OCSPContainer.load_multi(ocsp.OCSPResponse.load(each)) for each in _held(reader, "/OCSPs")]
    known = policy_decl.LocalKnowledge(
        known_crls=lists,
        known_ocsps=[one for several in answers for one in several],
        known_certs=[x509.Certificate.load(each) for each in _held(reader, "/Certs")],
    )
    manager = SimpleTrustManager.build(trust_roots=list(trusted.anchors))
    return policy_decl.PdfSignatureValidationSpec(
        policy_decl.SignatureValidationSpec(
            cert_validation_policy=CertValidationPolicySpec(trust_manager=manager, revinfo_policy=rule),
            revinfo_gathering_policy=policy_decl.RevocationInfoGatheringSpec(
                online_fetching_rule=policy_decl.RevinfoOnlineFetchingRule.LOCAL_ONLY,
                certificate_fetching_rule=policy_decl.CertificateFetchingRule.NEVER_FETCH,
            ),
            local_knowledge=known,
            key_usage_settings=KeyUsageConstraints(key_usage=SIGNING, match_all_key_usages=False),
        )
    )
