"""Where two texts differ, said by clause."""

from engross.editing.edition import Edition
from engross.errors import FidelityError, Place, Problem
from engross.model import Kind, Line
from engross.readback.page import letters


def first_difference(one: str, other: str) -> int:
    """The place of the first letter in which two texts differ; that length where one begins the other."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def refused(code: str, text: str, edition: Edition, clause: str, wanted: str, at: int, said: str) -> FidelityError:
    """The error of a difference in a clause, at a place of what was wanted; `said` is what stands there instead."""
    return FidelityError(
        Problem(
            code=code,
            place=Place(file=f"{edition.document}.{edition.language.tag}", clause=clause),
            text=f"{text}: wanted “{wanted[max(at - 12, 0) : max(at, 0) + 24]}”, found “{said[:24]}”",
            hint="nothing was written; if the text is right, the house's template, style or fonts are at fault",
        )
    )


def clause_at(lines: list[Line], at: int) -> str:
    """The clause in which a place of the text of these lines lies; "" before and after them."""
    reached = 0
    for line in lines if at >= 0 else ():
        reached += len(letters(line.printed))
        if at < reached:
            return line.id
    return ""


def body(edition: Edition) -> list[Line]:
    """The lines of an edition that its pages print one after another: no notes, and no figures."""
    return [line for line in edition.walk() if line.kind not in (Kind.NOTE, Kind.FIGURE)]


def called_notes(edition: Edition) -> list[Line]:
    """The notes of an edition in the order in which its lines call them."""
    notes = edition.notes
    runs = [run for line in edition.walk() if line.kind is not Kind.NOTE for run in line.all_runs]
    return [notes[run.note] for run in runs if run.note]
