"""The command `export`: editions written in the formats of other systems."""

import argparse
from pathlib import Path
from typing import Any

from engross.cli.asking import as_json, print_json, say_problems, shown, split, workspace_of
from engross.errors import EngrossError

_ABOUT = "Write editions as files for other systems."
_AKN = (
    "Write each edition as an Akoma Ntoso 3.0 file in the conventions of the United Nations (AKN4UN):"
    " the words as adopted, their structure, and what is known of the text."
)


def export(asked: argparse.Namespace) -> int:
    """The exit code of `export akn`."""
    from engross import building
    from engross.building import exporting

    workspace = workspace_of(asked, documents=not asked.documents)
    folder = asked.output_dir.resolve() if asked.output_dir else None
    made, failures, rows = 0, list[EngrossError](), list[dict[str, Any]]()
    for each in exporting.export(workspace, tuple(asked.documents), split(asked.language), folder, asked.house):
        if each.failure:
            failures.append(each.failure)
            say_problems(each.failure.problems)
        else:
            assert each.target
            made += 1
            rows.append({"document": each.document, "language": each.language, "path": str(each.target)})
            if not asked.json:
                print(shown(each.target))
    if asked.json:
        problems = [as_json(problem) for error in failures for problem in error.problems]
        print_json({"files": rows, "problems": problems})
    else:
        print(f"{made} written, {len(failures)} failed")
    return building.exit_of(failures)


def add_parsers(commands: Any) -> None:
    """Nothing; the grammar has the command."""
    top = commands.add_parser("export", help="write editions as files for other systems", description=_ABOUT)
    formats = top.add_subparsers(dest="format", metavar="FORMAT", required=True)
    akn = formats.add_parser("akn", help="Akoma Ntoso 3.0", description=_AKN)
    akn.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="ids, .xml files, folders of .xml files (default: all ids)"
    )
    akn.add_argument("--language", action="append", default=[], metavar="LANG[,LANG]", help="only these languages")
    akn.add_argument(
        "--house", default="", metavar="HOUSE", help="form words and labels of this house (default: the document's own)"
    )
    akn.add_argument("--output-dir", type=Path, metavar="DIR", help="where files go (default: build/<id>/akn/)")
    akn.add_argument("--json", action="store_true", help="print one JSON object, nothing else")


COMMANDS = {"export": export}
