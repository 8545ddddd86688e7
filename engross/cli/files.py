"""The part of the command line that looks at finished PDF files, of engross or of anybody."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engross.errors import Exit, Problem, UsageError

VALIDATORS = "where veraPDF is (default: where scripts/validators puts it; a folder of texts never brings its own)"


def add_parsers(commands: Any) -> None:
    """Add the commands on finished files to the command line's grammar."""
    read = commands.add_parser(
        "read",
        help="print what a screen reader would say of a PDF",
        description="Print the structure of a tagged PDF in reading order, with the words and languages of its parts.",
    )
    read.add_argument("file", type=Path, metavar="FILE.pdf", help="the file")
    preflight = commands.add_parser(
        "preflight",
        help="check PDF files with validators",
        description="Have validators judge PDF files, of engross or of anybody, by what they declare or by --profile.",
    )
    preflight.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf", help="the files")
    preflight.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="PROFILE[,PROFILE]",
        help="hold them to these (3a, ua1, x4, …; default: what each file declares)",
    )
    preflight.add_argument(
        "--time-limit",
        type=float,
        default=0,
        metavar="SECONDS",
        help="a validator that takes longer for a file gives up (default: 20 or so, and 8 for each MiB)",
    )
    preflight.add_argument("--validators", type=Path, metavar="FOLDER", help=VALIDATORS)
    form = preflight.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON")
    form.add_argument("--sarif", action="store_true", help="print SARIF 2.1.0")


def _read(asked: argparse.Namespace) -> int:
    from engross.preflight.sandbox import Limits, items
    from engross.readback import tag_tree

    if not asked.file.is_file():
        raise UsageError(tag_tree.problem(asked.file, "no such file"))
    outcome = items(f"{tag_tree.__name__}:told", str(asked.file), limits=Limits().for_files([asked.file]))
    for each in outcome.items:
        if "line" in each:
            print(each["line"])
    wrong = [each["problem"] for each in outcome.items if "problem" in each]
    if outcome.why:
        wrong.append(f"was not read to its end: {outcome.why}")
    if wrong:
        raise UsageError(tag_tree.problem(asked.file, each) for each in wrong)
    return Exit.OK


def _preflight(asked: argparse.Namespace) -> int:
    from engross.preflight import examining, sarif, verapdf
    from engross.terminal import escaped_line

    profiles = tuple(each for value in asked.profile for each in value.split(",") if each)
    _refuse(asked.files, profiles, examining.PROFILES)
    reports = examining.examine(asked.files, profiles, asked.validators or verapdf.installed(), asked.time_limit)
    if asked.json:
        said = [{**asdict(report), "failed": report.failed} for report in reports]
        print(json.dumps(said, ensure_ascii=False, indent=2))
    elif asked.sarif:
        print(json.dumps(sarif.log(reports), ensure_ascii=False, indent=2))
    else:
        for report in reports:
            for line in _lines(report):
                print(escaped_line(line))
    if any(report.failed for report in reports):
        return Exit.PREFLIGHT
    return Exit.UNJUDGED if any(report.unjudged for report in reports) else Exit.OK


def _refuse(files: list[Path], profiles: tuple[str, ...], known: tuple[str, ...]) -> None:
    problems = [
        Problem(code="usage/file", text=f"{file}: no such file", hint="give the path of a PDF file")
        for file in files
        if not file.is_file()
    ]
    for each in profiles:
        if each not in known:
            hint = f"the profiles are: {', '.join(known)}"
            problems.append(Problem(code="usage/profile", text=f"there is no profile {each!r}", hint=hint))
    if problems:
        raise UsageError(problems)


def _lines(report: Any) -> Iterator[str]:
    """A report for people: the verdicts, then each finding with where, which clause, what to do."""
    from engross.preflight import claims

    declares = ", ".join(claims.name(each) for each in report.declares) or "no standard"
    unheld = "" if report.profiles else ", and is held to none; --profile names one"
    yield f"{report.file}: declares {declares}{unheld}"
    for verdict in report.verdicts:
        about = " ".join(part for part in (verdict.validator, verdict.version) if part)
        profile = f", {claims.name(verdict.profile)}" if verdict.profile else ""
        yield f"  {about}{profile}: {verdict.state}" + (f" ({verdict.why})" if verdict.why else "")
        for finding in verdict.findings:
            where = [f"page {finding.page}"] if finding.page else []
            where += [finding.clause] if finding.clause else []
            times = f" ({finding.times} times)" if finding.times > 1 else ""
            found = ": ".join(part for part in (finding.code, ", ".join(where), finding.text) if part)
            yield f"    {finding.severity} {found}{times}"
            yield f"      what to do: {finding.hint}" + (f" [{finding.rule}]" if finding.rule else "")


COMMANDS = {"read": _read, "preflight": _preflight}
