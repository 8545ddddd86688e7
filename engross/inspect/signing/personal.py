"""The user's own `signing.toml`: whom to trust is said by the user, never by a folder that is looked at."""

import os
from pathlib import Path

from engross.errors import UsageError
from engross.sources.signing import Signing, read_signing
from engross.workspace.files import text_of


def place() -> Path:
    """Where it is: in the user's folder of settings (XDG Base Directory), as engross/signing.toml."""
    told = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    folder = told if told.is_absolute() else Path.home() / ".config"
    return folder / "engross" / "signing.toml"


def signing() -> Signing:
    """What it says, files found from its folder, or nothing where it is absent; UsageError with every problem in it."""
    path = place()
    return read_signing(text_of(path, UsageError), str(path), path.parent) if path.is_file() else Signing()
