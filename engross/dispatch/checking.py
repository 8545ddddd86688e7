"""Rows of a table into addressees: every row that is not in order is reported, before anything is made."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engross.dispatch.addressees import COLUMNS, FORM, Addressee, Channel, column_name, folded
from engross.dispatch.cells import faults, lines_of, tidy
from engross.dispatch.countries import Countries, Country
from engross.dispatch.sheets import Row
from engross.dispatch.tables import Table
from engross.errors import ContentError, Place, Problem, raise_all
from engross.sources.fields import NAME


@dataclass(slots=True)
class _Reader:
    """A table in reading: what is known, and what was found wrong."""

    table: Table
    countries: Countries
    languages: Mapping[str, str]
    protocol: bool
    packed: bool
    problems: list[Problem] = field(default_factory=list)

    def place(self, row: Row, column: int) -> Place:
        """Where a cell is; in a sheet with the name of the cell."""
        name = f"cell {_letters(column)}{row.line}" if self.table.sheet and column else ""
        return Place(file=self.table.file, line=row.line, column=column, clause=name)

    def note(self, code: str, row: Row, column: int, text: str, hint: str) -> None:
        """Nothing; the problem is noted."""
        self.problems.append(Problem(code=code, place=self.place(row, column), text=text, hint=hint))


def read_addressees(
    table: Table, countries: Countries, languages: Mapping[str, str], *, protocol: bool = False, mailed: bool = False
) -> tuple[Addressee, ...]:
    """The addressees of a table, row by row. ContentError with every problem of every row.

    `languages` are the tags of the languages in which the letter can be set, by all that names each in small
    letters. With `protocol` every row must have its own place in that order; with `mailed` every row whose channel
    is e-mail must have an address.
    """
    reader = _Reader(table, countries, languages, protocol, mailed)
    columns = _columns(reader)
    for index in sorted(table.hidden & set(columns.values())):
        hint = "unhide it, or delete it: what is printed must be seen"
        reader.note("addressees/hidden", table.heading, index + 1, "the column is hidden", hint)
    found = [each for row in table.rows if (each := _addressee(reader, row, columns))]
    if not table.rows:
        reader.note("addressees/none", table.heading, 0, "holds no addressee", "write one in each row under the first")
    _check_alike(reader, found)
    raise_all(ContentError, reader.problems)
    return tuple(found)


def _columns(reader: _Reader) -> dict[str, int]:
    """The index of each column; problems for names that are unknown, given twice, or missing."""
    columns: dict[str, int] = {}
    heading = reader.table.heading
    for index, cell in enumerate(heading.cells):
        name = column_name(cell)
        if not name:
            continue
        if name not in COLUMNS and not (name.startswith(FORM) and NAME.fullmatch(name)):
            reader.note(
                "addressees/column",
                heading,
                index + 1,
                f"there is no column {cell.strip()!r}",
                f"the columns are: {', '.join(COLUMNS)}, and form-… for further forms of address",
            )
        elif name in columns:
            reader.note(
                "addressees/column", heading, index + 1, f"the column {name} is there twice", "leave one of them"
            )
        columns.setdefault(name, index)
    if "language" not in columns:
        reader.note(
            "addressees/column", heading, 0, "there is no column `language`", "add it: every letter has a language"
        )
    if not columns.keys() & {"name", "organization"}:
        reader.note("addressees/column", heading, 0, "there is no column `name` or `organization`", "add one of them")
    if reader.protocol and "protocol" not in columns:
        reader.note(
            "addressees/column",
            heading,
            0,
            "there is no column `protocol`",
            "add it with each addressee's place, or ask for another --order",
        )
    return columns


def _addressee(reader: _Reader, row: Row, columns: dict[str, int]) -> Addressee | None:
    """The addressee of a row, or None where it is not in order."""
    before = len(reader.problems)
    _check_cells(reader, row, columns)
    said = {name: tidy(row.cells[index]) for name, index in columns.items() if index < len(row.cells)}
    named = bool(said.get("name") or said.get("organization"))
    if not named:
        column = columns.get("name", columns.get("organization", -1)) + 1
        reader.note("addressees/name", row, column, "has neither a name nor an organization", "write one of them")
    known: dict[str, Any] = {
        "language": _language(reader, row, columns, said),
        "country": _country(reader, row, columns, said, "country"),
        "address_country": _country(reader, row, columns, said, "address-country"),
        "channel": _channel(reader, row, columns, said),
        "email": _email(reader, row, columns, said),
        "protocol": _protocol(reader, row, columns, said),
    }
    if len(reader.problems) > before:
        return None
    return Addressee(
        place=reader.place(row, 0),
        name=said.get("name", ""),
        title=said.get("title", ""),
        organization=said.get("organization", ""),
        recipient=said.get("recipient", ""),
        salutation=said.get("salutation", ""),
        address=lines_of(said.get("address", "")),
        enclosures=lines_of(said.get("enclosures", "")),
        forms={name: text for name, text in said.items() if name == "form" or name.startswith(FORM)},
        **known,
    )


def _check_cells(reader: _Reader, row: Row, columns: dict[str, int]) -> None:
    """Nothing; cells that would not be printed as they are seen, and rows that are not seen at all, are noted."""
    if row.hidden:
        hint = "unhide it (look for a filter), or delete it: who is written to must be seen"
        reader.note("addressees/hidden", row, 0, "the row is hidden", hint)
    names = {index: name for name, index in columns.items()}
    heading = reader.table.heading.cells
    for index, cell in enumerate(row.cells):
        if cell.strip() and (index >= len(heading) or not heading[index].strip()):
            reader.note(
                "addressees/cell",
                row,
                index + 1,
                f"{cell.strip()!r} stands under no heading",
                "give the column a name, or quote a field that holds the mark between fields",
            )
            continue
        for code, what, hint in faults(cell, names.get(index, ""), row.odd.get(index, "")):
            reader.note(code, row, index + 1, f"{names.get(index, '')}: {what}", hint)


def _language(reader: _Reader, row: Row, columns: dict[str, int], said: dict[str, str]) -> str:
    text = said.get("language", "")
    tag = reader.languages.get(text.casefold(), "")
    if "language" in columns and not tag:
        tags = ", ".join(sorted(set(reader.languages.values())))
        what = f"language: {text!r} is none in which the letter can be set" if text else "has no language"
        reader.note("addressees/language", row, columns["language"] + 1, what, f"the languages are: {tags}")
    return tag


def _country(reader: _Reader, row: Row, columns: dict[str, int], said: dict[str, str], name: str) -> Country | None:
    text = said.get(name, "")
    found = reader.countries.find(text) if text else None
    if text and not found:
        reader.note(
            "addressees/country",
            row,
            columns[name] + 1,
            f"{name}: there is no country {text!r}",
            "write its code (CI), or its short name as UNTERM has it in one of the six languages (Côte d’Ivoire)",
        )
    return found


def _channel(reader: _Reader, row: Row, columns: dict[str, int], said: dict[str, str]) -> Channel:
    text = said.get("channel", "").casefold()
    if text in ("email", *Channel):
        return Channel.EMAIL if text == "email" else Channel(text)
    if text:
        reader.note(
            "addressees/channel",
            row,
            columns["channel"] + 1,
            f"channel: there is no {text!r}",
            f"the channels are: {', '.join(Channel)}",
        )
    return Channel.EMAIL if said.get("email") else Channel.POST


def _email(reader: _Reader, row: Row, columns: dict[str, int], said: dict[str, str]) -> str:
    """The address with its domain in ASCII; nothing is asked of the network."""
    from email_validator import EmailNotValidError, validate_email

    text = said.get("email", "")
    if not text:
        if reader.packed and said.get("channel", "").casefold() in ("email", Channel.EMAIL):
            column = columns.get("email", columns["channel"]) + 1
            reader.note("addressees/email", row, column, "goes by e-mail and has no address", "write it under `email`")
        return ""
    try:
        known = validate_email(text, check_deliverability=False, allow_smtputf8=False, test_environment=True)
    except EmailNotValidError as error:
        reader.note(
            "addressees/email",
            row,
            columns["email"] + 1,
            f"email: {text!r} is no address ({error})",
            "write one address: name@ministry.example",
        )
        return ""
    return str(known.ascii_email)


def _protocol(reader: _Reader, row: Row, columns: dict[str, int], said: dict[str, str]) -> int:
    text = said.get("protocol", "")
    if re.fullmatch(r"[0-9]{1,6}", text) and int(text):
        return int(text)
    if text or (reader.protocol and "protocol" in columns):
        what = f"protocol: {text!r} is no place" if text else "has no place in the protocol order"
        reader.note("addressees/protocol", row, columns["protocol"] + 1, what, "write 1, 2, 3 …")
    return 0


def _check_alike(reader: _Reader, found: list[Addressee]) -> None:
    """Nothing; a row that repeats another, looks like it, or has its place in the protocol order, is noted."""
    keys: dict[str, Addressee] = {}
    looks: dict[str, Addressee] = {}
    places: dict[int, Addressee] = {}
    look = _looking()
    for each in found:
        row = Row(each.place.line, ())
        if each.key in keys:
            text = f"{each.called} is the addressee of line {keys[each.key].place.line} again"
            reader.note("addressees/duplicate", row, 0, text, "delete one of the two rows")
        elif (like := looks.get(look(each))) is not None:
            text = f"{each.called} looks like the addressee of line {like.place.line}, in other letters"
            hint = "type one of the two names again: a letter of another alphabet, or an invisible one, is in it"
            reader.note("addressees/alike", row, 0, text, hint)
        if reader.protocol and each.protocol in places:
            text = f"protocol: {each.protocol} is the place of line {places[each.protocol].place.line} too"
            reader.note("addressees/protocol", row, 0, text, "give each its own place")
        keys.setdefault(each.key, each)
        looks.setdefault(look(each), each)
        places.setdefault(each.protocol, each)


def _looking() -> Callable[[Addressee], str]:
    """What an addressee looks like, by the confusable characters of Unicode (UTS 39): the same for look-alikes."""
    import icu

    checker = icu.SpoofChecker()

    def look(each: Addressee) -> str:
        parts = (folded(checker.getSkeleton(0, text)) for text in (each.name, each.organization))
        return "\0".join((*parts, each.code, each.language))

    return look


def _letters(column: int) -> str:
    """The letters of a sheet's column.

    >>> _letters(1), _letters(26), _letters(28)
    ('A', 'Z', 'AB')
    """
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(ord("A") + rest) + said
    return said
