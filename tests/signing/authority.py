"""A certification authority, a time-stamping server and keys for tests; nothing leaves the machine."""

import datetime
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.now(datetime.UTC)
DAY = datetime.timedelta(days=1)
PASSPHRASE = "Sesame-õ-4711"
PEM = serialization.Encoding.PEM
DER = serialization.Encoding.DER
PKCS8 = serialization.PrivateFormat.PKCS8


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass
class Pair:
    """A key and its certificate."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


@dataclass
class Authority:
    """A root, whom it certifies, and whom it has revoked."""

    name: str
    root: Pair = field(init=False)
    revoked: list[x509.Certificate] = field(default_factory=list)

    def __post_init__(self) -> None:
        key = rsa.generate_private_key(65537, 2048)
        self.root = Pair(key, self._certificate(named(self.name), key, key, ca=True))

    def issue(self, name: str, start: float = -1, end: float = 365, use: Any = None) -> Pair:
        """A key with a certificate valid from `start` to `end`, in days from now."""
        key = rsa.generate_private_key(65537, 2048)
        made = self._certificate(named(name), key, self.root.key, start=start, end=end, use=use)
        return Pair(key, made)

    def alone(self) -> Pair:
        """A key with a certificate that it has given itself."""
        key = rsa.generate_private_key(65537, 2048)
        return Pair(key, self._certificate(named(self.name), key, key))

    def _certificate(
        self,
        name: x509.Name,
        key: Any,
        issuer: Any,
        ca: bool = False,
        start: float = -3650,
        end: float = 3650,
        use: Any = None,
    ) -> x509.Certificate:
        usage = x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False)
        builder = x509.CertificateBuilder(named(self.name), name, key.public_key(), x509.random_serial_number())
        builder = builder.not_valid_before(NOW + start * DAY).not_valid_after(NOW + end * DAY)
        builder = builder.add_extension(x509.BasicConstraints(ca, None), True).add_extension(usage, True)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), False)
        if use:
            builder = builder.add_extension(x509.ExtendedKeyUsage([use]), True)
        return builder.sign(issuer, hashes.SHA256())

    def revocation_list(self) -> bytes:
        """The list of revoked certificates, in PEM; they were revoked a day ago."""
        builder = x509.CertificateRevocationListBuilder(self.root.certificate.subject, NOW - DAY / 24, NOW + 365 * DAY)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.root.key.public_key())
        builder = builder.add_extension(issuer, False).add_extension(x509.CRLNumber(1), False)
        for each in self.revoked:
            one = x509.RevokedCertificateBuilder(each.serial_number, NOW - DAY)
            builder = builder.add_revoked_certificate(
                one.add_extension(x509.CRLReason(x509.ReasonFlags.key_compromise), False).build()
            )
        return builder.sign(self.root.key, hashes.SHA256()).public_bytes(PEM)


def pem(path: Path, *certificates: x509.Certificate) -> Path:
    """A file of certificates."""
    path.write_bytes(b"".join(each.public_bytes(PEM) for each in certificates))
    return path


def key_file(path: Path, key: Any, passphrase: str = "") -> Path:
    """A file of a private key, under a passphrase if one is given."""
    lock = serialization.BestAvailableEncryption(passphrase.encode()) if passphrase else serialization.NoEncryption()
    path.write_bytes(key.private_bytes(PEM, PKCS8, lock))
    return path


def pkcs12_file(path: Path, pair: Pair, passphrase: str, *others: x509.Certificate) -> Path:
    """A PKCS#12 file."""
    lock = serialization.BestAvailableEncryption(passphrase.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"me", pair.key, pair.certificate, list(others), lock))
    return path


class Stamping:
    """A time-stamping server on this machine, for the time of a `with` block; `url` is its address.

    It says that it is `when`, or the present time.
    """

    def __init__(self, authority: Authority, when: datetime.datetime | None = None) -> None:
        from asn1crypto import keys, tsp
        from asn1crypto import x509 as asn1
        from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper

        pair = authority.issue("Test Time Stamping", start=-30, use=ExtendedKeyUsageOID.TIME_STAMPING)
        plain = pair.key.private_bytes(DER, PKCS8, serialization.NoEncryption())
        stamper = DummyTimeStamper(
            asn1.Certificate.load(pair.certificate.public_bytes(DER)), keys.PrivateKeyInfo.load(plain), fixed_dt=when
        )

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
                answer = stamper.request_tsa_response(asked).dump()
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def __enter__(self) -> "Stamping":
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.server.shutdown()
        self.server.server_close()
