"""What the HTML of a page says: its flow in order, its notes, and the running matter of its margins."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

_IGNORED = re.compile("[\\s\u00ad\u0640\u200b-\u200f\u2010\u2060\u2066-\u2069\ufeff]+")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")  # glyphs that were given numbers of their own
BRACKETS = str.maketrans("([{«‹<“‘", ")]}»›>”’")  # a page shows the mirror of a bracket: both count as one


def letters(text: str) -> str:
    """What counts of a text: no white space, no soft hyphen, no format character; composed (NFC).

    A no-break hyphen is a hyphen; a tatweel is no letter, but a longer stroke between two.

    >>> letters("deplor\\u00ad\\n ing,\\u00a0in particular")
    'deploring,inparticular'
    """
    return _letter(text) if len(text) == 1 else _letters(text)


def _letters(text: str) -> str:
    return composed(_IGNORED.sub("", text)).replace("\u2011", "-")


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """What one character comes to, remembered: pages of right-to-left editions are read glyph by glyph."""
    return _letters(character)


def composed(text: str) -> str:
    """The text composed (NFC), and presentation forms of Arabic as the letters they stand for.

    >>> composed("\ufc32") == "\u0641\u064a"
    True
    """
    return unicodedata.normalize("NFC", _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text))


@dataclass(slots=True)
class Flow(HTMLParser):
    """The text of a page: its flow in order, the notes in the order of their calls, what the margins repeat."""

    flow: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    _depth: int = 0
    _aside: int = 0  # the depth of the open note or running element
    _body: bool = False
    _into: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the body, the notes and the running elements begin."""
        self._body |= tag == "body"
        if tag in ("img", "meta", "br", "wbr", "col"):
            return
        self._depth += 1
        for name, place in (("data-margin", self.margins), ("data-foot", self.notes)):
            if (name, None) in attrs and not self._aside:
                self._aside, self._into = self._depth, place
                place.append("")

    def handle_endtag(self, tag: str) -> None:
        """Note where a note or a running element ends."""
        if self._aside == self._depth:
            self._aside = 0
        self._depth -= 1

    def handle_data(self, data: str) -> None:
        """Keep the text where it belongs."""
        if self._aside:
            self._into[-1] += data
        elif self._body:
            self.flow.append(data)
