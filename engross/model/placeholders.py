"""Placeholders of a letter's text: `{addressee.title}` becomes the addressee's title. Plain substitution, no code.

`{letter.reference}`, `{letter.date}` and `{letter.place}` are the letter's own; `{enclosed.languages}` is what goes
with it. A line of `enclosures` that asks for one of LINE is printed once for each edition that is enclosed. What a
value says is text and nothing else: marks and braces in it are printed.
"""

import re
from collections.abc import Mapping

from engross.errors import Place, Problem

PLACEHOLDER = re.compile(r"\{((?:addressee|letter|enclosed)\.[a-z][a-z-]*)\}")
_LIKE_ONE = re.compile(r"\{([A-Za-z][\w-]*\.[\w.-]*)\}|\{((?:addressee|letter|enclosed)[^{}:]*)\}")
OWN = ("letter.reference", "letter.date", "letter.place", "enclosed.languages")
LINE = ("enclosed.title", "enclosed.language", "enclosed.standing")


def names(text: str) -> list[str]:
    """The names a text asks for, sorted.

    >>> names("to {addressee.title}, our note {letter.reference}")
    ['addressee.title', 'letter.reference']
    """
    return sorted(PLACEHOLDER.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; a placeholder without one stays.

    >>> filled("{addressee.title} and {addressee.name}", {"addressee.title": "{letter.date}"})
    '{letter.date} and {addressee.name}'
    """
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def unknown(text: str, known: tuple[str, ...] = OWN) -> list[tuple[int, str]]:
    """(offset, name) of what looks like a placeholder and names nothing that a letter has.

    >>> unknown("{adressee.title}, {letter.day} {addressee.title} {b:bold}")
    [(0, 'adressee.title'), (18, 'letter.day')]
    """
    found = []
    for each in _LIKE_ONE.finditer(text):
        name = each[1] or each[2]
        if not PLACEHOLDER.fullmatch(each[0]) or (
            name.partition(".")[0] in ("letter", "enclosed") and name not in known
        ):
            found.append((each.start(), name))
    return found


def lists_each(text: str) -> bool:
    """Whether a line of enclosures is printed once for each edition that is enclosed.

    >>> lists_each("Outcome Declaration, {enclosed.language}"), lists_each("A map")
    (True, False)
    """
    return any(name in LINE for name in names(text))


def nameless(place: Place) -> Problem:
    """The problem of a line that would be printed for editions of several documents, and names none of them."""
    return Problem(
        code="content/enclosed",
        place=place,
        text="would be printed alike for several documents",
        hint="write {enclosed.title} in the line, so that each is named",
    )


def unfilled(place: Place, name: str) -> Problem:
    """The problem of a placeholder that has no value."""
    return Problem(
        code="content/unfilled",
        place=place,
        text=f"no value for placeholder {{{name}}}",
        hint="add it to `addressee:` in the front matter or to the row of the addressee, or take it out of the text",
    )
