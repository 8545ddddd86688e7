"""The fields of a letter's front matter: one table, as `engross.sources.fields` is for documents."""

import re
from enum import StrEnum
from typing import Any

from engross.model.letter import Attached, Form, Numbering
from engross.sources.fields import BY_NAME, NAME, TAG, Field, pattern_of

_text_of, _day_of = BY_NAME["title"].read, BY_NAME["issued"].read
_TEXT = BY_NAME["title"].schema


def _choice(kind: type[StrEnum], name: str, about: str, default: str = "") -> Field:
    values = [str(each) for each in kind]
    return Field(
        name=name,
        about=about,
        schema={"enum": values},
        read=pattern_of(re.compile("|".join(values))),
        required=not default,
        default=default,
        wanted=f"one of: {', '.join(values)}",
    )


def _text(name: str, about: str) -> Field:
    return Field(name=name, about=about, schema=_TEXT, read=_text_of, required=False, printed=True)


def _party(name: str, about: str) -> Field:
    """One of the two offices that the heading names."""
    return Field(name=name, about=about, schema=_TEXT, read=_text_of)


def _list(name: str, about: str, item: re.Pattern[str] | None, wanted: str, printed: bool = False) -> Field:
    return Field(
        name=name,
        about=about,
        schema={"type": "array", "items": {"type": "string", "pattern": f"^{item.pattern}$"} if item else _TEXT},
        read=pattern_of(item) if item else _text_of,
        shape="list",
        required=False,
        default=(),
        wanted=wanted,
        printed=printed,
    )


def _like(name: str, about: str, required: bool) -> Field:
    known = BY_NAME[name]
    return Field(
        name=name, about=about, schema=known.schema, read=known.read, shape=known.shape, required=required,
        default=known.default, wanted=known.wanted, printed=known.printed,
    )  # fmt: skip


LETTER_FIELDS: tuple[Field, ...] = (
    _choice(Form, "form", "That this is a letter, and of which form."),
    _like("id", "The permanent name of the letter: the name of this file without .md.", True),
    _like("language", "The language the letter is written in, as its folder in translations/ is named.", True),
    _like("body", "The organization, ministry or mission whose letter it is, as its letterhead names it.", True),
    _like("acronym", "Its short name.", False),
    _text("contact", "The line of the letterhead under the name: address, telephone."),
    _like("house", "The house whose form the letter takes unless --house says otherwise.", True),
    _text("reference", "The reference number; it is printed as it is, in every language."),
    Field(
        name="date",
        about="The day of the letter, YYYY-MM-DD.",
        schema=BY_NAME["issued"].schema,
        read=_day_of,
        wanted="a day written YYYY-MM-DD",
        printed=True,
    ),
    _like("place", "Where the letter is written.", False),
    _party("sender", "The office that writes, as the heading names it: the Permanent Representative of …"),
    _party("recipient", "The office written to, as the heading names it: the Secretary-General."),
    Field(
        name="addressee",
        about="The addressee block by lines: name, title, organization, address, country; others for {addressee.…}.",
        schema={"type": "object", "propertyNames": {"pattern": f"^{NAME.pattern}$"}, "additionalProperties": _TEXT},
        read=_text_of,
        shape="texts",
        required=False,
        default=None,
        wanted="texts",
        printed=True,
    ),
    _like("title", "The subject, printed over the text of a formal letter; the letter's name in catalogues.", False),
    _text("salutation", "The line that opens the text: Excellency,"),
    _text("signatory", "Who signs, by name; a note verbale is unsigned."),
    _text("function", "The function of who signs, printed under the name."),
    _list(
        "enclosures",
        "What goes with the letter, line by line; a line with {enclosed.language} is printed for each annexed edition.",
        None,
        "text",
        printed=True,
    ),
    _text("classification", "The classification mark, printed at the head of every page."),
    _text("notice", "A line over the letter, such as one that says it is an example."),
    _list("annexes", "The ids of the documents that the letter transmits.", NAME, "the id of a document"),
    _list("languages", "The languages in which the annexes go with it; else the letter's own.", TAG, "a language tag"),
    _choice(Attached, "attached", "How the annexes go with it.", "bound"),
    _choice(Numbering, "numbering", "Whose page numbers bound annexes bear.", "continuous"),
    _like("keywords", "What the letter is about, for catalogues and archives.", False),
    _like("whole", "Words of the letter that are never divided at the end of a line.", False),
    _like("translations", "The standing of each translation: official or courtesy.", False),
)

LETTER_BY_NAME = {each.name: each for each in LETTER_FIELDS}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a letter's front matter."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in LETTER_FIELDS if each.required],
        "properties": {each.name: {"description": each.about, **each.schema} for each in LETTER_FIELDS},
    }
