"""The command line: what the user asks, what engross says, and the exit code."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence

from engross.cli import build, commands, dispatch, export, files, importing, signing, verifying
from engross.cli.asking import say_problems
from engross.cli.grammar import parser
from engross.errors import ContentError, EngrossError, Exit, OutputError, Place, Problem


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
    except BrokenPipeError:
        sys.stderr.close()
        return Exit.OK
    except (OSError, RecursionError, MemoryError) as error:
        failure = _foreseeable(error)
        say_problems(failure.problems)
        return failure.exit
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return Exit.INTERRUPTED


def _foreseeable(error: Exception) -> EngrossError:
    """What a machine, and no module of ours, has refused, as an error with what to do."""
    if isinstance(error, OSError):
        place = Place(file=str(error.filename or ""))
        hint = "check the folder, its permissions and the space left"
        return OutputError(Problem(code="usage/system", place=place, text=error.strerror or str(error), hint=hint))
    text = "a file is nested too deeply" if isinstance(error, RecursionError) else "the memory of the machine is full"
    hint = "look at the file that was changed last; engross build DOCUMENT builds one alone"
    return ContentError(Problem(code="usage/limits", text=text, hint=hint))
