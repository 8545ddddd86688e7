"""Many editions and long ones, against the plain engine on the same HTML in the same run.

usage: python benchmarks/batch.py [speed] [growth] [memory] [unchanged] [cluster]   (default: all)

Times are CPU seconds of a process that does nothing else; ratios count, times only show the machine.
"""

import gc
import hashlib
import json
import multiprocessing
import os
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

import workspaces  # noqa: E402

from engross import building  # noqa: E402
from engross.building import pool, setting  # noqa: E402
from engross.building.fingerprints import Fingerprints  # noqa: E402
from engross.building.jobs import Result  # noqa: E402
from engross.typesetting import html  # noqa: E402
from engross.workspace import Workspace  # noqa: E402

MIB = 2**20


class Bench:
    """A workspace, its jobs, and the two ways to set one."""

    def __init__(self, root: Path) -> None:
        self.workspace = Workspace(root)
        self.request = building.Request(force=True, build_dir=root / "out")
        self.jobs, failures = building.plan(self.workspace, self.request)
        assert not failures, failures
        self.installed, _ = building.prepare_fonts(self.workspace, False)

    def engross(self, job: building.Job) -> int:
        """Pages of the edition, made with everything that engross does."""
        result = building.carry_out(self.workspace, job, self.installed)
        assert not result.failure, result.failure
        return result.entry["pages"]

    def page(self, job: building.Job) -> html.Page:
        document = self.workspace.document(job.document)
        spoken = building.tongues(self.workspace, document, job.language)
        languages = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
        edition = building.edition_of(self.workspace, job)
        return html.page(edition, self.workspace.assets(job.house), languages)

    def plain(self, page: html.Page) -> int:
        """Pages of the same HTML, by the engine alone, with one font configuration kept."""
        from weasyprint import CSS, HTML

        from engross.typesetting.pdf import font_configuration

        fonts = font_configuration()
        sheets = [CSS(string=css, font_config=fonts) for _, css in page.styles]
        document = HTML(string=page.html).render(stylesheets=sheets, font_config=fonts)
        document.write_pdf(pdf_variant="pdf/ua-1")
        return len(document.pages)


def alone(work: Callable[[], Any], worker: bool = False) -> Any:
    """What the work gives in a warm process of its own; as a `worker` of a build, it collects no garbage meanwhile."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()

    def give() -> None:
        if worker:
            gc.collect()
            gc.freeze()
            gc.disable()
        theirs.send(work())

    process = context.Process(target=give)
    process.start()
    given = ours.recv()
    process.join()
    return given


def clocked(items: list[Any], action: Callable[[Any], int]) -> tuple[float, int, float]:
    """(CPU seconds, pages, peak resident MiB) of the action on each item, in this process, after six to warm it."""
    for item in items[:6]:
        action(item)
        gc.collect()
    started, pages = time.process_time(), 0
    for item in items:
        pages += action(item)
        if not gc.isenabled():
            gc.collect()
    return time.process_time() - started, pages, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def both(bench: Bench, jobs: list[building.Job], rounds: int) -> tuple[tuple[float, int, float], ...]:
    """The medians of `clocked` for engross and for the plain engine, turn and turn about."""
    pages = [bench.page(job) for job in jobs]
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(alone(lambda: clocked(jobs, bench.engross), worker=True))
        theirs.append(alone(lambda: clocked(pages, bench.plain)))
    return tuple(
        (statistics.median(one[0] for one in runs), runs[0][1], max(one[2] for one in runs)) for runs in (ours, theirs)
    )


def speed(folder: Path) -> None:
    bench = Bench(workspaces.many(folder / "many", 3))
    (cpu, pages, peak), (plain_cpu, plain_pages, plain_peak) = both(bench, list(bench.jobs), 3)
    print(f"speed: {len(bench.jobs)} editions in six languages, warm, one process")
    print(f"  engross {pages / cpu:.1f} pages a CPU second, plain engine {plain_pages / plain_cpu:.1f}")
    print(f"  CPU a page, engross / plain: {cpu / pages / (plain_cpu / plain_pages):.2f}")
    print(f"  peak memory: engross {peak:.0f} MiB, plain {plain_peak:.0f} MiB")
    cores = pool.processors()
    started = time.perf_counter()
    results = list(building.build(bench.workspace, bench.jobs, bench.request, bench.installed))
    passed = time.perf_counter() - started
    pages = sum(result.entry["pages"] for result in results)
    print(f"  build with {cores} processes: {pages / passed:.1f} pages a second, {pages / passed / cores:.1f} a core")


def growth(folder: Path) -> None:
    found = {}
    for times in (20, 240):
        bench = Bench(workspaces.long(folder / f"long-{times}", times))
        (cpu, pages, peak), (plain_cpu, plain_pages, plain_peak) = both(bench, list(bench.jobs), 3)
        found[times] = (cpu / pages, plain_cpu / plain_pages)
        print(f"growth: {pages} pages: engross {cpu / pages * 1000:.0f} ms a page, {peak:.0f} MiB peak;")
        print(
            f"  plain {plain_cpu / plain_pages * 1000:.0f} ms a page ({plain_pages} pages), {plain_peak:.0f} MiB peak"
        )
    short, long = found.values()
    print(f"  long / short, a page: engross {long[0] / short[0]:.2f}, plain {long[1] / short[1]:.2f}")


def memory(folder: Path) -> None:
    bench = Bench(workspaces.many(folder / "memory", 40))

    def weigh(jobs: tuple[building.Job, ...], kept: bool) -> list[int]:
        sizes = []
        for job in jobs:
            bench.engross(job) if kept else plain_as_shipped(bench.page(job))
            gc.collect()
            sizes.append(pool.resident())
        return sizes

    for name, jobs, kept in (("engross", bench.jobs, True), ("plain, as it comes", bench.jobs[:60], False)):
        sizes, count = alone(partial(weigh, jobs, kept), worker=kept), len(jobs)
        at = [sizes[place] / MIB for place in (count // 4 - 1, count // 2 - 1, count - 1)]
        print(f"memory: {name}: resident after {count // 4}, {count // 2} and {count} editions in one process:")
        print(f"  {at[0]:.0f}, {at[1]:.0f}, {at[2]:.0f} MiB")


def plain_as_shipped(page: html.Page) -> None:
    """The same HTML by the engine alone, with a font configuration for each document."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = [CSS(string=css, font_config=fonts) for _, css in page.styles]
    HTML(string=page.html).write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")


def unchanged(folder: Path) -> None:
    bench = Bench(workspaces.many(folder / "unchanged", 170))
    prints, data = Fingerprints(bench.workspace, bench.installed), {}
    for job in bench.jobs:  # the six editions of the first document stand for those of the others
        marked = job.marked(prints.of(job))
        if job.language not in data:
            result = setting.attempt(bench.workspace, marked, bench.installed)
            data[job.language] = (result.data, result.entry)
        pdf, entry = data[job.language]
        entry = {**entry, "file": job.target.name, "inputs": marked.inputs}
        setting.keep(bench.workspace, Result(job=marked, data=pdf, entry=entry))
    command = [sys.executable, "-m", "engross", "--workspace", str(bench.workspace.root), "build", "--json"]
    taken = []
    for _ in range(5):
        started = time.perf_counter()
        done = subprocess.run(
            [*command, "--build-dir", str(bench.request.build_dir)], capture_output=True, check=True, cwd=ROOT
        )
        taken.append(time.perf_counter() - started)
        sums = json.loads(done.stdout)["summary"]
        assert sums["unchanged"] == len(bench.jobs), sums
    print(f"unchanged: {len(bench.jobs)} editions, nothing to do, median of 5 runs: {statistics.median(taken):.2f} s")
    print(f"  (slowest {max(taken):.2f} s)")


def cluster(folder: Path) -> None:
    from distributed import LocalCluster

    bench = Bench(workspaces.many(folder / "cluster", 6))
    local = {}
    started = time.perf_counter()
    for result in building.build(bench.workspace, bench.jobs, bench.request, bench.installed):
        local[result.job.name] = hashlib.sha256(result.job.target.read_bytes()).hexdigest()
    here = time.perf_counter() - started
    with LocalCluster(n_workers=3, threads_per_worker=1, processes=True, dashboard_address=None) as machines:
        request = replace(bench.request, scheduler=machines.scheduler_address, build_dir=folder / "there")
        jobs, _ = building.plan(bench.workspace, request)
        there, failed, started = {}, 0, time.perf_counter()
        for number, result in enumerate(building.build(bench.workspace, jobs, request, bench.installed), 1):
            failed += bool(result.failure)
            there[result.job.name] = hashlib.sha256(result.job.target.read_bytes()).hexdigest()
            if number == len(jobs) // 3:
                os.kill(next(iter(machines.workers.values())).pid, signal.SIGKILL)
        passed = time.perf_counter() - started
    print(f"cluster: {len(jobs)} editions on 3 Dask workers, one killed after {len(jobs) // 3}: {failed} failed,")
    print(f"  byte-identical to the local run: {there == local}; {passed:.1f} s, locally {here:.1f} s")


def main(wanted: list[str]) -> None:
    every = {each.__name__: each for each in (speed, growth, memory, unchanged, cluster)}
    print(f"{pool.processors()} processors")
    from engross.typesetting import pdf

    with tempfile.TemporaryDirectory() as folder:
        building.prepare_fonts(Workspace(ROOT), False)
        pdf.warm()
        for name in wanted or every:
            every[name](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
