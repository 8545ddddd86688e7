"""Worker processes: none takes others down with it, none grows for ever, none is left behind. No page is set here."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engross.building.jobs import MEBIBYTE, Job, Limits, Result
from engross.building.pool import resident, side_by_side
from engross.building.setting import died

KEPT: list[bytearray] = []


def jobs(folder: Path, count: int) -> list[Job]:
    return [
        Job(document=f"d{number}", language="en", house="un", draft=False, target=folder / f"d{number}.pdf")
        for number in range(count)
    ]


def done(job: Job) -> Result:
    return Result(job=job, entry={"process": os.getpid()})


def run(work: Callable[[Job], Result], jobs: list[Job], workers: int = 2, **limits: float) -> dict[str, Result]:
    results = list(side_by_side(work, died, jobs, workers, Limits(**limits)))  # type: ignore[arg-type]
    assert len(results) == len(jobs)
    return {result.job.document: result for result in results}


def test_every_job_has_a_result_from_as_many_processes_as_asked_for(tmp_path: Path) -> None:
    def work(job: Job) -> Result:
        time.sleep(0.01)
        return done(job)

    results = run(work, jobs(tmp_path, 12), workers=3)
    assert len({result.entry["process"] for result in results.values()}) == 3
    assert os.getpid() not in {result.entry["process"] for result in results.values()}


def test_a_process_that_dies_is_replaced_and_its_edition_begun_again(tmp_path: Path) -> None:
    def work(job: Job) -> Result:
        if job.document == "d2" and not job.target.exists():
            job.target.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return done(job)

    results = run(work, jobs(tmp_path, 6))
    assert (tmp_path / "d2.pdf").exists()
    assert all(result.failure is None for result in results.values())


def test_an_edition_whose_process_dies_twice_is_reported_and_the_others_are_made(tmp_path: Path) -> None:
    def work(job: Job) -> Result:
        if job.document == "d2":
            os.kill(os.getpid(), signal.SIGKILL)
        return done(job)

    results = run(work, jobs(tmp_path, 6))
    failure = results.pop("d2").failure
    assert failure is not None
    assert failure.problems[0].code == "engine/died"
    assert "d2 un en" in failure.problems[0].text
    assert "SIGKILL, twice" in failure.problems[0].text
    assert all(result.failure is None for result in results.values())


def test_a_process_that_takes_too_long_is_stopped_and_the_others_go_on(tmp_path: Path) -> None:
    def work(job: Job) -> Result:
        if job.document == "d0":
            time.sleep(60)
        return done(job)

    started = time.monotonic()
    results = run(work, jobs(tmp_path, 4), seconds=5)
    assert time.monotonic() - started < 30
    failed = {name: result.failure for name, result in results.items() if result.failure}
    assert list(failed) == ["d0"]
    assert "and was stopped" in str(failed["d0"])


def test_a_process_is_replaced_after_so_many_editions(tmp_path: Path) -> None:
    results = run(done, jobs(tmp_path, 9), workers=1, editions=3)
    processes = [result.entry["process"] for result in results.values()]
    assert [processes.count(each) for each in dict.fromkeys(processes)] == [3, 3, 3]


def test_a_process_is_replaced_when_its_memory_has_grown(tmp_path: Path) -> None:
    def work(job: Job) -> Result:
        KEPT.append(bytearray(os.urandom(1) * (60 * MEBIBYTE)))
        return done(job)

    def size(job: Job) -> Result:
        return Result(job=job, entry={"size": resident()})

    fresh = run(size, jobs(tmp_path, 1))["d0"].entry["size"]
    results = run(work, jobs(tmp_path, 6), workers=1, memory=fresh + 90 * MEBIBYTE)
    processes = [result.entry["process"] for result in results.values()]
    assert [processes.count(each) for each in dict.fromkeys(processes)] == [2, 2, 2]


def test_no_process_is_left_when_the_run_is_broken_off(tmp_path: Path) -> None:
    def work(job: Job) -> Result:
        if job.document != "d0":
            time.sleep(60)
        return done(job)

    coming: Iterator[Result] = side_by_side(work, died, jobs(tmp_path, 4), 2, Limits())
    first = next(coming)
    started = time.monotonic()
    coming.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 8
    with pytest.raises(ProcessLookupError):
        os.kill(first.entry["process"], 0)
