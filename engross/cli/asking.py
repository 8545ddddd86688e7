"""What every command does with what it was asked and with what it has to say."""

import argparse
import json
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engross.errors import Problem, UsageError
from engross.terminal import escaped

_OBEYED = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LOOK = "look at this: "  # before what is no error, and a person should look at


def workspace_of(asked: argparse.Namespace, documents: bool = True) -> Any:
    """The workspace asked for; UsageError where there must be documents and the folder has none."""
    from engross.workspace import Workspace

    workspace = Workspace(asked.workspace.resolve())
    if documents and not workspace.contents():
        raise UsageError(
            Problem(
                code="usage/empty",
                text="there is no document here yet (no content/*.md in this folder)",
                hint="`engross new my-declaration` makes one to start from; then `engross build` sets it",
            )
        )
    return workspace


def split(values: Sequence[str]) -> tuple[str, ...]:
    """The parts of values that may hold commas.

    >>> split(["fr,ar", "ru"])
    ('fr', 'ar', 'ru')
    """
    return tuple(part for value in values for part in value.split(",") if part)


def say_problems(problems: Sequence[Problem], word: str = "") -> None:
    """Nothing; the problems are on standard error."""
    for problem in problems:
        print(f"{word}{problem}", file=sys.stderr)


def shown(path: Path) -> str:
    """The path as messages show it: from this folder where it is inside."""
    return escaped(os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path))


def print_json(value: Any) -> None:
    """Nothing; the value is printed as JSON in which nothing is obeyed by a terminal: JSON has numbers for it."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    print(_OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def as_json(problem: Problem) -> dict[str, Any]:
    """The problem for JSON."""
    place = problem.place
    return {
        "code": problem.code,
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "clause": place.clause,
        "problem": problem.text,
        "hint": problem.hint,
    }
