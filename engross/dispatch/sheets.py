"""The rows of an XLSX workbook as texts. What a sheet claims of its size is not believed: its rows are counted.

openpyxl reads the cells; which rows and cells there are is counted in the XML of the sheet itself, and the two must
agree. Excel shows a cell by its format, and a row or column only when it is not hidden: what is not seen as it would
be printed is named, and its row is not taken.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from engross.errors import ContentError, Place, Problem

LIMIT = 32 * 2**20  # bytes, unpacked: two hundred thousand addressees
MOST_COLUMNS = 100
PLAIN = ("General", "0", "@")  # number formats that show a whole number as it is


@dataclass(frozen=True, slots=True)
class Row:
    """A row of texts, and the line of the file (the row of the sheet) where it begins.

    `odd` says of cells by index what they are instead of text; `hidden` that the sheet does not show the row.
    """

    line: int
    cells: tuple[str, ...]
    odd: Mapping[int, str] = field(default_factory=dict)
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that hold anything, and the indices of columns that are hidden."""

    rows: tuple[Row, ...]
    hidden: frozenset[int] = frozenset()


def refused(file: str, text: str, hint: str, line: int = 0, column: int = 0) -> ContentError:
    """The error of a file that cannot be read as a table."""
    place = Place(file=file, line=line, column=column)
    return ContentError(Problem(code="addressees/unreadable", place=place, text=text, hint=hint))


def read_workbook(data: bytes, file: str) -> Sheet:
    """The one sheet that holds anything. Formulas are given as they are written, never as a value."""
    import openpyxl

    _check_size(data, file)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        sheets = [(each, found) for each in book.worksheets if (found := _sheet(each, file)).rows]
    except ContentError:
        raise
    except Exception as error:  # the library raises whatever its parsers do
        hint = "open it and save it again as XLSX, or as “CSV UTF-8”"
        raise refused(file, f"cannot be read as an XLSX workbook: {error}", hint) from None
    if len(sheets) > 1:
        raise refused(file, f"has {len(sheets)} sheets that hold something", "leave only the sheet of addressees in it")
    for each, _ in sheets:
        if each.sheet_state != "visible":
            raise refused(file, f"its sheet {each.title!r} is hidden", "unhide the sheet, look at it, and save it")
    return sheets[0][1] if sheets else Sheet(())


def _check_size(data: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(each.file_size for each in packed.infolist())
            names = set(packed.namelist())
    except zipfile.BadZipFile as error:
        raise refused(file, f"is damaged: {error}", "save it again") from None
    if size > LIMIT:
        raise refused(file, f"unpacks to more than {LIMIT // 2**20} MiB", "give a table of addressees only")
    if "xl/workbook.xml" not in names:
        raise refused(file, "is no XLSX workbook", "save it as XLSX, or as “CSV UTF-8”")


def _sheet(sheet: Any, file: str) -> Sheet:
    """The rows of a sheet; ContentError where the cells that were read are not those that the file holds."""
    counted = _Counter(file)
    with sheet._get_source() as source:  # the part of the file; openpyxl has no public name for it
        counted.read(source)
    sheet.reset_dimensions()
    rows = []
    read: dict[int, int] = {}
    for line, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        count = sum(cell.value is not None for cell in cells)
        if not count:
            continue
        read[line] = count
        said = [_said(cell) for cell in cells]
        if any(text for text, _ in said):
            odd = {index: what for index, (_, what) in enumerate(said) if what}
            rows.append(Row(line, tuple(text for text, _ in said), odd, line in counted.hidden))
    for line in sorted(read.keys() | counted.cells.keys()):
        if read.get(line, 0) != counted.cells.get(line, 0):
            text = f"row {line} holds {counted.cells.get(line, 0)} cells, of which {read.get(line, 0)} can be read"
            raise refused(file, text, "open the workbook and save it again as XLSX, or as “CSV UTF-8”", line)
    return Sheet(tuple(rows), frozenset(counted.hidden_columns))


@dataclass(slots=True)
class _Counter:
    """What the XML of a sheet holds: how many filled cells by row, which rows and columns (by index) are hidden."""

    file: str
    cells: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    row: int = 0
    column: int = 0
    inside: bool = False
    unseen: bool = False  # rows without settings of their own are hidden

    def read(self, source: Any) -> None:
        """Nothing; the sheet is counted. ContentError for rows or cells that are there twice or out of order."""
        from defusedxml.ElementTree import iterparse

        for event, element in iterparse(source, events=("start", "end")):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                self._open(name, element)
            elif name == "c" and self.inside:
                self._cell(element)
                element.clear()
            elif name in ("row", "sheetData"):
                self.inside = self.inside and name == "row"
                element.clear()

    def _open(self, name: str, element: Any) -> None:
        if name == "sheetData":
            self.inside = True
        elif name == "sheetFormatPr":
            self.unseen = _true(element.get("zeroHeight"))
        elif name == "col" and not self.inside and _unseen(element, "width"):
            first, last = int(element.get("min", 1)), int(element.get("max", 1))
            self.hidden_columns |= set(range(first - 1, min(last, MOST_COLUMNS)))
        elif name == "row" and self.inside:
            self._row(element)

    def _row(self, element: Any) -> None:
        line = int(element.get("r") or self.row + 1)
        if line <= self.row:
            raise self._disordered(f"row {line} stands after row {self.row}")
        self.row, self.column = line, 0
        if _unseen(element, "ht") or (self.unseen and "ht" not in element.attrib):
            self.hidden.add(line)

    def _cell(self, element: Any) -> None:
        from openpyxl.utils.cell import coordinate_to_tuple

        named = element.get("r")
        row, column = coordinate_to_tuple(named) if named else (self.row, self.column + 1)
        if row != self.row or column <= self.column:
            raise self._disordered(f"the cell {named} stands in row {self.row} after column {self.column}")
        self.column = column
        parts = {each.tag.rpartition("}")[2]: each for each in element}
        if not ("f" in parts or "is" in parts or ("v" in parts and parts["v"].text)):
            return
        if column > MOST_COLUMNS:
            text = f"the cell {named} is beyond column {MOST_COLUMNS}"
            raise refused(self.file, text, "leave only the columns of addressees in the sheet", self.row)
        self.cells[self.row] = self.cells.get(self.row, 0) + 1

    def _disordered(self, text: str) -> ContentError:
        return refused(self.file, text, "open the workbook and save it again as XLSX", self.row)


def _true(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _unseen(element: Any, size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    try:
        return _true(element.get("hidden")) or float(element.get(size, "1")) == 0
    except ValueError:
        return False


def _said(cell: Any) -> tuple[str, str]:
    """What a cell says, and what it is where that is no text: a formula is given as it is written."""
    value = cell.value
    if isinstance(value, bool):
        return str(value).upper(), "is a truth value, not text"
    if isinstance(value, (datetime, date, time, timedelta)):
        return str(value), "is a date or a time, not text"
    if isinstance(value, (int, float)):
        shown = f"{value:.15g}" if isinstance(value, float) else str(value)
        differs = cell.number_format not in PLAIN
        return shown, f"is a number shown in the format {cell.number_format!r}" if differs else ""
    if value is None or isinstance(value, str):
        return value or "", ""
    return "=formula", ""
