"""What `engross sign` does, and what it refuses."""

import io
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
import tampering
from authority import DAY, NOW, PASSPHRASE, Authority, key_file, pem
from conftest import ROOT, Run, run
from desk import desk as desk

from engross.errors import EngrossError, Exit, SignerError
from engross.inspect.signing import applying, field
from engross.inspect.signing.keys import signer_of
from engross.inspect.signing.passphrase import Origin, Secret, read
from engross.model.signature import Keys, Later, Level, Order, Proofs, Spot
from engross.preflight import State, page_validation, verapdf

pytestmark = pytest.mark.pdf
FIELD = Spot(name="Depositary", page=0, left=60, bottom=60, width=200, height=45, about="Signature of the depositary")
PLACED = ["--place", "Depositary@last:60,60,200,45", "--about", "Signature of the depositary"]
SOFTHSM = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


def command(desk, file: Path, *more: str) -> Run:
    """`engross sign` with the signer's PKCS#12 file."""
    own = ["--pkcs12", str(desk.folder / "me.p12"), "--passphrase-file", str(desk.folder / "passphrase")]
    return run(ROOT, "sign", str(file), *own, *more)


def refused(desk, data: bytes, order: Order, **more: object) -> tuple[str, ...]:
    """The codes of the problems for which nothing is signed."""
    with pytest.raises(EngrossError) as caught:
        desk.sign(data, order, **more)
    return tuple(problem.code for problem in caught.value.problems)


# Standards


@pytest.fixture(scope="session")
def signed_everywhere(desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The edition signed at each level, visibly with certification and invisibly, by the command itself."""
    folder = tmp_path_factory.mktemp("levels")
    (folder / "edition.pdf").write_bytes(desk.edition)
    made = {f"{level}{word}": folder / f"{level}{word}.pdf" for level in Level for word in ("", "-visible")}
    asked = [
        ["--workspace", str(ROOT), "sign", str(folder / "edition.pdf"), "--output", str(path),
         "--pkcs12", str(desk.folder / "me.p12"), "--passphrase-file", str(desk.folder / "passphrase"),
         "--level", name.removesuffix("-visible"), "--timestamp-server", desk.stamping.url,
         "--trust", str(desk.root), "--crl", str(desk.folder / "crl.pem"),
         *([*PLACED, "--certify", "signatures", "--reason", "Approved"] if name.endswith("visible") else [])]
        for name, path in made.items()
    ]  # fmt: skip
    script = f"from engross.cli import main\nfor each in {asked!r}: assert main(each) == 0"
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    return {"before": folder / "edition.pdf", **made}


@pytest.mark.parametrize("profile", ("3a", "ua1"))
def test_the_file_keeps_its_standards_at_every_level_visible_or_not(
    signed_everywhere: dict[str, Path], verapdf_folder: Path, profile: str
) -> None:
    judged = verapdf.validate(list(signed_everywhere.values()), profile, verapdf_folder)
    assert len(judged) == 9
    assert {file.name: verdict.findings for file, verdict in judged.items() if verdict.state is not State.PASSED} == {}


@pytest.mark.parametrize("profile", ("3a", "ua1"))
def test_the_second_validator_passes_what_was_signed_too(signed_everywhere: dict[str, Path], profile: str) -> None:
    judged = {name: page_validation.validate(file, profile) for name, file in signed_everywhere.items()}
    assert {name: verdict.errors for name, verdict in judged.items() if verdict.state is not State.PASSED} == {}


def test_the_file_as_it_was_begins_the_signed_one(signed_everywhere: dict[str, Path]) -> None:
    before = signed_everywhere["before"].read_bytes()
    for path in signed_everywhere.values():
        assert path.read_bytes().startswith(before)


def test_a_visible_signature_shows_who_when_and_why(signed_everywhere: dict[str, Path]) -> None:
    with pikepdf.open(signed_everywhere["B-B-visible"]) as pdf:
        (widget,) = pdf.Root.AcroForm.Fields
        look = pikepdf.new()
        look.add_blank_page(page_size=(200, 45))
        look.pages[0].Resources = pikepdf.Dictionary(XObject={"/A": look.copy_foreign(widget.AP.N)})
        look.pages[0].Contents = look.make_stream(b"/A Do")
        out = io.BytesIO()
        look.save(out)
    import pypdfium2

    said = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage().get_text_bounded()
    assert re.fullmatch(r"Amina Okafor\s+\d{4}-\d\d-\d\d \d\d:\d\d UTC\s+Approved", said.strip())


def test_a_visible_signature_is_told_to_a_screen_reader(signed_everywhere: dict[str, Path]) -> None:
    with pikepdf.open(signed_everywhere["B-B-visible"]) as pdf:
        (form,) = [each for each in tampering.walk(pdf.Root.StructTreeRoot) if str(each.S) == "/Form"]
        (widget,) = pdf.Root.AcroForm.Fields
        assert str(form.Alt) == str(widget.TU) == "Signature of the depositary"
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        assert numbers[[int(n) for n in numbers[::2]].index(int(widget.StructParent)) * 2 + 1].objgen == form.objgen


def test_poppler_reads_the_signature(signed_everywhere: dict[str, Path]) -> None:
    if not shutil.which("pdfsig"):
        pytest.skip("poppler-utils is not installed")
    file = str(signed_everywhere["B-B"])
    done = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False)
    assert "ETSI.CAdES.detached" in done.stdout


# Keys


def test_a_key_in_pem_signs_with_and_without_a_passphrase(desk, tmp_path: Path) -> None:
    pair = desk.authority.issue("Ō. Tanaka")
    certificate = pem(tmp_path / "me.pem", pair.certificate)
    for passphrase in ("", PASSPHRASE):
        keys = Keys(key=key_file(tmp_path / "me.key", pair.key, passphrase), certificate=certificate)
        with signer_of(keys, lambda _: Secret(PASSPHRASE.encode())) as signer:
            assert applying.name_of(signer.signing_cert) == "Ō. Tanaka"


def test_a_wrong_passphrase_is_said_to_be_wrong_and_nothing_is_written(desk, tmp_path: Path) -> None:
    (tmp_path / "edition.pdf").write_bytes(desk.edition)
    (tmp_path / "wrong").write_text("not " + PASSPHRASE)
    for own in (["--pkcs12", str(desk.folder / "me.p12")], _pem(desk, tmp_path)):
        done = run(ROOT, "sign", str(tmp_path / "edition.pdf"), *own, "--passphrase-file", str(tmp_path / "wrong"))
        assert done.code == Exit.SIGNER
        assert "the passphrase is wrong" in done.err
        assert "Traceback" not in done.err
    assert not list(tmp_path.glob("*signed*"))


def _pem(desk, folder: Path) -> list[str]:
    pair = desk.authority.issue("Amina Okafor")
    key = key_file(folder / "locked.key", pair.key, PASSPHRASE)
    return ["--key", str(key), "--certificate", str(pem(folder / "locked.pem", pair.certificate))]


def test_a_key_that_is_not_that_of_the_certificate_is_refused(desk, tmp_path: Path) -> None:
    one, other = desk.authority.issue("One"), desk.authority.issue("Other")
    keys = Keys(key=key_file(tmp_path / "a.key", one.key), certificate=pem(tmp_path / "b.pem", other.certificate))
    assert _problem(keys) == ("sign/pair", "the key does not belong to the certificate")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.p12", b"no key", "sign/key"), ("a.key", b"no key", "sign/key"), ("absent.p12", None, "sign/file")],
)
def test_what_is_no_key_is_refused_by_name(desk, tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    path = tmp_path / name
    if data:
        path.write_bytes(data)
    keys = Keys(pkcs12=path) if name.endswith(".p12") else Keys(key=path, certificate=desk.root)
    assert _problem(keys)[0] == code


def test_a_certificate_out_of_its_time_is_refused(desk, tmp_path: Path) -> None:
    past = desk.keys(desk.authority.issue("Past", start=-10, end=-1), "past")
    assert _problem(past) == ("sign/expired", f"the certificate expired on {NOW - DAY:%d %B %Y}")
    assert _problem(desk.keys(desk.authority.issue("Future", start=1), "future"))[0] == "sign/early"


def test_a_certificate_that_is_not_for_signing_is_refused(desk, tmp_path: Path) -> None:
    root = desk.authority.root
    assert _problem(desk.keys(root, "root-key"))[0] == "sign/usage"
    pem(desk.root, root.certificate)


def _problem(keys: Keys) -> tuple[str, str]:
    with pytest.raises(SignerError) as caught, signer_of(keys, lambda _: Secret(b"")):
        pass
    (problem,) = caught.value.problems
    return problem.code, problem.text


def test_a_token_signs(desk, tmp_path: Path) -> None:
    module = next((each for each in SOFTHSM if Path(each).is_file()), "")
    if not module or not shutil.which("softhsm2-util"):
        pytest.skip("SoftHSM is not installed: apt-get install softhsm2")
    environment = _token(desk, module, tmp_path)
    (tmp_path / "edition.pdf").write_bytes(desk.edition)
    (tmp_path / "pin").write_text("4711\n")
    own = [
        "--pkcs11",
        module,
        "--token",
        "secretariat",
        "--key-label",
        "me",
        "--passphrase-file",
        str(tmp_path / "pin"),
    ]
    done = run(ROOT, "sign", str(tmp_path / "edition.pdf"), *own, **environment)
    assert (done.code, done.err) == (Exit.OK, "")
    assert "signed by On A Token, level B-B" in done.out
    (tmp_path / "pin").write_text("0815\n")
    done = run(ROOT, "sign", str(tmp_path / "edition.pdf"), *own, "--output", str(tmp_path / "b.pdf"), **environment)
    assert done.code == Exit.SIGNER
    assert "the passphrase is wrong" in done.err
    own[3] = "nobody's"
    done = run(ROOT, "sign", str(tmp_path / "edition.pdf"), *own, "--output", str(tmp_path / "b.pdf"), **environment)
    assert done.code == Exit.SIGNER
    assert "the token cannot be used" in done.err


def _token(desk, module: str, folder: Path) -> dict[str, str]:
    """The environment in which there is a token with a key and its certificate."""
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    environment = {"SOFTHSM2_CONF": str(folder / "softhsm2.conf")}
    pair = desk.authority.issue("On A Token")
    key = key_file(folder / "token.key", pair.key)
    whole = {**os.environ, **environment}
    start = ["softhsm2-util", "--init-token", "--free", "--label", "secretariat", "--so-pin", "1234", "--pin", "4711"]
    bring = ["softhsm2-util", "--import", str(key), "--token", "secretariat", "--label", "me", "--id", "01"]
    subprocess.run(start, env=whole, check=True, capture_output=True)
    subprocess.run([*bring, "--pin", "4711"], env=whole, check=True, capture_output=True)
    script = (
        "import pkcs11, sys; from pkcs11.util.x509 import decode_x509_certificate as decode\n"
        "token = pkcs11.lib(sys.argv[1]).get_token(token_label='secretariat')\n"
        "with token.open(rw=True, user_pin='4711') as session:\n"
        "    made = decode(bytes.fromhex(sys.argv[2]))\n"
        "    made[pkcs11.Attribute.TOKEN], made[pkcs11.Attribute.LABEL] = True, 'me'\n"
        "    made[pkcs11.Attribute.ID] = b'\\x01'\n"
        "    session.create_object(made)\n"
    )
    from cryptography.hazmat.primitives.serialization import Encoding

    der = pair.certificate.public_bytes(Encoding.DER).hex()
    subprocess.run([sys.executable, "-c", script, module, der], env=whole, check=True)
    return environment


# Fields and orders


def test_signers_sign_in_the_order_of_the_fields(desk) -> None:
    spots = (FIELD, Spot(name="Witness", page=0, left=320, bottom=60, width=200, height=45))
    once = desk.sign(desk.edition, Order(spots=spots))
    assert field.empty_fields(applying.opened(once, "once.pdf")) == ("Witness",)
    twice = desk.sign(once)
    assert field.empty_fields(applying.opened(twice, "twice.pdf")) == ()
    thrice = desk.sign(twice)
    assert len(field.all_fields(applying.opened(thrice, "thrice.pdf"))) == 3


def test_fields_can_be_placed_before_anybody_signs(desk, tmp_path: Path, verapdf_folder: Path) -> None:
    (tmp_path / "edition.pdf").write_bytes(desk.edition)
    done = run(ROOT, "sign", str(tmp_path / "edition.pdf"), "--prepare", *PLACED)
    assert (done.code, done.err) == (Exit.OK, "")
    made = tmp_path / "edition.prepared.pdf"
    assert field.empty_fields(applying.opened(made.read_bytes(), "made.pdf")) == ("Depositary",)
    for profile in ("3a", "ua1"):
        assert verapdf.validate([made], profile, verapdf_folder)[made].state is State.PASSED


def test_a_field_stands_beside_a_clause_on_whatever_page_that_falls(desk) -> None:
    spot = Spot(name="Depositary", page=0, left=0, bottom=-110, width=200, height=45, beside="P3H")
    signed = desk.sign(desk.edition, Order(spots=(spot,)))
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        (widget,) = pdf.Root.AcroForm.Fields
        assert widget.P.objgen == pdf.pages[2].obj.objgen
        left, bottom, right, top = (float(edge) for edge in widget.Rect)
    import pypdfium2

    page = pypdfium2.PdfDocument(signed)[2]
    searcher = page.get_textpage().search("Fully support")
    at, _ = searcher.get_next()
    box = page.get_textpage().get_charbox(at)
    assert abs(left - box[0]) < 1
    assert abs(bottom + 110 - box[1]) < 1
    assert (round(right - left), round(top - bottom)) == (200, 45)
    assert refused(desk, desk.edition, Order(spots=(replace(spot, beside="P9"),))) == ("sign/field-beside",)


def test_a_field_that_cannot_be_placed_is_refused_with_the_reason(desk) -> None:
    bad = (
        Spot(name="A", page=9, left=0, bottom=0, width=10, height=10),
        Spot(name="B", page=1, left=600, bottom=0, width=100, height=10),
        Spot(name="B", page=1, left=0, bottom=0, width=10, height=10),
    )
    assert refused(desk, desk.edition, Order(spots=bad)) == ("sign/field-page", "sign/field-box", "sign/field-name")
    assert refused(desk, desk.edition, Order(field="Nowhere")) == ("sign/no-field",)


def test_a_field_that_would_cover_words_is_refused(desk) -> None:
    spot = replace(FIELD, beside="P3G", left=0, bottom=-20)
    with pytest.raises(SignerError) as caught:
        desk.sign(desk.edition, Order(spots=(spot,)))
    (problem,) = caught.value.problems
    assert problem.code == "sign/field-covers"
    assert "Urge" in problem.text


def test_nothing_is_placed_in_a_file_that_is_signed(desk) -> None:
    assert refused(desk, desk.sign(desk.edition), Order(spots=(FIELD,))) == ("sign/too-late",)


def test_a_certification_that_allows_nothing_closes_the_file(desk) -> None:
    closed = desk.sign(desk.edition, Order(certify=Later.NOTHING))
    assert refused(desk, closed, Order()) == ("sign/closed",)
    assert "sign/certify" in refused(desk, desk.sign(desk.edition), Order(certify=Later.NOTES))


def test_levels_that_need_an_authority_or_an_anchor_say_so(desk) -> None:
    assert refused(desk, desk.edition, Order(level=Level.ARCHIVED)) == ("sign/no-server", "sign/no-anchor")


def test_an_authority_that_does_not_answer_is_an_error_and_nothing_is_signed(desk) -> None:
    order = Order(level=Level.TIMED, server="http://127.0.0.1:9/")
    assert refused(desk, desk.edition, order) == ("sign/time-stamp",)


def test_a_lasting_signature_without_proof_is_refused(desk) -> None:
    order = Order(level=Level.LASTING, server=desk.stamping.url, proofs=Proofs(anchors=(desk.root,)))
    assert refused(desk, desk.edition, order) == ("sign/proof",)


def test_a_lasting_signature_without_a_path_is_refused(desk, tmp_path: Path) -> None:
    other = pem(tmp_path / "other.pem", Authority("Other Root").root.certificate)
    proofs = Proofs(anchors=(other,), lists=(desk.folder / "crl.pem",))
    order = Order(level=Level.LASTING, server=desk.stamping.url, proofs=proofs)
    assert refused(desk, desk.edition, order) == ("sign/path",)


def test_a_field_too_small_for_the_words_is_refused_and_nothing_is_written(desk, tmp_path: Path) -> None:
    (tmp_path / "edition.pdf").write_bytes(desk.edition)
    done = command(desk, tmp_path / "edition.pdf", "--place", "A@1:10,10,15,20")
    assert done.code == Exit.SIGNER
    assert "the words do not fit into the field" in done.err
    assert [each.name for each in tmp_path.iterdir()] == ["edition.pdf"]


# Files


def test_what_is_no_pdf_is_refused(desk, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"Dear Sir,")
    done = command(desk, tmp_path / "letter.pdf")
    assert done.code == Exit.USAGE
    assert "letter.pdf: is not a PDF file" in done.err


def test_no_file_is_replaced_unless_that_is_asked(desk, tmp_path: Path) -> None:
    file = tmp_path / "edition.pdf"
    file.write_bytes(desk.edition)
    assert command(desk, file).code == Exit.OK
    assert file.read_bytes() == desk.edition
    done = command(desk, file)
    assert done.code == Exit.USAGE
    assert "edition.signed.pdf is there already" in done.err
    assert command(desk, file, "--in-place").code == Exit.OK
    assert file.read_bytes() != desk.edition
    assert sorted(each.name for each in tmp_path.iterdir()) == ["edition.pdf", "edition.signed.pdf"]


def test_the_workspace_says_which_authority_and_the_user_whom_to_trust(desk, workspace: Path, tmp_path: Path) -> None:
    own_settings = tmp_path / "settings"
    (own_settings / "engross").mkdir(parents=True)
    text = f'timestamp-server = "{desk.stamping.url}"\ntrust = ["root.pem"]\n'
    (workspace / "signing.toml").write_text(text)
    shutil.copy(desk.root, workspace / "root.pem")
    file = workspace / "edition.pdf"
    file.write_bytes(desk.edition)
    own = ["--pkcs12", str(desk.folder / "me.p12"), "--passphrase-file", str(desk.folder / "passphrase")]
    assert run(workspace, "sign", str(file), *own, "--level", "B-T", "--in-place").code == Exit.OK
    stranger = run(workspace, "verify", str(file), "--no-text", XDG_CONFIG_HOME=str(own_settings))
    assert stranger.code == Exit.TRUST
    assert "NOT TRUSTED: no anchor" in stranger.out
    assert "names trust anchors or revocation lists, which are not used" in stranger.err
    assert str(own_settings / "engross" / "signing.toml") in stranger.err
    shutil.copy(desk.root, own_settings / "engross" / "root.pem")
    (own_settings / "engross" / "signing.toml").write_text('trust = ["root.pem"]\n')
    said = run(workspace, "verify", str(file), "--no-text", XDG_CONFIG_HOME=str(own_settings)).out
    assert "by the time stamp of “Test Time Stamping”" in said
    assert "leads to an anchor that you trust" in said
    (workspace / "signing.toml").write_text('timestamp-server = "nowhere"\ntrsut = []\n')
    done = run(workspace, "verify", str(file))
    assert done.code == Exit.USAGE
    assert "signing.toml:1:1" in done.err
    assert "trsut: is not known here" in done.err


def test_the_workspace_says_which_fields_its_files_have(desk, workspace: Path) -> None:
    (workspace / "signing.toml").write_text(
        '[fields.President]\nplace = "last:60,120,200,45"\nabout = "Signature of the President"\n'
        '[fields.Secretary]\nplace = "last:60,60,200,45"\n'
    )
    file = workspace / "edition.pdf"
    file.write_bytes(desk.edition)
    own = ["--pkcs12", str(desk.folder / "me.p12"), "--passphrase-file", str(desk.folder / "passphrase")]
    assert run(workspace, "sign", str(file), "--prepare").code == Exit.OK
    prepared = (workspace / "edition.prepared.pdf").read_bytes()
    assert field.empty_fields(applying.opened(prepared, "prepared.pdf")) == ("President", "Secretary")
    assert run(workspace, "sign", str(file), *own, "--field", "Secretary", "--in-place").code == Exit.OK
    assert field.empty_fields(applying.opened(file.read_bytes(), "edition.pdf")) == ("President",)
    (workspace / "signing.toml").write_text('[fields.President]\nplace = "somewhere"\nabuot = "x"\n')
    done = run(workspace, "sign", str(file), "--prepare", "--output", str(workspace / "other.pdf"))
    assert done.code == Exit.USAGE
    assert "signing.toml:2:1: fields.President.place: is no place" in done.err
    assert "fields.President.abuot: is not known here" in done.err


# Passphrases


def test_a_passphrase_is_read_from_a_file_a_descriptor_or_a_variable(tmp_path: Path, monkeypatch) -> None:
    file = tmp_path / "passphrase"
    file.write_bytes(b"sesame\r\nnot this\n")
    monkeypatch.setenv("PASS", "sesame")
    with file.open("rb") as data:
        origins = (Origin(file=file), Origin(descriptor=data.fileno()), Origin(variable="PASS"))
        assert [read(each, "me.p12").reveal() for each in origins] == [b"sesame"] * 3


def test_without_a_terminal_nothing_is_asked(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for origin in (Origin(), Origin(variable="NOT_THERE"), Origin(file=Path("not-there"))):
        with pytest.raises(SignerError) as caught:
            read(origin, "me.p12")
        assert caught.value.problems[0].code == "sign/no-passphrase"
