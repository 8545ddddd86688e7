"""The line rules of one language in one house: what the script does, the language adds, and the house decides.

Pure. Tables `[lines]` in language.toml and house.toml name any of the penalties.
"""

from dataclasses import replace
from typing import Any

from engross.model.penalties import Penalties

_SCRIPTS: dict[str, dict[str, float]] = {
    "latin": {},
    "cyrillic": {"short-word": 3_000.0},
    "arabic": {"stretch": 1.1, "shrink": 0.25, "kashida": 6.0},
    "han": {"short-last": 1e6, "shortest-last": 2.0},
}


def penalties(script: str, hyphens_in_a_row: int, *layers: dict[str, float]) -> Penalties:
    """The penalties of a script, changed by each layer in turn.

    >>> penalties("latin", 1, {"hyphen": 50.0}, {"hyphen": 70.0}).hyphen
    70.0
    """
    values: dict[str, Any] = {}
    for layer in (_SCRIPTS[script], *layers):
        values.update({name.replace("-", "_"): value for name, value in layer.items()})
    return replace(Penalties(hyphens_in_a_row=hyphens_in_a_row), **values)
