"""From a content file to a Document: everything that is wrong with it is found in one pass."""

import re
from collections.abc import Iterator
from typing import Any

from engross.errors import ContentError, Place, Problem
from engross.model import Document, Paragraph, labels, notation
from engross.sources import front_matter, structure
from engross.sources import letter as letters

_LABELLED = re.compile(r"([A-Z][A-Z0-9]*): ?")
_MARKS = re.compile(r"(\{(n|h|t|c|pic):[^{}]*\} ?)+")
_FENCE = re.compile(r"---[ \t]*")


def decode(data: bytes, file: str) -> str:
    """The text of a content file; ContentError when it is empty or not UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        place = Place(file=file, line=before.count(b"\n") + 1, column=len(before.rpartition(b"\n")[2]) + 1)
        raise ContentError(
            Problem(
                code="content/encoding",
                place=place,
                text=f"byte 0x{data[error.start]:02X} is not UTF-8",
                hint="save the file again with the encoding UTF-8",
            )
        ) from None
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if not text.strip():
        raise ContentError(
            Problem(
                code="content/empty",
                place=Place(file=file),
                text="the file is empty",
                hint="`engross new` writes a document to start from",
            )
        )
    return text


def read_document(data: bytes, file: str) -> Document:
    """The document in a content file; ContentError with every problem found, each with line and column."""
    text = decode(data, file)
    head, body, first_line = _split(text, file)
    front = front_matter.read(head, file, 2)
    paragraphs = tuple(_paragraphs(body, file, first_line))
    problems = [*front.problems, *_bad_characters(text, file), *_bad_paragraphs(paragraphs), *_orphans(paragraphs)]
    values = front.values
    if not problems:
        problems.extend(_bad_id(values, front.places, file))
        if "form" in values:
            problems.extend(letters.problems(values, front.places, paragraphs))
            values = letters.document_values(values)
        problems.extend(structure.problems(values, front.places, paragraphs))
    if problems:
        raise ContentError(sorted(problems, key=lambda problem: problem.place))
    heading = next((each.text for each in paragraphs if not each.label), "")
    labelled = tuple(each for each in paragraphs if each.label)
    return Document(
        heading=heading,
        clauses=structure.tree(labelled, values),
        file=file,
        **{name: value for name, value in values.items() if name not in structure.PARTS},
    )


def _split(text: str, file: str) -> tuple[str, str, int]:
    """Front matter, body, and the number of the body's first line."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line)]
    if not ends or ends[0] != 0 or len(ends) < 2:
        raise ContentError(
            Problem(
                code="content/front-matter",
                place=Place(file=file, line=1, column=1),
                text="the file does not start with a front matter",
                hint="start with a line of three hyphens, the fields, and three hyphens again",
            )
        )
    return "\n".join(lines[1 : ends[1]]), "\n".join(lines[ends[1] + 1 :]), ends[1] + 2


def _paragraphs(body: str, file: str, first_line: int) -> Iterator[Paragraph]:
    """The paragraphs of the body; blank lines and form feeds between them are only white space."""
    held: list[str] = []
    starts: list[tuple[int, int, int]] = []
    for number, column, piece in _pieces(body, first_line):
        said = piece.strip(" \t")
        if said:
            starts.append((sum(len(each) + 1 for each in held), number, column + piece.index(said[0])))
            held.append(said)
        elif held:
            yield _paragraph(" ".join(held), tuple(starts), file)
            held, starts = [], []


def _pieces(body: str, first_line: int) -> Iterator[tuple[int, int, str]]:
    """(line, column, text) of each line; a form feed ends a paragraph as a blank line does."""
    for number, line in enumerate([*body.split("\n"), ""], first_line):
        column = 1
        for index, piece in enumerate(line.split("\f")):
            if index:
                yield number, column, ""
            yield number, column, piece
            column += len(piece) + 1


def _paragraph(text: str, starts: tuple[tuple[int, int, int], ...], file: str) -> Paragraph:
    label = _LABELLED.match(text)
    _, line, column = starts[0]
    place = Place(file=file, line=line, column=column, clause=label[1] if label else "")
    if not label:
        return Paragraph(label="", text=text, place=place, starts=starts)
    return Paragraph(label=label[1], text=text[label.end() :], place=place, starts=starts, offset=label.end())


def _bad_characters(text: str, file: str) -> Iterator[Problem]:
    for number, line in enumerate(text.split("\n"), 1):
        for offset, name in notation.forbidden(line.replace("\t", " ").replace("\f", " ")):
            yield Problem(
                code="content/character",
                place=Place(file=file, line=number, column=offset + 1),
                text=f"{name}: such a character is invisible and may change how the text reads",
                hint="delete it; where a symbol must run left to right, the house isolates it",
            )


def _bad_paragraphs(paragraphs: tuple[Paragraph, ...]) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    for index, paragraph in enumerate(paragraphs):
        if not paragraph.label and index:
            yield Problem(
                code="content/unlabelled",
                place=paragraph.place,
                text="a paragraph without a label",
                hint="start it with a label of capitals and digits, a colon and a space: `P3A: `",
            )
        if paragraph.label and paragraph.label in seen:
            yield Problem(
                code="content/duplicate-label",
                place=paragraph.place,
                text=f"the label is already used on line {seen[paragraph.label].line}",
                hint="give the newer clause a label never used before; labels are permanent",
            )
        seen.setdefault(paragraph.label, paragraph.place)
        yield from _unbalanced(paragraph)


def _orphans(paragraphs: tuple[Paragraph, ...]) -> Iterator[Problem]:
    known = frozenset(each.label for each in paragraphs if each.label)
    for each in paragraphs:
        if each.label and labels.is_orphan(each.label, known):
            shorter = "".join(labels.segments(each.label)[:-1])
            yield Problem(
                code="content/orphan",
                place=each.place,
                text=f"a sub-clause of {shorter}, and there is no {shorter}",
                hint=f"add the clause {shorter} before it, or give this one another label",
            )


def _unbalanced(paragraph: Paragraph) -> Iterator[Problem]:
    """A mark that is opened and not closed; a row is looked at cell by cell."""
    marks = _MARKS.match(paragraph.text)
    start = marks.end() if marks else 0
    try:
        notation.parse(paragraph.text[start:])
    except ValueError as error:
        at = start + int(str(error))
        what, hint = notation.unclosed(paragraph.text[at])
        yield Problem(
            code="content/emphasis",
            place=paragraph.at(at),
            text=f"{what} is opened here and never closed, or holds no words",
            hint=hint,
        )


def _bad_id(values: dict[str, Any], places: dict[str, Place], file: str) -> Iterator[Problem]:
    if values["id"] != re.sub(r".*/|(\.[A-Za-z-]+)?\.md$", "", file):
        yield Problem(
            code="content/id",
            place=places["id"],
            text=f"id {values['id']!r} is not the name of the file",
            hint="make the two the same: the id names the catalogues and the editions",
        )
