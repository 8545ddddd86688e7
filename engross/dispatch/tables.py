"""Tables read from files: CSV as any office saves it, XLSX without its formulas. Texts with line and column of each."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from engross.dispatch.countries import Countries, read_countries
from engross.dispatch.sheets import LIMIT, Row, Sheet, read_workbook, refused
from engross.errors import ContentError, Problem, UsageError
from engross.workspace.files import text_of


@dataclass(frozen=True, slots=True)
class Table:
    """The heading and the rows that hold anything; `sheet` says that columns have letters.

    `hidden` are the indices of columns that the sheet does not show.
    """

    file: str
    heading: Row
    rows: tuple[Row, ...]
    sheet: bool = False
    hidden: frozenset[int] = frozenset()


def read_table(path: Path, file: str) -> Table:
    """The table in a CSV file (UTF-8, divided by commas, semicolons or tabs) or an XLSX workbook.

    ContentError for what cannot be read as a table, with the line where that is known; UsageError for no file.
    """
    if not path.is_file():
        raise UsageError(
            Problem(code="usage/file", text=f"{file}: no such file", hint="give the path of the table of addressees")
        )
    if path.stat().st_size > LIMIT:
        raise refused(file, f"is larger than {LIMIT // 2**20} MiB", "give a table of addressees only")
    data = path.read_bytes()
    packed = data.startswith(b"PK\x03\x04")
    found = read_workbook(data, file) if packed else Sheet(tuple(_text(data, file)))
    filled = [row for row in found.rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise refused(file, "is empty", "its first row names the columns, each other row an addressee")
    return Table(file, filled[0], tuple(filled[1:]), sheet=packed, hidden=found.hidden)


def read_known_countries(root: Path) -> Countries:
    """The countries of the workspace's own countries.csv, or those that come with engross."""
    own = root / "countries.csv"
    if own.is_file():
        return read_countries(text_of(own, ContentError).removeprefix("\ufeff"), own.name)
    shipped = resources.files("engross.dispatch") / "countries.csv"
    return read_countries(shipped.read_text("utf-8"), "countries.csv")


def _text(data: bytes, file: str) -> Iterator[Row]:
    """The rows of a CSV file; the delimiter is the one that its first line has most of."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        hint = "save it as “CSV UTF-8”, or as XLSX"
        raise refused(file, "is not UTF-8", hint, line, column) from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    before = 0
    try:
        for cells in reader:
            yield Row(before + 1, tuple(cells))
            before = reader.line_num
    except csv.Error as error:
        hint = "write a quotation mark inside a field twice, and close every field that one opens"
        raise refused(file, f"is no well-formed CSV: {error}", hint, before + 1) from None
