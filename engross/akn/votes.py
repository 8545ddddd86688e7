"""The closing lines of a recorded vote: who voted how, each group on lines of its own."""

from copy import deepcopy
from dataclasses import replace
from itertools import takewhile
from typing import Any

from engross.akn.inline import Inline, styled, tidy
from engross.model import Run

_GROUPS = ("inFavour", "against", "abstaining")
_HERE = "\ue000"  # where a group begins


def lines(paragraph: Any, inline: Inline) -> list[tuple[Run, ...]]:
    """The closing lines that a paragraph holds: one, or one more for each group of a vote that it names.

    What the group is called is in italics on a line of its own, the States that voted so stand on the next.
    """
    made = deepcopy(paragraph)
    for group in _groups(made):
        group.text = f"{_HERE}{group.text or ''}"
    said: list[list[Run]] = [[]]
    for run in inline.raw(made):
        first, *rest = run.text.split(_HERE)
        said[-1].append(replace(run, text=first))
        said += [[replace(run, text=each)] for each in rest]
    opening, *groups = map(tidy, said)
    return [each for each in (opening, *(_named(each, inline.language) for each in groups)) if each]


def _groups(paragraph: Any) -> list[Any]:
    return [each for each in paragraph.iter("{*}outcome") if each.get("refersTo", "").lstrip("#") in _GROUPS]


def _named(runs: tuple[Run, ...], language: str) -> tuple[Run, ...]:
    """The line of a group, what it is called in italics."""
    apart = _apart(runs)
    said = list(takewhile(lambda run: run.text != "\n", apart))
    rest = apart[len(said) :]
    if not rest:
        return runs
    return tidy(
        [*(styled(run, "italic", language) for run in said), *(rest if any(run.text.strip() for run in rest) else [])]
    )


def _apart(runs: tuple[Run, ...]) -> list[Run]:
    """The runs, each new line by itself."""
    made = []
    for run in runs:
        for number, part in enumerate(run.text.split("\n")):
            made += [replace(run, text="\n")] * bool(number) + [replace(run, text=part)] * bool(part or run.note)
    return made


def unnamed(root: Any) -> list[str]:
    """The groups of a vote that a file names without a State."""
    empty = (each for each in _groups(root) if not "".join("".join(o.itertext()) for o in each.iter("{*}organization")))
    return [" ".join((each.text or "").split()) for each in empty if each.find(".//{*}organization") is not None]
