"""Which fields of the front matter a page does not print: asked of the templates of any house, field by field.

The page is printed a second time with a sign after the words of each field, and a field whose sign is not on it was
left out, or cut. Words that happen to stand in the text as well prove nothing: a place is not printed because a clause
names it. What stands in other words of the masthead is there: a short name within the name in full.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser

from engross.editing.edition import Edition
from engross.editing.letter_words import Written
from engross.errors import HouseError, Place, Problem
from engross.model import Document
from engross.sources.fields import FIELDS
from engross.sources.house import House
from engross.sources.letter_fields import LETTER_FIELDS

# The attributes of an edition that print a field, where they have not its name; any one will do.
EDITION = {
    "place": ("place_and_date", "place"),
    "adopted": ("place_and_date", "adopted"),
    "dated": ("issued",),
    "originated": ("original", "originated"),
}
# Those of a letter's own words.
LETTER = {
    "reference": ("reference_line", "reference"),
    "date": ("dateline",),
    "place": ("dateline",),
    "addressee": ("block",),
}
_SIGN = 0xF0000  # the first of the private signs, which no text holds (a text with one is refused)


@dataclass(slots=True)
class _Shown(HTMLParser):
    """The words of a page that a reader sees or hears: text, and what stands for a picture."""

    words: list[str] = field(default_factory=list)
    _body: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the words of a picture."""
        self._body |= tag == "body"
        self.words += [value for name, value in attrs if self._body and name == "alt" and value]

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        if self._body:
            self.words.append(data)


def omitted(document: Document, edition: Edition, drawn: bool, render: Callable[[Edition], str]) -> tuple[str, ...]:
    """The names of the fields that the document has and its page does not print.

    `render` gives the HTML of an edition; `drawn` is whether a letterhead stands for the names at its head.
    """
    signs = {name: chr(_SIGN + at) for at, name in enumerate(sorted({*_attributes(edition), *_own(edition)}))}
    shown = _Shown()
    shown.feed(render(_signed(edition, signs)))
    said = "".join(shown.words)
    seen = {name for name, sign in signs.items() if said.count(sign) >= _times(edition, name)}
    printed = [_plain(_text(edition, name)) for name in seen] + [_plain(edition.heading_text)]
    return tuple(
        name
        for name in given(document)
        if not (drawn and name in ("body", "acronym", "contact"))
        and not seen & set(_attributes_of(edition, name))
        and not _stands(edition, name, document, printed)
    )


def check(document: Document, house: House, fields: tuple[str, ...]) -> None:
    """Nothing when the house says of each of these fields that it omits it; HouseError naming the others."""
    wrong = [name for name in fields if name not in house.omits]
    if not wrong:
        return
    named = [f"{name} ({_short(_value(document, name))})" for name in wrong]
    omits = ", ".join(f'"{name}"' for name in dict.fromkeys((*house.omits, *wrong)))
    raise HouseError(
        Problem(
            code="house/omits",
            place=Place(file=f"templates/{house.id}/house.toml"),
            text=f"the page of {document.id} in this house does not print: {', '.join(named)}",
            hint="print each in a template of the house (docs/templates.md lists what there is); or, where the form "
            f"has no place for it, say so in house.toml: omits = [{omits}]",
        )
    )


def given(document: Document) -> Iterator[str]:
    """The names of the fields that a page should print and the document has."""
    for each in LETTER_FIELDS if document.letter else FIELDS:
        if each.printed and _value(document, each.name):
            yield each.name


def _value(document: Document, name: str) -> str:
    """What the front matter says in a field, in one line; "" for nothing."""
    name = "issued" if name == "date" else name
    value = getattr(document.letter, name, "") or getattr(document, name, "")
    if isinstance(value, date):
        return value.isoformat() if value != date.min else ""
    if isinstance(value, dict):
        return ", ".join(value.values())
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 40 else f"“{text[:40].rstrip()}…”"


def _attributes(edition: Edition) -> list[str]:
    """The texts of an edition that print a field of the front matter."""
    names = [name for each in FIELDS if each.printed for name in EDITION.get(each.name, (each.name,))]
    return [name for name in dict.fromkeys(names) if getattr(edition, name)]


def _own(edition: Edition) -> list[str]:
    """Those of a letter's own words, `letter.` before their names."""
    if edition.letter is None:
        return []
    names = [name for each in LETTER_FIELDS if each.printed for name in LETTER.get(each.name, (each.name,))]
    return [f"letter.{name}" for name in dict.fromkeys(names) if getattr(edition.letter, name, "")]


def _attributes_of(edition: Edition, name: str) -> tuple[str, ...]:
    if edition.letter and name not in ("body", "acronym"):
        return tuple(f"letter.{each}" for each in LETTER.get(name, (name,)))
    return EDITION.get(name, (name,))


def _held(edition: Edition, name: str) -> str | tuple[str, ...]:
    """The words of an attribute, or of a letter's own."""
    holder: Edition | Written | None = edition.letter if name.startswith("letter.") else edition
    found: str | tuple[str, ...] = getattr(holder, name.removeprefix("letter."), "")
    return found


def _text(edition: Edition, name: str) -> str:
    held = _held(edition, name)
    return held if isinstance(held, str) else "".join(held)


def _times(edition: Edition, name: str) -> int:
    """How often the sign of an attribute must be seen: once, or in each line of a list."""
    held = _held(edition, name)
    return 1 if isinstance(held, str) else len(held)


def _signed(edition: Edition, signs: dict[str, str]) -> Edition:
    """The edition with a sign after the words of each attribute."""

    def sign(name: str) -> str | tuple[str, ...]:
        held = _held(edition, name)
        return held + signs[name] if isinstance(held, str) else tuple(each + signs[name] for each in held)

    own = {name.removeprefix("letter."): sign(name) for name in signs if name.startswith("letter.")}
    head = {name: sign(name) for name in signs if not name.startswith("letter.")}
    letter = replace(edition.letter, **own) if edition.letter else None  # type: ignore[arg-type]
    return replace(edition, **head, letter=letter)  # type: ignore[arg-type]


def _stands(edition: Edition, name: str, document: Document, printed: list[str]) -> bool:
    """Whether what a field says stands in words of the masthead that are printed, or is the day a text closes with."""
    if name == "adopted" and edition.dated_in_text:
        return True
    own = {"adopted": (edition.adopted,), "job": (document.job,)}
    said = own.get(name) or tuple(_text(edition, each) for each in _attributes_of(edition, name))
    words = [rf"(?<!\w){re.escape(_plain(each))}(?!\w)" for each in said if each]
    return any(re.search(each, other) for each in words for other in printed)


def _plain(text: str) -> str:
    """The text with one kind of space, and no sign that is not seen.

    >>> _plain("5\u00a0novembre\u2060  2012")
    '5 novembre 2012'
    """
    return " ".join("".join(c for c in text if c not in "\u00ad\u200b\u200e\u200f\u2060").split())
