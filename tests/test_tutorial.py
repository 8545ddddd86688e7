"""The tutorial's commands are run, in order, and say what it shows; generated pages are current."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run

COMMANDS = re.findall(r"```console\n\$ engross (.*)\n(.*)\n```", (ROOT / "docs" / "tutorial.md").read_text("utf-8"))


@pytest.mark.pdf
def test_every_command_of_the_tutorial_says_what_is_shown(tmp_path: Path) -> None:
    assert len(COMMANDS) == 5
    shutil.copytree(ROOT / "translations", tmp_path / "translations")
    for command, shown in COMMANDS:
        done = run(tmp_path, *shlex.split(command))
        assert done.code == 0, done.err
        assert shown.split(": write")[0].removeprefix("made ") in done.out
    refused = run(tmp_path, "build", "my-declaration", "--language", "fr")
    assert refused.code == 4
    assert "OP2: not translated" in refused.err


def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
