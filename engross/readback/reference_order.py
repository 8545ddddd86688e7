"""What a right-to-left page must show: the words as adopted, without one mark or element of ours, in paragraphs.

Their order is what UAX 9 makes of them as they are. Only what RULES names stands by itself, in an order of its own,
as the algorithm's isolates have it; a page that shows any other order is refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from engross.model import Kind, Line, Run
from engross.model.bidi import figured, leftward

_FIRST, _LEFT, _RIGHT, _END = "\u2068", "\u2066", "\u2067", "\u2069"  # isolates: by the first letter, ltr, rtl


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A departure from the order that the plain text has by itself: its name, why, and the isolate that makes it."""

    name: str
    why: str
    isolate: str

    def __call__(self, text: str) -> str:
        """The text by itself, in each of its paragraphs.

        >>> ascii(RULES["address"]("www.un.org/"))
        "'\\\\u2066www.un.org/\\\\u2069'"
        """
        return "\n".join(f"{self.isolate}{part}{_END}" for part in text.split("\n"))


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            name="number",
            why="A label or number is put before its paragraph by the page: the words are ordered without it.",
            isolate=_RIGHT,
        ),
        Rule(name="note", why="The call of a note is no part of the word or number that it follows.", isolate=_RIGHT),
        Rule(
            name="address",
            why="An address of the Internet keeps its last mark: www.un.org/en/ has its stroke at its end.",
            isolate=_LEFT,
        ),
        Rule(
            name="figure",
            why="An amount is read from left to right: its groups, its sign, its per cent keep their places.",
            isolate=_LEFT,
        ),
        Rule(name="language", why="Words in another language have their own order.", isolate=_FIRST),
        Rule(
            name="latin-line",
            why="A line of an addressee that has only Latin letters begins at the left: 1 Example Street.",
            isolate=_LEFT,
        ),
    )
}


def paragraphs(lines: tuple[Line, ...]) -> Iterator[str]:
    """The paragraphs of what the lines print, notes left out, as they follow one another on the pages."""
    for top in lines:
        for line in top.walk():
            if line.kind not in (Kind.NOTE, Kind.FIGURE):
                yield from of_line(line)


def of_line(line: Line) -> Iterator[str]:
    """The paragraphs of one line: its words, or those of each of its cells."""
    marks = [RULES["number"](part) for part in (line.label, line.number, line.hole) if part]
    for runs in [cell.runs for cell in line.cells] or [line.runs]:
        words = "".join(of_runs(runs))
        yield from " ".join([*marks, RULES["language"](words) if line.language else words]).split("\n")
        marks = []


def of_runs(runs: tuple[Run, ...]) -> Iterator[str]:
    """The words of runs, what has an order of its own by itself."""
    for (language, figure), group in groupby(figured(runs), lambda run: (run.language, run.figure)):
        inner = "".join(map(_word, group))
        yield RULES["language"](inner) if language else RULES["figure"](inner) if figure else inner


def _word(run: Run) -> str:
    rule: Callable[[str], str] = RULES["note"] if run.note else RULES["address"] if run.address else str
    return rule(run.text)


def of_block(line: str) -> str:
    """A line of an addressee."""
    return RULES["latin-line"](line) if leftward(line) else line
