"""The passphrase of a key, from where no list of processes and no log shows it: a prompt, a file, a descriptor."""

import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from engross.errors import Problem, SignerError

LONGEST = 4096  # bytes


class Secret:
    """A passphrase that does not show itself when it is printed, logged or put into a message."""

    __slots__ = ("_bytes",)

    def __init__(self, value: bytes) -> None:
        self._bytes = value

    def __repr__(self) -> str:
        """Dots.

        >>> Secret(b"open sesame")
        Secret(…)
        """
        return "Secret(…)"

    def reveal(self) -> bytes:
        """The passphrase itself, for the library that opens the key."""
        return self._bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the passphrase is read from: a file, a descriptor that is open, a variable; a prompt when there is none."""

    file: Path | None = None
    descriptor: int | None = None
    variable: str = ""


def read(origin: Origin, about: str) -> Secret:
    """The passphrase, without the end of its line; SignerError when there is none to be had. `about` says of what."""
    if origin.file is not None:
        return Secret(_first_line(_file(origin.file)))
    if origin.descriptor is not None:
        return Secret(_first_line(_descriptor(origin.descriptor)))
    if origin.variable:
        if origin.variable not in os.environ:
            _none(f"the environment has no variable {origin.variable}", "give the name of the variable, not its value")
        return Secret(os.environ[origin.variable].encode())
    if not sys.stdin.isatty():
        _none(f"{about} is protected by a passphrase", "give --passphrase-file, --passphrase-fd or --passphrase-env")
    return Secret(getpass.getpass(f"Passphrase of {about}: ").encode())


def _none(text: str, hint: str) -> NoReturn:
    raise SignerError(Problem(code="sign/no-passphrase", text=text, hint=hint))


def _file(path: Path) -> bytes:
    try:
        with path.open("rb") as data:
            return data.read(LONGEST)
    except OSError as error:
        _none(f"the file of the passphrase cannot be read: {error.strerror}", "check its name and permissions")


def _descriptor(number: int) -> bytes:
    try:
        with os.fdopen(number, "rb", closefd=False) as data:
            return data.read(LONGEST)
    except OSError as error:
        _none(f"descriptor {number} cannot be read: {error.strerror}", "open it, as in 3< FILE, and give its number")


def _first_line(data: bytes) -> bytes:
    """The first line, without its end.

    >>> _first_line(b"open sesame\\r\\nmore")
    b'open sesame'
    """
    return data.split(b"\n", 1)[0].rstrip(b"\r")
