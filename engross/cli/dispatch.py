"""The commands `dispatch` and `register`: one letter to many, and what was made for whom."""

import argparse
import csv
import sys
import time
from pathlib import Path
from typing import Any

from engross.cli.asking import as_json, print_json, say_problems, shown, split, workspace_of
from engross.cli.progress import Progress, duration
from engross.errors import Exit, Problem, UsageError
from engross.terminal import escaped

ORDERS = ("english", "protocol", "table", "arabic", "chinese", "french", "russian", "spanish")
_ABOUT = "Set a letter for every addressee of a table, each in its own language, numbered, in a stated order."
_TABLE = "the table of addressees: CSV (UTF-8) or XLSX"


def add_parsers(commands: Any) -> None:
    """Nothing; the grammar has the commands."""
    dispatch = commands.add_parser("dispatch", help="one letter to many addressees", description=_ABOUT)
    dispatch.add_argument("letter", metavar="LETTER", help="the letter's id")
    dispatch.add_argument("--to", type=Path, required=True, metavar="TABLE", dest="table", help=_TABLE)
    dispatch.add_argument(
        "--order", choices=ORDERS, default="english",
        help="of protocol (the table's column), of the table, or alphabetical in a language (default: english)",
    )  # fmt: skip
    dispatch.add_argument("--start", default="", metavar="COUNTRY", help="the country an alphabetical order begins at")
    dispatch.add_argument("--with", action="append", default=[], metavar="LANG[,LANG]", dest="enclosed",
                          help="the languages of the annexes (default: those that the letter names)")  # fmt: skip
    dispatch.add_argument("--annex", choices=("bound", "separate", "embedded"), help="how the annexes go with it")
    dispatch.add_argument("--package", choices=("none", "eml", "bagit"), default="none",
                          help="also a mail draft, or a ZIP with a BagIt bag, for each addressee")  # fmt: skip
    dispatch.add_argument("--from", default="", metavar="MAILBOX", dest="sender", help='"Name <address>" of drafts')
    dispatch.add_argument("--house", default="", metavar="HOUSE", help="in the form of this house")
    dispatch.add_argument(
        "--series", default="", metavar="PATTERN",
        help="reference numbers, # for the number: EX/2026/### (default: the letter's reference and -###)",
    )  # fmt: skip
    dispatch.add_argument("--first", type=int, default=1, metavar="N", help="the first number of the series (1)")
    dispatch.add_argument("--jobs", type=int, default=0, metavar="N", help="letters built at once (all processors)")
    dispatch.add_argument("--dir", type=Path, metavar="DIR", help="where all goes (default: dispatch/LETTER/)")
    dispatch.add_argument("--draft", action="store_true", help="DRAFT on every page, in a folder of its own")
    dispatch.add_argument("--again", action="store_true", help="make anew what was made from something else")
    dispatch.add_argument("--dry-run", action="store_true", help="check all and print the list; write nothing")
    dispatch.add_argument("--json", action="store_true", help="print one JSON object at the end, nothing else")
    dispatch.add_argument("--quiet", action="store_true", help="print problems only")
    _add_register(commands)


def _add_register(commands: Any) -> None:
    about = "Print what a dispatch has made for whom: number, addressee, files with digests, time, source."
    register = commands.add_parser("register", help="what a dispatch has made for whom", description=about)
    register.add_argument("dispatch", metavar="LETTER", help="the letter's id, or the folder of a dispatch")
    register.add_argument("--replaced", action="store_true", help="also files that were made again since")
    form = register.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV")
    form.add_argument("--json", action="store_true", help="print JSON")


def dispatch(asked: argparse.Namespace) -> int:
    """The exit code of `dispatch`."""
    from engross import building
    from engross.building.fingerprints import Fingerprints
    from engross.dispatch import planning, running, setting

    started = time.monotonic()
    workspace = workspace_of(asked, documents=False)
    request = _request(asked)
    plan = planning.plan(workspace, request)
    if asked.dry_run:
        _print_plan(plan, asked.json)
        return Exit.OK
    installed, warnings = building.prepare_fonts(workspace, False)
    say_problems(warnings, "warning: ")
    building.warm_engine()
    plan = planning.marked(plan, Fingerprints(workspace, installed))
    run = running.begin(workspace, plan, setting.engine(workspace, request, installed))
    results: list[Any] = []
    interrupted = False
    try:
        _follow(asked, plan, running.dispatch(run, asked.jobs), results)
    except KeyboardInterrupt:
        interrupted = True
    _sum_up(asked, plan, results, time.monotonic() - started)
    if interrupted:
        print("interrupted: what was finished is kept; the same command goes on from there", file=sys.stderr)
        return Exit.INTERRUPTED
    return building.exit_of([each.failure for each in results if each.failure])


def _request(asked: argparse.Namespace) -> Any:
    from engross.dispatch.mail import read_mailbox
    from engross.dispatch.requests import Request
    from engross.model.letter import Attached, Enclosing

    sender = read_mailbox(asked.sender) if asked.sender else ("", "")
    return Request(
        letter=asked.letter, table=asked.table.resolve(), order=asked.order, start=asked.start, house=asked.house,
        enclosing=Enclosing(
            languages=split(asked.enclosed), attached=Attached(asked.annex) if asked.annex else None
        ),
        package=asked.package, series=asked.series, first=asked.first, sender=sender, draft=asked.draft,
        again=asked.again, folder=asked.dir.resolve() if asked.dir else None,
    )  # fmt: skip


def _print_plan(plan: Any, as_object: bool) -> None:
    rows = [
        {
            "number": item.number,
            "reference": item.reference,
            "addressee": item.addressee.called,
            "country": item.addressee.code,
            "language": item.addressee.language,
            "channel": item.addressee.channel,
            "file": f"{item.stem}.pdf",
        }
        for item in plan.items
    ]
    if as_object:
        print_json({"order": plan.request.order, "letters": rows})
        return
    for row in rows:
        print("  ".join(escaped(str(value)) for value in row.values() if value != ""))
    print(f"{len(rows)} letters in {len(plan.languages)} languages, order: {plan.request.order}; nothing was written")


def _follow(asked: argparse.Namespace, plan: Any, coming: Any, results: list[Any]) -> None:
    """Nothing; the results are in the list as they come, also when the run is interrupted."""
    progress = Progress(
        total=len(plan.items), weight=float(len(plan.items)), quiet=asked.quiet or asked.json,
        out=sys.stdout, err=sys.stderr, noun="letters",
    )  # fmt: skip
    progress.follow(coming, results, silent=asked.json)


def _sum_up(asked: argparse.Namespace, plan: Any, results: list[Any], seconds: float) -> None:
    failed = [each for each in results if each.failure]
    made = sum(each.made and not each.failure for each in results)
    there = sum(not each.made for each in results)
    if asked.json:
        problems = [as_json(problem) for each in failed for problem in each.failure.problems]
        summary = {
            "letters": len(plan.items), "made": made, "unchanged": there, "failed": len(failed),
            "not_reached": len(plan.items) - len(results), "seconds": round(seconds, 3), "order": plan.request.order,
        }  # fmt: skip
        said = {"summary": summary, "register": str(plan.register.path), "problems": problems}
        print_json(said)
    elif not asked.quiet:
        said_ = f"{made} made, {there} there before, {len(failed)} failed"
        if len(results) < len(plan.items):
            said_ += f", {len(plan.items) - len(results)} not reached"
        rate = f" in {duration(seconds)} ({made / seconds:.1f} a second)" if made else ""
        print(f"{said_}{rate}, order: {plan.request.order}; register: {shown(plan.register.path)}")


def register(asked: argparse.Namespace) -> int:
    """The exit code of `register`."""
    from engross.dispatch.register import FIELDS, Register

    given = Path(asked.dispatch)
    folder = given if given.is_dir() else asked.workspace.resolve() / "dispatch" / asked.dispatch
    path = folder / "register.sqlite"
    if not path.is_file():
        raise UsageError(
            Problem(
                code="dispatch/none",
                text=f"there is no register at {shown(path)}",
                hint="name the letter of a dispatch, or its folder",
            )
        )
    known = Register(path)
    rows = known.rows(asked.replaced)
    if asked.json:
        print_json({**known.about(), "files": rows})
    elif asked.csv:
        table = csv.DictWriter(sys.stdout, FIELDS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    else:
        for row in rows:
            called = row["name"] or row["organization"]
            said = (row["reference"], called, row["language"], row["path"] or "not made", str(row["sha256"])[:12])
            print("  ".join(map(escaped, (*said, str(row["made_at"])))).rstrip())
    return Exit.OK


COMMANDS = {"dispatch": dispatch, "register": register}
