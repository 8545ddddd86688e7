"""The command line: what the user asks, what engross says, and the exit code."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence

from engross.cli import build, commands, dispatch, export, files, importing, signing, verifying
from engross.cli.asking import say_problems
from engross.cli.grammar import parser
from engross.errors import EngrossError, Exit


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code of a run with these arguments (the process's own when None)."""
    if isinstance(sys.stdout, io.TextIOWrapper):  # a letter that the terminal lacks is shown by its number
        sys.stdout.reconfigure(errors="backslashreplace")
    asked = parser().parse_args(arguments)
    known: dict[str, Callable[[argparse.Namespace], int]] = {
        "build": build.build,
        "check": commands.check,
        "list": commands.list_,
        "new": commands.new,
        "open": commands.open_,
        "catalog": commands.catalog,
        "import": importing.import_,
        "schema": commands.schema,
        **files.COMMANDS,
        **export.COMMANDS,
        **signing.COMMANDS,
        **verifying.COMMANDS,
        **dispatch.COMMANDS,
    }
    if not asked.command:
        parser().print_help()
        return Exit.OK
    try:
        return known[asked.command](asked)
    except EngrossError as error:
        say_problems(error.problems)
        return error.exit
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return Exit.INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OK
