"""What can go wrong, said so that an officer can mend it: where, what, what to do.

Every problem has a place; every kind of problem has an exit code of its own, so that a script
that runs engross can tell a wrong date from a missing font.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from engross.terminal import escaped


class Exit(IntEnum):
    """The exit code of each kind of failure (docs/messages.md is made from these)."""

    OK = 0
    UNEXPECTED = 1
    USAGE = 2
    CONTENT = 3
    TRANSLATION = 4
    HOUSE = 5
    FONTS = 6
    ENGINE = 7
    FIDELITY = 8
    OUTPUT = 9
    PREFLIGHT = 10
    UNJUDGED = 11
    OUT_OF_DATE = 12
    SIGNER = 20
    SIGNATURE = 21
    TRUST = 22
    UNSIGNED = 23
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """Where something is: a file, a line and column (from 1; 0 where unknown) and a clause id."""

    file: str = ""
    line: int = 0
    column: int = 0
    clause: str = ""

    def __str__(self) -> str:
        """The place as editors understand it.

        >>> str(Place(file="content/rome.md", line=14, column=3, clause="P2C"))
        'content/rome.md:14:3: P2C'
        >>> str(Place(file="fonts.lock"))
        'fonts.lock'
        """
        parts = [self.file] if self.file else []
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        where = ":".join(parts)
        return f"{where}: {self.clause}" if where and self.clause else where or self.clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: its place, what it is, and what to do."""

    code: str
    place: Place = field(default_factory=Place)
    text: str
    hint: str = ""

    def __str__(self) -> str:
        """The problem in one line, and the cure in a second; nothing that a file says in them is obeyed by a terminal.

        >>> print(Problem(code="content/orphan", place=Place(file="a.md", line=2), text="no P4", hint="add it"))
        a.md:2: no P4
            what to do: add it
        """
        where = escaped(str(self.place))
        first = f"{where}: {escaped(self.text)}" if where else escaped(self.text)
        return f"{first}\n    what to do: {escaped(self.hint)}" if self.hint else first


class EngrossError(Exception):
    """The work cannot go on; `problems` says everything that was found wrong in this pass."""

    exit = Exit.UNEXPECTED

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["EngrossError"], tuple[tuple[Problem, ...]]]:
        """The parts that rebuild the error in another process (a worker's failure reaches its parent)."""
        return type(self), (self.problems,)


class UsageError(EngrossError):
    """The command was given a name or option that does not exist here."""

    exit = Exit.USAGE


class ContentError(EngrossError):
    """The document in `content/` is not well formed."""

    exit = Exit.CONTENT


class TranslationError(EngrossError):
    """A catalogue or a language folder is missing, unreadable, incomplete or out of date."""

    exit = Exit.TRANSLATION


class HouseError(EngrossError):
    """A house's settings, template or style sheet is at fault."""

    exit = Exit.HOUSE


class FontError(EngrossError):
    """A font file is missing or differs, or a face cannot set the text."""

    exit = Exit.FONTS


class EngineComplaint(EngrossError):
    """The typesetting engine warned; nothing it warns of is let through."""

    exit = Exit.ENGINE


class FidelityError(EngrossError):
    """The finished PDF does not say exactly what the edition says."""

    exit = Exit.FIDELITY


class OutputError(EngrossError):
    """A file could not be written."""

    exit = Exit.OUTPUT


class OutOfDateError(EngrossError):
    """The file that was asked for is there, and its text has changed since it was made."""

    exit = Exit.OUT_OF_DATE


class SignerError(EngrossError):
    """A key, certificate, passphrase or time stamp cannot be had, so that nothing was signed."""

    exit = Exit.SIGNER


def raise_all(kind: type[EngrossError], problems: Iterable[Problem]) -> None:
    """Nothing when there is no problem; otherwise `kind` with all of them is raised."""
    found = tuple(problems)
    if found:
        raise kind(found)
