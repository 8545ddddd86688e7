"""The fields of a front matter: one table, which drives both the reader and the JSON Schema, so the two agree."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from engross.model.labels import LABEL

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STEP = ("date", "outcome", "as", "by", "refersTo")
"""What a step of the way to adoption says: its day, its outcome, in which document, by whom, under what."""
SUBJECT = ("group", "source", "dictionary", "value", "href", "showAs", "shortForm", "refersTo")
"""What a keyword of a thesaurus says: the group of keywords it stands in and who keeps that, and its entry."""
# The fields of the front matter that are translated.
TEXTS = (
    *("title", "theme", "body", "acronym", "session", "meeting", "place"),
    *(
        "organization",
        "distributed",
        "dated",
        "agenda",
        "item",
        "resolved",
        "proposal",
        "expression",
        "originated",
        "council",
        "number",
        "source",
    ),
)
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: how it is written, what it means, and how its text becomes a value."""

    name: str
    about: str
    schema: dict[str, Any]
    read: Callable[[str], Any]
    shape: str = "text"  # text, list, map (of languages), texts (by name) or records (a list of texts by name)
    required: bool = True
    default: Any = ""
    wanted: str = "text"
    keys: tuple[str, ...] = ()  # of a record
    printed: bool = False  # whether a page shows it; the others are for catalogues and for the order of the text


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError
    return value


def _date_or_unknown(value: str) -> date:
    return date.min if value == "unknown" else _date(value)


def _date(value: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError("there is no such day") from None


def pattern_of(pattern: re.Pattern[str]) -> Callable[[str], str]:
    """The reader of a field that is written after a pattern; it raises ValueError for anything else."""

    def read(value: str) -> str:
        if not pattern.fullmatch(value):
            raise ValueError
        return value

    return read


def _symbol(value: str) -> str:
    return "" if value == "none" else _text(value)


def _address(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s]+", value):
        raise ValueError
    return value


def _string(pattern: re.Pattern[str] | None = None, **more: Any) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, **more}
    if pattern:
        schema["pattern"] = f"^{pattern.pattern}$"
    return schema


def _record(keys: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "object", "properties": {key: _string() for key in keys}, "additionalProperties": False}


_LABELS = {"type": "array", "items": _string(LABEL)}

FIELDS: tuple[Field, ...] = (
    Field(
        name="id",
        about="The permanent name of the document: the name of this file without .md.",
        schema=_string(NAME),
        read=pattern_of(NAME),
        wanted="small letters, digits and hyphens",
    ),
    Field(
        name="language",
        about="The language the text was adopted in, as its folder in translations/ is named.",
        schema=_string(TAG),
        read=pattern_of(TAG),
        wanted="a language tag such as en or pt-BR",
    ),
    Field(
        name="title",
        about="The title, as catalogues, bookmarks and running heads give it.",
        schema=_string(),
        read=_text,
    ),
    Field(
        name="theme",
        about="The theme of the meeting, printed under the title.",
        schema=_string(),
        read=_text,
        required=False,
        printed=True,
    ),
    Field(
        name="body",
        about="The organization or body whose text this is, in full.",
        schema=_string(),
        read=_text,
        printed=True,
    ),
    Field(name="acronym", about="Its short name.", schema=_string(), read=_text, printed=True, required=False),
    Field(
        name="session",
        about="The session at which the text was adopted.",
        schema=_string(),
        read=_text,
        required=False,
        printed=True,
    ),
    Field(
        name="meeting",
        about="The meeting that adopted the text.",
        schema=_string(),
        read=_text,
        printed=True,
        required=False,
    ),
    Field(name="place", about="The city of adoption.", schema=_string(), read=_text, printed=True, required=False),
    *(
        Field(name=name, about=about, schema=_string(), read=_text, required=False, printed=True)
        for name, about in (
            ("organization", "The organization at the head of the masthead, where the house's own word is not meant."),
            ("distributed", "The distribution line of the masthead, where the house's own word is not meant."),
            ("dated", "The day of issue as the masthead prints it, where it is not the day written by rule."),
            ("agenda", "The agenda item, as the masthead names it: Agenda item 69 (a)."),
            ("item", "The title of the agenda item."),
            ("resolved", "The line that says who adopted the text, and when."),
            ("proposal", "The line in brackets that says on whose proposal."),
            ("expression", "The line of the masthead that names the language of the document: Français."),
            ("originated", "The line of the masthead that names the original language: Original: anglais."),
            ("council", "The council or committee of the body that adopted the text, printed above its session."),
            ("number", "The number of the resolution, printed before its title: 77/1."),
            ("source", "Whose published file the text was imported from, to be acknowledged."),
        )
    ),
    Field(
        name="vote",
        about="The vote: its outcome, and who voted how.",
        schema={"type": "object", "additionalProperties": _string()},
        read=_text,
        shape="texts",
        required=False,
        default=None,
        wanted="texts",
    ),
    Field(
        name="adopted",
        about="The day of adoption, YYYY-MM-DD; or the word unknown, and no day is printed.",
        schema={"anyOf": [_string(format="date"), {"const": "unknown"}]},
        read=_date_or_unknown,
        wanted="a day written YYYY-MM-DD, or the word unknown",
        printed=True,
    ),
    Field(
        name="issued",
        about="The day on which these editions are issued, YYYY-MM-DD.",
        schema=_string(format="date"),
        read=_date,
        wanted="a day written YYYY-MM-DD",
        printed=True,
    ),
    Field(
        name="symbol",
        about="The document symbol, or the word none: no symbol is ever invented.",
        schema=_string(),
        read=_symbol,
        wanted="the symbol, or the word none",
        printed=True,
    ),
    Field(
        name="house",
        about="The house whose form the document takes unless --house says otherwise.",
        schema=_string(NAME),
        read=pattern_of(NAME),
        wanted="the name of a folder of templates/",
    ),
    Field(
        name="address",
        about="The address at which the document itself is published; it becomes a QR code.",
        schema=_string(format="uri"),
        read=_address,
        required=False,
        wanted="a web address (http:// or https://)",
        printed=True,
    ),
    Field(
        name="job",
        about="The job number printed at the foot of a United Nations document, such as 21-02065, with its barcode.",
        schema=_string(),
        read=_text,
        required=False,
        printed=True,
    ),
    Field(
        name="keywords",
        about="What the text is about, for catalogues and archives.",
        schema={"type": "array", "items": _string()},
        read=_text,
        shape="list",
        required=False,
        default=(),
    ),
    Field(
        name="whole",
        about="Words of this text, in any of its languages, that are never divided at the end of a line.",
        schema={"type": "array", "items": _string()},
        read=_text,
        shape="list",
        required=False,
        default=(),
    ),
    *(
        Field(
            name=name,
            about=about,
            schema={"type": "array", "items": _record(keys)},
            read=_text,
            shape="records",
            required=False,
            default=(),
            keys=keys,
        )
        for name, keys, about in (
            ("workflow", STEP, "The way from the draft to the adoption, step by step, as an imported file has it."),
            (
                "subjects",
                SUBJECT,
                "The keywords of each thesaurus (UNBIS, EuroVoc, SDG), as an imported file has them.",
            ),
            (
                "mastheads",
                ("language", *TEXTS),
                "Lines that one language's masthead has, or with the word none has not, where the original differs.",
            ),
        )
    ),
    Field(
        name="narrative",
        about="Labels of the paragraphs that tell how the text came about.",
        schema=_LABELS,
        read=pattern_of(LABEL),
        shape="list",
        required=False,
        default=(),
        wanted="labels such as INTRO",
    ),
    Field(
        name="adoption",
        about="Label of the paragraph that records the adoption.",
        schema=_string(LABEL),
        read=pattern_of(LABEL),
        required=False,
        wanted="a label such as P1",
    ),
    Field(
        name="preamble",
        about="Label that opens the preamble: its chapeau, with the clauses under it.",
        schema=_string(LABEL),
        read=pattern_of(LABEL),
        required=False,
        wanted="a label such as P2",
    ),
    Field(
        name="operative",
        about="Label that opens the operative part: its chapeau, with the clauses under it.",
        schema=_string(LABEL),
        read=pattern_of(LABEL),
        required=False,
        wanted="a label such as P3",
    ),
    Field(
        name="translations",
        about="The standing of each translation: official or courtesy.",
        schema={
            "type": "object",
            "propertyNames": {"pattern": f"^{TAG.pattern}$"},
            "additionalProperties": {"enum": ["official", "courtesy"]},
        },
        read=pattern_of(re.compile("official|courtesy")),
        shape="map",
        required=False,
        default=None,
        wanted="official or courtesy",
    ),
)

BY_NAME = {each.name: each for each in FIELDS}


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the front matter, for editors that complete and check it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of an engross content file",
        "type": "object",
        "additionalProperties": False,
        "required": [each.name for each in FIELDS if each.required],
        "properties": {each.name: {"description": each.about, **each.schema} for each in FIELDS},
    }
