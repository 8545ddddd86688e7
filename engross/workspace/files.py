"""What a file of a workspace holds, or the error that says why it cannot be read."""

import hashlib
from pathlib import Path

from engross.errors import EngrossError, Place, Problem


def bytes_of(path: Path, error: type[EngrossError]) -> bytes:
    """The bytes of a file; `error` when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise error(
            Problem(
                code="usage/unreadable",
                place=Place(file=path.name),
                text=f"cannot be read: {problem.strerror}",
                hint="check that the file is there and that you may read it",
            )
        ) from None


def text_of(path: Path, error: type[EngrossError]) -> str:
    """The text of a file; `error` when it cannot be read or is not UTF-8."""
    try:
        return bytes_of(path, error).decode("utf-8")
    except UnicodeDecodeError:
        raise error(
            Problem(
                code="settings/encoding",
                place=Place(file=path.name),
                text="is not UTF-8",
                hint="save the file again with the encoding UTF-8",
            )
        ) from None


def place_of(path: Path, file: str, field: str) -> Place:
    """Where a field of a front matter stands: the line that begins with its name."""
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    found = (number for number, line in enumerate(lines, 1) if line.startswith(f"{field}:"))
    return Place(file=file, line=next(found, 0), column=1)


def has_form(path: Path) -> bool:
    """Whether the front matter of a content file has a line `form:`: it is a letter then."""
    with path.open("rb") as data:
        front = data.read(65536).partition(b"\n---")[0]
    return b"\nform:" in front


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes; of a file of any size."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


def digest(paths: tuple[Path, ...], *more: str) -> str:
    """The sha256 over the bytes of the files and over more strings, in order."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    for text in more:
        total.update(text.encode() + b"\0")
    return total.hexdigest()
