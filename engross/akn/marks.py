"""The mark at the head of a paragraph: what it is, and how deep in the lists it puts the paragraph."""

import re

from engross.model import Run, numbering
from engross.model.notation import joined

_TABBED = re.compile(
    r"^[ \t\r\n]*"
    r"(?P<mark>\d{1,3} ?[.\-–]|\(\d{1,2}\)|\(?(?:[a-z]{1,5}|[а-я])\)|\([ء-ي]{1,2}\)|’\d{1,2}‘|[㈠-㈩]|[–•])[ ]?\t[\t ]*"
)
_SPACED = re.compile(r"^[ \t\r\n]*(?P<mark>\([一二三四五六七八九十]{1,3}\))[ \t]{2,}")
_BARE = re.compile(r"^[ \t\r\n]*(?P<mark>\d{1,3}(?:\.| ?[\-–]))[\u200e\u200f \u00a0\t]*$")
PARAGRAPH = re.compile(r"\d+ ?[.\-–]?|[^\d]*\d+.*[:：]")  # a number, or a label such as P3A:
_LETTER = re.compile(r"\(?(?:[a-zа-я]|هـ|[ء-ي])\)|[a-zа-я]\.|[A-Z]\.")
_SECOND = re.compile(r"\(?[ivxl]+\)|’\d+‘|[㈠-㈩]|\([一二三四五六七八九十]+\)|[ivxl]+\.")
_DASH = re.compile(r"[–•\-—]")


def head(runs: list[Run]) -> tuple[str, list[Run]]:
    """The mark that the words of a paragraph begin with, and the rest; ("", all) without one.

    Only a tab behind it (or two spaces, behind a number of Han in brackets) or the lead word tells a number
    from a year or a quantity that a sentence begins with.

    >>> head([Run(text="\\t1 -\\t"), Run(text="تعرب", emphasis=True)])[0]
    '1 -'
    >>> head([Run(text="30 - "), Run(text="تدين", emphasis=True)])[0]
    '30 -'
    >>> head([Run(text="\\t2012 was a year")])[0]
    ''
    """
    count = next((n for n, run in enumerate(runs) if not _unworded(run)), len(runs))
    first = "".join(run.text for run in runs[:count])
    found = _TABBED.match(first) or _SPACED.match(first)
    if not found and count < len(runs) and runs[count].emphasis:
        found = _BARE.match(first)
    if not found:
        return "", runs
    return found["mark"], [Run(text=first[found.end() :]), *runs[count:]]


def _unworded(run: Run) -> bool:
    """Whether a run may belong to a mark: plain, or nothing but the dash of a number in another style."""
    plain = run == Run(text=run.text)
    return run.text != "\n" and not run.note and (plain or not run.text.strip(" \t\r\n.-–"))


def depth(mark: str, before: tuple[str, ...]) -> int:
    """How deep a mark stands: 0 for a paragraph's number, 1 for (a), 2 for (i), 3 for what follows those.

    `before` are the marks of the points it follows, outermost first: after (h) comes (i) of the same list, and a
    dash is one deeper than the point before it, unless that has a dash too.

    >>> depth("1 -", ()), depth("(a)", ()), depth("(i)", ("(a)",)), depth("(i)", ("(h)",)), depth("–", ("(a)", "–"))
    (0, 1, 2, 1, 2)
    """
    for level, last in enumerate(before, 1):
        if follows(last, mark):
            return level
    if PARAGRAPH.fullmatch(mark):
        return 0
    if _DASH.fullmatch(mark):
        return len(before) + 1
    if _SECOND.fullmatch(mark) and not _LETTER.fullmatch(mark):
        return 2 if before else 1
    first = numbering.begins(mark)
    roman = first is not None and first.shape == "roman" and first.number == 1
    return 2 if roman and before else 1


def follows(last: str, mark: str) -> bool:
    """Whether the mark is the next of the list that `last` belongs to, read either way."""
    if last == mark:
        return bool(_DASH.fullmatch(mark))
    for one in numbering.readings(last):
        for other in numbering.readings(mark):
            same = (one.shape, one.before, one.after) == (other.shape, other.before, other.after)
            if same and other.number == one.number + 1:
                return True
    return False


def words(runs: list[Run]) -> str:
    """The words of the runs, in one line."""
    return " ".join("".join(run.text for run in joined(runs)).split())
