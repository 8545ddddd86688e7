"""What the reader of published files leaves in doubt is said wherever a file is given in. No page is set here."""

import json
from pathlib import Path

import pytest
from record import paragraph, statement

from engross.building import Request, plan
from engross.cli import main
from engross.workspace import Workspace

DOUBT = "look at this: en/A-RES-77-1.xml: 2 invisible controls of direction are left out"


@pytest.fixture(autouse=True)
def no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engross.building.build", lambda *_: (each for each in ()))


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "en" / "A-RES-77-1.xml"
    path.parent.mkdir()
    path.write_bytes(statement(paragraph("A text \u202bof\u202c it.", "1.")))
    (tmp_path / "content").mkdir()
    return path


def build(file: Path, *asked: str) -> int:
    return main(["--workspace", str(file.parent.parent), "build", str(file), *asked])


def test_a_build_says_what_the_reader_leaves_in_doubt_once_a_file_and_goes_on(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(file, "--house", "un-ga,un-ga-a4") == 0
    assert capsys.readouterr().err.count(DOUBT) == 1


def test_it_is_said_again_for_a_file_that_was_read_before(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(file)
    first = capsys.readouterr().err
    assert (file.parent.parent / ".engross" / "record.json").is_file()
    build(file)
    assert DOUBT in first and capsys.readouterr().err == first


def test_a_file_that_was_moved_is_named_where_it_is_now(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(file)
    capsys.readouterr()
    moved = file.parent.parent / "fr" / "other.xml"
    moved.parent.mkdir()
    build(file.rename(moved))
    said = capsys.readouterr().err
    assert "look at this: fr/other.xml: 2 invisible controls" in said
    assert "the file says it is in en, and lies in the folder fr" in said


def test_the_import_and_the_build_say_the_same(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--workspace", str(file.parent.parent), "import", "akn", str(file)])
    imported = [line for line in capsys.readouterr().err.splitlines() if line.startswith("look at this")]
    build(file)
    built = [line for line in capsys.readouterr().err.splitlines() if line.startswith("look at this")]
    assert built == imported == [DOUBT]


def test_a_file_is_named_by_a_path_that_leads_there(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = file.parent.parent / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    build(file)
    said = capsys.readouterr().err.removeprefix("look at this: ").partition(": ")[0]
    assert Path(said) == file


def test_in_json_they_are_part_of_the_object(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(file, "--json") == 0
    said = capsys.readouterr()
    [finding] = json.loads(said.out)["findings"]
    assert (finding["code"], finding["file"]) == ("content/akn-controls", "en/A-RES-77-1.xml")
    assert DOUBT not in said.err


def test_a_language_that_is_not_asked_for_says_nothing(file: Path) -> None:
    workspace = Workspace(file.parent.parent)
    jobs, refused = plan(workspace, Request(documents=(str(file),), languages=("fr",)))
    assert not jobs and not refused
