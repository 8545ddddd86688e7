"""The command `verify`."""
from typing import Any
def add_parser(commands: Any) -> None:
    """Add it."""
COMMANDS: dict[str, Any] = {}
