"""The command `import`: files of the record into the workspace."""

import argparse
import sys
from pathlib import Path
from typing import Any

from engross.cli.asking import LOOK, say_problems, workspace_of
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
    from engross import importing

    workspace = workspace_of(asked, documents=False)
    readings, findings, failures = importing.read_files(_expanded(asked.files))
    say_problems(findings, LOOK)
    count = 0
    for languages, doubled in importing.works(readings):
        say_problems(doubled, LOOK)
        try:
            done = importing.bring(workspace, languages, asked.force)
        except EngrossError as error:
            failures.append(error)
            continue
        count += 1
        say_problems(done.findings, LOOK)
        print(escaped(f"{done.id}: {', '.join(sorted(languages))}: {', '.join(done.files)}"))
    for failure in failures:
        say_problems(failure.problems)
    print(f"{count} imported, {len(failures)} refused", file=sys.stderr)
    return min((failure.exit for failure in failures), default=Exit.OK)


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
