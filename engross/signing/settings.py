"""`signing.toml` of a workspace, from its text: which authority stamps the time, and which anchors are trusted."""

from dataclasses import dataclass
from pathlib import Path

from engross.errors import UsageError
from engross.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """The address of the time-stamping authority ("" for none), the files of anchors and of revocation lists."""

    server: str = ""
    anchors: tuple[Path, ...] = ()
    lists: tuple[Path, ...] = ()


def read_signing(text: str, file: str, root: Path) -> Signing:
    """The settings; files are found from the workspace's root. UsageError with every problem in the file."""
    settings = Settings(text, file, UsageError)
    server = settings.take("timestamp-server", str, "")
    anchors = settings.texts("trust") if "trust" in settings.table else ()
    lists = settings.texts("revocation-lists") if "revocation-lists" in settings.table else ()
    settings.take("trust", list, [])
    settings.take("revocation-lists", list, [])
    if server and not server.startswith(("https://", "http://")):
        settings.problem("timestamp-server", "is no address", 'write `timestamp-server = "https://…"`')
    settings.finish()
    return Signing(
        server=server,
        anchors=tuple(root / each for each in anchors),
        lists=tuple(root / each for each in lists),
    )
