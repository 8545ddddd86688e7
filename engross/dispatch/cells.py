"""What is wrong with a cell of a table: what would not be printed as it is seen, or has no room in a letter."""

import re
import unicodedata
from collections.abc import Iterator

from engross.model import notation

_FORMULA = re.compile(r"[=@]|[+-](?!\d)|#(?:REF|N/A|NAME|VALUE|DIV/0|NULL|NUM)[!?]?")
_NEEDED = "\u200c\u200d\u200e\u200f"  # unseen characters that Persian or Arabic needs
SEVERAL = ("address", "enclosures")  # columns whose cells hold several lines
LONGEST, WIDEST_WORD, MOST_LINES, MOST_MARKS = 500, 40, 12, 4  # what any letter has room for


def faults(cell: str, name: str, odd: str) -> Iterator[tuple[str, str, str]]:
    """(code, what is wrong, what to do) of a cell under the heading of a column."""
    if odd:
        hint = "set the format of the cell to text, and type what is to be printed"
        yield "addressees/not-text", f"{cell!r} {odd}", hint
    if _FORMULA.match(cell.strip()):
        hint = "engross does not evaluate formulas: enter the result as text"
        yield "addressees/formula", f"{cell.strip()!r} is a formula", hint
    several = name in SEVERAL
    plain = tidy(cell).replace("\n", " ") if several else tidy(cell)
    hidden = [what for _, what in (*notation.forbidden(plain), *_unseen(plain))]
    for what in dict.fromkeys(hidden):
        yield "addressees/character", what, "delete it: it is invisible and may change how the text reads"
    if not hidden:
        yield from _lengths(lines_of(cell) if several else (plain,))


def _unseen(text: str) -> Iterator[tuple[int, str]]:
    """Characters that nobody sees and that no name needs, beside those that no official text may carry."""
    for offset, character in enumerate(text):
        if unicodedata.category(character) == "Cf" and character not in _NEEDED:
            yield offset, f"U+{ord(character):04X} {unicodedata.name(character, 'no name')}"


def _lengths(lines: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """What is too long or too high for the place that a letter has for it."""
    code, hint = "addressees/length", "shorten it"
    if len(lines) > MOST_LINES:
        yield code, f"has {len(lines)} lines, and a letter has room for {MOST_LINES}", hint
    for line in lines:
        word = max(_words(line), key=_width, default="")
        if len(line) > LONGEST:
            yield code, f"{line[:20]}… has {len(line)} letters, and a letter has room for {LONGEST}", hint
        elif _width(word) > WIDEST_WORD:
            yield code, f"{word[:20]}… has {len(word)} letters without a space, and is wider than a line", hint
        elif _stacked(line) > MOST_MARKS:
            yield code, f"{line[:20]}… has more than {MOST_MARKS} marks on one letter", "delete the marks"


def _words(text: str) -> list[str]:
    """The words that no line end divides: letters of Chinese and Japanese stand alone."""
    return "".join(" " if unicodedata.east_asian_width(each) in "WF" else each for each in text).split()


def _width(word: str) -> float:
    """How wide a word is at most, in wide letters.

    >>> _width("WWW"), _width("permanent-mission")
    (3.0, 11.0)
    """
    wide = sum(each.isupper() or each in "mw@%—…" or not each.isascii() for each in word)
    return round(wide + 0.6 * (len(word) - wide), 1)


def _stacked(text: str) -> int:
    """The most combining marks that stand on one letter.

    >>> _stacked("Vie\u0323\u0302t Nam"), _stacked("Café")
    (2, 1)
    """
    most = row = 0
    for character in unicodedata.normalize("NFD", text):
        row = row + 1 if unicodedata.combining(character) else 0
        most = max(most, row)
    return most


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a cell that holds several."""
    return tuple(line.strip() for line in re.split(r"[|\n]", text) if line.strip())


def tidy(text: str) -> str:
    """The text of a cell without spaces at its ends; line breaks as \\n."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
