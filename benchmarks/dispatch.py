"""What a dispatch costs beside its letters alone, in one run on one processor: `python benchmarks/dispatch.py [N]`.

N addressees (default 193) in six languages get a note verbale with the declaration bound in four languages. Letters
alone are the same letters set and compared, with no annex and no file. Both sides set one letter in turn, so that a
load of the machine weighs on both; times are of the processor. The dispatch is reckoned with all it does: its
annexes, binding, mail drafts, files, register.
"""

import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LETTER = "note-rome-declaration"
TAGS = ("en", "fr", "es", "ar", "ru", "zh")


def table(folder: Path, count: int) -> Path:
    """A table of the first Member States by code, six languages in turn."""
    from engross.dispatch.tables import read_known_countries

    members = [each for each in read_known_countries(ROOT).all if each.member][:count]
    lines = ["organization;country;language;form;address;email"]
    for number, each in enumerate(members):
        name = f"({each.names[TAGS[number % 6]]})"
        lines.append(f"{name};{each.code};{TAGS[number % 6]};{name};1 Example Street|New York;m{number}@example.org")
    path = folder / "addressees.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def measure(count: int, folder: Path) -> tuple[float, float]:
    """Seconds of the processor: the letters alone, and the whole dispatch."""
    from engross import building
    from engross.building.fingerprints import Fingerprints
    from engross.dispatch import planning, running, setting
    from engross.pipeline.letters import set_letter
    from engross.typesetting import pdf
    from engross.workspace import Workspace

    workspace = Workspace(ROOT)
    request = planning.Request(letter=LETTER, table=table(folder, count), folder=folder / "out", package="eml")
    installed, _ = building.prepare_fonts(workspace, False)
    pdf.warm()
    for tag in TAGS:  # what is read once a process is no part of either side
        set_letter(workspace, LETTER, tag, addressee={"form": "x"}, installed=installed)
    started = time.process_time()
    plan = planning.marked(planning.plan(workspace, request), Fingerprints(workspace, installed))
    coming = running.dispatch(running.begin(workspace, plan, setting.engine(workspace, request, installed)), jobs=1)
    alone, whole = 0.0, time.process_time() - started
    items = {item.name: item for item in plan.items}
    while True:
        started = time.process_time()
        result = next(coming, None)
        whole += time.process_time() - started
        if result is None:
            return alone, whole
        if result.failure:
            raise result.failure
        item = items[result.job.name]
        started = time.process_time()
        said = {**item.addressee.fields(), "reference": item.reference}
        tag, block = item.addressee.language, item.addressee.block()
        set_letter(workspace, LETTER, tag, addressee=block, fields=said, installed=installed)
        alone += time.process_time() - started


def main(count: int) -> None:
    """Nothing; times and ratio are printed."""
    with tempfile.TemporaryDirectory() as temporary:
        alone, whole = measure(count, Path(temporary))
        size = sum(path.stat().st_size for path in (Path(temporary) / "out").rglob("*") if path.is_file())
    for name, seconds in (("letters alone", alone), ("the whole dispatch", whole)):
        print(f"{count}: {name}: {seconds:.1f} s of the processor, {seconds / count * 1000:.0f} ms each")
    print(f"ratio: {whole / alone:.2f}; files: {size / 2**20:.0f} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 193)
