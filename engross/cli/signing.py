"""The command `sign`: a signature on a finished file."""

import argparse
from pathlib import Path
from typing import Any

from engross.cli.asking import shown, workspace_of
from engross.errors import Exit, Problem, UsageError
from engross.terminal import escaped

ABOUT = (
    "Sign a PDF file (PAdES). The signed file is written beside it, as NAME.signed.pdf. A passphrase is asked for, or "
    "read from where you say; it is never an argument."
)


def add_parser(commands: Any) -> None:
    """Add the command to the command line's grammar."""
    sign = commands.add_parser("sign", help="sign a PDF file", description=ABOUT)
    sign.add_argument("file", type=Path, metavar="FILE.pdf", help="the file")
    _keys(sign.add_argument_group("key and certificate"))
    _passphrase(sign.add_argument_group("passphrase (asked for when none of these is given)"))
    _form(sign.add_argument_group("signature"))
    _proofs(sign.add_argument_group("time and proof"))
    where = sign.add_mutually_exclusive_group()
    where.add_argument("--output", type=Path, metavar="FILE.pdf", help="where the signed file goes")
    where.add_argument("--in-place", action="store_true", help="put the signed file in the place of the other")


def _keys(group: Any) -> None:
    group.add_argument("--pkcs12", type=Path, metavar="FILE", help="a PKCS#12 file (.p12, .pfx)")
    group.add_argument("--key", type=Path, metavar="FILE", help="a private key (PEM or DER)")
    group.add_argument("--certificate", type=Path, metavar="FILE", help="its certificate (PEM or DER)")
    group.add_argument(
        "--chain", type=Path, action="append", default=[], metavar="FILE", help="certificates between it and the anchor"
    )
    group.add_argument("--pkcs11", type=Path, metavar="LIBRARY", help="the module of a token (PKCS#11)")
    group.add_argument("--token", default="", metavar="LABEL", help="the label of the token")
    group.add_argument("--key-label", default="", metavar="LABEL", help="the label of key and certificate on the token")


def _passphrase(group: Any) -> None:
    one = group.add_mutually_exclusive_group()
    one.add_argument("--passphrase-file", type=Path, metavar="FILE", help="the first line of this file")
    one.add_argument("--passphrase-fd", type=int, metavar="N", help="the first line of this open descriptor")
    one.add_argument("--passphrase-env", default="", metavar="NAME", help="the value of this environment variable")


def _form(group: Any) -> None:
    group.add_argument("--level", default="B-B", choices=("B-B", "B-T", "B-LT", "B-LTA"), help="of PAdES (B-B)")
    group.add_argument(
        "--field",
        default="",
        metavar="NAME",
        help="sign in this field, of the file or of signing.toml (default: the first empty one, if any)",
    )
    group.add_argument(
        "--place",
        action="append",
        default=[],
        metavar="NAME@PAGE:LEFT,BOTTOM,WIDTH,HEIGHT",
        help="add a field: a page, `last` or #ID of what it stands beside, and pt; may be given several times",
    )
    group.add_argument("--about", default="", metavar="TEXT", help="what a screen reader says of the fields added")
    group.add_argument("--invisible", action="store_true", help="sign in no field")
    group.add_argument(
        "--prepare", action="store_true", help="add the fields (default: those of signing.toml) and do not sign"
    )
    group.add_argument(
        "--certify", choices=("nothing", "signatures", "notes"), help="certify the file, and allow only this afterwards"
    )
    group.add_argument("--reason", default="", metavar="TEXT", help="why it is signed")
    group.add_argument("--location", default="", metavar="TEXT", help="where it is signed")


def _proofs(group: Any) -> None:
    group.add_argument("--timestamp-server", default="", metavar="URL", help="the authority (default: signing.toml)")
    for name, about in (
        ("trust", "a trust anchor (default: those of your own signing.toml)"),
        ("crl", "a certificate revocation list"),
        ("ocsp", "an OCSP answer"),
    ):
        group.add_argument(f"--{name}", type=Path, action="append", default=[], metavar="FILE", help=about)
    group.add_argument("--fetch", action="store_true", help="ask the network for revocation lists and OCSP answers")


def _sign(asked: argparse.Namespace) -> int:
    from engross.inspect.signing import applying, field
    from engross.inspect.signing.keys import signer_of
    from engross.inspect.signing.passphrase import Origin, read
    from engross.workspace import writing

    data, target = _data(asked.file), _target(asked)
    order = _order(asked, field.all_fields(applying.opened(data, asked.file.name)))
    if asked.prepare:
        signed = applying.prepared(data, asked.file.name, order)
    else:
        origin = Origin(file=asked.passphrase_file, descriptor=asked.passphrase_fd, variable=asked.passphrase_env)
        with signer_of(_keys_of(asked), lambda about: read(origin, about)) as signer:
            signed = applying.sign(data, asked.file.name, order, signer, _drawing(asked))
            name = applying.name_of(signer.signing_cert)
    writing.write(target, signed)
    print(
        shown(target.resolve())
        + (": prepared" if asked.prepare else f": signed by {escaped(name)}, level {order.level}")
    )
    return Exit.OK


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        hint = "give the path of a PDF file"
        raise UsageError(
            Problem(code="usage/file", text=f"{path} cannot be read: {error.strerror}", hint=hint)
        ) from None


def _target(asked: argparse.Namespace) -> Path:
    """Where the signed file goes; UsageError when another file is there."""
    path: Path = asked.file.parent.resolve() / asked.file.name
    if asked.in_place:
        return path
    word = "prepared" if asked.prepare else "signed"
    named: Path = asked.output or path.with_name(f"{path.stem}.{word}.pdf")
    target = named.parent.resolve() / named.name
    if target.exists():
        text, hint = f"{named} is there already", "give another name with --output, or --in-place to replace the file"
        raise UsageError(Problem(code="usage/exists", text=text, hint=hint))
    return target


def _keys_of(asked: argparse.Namespace) -> Any:
    from engross.model.signature import Keys

    pem = bool(asked.key and asked.certificate)
    if sum((bool(asked.pkcs12), pem, bool(asked.pkcs11))) != 1 or (asked.pkcs11 and not asked.token):
        hint = "give --pkcs12 FILE, or --key FILE with --certificate FILE, or --pkcs11 LIBRARY with --token LABEL"
        raise UsageError(Problem(code="usage/key", text="no signing key given", hint=hint))
    return Keys(
        pkcs12=asked.pkcs12,
        key=asked.key,
        certificate=asked.certificate,
        chain=tuple(asked.chain),
        module=asked.pkcs11,
        token=asked.token,
        label=asked.key_label,
    )


def _order(asked: argparse.Namespace, known: tuple[str, ...]) -> Any:
    from engross.inspect.signing import personal
    from engross.model.signature import Later, Level, Order, Proofs

    told, own = workspace_of(asked, documents=False).signing(), personal.signing()
    proofs = Proofs(
        anchors=tuple(asked.trust) or own.anchors,
        lists=tuple(asked.crl) or own.lists,
        answers=tuple(asked.ocsp),
        fetch=asked.fetch,
    )
    return Order(
        level=Level(asked.level),
        spots=_spots(asked, told.fields, known),
        field=asked.field,
        invisible=asked.invisible,
        certify=Later(asked.certify) if asked.certify else None,
        reason=asked.reason,
        location=asked.location,
        server=asked.timestamp_server or own.server or told.server,
        proofs=proofs,
    )


def _spots(asked: argparse.Namespace, fields: Any, known: tuple[str, ...]) -> Any:
    """The fields to add: those asked for; all that the workspace names, to prepare a file or when one is to be used."""
    if asked.place:
        return tuple(_spot(each, asked.about) for each in asked.place)
    named = any(each.name == asked.field for each in fields) and asked.field not in known
    return fields if named or asked.prepare else ()


def _spot(text: str, about: str) -> Any:
    from engross.model import signature

    name, _, where = text.partition("@")
    try:
        return signature.spot(name, where, about)
    except ValueError:
        hint = "write NAME@PAGE:LEFT,BOTTOM,WIDTH,HEIGHT, such as Depositary@last:60,60,200,45"
        raise UsageError(Problem(code="usage/field", text=f"{text!r} is no field", hint=hint)) from None


def _drawing(asked: argparse.Namespace) -> Any:
    """What draws a visible signature: the engine, with the locked fonts of the workspace."""

    def draw(width: float, height: float, lines: tuple[str, ...]) -> bytes:
        from engross.building import prepare_fonts
        from engross.inspect.signing import appearance

        workspace = workspace_of(asked, documents=False)
        prepare_fonts(workspace, False)
        families = tuple(dict.fromkeys(font.family for font in workspace.fonts()))
        return appearance.drawing(families, width, height, lines)

    return draw


COMMANDS = {"sign": _sign}
