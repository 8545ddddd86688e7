"""A dispatch carried out: what is there is left, the rest is set side by side, written and recorded as it comes."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from engross import __version__
from engross.building import Limits, pool
from engross.building.manifests import revision
from engross.building.setting import unforeseen
from engross.dispatch.packing import Packed, packed
from engross.dispatch.planning import Item, Plan, check_known
from engross.dispatch.register import File, Source, numbered
from engross.dispatch.setting import Setter
from engross.errors import EngineComplaint, EngrossError, Place, Problem, UsageError
from engross.workspace import Workspace, writing
from engross.workspace.files import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of a letter: `made` is False for one that was there; `entry` holds its pages and files."""

    job: Any  # where progress looks for name, weight and target
    made: bool = True
    entry: dict[str, Any]
    failure: EngrossError | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How progress names a letter, and where its file is; its source is the letter, which every one has."""

    name: str
    target: Path
    weight: float = 1.0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a dispatch: the plan, who sets, what all letters are made from."""

    plan: Plan
    setter: Setter
    content: str
    revision: str

    def told(self, item: Item) -> Told:
        """The letter as progress names it."""
        return Told(name=item.name, target=self.plan.folder / f"{item.stem}.pdf")


def begin(workspace: Workspace, plan: Plan, setter: Setter) -> Run:
    """A run of this plan. The setter is one whose fonts are prepared."""
    content = digest((workspace.content_path(plan.request.letter),))
    return Run(plan=plan, setter=setter, content=content, revision=revision(workspace.root))


def dispatch(run: Run, jobs: int = 0, limits: Limits | None = None) -> Iterator[Result]:
    """The result of each letter as it comes, those that were there first.

    Numbers are given when no other run is at work in the folder, in one transaction, before the first letter is set;
    files and pages bear those and no others. A letter is in its place and in the register before its result is given:
    whatever ends the run, what was finished stays, and the same run goes on from there. Raises UsageError where
    letters were made from something else, unless they are to be made again; nothing is written then.
    """
    with alone(run.plan.folder):
        register = run.plan.register
        plan = run.plan.numbered(numbered(register.given(), run.plan.addressees, run.plan.series))
        check_known(plan.folder, plan.register.given())
        there, todo = _look(plan)
        given = register.number(plan.request.letter, plan.addressees, plan.series, plan.request.order, _now())
        assert all(given[each.addressee.key] == (each.number, each.reference) for each in plan.items)
        run = replace(run, plan=plan)
        for item, files in there:
            yield Result(job=run.told(item), made=False, entry=_entry(files))
        yield from _set(run, todo, jobs, limits or Limits())
        register.close()


def _look(plan: Plan) -> tuple[list[tuple[Item, tuple[File, ...]]], list[Item]]:
    """The letters that are there, unaltered and of the same inputs; and those that are to be made."""
    recorded = plan.register.made()
    there, todo, changed = list[tuple[Item, tuple[File, ...]]](), list[Item](), list[Item]()
    for item in plan.items:
        files = recorded.get(item.number, ())
        if files and any(each.inputs != item.inputs for each in files):
            changed.append(item)
        elif files and all(_stands(plan.folder, each) for each in files):
            there.append((item, files))
            continue
        todo.append(item)
    if changed and not plan.request.again:
        raise UsageError(_changed(item) for item in changed)
    return there, todo


def _changed(item: Item) -> Problem:
    return Problem(
        code="dispatch/changed",
        place=item.addressee.place,
        text=f"{item.name} was made from another text, row or setting than the present one",
        hint="it may have gone out: go back to what it was made from, or make it anew with --again",
    )


def _stands(folder: Path, file: File) -> bool:
    try:
        with (folder / file.path).open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def _set(run: Run, todo: list[Item], jobs: int, limits: Limits) -> Iterator[Result]:
    """The first letter of each language here, so that its annexes are set once; the rest side by side."""
    first: dict[str, Item] = {}
    for item in todo:
        first.setdefault(item.addressee.language, item)
    rest = [item for item in todo if first[item.addressee.language] is not item]
    workers = min(jobs or pool.processors(), len(rest))
    for item in first.values():
        yield carry_out(run, item)
    if workers < 2 or not pool.can_fork():
        yield from (carry_out(run, item) for item in rest)
        return
    yield from pool.side_by_side(partial(carry_out, run), partial(_died, run), rest, workers, limits)


def carry_out(run: Run, item: Item) -> Result:
    """One letter set, written and recorded; or its failure: whatever goes wrong in one stays in it."""
    started = time.perf_counter()
    entry: dict[str, Any] = {}
    failure: EngrossError | None = None
    try:
        outcome = run.setter.set(item)
        files = packed(item, outcome, run.setter.words(item), run.plan.request)
        entry = keep(run, item, files)
    except EngrossError as error:
        failure = _named(item, error)
    except Exception as error:
        failure = _named(item, unforeseen(item.name, error))
    return Result(job=run.told(item), entry=entry, failure=failure, seconds=time.perf_counter() - started)


def _named(item: Item, error: EngrossError) -> EngrossError:
    """The error with each problem at the row of the addressee, with number and name of the letter."""
    return type(error)(
        replace(each, place=item.addressee.place, text=": ".join(filter(None, (item.name, str(each.place), each.text))))
        for each in error.problems
    )


def keep(run: Run, item: Item, files: tuple[Packed, ...]) -> dict[str, Any]:
    """What progress says of the files, once they are in their places and in the register. Raises OutputError."""
    made = tuple(
        File(
            kind=each.kind, path=each.path, sha256=hashlib.sha256(each.data).hexdigest(), bytes=len(each.data),
            pages=each.pages,
        )
        for each in files
    )  # fmt: skip
    source = Source(inputs=item.inputs, content=run.content, revision=run.revision, engross=__version__)
    with writing.undisturbed():
        for each, file in zip(files, made, strict=True):
            if each.kind != "annex" or not _stands(run.plan.folder, file):  # annexes are many letters' own
                writing.write(run.plan.folder / each.path, each.data)
        run.plan.register.record(item.number, item.addressee, made, source, _now())
    return _entry(made)


def _entry(files: tuple[File, ...]) -> dict[str, Any]:
    pages = next((each.pages for each in files if each.kind == "letter"), 0)
    return {"pages": pages, "files": {each.path: each.sha256 for each in files}}


def _died(run: Run, item: Item, how: str) -> Result:
    problem = Problem(
        code="engine/died",
        text=f"{item.name}: the process that set it {how}",
        hint="run the same command again; report it when it comes back",
    )
    return Result(job=run.told(item), entry={}, failure=EngineComplaint(problem))


@contextmanager
def alone(folder: Path, patience: float = 60.0, tick: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """The block, while no other run is at work in the folder. UsageError when one still is after so many seconds.

    The lock is the folder's own, so that no file is opened for it. It is held by the run and by every process it has
    forked: after a kill it is free when the last of them has finished the letter it was at, so that none is made twice.
    """
    writing.own(folder / "annexes")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise writing.unwritable(folder, error) from None
    try:
        waited = 0.0
        while not _locked(handle):
            if waited >= patience:
                text, hint = "another dispatch is at work in this folder", "wait for its end, or stop it"
                raise UsageError(Problem(code="dispatch/busy", place=Place(file=str(folder)), text=text, hint=hint))
            tick(0.2)
            waited += 0.2
        _sweep(folder)
        yield
    finally:
        os.close(handle)


def _locked(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: one process, and no forks that outlive it
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _sweep(folder: Path) -> None:
    """Nothing is left of files that a killed process was writing."""
    for each in (*folder.glob(".*.pdf.*"), *folder.glob(".*.eml.*"), *folder.glob(".*.zip.*"),
                 *folder.glob("annexes/.*.pdf.*")):  # fmt: skip
        with suppress(OSError):
            each.unlink(missing_ok=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
