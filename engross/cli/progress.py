"""How far a build is: a line that lives on a terminal, plain lines elsewhere."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from engross.cli.asking import shown
from engross.terminal import escaped

FEW = 50  # up to so many editions, a terminal shows each file that was made


@dataclass(slots=True, kw_only=True)
class Progress:
    """Tells each result on `out` (failures on `err`); `total` editions (or what `noun` calls
    them) and their weight in all are known before.

    Times are seconds of `clock`. The time left is reckoned from the weight of what was set: editions that were
    unchanged took no time and say nothing of it.
    """

    total: int
    weight: float
    quiet: bool
    out: TextIO
    err: TextIO
    noun: str = "editions"
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    made: int = 0
    failed: int = 0
    _started: float = field(init=False)
    _set_weight: float = 0.0
    _unset_weight: float = 0.0
    _said: set[Any] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._started = self.clock()

    @property
    def live(self) -> bool:
        """Whether a line can be written again and again."""
        return not self.quiet and is_live(self.out)

    def tell(self, result: Any) -> None:
        """Nothing; the result is told, and the live line renewed."""
        self._count(result)
        if self.live:
            self.out.write("\r\x1b[K")
        count = f"[{self.done}/{self.total}]"
        if result.failure:
            source = f" ({shown(Path(result.job.source))})" if result.job.source else ""
            print(f"{count} {escaped(result.job.name)}{source}: failed", file=self.err)
            self._say(result.failure.problems)
            self.err.flush()
        elif not self.quiet and (not self.live or (result.made and self.total <= FEW)):
            told = f"{count} {escaped(result.job.name)}: {said(result)}  {shown(result.job.target)}{left_out(result)}"
            print(told, file=self.out)
        if self.live and self.done < self.total:
            self.out.write(self.line()[: _width(self.out) - 1])
        self.out.flush()

    def _say(self, problems: Iterable[Any]) -> None:
        """Nothing; each problem is said once in a run: outputs of one edition have the same ones."""
        new = [problem for problem in dict.fromkeys(problems) if problem not in self._said]
        for problem in new:
            print(problem, file=self.err)
        if not new:
            print("    for the same reasons as above", file=self.err)
        self._said.update(new)

    def _count(self, result: Any) -> None:
        self.done += 1
        self.failed += bool(result.failure)
        self.made += bool(result.made and not result.failure)
        if result.made:
            self._set_weight += result.job.weight
        else:
            self._unset_weight += result.job.weight

    def line(self) -> str:
        """Done, rate, time left, failures."""
        passed = self.clock() - self._started
        parts = [f"{self.done}/{self.total} {self.noun}"]
        if self.made and passed > 0:
            parts.append(f"{self.made / passed:.1f} a second")
        if self._set_weight:
            left = max(self.weight - self._unset_weight - self._set_weight, 0)
            parts.append(f"{duration(passed * left / self._set_weight)} left")
        if self.failed:
            parts.append(f"{self.failed} failed")
        return ", ".join(parts)

    def follow(self, coming: Any, results: list[Any], silent: bool) -> None:
        """Nothing; the results are in the list as they come, also when the run is interrupted, and are told."""
        with closing(coming):
            self.begin()
            try:
                for result in coming:
                    results.append(result)
                    if not silent:
                        self.tell(result)
            finally:
                self.end()

    def begin(self) -> None:
        """Nothing; the live line is there before the first result, which may take a while."""
        if self.live and self.total:
            self.out.write(self.line()[: _width(self.out) - 1])
            self.out.flush()

    def end(self) -> None:
        """Nothing; no live line is left behind."""
        if self.live:
            self.out.write("\r\x1b[K")
            self.out.flush()


def is_live(out: TextIO) -> bool:
    """Whether a line on it can be written again and again."""
    return out.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def reading(out: TextIO, quiet: bool) -> Iterator[None]:
    """A terminal says meanwhile that the documents are being read, which takes minutes where there are thousands."""
    live = not quiet and is_live(out)
    if live:
        out.write("reading the documents …")
        out.flush()
    try:
        yield
    finally:
        if live:
            out.write("\r\x1b[K")
            out.flush()


@dataclass(slots=True)
class Counting:
    """A line that lives on a terminal and counts: so many of `total` `noun`; nothing elsewhere."""

    out: TextIO
    noun: str
    total: int
    done: int = 0

    def step(self) -> None:
        """Nothing; one more is under way."""
        self.done += 1
        if is_live(self.out):
            self.out.write(f"\r\x1b[K{self.done}/{self.total} {self.noun} …")
            self.out.flush()

    def end(self) -> None:
        """Nothing; no live line is left behind."""
        if is_live(self.out):
            self.out.write("\r\x1b[K")
            self.out.flush()


def said(result: Any) -> str:
    """What became of an edition that did not fail."""
    if not result.made:
        return "unchanged"
    count = result.entry["pages"]
    wide = result.entry.get("wide", ())
    too = f"; wider than its column, and divided behind its strokes or standing out: {', '.join(wide)}" if wide else ""
    return f"{count} page{'' if count == 1 else 's'}, {result.seconds:.1f} s{too}"


def left_out(result: Any) -> str:
    """Which fields of the front matter the house of an edition does not print; "" where it prints all."""
    omitted = result.entry.get("omitted", ())
    return f"  (not printed in this house: {', '.join(omitted)})" if omitted else ""


def duration(seconds: float) -> str:
    """A time as people say it.

    >>> duration(7.4), duration(125), duration(7384)
    ('7 s', '2 min 05 s', '2 h 03 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def _width(out: TextIO) -> int:
    try:
        return os.get_terminal_size(out.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
