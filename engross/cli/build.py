"""The command `build`: one document or thousands, told as they come and summed up at the end."""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from engross.cli.asking import LOOK, as_json, print_json, say_problems, split, workspace_of
from engross.cli.progress import Progress, duration, reading
from engross.errors import EngrossError, Exit, Problem, UsageError
from engross.terminal import escaped


def build(asked: argparse.Namespace) -> int:
    """The exit code of `build`."""
    from engross import building

    started = time.monotonic()
    request = _request(asked)
    workspace = workspace_of(asked, documents=not asked.documents)
    with reading(sys.stdout, asked.quiet or asked.json):
        jobs, refused = building.plan(workspace, request)
    installed, warnings = building.prepare_fonts(workspace, request.locked)
    findings = _say_planned(asked, jobs, refused)
    say_problems(warnings, "warning: ")
    results: list[Any] = []
    interrupted = False
    try:
        _follow(asked, jobs, len(refused), building.build(workspace, jobs, request, installed), results)
    except KeyboardInterrupt:
        interrupted = True
    except EngrossError as error:  # what ends the run ends it with its sums
        say_problems(error.problems)
        refused = (*refused, error)
    stale = _mark(workspace, request, jobs)
    if not asked.json:
        say_problems([each.problem for each in stale])
    failures = [*refused, *(result.failure for result in results if result.failure)]
    report = _report(jobs, results, refused, time.monotonic() - started) | {
        "findings": list(map(as_json, findings)),
        "out_of_date": [as_json(each.problem) | {"path": str(each.path)} for each in stale],
    }
    _print(asked, report)
    if interrupted:
        print("interrupted: what was finished is kept; the same command goes on from there", file=sys.stderr)
        return Exit.INTERRUPTED
    return building.exit_of(failures)


def _print(asked: argparse.Namespace, report: dict[str, Any]) -> None:
    """Print the report as JSON, or its sums."""
    if asked.json:
        print_json(report)
    elif not asked.quiet:
        many = report["summary"]["editions"] > 20
        _sum_up(report["summary"], report["failures"] if many else [], report["editions"] if many else [])


def _mark(workspace: Any, request: Any, jobs: Sequence[Any]) -> list[Any]:
    """The files of the documents of a run that are out of date now; each has a name that says so."""
    from engross.building import outdated
    from engross.workspace import names_file

    known = workspace.contents()
    files: dict[str, dict[str, str]] = {id: {} for id in request.documents or known if id in known}
    for job in jobs:
        files.setdefault(job.id, {})
        if names_file(job.document):
            files[job.id][job.language] = job.document
    return [each for id, own in files.items() for each in outdated.mark(workspace, id, request.build_dir, own)]


def _say_planned(asked: argparse.Namespace, jobs: Sequence[Any], refused: Sequence[EngrossError]) -> list[Problem]:
    """What a person should look at in the files of the jobs, once a file; it is said, and what is refused, too."""
    findings = [each for found in {job.document: job.findings for job in jobs}.values() for each in found]
    if not asked.json:
        say_problems(findings, LOOK)
        say_problems([problem for error in refused for problem in error.problems])
    return findings


def _request(asked: argparse.Namespace) -> Any:
    """The request; UsageError when executor and scheduler do not go together."""
    from engross import building

    if (asked.executor == "dask") != bool(asked.scheduler):
        raise UsageError(
            Problem(
                code="usage/scheduler",
                text="--executor dask and --scheduler belong together",
                hint="engross build --executor dask --scheduler tcp://10.0.0.1:8786",
            )
        )
    return building.Request(
        documents=tuple(asked.documents),
        languages=split(asked.language),
        houses=split(asked.house),
        outputs=building.outputs(split(asked.output)),
        draft=asked.draft,
        locked=asked.locked,
        force=asked.force,
        jobs=asked.jobs,
        build_dir=asked.build_dir.resolve() if asked.build_dir else None,
        limits=building.Limits(editions=asked.recycle, memory=asked.memory * 2**20, seconds=asked.time_limit),
        scheduler=asked.scheduler,
        enclosing=_enclosing(asked),
    )


def _enclosing(asked: argparse.Namespace) -> Any:
    from engross.model.letter import Attached, Enclosing, Numbering

    return Enclosing(
        languages=split(asked.enclosed),
        attached=Attached(asked.annex) if asked.annex else None,
        numbering=Numbering(asked.numbering) if asked.numbering else None,
    )


def _follow(asked: argparse.Namespace, jobs: Sequence[Any], refused: int, coming: Any, results: list[Any]) -> None:
    """Nothing; the results are in the list as they come, also when the run is interrupted.

    `refused` is how many documents could not even be planned: they count as failed from the beginning.
    """
    progress = Progress(
        total=len(jobs),
        weight=sum(job.weight for job in jobs),
        quiet=asked.quiet or asked.json,
        out=sys.stdout,
        err=sys.stderr,
        failed=refused,
    )
    progress.follow(coming, results, silent=asked.json)


def _report(
    jobs: Sequence[Any], results: Sequence[Any], refused: Sequence[EngrossError], seconds: float
) -> dict[str, Any]:
    """What `--json` prints: every edition that is there, every failure, and the sums."""
    failed = [result for result in results if result.failure]
    good = [result for result in results if not result.failure]
    return {
        "summary": {
            "editions": len(jobs),
            "made": sum(result.made for result in good),
            "unchanged": sum(not result.made for result in good),
            "failed": len(failed) + len(refused),
            "not_reached": len(jobs) - len(results),
            "seconds": round(seconds, 3),
        },
        "editions": [
            {**_named(each.job), "made": each.made, "seconds": round(each.seconds, 3), **each.entry} for each in good
        ],
        "failures": [
            *({"problems": _problems([error])} for error in refused),
            *({**_named(each.job), "problems": _problems([each.failure])} for each in failed),
        ],
        "problems": _problems([*refused, *(each.failure for each in failed)]),
    }


def _named(job: Any) -> dict[str, str]:
    named = {"document": job.id, "house": job.house, "language": job.language, "path": str(job.target)}
    return named if job.document == job.id else {**named, "source": job.document}


def _problems(errors: Sequence[EngrossError]) -> list[dict[str, Any]]:
    return [as_json(problem) for problem in dict.fromkeys(each for error in errors for each in error.problems)]


def _sum_up(summary: dict[str, Any], failures: Sequence[dict[str, Any]], editions: Sequence[dict[str, Any]]) -> None:
    """Print the sums; after a long run every failure again in a line, and what each house does not print."""
    for failure in failures:
        first = failure["problems"][0] if failure["problems"] else {"code": "", "file": "", "problem": ""}
        named = (failure[key] for key in ("document", "house", "language", "source") if key in failure)
        name = " ".join(named) or first["file"]
        print(escaped(f"failed: {name}: {first['code']}: {first['problem']}"), file=sys.stderr)
    omitted = Counter((each["house"], name) for each in editions for name in each.get("omitted", ()))
    for (house, name), count in sorted(omitted.items()):
        print(escaped(f"not printed in the house {house}: {name} ({count} edition{'s' if count > 1 else ''})"))
    made = summary["made"]
    said = f"{made} built, {summary['unchanged']} unchanged, {summary['failed']} failed"
    if summary["not_reached"]:
        said += f", {summary['not_reached']} not reached"
    if made > 20:
        said += f" in {duration(summary['seconds'])} ({made / summary['seconds']:.1f} a second)"
    print(said)
