"""How engross compares with the plain engine on the same HTML, in one run: ratios, medians of interleaved rounds.

usage: python benchmarks/bench.py [ROUNDS]
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engross import building  # noqa: E402
from engross.typesetting import html  # noqa: E402
from engross.workspace import Workspace  # noqa: E402


def plain(page: html.Page, fonts=None) -> bytes:
    """The engine alone, on the same page, by its own defaults; with its own font configuration unless given one."""
    import logging

    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    fonts = fonts or FontConfiguration()
    sheets = [CSS(string=css, font_config=fonts) for _, css in page.styles]
    return HTML(string=page.html).write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")


def pages(workspace: Workspace, jobs: tuple[building.Job, ...]) -> dict[str, html.Page]:
    found = {}
    for job in jobs:
        document = workspace.document(job.document)
        spoken = building.tongues(workspace, document, job.language)
        languages = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
        edition = building.edition_of(workspace, job)
        found[job.language] = html.page(edition, workspace.assets(job.house), languages)
    return found


def timed(action, *arguments) -> float:
    started = time.process_time()
    action(*arguments)
    return time.process_time() - started


def warm_ratios(rounds: int) -> None:
    from engross.typesetting import pdf

    workspace = Workspace(ROOT)
    installed, _ = building.prepare_fonts(workspace, False)
    with tempfile.TemporaryDirectory() as folder:
        request = building.Request(documents=("interpol-2012-rome",), force=True, build_dir=Path(folder))
        jobs, _ = building.plan(workspace, request)
        html_of = pages(workspace, jobs)
        ours: dict[str, list[float]] = {job.language: [] for job in jobs}
        theirs: dict[str, list[float]] = {job.language: [] for job in jobs}
        kept: dict[str, list[float]] = {job.language: [] for job in jobs}
        for number in range(rounds + 1):
            for job in jobs:
                one = timed(building.carry_out, workspace, job, installed)
                other = timed(plain, html_of[job.language])
                third = timed(plain, html_of[job.language], pdf.font_configuration())
                if number:
                    kept[job.language].append(third)
                    ours[job.language].append(one)
                    theirs[job.language].append(other)
    print("warm edition, CPU, engross (with the comparison) / plain engine on the same HTML;")
    print("second figure: / plain engine with one font configuration kept:")
    for tag in ours:
        ratio, other = (
            statistics.median(a / b for a, b in zip(ours[tag], each[tag], strict=True)) for each in (theirs, kept)
        )
        print(f"  {tag}: {ratio:.2f}  {other:.2f}  (engross {statistics.median(ours[tag]) * 1000:.0f} ms)")
    one, *two = (sum(map(statistics.median, each.values())) for each in (ours, theirs, kept))
    print(f"  all six: {one / two[0]:.2f}  {one / two[1]:.2f}")


def wall(*command: str) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def whole_builds(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        build = (sys.executable, "render.py", "build", "--force", "--build-dir", folder)
        one_by_one, two, single, start, imported = [], [], [], [], []
        for _ in range(rounds):
            one_by_one.append(sum(wall(*build, "--language", tag) for tag in ("en", "fr", "es", "ar", "ru", "zh")))
            single.append(wall(*build, "--jobs", "1"))
            two.append(wall(*build, "--jobs", "2"))
            start.append(wall(sys.executable, "render.py", "--help"))
            imported.append(wall(sys.executable, "-c", "import weasyprint"))
    m = statistics.median
    print(f"six editions, wall: --jobs 2 / one after another (a process each): {m(two) / m(one_by_one):.2f}")
    print(f"six editions, wall: --jobs 2 / --jobs 1: {m(two) / m(single):.2f}  ({m(two):.2f} s, {m(single):.2f} s)")
    print(f"render.py --help / import weasyprint: {m(start) / m(imported):.2f}")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"peak memory of one process: {peak:.0f} MiB")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"{os.cpu_count()} processors, {count} rounds")
    warm_ratios(count)
    whole_builds(count)
