"""What a house says of its printing: `[press]` in house.toml. Pure."""

from dataclasses import dataclass

from engross.sources.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """How a house has its texts printed.

    `condition` is the printing condition's identifier in the registry (FOGRA39), `profile` the file name of its ICC
    profile and `sha256` that file's digest; `bleed` and `paper` (the thickness of a sheet) are in mm; `signature` is
    the number of pages of a section of a perfect-bound book.
    """

    condition: str = ""
    registry: str = ""
    profile: str = ""
    sha256: str = ""
    bleed: float = 3.0
    paper: float = 0.1
    signature: int = 16


def read_press(settings: Settings) -> Press:
    """The `[press]` of a house; one without a condition when the house says nothing."""
    said = settings.take("press", dict, default={})
    if not said:
        return Press()
    press = Press(
        condition=settings.take("press.condition", str),
        registry=settings.take("press.registry", str),
        profile=settings.take("press.profile", str),
        sha256=settings.take("press.sha256", str),
        bleed=float(settings.take("press.bleed", float, default=3.0)),
        paper=float(settings.take("press.paper", float, default=0.1)),
        signature=settings.take("press.signature", int, default=16),
    )
    if "/" in press.profile or "\\" in press.profile:
        settings.problem("press.profile", "is a path", "give the file's name; press profiles have places of their own")
    if press.signature < 4 or press.signature % 4:
        settings.problem("press.signature", "is not a multiple of 4", "a folded sheet has four pages: 4, 8, 16, …")
    if not 0 <= press.bleed <= 8:
        settings.problem("press.bleed", "is not between 0 and 8 mm", "3.0 is usual")
    return press
