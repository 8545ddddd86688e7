"""The command line as an officer meets it; no page is set here."""

import json
import subprocess
import sys
from pathlib import Path

from conftest import DOCUMENT, ROOT, run


def test_an_empty_folder_is_told_what_to_do_first(tmp_path: Path) -> None:
    done = run(tmp_path, "build")
    assert done.code == 2
    assert "engross new" in done.err


def test_new_makes_a_document_that_checks_and_a_schema(tmp_path: Path) -> None:
    assert run(tmp_path, "new", "peace-2026", "--title", "Peace: a beginning").code == 0
    assert json.loads((tmp_path / "content" / "front-matter.schema.json").read_text())["type"] == "object"
    assert run(tmp_path, "check").code == 0
    assert run(tmp_path, "new", "peace-2026").code == 2
    assert run(tmp_path, "new", "Peace 2026").code == 2


def test_check_finds_nothing_in_the_declaration() -> None:
    done = run(ROOT, "check")
    assert (done.code, done.out.strip()) == (0, "0 errors, 0 warnings")


def test_check_points_at_a_lost_number_and_a_lost_emphasis(workspace: Path) -> None:
    catalogue = workspace / "translations" / "fr" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    text = catalogue.read_text(encoding="utf-8")
    text = text.replace("5 novembre 2012", "5 novembre 2013").replace("*Affirmons*", "Affirmons")
    catalogue.write_text(text, encoding="utf-8")
    done = run(workspace, "check")
    assert "INTRO: the source has 2012" in done.err
    assert "P3D: 0 emphasized spans, 1 in the source" in done.err


def test_unknown_names_list_what_there_is() -> None:
    for arguments, said in ((("build", "nothing"), DOCUMENT), (("build", "--house", "vatican"), "un-geneva"),
                            (("build", "--language", "xx"), "fr")):  # fmt: skip
        done = run(ROOT, *arguments)
        assert done.code == 2
        assert said in done.err


def test_help_teaches_and_starts_without_the_engine() -> None:
    code = "import sys; from engross.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "sys.exit(any(name in sys.modules for name in ('weasyprint', 'jinja2', 'yaml', 'babel')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0
    assert "examples:" in done.stdout


def test_the_schema_shipped_with_new_documents_is_the_one_printed() -> None:
    assert json.loads(run(ROOT, "schema").out)["else"]["properties"]["issued"]["format"] == "date"
