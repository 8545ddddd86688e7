"""Worker processes: forked when the engine is warm, replaced before they grow, and none takes others down with it.

The standard pools end as a whole when one process dies, and cannot replace a forked process by its memory.
"""

import gc
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any, Generic, NoReturn, TypeVar

from engross.building.jobs import Limits

ATTEMPTS = 2  # how often a job is begun whose process dies
Job = TypeVar("Job")
Result = TypeVar("Result")


def can_fork() -> bool:
    """Whether this system has fork (Windows has not)."""
    return "fork" in multiprocessing.get_all_start_methods()


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(slots=True)
class _Worker(Generic[Job]):
    """A process, the pipe to it, and what it is at: a job, since when (s), and in which attempt."""

    process: ForkProcess
    pipe: Connection
    job: Job | None = None
    since: float = 0.0
    attempt: int = 0


def side_by_side(
    work: Callable[[Job], Result],
    lost: Callable[[Job, str], Result],
    jobs: Sequence[Job],
    workers: int,
    limits: Limits,
) -> Iterator[Result]:
    """The result of each job as it comes, from that many processes; every job has one, whatever becomes of a process.

    `lost` makes the result of a job that was the end of its process, from the job and how it ended. When the
    iterator is closed, processes end at once; what they had begun is not finished.
    """
    pool = _Pool(work, lost, limits)
    waiting = deque((job, 1) for job in jobs)
    gc.collect()
    gc.freeze()  # what is there before the fork is no garbage, and stays shared
    try:
        while waiting or pool.busy():
            pool.hand_out(waiting, workers)
            yield from pool.results(waiting)
    finally:
        pool.stop()
        gc.unfreeze()


class _Pool(Generic[Job, Result]):
    """The processes of one run."""

    def __init__(self, work: Callable[[Job], Result], lost: Callable[[Job, str], Result], limits: Limits) -> None:
        self.work, self.lost, self.limits = work, lost, limits
        self.workers: list[_Worker[Job]] = []

    def busy(self) -> list[_Worker[Job]]:
        """The workers that are at a job."""
        return [worker for worker in self.workers if worker.job is not None]

    def hand_out(self, waiting: deque[tuple[Job, int]], workers: int) -> None:
        """A job for every worker that has none; new workers where there are too few."""
        while waiting and len(self.busy()) < workers:
            worker = next((each for each in self.workers if each.job is None), None) or self._start()
            job, attempt = waiting.popleft()
            try:
                worker.pipe.send(job)
            except OSError:  # it died while it had nothing to do
                self._end(worker)
                waiting.appendleft((job, attempt))
                continue
            worker.job, worker.attempt, worker.since = job, attempt, time.monotonic()

    def results(self, waiting: deque[tuple[Job, int]]) -> Iterator[Result]:
        """What workers have sent; a job whose process died goes back, or is reported when it did so before."""
        busy = self.busy()
        first = min(worker.since for worker in busy) + self.limits.seconds
        ready = wait([worker.pipe for worker in busy], max(first - time.monotonic(), 0))
        for worker in busy:
            if worker.pipe in ready:
                yield from self._receive(worker, waiting)
            elif time.monotonic() - worker.since > self.limits.seconds:
                yield self._too_long(worker)

    def _receive(self, worker: _Worker[Job], waiting: deque[tuple[Job, int]]) -> Iterator[Result]:
        job = worker.job
        assert job is not None
        try:
            result, leaves = worker.pipe.recv()
        except (EOFError, OSError):
            code = self._end(worker)
            if worker.attempt < ATTEMPTS:
                waiting.appendleft((job, worker.attempt + 1))
            else:
                yield self.lost(job, f"{_ending(code)}, twice")
            return
        worker.job = None
        if leaves:
            self._end(worker)
        yield result

    def _too_long(self, worker: _Worker[Job]) -> Result:
        assert worker.job is not None
        worker.process.kill()
        self._end(worker)
        return self.lost(worker.job, f"took more than {self.limits.seconds:.0f} s and was stopped")

    def _start(self) -> _Worker[Job]:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        inherited = [worker.pipe for worker in self.workers] + [ours]
        process = context.Process(target=_serve, args=(self.work, theirs, inherited, self.limits), daemon=True)
        process.start()
        theirs.close()
        self.workers.append(_Worker(process, ours))
        return self.workers[-1]

    def _end(self, worker: _Worker[Job]) -> int | None:
        """The exit code of a worker that has ended or is about to."""
        worker.pipe.close()
        worker.process.join(10)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        self.workers.remove(worker)
        return worker.process.exitcode

    def stop(self) -> None:
        """No worker is left."""
        for worker in self.workers:
            worker.process.terminate()
        for worker in list(self.workers):
            self._end(worker)


def _ending(code: int | None) -> str:
    """How a process ended.

    >>> _ending(-9), _ending(3)
    ('was ended by SIGKILL', 'ended with exit code 3')
    """
    if code is not None and code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"


def _serve(work: Callable[[Any], Any], pipe: Connection, inherited: Sequence[Connection], limits: Limits) -> None:
    """The life of a worker: jobs from the pipe, results into it, until it has grown or the other end is gone."""
    for each in inherited:  # so that the end of the parent is the end of the pipe
        each.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    gc.disable()
    count, leaves = 0, False
    while not leaves:
        try:
            result = work(pipe.recv())
            gc.collect()
            count += 1
            leaves = count >= limits.editions or resident() > limits.memory
            pipe.send((result, leaves))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _leave(*_: object) -> NoReturn:
    sys.exit(0)


def resident() -> int:
    """The resident memory of this process in bytes; where the system does not say, the most it ever was."""
    try:
        with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - read after every edition
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
