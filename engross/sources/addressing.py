"""A letter for one addressee: what a row of addressees says takes the place of what the front matter says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engross.errors import ContentError, Place, Problem, UsageError, raise_all
from engross.model import Document, notation
from engross.model.letter import TEXTS
from engross.sources.fields import BY_NAME, NAME

OWN = ("body", "acronym", "place", "title")  # texts of a letter that every document has
FIELDS = (*TEXTS, *OWN, "reference", "date", "enclosures")


def addressed(document: Document, addressee: Mapping[str, str] | None, fields: Mapping[str, str]) -> Document:
    """The letter with these fields of its addressee, and of its own, in place of those of its front matter.

    The texts are final: they are in the language of the edition and are not translated. An `addressee` replaces the
    whole block of the front matter; any name of small letters may be in it, and `{addressee.name}` prints it.
    `enclosures` are one a line, `date` is YYYY-MM-DD. UsageError for a document that is no letter or a field that a
    letter has not, ContentError for a day or a character that will not do.
    """
    letter = document.letter
    if letter is None:
        raise UsageError(
            Problem(code="usage/no-letter", text=f"{document.id} is no letter", hint="name a letter of content/")
        )
    raise_all(UsageError, _unknown(addressee or {}, fields))
    raise_all(ContentError, _bad(document, addressee or {}, fields))
    given, own = dict(document.given), dict[str, Any]()
    if addressee is not None:
        block = {name: text for name, text in addressee.items() if text}
        given |= {f"addressee.{name}": text for name, text in block.items()}
        letter = replace(letter, addressee=block)
    for name, text in fields.items():
        if name == "enclosures":
            lines = tuple(line for line in text.split("\n") if line.strip())
            given |= {f"enclosures.{number}": line for number, line in enumerate(lines, 1)}
            letter = replace(letter, enclosures=lines)
        elif name == "date":
            own |= dict.fromkeys(("adopted", "issued"), date.fromisoformat(text))
        elif name in OWN:
            given[name] = own[name] = text
        else:
            given[name] = text
            letter = replace(letter, **dict[str, Any]({name: text}))
    return replace(document, letter=letter, given=given, **own)


def _unknown(addressee: Mapping[str, str], fields: Mapping[str, str]) -> Iterator[Problem]:
    for name in fields:
        if name not in FIELDS:
            hint = f"the fields are: {', '.join(FIELDS)}"
            yield Problem(code="usage/field", text=f"a letter has no field {name!r} to be given", hint=hint)
    for name in addressee:
        if not NAME.fullmatch(name):
            hint = "small letters, digits and hyphens: title, form-of-address"
            yield Problem(code="usage/field", text=f"{name!r} is not a valid name of an addressee's field", hint=hint)


def _bad(document: Document, addressee: Mapping[str, str], fields: Mapping[str, str]) -> Iterator[Problem]:
    named = {**{f"addressee.{name}": text for name, text in addressee.items()}, **fields}
    for name, text in named.items():
        place = Place(file=document.file, clause=name)
        for _, what in notation.forbidden(text.replace("\n", " ")):
            yield Problem(
                code="content/character",
                place=place,
                text=f"{what}: such a character is invisible and may change how the text reads",
                hint="delete it in the table of addressees",
            )
    if "date" in fields:
        try:
            BY_NAME["issued"].read(fields["date"])
        except ValueError:
            yield Problem(
                code="content/bad-value",
                place=Place(file=document.file, clause="date"),
                text=f"date: {fields['date']!r} will not do",
                hint=f"wanted: {BY_NAME['issued'].wanted}",
            )
