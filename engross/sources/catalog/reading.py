"""A catalogue read strictly by clause id: a missing, fuzzy or stale entry is never a translation.

gettext's own look-up is by source text and forgiving (an empty catalogue prints the source); here the
look-up is by msgctxt, the permanent clause id, and the source text is only compared.
"""

import io
import re
from dataclasses import dataclass
from enum import StrEnum

from babel.messages.catalog import Catalog as BabelCatalog
from babel.messages.pofile import PoFileError, read_po

from engross.errors import Place, Problem, TranslationError
from engross.model import notation
from engross.sources import structure


class Hole(StrEnum):
    """Why an entry is not a translation."""

    MISSING = "missing"
    FUZZY = "fuzzy"
    STALE = "stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: what it translates, the translation, whether it is marked fuzzy, and where it stands."""

    source: str
    text: str
    fuzzy: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look-up gives: the translation, or the reason why there is none, with the problem to report."""

    text: str = ""
    hole: Hole | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """The entries of one catalogue by context, and its file for messages."""

    file: str
    entries: dict[str, Entry]

    def find(self, context: str, source: str) -> Found:
        """The translation of `source` under `context`; or the hole in its place, never the source text."""
        entry = self.entries.get(context)
        if entry is None or not entry.text:
            place = entry.place if entry else Place(file=self.file, clause=context)
            return self._hole(
                Hole.MISSING,
                place,
                f"not translated: {_short(source)}",
                "translate the entry; `engross catalog update` adds it where it is not there yet",
            )
        if entry.source != source:
            return self._hole(
                Hole.STALE,
                entry.place,
                f"translates an older text; the text now is {_short(source)}",
                "run `engross catalog update`, then revise the entry against the new text",
            )
        if entry.fuzzy:
            return self._hole(
                Hole.FUZZY,
                entry.place,
                "marked fuzzy: not confirmed since the text changed",
                "compare it with the text and remove the mark `fuzzy`",
            )
        return Found(text=entry.text)

    @staticmethod
    def _hole(hole: Hole, place: Place, text: str, hint: str) -> Found:
        return Found(hole=hole, problem=Problem(code=f"translation/{hole}", place=place, text=text, hint=hint))


def _short(text: str) -> str:
    return f"“{text}”" if len(text) <= 48 else f"“{text[:48].rstrip()}…”"


def read_catalog(data: bytes, file: str) -> Catalog:
    """The catalogue in a `.po` file; TranslationError with every problem that makes it unusable."""
    try:
        catalog = read_po(io.BytesIO(_checked(data, file)), abort_invalid=True)
    except PoFileError as error:
        raise TranslationError(
            Problem(
                code="translation/syntax",
                place=Place(file=file, line=error.lineno + 1),
                text=f"not a well-formed catalogue: {error.args[0].rpartition(' on ')[0]}",
                hint="open it with Poedit, or run msgfmt -c on it, and mend the line",
            )
        ) from None
    except (LookupError, ValueError, TypeError) as error:
        raise TranslationError(
            Problem(
                code="translation/header",
                place=Place(file=file, line=1),
                text=f"the header of the catalogue cannot be read: {error}",
                hint="correct its dates, Language, Plural-Forms and charset (UTF-8) lines",
            )
        ) from None
    return Catalog(file=file, entries=_entries(catalog, file, _doubles(data.decode("utf-8"), file)))


_LINE = re.compile(r'\s*(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"([^"\\]|\\.)*"\s*)?')


def _bad_lines(text: str, file: str) -> list[Problem]:
    """A problem for each line that is no catalogue line (Babel would read it with letters lost)."""
    return [
        Problem(
            code="translation/syntax",
            place=Place(file=file, line=number),
            text=f"not a line of a catalogue: {line.strip()[:40]}",
            hint='each line is a comment, or a keyword and a text in "quotation marks"',
        )
        for number, line in enumerate(text.splitlines(), 1)
        if not _LINE.fullmatch(line)
    ]


def _doubles(text: str, file: str) -> list[Problem]:
    """A problem for each clause id given twice (Babel would merge two entries of the same words)."""
    seen: set[str] = set()
    problems = []
    for number, line in enumerate(text.splitlines(), 1):
        found = re.fullmatch(r'\s*msgctxt\s+"(.*)"\s*', line)
        if found and found[1] in seen:
            place = Place(file=file, line=number + 1, clause=found[1])
            problems.append(
                Problem(
                    code="translation/duplicate",
                    place=place,
                    text="two entries have the same clause id",
                    hint="keep the one whose msgid is the clause's text, delete the other",
                )
            )
        if found:
            seen.add(found[1])
    return problems


def utf8(data: bytes, file: str) -> str:
    """The text of a catalogue; TranslationError naming the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file=file, line=data[: error.start].count(b"\n") + 1)
        raise TranslationError(
            Problem(
                code="translation/encoding",
                place=place,
                text=f"byte 0x{data[error.start]:02X} is not UTF-8",
                hint="save the catalogue with the encoding UTF-8",
            )
        ) from None


def _checked(data: bytes, file: str) -> bytes:
    """The bytes, known to be UTF-8 (every catalogue of a workspace is)."""
    text = utf8(data, file)
    charset = re.search(r'"Content-Type:[^"]*charset=([\w.:-]+)', text)
    if charset and charset[1].upper().replace("-", "") not in ("UTF8", "ASCII", "USASCII", "CHARSET"):
        raise TranslationError(
            Problem(
                code="translation/header",
                place=Place(file=file, line=text[: charset.start()].count("\n") + 1),
                text=f"the header says charset={charset[1]}; catalogues here are UTF-8",
                hint="save the catalogue as UTF-8 with charset=UTF-8 in its header",
            )
        )
    if problems := _bad_lines(text.removeprefix("\ufeff"), file):
        raise TranslationError(problems)
    return data.removeprefix(b"\xef\xbb\xbf")


def _entries(catalog: BabelCatalog, file: str, doubles: list[Problem]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    problems = []
    for message in catalog:
        if not message.id:
            continue
        context = str(message.context or "")
        place = Place(file=file, line=message.lineno or 0, clause=context)
        if not isinstance(message.id, str) or not isinstance(message.string, str):
            problems.append(
                Problem(
                    code="translation/plural",
                    place=place,
                    text="has plural forms",
                    hint="an official text has none: translate the entry as one text",
                )
            )
            continue
        problems.extend(_bad_text(message.string, place))
        entries[context] = Entry(source=message.id, text=message.string, fuzzy=message.fuzzy, place=place)
    if problems or doubles:
        raise TranslationError([*problems, *doubles])
    return entries


def _bad_text(text: str, place: Place) -> list[Problem]:
    problems = [
        Problem(
            code="translation/character", place=place, text=f"{name} in the translation", hint="delete the character"
        )
        for _, name in notation.forbidden(text)
    ]
    before = 0  # letters of the marks that stand before the words
    try:
        words = structure.shaped(text)[1]
        text, before = words, len(text) - len(words)
    except ValueError as error:
        problems.append(
            Problem(
                code="translation/mark",
                place=place,
                text=f"the mark {error} is not understood",
                hint="only {n:…}, the number as this language prints it, may stand before a translation",
            )
        )
    try:
        notation.parse(text)
    except ValueError as error:
        at = int(str(error))
        what, hint = notation.unclosed(text[at])
        said = f"{what} is opened at character {at + before + 1} and never closed, or holds no words"
        problems.append(Problem(code="translation/emphasis", place=place, text=said, hint=hint))
    return problems
