"""The command `import`: files of the record into the workspace."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engross.cli.asking import LOOK, say_problems, workspace_of
from engross.cli.progress import Counting
from engross.errors import EngrossError, Exit, Place, Problem, UsageError
from engross.terminal import escaped

EXAMPLES = """examples:
  engross import akn A-RES-77-1.en.xml A-RES-77-1.fr.xml    two languages of one resolution
  engross import akn record/                                every file of a folder, work by work
"""


def add_parser(commands: Any) -> None:
    """Add the command to the command line's grammar."""
    top = commands.add_parser("import", help="bring published files in", description="Bring published files in.")
    kinds = top.add_subparsers(dest="kind", metavar="KIND", required=True)
    akn = kinds.add_parser(
        "akn",
        help="Akoma Ntoso (AKN4UN), all languages of a work together",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=EXAMPLES,
        description="Make documents of Akoma Ntoso files: one content file for each work, a catalogue for each language"
        " of the same structure, a content file of its own for a language of another structure.",
    )
    akn.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".xml files, or folders of them")
    akn.add_argument("--force", action="store_true", help="replace what was imported before")


def import_(asked: argparse.Namespace) -> int:
    """The exit code of `import akn`."""
    workspace = workspace_of(asked, documents=False)
    done = _Done()
    interrupted = False
    try:
        _bring(workspace, _read(_expanded(asked.files), done), asked.force, done)
    except KeyboardInterrupt:
        interrupted = True
    for failure in done.failures:
        say_problems(failure.problems)
    print(f"{done.count} imported, {len(done.failures)} refused", file=sys.stderr)
    if interrupted:
        written = "what was imported is written" if done.count else "nothing was written"
        print(f"interrupted: {written}; the same command goes on from there", file=sys.stderr)
        return Exit.INTERRUPTED
    return min((failure.exit for failure in done.failures), default=Exit.OK)


@dataclass(slots=True)
class _Done:
    """What an import has come to so far: works that are written, what was refused."""

    count: int = 0
    failures: list[EngrossError] = field(default_factory=list)


def _read(files: Sequence[Path], done: _Done) -> list[Any]:
    """The files as read; nothing is written yet."""
    from engross.building import importing

    counting, readings, doubts = Counting(sys.stderr, "files read", len(files)), list[Any](), list[Problem]()
    try:
        for path in files:
            counting.step()
            read, findings, failures = importing.read_files((path,))
            readings += read
            doubts += findings
            done.failures += failures
    finally:
        counting.end()
    say_problems(doubts, LOOK)
    return readings


def _bring(workspace: Any, readings: list[Any], force: bool, done: _Done) -> None:
    """Nothing; the works are written, one after the other, and told."""
    from engross.building import importing

    works = list(importing.works(readings))
    counting = Counting(sys.stderr, "works written", len(works))
    for languages, doubled in works:
        counting.step()
        try:
            made = importing.bring(workspace, languages, force)
        except EngrossError as error:
            done.failures.append(error)
            continue
        finally:
            counting.end()
            say_problems(doubled, LOOK)
        done.count += 1
        say_problems(made.findings, LOOK)
        print(escaped(f"{made.id}: {', '.join(sorted(languages))}: {', '.join(made.files)}"))


def _expanded(paths: list[Path]) -> tuple[Path, ...]:
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.rglob("*.xml")) if path.is_dir() else [path]
        if not inside or not inside[0].is_file():
            raise UsageError(
                Problem(
                    code="usage/path",
                    place=Place(file=str(path)),
                    text="there is no file here",
                    hint="name .xml files, or a folder that holds some",
                )
            )
        found += inside
    return tuple(found)
