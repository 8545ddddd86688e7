"""Keys of an authority made on the spot, and an edition signed with them, once a session."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from authority import PASSPHRASE, Authority, Pair, Stamping, key_file, pem, pkcs12_file
from conftest import ROOT, Built

from engross.inspect.signing.passphrase import Secret
from engross.model.signature import Keys, Order


@dataclass
class Desk:
    """The signer's desk: an authority, a folder of its files, and the edition that is signed."""

    folder: Path
    authority: Authority
    edition: bytes
    stamping: Stamping
    made: dict[str, bytes] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The trust anchor."""
        return self.folder / "root.pem"

    def keys(self, pair: Pair, name: str = "me") -> Keys:
        """The pair as files, without a passphrase."""
        certificate = pem(self.folder / f"{name}.pem", pair.certificate)
        return Keys(key=key_file(self.folder / f"{name}.key", pair.key), certificate=certificate)

    def sign(self, data: bytes, order: Order | None = None, pair: Pair | None = None, now: object = None) -> bytes:
        """The data signed, by a new signer of the authority when no pair is given."""
        from engross.inspect.signing import applying
        from engross.inspect.signing.keys import signer_of

        pair = pair or self.authority.issue("Amina Okafor")
        with signer_of(self.keys(pair), lambda _: Secret(b""), now) as signer:
            return applying.sign(data, "edition.pdf", order or Order(), signer, drawn)


def drawn(width: float, height: float, lines: tuple[str, ...]) -> bytes:
    """A page that needs no engine, for signatures that tests look at in no other way."""
    import io

    import pikepdf

    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(width, height))
    pdf.pages[0].Contents = pdf.make_stream(b"0 0 1 1 re f")
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, built: Built) -> Iterator[Desk]:
    """The desk, with a time-stamping server that answers on this machine."""
    folder, authority = tmp_path_factory.mktemp("desk"), Authority("Test Root")
    pem(folder / "root.pem", authority.root.certificate)
    (folder / "crl.pem").write_bytes(authority.revocation_list())
    pkcs12_file(folder / "me.p12", authority.issue("Amina Okafor"), PASSPHRASE)
    (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    with Stamping(authority) as stamping:
        yield Desk(folder, authority, built.pdf("un", "en").read_bytes(), stamping)


@pytest.fixture
def verify(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str]]:
    """`engross verify` of some bytes against the repository: the exit code, and what it says.

    Without a validator, which takes seconds for each file: what it adds has tests of its own.
    """
    from engross.cli import main
    from engross.preflight import verapdf

    monkeypatch.setattr(verapdf, "command", lambda _: ())
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    def asked(data: bytes, *more: str, trust: bool = True, name: str = "edition.pdf") -> tuple[int, str]:
        (tmp_path / name).write_bytes(data)
        anchor = ["--trust", str(desk.root)] if trust else []
        code = main(["--workspace", str(ROOT), "verify", str(tmp_path / name), *anchor, *more])
        said = capsys.readouterr()
        return code, said.out + said.err

    return asked
