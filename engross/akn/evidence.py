"""By what the order of the amounts of a text, and what of it is a heading, was decided."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How the amounts of a text were decided: how many by what, how many turned, and the files that told.

    `asked` says whether other languages are asked at all; `headings` how many paragraphs are headings by what other
    file.
    """

    asked: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    turned: int = 0
    files: tuple[Path, ...] = ()
    headings: int = 0
    headed_by: tuple[Path, ...] = ()
