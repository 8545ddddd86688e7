"""A finished file signed: the bytes of the signed file, which has been verified before anybody gets them."""

import asyncio
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

from engross.errors import Place, Problem, SignerError, UsageError
from engross.inspect.signing import field
from engross.inspect.signing.keys import as_asn1, certificates
from engross.inspect.signing.locating import located
from engross.inspect.signing.quiet import quiet
from engross.model.signature import Later, Level, Order

Draw = Callable[[float, float, tuple[str, ...]], bytes]  # width, height (pt), lines → a PDF of one page
LEAST_WAIT = 30  # seconds for the answer of an authority


def sign(data: bytes, name: str, order: Order, signer: Any, draw: Draw, now: datetime | None = None) -> bytes:
    """The signed file: the file as it was, to the byte, and an increment. `name` is what messages call it.

    UsageError when it is no PDF that can be signed, SignerError when it cannot be signed as ordered. `now` is the
    time that the signature claims (the present when None).
    """
    writer = opened(data, name)
    _check(writer, order, name)
    order = replace(order, spots=located(order.spots, data))
    field.place(writer, order.spots)
    chosen = _field(writer, order)
    when = now or datetime.now(UTC)
    with quiet(), _refusals(name), tempfile.TemporaryDirectory() as folder:
        out = io.BytesIO()
        made = _pdf_signer(order, signer, chosen, _look(writer, chosen, order, signer, draw, when, Path(folder)))
        asyncio.run(_signed(made, writer, out, bool(chosen)))
    signed = out.getvalue()
    _prove(signed, data, name)
    return signed


def opened(data: bytes, name: str) -> Any:
    """An incremental writer on a file; UsageError when it is none, or protected by a password."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
        writer.root["/Pages"]
    except (PdfError, KeyError, ValueError, IndexError, TypeError):
        raise _unusable(name, "is not a PDF file") from None
    if writer.prev.encrypted:
        raise _unusable(name, "is protected by a password") from None
    return writer


def _unusable(name: str, text: str) -> UsageError:
    hint = "give a PDF file that opens without a password"
    return UsageError(Problem(code="usage/pdf", place=Place(file=name), text=text, hint=hint))


def prepared(data: bytes, name: str, order: Order) -> bytes:
    """The file with the fields of the order, and no signature in them; errors as of `sign`."""
    writer = opened(data, name)
    _check(writer, order, name)
    field.place(writer, located(order.spots, data))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _check(writer: Any, order: Order, name: str) -> None:
    """Nothing when the file may be signed so; SignerError otherwise."""
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.sign.validation.pdf_embedded import read_certification_data

    signed = any(value is not None for _, value, _ in enumerate_sig_fields(writer))
    certified = read_certification_data(writer.prev)
    problems = []
    if signed and order.spots:
        text, hint = "new fields would break the signature that is there", "place all fields before the first signature"
        problems.append(Problem(code="sign/too-late", place=Place(file=name), text=text, hint=hint))
    if signed and order.certify:
        text, hint = "only the first signature can certify", "sign without --certify"
        problems.append(Problem(code="sign/certify", place=Place(file=name), text=text, hint=hint))
    if certified and certified.permission.value == 1:
        text = "its certification allows no further signature"
        hint = "have it certified anew with --certify signatures, from the file as it was built"
        problems.append(Problem(code="sign/closed", place=Place(file=name), text=text, hint=hint))
    if order.level.timed and not order.server:
        text, hint = f"level {order.level} needs a time-stamping authority", "give --timestamp-server, or signing.toml"
        problems.append(Problem(code="sign/no-server", place=Place(file=name), text=text, hint=hint))
    if order.level.lasting and not order.proofs.anchors:
        text = f"level {order.level} needs a trust anchor"
        hint = "give --trust, or name it in your own signing.toml (docs/howto/sign-and-verify.md says where that is)"
        problems.append(Problem(code="sign/no-anchor", place=Place(file=name), text=text, hint=hint))
    if problems:
        raise SignerError(problems)


def _field(writer: Any, order: Order) -> str:
    """The field to sign in: the one ordered, the first new or empty one; "" for an invisible signature."""
    if order.invisible:
        return ""
    waiting = field.empty_fields(writer)
    if order.field and order.field not in waiting:
        hint = f"the empty fields are: {', '.join(waiting) or 'none; --place adds one'}"
        text = f"there is no empty field {order.field!r}"
        raise SignerError(Problem(code="sign/no-field", text=text, hint=hint))
    return order.field or next((spot.name for spot in order.spots), next(iter(waiting), ""))


def _look(writer: Any, chosen: str, order: Order, signer: Any, draw: Draw, when: datetime, folder: Path) -> Any:
    """The style of what a visible signature shows; None for an invisible one."""
    from pyhanko.pdf_utils import content, layout
    from pyhanko.sign.fields import enumerate_sig_fields
    from pyhanko.stamp import StaticStampStyle

    boxes = {str(name): reference.get_object()["/Rect"] for name, _, reference in enumerate_sig_fields(writer)}
    left, bottom, right, top = (float(edge) for edge in boxes.get(chosen) or (0, 0, 0, 0))
    if left == right or bottom == top:
        return None
    said = (name_of(signer.signing_cert), f"{when:%Y-%m-%d %H:%M} UTC", order.reason, order.location)
    path = folder / "signature.pdf"
    path.write_bytes(draw(abs(right - left), abs(top - bottom), tuple(line for line in said if line)))
    whole = layout.SimpleBoxLayoutRule(
        x_align=layout.AxisAlignment.ALIGN_MID,
        y_align=layout.AxisAlignment.ALIGN_MID,
        margins=layout.Margins(0, 0, 0, 0),
    )
    picture = content.ImportedPdfPage(str(path))
    return StaticStampStyle(background=picture, background_layout=whole, background_opacity=1, border_width=0)


def name_of(certificate: Any) -> str:
    """The name of whom a certificate (of asn1crypto) is for, in words."""
    return name_of_name(certificate.subject)


def name_of_name(name: Any) -> str:
    """The common name in a distinguished name, else the organization, else all of it."""
    named = name.native
    return str(named.get("common_name") or named.get("organization_name") or name.human_friendly)


def _pdf_signer(order: Order, signer: Any, chosen: str, look: Any) -> Any:
    from pyhanko.sign import fields, signers
    from pyhanko.sign.timestamps import HTTPTimeStamper

    later = {
        Later.NOTHING: fields.MDPPerm.NO_CHANGES,
        Later.SIGNATURES: fields.MDPPerm.FILL_FORMS,
        Later.NOTES: fields.MDPPerm.ANNOTATE,
    }
    meta = signers.PdfSignatureMetadata(
        field_name=chosen or f"Signature-{datetime.now(UTC):%Y%m%d%H%M%S%f}",
        md_algorithm="sha256",
        reason=order.reason or None,
        location=order.location or None,
        certify=order.certify is not None,
        docmdp_permissions=later[order.certify or Later.SIGNATURES],
        subfilter=fields.SigSeedSubFilter.PADES,
        embed_validation_info=order.level.lasting,
        use_pades_lta=order.level is Level.ARCHIVED,
        validation_context=_context(order, signer) if order.level.lasting else None,
    )
    style = {"stamp_style": look} if look else {}
    stamper = HTTPTimeStamper(order.server, timeout=LEAST_WAIT) if order.level.timed else None
    return signers.PdfSigner(meta, signer=signer, timestamper=stamper, **style)


def _context(order: Order, signer: Any) -> Any:
    """What the certificates are proved by: every one of them needs a proof that it was not revoked."""
    from pyhanko_certvalidator import ValidationContext

    proofs = order.proofs
    return ValidationContext(
        trust_roots=[as_asn1(each) for path in proofs.anchors for each in certificates(path)],
        other_certs=list(signer.cert_registry),
        crls=[read_list(path) for path in proofs.lists],
        ocsps=[path.read_bytes() for path in proofs.answers],
        allow_fetching=proofs.fetch,
        revocation_mode="require",
    )


def read_list(path: Path) -> bytes:
    """A certificate revocation list as DER, from a PEM or DER file; SignerError when it is none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        data = path.read_bytes()
        load = x509.load_pem_x509_crl if b"-----BEGIN" in data else x509.load_der_x509_crl
        return load(data).public_bytes(Encoding.DER)
    except (OSError, ValueError):
        hint = "give a file of a certificate revocation list, in PEM or DER"
        problem = Problem(code="sign/list", place=Place(file=path.name), text="is no revocation list", hint=hint)
        raise SignerError(problem) from None


async def _signed(made: Any, writer: Any, out: Any, existing: bool) -> None:
    await made.async_sign_pdf(writer, output=out, existing_fields_only=existing)


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """What pyHanko refuses in the block, in words: no proof, no time stamp, anything else."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError
    from pyhanko_certvalidator.errors import PathBuildingError, PathError, PathValidationError, ValidationError

    try:
        yield
    except (TimestampRequestError, OSError) as error:
        hint = "check the address of the authority, and the network"
        _refuse("sign/time-stamp", name, f"no time stamp: {error}", hint)
    except (SigningError, PdfError, PathError, ValidationError) as error:
        if cause := _cause(error, PathBuildingError):
            hint = "give the anchor of this certificate with --trust, and what lies between with --chain"
            _refuse("sign/path", name, f"no path from a trust anchor: {cause}", hint)
        if cause := _cause(error, PathValidationError):
            hint = "give revocation lists with --crl or answers with --ocsp, or --fetch to ask the network"
            _refuse("sign/proof", name, f"the certificates cannot be proved good: {cause}", hint)
        _refuse("sign/refused", name, f"cannot be signed: {error}", "the file is as it was")


def _cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """The error of a kind that an error came of; None when there is none."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kind):
        cause = cause.__cause__ or cause.__context__
    return cause


def _refuse(code: str, name: str, text: str, hint: str) -> NoReturn:
    raise SignerError(Problem(code=code, place=Place(file=name), text=text, hint=hint)) from None


def _prove(signed: bytes, data: bytes, name: str) -> None:
    """Nothing when the new signature holds and the file as it was begins the signed one; SignerError otherwise."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(io.BytesIO(signed), strict=False)
    made = reader.embedded_regular_signatures[-1]
    if not (signed.startswith(data) and holds(made)):
        hint = "the key and the certificate on the token do not belong together, or the token is at fault"
        _refuse("sign/unsound", name, "the new signature does not hold; nothing was written", hint)


def holds(signature: Any) -> bool:
    """Whether a signature is one of its certificate over the bytes that it covers; trust is not asked."""
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity

    digest = signature.compute_digest()
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", digest)
    return bool(intact and valid)
