"""What a file brings to prove its certificates (DSS, ISO 32000-2, 12.8.4.3): which of it is what it says it is."""

from typing import Any


def is_certificate(data: bytes) -> bool:
    """Whether the bytes are a certificate (X.509, DER)."""
    from asn1crypto import x509

    return _is(x509.Certificate, data)


def is_list(data: bytes) -> bool:
    """Whether the bytes are a certificate revocation list (DER)."""
    from asn1crypto import crl

    return _is(crl.CertificateList, data)


def is_answer(data: bytes) -> bool:
    """Whether the bytes are an answer of an authority about certificates (OCSP, DER)."""
    from asn1crypto import ocsp

    return _is(ocsp.OCSPResponse, data)


READABLE = {"/Certs": is_certificate, "/CRLs": is_list, "/OCSPs": is_answer}


def _is(kind: Any, data: bytes) -> bool:
    """Whether the whole of the bytes is a value of a kind of asn1crypto."""
    try:
        return kind.load(data, strict=True).native is not None
    except (ValueError, TypeError, KeyError):
        return False
