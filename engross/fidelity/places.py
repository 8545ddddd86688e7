"""Where two texts differ, said by clause."""

from engross.edition import Edition
from engross.errors import Place, Problem
from engross.fidelity.page import letters
from engross.model import Kind, Line


def first_difference(one: str, other: str) -> int:
    """The place of the first letter in which two texts differ; that length where one begins the other."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def problem_at(code: str, edition: Edition, wanted: str, at: int, found: str, text: str) -> Problem:
    """The problem of a difference at a place of the clauses' text: the clause, what was wanted, what was found."""
    clause = clause_at([line for line in edition.walk() if line.kind is not Kind.NOTE], at)
    return problem_in(code, edition, clause, wanted, at, found, text)


def problem_in(code: str, edition: Edition, clause: str, wanted: str, at: int, found: str, text: str) -> Problem:
    """The problem of a difference in a clause, at a place of the text that was wanted."""
    return Problem(
        code=code,
        place=Place(file=f"{edition.document}.{edition.language.tag}", clause=clause),
        text=f"{text}: wanted “{wanted[max(at - 12, 0) : max(at, 0) + 24]}”, found “{found[:24]}”",
        hint="nothing was written; if the text is right, the house's template, style or fonts are at fault",
    )


def clause_at(lines: list[Line], at: int) -> str:
    """The clause in which a place of the text of these lines lies; "" before and after them."""
    reached = 0
    for line in lines if at >= 0 else ():
        reached += len(letters(line.printed))
        if at < reached:
            return line.id
    return ""


def called_notes(edition: Edition) -> list[Line]:
    """The notes of an edition in the order in which its lines call them."""
    notes = edition.notes
    runs = [run for line in edition.walk() if line.kind is not Kind.NOTE for run in line.all_runs]
    return [notes[run.note] for run in runs if run.note]
