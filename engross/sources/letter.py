"""From the front matter of a letter to what a Document holds of it, and what is wrong with it."""

from collections.abc import Callable, Iterator
from typing import Any

from engross.errors import Place, Problem
from engross.model import Paragraph, placeholders
from engross.model.letter import Attached, Form, Letter, Numbering
from engross.sources.fields import FIELDS

_OWN = ("body", "acronym", "house", "place", "title", "keywords", "whole", "translations", "id", "language")
_APART = ("form", "date", "attached", "numbering", *_OWN)


def document_values(values: dict[str, Any]) -> dict[str, Any]:
    """The values of a letter's front matter as those of a Document, `letter` among them."""
    found = {each.name: {} if each.shape in ("map", "texts") else each.default for each in FIELDS}
    found |= {name: values[name] for name in _OWN}
    found["adopted"] = found["issued"] = values["date"]
    found["letter"] = Letter(
        form=Form(values["form"]),
        attached=Attached(values["attached"]),
        numbering=Numbering(values["numbering"]),
        **{name: value for name, value in values.items() if name not in _APART},
    )
    return found


def problems(values: dict[str, Any], places: dict[str, Place], paragraphs: tuple[Paragraph, ...]) -> Iterator[Problem]:
    """What is wrong with a letter: a note verbale that is signed, a letter that nobody signs, unknown placeholders."""
    yield from _unsigned(values, places)
    for paragraph in paragraphs:
        for offset, name in placeholders.unknown(paragraph.text):
            yield _unknown(paragraph.at(offset), name)
    for line in values["enclosures"]:
        for _, name in placeholders.unknown(line, (*placeholders.OWN, *placeholders.LINE)):
            yield _unknown(places["enclosures"], name)
    for field in ("salutation", "notice", "title"):
        for _, name in placeholders.unknown(values[field]):
            yield _unknown(places[field], name)


def _unsigned(values: dict[str, Any], places: dict[str, Place]) -> Iterator[Problem]:
    form = Form(values["form"])
    if form is Form.NOTE:
        for name in ("signatory", "function", "salutation"):
            if values[name]:
                yield Problem(
                    code="content/unsigned",
                    place=places[name],
                    text=f"a note verbale has no {name}: it is in the third person, with initials and a seal",
                    hint=f"delete the line, or write `form: {Form.LETTER}`",
                )
    elif not values["signatory"]:
        yield Problem(
            code="content/unsigned",
            place=places["form"],
            text=f"nobody signs this {form}",
            hint="add `signatory: …`, the name of who signs, and `function: …`",
        )


def _unknown(place: Place, name: str) -> Problem:
    return Problem(
        code="content/placeholder",
        place=place,
        text=f"{{{name}}} is no field that a letter has",
        hint=f"write {{addressee.…}} with a field of the addressee, or one of {', '.join(placeholders.OWN)} in braces",
    )


def unknown_names(
    letter: Letter, documents: tuple[str, ...], languages: tuple[str, ...], place: Callable[[str], Place]
) -> Iterator[Problem]:
    """What is wrong with the documents and languages that a letter names; `place` tells where a field stands."""
    for field, names, known in (("annexes", letter.annexes, documents), ("languages", letter.languages, languages)):
        for name in names:
            if name not in known:
                yield Problem(
                    code="content/annex",
                    place=place(field),
                    text=f"{field}: there is no {name!r} here",
                    hint=f"one of: {', '.join(known)}",
                )
