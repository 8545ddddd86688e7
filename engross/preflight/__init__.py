"""What is wrong with a finished PDF: what validators judge, each named with its version, and checks of our own."""

from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error breaks the standard, a warning is to be looked at, a note is to be known."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class State(StrEnum):
    """What came of a validator's look at a file."""

    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"  # the validator is not installed: nothing is known
    BROKEN = "broken"  # it ran and gave no judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: permanent code, weight, what, where, which clause of which standard says so, what to do.

    `page` counts from 1, 0 where none is known; `clause` is the id of the edition's clause, where one is known;
    `number` is that of the object in the file, 0 where none is known.
    """

    code: str
    severity: Severity = Severity.ERROR
    text: str
    hint: str
    rule: str = ""
    page: int = 0
    place: str = ""
    clause: str = ""
    number: int = 0
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A validator's judgement of one file by one profile (3a, ua1, x4, …; "" where it needs none)."""

    validator: str
    version: str = ""
    profile: str = ""
    state: State
    findings: tuple[Finding, ...] = ()
    why: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that break a standard."""
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that was found of one file: what it declares, what it was held to, what each validator said."""

    file: str
    declares: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = field(default_factory=tuple)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding, validator by validator."""
        return tuple(finding for verdict in self.verdicts for finding in verdict.findings)

    @property
    def failed(self) -> bool:
        """Whether anything breaks a standard."""
        return any(verdict.errors or verdict.state is State.FAILED for verdict in self.verdicts)

    @property
    def unjudged(self) -> tuple[Verdict, ...]:
        """The validators that gave no judgement."""
        return tuple(verdict for verdict in self.verdicts if verdict.state in (State.ABSENT, State.BROKEN))
