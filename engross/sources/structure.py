"""What the paragraphs of a content file are to each other: kinds, numbers, tables, notes, and the tree of clauses."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from engross.errors import Place, Problem
from engross.model import STEMS, WORDLESS, Clause, Kind, Paragraph, Shape, labels, notation

PARTS = ("narrative", "adoption", "preamble", "operative")  # fields of the front matter that name labels
_MARK = re.compile(r"\{(n|h|t|c|pic):([^{}]*)\}[ ]?")
_CELL = re.compile(r"(\d+)(?:x(\d+))?(start|center|end)?")
_ALIGN = ("start", "center", "end")


def shaped(text: str) -> tuple[Shape, str]:
    """The shape that marks before the words give a clause, and the words; a ValueError naming a bad mark.

    >>> shaped("{n:1 -} *Decides* to remain")
    (Shape(number='1 -', level=0, columns=(), head=0, cells=(), picture=''), '*Decides* to remain')
    >>> shaped("{c:1 2x1end} One|Two")[0].cells
    ((1, 1, 'start'), (2, 1, 'end'))
    """
    shape = Shape()
    while found := _MARK.match(text):
        shape = _with(shape, found[1], found[2].strip())
        text = text[found.end() :]
    return shape, text


def _with(shape: Shape, mark: str, said: str) -> Shape:
    if mark == "n":
        return replace(shape, number=said)
    if mark == "pic":
        return replace(shape, picture=said)
    if mark == "h" and said in ("1", "2", "3", "4"):
        return replace(shape, level=int(said))
    if mark == "t" and re.fullmatch(r"[1-9]\d*( [1-9]\d*)*(; head \d+)?", said):
        columns, _, head = said.partition("; head ")
        return replace(shape, columns=tuple(map(int, columns.split())), head=int(head or 0))
    cells = [_CELL.fullmatch(each) for each in said.split()]
    if mark == "c" and cells and all(cells):
        return replace(shape, cells=tuple((int(c[1]), int(c[2] or 1), c[3] or "start") for c in cells if c))
    raise ValueError(f"{{{mark}:{said}}}")


def mark_of(shape: Shape) -> str:
    """The marks that give a clause this shape: the inverse of `shaped`.

    >>> mark_of(Shape(number="", level=2)), mark_of(Shape(cells=((1, 1, "start"), (2, 3, "end"))))
    ('{n:} {h:2} ', '{c:1 2x3end} ')
    """
    marks = []
    if shape.number is not None:
        marks.append(f"{{n:{shape.number}}}")
    if shape.level:
        marks.append(f"{{h:{shape.level}}}")
    if shape.columns:
        head = f"; head {shape.head}" if shape.head else ""
        marks.append(f"{{t:{' '.join(map(str, shape.columns))}{head}}}")
    if shape.cells:
        marks.append(f"{{c:{' '.join(map(_cell, shape.cells))}}}")
    if shape.picture:
        marks.append(f"{{pic:{shape.picture}}}")
    return "".join(f"{mark} " for mark in marks)


def _cell(cell: tuple[int, int, str]) -> str:
    columns, rows, align = cell
    return f"{columns}{f'x{rows}' if rows > 1 else ''}{align if align != 'start' else ''}"


def split_cells(source: str) -> tuple[str, ...]:
    """The texts of a row's cells; a bar with a backslash before it is part of a text.

    >>> split_cells("one | two \\\\| three |")
    ('one', 'two \\\\| three', '')
    """
    return tuple(cell.strip(" ") for cell in re.split(r"(?<!\\)\|", source))


def kinds(values: dict[str, Any]) -> Callable[[str, str], Kind | None]:
    """What a label is, given the label it stands under: as the front matter names it, else by its letters (STEMS)."""
    stems = [(label, Kind.NARRATIVE, Kind.NARRATIVE) for label in values["narrative"]]
    for name, own, below in (
        ("adoption", Kind.ADOPTION, Kind.ADOPTION),
        ("preamble", Kind.CHAPEAU, Kind.PREAMBULAR),
        ("operative", Kind.CHAPEAU, Kind.OPERATIVE),
    ):
        if values[name]:
            stems.append((values[name], own, below))
    stems.sort(key=lambda stem: -len(labels.segments(stem[0])))

    def kind(label: str, above: str) -> Kind | None:
        for stem, own, below in stems:
            if label == stem:
                return own
            if labels.belongs(label, stem):
                return below
        parts = labels.own(label, above)
        if len(parts) == 1 and above:
            return Kind.POINT
        return STEMS.get(parts[0]) if parts[1:] and parts[1].isdigit() else None

    return kind


def tree(paragraphs: tuple[Paragraph, ...], values: dict[str, Any]) -> tuple[Clause, ...]:
    """The clauses as a tree, each under its parent, in the order of the text."""
    known = frozenset(each.label for each in paragraphs)
    under: dict[str, list[Paragraph]] = {}
    for each in paragraphs:
        under.setdefault(labels.parent(each.label, known), []).append(each)
    kind_of, named = kinds(values), [stem for field in PARTS for stem in _named(values, field)]

    def clause(paragraph: Paragraph, above: str) -> Clause:
        kind = kind_of(paragraph.label, above)
        assert kind is not None  # disorder has reported it otherwise
        shape, text = shaped(paragraph.text)
        if any(labels.belongs(paragraph.label, stem) for stem in named):
            shape = replace(shape, number=shape.number or "")  # no number is invented for an adopted text without
        children = tuple(clause(each, paragraph.label) for each in under.get(paragraph.label, ()))
        return Clause(
            label=paragraph.label, kind=kind, source=text, shape=shape, place=paragraph.place, children=children
        )

    return tuple(clause(each, "") for each in under.get("", ()))


def _named(values: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(values[field]) if field == "narrative" else tuple(filter(None, [values[field]]))


def problems(values: dict[str, Any], places: dict[str, Place], paragraphs: tuple[Paragraph, ...]) -> Iterator[Problem]:
    """What is wrong with the labels' order, kinds, marks and notes."""
    known = frozenset(each.label for each in paragraphs if each.label)
    for field in PARTS:
        for label in _named(values, field):
            if not any(labels.belongs(each, label) for each in known):
                yield Problem(
                    code="content/no-such-clause",
                    place=places[field],
                    text=f"{field} names {label}, and there is no such clause",
                    hint=f"the clauses are: {', '.join(sorted(known))}",
                )
    labelled = tuple(each for each in paragraphs if each.label)
    yield from _disorder(values, labelled, known)
    yield from _bad_shapes(values, labelled, known)
    yield from _bad_notes(values, labelled, known)


def _disorder(values: dict[str, Any], paragraphs: tuple[Paragraph, ...], known: frozenset[str]) -> Iterator[Problem]:
    """A clause whose parent or part comes after it, or that is nothing a document has."""
    kind_of = kinds(values)
    met: set[str] = set()
    for each in paragraphs:
        above = labels.parent(each.label, known)
        if above and above not in met:
            yield Problem(
                code="content/order",
                place=each.place,
                text=f"it stands before its own clause {above}",
                hint=f"move it below {above}",
            )
        if kind_of(each.label, above) is None:
            yield Problem(
                code="content/part",
                place=each.place,
                text="belongs to no part of the document",
                hint="name it in the front matter under narrative, adoption, preamble or operative,"
                f" or give it a number behind one of {', '.join(STEMS)}",
            )
        met.add(each.label)


def _bad_shapes(values: dict[str, Any], paragraphs: tuple[Paragraph, ...], known: frozenset[str]) -> Iterator[Problem]:
    kind_of, bearing = kinds(values), {labels.parent(each.label, known) for each in paragraphs}
    for each in paragraphs:
        try:
            shape, text = shaped(each.text)
        except ValueError as error:
            yield Problem(
                code="content/mark",
                place=each.place,
                text=f"the mark {error} is not understood",
                hint="{n:1.} a number, {h:2} the level of a heading, {t:30 70; head 1} a table's columns,"
                " {c:1 2x1end} a row's cells, {pic:art/map.png} a picture",
            )
            continue
        kind = kind_of(each.label, labels.parent(each.label, known))
        if not text and not shape.number and kind not in WORDLESS and each.label not in bearing:
            yield Problem(
                code="content/empty-clause",
                place=each.place,
                text="the clause has no text",
                hint="write its text behind the label, or delete the line",
            )
        if kind is Kind.ROW and shape.cells and len(shape.cells) != len(split_cells(text)):
            yield Problem(
                code="content/cells",
                place=each.place,
                text=f"the mark {{c:…}} tells of {len(shape.cells)} cells, the row has {len(split_cells(text))}",
                hint="write a bar | between two cells, and one size for each cell",
            )


def _bad_notes(values: dict[str, Any], paragraphs: tuple[Paragraph, ...], known: frozenset[str]) -> Iterator[Problem]:
    """A call of a note that is not there, a note that is called twice or never."""
    kind_of, met = kinds(values), dict[str, Paragraph]()
    notes = {each.label: each for each in paragraphs if kind_of(each.label, "") is Kind.NOTE}
    for each in paragraphs:
        for call in notation.calls(each.text):
            if call not in notes or call in met:
                yield Problem(
                    code="content/note",
                    place=each.place,
                    text=f"calls the note {call}, "
                    + ("which is called twice" if call in met else "which is not there"),
                    hint=f"add the note as a paragraph of its own: `{call}: its text`; one call for each note",
                )
            met[call] = each
    for label in notes.keys() - met.keys():
        yield Problem(
            code="content/note",
            place=notes[label].place,
            text="no clause calls this note",
            hint=f"write [^{label}] where it is called, or delete the note",
        )
