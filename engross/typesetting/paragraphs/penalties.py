"""The line rules of one language in one house: what the script does, the language adds, and the house decides.

Pure. Tables `[lines]` in language.toml and house.toml name any of the penalties.
"""

from dataclasses import fields, replace
from typing import Any

from engross.sources.settings import Settings
from engross.typesetting.paragraphs.breaker import Penalties

NAMES = tuple(
    each.name.replace("_", "-")
    for each in fields(Penalties)
    if each.name not in ("passes", "hyphens_in_a_row", "row_allowed", "overfull")
)
_SCRIPTS: dict[str, dict[str, float]] = {
    "latin": {},
    "cyrillic": {"short-word": 3_000.0},
    "arabic": {"stretch": 1.1, "shrink": 0.25, "kashida": 6.0},
    "han": {"short-last": 1e6, "shortest-last": 2.0},
}


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


def penalties(script: str, hyphens_in_a_row: int, *layers: dict[str, float]) -> Penalties:
    """The penalties of a script, changed by each layer in turn.

    >>> penalties("latin", 1, {"hyphen": 50.0}, {"hyphen": 70.0}).hyphen
    70.0
    """
    values: dict[str, Any] = {}
    for layer in (_SCRIPTS[script], *layers):
        values.update({name.replace("-", "_"): value for name, value in layer.items()})
    return replace(Penalties(hyphens_in_a_row=hyphens_in_a_row), **values)
