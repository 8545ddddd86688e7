"""All jobs of a run: what is unchanged is left, the rest is set here by worker processes or on a cluster."""

from collections.abc import Iterator
from functools import partial

from engross.building import pool, setting
from engross.building.fingerprints import Fingerprints
from engross.building.jobs import Job, Request, Result
from engross.building.manifests import Recorded
from engross.building.planning import order
from engross.errors import ContentError, EngrossError, Place, Problem
from engross.workspace import Workspace, fonts


def build(
    workspace: Workspace, jobs: tuple[Job, ...], request: Request, installed: tuple[fonts.Installed, ...]
) -> Iterator[Result]:
    """The result of each job as it comes; unchanged editions first, and not set again unless forced.

    A file is in its place and in its manifest before its result is given: whatever ends the run, what was
    finished stays, and the same run goes on from there.
    """
    todo: list[Job] = []
    for looked_at in _look(workspace, jobs, request, Fingerprints(workspace, installed)):
        if isinstance(looked_at, Job):
            todo.append(looked_at)
        else:
            yield looked_at
    if not todo:
        return
    if request.scheduler:
        from engross.building import cluster

        yield from cluster.results(workspace, order(todo), request.scheduler)
    else:
        yield from _here(workspace, order(todo), request, installed)


def _look(
    workspace: Workspace, jobs: tuple[Job, ...], request: Request, fingerprints: Fingerprints
) -> Iterator[Job | Result]:
    """Each job with its fingerprint; or its result, where it is unchanged or cannot even be begun."""
    recorded = Recorded()
    for job in jobs:
        try:
            marked = job.marked(fingerprints.of(job))
        except EngrossError as error:
            yield Result(job=job, failure=error)
        except OSError as error:
            yield Result(job=job, failure=_unreadable(error))
        else:
            entry = {} if request.force else recorded.entry(marked)
            yield Result(job=marked, made=False, entry=entry) if entry else marked


def _unreadable(error: OSError) -> ContentError:
    return ContentError(
        Problem(
            code="usage/unreadable",
            place=Place(file=str(error.filename or "")),
            text=f"cannot be read: {error.strerror}",
            hint="check that the file is there and that you may read it",
        )
    )


def _here(
    workspace: Workspace, jobs: list[Job], request: Request, installed: tuple[fonts.Installed, ...]
) -> Iterator[Result]:
    """The results of this machine's own processes, forked after the engine is imported once."""
    setting.warm_engine()
    work = partial(setting.carry_out, workspace, installed=installed)
    if not pool.can_fork():
        yield from map(work, jobs)
        return
    workers = min(request.jobs or pool.processors(), len(jobs))
    yield from pool.side_by_side(work, setting.died, jobs, workers, request.limits)
