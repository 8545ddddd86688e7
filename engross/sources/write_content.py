"""A document written as a content file: the inverse of reading it."""

from datetime import date
from typing import Any

import yaml

from engross.model import Document
from engross.sources.fields import FIELDS
from engross.sources.structure import PARTS, mark_of

RECORDS = tuple(each.name for each in FIELDS if each.shape == "records")


def write(document: Document) -> str:
    """The content file of a document; reading it gives the same document again.

    A document whose front matter names its parts (narrative, adoption, preamble, operative) is not written this
    way: its labels alone do not tell what its clauses are.
    """
    fields = {each.name: getattr(document, each.name) for each in FIELDS if each.name not in PARTS}
    said = {name: _plain(name, value) for name, value in fields.items()}
    front = {name: value for name, value in said.items() if value not in ("", [], {})}
    records = {name: front.pop(name) for name in RECORDS if name in front}
    head = _dump(front, False) + (_dump(records, None) if records else "")  # a record takes one line
    heading = [document.heading] if document.heading else []
    body = [f"{clause.label}: {mark_of(clause.shape)}{clause.source}".rstrip(" ") for clause in document.walk()]
    return f"---\n{head}---\n\n" + "\n\n".join([*heading, *body]) + "\n"


def _dump(said: dict[str, Any], flow: bool | None) -> str:
    return str(yaml.safe_dump(said, allow_unicode=True, sort_keys=False, width=1_000_000, default_flow_style=flow))


def _plain(name: str, value: Any) -> Any:
    """A field's value as the front matter writes it."""
    if isinstance(value, date):
        return "unknown" if value == date.min else value.isoformat()
    if name == "symbol":
        return value or "none"
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {key: str(each) for key, each in value.items()}
    return value
