"""`signing.toml`, from its text: which authority stamps the time, and which anchors are trusted.

Only the user's own says whom to trust; that of a workspace gives the authority and the fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engross.errors import UsageError
from engross.model import signature
from engross.model.signature import Spot
from engross.sources.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """The address of the time-stamping authority ("" for none), the files of anchors and of lists, the fields."""

    server: str = ""
    anchors: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()
    fields: tuple[Spot, ...] = ()


def read_signing(text: str, file: str, root: Path) -> Signing:
    """The settings; files are found from the folder `root`. UsageError with every problem in the file."""
    settings = Settings(text, file, UsageError)
    server = settings.take("timestamp-server", str, "")
    anchors = settings.texts("trust") if "trust" in settings.table else ()
    lists = settings.texts("revocation-lists") if "revocation-lists" in settings.table else ()
    settings.take("trust", list, [])
    settings.take("revocation-lists", list, [])
    if server and not server.startswith(("https://", "http://")):
        settings.problem("timestamp-server", "is no address", 'write `timestamp-server = "https://…"`')
    fields = tuple(_fields(settings))
    settings.finish()
    return Signing(
        server=server,
        anchors=tuple(root / each for each in anchors),
        lists=tuple(root / each for each in lists),
        fields=fields,
    )


def _fields(settings: Settings) -> Iterator[Spot]:
    """The visible fields of table `[fields]`: for each its place, and what a screen reader says of it."""
    table = settings.table.get("fields", {})
    for name in table if isinstance(table, dict) else settings.take("fields", dict):
        place = settings.take(f"fields.{name}.place", str)
        try:
            yield signature.spot(name, place, settings.take(f"fields.{name}.about", str, ""))
        except ValueError:
            settings.problem(f"fields.{name}.place", "is no place", 'write `place = "last:60,60,200,45"`')
