"""A seventh language touches one new folder; so does a house; bytes are the same wherever they are made."""

import json
import re
import shutil
from pathlib import Path

import polib
import pytest
from conftest import DOCUMENT, LANGUAGES, Built, run

pytestmark = pytest.mark.pdf


def files(workspace: Path) -> dict[str, bytes]:
    kept = (p for p in workspace.rglob("*") if p.is_file() and "build" not in p.parts and ".engross" not in p.parts)
    return {str(path.relative_to(workspace)): path.read_bytes() for path in kept}


def test_a_seventh_language_touches_one_new_folder_only(workspace: Path) -> None:
    before = files(workspace)
    folder = workspace / "translations" / "pt"
    shutil.copytree(workspace / "translations" / "es", folder)
    settings = folder / "language.toml"
    text = settings.read_text(encoding="utf-8").replace('"Español"', '"Português"')
    settings.write_text(re.sub('(html|hyphenation) = "es"', r'\1 = "pt"', text), encoding="utf-8")
    for path in (folder / "LC_MESSAGES").glob("*.po"):
        po = polib.pofile(str(path))
        po.metadata["Language"] = "pt"
        po.save()
    done = run(workspace, "build", "--language", "pt", "--json")
    assert done.code == 0, done.err
    edition = json.loads(done.out)["editions"][0]
    assert edition["status"] == "courtesy"
    assert edition["file"] == f"{DOCUMENT}.pt.pdf"
    after = files(workspace)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith("translations/pt/") for name in after.keys() - before.keys())
    listed = json.loads(run(workspace, "list", "--json").out)["documents"][0]["editions"]
    assert set(listed) == {*LANGUAGES, "pt"}


def test_a_house_touches_one_new_folder_only(workspace: Path) -> None:
    import pypdfium2

    before = files(workspace)
    folder = workspace / "templates" / "secretariat"
    folder.mkdir()
    (folder / "house.toml").write_text('extends = "un"\nname = "Secretariat"\nabout = "A5, for the pocket."\n')
    (folder / "page.css").write_text("@page { size: 500pt 700pt; margin-inline: 4pt; }\n")
    done = run(workspace, "build", "--house", "secretariat", "--language", "ar", "--json")
    assert done.code == 0, done.err
    path = json.loads(done.out)["editions"][0]["path"]
    assert pypdfium2.PdfDocument(path)[0].get_size() == (500, 700)
    after = files(workspace)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith("templates/secretariat/") for name in after.keys() - before.keys())


def test_a_users_emblem_takes_the_place_of_the_placeholder_by_one_line(built: Built, workspace: Path) -> None:
    (workspace / "art").mkdir()
    art = '<svg xmlns="http://www.w3.org/2000/svg" width="56" height="47"><rect width="56" height="47"/></svg>'
    (workspace / "art" / "own.svg").write_text(art)
    settings = workspace / "templates" / "interpol" / "house.toml"
    settings.write_text(settings.read_text().replace('emblem = "emblem.svg"', 'emblem = "art/own.svg"'))
    edition = json.loads(run(workspace, "build", "--language", "en", "--json").out)["editions"][0]
    assert edition["sha256"] != built.entry("interpol", "en")["sha256"]


def test_the_same_bytes_in_every_zone_locale_hash_seed_and_home(built: Built, tmp_path: Path) -> None:
    done = run(
        Path(__file__).parent.parent, "build", "--force", "--json", "--jobs", "1", "--house", "interpol,un",
        "--build-dir", str(tmp_path), TZ="Asia/Kathmandu", LANG="tr_TR.UTF-8", LC_ALL="C", PYTHONHASHSEED="4711",
        HOME=str(tmp_path), SOURCE_DATE_EPOCH="1",
    )  # fmt: skip
    assert done.code == 0, done.err
    editions = json.loads(done.out)["editions"]
    assert len(editions) == 12
    for edition in editions:
        assert edition["sha256"] == built.entry(edition["house"], edition["language"])["sha256"]


def test_the_same_bytes_in_another_folder(built: Built, workspace: Path) -> None:
    done = run(workspace, "build", "--language", "zh,fr", "--json")
    for edition in json.loads(done.out)["editions"]:
        assert edition["sha256"] == built.entry("interpol", edition["language"])["sha256"]


def test_an_unchanged_edition_is_not_set_again_and_a_changed_file_is(workspace: Path) -> None:
    first = json.loads(run(workspace, "build", "--language", "en", "--json").out)["editions"][0]
    again = json.loads(run(workspace, "build", "--language", "en", "--json").out)["editions"][0]
    assert (first["made"], again["made"]) == (True, False)
    Path(first["path"]).write_bytes(b"damaged")
    assert json.loads(run(workspace, "build", "--language", "en", "--json").out)["editions"][0]["made"]


def test_one_failing_edition_does_not_stop_the_others(workspace: Path) -> None:
    (workspace / "translations" / "es" / "LC_MESSAGES" / f"{DOCUMENT}.po").write_text("no catalogue")
    done = run(workspace, "build", "--language", "en,es,fr", "--json")
    assert done.code == 4
    assert {e["language"] for e in json.loads(done.out)["editions"]} == {"en", "fr"}
