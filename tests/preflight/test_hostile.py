"""Files that are damaged, or made to harm: neither command breaks down, hangs, grows, or calls them good."""

import os
import random
from pathlib import Path

import made
import pikepdf
import pytest
from conftest import Built, run

from engross.preflight import Report, State, examining, page_validation, places, sandbox, verapdf

NOWHERE = Path("/nonexistent")


def examined(file: Path, *profiles: str) -> Report:
    return examining.examine([file], profiles, NOWHERE)[0]


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


@pytest.mark.parametrize(
    ("work", "seconds", "why"),
    [
        ("endless", 2, "ended after 2 seconds"),
        ("greedy", 60, "more than 300 MiB of memory"),
        ("broken", 60, "broke down"),
    ],
)
def test_work_that_runs_away_is_ended_and_what_it_said_before_is_kept(work: str, seconds: int, why: str) -> None:
    limits = sandbox.Limits(seconds=seconds, memory=300 * sandbox.MEBIBYTE)
    outcome = sandbox.items(f"made:{work}", limits=limits)
    assert outcome.items == (1,)
    assert why in outcome.why


def test_work_that_does_not_stop_talking_is_ended() -> None:
    outcome = sandbox.items("made:chatty", limits=sandbox.Limits())
    assert outcome.why
    assert sum(len(each) for each in outcome.items) <= sandbox.WRITTEN


def test_a_stream_that_unpacks_to_gigabytes_is_not_called_good(tmp_path: Path) -> None:
    big = made.packed(b"1 0 0 rg 0 0 9 9 re f\n" * 50_000, 1500)
    report = examined(made.write(tmp_path, made.CATALOG, made.PAGES, made.PAGE, big), "x4")
    assert {each.validator for each in report.unjudged} >= {"engross press", "engross images"}


def test_metadata_that_cannot_be_read_are_said_to_be_unknown(tmp_path: Path) -> None:
    catalog = made.CATALOG.replace(b">>", b"/Metadata 5 0 R>>")
    damaged = made.stream(b"x\x9c" + b"\x00" * 40, b"/Type/Metadata/Filter/FlateDecode")
    report = examined(made.write(tmp_path, catalog, made.PAGES, made.PAGE, made.stream(b""), damaged))
    assert {"file/metadata", "file/damaged"} <= set(codes(report))


def test_a_picture_too_large_to_be_unpacked_is_no_damage(tmp_path: Path) -> None:
    page = made.PAGE.replace(b"<<>>", b"<</XObject<</i 5 0 R>>>>")
    entries = b"<</Type/XObject/Subtype/Image/Width 30000/Height 10000/BitsPerComponent 8/ColorSpace/DeviceGray"
    picture = made.packed(bytes(1_000_000), 300).replace(b"<<", entries, 1)
    content = made.stream(b"q 200 0 0 100 0 0 cm /i Do Q")
    report = examined(made.write(tmp_path, made.CATALOG, made.PAGES, page, content, picture))
    assert [code for code in codes(report) if code.startswith("file/")] == ["file/large"]
    assert not report.failed


BROKEN = {
    "a page tree in a circle": [made.CATALOG, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"],
    "no pages": [made.CATALOG, b"<</Type/Pages/Kids[]/Count 0>>"],
    "no page tree": [b"<</Type/Catalog>>"],
    "a catalogue that is a number": [b"42"],
    "a huge count": [
        made.CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 999999999999999999999>>", made.PAGE, made.stream(b""),
    ],
    "a page without resources": [
        made.CATALOG, made.PAGES, made.PAGE.replace(b"/Resources<<>>", b""), made.stream(b"BT /F 9 Tf (x) Tj ET"),
    ],
    "huge numbers": [
        made.CATALOG, made.PAGES, made.PAGE.replace(b"200 100", b"99999999999999999999999 9"), made.stream(b""),
    ],
    "arrays within arrays": [
        made.CATALOG.replace(b">>", b"/X 5 0 R>>"), made.PAGES, made.PAGE, made.stream(b""),
        b"[" * 100_000 + b"]" * 100_000,
    ],
    "a stream cut short": [
        made.CATALOG, made.PAGES, made.PAGE, made.stream(b"x\x9c" + b"\x00" * 40, b"/Filter/FlateDecode"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_fails_and_says_why(tmp_path: Path, what: str) -> None:
    report = examined(made.write(tmp_path, *BROKEN[what]))
    assert report.failed, report
    assert {code.split("/")[0] for code in codes(report)} >= {"file"}


def test_a_file_that_had_to_be_repaired_fails(tmp_path: Path) -> None:
    file = made.write(tmp_path, made.CATALOG, made.PAGES, made.PAGE, made.stream(b""))
    assert "file/damaged" not in codes(examined(file))
    data = file.read_bytes()
    file.write_bytes(data[: data.index(b"startxref")] + b"startxref\n7\n%%EOF\n")
    report = examined(file)
    (finding,) = [each for each in report.findings if each.code == "file/damaged"]
    assert "cross-reference" in finding.text or "xref" in finding.text
    assert report.failed
    assert str(tmp_path) not in finding.text


ODD = {
    "boxes": made.PAGE.replace(b"/Contents", b"/TrimBox[a b c d]/BleedBox 7/ArtBox[1 2]/Contents"),
    "resources": made.PAGE.replace(b"/Resources<<>>", b"/Resources 7"),
    "fonts": made.PAGE.replace(
        b"<<>>",
        b"<</Font<</a 7/b<</Subtype/Type0/DescendantFonts 3>>/c<</Subtype/Type0/DescendantFonts[7]>>"
        b"/d<</Subtype/Type3/CharProcs 7>>/e<</Subtype/Type3/CharProcs<</a 7>>>>/f<</Subtype/Type1/FontDescriptor 7>>"
        b"/g<</Subtype/Type0/DescendantFonts[5 0 R]>>>>>>",
    ),
    "colours": made.PAGE.replace(
        b"<<>>", b"<</ColorSpace<</a[/ICCBased]/b[/Indexed]/c[/Separation/x]/d 6 0 R/e[]/f[/ICCBased 7]>>/XObject 7>>"
    ),
    "annotations": made.PAGE.replace(b"/Contents", b"/Annots[7 (x) null <</AP 7>> <</AP<</N 7>>/A 7/AA[1]>>]/Contents"),
}


@pytest.mark.parametrize("what", ODD)
def test_odd_values_break_no_check_down(tmp_path: Path, what: str) -> None:
    content = made.stream(
        b"/a cs /b cs /c cs /d cs /e cs /f cs /zz cs BT /a 9 Tf (x) Tj /g 9 Tf (x) Tj ET /zz sh /y scn"
    )
    catalog = made.CATALOG.replace(
        b">>", b"/AcroForm<</Fields[7 (x) <</FT/Sig/V<</ByteRange[0 x]>>/Kids 7>>]>>/OutputIntents[7 <</S/GTS_PDFX>>]>>"
    )
    file = made.write(
        tmp_path, catalog, made.PAGES, ODD[what], content,
        b"<</Subtype/Type0/DescendantFonts[5 0 R]>>", b"[/Indexed 6 0 R]", trailer=b"/Info 7",
    )  # fmt: skip
    report = examined(file, "x4")
    assert [(each.validator, each.why) for each in report.unjudged] == []
    assert report.failed


def test_pages_whose_parents_go_in_a_circle_end(tmp_path: Path) -> None:
    page = b"<</Type/Page/Parent 5 0 R/Contents 4 0 R>>"
    above = [b"<</Type/Pages/Parent 6 0 R>>", b"<</Type/Pages/Parent 5 0 R>>"]
    report = examined(made.write(tmp_path, made.CATALOG, made.PAGES, page, made.stream(b""), *above), "x4")
    assert "x4/boxes" in codes(report)


def test_neither_command_waits_for_a_pipe_or_opens_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    (tmp_path / "folder.pdf").mkdir()
    for name in ("pipe.pdf", "folder.pdf"):
        for command in ("read", "preflight"):
            done = run(tmp_path, command, str(tmp_path / name))
            assert (done.code, "no such file" in done.err) == (2, True)


def test_a_file_with_a_password_is_said_to_have_one(tmp_path: Path) -> None:
    file = made.tagged(tmp_path, b"<</K 7 0 R>>", b"<</S/P/Pg 3 0 R/K 0>>")
    with pikepdf.open(file) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="x", user="y"))
    done = run(tmp_path, "read", str(tmp_path / "locked.pdf"))
    assert (done.code, "encrypted with a password" in done.err) == (2, True)


@pytest.mark.parametrize("name", ["-dash.pdf", "two\nlines.pdf", "été مذكرة.pdf", "no-ending"])
def test_verapdf_judges_files_of_any_name(
    tmp_path: Path, name: str, verapdf_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.write(tmp_path, made.CATALOG, made.PAGES, made.PAGE, made.stream(b"")).rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    assert verapdf.validate([Path(name)], "3b", verapdf_folder)[Path(name)].state is State.FAILED


def test_a_validator_that_does_not_end_is_ended_and_judges_the_other_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for veraPDF that hangs on files that say so."""
    program = tmp_path / "verapdf"
    program.write_text(
        '#!/bin/sh\ncase "$(cat "$6" "$5")" in *hang*) exec sleep 600;; esac\n'
        'printf \'{"report": {"buildInformation": {"releaseDetails": [{"version": "0"}]}, "jobs": [{"itemDetails":'
        ' {"name": "%s"}, "validationResult": [{"compliant": true, "details": {"ruleSummaries": []}}]}]}}\' "$5"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(verapdf, "HEAP", sandbox.Limits(seconds=2))
    (tmp_path / "good.pdf").write_text("good")
    (tmp_path / "bad.pdf").write_text("hang")
    files = [tmp_path / "good.pdf", tmp_path / "bad.pdf"]
    judged = verapdf.validate(files, "3b", NOWHERE)
    assert [judged[file].state for file in files] == [State.PASSED, State.BROKEN]
    assert "was ended after 2 seconds" in judged[files[1]].why


def test_page_validation_is_ended_when_it_takes_too_much(tmp_path: Path) -> None:
    big = made.packed(b"q Q " * 100_000, 3000)
    file = made.write(tmp_path, made.CATALOG, made.PAGES, made.PAGE, big)
    assert page_validation.validate(file, "3b").state is not State.PASSED


def test_data_that_are_not_what_their_checksum_says_are_found(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 9 9 re f " * 20)
        pdf.attachments["a.txt"] = pikepdf.AttachedFileSpec(pdf, b"adopted text " * 20)
        pdf.save(tmp_path / "sound.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert [code for code in codes(examined(tmp_path / "sound.pdf")) if code.startswith("file/")] == []
    with pikepdf.open(tmp_path / "sound.pdf") as pdf:
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Type") == "/EmbeddedFile":
                each.write(b"adapted text " * 20)
            elif isinstance(each, pikepdf.Stream) and "re f" in each.read_bytes().decode("latin-1"):
                raw = each.read_raw_bytes()
                each.write(raw[:-1] + bytes([raw[-1] ^ 1]), filter=pikepdf.Name.FlateDecode)
        pdf.save(tmp_path / "changed.pdf", compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    report = examined(tmp_path / "changed.pdf")
    assert {"file/changed-packed", "file/changed-embedded"} <= set(codes(report))
    assert report.failed


def test_an_embedded_file_that_cannot_be_unpacked_is_damage(tmp_path: Path) -> None:
    names = b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>]>>>>>>"
    damaged = made.stream(b"x\x9c" + b"\x00" * 40, b"/Type/EmbeddedFile/Filter/FlateDecode/Params<</CheckSum<00>>>")
    report = examined(made.write(tmp_path, made.CATALOG[:-2] + names, made.PAGES, made.PAGE, made.stream(b""), damaged))
    assert "file/damaged" in codes(report)


def test_a_report_commands_no_terminal(tmp_path: Path) -> None:
    catalog = made.CATALOG.replace(b">>", b"/AcroForm<</Fields[5 0 R]>>>>")
    layers = b"/OCProperties<</OCGs[<</Name<FEFF001B005B0041000A>>>]>>>>"
    catalog = catalog[:-2] + layers
    field = b"<</FT/Tx/T(x)>>"
    done = run(
        tmp_path, "preflight", str(made.write(tmp_path, catalog, made.PAGES, made.PAGE, made.stream(b""), field))
    )
    assert "layers" in done.out
    assert "\x1b" not in done.out


def test_where_an_object_is_on_a_page_is_found(tmp_path: Path) -> None:
    page = made.PAGE.replace(b"<<>>", b"<</Font<</f 6 0 R>>>>")
    file = made.write(
        tmp_path, made.CATALOG.replace(b">>", b"/StructTreeRoot 7 0 R>>"),
        b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>", made.PAGE, made.stream(b""), page, made.FONT,
        b"<</Type/StructTreeRoot/K 8 0 R>>", b"<</S/Sect/ID(P2)/P 7 0 R/K 9 0 R>>", b"<</S/P/P 8 0 R/Pg 5 0 R/K 0>>",
    )  # fmt: skip
    assert list(places.found(str(file), "3,5,6,8,9,4,99")) == [
        (3, 1, ""),
        (5, 2, ""),
        (6, 2, ""),
        (8, 2, "P2"),
        (9, 2, "P2"),
        (4, 1, ""),
        (99, 0, ""),
    ]


@pytest.mark.pdf
def test_changed_copies_of_an_edition_bring_nothing_down(built: Built, tmp_path: Path) -> None:
    """Bytes exchanged, cut out, doubled, zeroed: our checks and the reading of tags come to an end, or say why not."""
    data = built.pdf("un", "en").read_bytes()
    chance = random.Random(20)
    for number in range(12):
        (tmp_path / f"{number}.pdf").write_bytes(changed(data, chance))
    for number in range(12):
        file = tmp_path / f"{number}.pdf"
        report = examined(file)
        assert all("Error:" not in each.why for each in report.verdicts), report
        done = run(tmp_path, "read", str(file))
        assert (done.code in (0, 2), "Traceback" in done.err) == (True, False)


def changed(data: bytes, chance: random.Random) -> bytes:
    """A copy with one to eight accidents."""
    copy = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(copy)), chance.choice((1, 1, 1, 4, 64, 1000))
        accident = chance.randrange(4)
        if accident == 0:
            copy[at : at + length] = chance.randbytes(length)
        elif accident == 1:
            del copy[at : at + length]
        elif accident == 2:
            copy[at:at] = copy[at : at + length]
        else:
            copy[at : at + length] = bytes(length)
    return bytes(copy)
