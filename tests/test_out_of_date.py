"""A file whose text has changed says so by its name, and list, open and build say so. No page is set here."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import DOCUMENT, run

from engross.building import Job, outdated
from engross.building.jobs import Result
from engross.building.setting import _entry, keep
from engross.workspace import Workspace
from engross.workspace.files import sha256_of


def kept(root: Path, tag: str, data: bytes = b"%PDF") -> Path:
    """An edition as the build leaves it, with bytes that are no page."""
    workspace = Workspace(root)
    target = root / "build" / DOCUMENT / "interpol" / f"{DOCUMENT}.{tag}.pdf"
    job = Job(document=DOCUMENT, id=DOCUMENT, language=tag, house="interpol", draft=False, target=target, inputs="i")
    result = Result(job=job, data=data)
    entry = _entry(workspace, job)
    keep(workspace, replace(result, entry={**entry, "sha256": hashlib.sha256(data).hexdigest()}))
    return target


def change(root: Path) -> None:
    path = root / "content" / f"{DOCUMENT}.md"
    path.write_text(path.read_text().replace("*Affirm* that", "*Affirm* again that"))


def test_a_file_is_up_to_date_until_its_text_changes(workspace: Path) -> None:
    kept(workspace, "fr")
    assert outdated.of_document(Workspace(workspace), DOCUMENT) == ()
    change(workspace)
    (old,) = outdated.of_document(Workspace(workspace), DOCUMENT)
    assert (old.language, old.house, old.changed) == ("fr", "interpol", (f"content/{DOCUMENT}.md",))


def test_a_change_of_the_catalogue_of_one_language_leaves_the_others_up_to_date(workspace: Path) -> None:
    kept(workspace, "fr")
    kept(workspace, "es")
    catalogue = workspace / "translations" / "fr" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    catalogue.write_text(catalogue.read_text().replace("Affirmons", "Affirmons encore"))
    assert [each.language for each in outdated.of_document(Workspace(workspace), DOCUMENT)] == ["fr"]


def test_a_file_that_is_out_of_date_gets_a_name_that_says_so_and_nothing_is_lost(workspace: Path) -> None:
    target = kept(workspace, "fr", b"%PDF of yesterday")
    change(workspace)
    (old,) = outdated.mark(Workspace(workspace), DOCUMENT)
    assert not target.exists()
    assert old.path.name == f"{DOCUMENT}.fr.OUT-OF-DATE.pdf"
    assert old.path.read_bytes() == b"%PDF of yesterday"
    editions = json.loads((target.parent / "manifest.json").read_text())["editions"]
    assert editions[old.path.name]["out_of_date"] == [f"content/{DOCUMENT}.md"]
    assert editions[old.path.name]["sha256"] == sha256_of(old.path)
    assert [each.path for each in outdated.mark(Workspace(workspace), DOCUMENT)] == [old.path]


def test_the_new_edition_takes_the_place_of_the_marked_file(workspace: Path) -> None:
    target = kept(workspace, "fr", b"%PDF old")
    change(workspace)
    (old,) = outdated.mark(Workspace(workspace), DOCUMENT)
    kept(workspace, "fr", b"%PDF new")
    assert target.read_bytes() == b"%PDF new"
    assert not old.path.exists()
    assert list(json.loads((target.parent / "manifest.json").read_text())["editions"]) == [target.name]


def test_the_languages_of_the_record_have_one_file_name_and_are_not_taken_for_one_another(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """They lie outside the workspace, in a folder for each language; of those not named in a run nothing is known."""
    found, place = Workspace(workspace), tmp_path_factory.mktemp("elsewhere")
    files = {tag: place / "record" / tag / "x.xml" for tag in ("en", "fr", "ru")}
    editions = {}
    for tag, file in files.items():
        file.parent.mkdir(parents=True)
        file.write_text(f"<{tag}/>")
        editions[f"x.{tag}.pdf"] = {"language": tag, "file": f"x.{tag}.pdf", "sources": {"x.xml": sha256_of(file)}}
    folder = place / "build" / "x" / "un-sc"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps({"editions": editions}))
    for name in editions:
        (folder / name).write_bytes(b"%PDF")
    named = {tag: str(files[tag]) for tag in ("en", "fr")}
    assert outdated.of_document(found, "x", place / "build", named) == ()
    files["fr"].write_text("<fr>changed</fr>")
    (old,) = outdated.of_document(found, "x", place / "build", named)
    assert old.language == "fr"


@pytest.mark.parametrize("own", (b"%PDF altered by somebody",))
def test_a_file_that_is_not_the_one_of_the_manifest_is_left_alone(workspace: Path, own: bytes) -> None:
    target = kept(workspace, "fr")
    target.write_bytes(own)
    change(workspace)
    outdated.mark(Workspace(workspace), DOCUMENT)
    assert target.read_bytes() == own


def test_open_refuses_a_file_that_is_out_of_date_with_an_exit_code_of_its_own(workspace: Path) -> None:
    kept(workspace, "fr")
    assert run(workspace, "open", DOCUMENT, "--language", "fr", BROWSER="true").code == 0
    change(workspace)
    done = run(workspace, "open", DOCUMENT, "--language", "fr", BROWSER="true")
    assert done.code == 12
    assert f"content/{DOCUMENT}.md changed after this file was made" in done.err
    done = run(workspace, "open", DOCUMENT, "--language", "fr", "--old", BROWSER="true")
    assert done.code == 0
    assert "is out of date" in done.err


def test_open_says_where_files_are_when_the_one_asked_for_is_not_there(workspace: Path) -> None:
    kept(workspace, "fr")
    done = run(workspace, "open", DOCUMENT, "--language", "fr", "--draft", BROWSER="true")
    assert done.code == 2
    assert f"there are: {workspace}/build/{DOCUMENT}/interpol/{DOCUMENT}.fr.pdf" in done.err


def test_list_says_which_editions_are_out_of_date(workspace: Path) -> None:
    kept(workspace, "fr")
    change(workspace)
    done = run(workspace, "list", DOCUMENT)
    assert "fr courtesy (OUT OF DATE), es courtesy," in done.out
    (row,) = json.loads(run(workspace, "list", DOCUMENT, "--json").out)["documents"]
    assert [(each["language"], each["changed"]) for each in row["out_of_date"]] == [("fr", [f"content/{DOCUMENT}.md"])]


@pytest.mark.parametrize("broken", ("no front matter at all", "---\nid: x\n---\n"))
def test_a_text_that_can_no_longer_be_read_puts_its_files_out_of_date_too(workspace: Path, broken: str) -> None:
    kept(workspace, "fr")
    (workspace / "content" / f"{DOCUMENT}.md").write_text(broken)
    done = run(workspace, "build", DOCUMENT, "--json")
    assert done.code == 3
    (old,) = json.loads(done.out)["out_of_date"]
    assert old["code"] == "output/out-of-date"
    assert old["path"].endswith(".fr.OUT-OF-DATE.pdf")
