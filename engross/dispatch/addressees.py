"""Addressees: what a row of the table says, and which columns a table may have."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from engross.dispatch.countries import Country
from engross.errors import Place


class Channel(StrEnum):
    """How a letter goes out."""

    EMAIL = "e-mail"
    POST = "post"
    POUCH = "pouch"
    HAND = "hand"


# What each column holds; a column `form-…` holds the form of address in another case or place of a sentence.
COLUMNS = {
    "name": "the person's name",
    "title": "the person's title",
    "organization": "the mission, ministry or organization",
    "country": "the country it represents: a code of ISO 3166-1, or its short name in any of the six languages",
    "language": "the language of the letter: a tag such as fr, or the language's own name",
    "form": "the form of address, as the text of the letter uses it: {addressee.form}",
    "recipient": "who is written to, as the letter's heading and the subject of a mail name it (else as `form` has it)",
    "salutation": "the line that opens the letter, in its language",
    "enclosures": "what goes with this letter, divided by | or by line breaks, where it is not what the letter lists",
    "channel": "how it goes out: " + ", ".join(Channel),
    "email": "the address of e-mail",
    "address": "the lines of the address, divided by | or by line breaks",
    "address-country": "the country of the address, printed as its last line in the letter's language",
    "protocol": "the place in the protocol order: 1, 2, 3 …",
}
ALIASES = {
    "organisation": "organization",
    "e-mail": "email",
    "form-of-address": "form",
    "lot": "protocol",
    "precedence": "protocol",
    "state": "country",
}
FORM = "form-"


def folded(text: str) -> str:
    """A name as names are compared: capitals, kinds and number of spaces, and how accents are stored do not count.

    >>> folded("Cafe\\u0301\\u00a0 Mission") == folded("CAF\\u00c9 mission ")
    True
    """
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


def key_of(name: str, organization: str, code: str, language: str) -> str:
    """The key of an addressee in the register."""
    parts = [folded(name), folded(organization), code, language]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:32]


def column_name(heading: str) -> str:
    """The name of the column that a heading of a table means.

    >>> column_name(" Form of address "), column_name("E-Mail"), column_name("Organisation")
    ('form', 'email', 'organization')
    """
    name = "-".join(heading.replace("_", " ").split()).casefold()
    return ALIASES.get(name, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One row that is in order. `language` is a tag, `protocol` 0 where no place is given."""

    place: Place
    language: str
    name: str = ""
    title: str = ""
    organization: str = ""
    country: Country | None = None
    recipient: str = ""
    salutation: str = ""
    enclosures: tuple[str, ...] = ()
    channel: Channel = Channel.POST
    email: str = ""
    address: tuple[str, ...] = ()
    address_country: Country | None = None
    protocol: int = 0
    forms: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The code of the country it represents; "" without one."""
        return self.country.code if self.country else ""

    @property
    def key(self) -> str:
        """What tells this addressee from all others in the register: the same after a change of address."""
        return key_of(self.name, self.organization, self.code, self.language)

    @property
    def called(self) -> str:
        """How lists name it."""
        return self.name or self.organization

    def block(self) -> dict[str, str]:
        """The addressee's fields as the letter takes them, in the letter's language."""
        said = {
            "name": self.name,
            "title": self.title,
            "organization": self.organization,
            "address": "\n".join(self.address),
            "country": self.address_country.names[self.language] if self.address_country else "",
            "state": self.country.names.get(self.language, "") if self.country else "",
            **self.forms,
        }
        return {name: text for name, text in said.items() if text}

    def fields(self) -> dict[str, str]:
        """What stands in place of fields of the letter's front matter.

        The recipient always does: the front matter's own is another one.
        """
        recipient = self.recipient or self.forms.get("form", "") or self.called
        said = {"salutation": self.salutation, "enclosures": "\n".join(self.enclosures)}
        return {"recipient": recipient, **{name: text for name, text in said.items() if text}}

    def said(self) -> str:
        """All that the row says, as one text, for comparison with what a letter was made from."""
        parts = [self.block(), self.fields(), self.channel, self.email]
        return json.dumps(parts, ensure_ascii=False, sort_keys=True)
