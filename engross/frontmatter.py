"""The front matter of a content file: one table of fields, read with positions, emitted as JSON Schema.

The same table drives the reader and the schema, so the two cannot disagree.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from engross.errors import Place, Problem
from engross.labels import LABEL
from engross.model import Status

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: how it is written, what it means, and how its text becomes a value."""

    name: str
    about: str
    schema: dict[str, Any]
    read: Callable[[str], Any]
    shape: str = "text"  # text, list or map
    required: bool = True
    default: Any = ""
    wanted: str = "text"


def _text(value: str) -> str:
    if not value.strip():
        raise ValueError
    return value


def _date(value: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise ValueError
    return date.fromisoformat(value)


def _pattern(pattern: re.Pattern[str]) -> Callable[[str], str]:
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


_LABELS = {"type": "array", "items": _string(LABEL)}

FIELDS: tuple[Field, ...] = (
    Field(
        name="id",
        about="The permanent name of the document: the name of this file without .md.",
        schema=_string(NAME),
        read=_pattern(NAME),
        wanted="small letters, digits and hyphens",
    ),
    Field(
        name="language",
        about="The language the text was adopted in, as its folder in translations/ is named.",
        schema=_string(TAG),
        read=_pattern(TAG),
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
    ),
    Field(name="body", about="The organization or body whose text this is, in full.", schema=_string(), read=_text),
    Field(name="acronym", about="Its short name.", schema=_string(), read=_text),
    Field(
        name="session", about="The session at which the text was adopted.", schema=_string(), read=_text, required=False
    ),
    Field(name="meeting", about="The meeting that adopted the text.", schema=_string(), read=_text),
    Field(name="place", about="The city of adoption.", schema=_string(), read=_text),
    Field(
        name="adopted",
        about="The day of adoption, YYYY-MM-DD.",
        schema=_string(format="date"),
        read=_date,
        wanted="a day written YYYY-MM-DD",
    ),
    Field(
        name="issued",
        about="The day on which these editions are issued, YYYY-MM-DD.",
        schema=_string(format="date"),
        read=_date,
        wanted="a day written YYYY-MM-DD",
    ),
    Field(
        name="symbol",
        about="The document symbol, or the word none: no symbol is ever invented.",
        schema=_string(),
        read=_symbol,
        wanted="the symbol, or the word none",
    ),
    Field(
        name="house",
        about="The house whose form the document takes unless --house says otherwise.",
        schema=_string(NAME),
        read=_pattern(NAME),
        wanted="the name of a folder of templates/",
    ),
    Field(
        name="address",
        about="The address at which the document itself is published; it becomes a QR code.",
        schema=_string(format="uri"),
        read=_address,
        required=False,
        wanted="a web address (http:// or https://)",
    ),
    Field(
        name="job",
        about="The job number printed at the foot of a United Nations document.",
        schema=_string(),
        read=_text,
        required=False,
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
        name="narrative",
        about="Labels of the paragraphs that tell how the text came about.",
        schema=_LABELS,
        read=_pattern(LABEL),
        shape="list",
        required=False,
        default=(),
        wanted="labels such as INTRO",
    ),
    Field(
        name="adoption",
        about="Label of the paragraph that records the adoption.",
        schema=_string(LABEL),
        read=_pattern(LABEL),
        required=False,
        wanted="a label such as P1",
    ),
    Field(
        name="preamble",
        about="Label that opens the preamble: its chapeau, with the clauses under it.",
        schema=_string(LABEL),
        read=_pattern(LABEL),
        required=False,
        wanted="a label such as P2",
    ),
    Field(
        name="operative",
        about="Label that opens the operative part: its chapeau, with the clauses under it.",
        schema=_string(LABEL),
        read=_pattern(LABEL),
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
        read=_pattern(re.compile("official|courtesy")),
        shape="map",
        required=False,
        default=None,
        wanted="official or courtesy",
    ),
)

_BY_NAME = {each.name: each for each in FIELDS}


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


@dataclass(slots=True)
class FrontMatter:
    """The values read, the problems met on the way, and where each value stands."""

    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(text: str, file: str, first_line: int) -> FrontMatter:
    """The front matter in `text`, which starts on line `first_line` of `file`; never raises for bad content."""
    found = FrontMatter()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        found.problems.append(_yaml_problem(error, file, first_line))
        return found
    if not isinstance(root, yaml.MappingNode):
        place = Place(file=file, line=first_line, column=1)
        found.problems.append(
            Problem(
                code="content/front-matter",
                place=place,
                text="the front matter has no fields",
                hint="write one `name: value` a line between the two lines of three hyphens",
            )
        )
        return found
    for key, value in root.value:
        _read_field(key, value, found, _placer(file, first_line))
    _fill_defaults(found, Place(file=file, line=first_line - 1, column=1))
    return found


def _placer(file: str, first_line: int) -> Callable[[yaml.Node], Place]:
    def place(node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(file=file, line=first_line + mark.line, column=mark.column + 1)

    return place


def _yaml_problem(error: yaml.YAMLError, file: str, first_line: int) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
    said = getattr(error, "problem", None) or "not readable as YAML"
    return Problem(
        code="content/front-matter",
        place=Place(file=file, line=line, column=column),
        text=f"the front matter cannot be read: {said}",
        hint='put a value that contains a colon, a quotation mark or a # between "double quotes"',
    )


def _read_field(key: yaml.Node, value: yaml.Node, found: FrontMatter, place: Callable[[yaml.Node], Place]) -> None:
    name = str(key.value)
    known = _BY_NAME.get(name)
    if known is None:
        allowed = ", ".join(_BY_NAME)
        found.problems.append(
            Problem(
                code="content/unknown-field",
                place=place(key),
                text=f"unknown field {name!r}",
                hint=f"the fields are: {allowed}",
            )
        )
        return
    if name in found.places:
        found.problems.append(
            Problem(
                code="content/duplicate-field",
                place=place(key),
                text=f"{name} is given twice",
                hint="keep one of the two lines",
            )
        )
        return
    found.places[name] = place(value)
    try:
        found.values[name] = _value(known, value)
    except _Unfit as unfit:
        found.problems.append(
            Problem(
                code="content/bad-value",
                place=place(unfit.node),
                text=f"{name}: {unfit.node.value!r} will not do"
                if isinstance(unfit.node, yaml.ScalarNode)
                else f"{name}: wrong form",
                hint=f"wanted: {_wanted(known)}",
            )
        )


class _Unfit(Exception):
    def __init__(self, node: yaml.Node) -> None:
        self.node = node


def _wanted(known: Field) -> str:
    return {
        "text": known.wanted,
        "list": f"a list, [first, second], of {known.wanted}",
        "map": f"lines of `language: {known.wanted}`",
    }[known.shape]


def _value(known: Field, node: yaml.Node) -> Any:
    if known.shape == "list":
        if not isinstance(node, yaml.SequenceNode):
            raise _Unfit(node)
        return tuple(_scalar(known, each) for each in node.value)
    if known.shape == "map":
        if not isinstance(node, yaml.MappingNode):
            raise _Unfit(node)
        return dict(_pairs(known, node))
    return _scalar(known, node)


def _pairs(known: Field, node: yaml.MappingNode) -> Iterator[tuple[str, Status]]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not TAG.fullmatch(key.value):
            raise _Unfit(key)
        yield key.value, Status(_scalar(known, value))


def _scalar(known: Field, node: yaml.Node) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise _Unfit(node)
    try:
        return known.read(node.value)
    except ValueError:
        raise _Unfit(node) from None


def _fill_defaults(found: FrontMatter, opening: Place) -> None:
    for each in FIELDS:
        if each.name in found.places:
            continue
        if each.required:
            found.problems.append(
                Problem(
                    code="content/missing-field",
                    place=opening,
                    text=f"the field {each.name} is missing",
                    hint=f"add `{each.name}: …`: {each.about}",
                )
            )
        else:
            found.values[each.name] = {} if each.shape == "map" else each.default
