"""Can the locked faces set this edition?  Asked clause by clause before the engine starts.

A face lacks a character; a combining mark is not attached to its letter (cmap coverage is not enough); a mark
stands alone and would get a dotted circle: each is named with its clause.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from engross.editing.edition import UNPRINTED, Edition
from engross.errors import FontError, Place, Problem
from engross.model import Run
from engross.sources.language import Language
from engross.workspace.fonts import Installed

Face = tuple[str, int, str]
ITALIC = ("latin", "cyrillic")  # scripts that have an italic; the others are set upright
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\n")
_SYNONYMS = {"\u202f": " ", "\u00a0": " ", "\u2011": "-"}  # what is set for a character


@cache
def _font(path: Path, index: int) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path)), index))


def faces_needed(edition: Edition, languages: dict[str, Language]) -> dict[Face, str]:
    """Every face the edition may ask for, with the script it is for."""
    needed: dict[Face, str] = {}
    for language in languages.values():
        face = edition.house.faces[language.script]
        styles = [(400, "normal"), (700, "normal")]
        if language.emphasis != "bold":
            styles.append((700 if "bold" in language.emphasis else 400, "italic"))
        for weight, style in styles:
            needed.setdefault((face.body, weight, style), language.script)
        for weight in (400, 700):
            needed.setdefault((face.display, weight, "normal"), language.script)
    return needed


def check(edition: Edition, languages: dict[str, Language], installed: tuple[Installed, ...]) -> None:
    """Nothing when all can be set; FontError naming clause and character, or the face that is not locked."""
    by_face = {each.font.face: each for each in installed}
    problems = [
        Problem(
            code="fonts/no-face",
            place=Place(file=f"templates/{edition.house.id}/house.toml"),
            text=f"the {script} face {family!r}, weight {weight}, {style}, is not in fonts.lock",
            hint="name a locked family in house.toml, or lock the file of that weight and style",
        )
        for (family, weight, style), script in faces_needed(edition, languages).items()
        if (family, weight, style) not in by_face
    ]
    if not problems:
        problems = list(_text_problems(edition, languages, by_face))
    if problems:
        raise FontError(dict.fromkeys(problems))


def seconds(
    edition: Edition, languages: dict[str, Language], installed: tuple[Installed, ...]
) -> dict[str, tuple[str, ...]]:
    """The letters of running text that the first face of their script cannot set, by the second face that can."""
    by_face = {each.font.face: each for each in installed}
    found: dict[str, dict[str, None]] = {}
    for line in edition.walk():
        for run in line.all_runs:
            language = languages.get(run.language or line.language, edition.language)
            first, second = _faces(edition, run, language, by_face)
            for letter in _unset(run.text, first) if second else ():
                if second and _can(second, letter):
                    found.setdefault(second.font.family, {})[letter] = None
    return {family: tuple(letters) for family, letters in found.items()}


def _unset(text: str, face: Installed) -> Iterator[str]:
    """The letters of a text, with the marks on them, that a face cannot set."""
    font = _font(face.path, face.font.index)
    yield from (each for each in dict.fromkeys(text) if not _has(font, each))
    yield from (each for each in _marked(text) if _mark_problem(face, font, each))


def _can(face: Installed, letter: str) -> bool:
    """Whether a face can set a letter with the marks on it."""
    font = _font(face.path, face.font.index)
    marked = any(map(unicodedata.combining, letter))
    return all(_has(font, each) for each in letter) and not (marked and _mark_problem(face, font, letter))


def _has(font: hb.Font, character: str) -> bool:
    known = character in _INVISIBLE or font.get_nominal_glyph(ord(_SYNONYMS.get(character, character))) is not None
    return bool(known)


def _text_problems(
    edition: Edition, languages: dict[str, Language], by_face: dict[Face, Installed]
) -> Iterator[Problem]:
    own, file = edition.language, f"{edition.document}.{edition.language.tag}"
    for line in edition.walk():
        for run in line.all_runs:
            language = languages.get(run.language or line.language, own)
            yield from _run_problems(edition, run, language, by_face, Place(file=file, clause=line.id))
    body, display = edition.house.faces[own.script].body, edition.house.faces[own.script].display
    for name, text in edition.letter.texts() if edition.letter else ():
        for weight, face in ((400, body), (700, body), (400, display), (700, display)):
            yield from _problems(text, by_face[face, weight, "normal"], Place(file=file, clause=name))
    for name, text in _display_texts(edition):
        for weight in (400, 700):
            yield from _problems(text, by_face[display, weight, "normal"], Place(file=file, clause=name))


def _run_problems(
    edition: Edition, run: Run, language: Language, by_face: dict[Face, Installed], place: Place
) -> Iterator[Problem]:
    first, second = _faces(edition, run, language, by_face)
    yield from _problems(run.text, first, place, second)


def _faces(
    edition: Edition, run: Run, language: Language, by_face: dict[Face, Installed]
) -> tuple[Installed, Installed | None]:
    """The face that sets a run, and the second face of its script, where there is one here."""
    face = edition.house.faces[language.script]
    bold = run.strong or (run.emphasis and "bold" in language.emphasis)
    italic = (run.italic and language.script in ITALIC) or (run.emphasis and "italic" in language.emphasis)
    style = 700 if bold else 400, "italic" if italic else "normal"
    first = by_face.get((face.body, *style)) or by_face[face.body, 400, "normal"]
    return first, by_face.get((face.second, *style))


def _display_texts(edition: Edition) -> Iterator[tuple[str, str]]:
    """Everything that is set in display faces (or bold): the heading, the labels, the words of the masthead."""
    yield "heading", edition.heading_text
    yield "labels", "".join(line.label + line.number + line.hole for line in edition.walk())
    for each in fields(edition):
        if each.type is str and each.name not in UNPRINTED:
            yield each.name, getattr(edition, each.name)


def _problems(text: str, face: Installed, place: Place, second: Installed | None = None) -> Iterator[Problem]:
    font = _font(face.path, face.font.index)
    name = f"{face.font.family} {face.font.weight} {face.font.style}"
    for character in dict.fromkeys(text):
        if not _has(font, character) and not (second and _can(second, character)):
            said = unicodedata.name(character, "no name")
            yield Problem(
                code="fonts/missing-glyph",
                place=place,
                text=f"{name} has no glyph for {character!r} (U+{ord(character):04X} {said})",
                hint="correct the character, or name a face in house.toml that has it",
            )
    for cluster in _marked(text):
        if (problem := _mark_problem(face, font, cluster)) and not (second and _can(second, cluster)):
            yield Problem(
                code="fonts/mark",
                place=place,
                text=f"{name}: {problem} in {cluster!r}, near “{_near(text, cluster)}”",
                hint="correct the text, or name a face in house.toml that attaches the mark",
            )


def _marked(text: str) -> Iterator[str]:
    """Each base letter with the combining marks on it; a mark without a base comes alone."""
    text = unicodedata.normalize("NFC", text)
    if not any(map(unicodedata.combining, text)):
        return
    seen: dict[str, None] = {}
    at = 0
    while at < len(text):
        stop = at + 1
        while stop < len(text) and unicodedata.combining(text[stop]):
            stop += 1
        if stop - at > 1 or unicodedata.combining(text[at]):
            seen[text[at:stop]] = None
        at = stop
    yield from seen


def _mark_problem(face: Installed, font: hb.Font, cluster: str) -> str:
    borne = unicodedata.normalize("NFD", cluster)[1:]  # й is a letter with a breve; another on it is a slip
    if unicodedata.combining(cluster[0]) or cluster[0].isspace():
        return f"{_named(cluster.strip()[:1] or cluster)} stands on no letter, a slip of the text"
    if twice := next((mark for mark in borne if borne.count(mark) > 1), ""):
        return f"{_named(twice)} stands twice on one letter, a slip of the text"
    with_marks, without = _places(font, cluster, True), _places(font, cluster, False)
    if len(with_marks) > 1 and with_marks == without:
        glyphs = [glyph for glyph, _, _ in with_marks]
        anchors = _anchors(face.path, face.font.index)
        marks = [glyph for glyph in glyphs if any(glyph in marked for marked, _ in anchors)]
        if not marks or not all(
            any(mark in marked and base in bases for marked, bases in anchors for base in glyphs if base != mark)
            for mark in marks
        ):
            return "the mark is not attached to its letter"
    return ""


def _named(mark: str) -> str:
    return f"U+{ord(mark):04X} {unicodedata.name(mark, 'a combining mark')}"


def _near(text: str, cluster: str) -> str:
    """What stands round a cluster, in one line."""
    text = unicodedata.normalize("NFC", text)
    at = text.find(cluster)
    return " ".join(text[max(at - 20, 0) : at + len(cluster) + 20].split())


@cache
def _anchors(path: Path, index: int) -> tuple[tuple[frozenset[int], frozenset[int]], ...]:
    """The glyphs of marks, and of what they are attached to, in each table of anchors of a face (GPOS 4, 5, 6).

    Asked only where a mark is not moved: it may be attached, at no distance.
    """
    from fontTools.ttLib import TTFont

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return tuple(_attached(font))


def _attached(font: Any) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    for lookup in font["GPOS"].table.LookupList.Lookup if "GPOS" in font else ():
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            marks = getattr(table, "MarkCoverage", None) or getattr(table, "Mark1Coverage", None)
            under = [getattr(table, name, None) for name in ("BaseCoverage", "LigatureCoverage", "Mark2Coverage")]
            if marks and any(under):
                bases = [glyph for each in under if each for glyph in each.glyphs]
                yield _ids(font, marks.glyphs), _ids(font, bases)


def _ids(font: Any, names: list[str]) -> frozenset[int]:
    return frozenset(map(font.getGlyphID, names))


def _places(font: hb.Font, text: str, marks: bool) -> list[tuple[int, int, int]]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"mark": marks, "mkmk": marks})
    return [
        (info.codepoint, place.x_offset, place.y_offset)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]
