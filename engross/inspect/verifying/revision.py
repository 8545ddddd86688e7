"""Content, catalogues and houses of a workspace as they were at a revision, read from git and never written to it.

Git is asked for the names and the bytes of the files alone (`rev-parse`, `ls-tree`, `cat-file`): it runs no hook, no
filter and no helper that the settings of a repository name, and reaches no network.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import NoReturn

from engross.errors import Problem, UsageError

PARTS = ("content", "translations", "templates", "art", "fonts.lock")
FILES = ("100644", "100755")  # the modes of plain files; links and modules are passed over
SAFELY = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "protocol.allow=never")
LARGEST = 1 << 30  # bytes of all files together


@contextmanager
def checked_out(root: Path, revision: str) -> Iterator[tuple[Path, str]]:
    """The folder of the workspace as it was at the revision, for the time of the block, and the commit's full name."""
    commit = (
        _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    )
    listed = _git(root, "ls-tree", "-r", "-z", commit, "--", *PARTS).decode("utf-8", "surrogateescape")
    entries = [entry.partition("\t") for entry in listed.split("\0") if entry]
    wanted = [(about.split()[2], path) for about, _, path in entries if about.split()[0] in FILES]
    with tempfile.TemporaryDirectory(prefix="engross-") as folder:
        for (_, path), data in zip(wanted, _blobs(root, [name for name, _ in wanted]), strict=True):
            target = Path(folder, _inside(path))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        yield Path(folder), commit


def _inside(path: str) -> PurePosixPath:
    """The path, which leads into the folder and not out of it."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts:
        _refuse(f"the repository names a file outside of it: {path!r}")
    return pure


def _blobs(root: Path, names: list[str]) -> Iterator[bytes]:
    """The bytes of each object, as they are kept: no filter of the repository is applied."""
    data = _git(root, "cat-file", "--batch", sent="".join(f"{name}\n" for name in names).encode()) if names else b""
    at = 0
    for _ in names:
        head, _, _ = data[at : at + 200].partition(b"\n")
        kind, size = head.split()[1:3]
        if kind != b"blob" or at > LARGEST:
            _refuse("the repository is damaged, or too large")
        at += len(head) + 1
        yield data[at : at + int(size)]
        at += int(size) + 1


def _git(root: Path, *asked: str, sent: bytes = b"") -> bytes:
    quiet = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0"}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    command = ["git", "--no-optional-locks", "--no-pager", *SAFELY, "-C", str(root), *asked]
    try:
        done = subprocess.run(command, input=sent, capture_output=True, check=False, env={**kept, **quiet})
    except OSError:
        _refuse("git is not installed")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        _refuse(said[-1] if said else "there is no such revision")
    return done.stdout


def _refuse(text: str) -> NoReturn:
    hint = "give a revision that `git log` shows in the folder of the workspace"
    raise UsageError(Problem(code="verify/revision", text=f"the revision cannot be read: {text}", hint=hint))
