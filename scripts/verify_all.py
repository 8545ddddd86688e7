"""Every PDF of a build folder held against its workspace, as `engross verify` does it, without a validator.

usage: python scripts/verify_all.py WORKSPACE [FOLDER] [--house un-ga] [--sample 10] [--show 3]

FOLDER is WORKSPACE/build where it is not given; --sample takes every tenth file. Prints how many files agree, differ
or could not be compared, and what is said of each that does not agree. The exit code is 1 when there is one.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from engross.cli import verifying
from engross.inspect.verifying import Report, examining
from engross.inspect.verifying.trust import Trusted
from engross.workspace import Workspace


def verdict(report: Report) -> str:
    """What is found of a file: agrees, differs, not compared, or unreadable."""
    if report.unreadable or not report.texts:
        return "unreadable"
    if any(each.differences for each in report.texts):
        return "differs"
    return "not compared" if any(each.why for each in report.texts) else "agrees"


def main() -> int:
    """The exit code."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("workspace", type=Path)
    asked.add_argument("folder", type=Path, nargs="?")
    asked.add_argument("--house", default="*")
    asked.add_argument("--sample", type=int, default=1)
    asked.add_argument("--show", type=int, default=3, help="differences shown of each file")
    told = asked.parse_args()
    workspace = Workspace(told.workspace.resolve())
    files = sorted((told.folder or told.workspace / "build").rglob(f"{told.house}/*.pdf"))[:: told.sample]
    against, count, begun = examining.Against(workspace=workspace), Counter[str](), time.process_time()
    for number, file in enumerate(files, 1):
        (report,) = examining.examine([file], Trusted(), against, None)
        found = verdict(report)
        count[found] += 1
        if found != "agrees":
            said = [line for line in verifying.lines(report) if "Text:" in line or line.startswith("    ")]
            print(f"{found}: {file}", *said[: told.show + 1], sep="\n  ", flush=True)
        if number % 100 == 0:
            print(f"{number} of {len(files)}: {dict(count)}", file=sys.stderr, flush=True)
    print(f"{len(files)} files, {time.process_time() - begun:.1f} s of processor time: {dict(count)}")
    return int(count["agrees"] != len(files))


if __name__ == "__main__":
    raise SystemExit(main())
