"""This checkout beside another one, in one run: the same editions set in turn by a warm process of each.

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
Times = dict[str, tuple[float, str]]


def serve(checkout: str, asked: dict[str, Any]) -> None:
    """Set the editions of a workspace for each line that comes in, and say CPU seconds and SHA-256 of each."""
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
    for order in sys.stdin:
        said = {}
        for job in jobs if order.strip() == "forward" else jobs[::-1]:
            started = time.process_time()
            result = setting.attempt(workspace, job, installed)
            spent = time.process_time() - started
            gc.collect()
            what = str(result.failure) if result.failure else hashlib.sha256(result.data).hexdigest()
            said[job.name] = (spent, what)
        print(json.dumps(said), flush=True)


class Checkout:
    """A warm process of a checkout."""

    def __init__(self, folder: Path, asked: dict[str, Any]) -> None:
        command = (sys.executable, __file__, "--serve", str(folder), json.dumps(asked))
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def set_all(self, order: str) -> Times:
        """CPU seconds and digest of each edition, set in that order."""
        assert self.process.stdin and self.process.stdout
        print(order, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())


def compare(ours: Checkout, theirs: Checkout, rounds: int) -> tuple[dict[str, list[float]], set[str]]:
    """The ratios of all rounds by language, and the editions that ever differed; forward and backward in turn."""
    ratios: dict[str, list[float]] = defaultdict(list)
    differing: set[str] = set()
    for number in range(rounds + 1):
        order = "backward" if number % 2 else "forward"
        one, other = ours.set_all(order), theirs.set_all(order)
        differing.update(name for name in one.keys() | other.keys() if one.get(name, "")[1:] != other.get(name, "")[1:])
        if number:
            spent: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
            for name in one:
                for group in ("all", name.split()[-1]):
                    spent[group][0] += one[name][0]
                    spent[group][1] += other[name][0]
            for group, (mine, its) in spent.items():
                ratios[group].append(mine / its)
                if group == "all":
                    print(f"round {number}: {mine:.2f} s beside {its:.2f} s, {mine / its:.3f}", flush=True)
    print(f"{len(one)} editions, {sum(len(each[1]) != 64 for each in one.values())} of them refused")
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
