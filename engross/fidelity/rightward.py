"""The comparison of a right-to-left edition: each line of its pages against the text in the order a page must show."""

import unicodedata

from engross.edition import Edition
from engross.errors import FidelityError
from engross.fidelity import bidi
from engross.fidelity.page import BRACKETS, Flow, letters
from engross.fidelity.places import problem_at
from engross.fidelity.reader import Read

DIFFERS = "the PDF does not say what the edition says"


def compare(edition: Edition, page: Flow, found: Read, masthead: int) -> None:
    """Nothing when every line stands as it must; FidelityError showing the first that does not.

    `masthead` is how many letters stand before the clauses. There columns are side by side, and the letters are
    compared, not their order.
    """
    lines = [kept for line in found.flow if (kept := _kept(line))]
    ways = tuple(bidi.resolved(unicodedata.normalize("NFC", "".join(page.flow))))
    head, count = [], 0
    while count < masthead and lines:
        head.append(lines.pop(0))
        count += len(head[-1])
    wanted = ways[0].text[:masthead].translate(BRACKETS)
    if sorted("".join(head)) != sorted(wanted):
        raise FidelityError(problem_at("fidelity/pdf", edition, wanted, -1, "".join(head), "the masthead differs"))
    _compare_lines(edition, ways, masthead, lines)
    notes = tuple(bidi.resolved(unicodedata.normalize("NFC", "\n".join(page.notes))))
    if notes:
        _compare_lines(edition, notes, 0, [kept for line in found.notes if (kept := _kept(line))])


def _kept(line: str) -> str:
    return letters(line.replace("\x02", "-").replace("\ufffe", "-")).translate(BRACKETS)


def _compare_lines(edition: Edition, ways: tuple[bidi.Resolved, ...], start: int, lines: list[str]) -> None:
    at = start
    for line in lines:
        stop = at + len(line)
        shown = {way.as_read(at, stop).translate(BRACKETS) for way in ways}
        if line not in shown:
            text = ways[0].text[start:]
            raise FidelityError(problem_at("fidelity/pdf", edition, text, at - start, line, DIFFERS))
        at = stop
    if at != len(ways[0].text):
        raise FidelityError(problem_at("fidelity/pdf", edition, ways[0].text[start:], at - start, "", DIFFERS))
