"""The reference numbers of a dispatch: a series such as EX/2026/002-###, counted up, never given twice."""

import re
from dataclasses import dataclass

from engross.errors import Problem, UsageError

_COUNTER = re.compile(r"#+")


@dataclass(frozen=True, slots=True)
class Series:
    """A series of reference numbers; the run of # in it stands for the number, with so many digits at least."""

    pattern: str
    first: int = 1

    def reference(self, number: int) -> str:
        """The reference number of a letter.

        >>> Series("EX/2026/###").reference(7), Series("NV-#").reference(1204)
        ('EX/2026/007', 'NV-1204')
        """
        return _COUNTER.sub(lambda found: str(number).zfill(len(found[0])), self.pattern)


def read_series(pattern: str, first: int, letter_reference: str) -> Series:
    """The series asked for; without one, the letter's own reference with a number after it.

    UsageError for a pattern without one run of #, or when neither it nor the letter has a reference.

    >>> read_series("", 1, "EX/2026/002").pattern
    'EX/2026/002-###'
    """
    if not pattern and not letter_reference:
        raise UsageError(
            Problem(
                code="dispatch/series",
                text="the letter has no reference number",
                hint="write --series with one run of # for the number: --series 'EX/2026/002-###'",
            )
        )
    wanted = pattern or f"{letter_reference}-###"
    if len(_COUNTER.findall(wanted)) != 1:
        raise UsageError(
            Problem(
                code="dispatch/series",
                text=f"the series {wanted!r} has no place for its number",
                hint="write --series with one run of # for the number: --series 'EX/2026/002-###'",
            )
        )
    return Series(wanted, first)


def file_name(text: str) -> str:
    """A text as part of the name of a file, on any system: marks that divide paths become hyphens, and so does %.

    A % in a name is written in one way in BagIt's manifests (RFC 8493) and read in another by its usual library.

    >>> file_name('EX/2026/002: "A"?')
    'EX-2026-002- -A--'
    """
    return re.sub(r'[\\/:*?"<>|%\x00-\x1f]', "-", text).strip(" .")
