"""Where the colour profile of a house's press is."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from engross.errors import HouseError, Place, Problem
from engross.sources.press import Press

# Where Debian's packages put colour profiles; scripts/press-profile fetches one into .engross/profiles.
SYSTEM = (
    Path("/usr/share/texlive/texmf-dist/tex/generic/colorprofiles"),
    Path("/usr/share/color/icc"),
    Path("/usr/share/color/icc/colord"),
)


def find_profile(press: Press, folders: Iterable[Path], file: str) -> bytes:
    """The ICC profile of the press, from the first of the folders that has it; HouseError when none has that very file.

    `file` is the house.toml that asks for it.
    """
    if not press.condition:
        raise HouseError(
            Problem(
                code="house/no-press",
                place=Place(file=file),
                text="the house names no printing condition",
                hint="add [press] with condition, registry, profile and sha256 to house.toml",
            )
        )
    for folder in folders:
        path = folder / press.profile
        if path.is_file():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest() == press.sha256:
                return data
    raise HouseError(
        Problem(
            code="house/profile",
            place=Place(file=file),
            text=f"the colour profile {press.profile} (sha256 {press.sha256[:12]}…) is not here",
            hint="scripts/press-profile fetches it from Debian's packages; or put it into the workspace's folder art/",
        )
    )
