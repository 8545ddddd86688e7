"""Every Akoma Ntoso file of a folder: read, written, validated, read again, counted; two at a time.

Prints a table by organ and language, the files at fault with the reason, and where the counts of a file differ
from those that expected.tsv has of it. The exit code is 1 when a readable file does not come back as it was.
"""

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from lxml import etree

from engross.akn import parsing, reading, whole, writing
from engross.building.exporting import edition_for
from engross.errors import EngrossError
from engross.model import Document, Kind
from engross.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
HEADED = (
    "//*[local-name()='point']/*[local-name()='heading' or local-name()='subheading']"
    "[following-sibling::*[local-name()='num']] | //*[local-name()='sublist']/*[local-name()='intro']"
)


@dataclass
class Outcome:
    """What became of one file: each test with what it found; "" where nothing is amiss."""

    file: str
    fault: str = ""  # why the source cannot be read
    findings: list[str] = field(default_factory=list)  # what the reader reports of the source
    source_valid: bool = False
    invalid: str = ""
    changed: str = ""
    letters: str = ""
    counts: dict[str, tuple[int, int]] = field(default_factory=dict)  # expected, found


@cache
def schema(folder: Path) -> Any:
    """The strict schema of Akoma Ntoso 3.0."""
    return etree.XMLSchema(etree.parse(str(folder / "akn-xsd" / "akomantoso30.xsd")))


@cache
def workspace() -> Workspace:
    """The repository as a workspace: its houses and form words."""
    return Workspace(ROOT)


def examine(task: tuple[str, Path, str, dict[str, str]]) -> Outcome:
    """The outcome of one file."""
    name, corpus, house, expected = task
    outcome = Outcome(name)
    data = (corpus / "un" / name).read_bytes()
    try:
        read = reading.read(data, Path(name).name)
    except EngrossError as error:
        outcome.fault = error.problems[0].text
        return outcome
    outcome.findings = [each.text for each in read.findings]
    root = parsing.parse(data, name)
    outcome.source_valid = schema(corpus).validate(root)
    document = read.document
    written = writing.export(edition_for(workspace(), document, document.language, house), document)
    made = parsing.parse(written, name)
    if not schema(corpus).validate(made):
        outcome.invalid = schema(corpus).error_log[0].message[:200]
    try:
        outcome.changed = difference(document, reading.read(written, Path(name).name).document)
    except EngrossError as error:
        outcome.changed = error.problems[0].text
    outcome.letters = letters(root, made, read)
    outcome.counts = {key: pair for key, pair in counts(document, expected, root) if pair[0] != pair[1]}
    return outcome


def difference(one: Document, other: Document) -> str:
    """The first thing in which two documents differ; "" when they are the same."""
    for each in fields(Document):
        if each.name != "clauses" and getattr(one, each.name) != getattr(other, each.name):
            return f"{each.name}: {getattr(one, each.name)!r} became {getattr(other, each.name)!r}"[:300]
    for before, after in zip(one.walk(), other.walk(), strict=False):
        if (before.label, before.kind, before.shape, before.source) != (
            after.label, after.kind, after.shape, after.source,
        ):  # fmt: skip
            return f"{before.label}: {before.source[:100]!r} became {after.label}: {after.source[:100]!r}"
    return "" if one == other else "another number of clauses"


def letters(source: Any, made: Any, read: reading.Reading) -> str:
    """Where the letters of two files differ, in order; "" when nowhere. A heading said twice is written once."""
    language = read.document.language
    before, after = (whole.letters(whole.source_text(root), language) for root in (source, made))
    before = whole.once(before, read.doubled, language)
    at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
    return "" if before == after else f"near {before[max(at - 20, 0) : at + 20]!r}"


def counts(document: Document, expected: dict[str, str], root: Any) -> Iterator[tuple[str, tuple[int, int]]]:
    """What a person counts in a file, as expected.tsv has it and as the document has it."""
    if not expected:
        return
    said = Counter({key: int(value) for key, value in expected.items() if value.isdigit()})
    found = Counter(each.kind for each in document.walk())
    annexed = {below.label for each in document.walk() if each.kind is Kind.ANNEX for below in each.walk()}
    body = [each for each in document.walk() if each.label not in annexed]  # expected.tsv counts points in this
    cells = sum(len(each.shape.cells) for each in document.walk() if each.kind is Kind.ROW)
    yield "parts", (said["statements"] if said["statements"] > 1 else 0, found[Kind.PART])
    empty = sum(not "".join(each.itertext()).strip() for each in root.iterfind(".//{*}preamble/{*}container"))
    yield "preambular", (said["preambular"] + said["body_preambular"] - empty, found[Kind.PREAMBULAR])
    numbered = sum(bool(each.shape.number) for each in document.walk() if each.kind is Kind.OPERATIVE)
    yield "operative", (said["op_numbered"] + said["op_number_in_text"], numbered)
    headed = len(root.xpath(HEADED))  # a heading over the letter of a point is a point without one
    points = headed + said["points"] + said["op_letter_num"] + said["op_letter_in_text"] + said["blocklist_items"]
    # a lettered paragraph under a heading is no point of anything; an item without a letter is a text of its own
    lettered = [each for each in body if each.kind is Kind.TEXT and not (each.shape.number or "0")[:1].isdigit()]
    items = [below for each in body if each.kind not in (Kind.PART, Kind.ANNEX) for below in each.children]
    items = [each for each in items if each.kind in (Kind.TEXT, Kind.HEADING) and not each.shape.number]
    yield "points", (points, sum(each.kind is Kind.POINT for each in body) + len(lettered) + len(items))
    yield "footnotes", (said["footnotes"], found[Kind.NOTE])
    yield "tables", (said["tables"], found[Kind.TABLE])
    yield "rows", (said["table_rows"], found[Kind.ROW])
    yield "cells", (said["table_cells"], cells)
    yield "attachments", (said["attachments"], found[Kind.ANNEX])


def table(outcomes: list[Outcome]) -> Iterator[str]:
    """The results by organ and language."""
    names = ("files", "readable", "source valid", "export valid", "same model", "same letters", "counts equal")
    groups: dict[str, list[Outcome]] = {}
    for each in outcomes:
        groups.setdefault(str(Path(each.file).parent), []).append(each)
    yield "  ".join([f"{'':12}", *names])
    for group, all_of in [*sorted(groups.items()), ("all", outcomes)]:
        good = [each for each in all_of if not each.fault]
        numbers = (
            len(all_of), len(good), sum(each.source_valid for each in good), sum(not each.invalid for each in good),
            sum(not each.changed for each in good), sum(not each.letters for each in good),
            sum(not each.counts for each in good),
        )  # fmt: skip
        yield "  ".join([f"{group:12}", *(f"{n:{len(name)}}" for n, name in zip(numbers, names, strict=True))])


def report(outcomes: list[Outcome]) -> Iterator[str]:
    """The table, and everything that is amiss."""
    yield from table(outcomes)
    yield "\nsources at fault:"
    yield from (f"  {each.file}: {each.fault}" for each in outcomes if each.fault)
    yield "\nwhat the reader reports:"
    yield from (f"  {each.file}: {said}" for each in outcomes for said in each.findings)
    yield "\ncounts that differ (expected, found):"
    for each in outcomes:
        if each.counts:
            yield f"  {each.file}: " + ", ".join(f"{key} {a} {b}" for key, (a, b) in each.counts.items())
    yield "\nfailures:"
    for each in outcomes:
        yield from (
            f"  {each.file}: {name}: {getattr(each, name)}"
            for name in ("invalid", "changed", "letters")
            if getattr(each, name)
        )


def main() -> int:
    """The exit code of a run."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="the folder of un/ and akn-xsd/")
    parser.add_argument("--only", default="", help="only files with this in their path")
    parser.add_argument("--house", default="", help="form words of this house (default: each file's own)")
    parser.add_argument("--json", type=Path, help="write the outcomes to this file")
    asked = parser.parse_args()
    rows = {}
    if (asked.folder / "un" / "expected.tsv").is_file():
        text = (asked.folder / "un" / "expected.tsv").read_text(encoding="utf-8")
        rows = {row["file"]: row for row in csv.DictReader(text.splitlines(), delimiter="\t")}
    names = [path.relative_to(asked.folder / "un").as_posix() for path in sorted((asked.folder / "un").rglob("*.xml"))]
    tasks = [(name, asked.folder, asked.house, rows.get(name, {})) for name in names if asked.only in name]
    with get_context("spawn").Pool(2) as pool:
        outcomes = pool.map(examine, tasks, chunksize=8)
    print("\n".join(report(outcomes)))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(each) for each in outcomes], ensure_ascii=False, indent=1))
    return int(any(each.invalid or each.changed or each.letters for each in outcomes))


if __name__ == "__main__":
    sys.exit(main())
