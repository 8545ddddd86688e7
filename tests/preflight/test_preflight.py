"""Preflight: what validators say, what our own checks find, and what a report says of a validator that is absent."""

import json
import os
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT, Built, run

from engross.preflight import Finding, Report, Severity, State, Verdict, examining, page_validation, sarif, verapdf
from engross.preflight.press import inks

CORPUS = Path(os.environ.get("ENGROSS_CORPUS") or ROOT.parent / "shared" / "corpus")
NOWHERE = Path("/nonexistent")


def codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def page(folder: Path, content: bytes, **entries: object) -> Path:
    """A file of one page with that content, tagged; `entries` go into the page."""
    with pikepdf.new() as pdf:
        pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
        pdf.Root.StructTreeRoot = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
        pdf.add_blank_page(page_size=(200, 100))
        pdf.pages[0].Contents = pdf.make_stream(content)
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value
        pdf.save(folder / "page.pdf")
    return folder / "page.pdf"


def examined(file: Path, *profiles: str) -> Report:
    return examining.examine([file], profiles, NOWHERE)[0]


def corpus(folder: str) -> list[Path]:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is absent: set ENGROSS_CORPUS")
    return sorted((CORPUS / "verapdf" / folder).rglob("*.pdf"))


@pytest.fixture(scope="module")
def judged(verapdf_folder: Path) -> Callable[[str, str], list[Report]]:
    """The reports on a folder of the corpus, held to a profile: made once."""
    return cache(lambda folder, profile: list(examining.examine(corpus(folder), [profile], verapdf_folder)))


@pytest.mark.parametrize(
    ("folder", "profile", "passing", "failing"), [("PDF_UA-1", "ua1", 16, 18), ("PDF_A-2u", "2u", 11, 9)]
)
def test_no_good_file_of_the_corpus_is_failed_and_each_bad_one_is(
    folder: str, profile: str, passing: int, failing: int, judged: Callable[[str, str], list[Report]]
) -> None:
    reports = judged(folder, profile)
    good = [report for report in reports if "-pass-" in report.file]
    bad = [report for report in reports if "-fail-" in report.file]
    assert (len(good), len(bad)) == (passing, failing)
    assert [report.file for report in good if report.failed] == []
    assert [report.file for report in bad if not report.failed] == []


def test_a_bad_file_is_caught_at_the_clause_its_name_says(judged: Callable[[str, str], list[Report]]) -> None:
    for report in judged("PDF_UA-1", "ua1"):
        clause = Path(report.file).name.split("-")[0]
        if "-fail-" in report.file:
            assert any(f"ISO 14289-1:2014, {clause}" == each.rule for each in report.findings), report


@pytest.mark.pdf
def test_an_edition_passes_all_validators(built: Built, verapdf_folder: Path) -> None:
    (report,) = examining.examine([built.pdf("un", "fr")], (), verapdf_folder)
    assert report.declares == ("3a", "ua1")
    said = [(v.validator, v.profile, v.state) for v in report.verdicts if v.profile]
    passed = State.PASSED
    assert said == [(name, profile, passed) for name in ("veraPDF", "page-validation") for profile in ("3a", "ua1")]
    assert all(verdict.version for verdict in report.verdicts)
    assert not report.failed


@pytest.mark.pdf
def test_a_finding_names_the_clause_of_the_edition(built: Built, tmp_path: Path, verapdf_folder: Path) -> None:
    with pikepdf.open(built.pdf("un", "en")) as pdf:
        clause = next(o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/ID", "")) == "P3B")
        clause.S = pikepdf.Name.H4
        pdf.save(tmp_path / "broken.pdf")
    (report,) = examining.examine([tmp_path / "broken.pdf"], ["ua1"], verapdf_folder)
    found = [each for each in report.findings if each.code == "ua1/7.4.2-1"]
    assert [(each.clause, each.page) for each in found] == [("P3B", 2)]


def test_an_absent_validator_is_named_and_nothing_is_passed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    report = examined(page(tmp_path, b""), "ua2")
    (verdict,) = [each for each in report.verdicts if each.validator == "veraPDF"]
    assert verdict.state is State.ABSENT
    assert "scripts/validators" in verdict.why
    assert report.unjudged == (verdict,)
    assert not any(each.state is State.PASSED and each.profile for each in report.verdicts)


def test_a_profile_nobody_judges_is_said_to_be_unjudged(tmp_path: Path) -> None:
    report = examined(page(tmp_path, b""), "x3")
    assert [(v.profile, v.state) for v in report.verdicts if v.profile] == [("x3", State.ABSENT)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"1 0 0 rg 0 0 5 5 re f", [("x4/colour", "error")]),
        (b"/DeviceRGB cs 1 0 0 sc 0 0 5 5 re f", [("x4/colour", "error")]),
        (b"0 0 0 1 k 0 0 5 5 re f", []),
    ],
)
def test_colours_of_light_are_found_and_inks_are_not(tmp_path: Path, content: bytes, found: list) -> None:
    report = examined(page(tmp_path, content), "x4")
    assert [(f.code, f.severity) for f in report.findings if f.code == "x4/colour"] == found


def test_inks_of_forms_within_forms_are_counted(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        inner = pdf.make_stream(b"0 1 0 RG", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        outer = pdf.make_stream(b"/i Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
                                Resources=pikepdf.Dictionary(XObject=pikepdf.Dictionary(i=inner)))  # fmt: skip
        unused = pdf.make_stream(b"1 0 0 rg", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(o=outer, u=unused))
        pdf.pages[0].Contents = pdf.make_stream(b"/o Do /o Do")
        assert dict(inks(pdf.pages[0])) == {("RG", ("0", "1", "0")): 1}


@pytest.mark.parametrize(
    ("boxes", "wrong"),
    [
        ({}, True),
        ({"TrimBox": [10, 10, 190, 90], "BleedBox": [5, 5, 195, 95]}, False),
        ({"TrimBox": [10, 10, 190, 90], "BleedBox": [15, 5, 195, 95]}, True),
        ({"TrimBox": [10, 10, 190, 90], "BleedBox": [-5, 5, 195, 95]}, True),
        ({"TrimBox": [10, 10, 190, 90], "ArtBox": [10, 10, 190, 90]}, True),
    ],
)
def test_boxes_lie_in_one_another(tmp_path: Path, boxes: dict, wrong: bool) -> None:
    report = examined(page(tmp_path, b"", **{name: pikepdf.Array(box) for name, box in boxes.items()}), "x4")
    assert ("x4/boxes" in codes(report)) is wrong


def test_a_font_that_is_not_in_the_file_is_named(tmp_path: Path) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(f=font))
    report = examined(page(tmp_path, b"BT /f 9 Tf (x) Tj ET", Resources=resources))
    (finding,) = report.findings
    assert (finding.code, finding.page, finding.severity) == ("fonts/not-embedded", 1, Severity.WARNING)
    assert "Helvetica" in finding.text
    for_press = examined(tmp_path / "page.pdf", "x4")
    assert ("fonts/not-embedded", Severity.ERROR) in [(each.code, each.severity) for each in for_press.findings]


def test_a_page_that_is_only_a_coarse_image_is_found(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(200, 100))
        image = pdf.make_stream(b"\x80" * 200, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        for name, value in {
            "/Width": 20,
            "/Height": 10,
            "/BitsPerComponent": 8,
            "/ColorSpace": pikepdf.Name.DeviceGray,
        }.items():
            image[name] = value
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(i=image))
        pdf.pages[0].Contents = pdf.make_stream(b"q 200 0 0 100 0 0 cm /i Do Q")
        pdf.save(tmp_path / "page.pdf")
    report = examined(tmp_path / "page.pdf")
    assert codes(report) == ["contents/untagged", "images/coarse", "images/no-text"]
    assert "7 pixels an inch" in report.findings[1].text
    assert not report.failed


def test_an_encrypted_file_fails(tmp_path: Path) -> None:
    with pikepdf.open(page(tmp_path, b"")) as pdf:
        pdf.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
        pdf.save(tmp_path / "user.pdf", encryption=pikepdf.Encryption(owner="x", user="y"))
    assert codes(examined(tmp_path / "owner.pdf")) == ["protection/encrypted"]
    assert codes(examined(tmp_path / "user.pdf")) == ["file/unreadable"]


def test_signatures_are_named_and_changes_after_them(tmp_path: Path) -> None:
    with pikepdf.open(page(tmp_path, b"")) as pdf:
        value = pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 10, 20, 10])
        field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Secretary", V=value))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
        pdf.save(tmp_path / "signed.pdf")
    (finding,) = examined(tmp_path / "signed.pdf").findings
    assert (finding.code, finding.severity) == ("protection/signed", Severity.NOTE)
    assert "'Secretary'; the file has been added to since" in finding.text


def test_what_is_no_pdf_is_a_finding_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(b"nothing of the kind")
    report = examined(tmp_path / "x.pdf", "3a")
    assert codes(report) == ["file/unreadable"]
    assert report.failed


def test_where_verapdf_points_is_found_in_its_words() -> None:
    assert verapdf.structure_element("root/document[0]/pages[0](6 0 obj PDPage)") == 0


def test_sarif_keeps_rule_level_place_and_the_silence_of_absent_validators() -> None:
    finding = Finding(code="ua1/7.1-1", text="untagged", hint="tag it", rule="ISO 14289-1, 7.1", page=3, clause="P2A")
    report = Report(
        file="a b.pdf",
        verdicts=(
            Verdict(validator="veraPDF", version="1", profile="ua1", state=State.FAILED, findings=(finding,)),
            Verdict(validator="page-validation", profile="ua1", state=State.ABSENT, why="not installed"),
        ),
    )
    first, second = sarif.log([report])["runs"]
    (result,) = first["results"]
    assert (result["ruleId"], result["level"]) == ("ua1/7.1-1", "error")
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.pdf"
    assert result["locations"][0]["logicalLocations"][0]["name"] == "P2A"
    assert result["locations"][0]["properties"]["page"] == 3
    assert "version" not in second["tool"]["driver"]
    assert second["invocations"][0]["executionSuccessful"] is False
    assert first["tool"]["driver"]["rules"][0]["help"]["text"] == "tag it"


def test_sarif_names_files_by_whole_addresses_or_relative_ones() -> None:
    assert sarif.uri("/a b/é.pdf") == "file:///a%20b/%C3%A9.pdf"
    assert sarif.uri("a b/é.pdf") == "a%20b/%C3%A9.pdf"


def test_exit_codes_tell_broken_from_unjudged_from_good(tmp_path: Path) -> None:
    good = page(tmp_path, b"")
    done = run(tmp_path, "preflight", str(good))
    assert (done.code, "declares no standard, and is held to none" in done.out) == (0, True)
    assert run(tmp_path, "preflight", str(good), "--profile", "ua2", PATH=str(tmp_path)).code == 11
    done = run(tmp_path, "preflight", str(good), "--profile", "x4", "--json")
    assert done.code == 10
    assert json.loads(done.out)[0]["failed"] is True
    assert json.loads(run(tmp_path, "preflight", str(good), "--sarif").out)["version"] == "2.1.0"
    assert run(tmp_path, "preflight", str(good), "--profile", "x9").code == 2
    assert run(tmp_path, "preflight", "nowhere.pdf").code == 2


@pytest.mark.parametrize(("bookmarks", "judged"), [(1500, True), (20_000, False)])
def test_a_text_with_many_bookmarks_is_judged_and_a_file_made_to_overrun_is_not(
    tmp_path: Path, bookmarks: int, judged: bool
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        items = [pdf.make_indirect(pikepdf.Dictionary(Title="clause")) for _ in range(bookmarks)]
        outlines = pdf.make_indirect(pikepdf.Dictionary(First=items[0], Last=items[-1], Count=bookmarks))
        for item in items:
            item.Parent = outlines
        for before, after in pairwise(items):
            before.Next, after.Prev = after, before
        pdf.Root.Outlines = outlines
        pdf.save(tmp_path / "long.pdf")
    verdict = page_validation.validate(tmp_path / "long.pdf", "ua1")
    assert (verdict.state is not State.BROKEN) is judged, verdict.why


def test_a_folder_that_is_looked_at_brings_no_validator_of_its_own(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engross.cli import main

    theirs = tmp_path / ".engross" / "validators"
    theirs.mkdir(parents=True)
    (theirs / "greenfield-apps-9.jar").write_bytes(b"a program of a stranger")
    asked: list[str] = []
    monkeypatch.setattr(verapdf.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(verapdf, "run", lambda program, *_: asked.append(" ".join(program)) or ("", "", "not run"))
    file = str(built.pdf("un", "en"))
    for command in (["verify", file, "--no-text"], ["preflight", file]):
        main(["--workspace", str(tmp_path), *command])
    assert asked and not any(str(theirs) in each for each in asked)
    main(["--workspace", str(tmp_path), "preflight", file, "--validators", str(theirs)])
    assert any(str(theirs) in each for each in asked)
