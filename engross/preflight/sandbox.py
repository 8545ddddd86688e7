"""Work on a file that nobody vouches for, in a process of its own with limits of time, memory and output.

A file can be made to loop, to unpack to gigabytes, or to end the program that reads it; here that ends the process
only, and what it had found until then is kept.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

MEBIBYTE = 2**20
WRITTEN = 64 * MEBIBYTE  # what a process may print: far more than any report


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a process may take: seconds by the clock, memory in bytes."""

    seconds: float = 25.0
    memory: int = 768 * MEBIBYTE

    def for_files(self, files: Sequence[Path], seconds: float = 0) -> "Limits":
        """The limits for work on these files: large ones, and many, may take more (8 s and 16 MiB for a MiB).

        `seconds` is what the user allows for each file; 0 leaves it to their size.
        """
        size = sum(file.stat().st_size for file in files) / MEBIBYTE
        seconds = seconds * len(files) if seconds else self.seconds + 8 * size + 3 * (len(files) - 1)
        return Limits(seconds=seconds, memory=self.memory + round(16 * size) * MEBIBYTE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a process gave: the items it printed, and why there are no more ("" when it came to its end)."""

    items: tuple[Any, ...] = ()
    why: str = ""


def items(function: str, *arguments: str, limits: Limits) -> Outcome:
    """What a generator named `package.module:function` yields for the arguments, in a process of its own.

    Items are what JSON can hold.
    """
    path = json.dumps([each for each in sys.path if each])
    program = [sys.executable, "-I", __file__, path, str(limits.memory), function, *arguments]
    printed, _, why = run(program, limits.seconds)
    lines = [json.loads(line) for line in printed.splitlines(keepends=True) if line.endswith("\n")]
    found = tuple(line["item"] for line in lines if "item" in line)
    ends = [line["end"] for line in lines if "end" in line]
    return Outcome(items=found, why=ends[0] if ends else why or "it broke down on the file")


def run(program: Sequence[str], seconds: float, environment: Mapping[str, str] | None = None) -> tuple[str, str, str]:
    """(what it printed, what it complained of, why it did not come to its end) of a program; "" when it did."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        try:
            done = subprocess.run(
                program,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=complaints,
                timeout=seconds,
                env=environment,
                check=False,
            )
            why = _ending(done.returncode)
        except subprocess.TimeoutExpired:
            why = f"it was ended after {seconds:.0f} seconds"
        return _text(out), _text(complaints), why


def _ending(code: int) -> str:
    if code < 0:
        return f"it broke down on the file (signal {-code}); the file may unpack to more than fits into memory"
    return f"it broke down on the file (exit code {code})" if code else ""


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read(WRITTEN).decode("utf-8", "replace"))


def main(path: str, memory: str, function: str, *arguments: str) -> None:
    """Nothing: what the function yields is printed, an item a line, then how it ended."""
    sys.path[:] = json.loads(path)
    limit(int(memory))
    module, _, name = function.partition(":")
    try:
        for item in getattr(import_module(module), name)(*arguments):
            _say(item=item)
    except MemoryError:
        end = f"it needs more than {int(memory) // MEBIBYTE} MiB of memory"
    except Exception as error:  # whatever a damaged file brings about is told, not raised
        end = f"it broke down on the file ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
    else:
        end = ""
    _say(end=end)


def _say(**what: Any) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


def limit(memory: int) -> None:
    """Nothing; from now on this process may take so many bytes of memory, and print so much (where systems can)."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (WRITTEN, WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(*sys.argv[1:])
