"""The part of the command line that looks at finished PDF files, of engross or of anybody."""

import argparse
from pathlib import Path
from typing import Any


def add_parsers(commands: Any) -> None:
    """Add the commands on finished files to the command line's grammar."""
    read = commands.add_parser(
        "read",
        help="print what a screen reader would say of a PDF",
        description="Print the structure of a tagged PDF in reading order, with the words and languages of its parts.",
    )
    read.add_argument("file", type=Path, metavar="FILE.pdf", help="the file")


def _read(asked: argparse.Namespace) -> int:
    from engross import spoken

    for line in spoken.lines(spoken.read(asked.file)):
        print(line)
    return 0


COMMANDS = {"read": _read}
