"""What `pybabel extract` finds: the clauses of content files and the form words of houses, with their ids."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

from engross.sources.content import read_document
from engross.sources.translatable import sources_of

Message = tuple[int, str, tuple[str, str], list[str]]


def extract_content(
    file: IO[bytes], keywords: Any, tags: Iterable[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Babel messages of a content file: (line, "pgettext", (clause id, text), comments)."""
    data = file.read()
    document = read_document(data, f"{_id(data)}.md")
    lines = {clause.label: clause.place.line for clause in document.walk()}
    for context, text in sources_of(document):
        yield lines.get(context, 1), "pgettext", (context, text), []


def _id(data: bytes) -> str:
    """The id in a front matter (Babel does not tell an extractor the name of the file)."""
    for line in data.decode("utf-8", "replace").split("\n"):
        if line.startswith("id:"):
            return line.removeprefix("id:").strip()
    return ""


def extract_house(file: IO[bytes], keywords: Any, tags: Iterable[str], options: Mapping[str, Any]) -> Iterator[Message]:
    """Babel messages of a house.toml: (line, "pgettext", (house/key, English words), comments)."""
    text = file.read().decode("utf-8")
    name = options.get("house") or _folder(file)
    for key, english in tomllib.loads(text).get("words", {}).items():
        line = next((number for number, each in enumerate(text.split("\n"), 1) if each.startswith(f'"{key}"')), 1)
        yield line, "pgettext", (f"{name}/{key}", english), []


def _folder(file: IO[bytes]) -> str:
    parts = str(getattr(file, "name", "")).replace("\\", "/").split("/")
    return parts[-2] if len(parts) > 1 else ""
