"""What is asked of a dispatch."""

from dataclasses import dataclass, field
from pathlib import Path

from engross.dispatch.ordering import ENGLISH
from engross.model.letter import Enclosing

PACKAGES = ("none", "eml", "bagit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the user asks for. `folder` is where all goes (default: dispatch/<letter>/ in the workspace).

    `series` is a pattern with a run of #; "" stands for the letter's own reference with a number after it. `start`
    is the country that comes first in an alphabetical order. `sender` is (name, address) of mail. With `again`,
    letters that were made from other inputs than the present ones are made anew.
    """

    letter: str
    table: Path
    order: str = ENGLISH
    start: str = ""
    enclosing: Enclosing = field(default_factory=Enclosing)
    house: str = ""
    package: str = "none"
    series: str = ""
    first: int = 1
    sender: tuple[str, str] = ("", "")
    draft: bool = False
    again: bool = False
    folder: Path | None = None
