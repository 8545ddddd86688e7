"""What is made for many tests is made once in a run, in as many processes as it may have."""

import os
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

TEST = """
import time
def test_one(made_once):
    def make(folder):
        with open({log!r}, "a") as log:
            log.write("made\\n")
        time.sleep(0.2)
        (folder / "file").write_text("whole")
    assert (made_once("thing", make) / "file").read_text() == "whole"
"""
BREAKING = """
import pytest
def make(folder):
    assert not list(folder.iterdir())
    (folder / "half").touch()
    raise OSError
def test_breaks(made_once):
    for _ in range(2):
        pytest.raises(OSError, made_once, "thing", make)
"""


def pytest_run(folder: Path, *options: str) -> None:
    """The tests of a folder, with the fixtures of ours; an AssertionError when one of them fails."""
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "conftest", "--rootdir", str(folder), str(folder),
         f"--basetemp={folder / 'base'}", *options],
        capture_output=True, text=True, cwd=folder, env={**outer, "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT}"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_a_folder_is_filled_once_by_two_processes_that_ask_at_the_same_time(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text(TEST.format(log=str(log)))
    pytest_run(tmp_path, "-n2", "--dist=loadfile")
    assert log.read_text() == "made\n"
    pytest_run(tmp_path)
    assert log.read_text() == "made\n" * 2  # another run makes its own


def test_a_folder_that_could_not_be_filled_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "test_a.py").write_text(BREAKING)
    pytest_run(tmp_path)
