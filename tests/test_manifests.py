"""Files and manifests written by several processes at once, and by processes that are killed. No page is set here."""

import hashlib
import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from conftest import DOCUMENT, ROOT

from engross.building import Job
from engross.building.jobs import Result
from engross.building.setting import carry_out, keep, unforeseen
from engross.errors import OutputError
from engross.workspace import Workspace
from engross.workspace.writing import alone_in, sweep, undisturbed, write


def made(folder: Path, tag: str) -> Result:
    target = folder / f"{DOCUMENT}.{tag}.pdf"
    job = Job(document=DOCUMENT, id=DOCUMENT, language=tag, house="un", draft=False, target=target, inputs=f"i{tag}")
    data = f"%PDF {tag}".encode()
    return Result(job=job, data=data, entry={"sha256": hashlib.sha256(data).hexdigest(), "inputs": f"i{tag}"})


def in_processes(count: int, work: object) -> None:
    """The work done by so many processes at once; an AssertionError when one of them fails."""
    children = []
    for number in range(count):
        child = os.fork()
        if not child:
            try:
                work(number)  # type: ignore[operator]
                os._exit(0)
            except BaseException:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * count


def test_editions_that_are_finished_at_once_are_all_in_the_manifest(tmp_path: Path) -> None:
    workspace = Workspace(ROOT)
    in_processes(12, lambda number: keep(workspace, made(tmp_path, f"x{number}")))
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert len(manifest["editions"]) == 12
    assert manifest["editions"][f"{DOCUMENT}.x7.pdf"]["inputs"] == "ix7"
    assert (tmp_path / f"{DOCUMENT}.x7.pdf").read_bytes() == b"%PDF x7"
    assert len(list(tmp_path.iterdir())) == 13


def test_an_edition_whose_file_was_taken_away_leaves_the_manifest(tmp_path: Path) -> None:
    workspace = Workspace(ROOT)
    keep(workspace, made(tmp_path, "en"))
    (tmp_path / f"{DOCUMENT}.en.pdf").unlink()
    keep(workspace, made(tmp_path, "fr"))
    assert list(json.loads((tmp_path / "manifest.json").read_text())["editions"]) == [f"{DOCUMENT}.fr.pdf"]


def test_what_a_killed_process_left_half_written_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    for name in (".a.en.pdf.77", ".manifest.json.78", ".notes", "a.en.pdf", ".own.pdf.bak"):
        (tmp_path / name).touch()
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".notes", "a.en.pdf", ".own.pdf.bak"}


def test_a_lock_is_gone_with_the_process_that_held_it(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        with alone_in(tmp_path):
            os.write(writer, b"x")
            time.sleep(60)
    os.read(reader, 1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with alone_in(tmp_path):
        assert tmp_path.is_dir()


def test_a_signal_waits_until_a_finished_file_is_recorded_whatever_other_threads_there_are() -> None:
    reached, done = [], threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            with undisturbed():
                os.kill(os.getpid(), signal.SIGINT)
                time.sleep(0.05)  # the other thread takes it
                reached.append("recorded")
            reached.append("too far")
    finally:
        done.set()
        other.join()
    assert reached == ["recorded"]


def test_a_request_to_end_is_heeded_after_the_block_and_ends_the_process(tmp_path: Path) -> None:
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        with undisturbed():
            os.kill(os.getpid(), signal.SIGTERM)
            (tmp_path / "recorded").touch()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    assert os.WTERMSIG(status) == signal.SIGTERM
    assert (tmp_path / "recorded").exists()


def test_a_file_that_cannot_be_written_is_an_error_and_leaves_the_last_good_one(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(OutputError):
        write(tmp_path / "a.pdf", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
    (tmp_path / "file").touch()
    with pytest.raises(OutputError), alone_in(tmp_path / "file" / "below"):
        pass


def test_a_defect_of_the_program_is_the_failure_of_one_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Result:
        raise RecursionError("too deep")

    monkeypatch.setattr("engross.building.setting.set_edition", broken)
    result = carry_out(Workspace(ROOT), made(tmp_path, "en").job, ())
    assert result.failure is not None
    assert result.failure.exit == 1
    assert "RecursionError: too deep (test_manifests.py:" in result.failure.problems[0].text
    assert not list(tmp_path.iterdir())


def test_a_failure_on_the_way_names_type_and_place() -> None:
    job = Job(document="d", language="en", house="un", draft=False, target=Path("d.pdf"))
    assert "d un en: ValueError: x" in str(unforeseen(job.name, ValueError("x")))
