"""The lines of a text as blocks of Akoma Ntoso: preamble, body, lists, headings, closing lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from engross.akn import naming, writing_tables
from engross.akn.elements import add
from engross.akn.writing_inline import Words
from engross.model import Kind, Line

_CLASSES = {1: "H1", 2: "H23", 3: "H4", 4: "H56"}  # the UN's paragraph styles by level of heading
_OPENING = (Kind.NARRATIVE, Kind.ADOPTION)
_GROUPS = (Kind.CHAPEAU, *_OPENING)  # lines whose clauses come after them, not in them
_OUTSIDE = (Kind.NOTE, Kind.ANNEX, Kind.PART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The lines of one text by where they go."""

    opening: tuple[Line, ...]
    letter: tuple[Line, ...]
    preamble: tuple[Line, ...]
    body: tuple[Line, ...]
    closing: tuple[Line, ...]
    annexes: tuple[Line, ...]


def parted(lines: Sequence[Line], scope: Kind | None = None) -> Parts:
    """Where each line goes, in order: preface, preamble, body, conclusions, attachments.

    `scope` is None for a whole text, else PART or ANNEX: a part has no preface but its heading, and in an annex
    everything is in the body. The preamble ends with the last of its paragraphs before anything of another kind;
    what follows later is kept in the body, as the guidelines have it (second preambles).
    """
    rest = tuple(_flat(line for line in lines if line.kind not in _OUTSIDE))
    whole = scope is None
    opened = next((n for n, line in enumerate(rest) if line.kind not in _OPENING), len(rest)) if whole else 0
    lettered = opened + (_lettered(rest[opened:]) if whole else 0)
    start = lettered + (_preamble_end(rest[lettered:]) if scope is not Kind.ANNEX else 0)
    end = len(rest)
    while end > start and rest[end - 1].kind is Kind.CLOSING:
        end -= 1
    return Parts(
        opening=rest[:opened],
        letter=rest[opened:lettered],
        preamble=rest[lettered:start],
        body=rest[start:end],
        closing=rest[end:],
        annexes=tuple(line for line in lines if line.kind is Kind.ANNEX),
    )


def _flat(lines: Iterator[Line] | Sequence[Line]) -> Iterator[Line]:
    for line in lines:
        if line.kind in _GROUPS:
            yield replace(line, children=())
            yield from _flat(line.children)
        else:
            yield line


def _lettered(lines: Sequence[Line]) -> int:
    """1 where the text begins with the letter of a part (B of 77/253 B), over its opening formula."""
    first = lines[:2]
    lettered = len(first) == 2 and first[0].kind is Kind.HEADING and first[1].kind is Kind.CHAPEAU
    return int(lettered and first[0].shape.level == 1 and not first[0].number)


def _preamble_end(lines: Sequence[Line]) -> int:
    """How many of the lines are the preamble's."""
    end = 0
    for number, line in enumerate(lines, 1):
        if line.kind in (Kind.CHAPEAU, Kind.PREAMBULAR):
            end = number
        elif not (_plain_text(line) or _plain_heading(line)):
            break
    return end


def _plain_text(line: Line) -> bool:
    return line.kind is Kind.TEXT and not line.children and not line.number


def _plain_heading(line: Line) -> bool:
    return line.kind is Kind.HEADING and line.shape.level == 2 and not line.number


def _heads(line: Line, after: Line) -> bool:
    """Whether a line is the heading over a point with a number, in whose element it stands."""
    return line.kind is Kind.HEADING and after.kind is Kind.POINT and bool(after.number)


@dataclass(frozen=True, slots=True)
class Blocks:
    """The writer of blocks of one edition."""

    words: Words

    def opening(self, preface: Any, lines: Sequence[Line]) -> None:
        """Nothing; the paragraphs on how a text came about are containers of the preface."""
        for line in lines:
            made = add(preface, "container", name=str(line.kind), title=line.label)
            made.set("eId", naming.identify("container", line.id))
            self._words(add(made, "p"), line)

    def above(self, preface: Any, lines: Sequence[Line]) -> None:
        """Nothing; letters of parts (headings), and paragraphs, which are containers where they bear a number."""
        for line in lines:
            if line.kind is Kind.HEADING:
                self._words(add(add(preface, "p"), "docNumber", refersTo="#letter"), line)
            elif line.number:
                made = add(preface, "container", name="paragraph", title=line.number)
                made.set("eId", naming.identify("container", line.id))
                self._words(add(made, "p"), line)
            else:
                self._words(add(preface, "p", eId=naming.identify("p", line.id)), line)

    def preamble(self, element: Any, lines: Sequence[Line]) -> None:
        """Nothing; formulas, a container for each preambular paragraph, what stands between."""
        formulas = 0
        for line in lines:
            if line.kind is Kind.CHAPEAU:
                name = "operativeFormula" if formulas else "enactingFormula"
                formulas += 1
                made = add(element, "formula", name=name, title=line.label, eId=naming.identify("formula", line.id))
                self._words(add(made, "p"), line)
            elif line.kind is Kind.PREAMBULAR:
                self._preambular(element, line)
            elif line.kind is Kind.HEADING:
                self._words(add(element, "block", name="subheading", eId=naming.identify("block", line.id)), line)
            else:
                self._words(add(element, "p", eId=naming.identify("p", line.id)), line)

    def _preambular(self, element: Any, line: Line) -> None:
        name = next((run.text.strip() for run in line.runs if run.emphasis and run.text.strip()), "preambular")
        made = add(element, "container", name=name.replace("\n", " "), title=line.label)
        made.set("eId", naming.identify("container", line.id))
        if line.children:
            self._items(made, line, naming.identify("container", line.id))
        else:
            self._words(add(made, "p"), line)

    def _items(self, element: Any, line: Line, above: str) -> None:
        """A list of blocks: what points are where Akoma Ntoso has no paragraphs."""
        name = f"{above}__list_1"
        made = add(element, "blockList", eId=name)
        if line.runs:
            self._words(add(made, "listIntroduction"), line)
        for child in line.children:
            id = naming.identify("item", child.id, line.id, name)
            item = add(made, "item", eId=id)
            if child.kind is Kind.POINT:
                add(item, "num", child.number)
            if child.children:
                self._items(item, child, id)
            else:
                self._words(add(item, "p"), child)

    def body(self, element: Any, lines: Sequence[Line]) -> None:
        """Nothing; paragraphs, headings, second preambles, tables and pictures, in order."""
        for line in lines:
            if line.kind in (Kind.CHAPEAU, Kind.PREAMBULAR, *_OPENING):
                self._crossing(element, line)
            elif line.kind is Kind.HEADING:
                self._heading(element, line)
            elif line.kind is Kind.TABLE:
                writing_tables.table(element, line, self.words)
            elif line.kind is Kind.FIGURE:
                writing_tables.figure(element, line)
            elif line.kind is Kind.CLOSING:
                self._words(add(element, "block", name="conclusions", eId=naming.identify("block", line.id)), line)
            else:
                self._paragraph(element, line)
        if not lines:
            add(element, "p")

    def _crossing(self, element: Any, line: Line) -> None:
        reference = "#preamble" if line.kind is Kind.PREAMBULAR else "#enactingFormula"
        id = naming.identify("paragraph", line.id)
        made = add(element, "paragraph", eId=id, title=line.label)
        self._words(add(made, "crossHeading", refersTo=reference, eId=f"{id}__crossHeading_1"), line)
        if line.children:
            self._list(made, line, id, intro=False)

    def _heading(self, element: Any, line: Line) -> None:
        level = line.shape.level or 2
        made = add(element, "paragraph", class_=_CLASSES[level], eId=naming.identify("paragraph", line.id))
        if line.number:
            add(made, "num", line.number)
        self._words(add(made, "heading" if level == 1 else "subheading"), line)

    def _paragraph(self, element: Any, line: Line) -> None:
        id = naming.identify("paragraph", line.id)
        made = add(element, "paragraph", class_="SingleTxt", eId=id)
        if number := " ".join(filter(None, (line.label, line.number))):
            add(made, "num", number)
        if line.children:
            self._list(made, line, id, intro=True)
        else:
            self._content(made, line, id)

    def _content(self, element: Any, line: Line, id: str) -> None:
        self._words(add(add(element, "content", eId=f"{id}__content"), "p"), line)

    def _list(self, element: Any, line: Line, above: str, intro: bool) -> None:
        name = f"{above}__list_1"
        made = add(element, "list", eId=name)
        if intro and line.runs:
            self._words(add(add(made, "intro", eId=f"{name}__intro"), "p"), line)
        self._points(made, line, name)

    def _points(self, element: Any, line: Line, above: str) -> None:
        """The points under a line; their own points are in a list of the next level beside them, as in UN files."""
        sublists = 0
        for number, child in enumerate(line.children):
            if child.kind is Kind.HEADING:
                self._crosshead(element, child, line.children[number + 1 :])
                continue
            point = child.kind is not Kind.TEXT
            id = naming.identify("point" if point else "alinea", child.id, line.id, above)
            made = add(element, "point" if point else "alinea", eId=id)
            if point and number and _heads(line.children[number - 1], child):
                self._words(add(made, "subheading"), line.children[number - 1])
            if point and child.number:
                add(made, "num", child.number)
            self._content(made, child, id)
            if child.children:
                sublists += 1
                name = f"{id}__sublist_{sublists}"
                self._points(add(element, "sublist", eId=name), child, name)

    def _crosshead(self, element: Any, line: Line, rest: Sequence[Line]) -> None:
        """Nothing; a heading among points that stands over no point with a number, which would hold it."""
        if not rest or not _heads(line, rest[0]):
            self._words(add(element, "crossHeading", eId=naming.identify("crossHeading", line.id)), line)

    def closing(self, element: Any, lines: Sequence[Line], adopted: str) -> None:
        """Nothing; the closing lines, a paragraph each: meeting and date where they are two lines."""
        for line in lines:
            paragraph = add(element, "p", eId=naming.identify("p", line.id))
            said = line.text.split("\n")
            plain = len(line.runs) == 1 and not line.runs[0].note and len(said) == 2
            if plain and adopted and line.runs[0] == replace(line.runs[0], emphasis=False, strong=False, italic=False):
                add(paragraph, "inline", said[0], name="adoptionMeeting")
                add(paragraph, "eol")
                add(paragraph, "docDate", said[1], date=adopted, refersTo="#adoptionDate")
            else:
                self._words(paragraph, line)

    def _words(self, element: Any, line: Line) -> Any:
        return self.words.into(element, line.runs)
