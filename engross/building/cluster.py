"""The same jobs on the workers of a Dask cluster: each sets an edition, and the files are written here as they come.

A worker reads the workspace at the same path, and says so when it sees other files, fonts or releases than
this machine does: an edition is the same whoever sets it, or it is not made.
"""

import logging
import os
import threading
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from engross.building import setting
from engross.building.fingerprints import Fingerprints
from engross.building.jobs import Job, Result
from engross.errors import EngineComplaint, EngrossError, FontError, Problem, UsageError
from engross.workspace import Workspace

AT_HAND = 4  # jobs given to the cluster for each of its threads, so that none waits
RETRIES = 2  # how often a job is given out again that failed on the way, not in itself

_turn = threading.Lock()  # the engine sets one edition at a time in a process


def results(workspace: Workspace, jobs: Sequence[Job], scheduler: str) -> Iterator[Result]:
    """The result of each job as it comes; files are written here.

    Raises UsageError when there is no cluster, and EngineComplaint when its scheduler is lost on the way.
    """
    client = connect(scheduler)
    try:
        run = _Run(client, scheduler, str(workspace.root), iter(jobs))
        while run.given or run.hand_out():
            for job, future in run.finished():
                yield _kept(workspace, job, future)
                del future  # the cluster keeps a result as long as somebody holds its future
                run.hand_out()
    finally:
        client.close()


class _Run:
    """The jobs of one build that the cluster has, and those that it has not yet."""

    def __init__(self, client: Any, scheduler: str, root: str, waiting: Iterator[Job]) -> None:
        from distributed import as_completed

        self.client, self.scheduler, self.root, self.waiting = client, scheduler, root, waiting
        self.token = uuid.uuid4().hex
        self.given: dict[str, Job] = {}
        self.coming = as_completed(loop=client.loop, raise_errors=False)

    def hand_out(self) -> int:
        """How many jobs were given to the cluster now: as many as keep each of its threads at work."""
        room = max(AT_HAND * self._threads(), AT_HAND) - len(self.given)
        jobs = list(islice(self.waiting, max(room, 0)))
        for job in jobs:
            key = f"{job.name} {self.token}"
            self.given[key] = job
            self.coming.add(
                self.client.submit(set_there, self.root, self.token, job, key=key, retries=RETRIES, pure=False)
            )
        return len(jobs)

    def _threads(self) -> int:
        try:
            return sum(self.client.nthreads().values())
        except OSError:
            raise EngineComplaint(
                Problem(
                    code="engine/scheduler-lost",
                    text=f"the Dask scheduler at {self.scheduler} does not answer any more",
                    hint="start it and its workers again, then build again: what was finished is kept",
                )
            ) from None

    def finished(self) -> Iterator[tuple[Job, Any]]:
        """Each job that is done, with its future, until none is given out."""
        for future in self.coming:
            yield self.given.pop(future.key), future


def connect(scheduler: str) -> Any:
    """A client of the scheduler. Raises UsageError when Dask is not installed or nobody answers at the address."""
    try:
        from distributed import Client
    except ImportError:
        raise UsageError(
            Problem(
                code="usage/no-dask",
                text="the executor dask needs Dask Distributed, which is not installed",
                hint="pip install 'engross[dask]', here and on every machine of the cluster",
            )
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it has to say comes as our own messages
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        return Client(scheduler, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise UsageError(
            Problem(
                code="usage/no-scheduler",
                text=f"no Dask scheduler answers at {scheduler!r}: {str(error)[:120]}",
                hint="start one with `dask scheduler` and give its address: --scheduler tcp://host:8786",
            )
        ) from None


def _kept(workspace: Workspace, job: Job, future: Any) -> Result:
    """The result of a finished future, with its file written; a failure of the cluster is one of the edition."""
    from distributed import KilledWorker

    try:
        result: Result = future.result()
    except KilledWorker:
        return setting.died(job, "ended again and again on the cluster")
    except Exception as error:
        return Result(job=job, failure=_lost(job, error))
    if result.failure:
        return result
    try:
        return setting.keep(workspace, result)
    except EngrossError as error:
        return replace(result, failure=error, entry={}, data=b"")


def _lost(job: Job, error: Exception) -> EngineComplaint:
    return EngineComplaint(
        Problem(
            code="engine/cluster",
            text=f"{job.name}: the cluster could not set it: {type(error).__name__}: {str(error)[:200]}",
            hint="every machine needs this release of engross, and the scheduler must stay up; then build again",
        )
    )


# On a worker


def set_there(root: str, token: str, job: Job) -> Result:
    """The job's PDF as bytes, set by this worker; a failure when the worker would make another edition of it."""
    with _turn:
        try:
            workspace, prints = _here(root, token)
            if prints.of(job) != job.inputs:
                return Result(job=job, failure=differs(job))
        except (EngrossError, OSError):
            return Result(job=job, failure=differs(job))
        return setting.attempt(workspace, job, prints.installed)


def differs(job: Job) -> EngineComplaint:
    """The failure of an edition that a worker would make from something else."""
    return EngineComplaint(
        Problem(
            code="engine/worker-differs",
            text=f"{job.name}: a worker of the cluster ({_address()}) has other files, fonts or releases than this "
            "machine",
            hint="give every machine the same workspace at the same path, the locked fonts and packages; then start "
            "its workers again",
        )
    )


@lru_cache(maxsize=1)
def _here(root: str, token: str) -> tuple[Workspace, Fingerprints]:
    """The workspace as this worker sees it now; read anew for each build (`token`)."""
    workspace = Workspace(Path(root))
    workspace.forget()
    before = os.environ.get("FONTCONFIG_FILE", "")
    installed, _ = setting.prepare_fonts(workspace, False, _scratch())
    if _engine_has_fonts() and os.environ["FONTCONFIG_FILE"] != before:
        os.environ["FONTCONFIG_FILE"] = before
        raise FontError(())
    return workspace, Fingerprints(workspace, installed)


def _engine_has_fonts() -> bool:
    """Whether the engine of this process has read its fonts already, and will read no others."""
    from engross.typesetting import pdf

    return bool(pdf.font_configuration.cache_info().currsize)


def _scratch() -> Path:
    """This worker's own folder, which the cluster takes away when the worker ends."""
    from distributed import get_worker

    return Path(get_worker().local_directory) / "engross"


def _address() -> str:
    from distributed import get_worker

    return str(get_worker().address)
