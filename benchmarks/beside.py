"""This checkout beside another one, in one run: the same editions, one by one, built by a warm process of each.

usage: python benchmarks/beside.py OTHER_CHECKOUT [-n ROUNDS] [--workspace FOLDER] [--document NAME] [--house NAME]
                                                  [--output NAME]

Prints the ratio of CPU times (this one / the other; median of the rounds), by language and for all, and the editions
whose files differ. Of a workspace of one's own every edition is set, else the six of the declaration. The program of
each checkout is run by this Python, with its packages; garbage is collected between two editions and never in one.
"""

import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DECLARATION = "interpol-2012-rome"
DIGEST = 64  # letters of a SHA-256


def serve(checkout: str, asked: dict[str, Any]) -> None:
    """Say the editions of a workspace; build that whose number comes in, and say its CPU seconds and SHA-256."""
    sys.path.insert(0, checkout)
    import gc
    import hashlib
    import time

    from engross import building
    from engross.building import setting
    from engross.workspace import Workspace

    assert building.__file__.startswith(checkout)
    workspace = Workspace(Path(asked["workspace"] or checkout))
    installed, _ = building.prepare_fonts(workspace, False)
    named = {name: tuple(asked[name]) for name in ("documents", "houses", "outputs")}
    request = building.Request(**named, force=True)
    jobs, _ = building.plan(workspace, request)
    gc.collect()
    gc.freeze()
    gc.disable()
    print(json.dumps([job.name for job in jobs]), flush=True)
    for line in sys.stdin:
        started = time.process_time()
        result = setting.attempt(workspace, jobs[int(line)], installed)
        spent = time.process_time() - started
        gc.collect()
        what = str(result.failure) if result.failure else hashlib.sha256(result.data).hexdigest()
        print(json.dumps((spent, what)), flush=True)


class Checkout:
    """A warm process of a checkout."""

    def __init__(self, folder: Path, asked: dict[str, Any]) -> None:
        command = (sys.executable, __file__, "--serve", str(folder), json.dumps(asked))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        self.jobs: list[str] = self._said()

    def _said(self) -> Any:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def build(self, number: int) -> tuple[float, str]:
        """CPU seconds and digest of an edition, or why there is none."""
        assert self.process.stdin
        print(number, file=self.process.stdin, flush=True)
        spent, what = self._said()
        return spent, what


def compare(ours: Checkout, theirs: Checkout, rounds: int) -> tuple[dict[str, list[float]], set[str]]:
    """The ratios of all rounds by language, and the editions that ever differed; forward and backward in turn."""
    assert ours.jobs == theirs.jobs
    ratios: dict[str, list[float]] = defaultdict(list)
    differing: set[str] = set()
    for number in range(rounds + 1):  # the first is not counted
        spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        refused = 0
        for at in range(len(ours.jobs))[:: -1 if number % 2 else 1]:
            (one, made), (other, its) = ours.build(at), theirs.build(at)
            refused += len(made) != DIGEST
            if made != its:
                differing.add(ours.jobs[at])
            for group in ("all", ours.jobs[at].split()[-1]):
                spent[group][0] += one
                spent[group][1] += other
        one, other = spent["all"]
        print(
            f"round {number}: {len(ours.jobs)} editions, {refused} refused, {one:.2f} s beside {other:.2f} s",
            flush=True,
        )
        if number:
            for group, (one, other) in spent.items():
                ratios[group].append(one / other)
    return ratios, differing


def main() -> int:
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("other", type=Path)
    asking.add_argument("-n", "--rounds", type=int, default=5)
    asking.add_argument("--workspace", type=Path)
    asking.add_argument("--document", action="append", default=[])
    asking.add_argument("--house", action="append", default=[])
    asking.add_argument("--output", action="append", default=[])
    given = asking.parse_args()
    asked = {
        "workspace": str(given.workspace.resolve()) if given.workspace else "",
        "documents": given.document or ([] if given.workspace else [DECLARATION]),
        "houses": given.house,
        "outputs": given.output or ["record"],
    }
    ratios, differing = compare(Checkout(ROOT, asked), Checkout(given.other.resolve(), asked), given.rounds)
    for group, found in ratios.items():
        print(f"{group}: {statistics.median(found):.3f}")
    print(f"files that differ: {', '.join(sorted(differing)) or 'none'}")
    return 1 if differing else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2], json.loads(sys.argv[3]))
    else:
        sys.exit(main())
