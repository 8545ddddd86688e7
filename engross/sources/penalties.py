"""The table `[lines]` of a house or a language: penalties of the choice of lines, by name. Pure."""

from dataclasses import fields
from typing import Any

from engross.model.penalties import Penalties
from engross.sources.settings import Settings

NAMES = tuple(
    each.name.replace("_", "-")
    for each in fields(Penalties)
    if each.name not in ("passes", "hyphens_in_a_row", "row_allowed", "overfull")
)


def read(settings: Settings) -> dict[str, float]:
    """The table `lines` of a settings file, by name; what is not known or not a number of 0 or more is noted."""
    found: dict[str, float] = {}
    table: dict[str, Any] = settings.take("lines", dict, default={})
    for name, value in table.items():
        if name not in NAMES:
            settings.problem(f"lines.{name}", "is not known here", f"the names are: {', '.join(NAMES)}")
        elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            settings.problem(f"lines.{name}", f"{value!r} is not a number of 0 or more", f"write `{name} = 100`")
        else:
            found[name] = float(value)
    return found
