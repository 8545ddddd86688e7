"""From clauses to lines: translated, numbered, cut into cells, with the mark of each note where it is called.

A number is what the source prints, or else the one that follows the number before it (numbering.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engross.editing.editor import Editor
from engross.errors import Problem
from engross.model import Cell, Clause, Kind, Line, Run, figures, notation, numbering, placeholders
from engross.model.bidi import phrases
from engross.sources.catalog.reading import Found
from engross.sources.language import Language
from engross.sources.structure import shaped, split_cells

CONTAINERS = (Kind.PART, Kind.ANNEX)  # numbering begins anew in each
LABELLED = frozenset({Kind.NARRATIVE, Kind.ADOPTION, Kind.CHAPEAU, Kind.PREAMBULAR, Kind.OPERATIVE, Kind.TEXT})
"""The paragraphs whose label a house may print; a point, a heading, a note, a row bears its number."""


@dataclass(slots=True)
class _Series:
    """Where the numbers of one container stand: the first and the last mark of its paragraphs and of a list."""

    marks: dict[str, tuple[str, str]] = field(default_factory=dict)

    def copy(self) -> "_Series":
        """The same place, to be moved on alone."""
        return _Series(dict(self.marks))

    def next(self, name: str, first: str, given: str | None) -> str:
        """The next mark of a series: as given, or the one that follows; `first` begins it."""
        begun, last = self.marks.get(name, ("", ""))
        mark = given if given is not None else numbering.follows(begun, last) if last else first
        if mark:
            self.marks[name] = (begun or mark, mark)
        return mark


def made(editor: Editor, clauses: tuple[Clause, ...]) -> tuple[Line, ...]:
    """The lines of the clauses, one for each, with everything under them."""
    notes = _note_marks(editor, clauses)
    return tuple(_lines(editor, clauses, notes, _Series(), 0))


def by_rule(clauses: tuple[Clause, ...]) -> bool:
    """Whether there are several operative paragraphs: a single one bears no number (Editorial Manual, resolutions)."""
    return sum(clause.kind is Kind.OPERATIVE for clause in clauses) > 1


def _lines(
    editor: Editor, clauses: tuple[Clause, ...], notes: dict[str, str], series: _Series, depth: int
) -> Iterator[Line]:
    """`depth` is that of points: 0 under a paragraph, 1 under a point."""
    numbered, points = by_rule(clauses), _Series()
    for clause in clauses:
        found = editor.look_up(clause.label, clause.source) if clause.source else Found()
        own, text = shaped(found.text) if found.text else (clause.shape, "")
        if unlike := _unlike(editor, clause, text):
            editor.problems.append(unlike)
            text = clause.source
        editor.problems.extend(_unplaced(editor, clause, text))
        editor.problems.extend(_backwards(editor, clause, text if not found.hole else ""))
        given = own.number if own.number is not None and not found.hole else _written(clause, editor)
        number = _number(
            editor.language, clause, given, points if clause.kind is Kind.POINT else series, numbered, depth
        )
        under = _Series() if clause.kind in CONTAINERS else series
        deeper = depth + 1 if clause.kind is Kind.POINT else depth
        children = tuple(_lines(editor, clause.children, notes, under, deeper))
        yield _line(editor, clause, replace(found, text=text), notes.get(clause.label, number), notes, children)


def _unlike(editor: Editor, clause: Clause, text: str) -> Problem | None:
    """What is wrong with a translation that calls other notes than its source, or has more or fewer cells.

    A note that nothing calls would be on no page.
    """
    row = clause.kind is Kind.ROW and len(split_cells(text)) != len(split_cells(clause.source))
    if not text or not (row or sorted(notation.calls(text)) != sorted(notation.calls(clause.source))):
        return None
    calls = " ".join(f"[^{label}]" for label in notation.calls(clause.source)) or "none"
    return Problem(
        code="translation/cells" if row else "translation/notes",
        place=editor.place(clause.label),
        text="the row has not as many cells as its source" if row else "other notes are called than in the source",
        hint="write a bar | between two cells, as the source does" if row else f"the calls of the source are: {calls}",
    )


def _backwards(editor: Editor, clause: Clause, text: str) -> Iterator[Problem]:
    """What is wrong with amounts of right-to-left text that are typed as they look, and not as they are read."""
    first = editor.sources.first
    original = editor.sources.clauses is None and first is None
    if editor.language.direction != "rtl" or (original and editor.unset):
        return
    source = notation.plain(clause.source) if editor.sources.clauses else first.words if first else ""
    for said in figures.backwards(notation.plain(text), source):
        yield Problem(
            code="translation/amount",
            place=editor.place(clause.label),
            text=f"the groups of the amount “{said}” are typed from right to left",
            hint=f"write “{figures.unbroken(figures.turned(said))}”, as it is read, with no-break spaces (U+00A0)",
        )


def _unplaced(editor: Editor, clause: Clause, text: str) -> Iterator[Problem]:
    """What is wrong with the placeholders of a letter's clause: others than in its source, or one without a value."""
    if editor.document.letter is None or not text:
        return
    place, asked, wanted = editor.place(clause.label), placeholders.names(text), placeholders.names(clause.source)
    if asked != wanted:
        hint = f"the source has: {' '.join(f'{{{name}}}' for name in wanted) or 'none'}"
        yield Problem(
            code="translation/letter-field", place=place, text="other placeholders than in the source", hint=hint
        )
    for name in asked:
        if name not in editor.values:
            yield placeholders.unfilled(place, name)


def _written(clause: Clause, editor: Editor) -> str | None:
    """The number a clause is given in the original, as the edition's language writes it: 5. is 5 - in Arabic.

    Only the numbers of operative paragraphs are written anew; any other mark stays as it is, and in the original's
    own language every number is the one that is printed there.
    """
    number = clause.shape.number
    series = numbering.begins(editor.language.paragraph_mark)
    if editor.language.tag == editor.original.tag or clause.kind is not Kind.OPERATIVE or not number or series is None:
        return number
    value = numbering.value(number)
    return str(replace(series, number=value)) if value else number


def _number(language: Language, clause: Clause, given: str | None, series: _Series, numbered: bool, depth: int) -> str:
    marks = language.list_marks
    if clause.kind is Kind.OPERATIVE:
        given = "" if given is None and not numbered else given
        return series.next("paragraph", language.paragraph_mark, given)
    if clause.kind is Kind.POINT:
        return series.next("point", marks[min(depth, len(marks) - 1)], given)
    return given or ""


def regular(clauses: tuple[Clause, ...], language: Language) -> tuple[Clause, ...]:
    """The clauses without the numbers that the language's rule makes: only what is printed otherwise is kept."""
    return tuple(_regular(clauses, language, _Series(), 0))


def _regular(clauses: tuple[Clause, ...], language: Language, series: _Series, depth: int) -> Iterator[Clause]:
    numbered, points = by_rule(clauses), _Series()
    for clause in clauses:
        own = points if clause.kind is Kind.POINT else series
        ruled = _number(language, clause, None, own.copy(), numbered, depth)
        printed = _number(language, clause, clause.shape.number, own, numbered, depth)
        number = None if clause.kind in (Kind.OPERATIVE, Kind.POINT) and printed == ruled else clause.shape.number
        under = _Series() if clause.kind in CONTAINERS else series
        children = tuple(_regular(clause.children, language, under, depth + (clause.kind is Kind.POINT)))
        yield replace(clause, shape=replace(clause.shape, number=number), children=children)


def _line(
    editor: Editor,
    clause: Clause,
    found: Found,
    number: str,
    notes: dict[str, str],
    children: tuple[Line, ...],
) -> Line:
    hole = editor.word("hole-" + found.hole) if found.hole and editor.draft else ""
    text = clause.source if found.hole else found.text

    def runs(text: str) -> tuple[Run, ...]:
        parsed = notation.parse(text) if found.hole else editor.runs(text)
        parsed = parsed if found.hole else editor.with_languages(parsed, clause.source)
        called = tuple(replace(run, text=notes.get(run.note, "")) if run.note else run for run in parsed)
        return phrases(called) if editor.language.direction == "rtl" and not editor.unset else called

    row = clause.kind is Kind.ROW
    return Line(
        id=clause.label,
        kind=clause.kind,
        label=editor.label(clause.label, clause.place) if clause.kind in LABELLED else "",
        number=number,
        shape=clause.shape,
        runs=() if row else runs(text),
        cells=_cells(clause, tuple(map(runs, split_cells(text)))) if row else (),
        hole=hole,
        language=editor.original.tag if hole else "",
        children=children,
    )


def _cells(clause: Clause, texts: tuple[tuple[Run, ...], ...]) -> tuple[Cell, ...]:
    sizes = clause.shape.cells or ((1, 1, "start"),) * len(texts)
    return tuple(
        Cell(runs=runs, columns=columns, rows=rows, align=align)
        for runs, (columns, rows, align) in zip(texts, sizes, strict=True)
    )


def _note_marks(editor: Editor, clauses: tuple[Clause, ...]) -> dict[str, str]:
    """The mark of each note by its label: 1, 2, 3 as the language writes them, or as the source prints it."""
    marks: dict[str, str] = {}
    last = 0
    for clause in (each for top in clauses for each in top.walk() if each.kind is Kind.NOTE):
        given = clause.shape.number
        last = last + 1 if given is None else numbering.value(given)
        marks[clause.label] = editor.language.note_mark.format(number=last) if given is None else given
    return marks
