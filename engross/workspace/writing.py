"""Files written so that no failure and no kill leaves a half of one."""

import os
import re
import signal
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from engross.errors import OutputError, Place, Problem


def write(target: Path, data: bytes) -> None:
    """The bytes at `target`: written beside it and renamed, so that a failure leaves the last good file.

    Raises OutputError when the file cannot be written, or its folder is reached through a link.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    own(target.parent)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_new(beside, data)
        beside.replace(target)
    except OSError as error:
        raise unwritable(target, error) from None
    finally:
        with suppress(OSError):  # on a file system that cannot be written, not even this
            beside.unlink(missing_ok=True)


def _write_new(path: Path, data: bytes) -> None:
    """The bytes in a new file, never in one that is there, nor in what a link of that name leads to."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        file.write(data)


def own(folder: Path) -> None:
    """Nothing; OutputError where a link leads to the folder, there or not yet.

    What the user named was followed to its end before (the command line does it), so that a link on the way was put
    there by whoever made the workspace or the folder, and may lead anywhere.
    """
    plain = Path(os.path.abspath(folder))  # noqa: PTH100 - without links being followed
    if (real := plain.resolve()) != plain:
        raise _linked(folder, real)


def check_own(path: Path) -> None:
    """Nothing; OutputError where the file, or its folder, is a link to something else, or has a second name."""
    own(path.parent)
    try:
        found = path.lstat()
    except OSError:
        return
    if stat.S_ISLNK(found.st_mode):
        raise _linked(path, path.resolve())
    if found.st_nlink > 1 and stat.S_ISREG(found.st_mode):
        raise _refused(path, "is one file with another of another name", "put a copy of it in its place")


def _linked(path: Path, real: Path) -> OutputError:
    hint = "nothing is written through a link: put a folder or a file of its own in its place, or name another place"
    return _refused(path, f"is reached through a link, to {real}", hint)


def _refused(path: Path, text: str, hint: str) -> OutputError:
    return OutputError(Problem(code="output/link", place=Place(file=str(path)), text=text, hint=hint))


def unwritable(target: Path, error: OSError) -> OutputError:
    """The error of a file or folder that cannot be written."""
    return OutputError(
        Problem(
            code="output/write",
            place=Place(file=str(target)),
            text=f"cannot be written: {error.strerror}",
            hint="check the folder, its permissions and the space left",
        )
    )


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """The block, while no other process of engross is in a block of the same folder (made if it is not there).

    The lock belongs to the open folder: it is gone with the process, however that ends. Where the system has no
    such locks (Windows), editions are set by one process, and the block is simply run.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    own(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unwritable(folder, error) from None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def undisturbed() -> Iterator[None]:
    """The block, which a signal to end or to interrupt the process does not break: it is heeded after the block.

    A mask of signals would not do: another thread of the process would take the signal, and Python would still run
    its handler here. Handlers belong to the main thread; in any other the block is simply run.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []
    before = {number: signal.signal(number, lambda sent, _: held.append(sent)) for number in _CAN_WAIT}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        for came in held:
            signal.raise_signal(came)


_CAN_WAIT = (signal.SIGINT, signal.SIGTERM)


def sweep(folder: Path) -> None:
    """Nothing is left in the folder of what a killed process wrote; to be called alone in the folder."""
    for beside in folder.glob(".*"):
        if _BESIDE.fullmatch(beside.name):
            with suppress(OSError):
                beside.unlink(missing_ok=True)


_BESIDE = re.compile(r"\.(?:.+\.pdf|manifest\.json)\.\d+")
