"""What stands together where a page is turned: headings, words before a list, sums of tables, the end of a text.

Pure. Each clause is given the classes of the style sheet that hold it to what is before or behind it.
"""

from collections import defaultdict
from collections.abc import Iterator

from engross.model import Kind, Line

TITLING, LEADING, TAIL, SUM, OVER, BLANK = "titling", "leading", "tail", "sum", "over", "blank"
_STOPS = frozenset(".;,:!?…。；，：、！？؛،؟")
_TITLE, _TITLES = 80, 3  # letters of a plain paragraph that may be a heading, and how many of them may follow
_LAST, _CLOSED = 4, 2  # the least lines of a text's last page, and of text on a page with closing lines
_FULL = {"han": 40}  # letters that no line of a house has more of; in other scripts:
_FULL_ELSE = 95


def kept(lines: tuple[Line, ...], script: str) -> dict[str, str]:
    """The classes, by the id of a clause, that keep it with others; `script` is that of the edition's language."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for text in _texts(lines):
        for each in _titles(text):
            found[each][TITLING] = None
        for each in _leading(text):
            found[each][LEADING] = None
        for each, name in _tail(text, _FULL.get(script, _FULL_ELSE)):
            found[each][name] = None
    tables = (each for top in lines for each in top.walk() if each.kind is Kind.TABLE)
    for table in tables:
        for each, name in _rows(table):
            found[each][name] = None
    return {each: " ".join(names) for each, names in found.items()}


def _texts(lines: tuple[Line, ...]) -> Iterator[list[Line]]:
    """The blocks of each text that begins on a page of its own, in order; a table is one block."""
    blocks: list[Line] = []
    for each in _blocks(lines):
        if each.kind is Kind.ANNEX and blocks:
            yield blocks
            blocks = []
        if each.kind is not Kind.PART and (each.kind is not Kind.ANNEX or each.runs):
            blocks.append(each)
    if blocks:
        yield blocks


def _blocks(lines: tuple[Line, ...]) -> Iterator[Line]:
    for each in lines:
        if each.kind is not Kind.NOTE:
            yield each
            if each.kind is not Kind.TABLE:
                yield from _blocks(each.children)


def _titles(blocks: list[Line]) -> Iterator[str]:
    """The plain paragraphs that are headings in all but name.

    Such is a paragraph that is bold as a whole, or one of few words without a number and a stop, over a heading, over a
    paragraph that is none, over a table, or over another such: part, title and section, three in a row at most, so that
    no list of names is held together.
    """
    row = 0
    for line, after in zip(blocks[-2::-1], blocks[:0:-1], strict=True):
        over = 0 < row < _TITLES or _is_headed(after)
        plain = line.kind is Kind.TEXT and not line.number and bool(line.runs)
        row = row + 1 if _is_bold(line) or (plain and _is_short(line) and over) else 0
        if row:
            yield line.id


def _is_bold(line: Line) -> bool:
    words = [run for run in line.runs if not run.note]
    return line.kind in (Kind.TEXT, Kind.POINT, Kind.OPERATIVE) and bool(words) and all(run.strong for run in words)


def _is_short(line: Line) -> bool:
    return len(line.text) <= _TITLE and line.text[-1:] not in _STOPS


def _is_headed(line: Line) -> bool:
    """Whether a paragraph is one that a heading may stand over."""
    if line.kind in (Kind.OPERATIVE, Kind.TEXT, Kind.POINT):
        return bool(line.number) or not _is_short(line)
    return line.kind in (Kind.PREAMBULAR, Kind.CHAPEAU, Kind.HEADING, Kind.TABLE)


def _leading(blocks: list[Line]) -> Iterator[str]:
    """The paragraphs over what they lead to: they end in a colon, or are a few words without a stop over points."""
    for line, after in zip(blocks, blocks[1:], strict=False):
        colon = line.text.rstrip("\u200e\u200f ")[-1:] in (":", "：") and after.kind is not Kind.HEADING
        if colon or (line.children[:1] == (after,) and line.runs and _is_short(line)):
            yield line.id


def _tail(blocks: list[Line], full: int) -> Iterator[tuple[str, str]]:
    """What is held together at the end of a text: its last lines, and the last ones before closing lines."""
    yield from _held(blocks, full, _LAST)
    for number, (line, after) in enumerate(zip(blocks, blocks[1:], strict=False), 1):
        if after.kind is Kind.CLOSING and line.kind is not Kind.CLOSING:
            yield from _held(blocks[:number], full, _CLOSED)


def _held(blocks: list[Line], full: int, needed: int) -> Iterator[tuple[str, str]]:
    """The blocks in which the last lines are, so many at least.

    How many lines a paragraph has is not known yet, but that they are no fewer than its letters fill.
    """
    for line in reversed(blocks):
        if needed <= 0 or line.kind in (Kind.TABLE, Kind.FIGURE, Kind.ANNEX):
            break
        length = -(-len(line.text) // full) or 1
        if length > needed:
            if needed > 2:
                yield line.id, f"last-{needed}"
            break
        yield line.id, TAIL
        needed -= length


def _rows(table: Line) -> Iterator[tuple[str, str]]:
    """The rows of a table that are blank, that stand over others, and that sum up what is before them.

    Blank is a row without words. One with words in one of its cells alone stands over those that follow. A sum is set
    off in all its words, in a table in which most are not; or it ends a group: a blank row or one over others follows.
    """
    rows = table.children[table.shape.head :]
    names = [_name(row, len(table.shape.columns)) for row in rows]
    marked = [not name and _is_set_off(row) for row, name in zip(rows, names, strict=True)]
    few = 2 * sum(marked) < len(rows)
    for head in table.children[: table.shape.head]:
        if not head.text.strip():
            yield head.id, BLANK
    for number, (row, name) in enumerate(zip(rows, names, strict=True)):
        after = names[number + 1 : number + 2]
        if name:
            yield row.id, name
        elif number and not names[number - 1] and ((few and marked[number]) or after in ([BLANK], [OVER])):
            yield row.id, SUM


def _name(row: Line, columns: int) -> str:
    said = sum(bool(cell.text.strip()) for cell in row.cells)
    if not said:
        return BLANK
    return OVER if said == 1 and (len(row.cells) > 1 or columns > 1) else ""


def _is_set_off(row: Line) -> bool:
    runs = [run for run in row.all_runs if run.text.strip() and not run.note and not run.position]
    return all(run.strong or run.emphasis or run.italic for run in runs)
