"""The front matter of a content file, read with positions: every problem in it is found in one pass."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from engross.errors import Place, Problem
from engross.model import Status
from engross.sources import fields
from engross.sources import letter_fields as letters
from engross.sources.fields import FIELDS, TAG, Field
from engross.sources.letter_fields import LETTER_FIELDS
from engross.sources.settings import too_deep


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a content file's front matter: that of a letter where there is a `form`."""
    document, head = fields.schema(), ("$schema", "title")
    return {
        **{key: document[key] for key in head},
        "type": "object",
        "if": {"required": ["form"]},
        "then": letters.schema(),
        "else": {key: value for key, value in document.items() if key not in head},
    }


@dataclass(slots=True)
class FrontMatter:
    """The values read, the problems met on the way, and where each value stands; a letter has fields of its own."""

    fields: tuple[Field, ...] = FIELDS
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(text: str, file: str, first_line: int) -> FrontMatter:
    """The front matter in `text`, which starts on line `first_line` of `file`; never raises for bad content."""
    found = FrontMatter()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        found.problems.append(_yaml_problem(error, file, first_line, text))
        return found
    except RecursionError:
        found.problems.append(too_deep(file))
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
    if any(key.value == "form" for key, _ in root.value):
        found.fields = LETTER_FIELDS
    for key, value in root.value:
        _read_field(key, value, found, _placer(file, first_line))
    _fill_defaults(found, Place(file=file, line=first_line - 1, column=1))
    return found


def _placer(file: str, first_line: int) -> Callable[[yaml.Node], Place]:
    def place(node: yaml.Node) -> Place:
        mark = node.start_mark
        return Place(file=file, line=first_line + mark.line, column=mark.column + 1)

    return place


def _yaml_problem(error: yaml.YAMLError, file: str, first_line: int, text: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (first_line + mark.line, mark.column + 1) if mark else (first_line, 1)
    said = getattr(error, "problem", None) or "not readable as YAML"
    if mark and "\t" in text.split("\n")[mark.line]:
        place = Place(file=file, line=line, column=text.split("\n")[mark.line].index("\t") + 1)
        return Problem(
            code="content/front-matter",
            place=place,
            text="a tab stands in the front matter, and YAML knows spaces only",
            hint="put spaces in the place of the tab",
        )
    return Problem(
        code="content/front-matter",
        place=Place(file=file, line=line, column=column),
        text=f"the front matter cannot be read: {said}",
        hint='put a value that contains a colon, a quotation mark or a # between "double quotes"',
    )


def _read_field(key: yaml.Node, value: yaml.Node, found: FrontMatter, place: Callable[[yaml.Node], Place]) -> None:
    name = str(key.value)
    known = next((each for each in found.fields if each.name == name), None)
    if known is None:
        allowed = ", ".join(each.name for each in found.fields)
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
                text=f"{name}: {unfit.node.value!r} will not do{unfit.why}"
                if isinstance(unfit.node, yaml.ScalarNode)
                else f"{name}: wrong form",
                hint=f"wanted: {_wanted(known)}",
            )
        )


class _Unfit(Exception):
    def __init__(self, node: yaml.Node, why: str = "") -> None:
        self.node, self.why = node, f": {why}" if why else ""


def _wanted(known: Field) -> str:
    return {
        "text": known.wanted,
        "list": f"a list, [first, second], of {known.wanted}",
        "map": f"lines of `language: {known.wanted}`",
        "texts": "lines of `name: text`",
        "records": f"a list of {{name: text}}, each name one of {', '.join(known.keys)}",
    }[known.shape]


def _value(known: Field, node: yaml.Node) -> Any:
    if known.shape == "list":
        if not isinstance(node, yaml.SequenceNode):
            raise _Unfit(node)
        return tuple(_scalar(known, each) for each in node.value)
    if known.shape == "records":
        if not isinstance(node, yaml.SequenceNode):
            raise _Unfit(node)
        return tuple(_mapping(known, each) for each in node.value)
    if known.shape in ("map", "texts"):
        return _mapping(known, node)
    return _scalar(known, node)


def _mapping(known: Field, node: yaml.Node) -> dict[str, str]:
    if not isinstance(node, yaml.MappingNode):
        raise _Unfit(node)
    return dict(_pairs(known, node))


def _pairs(known: Field, node: yaml.MappingNode) -> Iterator[tuple[str, str]]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not _names(known, key.value):
            raise _Unfit(key)
        said = _scalar(known, value)
        yield key.value, Status(said) if known.shape == "map" else said


def _names(known: Field, key: str) -> bool:
    """Whether it may be the name of an entry: a language in a map, one of the names of a record, any in texts."""
    if known.shape == "map":
        return bool(TAG.fullmatch(key))
    return known.shape != "records" or key in known.keys


def _scalar(known: Field, node: yaml.Node) -> Any:
    if not isinstance(node, yaml.ScalarNode):
        raise _Unfit(node)
    try:
        return known.read(node.value)
    except ValueError as error:
        raise _Unfit(node, str(error)) from None


def _fill_defaults(found: FrontMatter, opening: Place) -> None:
    for each in found.fields:
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
            found.values[each.name] = {} if each.shape in ("map", "texts") else each.default
