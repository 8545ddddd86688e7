"""What tests share: the repository, a workspace of one's own, and the editions, built once in a run."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent
DOCUMENT = "interpol-2012-rome"
HOUSES = ("interpol", "un", "un-geneva")
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
PARTS = ("content", "translations", "templates", "fonts.lock")


@dataclass(frozen=True)
class Run:
    """What a run of engross gave."""

    code: int
    out: str
    err: str


def run(workspace: Path, *arguments: str, **environment: str) -> Run:
    """engross run in a process of its own, in that workspace."""
    done = subprocess.run(
        [sys.executable, "-m", "engross", "--workspace", str(workspace), *arguments],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """Ctrl-C reaches the tests and what they start, also where they are run as a job that was told to ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A workspace of the test's own: a copy of the repository's content, translations and templates."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tmp_path / part)
        else:
            shutil.copy(source, tmp_path / part)
    return tmp_path


@pytest.fixture(scope="session")
def verapdf_folder() -> Path:
    """Where veraPDF is; skips aloud when it is absent, but not on CI: there it must be."""
    from engross.preflight import verapdf

    folder = ROOT / ".engross" / "validators"
    if not verapdf.command(folder):
        if os.environ.get("CI"):
            pytest.fail("veraPDF is absent: scripts/validators installs it")
        pytest.skip("veraPDF is absent: scripts/validators installs it")
    return folder


@dataclass(frozen=True)
class Built:
    """The session's editions: their folder, and what `build --json` said."""

    folder: Path
    summary: dict

    def pdf(self, house: str, language: str) -> Path:
        """The file of an edition."""
        return self.folder / DOCUMENT / house / f"{DOCUMENT}.{language}.pdf"

    def entry(self, house: str, language: str) -> dict:
        """What the summary says of an edition."""
        found = [e for e in self.summary["editions"] if (e["house"], e["language"]) == (house, language)]
        return found[0]


Make = Callable[[Path], None]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Make], Path]:
    """Gives a folder that is filled once in a run of the tests, whichever of its processes asks first."""
    ours = tmp_path_factory.getbasetemp()
    run_folder = ours.parent if "PYTEST_XDIST_WORKER" in os.environ else ours

    def folder_of(name: str, make: Make) -> Path:
        folder, made = run_folder / name, run_folder / f"{name}.made"
        with FileLock(run_folder / f"{name}.lock"):
            if not made.exists():
                shutil.rmtree(folder, ignore_errors=True)  # of one that failed
                folder.mkdir()
                make(folder)
                made.touch()
        return folder

    return folder_of


@pytest.fixture(scope="session")
def built(made_once: Callable[[str, Make], Path]) -> Built:
    """All editions in all houses, set once."""

    def build(folder: Path) -> None:
        done = run(ROOT, "build", "--force", "--json", "--house", ",".join(HOUSES), "--build-dir", str(folder))
        assert done.code == 0, done.err
        (folder / "summary.json").write_text(done.out, encoding="utf-8")

    folder = made_once("built", build)
    return Built(folder, json.loads((folder / "summary.json").read_text(encoding="utf-8")))
