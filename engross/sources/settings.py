"""Settings files (TOML) read strictly: every problem is found, with its line, and a typo lists what is allowed."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

from engross.errors import EngrossError, Place, Problem


def too_deep(file: str) -> Problem:
    """The problem of a file in which one thing stands in another a thousand times over."""
    text, hint = "is nested too deeply to be read", "write it flat: no settings need so many brackets"
    return Problem(code="settings/deep", place=Place(file=file), text=text, hint=hint)


class Settings:
    """The keys of a TOML file, taken one by one; `finish` raises everything that was amiss."""

    def __init__(self, text: str, file: str, error: type[EngrossError]) -> None:
        self.file, self.error, self.problems = file, error, list[Problem]()
        self._lines = text.split("\n")
        self._allowed: set[str] = set()
        try:
            self.table: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as problem:
            raise error(_decode_problem(problem, file)) from None
        except RecursionError:
            raise error(too_deep(file)) from None

    def place(self, key: str) -> Place:
        """Where the key stands in the file (the last part of a dotted key is looked for)."""
        name = re.escape(key.rpartition(".")[2])
        for number, line in enumerate(self._lines, 1):
            found = re.match(rf'\s*(?:\[+[^\]]*)?"?({name})"?\s*[=\].]', line)
            if found:
                return Place(file=self.file, line=number, column=found.start(1) + 1)
        return Place(file=self.file)

    def problem(self, key: str, text: str, hint: str) -> None:
        """Note what is wrong with a key."""
        self.problems.append(Problem(code="settings/value", place=self.place(key), text=f"{key}: {text}", hint=hint))

    def take(self, key: str, kind: type, default: Any = ..., allowed: tuple[str, ...] = ()) -> Any:
        """The value of a (dotted) key; a missing, ill-typed or disallowed one is noted and `default` given."""
        self._allowed.add(key)
        value: Any = self.table
        for part in key.split("."):
            value = value.get(part, ...) if isinstance(value, dict) else ...
        if value is ...:
            if default is ...:
                self.problem(key, "is missing", f"add `{key} = …`")
            return kind() if default is ... else default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.problem(key, f"{value!r} is of the wrong kind", f"wanted: {_KINDS.get(kind, kind.__name__)}")
            return kind() if default is ... else default
        if allowed and value not in allowed:
            self.problem(key, f"{value!r} is not known", f"one of: {', '.join(allowed)}")
        return value

    def texts(self, key: str, length: int = 0) -> tuple[str, ...]:
        """A list of texts, of a given length where one is asked for."""
        value = self.take(key, list)
        if not all(isinstance(each, str) for each in value) or (length and len(value) != length):
            self.problem(key, "is not a list of texts of the right length", f"wanted: {length or 'some'} texts")
            return ("",) * length
        return tuple(value)

    def finish(self) -> None:
        """Nothing when all is well; otherwise the error with every problem, unknown keys among them."""
        for key in _leaves(self.table):
            if not any(key == known or key.startswith(known + ".") for known in self._allowed):
                self.problem(key, "is not known here", f"the keys are: {', '.join(sorted(self._allowed))}")
        if self.problems:
            raise self.error(self.problems)


_KINDS = {
    str: 'a text in "quotation marks"',
    bool: "true or false",
    int: "a whole number",
    list: "a list […]",
    dict: "a table",
}


def _decode_problem(error: tomllib.TOMLDecodeError, file: str) -> Problem:
    found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    place = Place(file=file, line=int(found[1]), column=int(found[2])) if found else Place(file=file)
    return Problem(
        code="settings/syntax",
        place=place,
        text=f"cannot be read: {str(error).partition(' (at')[0]}",
        hint='write `name = "text"`, one a line',
    )


def _leaves(table: dict[str, Any], prefix: str = "") -> list[str]:
    found = []
    for key, value in table.items():
        found.extend(_leaves(value, f"{prefix}{key}.") if isinstance(value, dict) else [f"{prefix}{key}"])
    return found


Reader = Callable[[str, str], Any]
