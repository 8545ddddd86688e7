"""Files written so that no failure and no kill leaves a half of one."""

import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engross.errors import OutputError, Place, Problem


def write(target: Path, data: bytes) -> None:
    """The bytes at `target`: written beside it and renamed, so that a failure leaves the last good file.

    Raises OutputError when the file cannot be written.
    """
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(data)
        beside.replace(target)
    except OSError as error:
        raise unwritable(target, error) from None
    finally:
        beside.unlink(missing_ok=True)


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
            beside.unlink(missing_ok=True)


_BESIDE = re.compile(r"\.(?:.+\.pdf|manifest\.json)\.\d+")
