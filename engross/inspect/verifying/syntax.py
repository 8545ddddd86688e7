"""One object of a PDF file, read strictly from its bytes: whatever two programs might read differently is refused.

ISO 32000-1, 7.3. A key that stands twice, a number that only some programs take for one, a stream whose length is not
where it ends: none of these is passed over, as programs that show files do.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

WHITE = b"\0\t\n\f\r "
DEEPEST = 100  # arrays and dictionaries in each other
_SPACE = re.compile(rb"[\0\t\n\f\r ]*")
_REFERENCE = re.compile(rb"(0|[1-9]\d{0,9})[\0\t\n\f\r ]+(0|[1-9]\d{0,4})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r /\[\]<>()])")
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r /\[\]<>()])")
_WORD = re.compile(rb"(?:true|false|null)(?![^\0\t\n\f\r /\[\]<>()])")
_NAME = re.compile(rb"/[!-$&'*-.0-;=?-Z\\^-z|~\x80-\xff]*")  # regular characters
_HEX = re.compile(rb"<[0-9A-Fa-f\0\t\n\f\r ]*>")
_HEAD = re.compile(rb"(0|[1-9]\d{0,9}) (0|[1-9]\d{0,4}) obj(?![^\0\t\n\f\r /\[\]<>()])")
_STREAM = re.compile(rb"stream\r?\n")
_ENDSTREAM = re.compile(rb"\r?\n?endstream(?![^\0\t\n\f\r ])")
_ENDOBJ = re.compile(rb"endobj(?![^\0\t\n\f\r ])")
_BRACKETS = re.compile(rb"\\.|[()]", re.DOTALL)


class Irregular(Exception):
    """The bytes are not such as every program reads alike; the message says how."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to another object."""

    number: int
    generation: int


@dataclass(frozen=True, slots=True)
class Object:
    """An object: its numbers, its value, where it ends, and of a stream the raw bytes (None of any other)."""

    number: int
    generation: int
    value: Any
    end: int
    stream: bytes | None = None


def read_object(data: bytes, at: int, length: Callable[[Reference], int]) -> Object:
    """The object that begins at a place; Irregular where it is not written as the standard has it.

    `length` gives the number that another object holds: how long a stream is may stand there.
    """
    if not (head := _HEAD.match(data, at)):
        raise Irregular(f"no object begins at byte {at}, where one is said to be")
    value, at = read_value(data, skip(data, head.end()))
    at, stream = skip(data, at), None
    if isinstance(value, dict) and (begin := _STREAM.match(data, at)):
        size = value.get(b"/Length")
        size = length(size) if isinstance(size, Reference) else size
        if not isinstance(size, int) or not (end := _ENDSTREAM.match(data, begin.end() + size)):
            raise Irregular(f"the data of object {int(head[1])} do not end where the object says")
        stream, at = data[begin.end() : begin.end() + size], skip(data, end.end())
    if not (closed := _ENDOBJ.match(data, at)):
        raise Irregular(f"object {int(head[1])} does not end where its value ends")
    return Object(int(head[1]), int(head[2]), value, closed.end(), stream)


def skip(data: bytes, at: int) -> int:
    """The place behind the white space that begins at a place."""
    found = _SPACE.match(data, at)
    return found.end() if found else at


def read_value(data: bytes, at: int, depth: int = 0) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends. Names keep their stroke, strings are raw bytes."""
    if depth > DEEPEST:
        raise Irregular("values stand within values, too deep to be read")
    for mark, read in ((b"<<", _dictionary), (b"[", _array), (b"(", _string)):
        if data.startswith(mark, at):
            return read(data, at + len(mark), depth)
    if found := _REFERENCE.match(data, at):
        return Reference(int(found[1]), int(found[2])), found.end()
    if found := _NUMBER.match(data, at):
        return (float(found[0]) if b"." in found[0] else int(found[0])), found.end()
    for kind in (_NAME, _HEX, _WORD):
        if found := kind.match(data, at):
            return found[0], found.end()
    raise Irregular(f"no value can be read at byte {at}")


def _dictionary(data: bytes, at: int, depth: int) -> tuple[dict[bytes, Any], int]:
    made: dict[bytes, Any] = {}
    at = skip(data, at)
    while data[at : at + 2] != b">>":
        if not (key := _NAME.match(data, at)):
            raise Irregular(f"no key can be read at byte {at}")
        if key[0] in made:
            raise Irregular(f"the key {key[0].decode('latin-1')} stands twice, and programs take the one or the other")
        made[key[0]], at = read_value(data, skip(data, key.end()), depth + 1)
        at = skip(data, at)
    return made, at + 2


def _array(data: bytes, at: int, depth: int) -> tuple[list[Any], int]:
    made: list[Any] = []
    at = skip(data, at)
    while data[at : at + 1] != b"]":
        value, at = read_value(data, at, depth + 1)
        made.append(value)
        at = skip(data, at)
    return made, at + 1


def _string(data: bytes, at: int, _: int) -> tuple[bytes, int]:
    depth = 1
    for found in _BRACKETS.finditer(data, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return data[at : found.start()], found.end()
    raise Irregular(f"a string that begins at byte {at} has no end")
