"""Tables read from files: CSV as any office saves it, XLSX without its formulas. Texts with line and column of each."""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from engross.dispatch.countries import Countries, read_countries
from engross.errors import ContentError, Place, Problem, UsageError

LIMIT = 32 * 2**20  # bytes, unpacked: two hundred thousand addressees
MOST_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A row of texts, and the line of the file (the row of the sheet) where it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The heading and the rows that hold anything; `sheet` says that columns have letters."""

    file: str
    heading: Row
    rows: tuple[Row, ...]
    sheet: bool = False


def read_table(path: Path, file: str) -> Table:
    """The table in a CSV file (UTF-8, divided by commas, semicolons or tabs) or an XLSX workbook.

    ContentError for what cannot be read as a table, with the line where that is known; UsageError for no file.
    """
    if not path.is_file():
        raise UsageError(
            Problem(code="usage/file", text=f"{file} is no file", hint="give the path of the table of addressees")
        )
    if path.stat().st_size > LIMIT:
        raise _refused(file, f"is larger than {LIMIT // 2**20} MiB", "give a table of addressees only")
    data = path.read_bytes()
    rows = tuple(_workbook(data, file) if data.startswith(b"PK\x03\x04") else _text(data, file))
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    if not filled:
        raise _refused(file, "is empty", "its first row names the columns, each other row an addressee")
    return Table(file, filled[0], tuple(filled[1:]), sheet=data.startswith(b"PK"))


def read_known_countries(root: Path) -> Countries:
    """The countries of the workspace's own countries.csv, or those that come with engross."""
    own = root / "countries.csv"
    if own.is_file():
        return read_countries(own.read_text("utf-8-sig"), own.name)
    shipped = resources.files("engross.dispatch") / "countries.csv"
    return read_countries(shipped.read_text("utf-8"), "countries.csv")


def _refused(file: str, text: str, hint: str, line: int = 0, column: int = 0) -> ContentError:
    place = Place(file=file, line=line, column=column)
    return ContentError(Problem(code="addressees/unreadable", place=place, text=text, hint=hint))


def _text(data: bytes, file: str) -> Iterator[Row]:
    """The rows of a CSV file; the delimiter is the one that its first line has most of."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        hint = "save it as “CSV UTF-8”, or as XLSX"
        raise _refused(file, "is not UTF-8", hint, line, column) from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count), strict=True)
    before = 0
    try:
        for cells in reader:
            yield Row(before + 1, tuple(cells))
            before = reader.line_num
    except csv.Error as error:
        hint = "write a quotation mark inside a field twice, and close every field that one opens"
        raise _refused(file, f"is no well-formed CSV: {error}", hint, before + 1) from None


def _workbook(data: bytes, file: str) -> Iterator[Row]:
    """The rows of the one sheet that holds anything. Formulas are given as they are written, never as a value."""
    import openpyxl

    _check_size(data, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [rows for rows in (list(_sheet(sheet)) for sheet in book.worksheets) if rows]
    except ContentError:
        raise
    except Exception as error:  # the library raises whatever its parsers do
        raise _refused(
            file, f"cannot be read as an XLSX workbook: {error}", "open it and save it again as XLSX, or as “CSV UTF-8”"
        ) from None
    if len(sheets) > 1:
        raise _refused(
            file, f"has {len(sheets)} sheets that hold something", "leave only the sheet of addressees in it"
        )
    yield from (row for rows in sheets for row in rows)


def _check_size(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(each.file_size for each in packed.infolist())
            names = set(packed.namelist())
    except zipfile.BadZipFile as error:
        raise _refused(file, f"is damaged: {error}", "save it again") from None
    if size > LIMIT:
        raise _refused(file, f"unpacks to more than {LIMIT // 2**20} MiB", "give a table of addressees only")
    if "xl/workbook.xml" not in names:
        raise _refused(file, "is no XLSX workbook", "save it as XLSX, or as “CSV UTF-8”")


def _sheet(sheet: Any) -> Iterator[Row]:
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        said = tuple(_said(cell.value) for cell in cells)
        if any(said):
            yield Row(line, said)


def _said(value: Any) -> str:
    """What a cell says: whole numbers without a decimal point; a formula as it is written."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (str, int, float)):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else "=formula"
