"""The editor's desk: translations, form words, labels, each found or reported, never guessed.

Pure: no file, clock, locale or engine.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from string import Formatter

from engross.editing import foreign_words
from engross.errors import Place, Problem
from engross.model import Document, Run, labels, notation, placeholders
from engross.model.typography import set_pieces, set_text
from engross.sources.catalog.reading import Catalog, Found
from engross.sources.house import House, Word
from engross.sources.language import Language

_NO_LETTER = "\ufffc"  # stands for the call of a note where rules are applied


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first text of a work of which a language has a text of its own structure: its words and their language."""

    words: str
    language: Language

    @classmethod
    def of(cls, document: Document, language: Language) -> "First":
        """The words of all clauses of a document."""
        words = " ".join(notation.plain(clause.source) for clause in document.walk() if clause.source)
        return cls(words=words, language=language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where an edition's words come from: the document's catalogue (empty for the original) and the form words.

    `first` is there where the edition's language has a text of a structure of its own. `homes` names the file in
    which a house keeps its form words in this language, for each house that does not keep them in `forms`.
    """

    clauses: Catalog | None
    forms: Catalog
    first: First | None = None
    homes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongues:
    """The languages an edition speaks: its own, the document's original, and that of its distribution block."""

    own: Language
    original: Language
    distribution: Language


@dataclass(slots=True)
class Editor:
    """The state of one `edit`: what it works with, and the problems met."""

    document: Document
    house: House
    language: Language
    original: Language
    sources: Sources
    draft: bool
    unset: bool = False  # the words as adopted, for a file that is data: nothing is done for the look of a page
    values: Mapping[str, str] = field(default_factory=dict)  # of a letter's placeholders, by name
    problems: list[Problem] = field(default_factory=list)

    def word(self, key: str, **values: str | int) -> str:
        """A form word of the house in the edition's language."""
        word = self.house.words.get(key)
        if word is None:
            self.problems.append(_no_word(self.house, key))
            return ""
        found = self.sources.forms.find(word.context, word.english)
        if found.problem:
            self.problems.append(self._at_home(word, found.problem))
            return ""
        return self._fill(word.context, found.text, values)

    def _at_home(self, word: Word, problem: Problem) -> Problem:
        """The problem of a form word; of one that stands nowhere yet, with the file in which its house keeps it."""
        home = self.sources.homes.get(word.context.partition("/")[0])
        if home is None or word.context in self.sources.forms.entries:
            return problem
        hint = f'write there: msgctxt "{word.context}", msgid "{word.english}", msgstr "…"'
        return replace(problem, place=Place(file=home, clause=word.context), hint=hint)

    def _fill(self, context: str, text: str, values: dict[str, str | int]) -> str:
        if _placeholders(text) != sorted(values):
            wanted = ", ".join("{" + name + "}" for name in values) or "none"
            self.problems.append(
                Problem(
                    code="translation/placeholder",
                    place=Place(file=self.sources.forms.file, clause=context),
                    text=f"placeholders of {text!r} differ from those of the form word",
                    hint=f"expected: {wanted}",
                )
            )
            return ""
        return self.set(text.format(**values) if values else text)

    def set(self, text: str) -> str:
        """The text under the language's typographic rules; as it is where words are wanted as adopted."""
        return text if self.unset else set_text(text, self.language.rules)

    def look_up(self, context: str, source: str) -> Found:
        """The translation of a text of the document; the text itself in the original language."""
        if context in self.document.given:
            return Found(text=self.document.given[context])
        if self.sources.clauses is None:
            return Found(text=source)
        found = self.sources.clauses.find(context, source)
        if found.problem and not self.draft:
            self.problems.append(found.problem)
        return found

    def place(self, context: str) -> Place:
        """Where the words of a context stand: in the catalogue, or in the document's own file."""
        if self.sources.clauses is None:
            return Place(file=self.document.file, clause=context)
        entry = self.sources.clauses.entries.get(context)
        return entry.place if entry else Place(file=self.sources.clauses.file, clause=context)

    def text(self, context: str, source: str) -> str:
        """A field of the front matter in the edition's language; in a draft a hole shows the original, bracketed."""
        own = self.document.own_line(self.language.tag, context)
        if own is not None:
            return self.set(own)
        found = self.look_up(context, source) if source else Found()
        if found.hole is None:
            return self.set(found.text)
        return f"{self.word('hole-' + found.hole)} {source}" if self.draft else ""

    def runs(self, text: str) -> tuple[Run, ...]:
        """The text's runs, set by the language's rules, a letter's placeholders filled."""
        runs = [replace(run, text=placeholders.filled(run.text, self.values)) for run in notation.parse(text)]
        if self.unset:
            return tuple(runs)
        pieces = set_pieces([_NO_LETTER if run.note else run.text for run in runs], self.language.rules)
        return tuple(run if run.note else replace(run, text=piece) for run, piece in zip(runs, pieces, strict=True))

    def with_languages(self, runs: tuple[Run, ...], source: str) -> tuple[Run, ...]:
        """The runs of a clause, the phrases marked that its source has too, or the work's first text."""
        first = self.sources.first or First(words=notation.plain(source), language=self.original)
        if self.unset or not foreign_words.tells(self.language, first.language):
            return runs
        return foreign_words.marked(runs, first.words, first.language.tag)

    def label(self, label: str, place: Place) -> str:
        """The label as the house prints it in this language; "" where it prints none, and in letters.

        `place` is where the clause stands in the document.
        """
        if self.house.labels != "printed" or self.document.letter:
            return ""
        head, *rest = labels.segments(label)
        shape = "-".join([head, *("number" if part.isdigit() else "letter" for part in rest)])
        if f"label-{shape}" not in self.house.words:
            self.problems.append(_no_label(self.house, f"label-{shape}", label, place))
            return ""
        return self.word(f"label-{shape}", **_parts(rest, self.language))


def _placeholders(text: str) -> list[str]:
    """The names in braces, sorted; what `format` could not fill counts as a name that fits nothing."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return ["{"]
    return sorted(f"{name}{spec}{conversion or ''}" for _, name, spec, conversion in parts)


def _parts(rest: list[str], language: Language) -> dict[str, str | int]:
    """The placeholders of a label's form: number, letter (then number2, letter2, …).

    A letter of several characters (P3AB) is not a series letter and is kept as it is.
    """
    values: dict[str, str | int] = {}
    for part in rest:
        name = "number" if part.isdigit() else "letter"
        depth = sum(key.startswith(name) for key in values)
        key = f"{name}{depth + 1}" if depth else name
        values[key] = part if part.isdigit() or len(part) > 1 else language.letter(part)
    return values


def _no_word(house: House, key: str) -> Problem:
    file = f"templates/{house.id}/house.toml"
    return Problem(
        code="house/word",
        place=Place(file=file),
        text=f"the house has no form word {key!r}",
        hint=f'say it in a house of your own: `extends = "{house.id}"`, and under [words] `{key} = "…"` (English)',
    )


def _no_label(house: House, key: str, label: str, place: Place) -> Problem:
    return Problem(
        code="house/label",
        place=place,
        text=f"the house {house.id} prints labels, and does not say how {label} is printed",
        hint=f"give the clause a label of a shape that the house knows ({', '.join(_shapes(house))}); or make a house "
        f'of your own: `extends = "{house.id}"`, and under [words] `{key} = "{_example(key)}"`',
    )


def _shapes(house: House) -> list[str]:
    """A label of each shape that a house knows."""
    words = [word.english for key, word in house.words.items() if key.startswith("label-")]
    blank = {"number": "1", "letter": "A", "number2": "1", "letter2": "A"}
    return [re.sub(r"[^A-Z0-9]", "", re.sub(r"\{(\w+)\}", lambda name: blank.get(name[1], ""), each)) for each in words]


def _example(key: str) -> str:
    """What a form word for a label may be.

    >>> _example("label-P-number-letter"), _example("label-A-number-letter-number")
    ('P{number}{letter}:', 'A{number}{letter}{number2}:')
    """
    head, *rest = key.split("-")[1:]
    names = [f"{name}{rest[:at].count(name) + 1 if name in rest[:at] else ''}" for at, name in enumerate(rest)]
    return head + "".join("{" + name + "}" for name in names) + ":"
