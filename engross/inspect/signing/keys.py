"""A signer of pyHanko from keys in files or on a token; what is wrong with them is said before anything is signed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from engross.errors import Place, Problem, SignerError
from engross.inspect.signing.passphrase import Secret
from engross.model.signature import Keys

Ask = Callable[[str], Secret]  # what the passphrase is of → the passphrase


@contextmanager
def signer_of(keys: Keys, ask: Ask, now: datetime | None = None) -> Iterator[Any]:
    """A signer for the time of the block; SignerError saying what is wrong with key, certificate or passphrase.

    `now` is when the certificate must be valid (the present time when None).
    """
    now = now or datetime.now(UTC)
    if keys.module:
        with _token(keys, ask) as signer:
            check_certificate(signer.signing_cert, keys.label or keys.token, now)
            yield signer
        return
    key, certificate, others, file = _from_pkcs12(keys, ask) if keys.pkcs12 else _from_pem(keys, ask)
    others = [*others, *(each for path in keys.chain for each in certificates(path))]
    if _public(key.public_key()) != _public(certificate.public_key()):
        _refuse("sign/pair", file, "the key does not belong to the certificate", "give the certificate of this key")
    signer = _simple(key, certificate, others)
    check_certificate(signer.signing_cert, file, now)
    yield signer


def certificates(path: Path) -> list[Any]:
    """The certificates in a PEM or DER file; SignerError when it holds none."""
    from cryptography import x509

    data = _bytes(path)
    try:
        if b"-----BEGIN" in data:
            return x509.load_pem_x509_certificates(data)
        return [x509.load_der_x509_certificate(data)]
    except ValueError:
        _refuse("sign/certificate", path.name, "is no certificate", "give a file of certificates in PEM or DER")


def _from_pkcs12(keys: Keys, ask: Ask) -> tuple[Any, Any, list[Any], str]:
    from cryptography.hazmat.primitives.serialization import pkcs12

    assert keys.pkcs12 is not None
    data, name = _bytes(keys.pkcs12), keys.pkcs12.name
    _check_pkcs12(data, name)
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(data, None)
    except ValueError:  # it has a passphrase
        try:
            key, certificate, others = pkcs12.load_key_and_certificates(data, ask(name).reveal())
        except ValueError:
            _wrong(name)
    if key is None or certificate is None:
        _refuse("sign/empty", name, "holds no key with its certificate", "export both from where the key was made")
    return key, certificate, list(others), name


def _check_pkcs12(data: bytes, name: str) -> None:
    from asn1crypto import pkcs12

    try:
        version = pkcs12.Pfx.load(data, strict=True)["version"].native
    except ValueError:
        version = ""
    if version != "v3":
        _refuse("sign/key", name, "is no PKCS#12 file", "give a file that ends with .p12 or .pfx")


def _from_pem(keys: Keys, ask: Ask) -> tuple[Any, Any, list[Any], str]:
    from cryptography.hazmat.primitives import serialization

    assert keys.key is not None and keys.certificate is not None
    data, name = _bytes(keys.key), keys.key.name
    load = serialization.load_pem_private_key if b"-----BEGIN" in data else serialization.load_der_private_key
    key: Any = None
    try:
        key = load(data, None)
    except TypeError:  # it has a passphrase
        try:
            key = load(data, ask(name).reveal())
        except ValueError:
            _wrong(name)
    except ValueError:
        _refuse("sign/key", name, "is no private key", "give a key in PEM or DER")
    own, *others = certificates(keys.certificate)
    return key, own, others, keys.certificate.name


@contextmanager
def _token(keys: Keys, ask: Ask) -> Iterator[Any]:
    import pkcs11
    from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.pkcs11 import PKCS11SigningContext

    asked = PKCS11SignatureConfig(
        module_path=str(keys.module),
        token_criteria=TokenCriteria(label=keys.token),
        cert_label=keys.label or None,
        other_certs_to_pull=(),
        other_certs=_chain(keys),
    )
    context = PKCS11SigningContext(asked, user_pin=ask(f"the token {keys.token}").reveal().decode())
    hint = "check --pkcs11, --token and --key-label, and that the token is in its slot"
    try:
        with context as signer:
            yield _loaded(signer, keys.token, hint)
    except SigningError as error:
        if "PinIncorrect" in str(error):
            _wrong(f"the token {keys.token}")
        _refuse("sign/token", keys.token, f"the token cannot be used: {_tail(error)}", hint)
    except pkcs11.PKCS11Error as error:
        _refuse("sign/token", keys.token, f"the token cannot be used: {type(error).__name__}", hint)


def _loaded(signer: Any, token: str, hint: str) -> Any:
    """The signer with its certificate read from the token."""
    import pkcs11
    from pyhanko.sign.general import SigningError

    try:
        certificate = signer.signing_cert
    except (pkcs11.PKCS11Error, SigningError):
        certificate = None
    if certificate is None:
        _refuse("sign/token", token, "there is no such certificate on the token", hint)
    return signer


def _tail(error: Exception) -> str:
    """What a library says of a token, without the path of its module."""
    return str(error).rpartition("[")[2].partition("]")[0] or type(error).__name__


def _chain(keys: Keys) -> list[Any]:
    return [as_asn1(each) for path in keys.chain for each in certificates(path)]


def check_certificate(certificate: Any, name: str, now: datetime) -> None:
    """Nothing when a certificate (of asn1crypto) may sign at that time; SignerError otherwise."""
    start, end = certificate.not_valid_before, certificate.not_valid_after
    if now > end:
        text = f"the certificate expired on {end:%d %B %Y}"
        _refuse("sign/expired", name, text, "get a new certificate from its issuer")
    if now < start:
        text = f"the certificate is valid only from {start:%d %B %Y}"
        _refuse("sign/early", name, text, "check the date of this machine, or wait")
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & usage.native:
        text = "the certificate is not one for signing"
        _refuse("sign/usage", name, text, "give the certificate that was issued for signatures")


def _simple(key: Any, certificate: Any, others: list[Any]) -> Any:
    from asn1crypto.keys import PrivateKeyInfo
    from cryptography.hazmat.primitives import serialization
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    store = SimpleCertificateStore()
    store.register_multiple([as_asn1(each) for each in others])
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return signers.SimpleSigner(
        signing_cert=as_asn1(certificate),
        signing_key=PrivateKeyInfo.load(key.private_bytes(serialization.Encoding.DER, form, plain)),
        cert_registry=store,
        embed_roots=False,
    )


def as_asn1(certificate: Any) -> Any:
    """A certificate of `cryptography` as one of asn1crypto, which pyHanko works with."""
    from asn1crypto import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def _public(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization

    data: bytes = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return data


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        _refuse("sign/file", path.name, f"cannot be read: {error.strerror}", "check its name and permissions")


def _wrong(name: str) -> NoReturn:
    _refuse("sign/passphrase", name, "the passphrase is wrong", "give the passphrase that the key was saved with")


def _refuse(code: str, name: str, text: str, hint: str) -> NoReturn:
    raise SignerError(Problem(code=code, place=Place(file=name), text=text, hint=hint)) from None
