"""The text of an element as its source has it, and which marked content on the pages carries which part of it. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

BREAK = "\n"  # between two blocks: a space to who reads on
_SPACE = re.compile("[ \t\r\n\f]+")
_MARK = "\ue000"  # stands for a child while white space is collapsed
_UNSPOKEN = re.compile("[\\s\u00ad\u200b-\u200f\u2010\u2060-\u2069\u202a-\u202e\ufeff]+")


@dataclass(frozen=True, slots=True)
class Content:
    """One marked-content sequence: page (from 0), its number there, the text it shows, the group it is drawn in."""

    page: int
    mcid: int
    text: str
    group: Any = None


def letters(text: str) -> str:
    """What is compared of a text: no white space, no hyphen of line breaking, no format character; one case.

    >>> letters("Vio\\u2010 lence ")
    'violence'
    """
    return _UNSPOKEN.sub("", text).casefold()


def collapse(parts: Sequence[Any], inline: bool) -> list[Any]:
    """The parts (texts and children) with white space as HTML sets it: runs are one space, none at a block's edges.

    Neighbouring texts become one; a text always stands before, between and after children.

    >>> collapse(["\\n a  b", " c ", 7, " d\\n"], inline=False)
    ['a b c ', 7, ' d']
    """
    children = [part for part in parts if not isinstance(part, str)]
    joined = _SPACE.sub(" ", "".join(part if isinstance(part, str) else _MARK for part in parts))
    texts = (joined if inline else joined.strip(" ")).split(_MARK)
    whole: list[Any] = [texts[0]]
    for child, text in zip(children, texts[1:], strict=True):
        whole += [child, text]
    return whole


def align(texts: Iterable[str], contents: Sequence[Content]) -> list[list[Content]] | None:
    """For each text the contents that show it, in order; None when the contents do not show just these texts.

    >>> one, two, three = (Content(0, n, text) for n, text in enumerate(("to be\\u2010", "gin ", "end")))
    >>> [[each.mcid for each in group] for group in align(["to begin ", "end"], [one, two, three])]
    [[0, 1], [2]]
    >>> align(["to begin"], [one, three]) is None
    True
    """
    source: Iterator[Content] = iter(contents)
    groups: list[list[Content]] = []
    held = next(source, None)
    for text in texts:
        rest, group = letters(text), list[Content]()
        while held is not None:
            shown = letters(held.text)
            if not rest.startswith(shown):
                break
            group.append(held)
            rest = rest[len(shown) :]
            held = next(source, None)
        if rest:
            return None
        groups.append(group)
    return groups if held is None else None
