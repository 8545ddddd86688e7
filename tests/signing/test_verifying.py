"""What `engross verify` says of true files and of forged ones."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import tampering
from authority import DAY, NOW, Authority, Stamping, pem
from conftest import DOCUMENT, HOUSES, LANGUAGES, PARTS, ROOT, Built
from desk import desk as desk
from desk import verify as verify

from engross.errors import Exit
from engross.inspect.verifying import comparing
from engross.model.signature import Later, Level, Order, Proofs, Spot
from engross.readback import clauses
from engross.workspace import Workspace

pytestmark = pytest.mark.pdf
Verify = Callable[..., tuple[int, str]]
FIELD = Spot(name="Depositary", page=0, left=60, bottom=60, width=200, height=45, about="Signature of the depositary")


def texts(workspace: Workspace, data: bytes) -> list[comparing.Comparison]:
    return list(comparing.compare(workspace, clauses.read(data), (), ""))


# The true file


def test_a_true_file_is_named_with_signer_time_trust_and_text(desk, verify: Verify) -> None:
    code, said = verify(desk.sign(desk.edition))
    assert "by “Amina Okafor” (certified by “Test Root”)" in said
    assert "changed since: no" in said
    assert "leads to an anchor that you trust" in said
    assert f"all 20 clauses are those of {DOCUMENT} in en" in said
    assert "as the signer says; no trusted time stamp" in said
    assert code == Exit.UNJUDGED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("house", HOUSES)
def test_every_edition_is_that_of_the_workspace(built: Built, house: str, language: str) -> None:
    (found,) = texts(Workspace(ROOT), built.pdf(house, language).read_bytes())
    assert (found.document, found.language, found.differences, found.why) == (DOCUMENT, language, (), "")
    assert found.clauses == 20


def test_a_file_that_nobody_signed_is_said_to_be_unsigned_and_its_text_compared(desk, verify: Verify) -> None:
    code, said = verify(desk.edition)
    assert "Not signed" in said
    assert "all 20 clauses" in said
    assert code == Exit.UNSIGNED


def test_a_time_stamp_bears_out_when_it_was_signed(desk, verify: Verify) -> None:
    signed = desk.sign(desk.edition, Order(level=Level.TIMED, server=desk.stamping.url))
    _, said = verify(signed, "--no-text")
    assert re.search(r"when: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, by the time stamp of “Test Time Stamping”", said)


# Words


def test_a_word_changed_on_the_page_is_caught_and_the_clause_named(desk, verify: Verify) -> None:
    code, said = verify(tampering.rewritten(desk.edition, tampering.redraw("P3C")))
    assert code == Exit.FIDELITY
    assert "P3C (page 2), as the page shows it:\n      [instead of “Strive”: “tSrive”] to strengthen" in said
    assert said.count("[instead of ") == 1


def test_a_word_changed_in_the_tag_tree_is_caught_and_the_clause_named(desk, verify: Verify) -> None:
    code, said = verify(tampering.rewritten(desk.edition, tampering.speak("P3C", "strengthen", "weaken")))
    assert code == Exit.FIDELITY
    assert "P3C (page 2), as a screen reader says it:\n      Strive to [instead of “strengthen”: “weaken”] nat" in said
    assert said.count("[instead of ") == 1


@pytest.mark.parametrize("language", ("ar", "zh"))
def test_letters_exchanged_on_a_page_are_caught_in_arabic_and_chinese(built: Built, language: str) -> None:
    data = built.pdf("interpol", language).read_bytes()
    (found,) = texts(Workspace(ROOT), tampering.rewritten(data, tampering.redraw("P3C")))
    assert {(each.clause, each.where) for each in found.differences} == {("P3C", "drawn")}


@pytest.mark.parametrize("language", ("en", "ar"))
def test_lines_that_change_places_on_a_page_are_caught_though_they_are_drawn_in_order(
    built: Built, language: str
) -> None:
    data = tampering.rewritten(built.pdf("un", language).read_bytes(), tampering.move_lines("INTRO"))
    (found,) = texts(Workspace(ROOT), data)
    assert ("INTRO", "drawn") in {(each.clause, each.where) for each in found.differences}


def test_a_date_changed_in_the_masthead_is_caught(desk) -> None:
    changed = tampering.rewritten(desk.edition, lambda pdf: _say_otherwise(pdf, "Original: English"))
    (found,) = texts(Workspace(ROOT), changed)
    assert [(each.clause, each.where) for each in found.differences] == [(comparing.MASTHEAD, "said")]


def _say_otherwise(pdf, text: str) -> None:
    each = next(e for e in tampering.walk(pdf.Root.StructTreeRoot) if str(e.get("/ActualText", "")) == text)
    each.ActualText = text + "!"


def test_a_changed_clause_of_the_workspace_is_named(desk, workspace: Path) -> None:
    content = workspace / "content" / f"{DOCUMENT}.md"
    content.write_text(content.read_text("utf-8").replace("Urge* all", "Urge* some"), "utf-8")
    (found,) = texts(Workspace(workspace), desk.edition)
    assert [(each.clause, each.where) for each in found.differences] == [("P3G", "both")]
    assert "some" in found.differences[0].wanted
    assert "all" in found.differences[0].found


def test_a_swapped_page_is_caught_by_its_clauses_and_its_number(desk, verify: Verify) -> None:
    code, said = verify(tampering.rewritten(desk.edition, tampering.swap_pages))
    assert code == Exit.FIDELITY
    assert re.search(r"P3F \(page 2\) stands out of its order", said)
    assert "page 2 shows words that belong to no clause: “3/3”" in said


def test_words_added_beside_the_text_are_caught(desk) -> None:
    with_font = b"q BT /%s 10 Tf 20 20 Td (%s) Tj ET Q"

    def add(pdf) -> None:
        pdf.pages[0].Resources.Font["/Forged"] = pdf.make_indirect(_helvetica())
        tampering.insert(with_font % (b"Forged", b"not"))(pdf)

    (found,) = texts(Workspace(ROOT), tampering.rewritten(desk.edition, add))
    assert [(each.clause, each.where, each.found) for each in found.differences] == [("page 1", "outside", "not")]


def _helvetica():
    from pikepdf import Dictionary, Name

    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def test_a_clause_taken_out_is_named(desk) -> None:
    def remove(pdf) -> None:
        clause = tampering.element(pdf, "P2F")
        kids = clause.P.K
        del kids[next(at for at, kid in enumerate(kids) if kid.objgen == clause.objgen)]

    (found,) = texts(Workspace(ROOT), tampering.rewritten(desk.edition, remove))
    assert ("P2F", "missing") in {(each.clause, each.where) for each in found.differences}


# Signatures


def test_a_signature_stripped_by_cutting_the_file_leaves_it_unsigned(desk, verify: Verify) -> None:
    signed = desk.sign(desk.edition)
    code, said = verify(signed[: len(desk.edition)])
    assert code == Exit.UNSIGNED
    assert "Not signed" in said


def test_a_signature_stripped_from_its_field_leaves_traces_that_are_named(desk, verify: Verify) -> None:
    signed = desk.sign(desk.edition, Order(spots=(FIELD,), certify=Later.SIGNATURES))
    code, said = verify(tampering.rewritten(signed, tampering.strip))
    assert code == Exit.SIGNATURE
    assert "Not signed" in said
    assert (
        "A signature was taken out of it: it still has the field “Depositary” shows a signature and holds none" in said
    )
    assert "it still has the mark of a certification" in said


def test_bytes_behind_the_end_of_a_signed_file_are_told(desk, verify: Verify) -> None:
    signed = desk.sign(desk.edition)
    later = tampering.later_redraw(signed, "P3C")
    code, said = verify(later[: len(signed) + 60])
    assert code == Exit.SIGNATURE
    assert re.search(
        r"60 bytes stand behind what was signed, and programs may show what this signature never saw", said
    )


def test_a_file_whose_signatures_cannot_be_read_says_so_and_its_text_is_compared(desk, verify: Verify) -> None:
    signed = desk.sign(desk.edition)
    at = signed.index(b"/Contents <") + 40
    code, said = verify(signed[:at] + b"Z" + signed[at + 1 :])
    assert code == Exit.SIGNATURE
    assert "Its signatures cannot be read" in said
    assert "all 20 clauses" in said


def test_a_time_stamp_over_other_bytes_does_not_hold(desk, verify: Verify) -> None:
    proofs = Proofs(anchors=(desk.root,), lists=(desk.folder / "crl.pem",))
    order = Order(level=Level.ARCHIVED, server=desk.stamping.url, proofs=proofs)
    signed = bytearray(desk.sign(desk.edition, order))
    at = signed.index(b"/Title") + 9
    signed[at] ^= 1
    _, said = verify(bytes(signed))
    stamp = said[said.index("Time stamp over the whole file") :]
    assert "what was signed is no longer what it was" in stamp


def test_a_byte_changed_in_what_was_signed_breaks_the_signature(desk, verify: Verify) -> None:
    signed = bytearray(desk.sign(desk.edition))
    at = signed.index(b"/Title") + 9
    signed[at] = ord("X") if signed[at] != ord("X") else ord("Y")
    code, said = verify(bytes(signed))
    assert code == Exit.SIGNATURE
    assert "what was signed is no longer what it was" in said


def test_a_file_written_anew_breaks_the_signature(desk, verify: Verify) -> None:
    changed = tampering.rewritten(desk.sign(desk.edition), tampering.speak("P3C", "strengthen", "weaken"))
    code, said = verify(changed)
    assert code == Exit.SIGNATURE
    assert "what was signed is no longer what it was" in said
    assert re.search(r"\[instead of “strengthen”: “weaken”\]", said)


def test_a_later_signature_is_an_allowed_change_and_both_signers_are_named(desk, verify: Verify) -> None:
    spots = (FIELD, Spot(name="Witness", page=0, left=320, bottom=60, width=200, height=45))
    first = desk.sign(desk.edition, Order(spots=spots, certify=Later.SIGNATURES))
    second = desk.sign(first, pair=desk.authority.issue("Zoë Martínez"))
    code, said = verify(second)
    assert code == Exit.UNJUDGED
    assert re.search("Certified.*Amina Okafor.*field “Depositary”", said)
    assert re.search("Signed.*Zoë Martínez.*field “Witness”", said)
    assert "changed since: yes, only as is allowed" in said
    assert "these fields were filled in or signed: “Witness”" in said


def test_a_later_change_of_content_is_not_allowed_and_the_clause_is_named(desk, verify: Verify) -> None:
    code, said = verify(tampering.later_redraw(desk.sign(desk.edition), "P3C"))
    assert code == Exit.SIGNATURE
    assert "changed since: YES, in a way that is not allowed" in said
    assert "P3C, since it was signed: [instead of “Strive”: “tSrive”] to strengthen" in said


def test_a_note_added_later_is_not_allowed(desk, verify: Verify) -> None:
    certified = desk.sign(desk.edition, Order(certify=Later.NOTHING))
    code, said = verify(tampering.later_note(certified))
    assert code == Exit.SIGNATURE
    assert "in a way that is not allowed" in said


# Trust


def test_without_an_anchor_nobody_is_trusted_and_the_text_is_judged_all_the_same(desk, verify: Verify) -> None:
    code, said = verify(desk.sign(desk.edition), trust=False)
    assert code == Exit.TRUST
    assert "NOT TRUSTED: no anchor" in said
    assert "changed since: no" in said
    assert "all 20 clauses" in said


def test_the_anchor_of_another_authority_is_none(desk, verify: Verify, tmp_path: Path) -> None:
    other = pem(tmp_path / "other.pem", Authority("Other Root").root.certificate)
    code, said = verify(desk.sign(desk.edition), "--trust", str(other), trust=False)
    assert code == Exit.TRUST
    assert "NOT TRUSTED: no anchor" in said


def test_an_expired_certificate_is_not_trusted(desk, verify: Verify) -> None:
    pair = desk.authority.issue("Amina Okafor", start=-10, end=-1)
    code, said = verify(desk.sign(desk.edition, pair=pair, now=NOW - 5 * DAY))
    assert code == Exit.TRUST
    assert "NOT TRUSTED: the certificate is out of its time" in said
    assert f"to {NOW - DAY:%Y-%m-%d}" in said
    assert "changed since: no" in said


def test_a_certificate_that_expired_after_a_time_stamp_is_trusted(desk, verify: Verify) -> None:
    pair = desk.authority.issue("Amina Okafor", start=-10, end=-1)
    with Stamping(desk.authority, NOW - 5 * DAY) as stamping:
        signed = desk.sign(desk.edition, Order(level=Level.TIMED, server=stamping.url), pair=pair, now=NOW - 5 * DAY)
    _, said = verify(signed, "--crl", str(desk.folder / "crl.pem"))
    assert f"when: {NOW - 5 * DAY:%Y-%m-%d}" in said
    assert "leads to an anchor that you trust" in said


def test_a_note_is_not_allowed_even_where_the_certification_allows_notes(desk, verify: Verify) -> None:
    """A limit of pyHanko, which judges no notes: docs/known-issues.md says so."""
    certified = desk.sign(desk.edition, Order(certify=Later.NOTES))
    _, said = verify(tampering.later_note(certified))
    assert "in a way that is not allowed" in said


def test_a_revoked_certificate_is_not_trusted(desk, verify: Verify, tmp_path: Path) -> None:
    pair = desk.authority.issue("Amina Okafor")
    desk.authority.revoked.append(pair.certificate)
    listed = tmp_path / "revoked.crl"
    listed.write_bytes(desk.authority.revocation_list())
    desk.authority.revoked.clear()
    signed = desk.sign(desk.edition, pair=pair)
    code, said = verify(signed, "--crl", str(listed))
    assert code == Exit.TRUST
    assert "NOT TRUSTED: the certificate was revoked by its issuer" in said
    _, unknown = verify(signed)
    assert "revocation: not known" in unknown


def test_nobody_can_say_of_a_signer_who_is_the_anchor_that_it_was_not_revoked(desk, verify: Verify) -> None:
    own = Authority("Anna Specimen").alone()
    file = pem(desk.folder / "own.pem", own.certificate)
    _, said = verify(desk.sign(desk.edition, pair=own), "--trust", str(file), trust=False)
    assert "leads to an anchor that you trust" in said
    assert "revocation: not known" in said


def test_a_lasting_signature_brings_the_proof_that_it_was_not_revoked(desk, verify: Verify) -> None:
    proofs = Proofs(anchors=(desk.root,), lists=(desk.folder / "crl.pem",))
    order = Order(level=Level.ARCHIVED, server=desk.stamping.url, proofs=proofs)
    code, said = verify(desk.sign(desk.edition, order))
    assert code == Exit.UNJUDGED
    assert "level B-LTA" in said
    assert "revocation: not revoked" in said
    assert "Time stamp over the whole file by “Test Time Stamping”" in said


# What is asked


def test_what_is_no_pdf_is_refused_by_name(desk, verify: Verify) -> None:
    code, said = verify(b"Dear Sir,", name="letter.pdf")
    assert code == Exit.USAGE
    assert "letter.pdf: is not a PDF file" in said


def test_an_absent_validator_is_named_as_absent(desk, verify: Verify) -> None:
    code, said = verify(desk.sign(desk.edition))
    assert code == Exit.UNJUDGED
    assert "PDF/A-3a: not judged, the validator is absent" in said


def test_json_says_the_same(desk, verify: Verify) -> None:
    code, said = verify(desk.sign(desk.edition), "--json", trust=False)
    (report,) = json.loads(said)
    assert report["exit"] == code == Exit.TRUST
    assert report["signatures"][0]["signer"] == "Amina Okafor"
    assert report["signatures"][0]["trust"] == "no anchor"
    assert report["texts"][0]["clauses"] == 20


def test_a_text_is_held_against_a_revision_in_git_as_it_was_then(desk, workspace: Path, capsys) -> None:
    from engross.cli import main

    git = ["git", "-C", str(workspace), "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (["init", "-q"], ["add", *PARTS], ["commit", "-qm", "as adopted"], ["tag", "adopted"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    content = workspace / "content" / f"{DOCUMENT}.md"
    content.write_text(content.read_text("utf-8").replace("Urge* all", "Urge* some"), "utf-8")
    hook = workspace / "ran"
    subprocess.run([*git, "config", "core.fsmonitor", f"touch {hook}"], check=True)
    subprocess.run([*git, "config", "filter.x.smudge", f"touch {hook}; cat"], check=True)
    (workspace / ".git" / "info" / "attributes").write_text("* filter=x\n")
    file = workspace / "edition.pdf"
    file.write_bytes(desk.edition)
    ask = ["--workspace", str(workspace), "verify", str(file)]
    assert main([*ask, "--revision", "adopted"]) == Exit.UNSIGNED
    assert re.search("all 20 clauses are those of .* in en, revision [0-9a-f]{12}", capsys.readouterr().out)
    assert main([*ask]) == Exit.FIDELITY
    assert "P3G" in capsys.readouterr().out
    assert main([*ask, "--revision", "never"]) == Exit.USAGE
    assert main([*ask, "--revision=--output=x"]) == Exit.USAGE
    assert "the revision cannot be read" in capsys.readouterr().err
    assert not hook.exists()


def test_several_documents_in_one_tree_are_compared_one_by_one(built: Built) -> None:
    """Two editions in one file, each under an element of its own, with ids that say whose they are."""
    data = bound(built.pdf("un", "en").read_bytes(), "en")
    found = clauses.read(data)
    assert [text.language for text in found.texts if text.ids] == ["en"]
    (answer,) = [each for each in texts(Workspace(ROOT), data) if each.document == DOCUMENT]
    assert answer.differences == ()
    forged = tampering.rewritten(data, tampering.speak(f"{DOCUMENT}.en.P3C", "strengthen", "weaken"))
    (answer,) = [each for each in texts(Workspace(ROOT), forged) if each.document == DOCUMENT]
    assert [(each.clause, each.where) for each in answer.differences] == [("P3C", "said")]


def bound(data: bytes, language: str) -> bytes:
    """The edition as an annex: its tree under a Part of its own, beside a letter's paragraph, its ids with a prefix."""
    from pikepdf import Array, Dictionary, Name, String

    def bind(pdf) -> None:
        root = pdf.Root.StructTreeRoot
        annex = root.K[0] if isinstance(root.K, Array) else root.K
        for each in tampering.walk(annex):
            if "/ID" in each:
                each.ID = String(f"{DOCUMENT}.{language}.{each.ID}")
        letter = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, ActualText=String("Excellency,")))
        whole = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root, Lang=String(language)))
        annex.S, annex.P, annex.ID = Name.Part, whole, String(f"{DOCUMENT}.{language}")
        letter.P, whole.K = whole, Array([letter, annex])
        root.K = Array([whole])

    return tampering.rewritten(data, bind)
