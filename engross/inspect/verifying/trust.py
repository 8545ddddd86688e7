"""How far a signer's certificate is trusted: pyHanko judges, by ETSI EN 319 102-1, and nothing is asked of a network.

Only the anchors that are given are trusted; the system's are never asked.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from engross.inspect.signing.applying import name_of
from engross.inspect.signing.objects import entry
from engross.inspect.verifying import Trust
from engross.inspect.verifying.proofs import READABLE

SIGNING = frozenset({"non_repudiation", "digital_signature"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Trusted:
    """What a verification goes by: anchors and other certificates (asn1crypto), revocation lists (DER)."""

    anchors: tuple[Any, ...] = ()
    lists: tuple[bytes, ...] = ()


def stamps(embedded: Any) -> bool:
    """Whether a signature bears a time stamp."""
    from pyhanko.sign.validation.generic_cms import extract_tst_data_iter

    return any(True for _ in extract_tst_data_iter(embedded.signer_info, signed=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What is known of a certificate, with the time that an authority vouches for."""

    trust: Trust
    why: str = ""
    revocation: str = "not known"
    stamped: datetime | None = None
    stamper: str = ""
    intact: bool = True  # of a time stamp over the file: whether it is one over these bytes


def judged(embedded: Any, trusted: Trusted, archive: bool) -> Judged:
    """The judgement with proofs of revocation, and where there are none, without."""
    strict = _judge(embedded, trusted, archive, required=True)
    anchored = embedded.signer_cert.dump() in [each.dump() for each in trusted.anchors]  # nobody else can revoke it
    if strict.trust in (Trust.TRUSTED, Trust.REVOKED) and not anchored:
        known = "revoked" if strict.trust is Trust.REVOKED else "known: not revoked"
        return _with(strict, known)
    return _with(_judge(embedded, trusted, archive, required=False), "not known")


def _with(judgement: Judged, revocation: str) -> Judged:
    return replace(judgement, revocation=revocation)


def _judge(embedded: Any, trusted: Trusted, archive: bool, required: bool) -> Judged:
    from pyhanko.sign.validation.errors import SignatureValidationError
    from pyhanko_certvalidator.errors import ValidationError

    if archive:
        return _judge_stamp(embedded, trusted, required)
    try:
        result = _result(embedded, _spec(embedded.reader, trusted, required))
    except (SignatureValidationError, ValidationError, ValueError) as error:
        return Judged(trust=Trust.UNFIT, why=str(error))
    stamp = getattr(result.api_status, "timestamp_validity", None)
    status = stamp if stamp is not None and stamp.intact and stamp.valid and stamp.trusted else None
    return Judged(
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
    if not stamps(embedded):
        return asyncio.run(ades_basic_validation(data, plain, raw_digest=digest))
    result: Any = asyncio.run(ades_with_time_validation(data, plain, raw_digest=digest))
    if result.ades_subindic.status.name == "PASSED" or not later_stamps(embedded):
        return result
    return asyncio.run(ades_lta_validation(embedded, spec))


def later_stamps(embedded: Any) -> list[Any]:
    """The time stamps over the file that came after a signature."""
    held = embedded.reader.embedded_timestamp_signatures
    return [each for each in held if each.signed_revision > embedded.signed_revision]


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


def _judge_stamp(embedded: Any, trusted: Trusted, required: bool) -> Judged:
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
    return Judged(trust=found, stamped=status.timestamp, stamper=name_of(status.signing_cert), intact=whole)


def _held(reader: Any, kind: str) -> list[bytes]:
    """What is embedded to prove the certificates (DSS, ISO 32000-2, 12.8.4.3): /Certs, /CRLs or /OCSPs, as DER.

    What is none of these is passed over: anybody can add it, and it shall not make a good signer a bad one.
    """
    held = entry(entry(reader.root, "/DSS", {}), kind, ())
    return [data for at in range(len(held)) if READABLE[kind](data := held[at].data)]


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
