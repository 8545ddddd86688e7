"""Builds of many editions that are killed, stopped, broken and begun again. Pages are set here."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import DOCUMENT, ROOT, Built, run

pytestmark = pytest.mark.pdf

COUNT = 10


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A workspace of ten documents in English."""
    text = (ROOT / "content" / f"{DOCUMENT}.md").read_text(encoding="utf-8")
    text = re.sub(r"translations:\n(  .*\n)+", "", text)
    (tmp_path / "content").mkdir()
    for number in range(COUNT):
        said = text.replace(f"id: {DOCUMENT}", f"id: d{number}").replace("On 5 November 2012", f"On {number} November")
        (tmp_path / "content" / f"d{number}.md").write_text(said, encoding="utf-8")
    return tmp_path


def begin(workspace: Path, *arguments: str) -> subprocess.Popen[str]:
    """A build that is under way, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "engross", "--workspace", str(workspace), "build", "--jobs", "2", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, start_new_session=True,
    )  # fmt: skip


def finished(build: subprocess.Popen[str], count: int) -> list[str]:
    """The documents of the first so many editions that the build says it has made."""
    assert build.stdout
    return [build.stdout.readline().split()[1] for _ in range(count)]


def workers(build: subprocess.Popen[str]) -> list[int]:
    """The process numbers of a build's workers."""
    return [int(each) for each in Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()]


def wait_for_the_end_of(processes: list[int]) -> None:
    """Nothing, when all have ended; an AssertionError when one still runs after 20 s."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not any(Path(f"/proc/{each}").exists() for each in processes):
            return
        time.sleep(0.05)
    raise AssertionError("a worker runs on")


def go_on(workspace: Path) -> dict[str, bool]:
    """For each document of the second run, whether it was set again; the run itself goes well."""
    done = run(workspace, "build", "--json")
    assert done.code == 0, done.err
    summary = json.loads(done.out)
    assert summary["summary"]["editions"] == COUNT
    for edition in summary["editions"]:
        manifest = json.loads((Path(edition["path"]).parent / "manifest.json").read_text(encoding="utf-8"))
        assert manifest["editions"][edition["file"]]["sha256"] == edition["sha256"]
    return {edition["document"]: edition["made"] for edition in summary["editions"]}


def test_a_build_that_is_killed_loses_nothing_finished_and_goes_on_where_it_stopped(many: Path) -> None:
    build = begin(many)
    before = finished(build, 3)
    at_work = workers(build)
    os.kill(build.pid, signal.SIGKILL)
    build.communicate(timeout=30)
    assert build.returncode == -signal.SIGKILL
    assert len(at_work) == 2
    wait_for_the_end_of(at_work)
    (many / "build" / "d9" / "interpol").mkdir(parents=True, exist_ok=True)
    left = many / "build" / before[0] / "interpol" / f".{before[0]}.en.pdf.4242"
    left.write_bytes(b"half a file")
    again = go_on(many)
    assert not [id for id in before if again[id]]
    assert sum(again.values()) >= COUNT - 3 - 2 - 1  # what two workers had in hand they may have finished
    assert any(again.values())
    run(many, "build", before[0], "--force", "--quiet")
    assert not left.exists()


def test_ctrl_c_keeps_what_is_finished_leaves_no_process_and_says_how_to_go_on(many: Path) -> None:
    build = begin(many)
    before = finished(build, 2)
    at_work = workers(build)
    os.killpg(build.pid, signal.SIGINT)
    out, err = build.communicate(timeout=30)
    assert build.returncode == 130
    assert "the same command goes on from there" in err
    assert "not reached" in out
    assert "Traceback" not in err
    wait_for_the_end_of(at_work)
    again = go_on(many)
    assert not [id for id in before if again[id]]
    assert any(again.values())
    assert not list(many.rglob("build/**/.*.pdf.*"))


def test_a_worker_that_is_killed_takes_no_edition_with_it(many: Path) -> None:
    build = begin(many)
    finished(build, 1)
    os.kill(workers(build)[0], signal.SIGKILL)
    out, err = build.communicate(timeout=60)
    assert build.returncode == 0, err
    assert f"{COUNT} built, 0 unchanged, 0 failed" in out
    assert len(list(many.rglob("build/**/*.pdf"))) == COUNT


def test_one_failing_edition_stops_no_other_and_is_in_the_report(many: Path) -> None:
    path = many / "content" / "d3.md"
    path.write_text(path.read_text(encoding="utf-8").replace("P2A: *Condemning*", "P2A: *Condemning* 𓀀"), "utf-8")
    (many / "content" / "d4.md").write_text("no document", encoding="utf-8")
    done = run(many, "build", "--json", "--recycle", "2")
    report = json.loads(done.out)
    assert done.code == 3  # the document that cannot be read; the missing glyph alone would be 6
    assert report["summary"] | {"seconds": 0} == {
        "editions": COUNT - 1, "made": COUNT - 2, "unchanged": 0, "failed": 2, "not_reached": 0,
        "seconds": 0}  # fmt: skip
    by_document = {each.get("document", ""): each["problems"] for each in report["failures"]}
    assert by_document["d3"][0]["clause"] == "P2A"
    assert by_document[""][0]["file"] == "content/d4.md"
    assert run(many, "build", "d3", "--quiet").code == 6


def test_forced_editions_are_set_again_with_the_same_bytes(many: Path) -> None:
    first = json.loads(run(many, "build", "d0", "d1", "--json").out)["editions"]
    again = json.loads(run(many, "build", "d0", "d1", "--force", "--json", "--jobs", "1").out)["editions"]
    assert [edition["made"] for edition in again] == [True, True]
    assert {e["document"]: e["sha256"] for e in first} == {e["document"]: e["sha256"] for e in again}


# Dask


def test_dask_without_a_scheduler_or_with_none_that_answers_is_told_plainly() -> None:
    for arguments, said in ((("--executor", "dask"), "belong together"), (("--scheduler", "x"), "belong together")):
        done = run(ROOT, "build", *arguments)
        assert (done.code, said in done.err) == (2, True)


def test_without_dask_the_message_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError('not here')")
    done = run(
        ROOT, "build", "--executor", "dask", "--scheduler", "tcp://127.0.0.1:9", "--build-dir", str(tmp_path),
        PYTHONPATH=str(tmp_path),
    )  # fmt: skip
    assert done.code == 2
    assert "pip install 'engross[dask]'" in done.err
    assert "Traceback" not in done.err


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[int]]]:
    """A Dask cluster of this machine: the address of its scheduler, and the process numbers of two workers."""
    pytest.importorskip("distributed")
    folder = tmp_path_factory.mktemp("cluster")
    code = (
        "from distributed import LocalCluster\n"
        "if __name__ == '__main__':\n"
        "    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:\n"
        "        print(cluster.scheduler_address, *[each.pid for each in cluster.workers.values()], flush=True)\n"
        "        input()\n"
    )
    (folder / "cluster.py").write_text(code)
    started = subprocess.Popen(
        [sys.executable, "cluster.py"], cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert started.stdout
    address, *processes = started.stdout.readline().split()
    yield address, [int(each) for each in processes]
    started.communicate("\n", timeout=30)


def test_a_cluster_makes_the_same_bytes_and_a_killed_worker_loses_nothing(
    cluster: tuple[str, list[int]], built: Built, tmp_path: Path
) -> None:
    address, processes = cluster
    build = subprocess.Popen(
        [sys.executable, "-m", "engross", "build", "--house", "interpol,un", "--executor", "dask",
         "--scheduler", address, "--build-dir", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert build.stdout
    build.stdout.readline()
    os.kill(processes[0], signal.SIGKILL)
    out, err = build.communicate(timeout=120)
    assert build.returncode == 0, err
    assert "12 built, 0 unchanged, 0 failed" in out
    for house in ("interpol", "un"):
        for path in (tmp_path / DOCUMENT / house).glob("*.pdf"):
            assert path.read_bytes() == built.pdf(house, path.suffixes[0][1:]).read_bytes()
    assert len(list(tmp_path.rglob("*.pdf"))) == 12


def test_a_worker_that_sees_other_files_makes_nothing(cluster: tuple[str, list[int]], many: Path) -> None:
    """The same path on another machine, with another text behind it: played by a change while the build runs."""
    address, _ = cluster
    shutil.copytree(ROOT / "translations" / "en", many / "translations" / "en")
    catalogue = many / "translations" / "en" / "LC_MESSAGES" / "engross.po"
    code = (
        "import sys\nfrom pathlib import Path\nfrom engross import building\nfrom engross.workspace import Workspace\n"
        f"workspace, catalogue = Workspace(Path({str(many)!r})), Path({str(catalogue)!r})\n"
        f"request = building.Request(documents=('d0',), scheduler={address!r})\n"
        "jobs, _ = building.plan(workspace, request)\n"
        "installed, _ = building.prepare_fonts(workspace, False)\n"
        "from engross.building import cluster\n"
        "connect = cluster.connect\n"
        "def late(address):\n"
        "    catalogue.write_text(catalogue.read_text() + '\\n# other')\n"
        "    return connect(address)\n"
        "cluster.connect = late\n"
        "for result in building.build(workspace, jobs, request, installed):\n"
        "    print(result.failure.problems[0].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout == "engine/worker-differs\n", done.stderr
    assert not (many / "build").exists()
