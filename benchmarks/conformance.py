"""What conformance costs: size of each output against the stock engine's file; time against the same setting of ours
written by the stock engine (its own PDF/UA-1 tags, no embedded source), and what is added to that as a share of the
time that the plain engine takes for the page. Medians of interleaved rounds, CPU time, one run.

usage: python benchmarks/conformance.py [ROUNDS]
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from bench import plain  # noqa: E402

from engross import building  # noqa: E402
from engross.building.setting import tongues  # noqa: E402
from engross.errors import HouseError  # noqa: E402
from engross.pipeline.attachments import embedded  # noqa: E402
from engross.typesetting import html  # noqa: E402
from engross.typesetting.outputs import OUTPUTS  # noqa: E402
from engross.typesetting.pdf import Pdf, Setting, compose, font_configuration  # noqa: E402
from engross.workspace import Workspace  # noqa: E402

LANGUAGES = ("en", "fr", "es", "ru", "zh", "ar")


def settings(workspace: Workspace) -> dict[str, Setting]:
    request = building.Request(documents=("interpol-2012-rome",), languages=LANGUAGES, houses=("un",))
    found = {}
    for job in building.plan(workspace, request)[0]:
        document = workspace.document(job.document)
        spoken = tongues(workspace, document, job.language)
        languages = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
        edition = building.edition_of(workspace, job)
        page = html.page(edition, workspace.assets(job.house), languages, workspace.pictures(document))
        sources = embedded(workspace, job.document, document, building.edition_of(workspace, job, unset=True))
        try:
            profile = workspace.press_profile(job.house)
        except HouseError:
            profile = b""
        found[job.language] = Setting(edition=edition, page=page, languages=languages, sources=sources, profile=profile)
    return found


def stock(setting: Setting) -> Pdf:
    """The same pages, written by the engine alone."""

    def write(document: Any) -> bytes:
        return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=setting.identifier))

    return compose(setting, write)


def engine(setting: Setting) -> bytes:
    """The page set and written by the plain engine: no paragraphs of ours, no checks."""
    return plain(setting.page, font_configuration())


def timed(action: Callable[[Setting], object], setting: Setting) -> float:
    gc.collect()
    started = time.process_time()
    action(setting)
    return time.process_time() - started


def sizes(of: dict[str, Setting]) -> None:
    names = [name for name, output in OUTPUTS.items() if not output.printed or next(iter(of.values())).profile]
    print("size, KiB (ratio to the stock engine's file)")
    print(f"{'':>6}{'stock':>8}" + "".join(f"{name:>16}" for name in names) + f"{'embedded':>10}")
    for tag, setting in of.items():
        base = len(stock(setting).data)
        made = [len(OUTPUTS[name].render(setting).data) for name in names]
        cells = "".join(f"{size / 1024:>9.0f} ({size / base:.2f})" for size in made)
        given = sum(len(source.data) for source in setting.sources) / 1024
        print(f"{tag:>6}{base / 1024:>8.0f}{cells}{given:>10.0f}")


def times(of: dict[str, Setting], rounds: int) -> None:
    ratios: dict[str, dict[str, list[float]]] = {name: {tag: [] for tag in of} for name in ("record", "ua2")}
    added: dict[str, dict[str, list[float]]] = {name: {tag: [] for tag in of} for name in ratios}
    for number in range(rounds + 1):
        for tag, setting in of.items():
            base, own = timed(stock, setting), timed(engine, setting)
            for name, found in ratios.items():
                spent = timed(OUTPUTS[name].render, setting)
                if number:
                    found[tag].append(spent / base)
                    added[name][tag].append((spent - base) / own)
    for title, table in (
        ("time to set and write, ratio to the same setting written by the stock engine", ratios),
        ("what that adds, as a share of the plain engine's time for the page", added),
    ):
        print(title)
        for name, found in table.items():
            each = ", ".join(f"{tag} {statistics.median(rounds):.2f}" for tag, rounds in found.items())
            print(f"  {name}: {each}; all {statistics.median(sum(found.values(), [])):.2f}")


if __name__ == "__main__":
    workspace = Workspace(ROOT)
    building.prepare_fonts(workspace, False)
    of = settings(workspace)
    sizes(of)
    times(of, int(sys.argv[1]) if len(sys.argv) > 1 else 7)
