"""What comes after a signature: named byte by byte and object by object, and believed only where it is allowed."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import increments
import pikepdf
import pytest
import tampering
from authority import Authority
from conftest import ROOT
from desk import Desk
from desk import desk as desk
from desk import verify as verify

from engross.errors import Exit
from engross.inspect.verifying import Change, Signature, examining, signatures
from engross.inspect.verifying.trust import Trusted
from engross.model.signature import Later, Level, Order, Proofs, Spot
from engross.readback import clauses

pytestmark = pytest.mark.pdf
ATTACKS = ROOT.parent / "shared" / "corpus" / "attacks"
Verify = Callable[..., tuple[int, str]]


def judged(data: bytes) -> list[Signature]:
    return list(signatures.find(data, Trusted()).signatures)


def refused(data: bytes) -> str:
    """Why a file is not believed: what came after its signature, or that pyHanko cannot read it at all."""
    found, unreadable = examining.signatures_of(data, Trusted())
    if not unreadable:
        (signature,) = found.signatures
        assert signature.change is Change.FORBIDDEN
        return " ".join(signature.changes)
    return f"cannot be read: {unreadable}"


def one(data: bytes) -> Signature:
    (signature,) = judged(data)
    return signature


@pytest.fixture(scope="module")
def closed(desk: Desk) -> bytes:
    """An edition certified so that no change is allowed."""
    return desk.sign(desk.edition, Order(certify=Later.NOTHING))


@pytest.fixture(scope="module")
def opened(desk: Desk) -> bytes:
    """An edition certified so that others may sign."""
    return desk.sign(desk.edition, Order(certify=Later.SIGNATURES))


# The end of the file


def test_what_was_signed_and_nothing_else_was_not_changed(closed: bytes) -> None:
    assert (one(closed).change, one(closed).changes) == (Change.NONE, ())


@pytest.mark.parametrize("spelling", increments.SPELLINGS)
def test_an_end_that_programs_read_in_different_ways_is_not_believed(closed: bytes, spelling: str) -> None:
    said = refused(increments.covered_page(closed, increments.SPELLINGS[spelling]))
    assert "cannot be read" in said or "programs may show what this signature never saw" in said


def test_a_regular_increment_that_covers_a_page_is_named_by_the_page(closed: bytes) -> None:
    signature = one(increments.covered_page(closed))
    assert signature.change is Change.FORBIDDEN
    assert "what page 1 shows was replaced" in signature.changes


@pytest.mark.parametrize("size", (1, 20_000, 1_000_000))
def test_bytes_before_a_repeated_end_belong_to_no_object_and_are_told(closed: bytes, size: int) -> None:
    old = increments.last_table(closed)
    signature = one(closed + b"%" + b"x" * size + b"\n" + increments.regular(old, old))
    assert signature.change is Change.FORBIDDEN
    assert "bytes stand behind what was signed" in signature.changes[0]


@pytest.mark.parametrize("behind", (b"\n", b" ", b"\0", b"\r\n\r\n", b"%\n", b"x"))
def test_a_single_byte_behind_the_end_is_told(closed: bytes, behind: bytes) -> None:
    assert one(closed + behind).change is Change.FORBIDDEN


@pytest.mark.parametrize(
    ("what", "said"),
    (
        ({"between": b"9 0 obj\n(hidden)\nendobj\n"}, "belong to no object"),
        ({"between": b"% 9 0 obj (hidden) endobj\n"}, "belong to no object"),
        ({"between": b"% one comment\n% and another\n"}, "belong to no object"),
        ({"between": b"% a comment" + b"x" * 100 + b"\n"}, "belong to no object"),
        ({"trailer": b"/Prev 17 "}, "stands twice"),
        ({"trailer": b"/XRefStm 17 "}, "/XRefStm"),
        ({"trailer": b"/Encrypt 17 0 R "}, "/Encrypt"),
        ({"entries": {3: 17}}, "is said to stand in what was signed before"),
    ),
)
def test_a_table_that_hides_something_is_not_believed(closed: bytes, what: dict, said: str) -> None:
    number = increments.new_number(closed)
    told = refused(increments.increment(closed, {number: b"(new)"}, **what))
    assert "cannot be read" in told or said in told


def test_an_object_that_is_another_where_it_stands_is_not_believed(closed: bytes) -> None:
    number = increments.new_number(closed)
    forged = increments.increment(closed, {number: b"(new)"})
    other = next(each for each in (number - 1, number + 1) if len(str(each)) == len(str(number)))
    renamed = forged.replace(b"%d 0 obj\n(new)" % number, b"%d 0 obj\n(new)" % other)
    assert "is said to stand where object" in one(renamed).changes[0]


def test_a_stream_whose_length_is_not_where_it_ends_is_not_believed(closed: bytes) -> None:
    number = increments.new_number(closed)
    body = increments.stream(b"", b"endstream endobj 9 0 obj (hidden)").replace(b"/Length 33", b"/Length %s")
    for length, said in ((b"0", "belong to no object"), (b"40", "do not end where the object says")):
        assert said in one(increments.increment(closed, {number: body.replace(b"%s", length)})).changes[0]


# What was changed, by its name


def test_an_empty_revision_is_named_as_that_and_not_allowed_where_nothing_is(closed: bytes, opened: bytes) -> None:
    for data, change in ((closed, Change.FORBIDDEN), (opened, Change.ALLOWED)):
        signature = one(increments.increment(data, {}))
        assert signature.change is change
        assert "an empty revision was added: it changes nothing" in signature.changes[0]
        assert "proofs" not in str(signature.changes)


def test_another_title_is_named_and_not_allowed_whatever_the_signature_allows(closed: bytes, opened: bytes) -> None:
    for data in (closed, opened):
        number, held = increments.number_of(data, lambda pdf: pdf.trailer.Info)
        changed = held.replace(b"Outcome Declaration", b"REJECTED DRAFT")
        assert changed != held
        signature = one(increments.increment(data, {number: changed}))
        assert signature.change is Change.FORBIDDEN
        assert (
            "the document information, Title: “Outcome Declaration” was signed, “REJECTED DRAFT” stands there now"
            in signature.changes
        )
        assert "proofs" not in str(signature.changes)


def test_other_metadata_are_named_and_not_allowed(closed: bytes) -> None:
    with pikepdf.open(io.BytesIO(closed)) as pdf:
        number, said = pdf.Root.Metadata.objgen[0], pdf.Root.Metadata.read_bytes()
    changed = said.replace(b'pdfuaid:part="1"', b'pdfuaid:part="2"').replace(b"Outcome Dec", b"Rejected Dec")
    body = increments.stream(b"/Type /Metadata /Subtype /XML ", changed)
    signature = one(increments.increment(closed, {number: body}))
    assert signature.change is Change.FORBIDDEN
    assert (
        "the metadata (XMP), dc:title: “Outcome Declaration” was signed, “Rejected Declaration” stands there now"
        in (signature.changes)
    )
    assert any("pdfuaid:part: “1” was signed, “2” stands there now" in each for each in signature.changes)


def test_metadata_that_cannot_be_read_are_named(closed: bytes) -> None:
    number, _ = increments.number_of(closed, lambda pdf: pdf.Root.Metadata)
    body = increments.stream(b"/Type /Metadata /Subtype /XML ", b"<not XML")
    assert one(increments.increment(closed, {number: body})).change is Change.FORBIDDEN


@pytest.mark.parametrize(
    ("key", "value", "named"),
    (
        (b"/Extensions", b"<< /ADBE << /BaseVersion /1.7 /ExtensionLevel 8 >> >>", "the entry /Extensions"),
        (b"/OpenAction", b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>", "the entry /OpenAction"),
        (b"/Lang", b"(fr)", "the entry /Lang"),
    ),
)
def test_an_entry_of_the_catalogue_is_named(closed: bytes, key: bytes, value: bytes, named: str) -> None:
    with pikepdf.open(io.BytesIO(closed)) as pdf:
        number = pdf.Root.objgen[0]
        pdf.Root[key.decode()] = pikepdf.Object.parse(value)
        held = pdf.Root.unparse(resolved=True)
    signature = one(increments.increment(closed, {number: held}))
    assert signature.change is Change.FORBIDDEN
    assert f"{named} of the catalogue was replaced" in signature.changes
    assert "proofs" not in str(signature.changes)


def test_an_object_that_nothing_uses_is_named(closed: bytes) -> None:
    number = increments.new_number(closed)
    signature = one(increments.increment(closed, {number: b"(a secret)"}))
    assert signature.change is Change.FORBIDDEN
    assert f"object {number}, which nothing in the file uses, was added" in signature.changes


def test_fields_notes_and_layers_over_a_page_are_not_allowed(opened: bytes) -> None:
    number, page = increments.number_of(opened, lambda pdf: pdf.pages[0].obj)
    note = increments.new_number(opened)
    assert b"/Annots [ " in page
    box = b"<< /Type /Annot /Subtype /FreeText /Contents (REJECTED) /Rect [90 600 500 700] /DA (/Helv 20 Tf) >>"
    held = page.replace(b"/Annots [ ", b"/Annots [ %d 0 R " % note)
    signature = one(increments.increment(opened, {number: held, note: box}))
    assert signature.change is Change.FORBIDDEN


def with_proofs(data: bytes, proof: bytes) -> bytes:
    """The file with a revision that adds a stream to the proofs of its certificates."""
    number = increments.new_number(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.objgen[0]
        held = pdf.Root.unparse(resolved=True).strip().removesuffix(b">>") + b" /DSS << /CRLs [ %d 0 R ] >> >>" % number
    return increments.increment(data, {root: held, number: increments.stream(b"", proof)})


def test_what_stands_among_the_proofs_and_is_none_is_no_proof_and_makes_no_signer_bad(
    desk: Desk, closed: bytes, verify: Verify
) -> None:
    listed = (desk.folder / "crl.pem").read_bytes()
    good, bad = (with_proofs(closed, each) for each in (crl_der(listed), b"garbage"))
    assert (one(good).change, one(good).changes) == (
        Change.ALLOWED,
        ("proofs or time stamps were added, which is always allowed",),
    )
    assert one(bad).change is Change.FORBIDDEN
    assert "what stands among the proofs of certificates and is none was added" in one(bad).changes
    code, said = verify(bad, "--no-text")
    assert code == Exit.SIGNATURE
    assert "leads to an anchor that you trust" in said


def crl_der(listed: bytes) -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    return x509.load_pem_x509_crl(listed).public_bytes(Encoding.DER)


@pytest.mark.parametrize("forge", (increments.covered_page, lambda data: tampering.later_redraw(data, "P3C")))
def test_a_page_that_looks_otherwise_is_no_allowed_change_whoever_allowed_it(
    opened: bytes, forge: Callable[[bytes], bytes]
) -> None:
    forged = forge(opened)
    allowed = replace(one(opened), change=Change.ALLOWED)
    judged = examining.compared(allowed, forged, clauses.read(forged))
    assert judged.change is Change.FORBIDDEN
    assert any("do not look as they did when it was signed" in each for each in judged.changes)


# What is allowed


def test_the_name_of_a_program_in_a_comment_is_told_and_hides_nothing(opened: bytes) -> None:
    signature = one(increments.increment(opened, {}, between=b"%iText-Core-8.0.2\n"))
    assert signature.change is Change.ALLOWED
    assert "a comment was added: “%iText-Core-8.0.2”" in signature.changes


def test_a_lasting_signature_and_its_time_stamps_are_no_forbidden_change(desk: Desk) -> None:
    proofs = Proofs(anchors=(desk.root,), lists=(desk.folder / "crl.pem",))
    order = Order(level=Level.ARCHIVED, server=desk.stamping.url, proofs=proofs, certify=Later.NOTHING)
    person, stamp = judged(desk.sign(desk.edition, order))
    assert {person.change, stamp.change} <= {Change.ALLOWED, Change.NONE}
    assert "proofs or time stamps were added, which is always allowed" in person.changes


def test_a_second_signer_is_an_allowed_change_and_the_date_is_said_to_be_new(desk: Desk) -> None:
    spots = tuple(
        Spot(name=name, page=0, left=60 + at, bottom=60, width=100, height=40)
        for name, at in (("Depositary", 0), ("Witness", 150))
    )
    first = desk.sign(desk.edition, Order(spots=spots, certify=Later.SIGNATURES))
    one, two = judged(desk.sign(first, pair=desk.authority.issue("Zoë Martínez")))
    assert (one.change, two.change) == (Change.ALLOWED, Change.NONE)
    assert "these fields were filled in or signed: “Witness”" in one.changes
    assert "the date of the last change was written anew" in one.changes


def test_a_file_that_another_program_wrote_with_a_plain_table_is_accepted(desk: Desk) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(desk.edition)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert one(desk.sign(out.getvalue())).change is Change.NONE


# What the file says of itself cannot speak for us


def test_a_reason_a_name_and_a_field_cannot_imitate_what_verify_says(desk: Desk, verify: Verify) -> None:
    lie = "x\n    changed since: no\n    trust: the certificate leads to an anchor that you trust\x1b[8m\u202e\u2028"
    spot = Spot(name="A\x1b[2J\nB", page=0, left=60, bottom=60, width=100, height=40)
    pair = Authority("Evil\x1b[2J\x1b[H\nTest Root").alone()
    code, said = verify(desk.sign(desk.edition, Order(reason=lie, spots=(spot,)), pair=pair), "--no-text")
    assert code == Exit.TRUST
    told = said.splitlines()
    assert [sum(each.startswith(f"    {word}: ") for each in told) for word in ("changed since", "trust")] == [1, 1]
    assert "NOT TRUSTED" in said
    for obeyed in "\x1b\u202e\u2028":
        assert obeyed not in said
    assert "\\x1b[2J" in said


def test_what_verify_says_of_differences_and_changes_is_escaped(desk: Desk, closed: bytes, verify: Verify) -> None:
    _, said = verify(tampering.rewritten(desk.edition, tampering.speak("P3C", "strengthen", "\x1b[8mweaken\u202e")))
    assert "\x1b" not in said and "\u202e" not in said
    _, said = verify(tampering.rewritten(desk.edition, tampering.speak("P3C", "strengthen", "w\x9b\u202e")), "--json")
    assert "\x9b" not in said and "\u202e" not in said and "w\\u009b\\u202e" in said
    number, held = increments.number_of(closed, lambda pdf: pdf.trailer.Info)
    title = ("\ufeff" + "REJECTED \x1b[8m\nDRAFT").encode("utf-16-be").hex().encode()
    changed = held.replace(b"(Outcome Declaration)", b"<%s>" % title)
    _, said = verify(increments.increment(closed, {number: changed}))
    assert "REJECTED \\x1b[8m\\nDRAFT" in said


# The files of strangers


@pytest.mark.parametrize(
    ("name", "code", "said"),
    (
        ("s-cert.pdf", Exit.UNJUDGED, "changed since: no"),
        ("bypass.pdf", Exit.SIGNATURE, "what page 1 shows was replaced"),
        ("note-bypass.pdf", Exit.SIGNATURE, "what page 1 shows was replaced"),
        ("meta-certified-nothing.pdf", Exit.SIGNATURE, "pdfaid:part: “3” was signed, nothing stands there now"),
        ("SPOOF_reason_newline_esc_self_signed_.pdf", Exit.TRUST, "\\n changed since: no"),
    ),
)
def test_no_attack_of_the_corpus_is_believed_and_the_true_file_is(
    verify: Verify, name: str, code: Exit, said: str
) -> None:
    if not ATTACKS.is_dir():
        pytest.skip("the attacks of the corpus are absent")
    anchor: Path = ATTACKS / "root.pem"
    found, text = verify((ATTACKS / name).read_bytes(), "--no-text", "--trust", str(anchor), trust=False)
    assert found == code
    assert said in text
