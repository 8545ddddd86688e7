"""Every PDF of a folder and the folders below it, judged by the validators and checks of `engross preflight`.

usage: python scripts/conformance.py FOLDER [--profile 3a --profile ua1] [--part 130]

Files are held to what they declare, or to the profiles given, so many at a time as one run of veraPDF takes.
Prints a table by profile and validator, then every file at fault with the clause. The exit code is 1 when a file
breaks a standard, 2 when none does but a validator gave no judgement or no PDF was there.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from engross.preflight import Finding, Report, Severity, State, Verdict, claims, examining

ROOT = Path(__file__).resolve().parent.parent
VALIDATORS = ROOT / ".engross" / "validators"
ROW = "{:<11}{:<22}{:<12}{:>7}{:>8}{:>8}{:>11}"


def examined(files: Sequence[Path], profiles: Sequence[str], part: int) -> Iterator[Report]:
    """A report on each file; which part is done is said on stderr."""
    for start in range(0, len(files), part):
        yield from examining.examine(files[start : start + part], profiles, VALIDATORS)
        print(f"{min(start + part, len(files))} of {len(files)} files", file=sys.stderr, flush=True)


def table(reports: Sequence[Report]) -> Iterator[str]:
    """A row for each profile and validator: how many files it judged, how many passed, failed and went unjudged."""
    states: dict[tuple[str, str, str], Counter[State]] = {}
    for verdict in (each for report in reports for each in report.verdicts):
        key = (claims.name(verdict.profile) if verdict.profile else "any", verdict.validator, verdict.version)
        states.setdefault(key, Counter())[verdict.state] += 1
    yield ROW.format("profile", "validator", "version", "files", "passed", "failed", "unjudged")
    for key, count in sorted(states.items()):
        unjudged = count[State.ABSENT] + count[State.BROKEN]
        yield ROW.format(*key, count.total(), count[State.PASSED], count[State.FAILED], unjudged)


def lesser(reports: Sequence[Report]) -> Iterator[str]:
    """A line for each kind of finding that breaks no standard: in how many files it was made, and what about it."""
    found: dict[tuple[str, str, str], set[str]] = {}
    for report in reports:
        for each in report.findings:
            if each.severity is not Severity.ERROR:
                found.setdefault((each.severity, each.code, each.hint), set()).add(report.file)
    for (severity, code, hint), files in sorted(found.items()):
        yield f"{severity}: {code} in {len(files)} files: {hint}"


def faults(report: Report) -> Iterator[str]:
    """A line for each clause that a file breaks, and for each validator that gave no judgement of it."""
    for verdict in report.verdicts:
        yield from (_told(report, verdict, each) for each in verdict.errors)
        if verdict in report.unjudged:
            profile = verdict.profile or "any"
            yield f"{report.file}: {verdict.validator}, {profile}: {verdict.state}: {verdict.why}"


def _told(report: Report, verdict: Verdict, finding: Finding) -> str:
    where = f"page {finding.page or '?'}, clause {finding.clause or '?'}"
    what = f"{finding.code} ({finding.rule}) × {finding.times}"
    return f"{report.file}: {verdict.validator}: {what}, {where}: {finding.text}"


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--profile", action="append", default=[], choices=examining.PROFILES)
    parser.add_argument("--part", type=int, default=130, help="how many files veraPDF takes in one run")
    asked = parser.parse_args(arguments)
    files = sorted(asked.folder.rglob("*.pdf"))
    reports = list(examined(files, asked.profile, max(asked.part, 1)))
    declared = Counter(" + ".join(claims.name(each) for each in report.declares) or "nothing" for report in reports)
    print(f"{len(files)} files in {asked.folder}")
    for names, count in sorted(declared.items()):
        print(f"  {count} declare {names}")
    for line in (*table(reports), *lesser(reports), *(line for report in reports for line in faults(report))):
        print(line)
    bare = any(not report.profiles for report in reports)
    failed, unjudged = any(report.failed for report in reports), any(report.unjudged for report in reports)
    return 1 if failed else 2 if unjudged or bare or not files else 0


if __name__ == "__main__":
    sys.exit(main())
