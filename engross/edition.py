"""The heart: a document, a language and a house become an Edition, in which every word is final.

Translation, labels, dates, typography happen here and nowhere else; templates and outputs see only
the Edition.  Pure: no file, clock, locale or engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from string import Formatter

from engross import labels, notation
from engross.catalog.reading import Catalog, Found
from engross.errors import Place, Problem, TranslationError
from engross.house import House
from engross.language import Language
from engross.model import HEADING, Clause, Document, Line, Run, Status, lines_text
from engross.typography import set_text

TEXTS = ("title", "theme", "body", "acronym", "session", "meeting", "place")  # translated fields of the front matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language of one document in one house's form: what templates, outputs and checks see."""

    document: str
    house: House
    language: Language
    status: Status
    draft: bool
    title: str
    theme: str
    body: str
    acronym: str
    session: str
    meeting: str
    place_and_date: str
    distribution: Language
    issued: str
    symbol: str
    address: str
    job: str
    issue_date: str
    description: str
    keywords: str
    original: str
    courtesy: str
    stamp: str
    heading: tuple[Run, ...]
    lines: tuple[Line, ...]
    words: dict[str, str]

    def text(self) -> str:
        """What every output must say, exactly: the heading, then label and words of each clause, in order."""
        return f"{self.heading_text}\n{lines_text(self.lines)}"

    @property
    def heading_text(self) -> str:
        """The words of the heading."""
        return "".join(run.text for run in self.heading)

    @property
    def symbol_series(self) -> str:
        """The series letters of the symbol, set larger in a United Nations masthead: A of A/RES/76/294."""
        return self.symbol.partition("/")[0]

    @property
    def symbol_rest(self) -> str:
        """The symbol after its series letters, stroke included."""
        return self.symbol[len(self.symbol_series) :]

    def walk(self) -> Iterator[Line]:
        """Every line of the edition, in the order of the text."""
        for line in self.lines:
            yield from line.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where an edition's words come from: the document's catalogue (empty for the original) and the form words."""

    clauses: Catalog | None
    forms: Catalog


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongues:
    """The languages an edition speaks: its own, the document's original, and that of its distribution block."""

    own: Language
    original: Language
    distribution: Language


@dataclass(slots=True, kw_only=True)
class _Editor:
    """The state of one `edit`: what it works with, and the problems met."""

    document: Document
    house: House
    language: Language
    original: Language
    sources: Sources
    draft: bool
    problems: list[Problem] = field(default_factory=list)

    def word(self, key: str, **values: str | int) -> str:
        """A form word of the house in the edition's language."""
        word = self.house.words.get(key)
        if word is None:
            self.problems.append(_no_word(self.house, key))
            return ""
        found = self.sources.forms.find(word.context, word.english)
        if found.problem:
            self.problems.append(found.problem)
            return ""
        return self._fill(word.context, found.text, values)

    def _fill(self, context: str, text: str, values: dict[str, str | int]) -> str:
        if _placeholders(text) != sorted(values):
            wanted = ", ".join("{" + name + "}" for name in values) or "none"
            self.problems.append(
                Problem(
                    code="translation/placeholder",
                    place=Place(file=self.sources.forms.file, clause=context),
                    text=f"{text!r} has not the right placeholders",
                    hint=f"wanted: {wanted}",
                )
            )
            return ""
        return self.set(text.format(**values) if values else text)

    def set(self, text: str) -> str:
        """The text under the language's typographic rules."""
        return set_text(text, self.language.rules)

    def look_up(self, context: str, source: str) -> Found:
        """The translation of a text of the document; the text itself in the original language."""
        if self.sources.clauses is None:
            return Found(text=source)
        found = self.sources.clauses.find(context, source)
        if found.problem and not self.draft:
            self.problems.append(found.problem)
        return found

    def text(self, context: str, source: str) -> str:
        """A field of the front matter in the edition's language; in a draft a hole shows the original, bracketed."""
        found = self.look_up(context, source) if source else Found()
        if found.hole is None:
            return self.set(found.text)
        return f"{self.word('hole-' + found.hole)} {source}" if self.draft else ""

    def runs(self, text: str) -> tuple[Run, ...]:
        """The text's runs, set by the language's rules."""
        return tuple(Run(text=self.set(run.text), emphasis=run.emphasis) for run in notation.parse(text))

    def line(self, clause: Clause) -> Line:
        """A clause as it is printed in this edition."""
        found = self.look_up(clause.label, clause.source)
        hole = self.word("hole-" + found.hole) if found.hole and self.draft else ""
        runs = notation.parse(clause.source) if found.hole else self.runs(found.text)
        return Line(
            id=clause.label,
            kind=clause.kind,
            label=self.label(clause.label),
            runs=runs,
            hole=hole,
            language=self.original.tag if hole else "",
            children=tuple(self.line(child) for child in clause.children),
        )

    def label(self, label: str) -> str:
        """The label as the house prints it in this language; "" where it prints none."""
        if self.house.labels != "printed":
            return ""
        head, *rest = labels.segments(label)
        if not rest:
            return self.word(f"label-{head}")
        shape = "-".join([head, *("number" if part.isdigit() else "letter" for part in rest)])
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
        hint=f'add `{key} = "…"` (English) under [words], and its translation to each engross.po',
    )


def edit(document: Document, house: House, tongues: Tongues, sources: Sources, draft: bool = False) -> Edition:
    """The edition of `document` in the language `tongues.own` as `house` issues it.

    Raises TranslationError naming every clause and form word that is missing, fuzzy or out of date; with
    `draft` the holes of the document are marked in the text instead (those of the form words are not).
    """
    language = tongues.own
    editor = _Editor(
        document=document, house=house, language=language, original=tongues.original, sources=sources, draft=draft
    )
    status = document.status(language.tag)
    texts = {name: editor.text(name, getattr(document, name)) for name in TEXTS}
    place = texts.pop("place")
    edition = Edition(
        document=document.id,
        house=house,
        language=language,
        status=status,
        draft=draft,
        **texts,
        place_and_date=editor.word("place-and-date", place=place, date=language.day(document.adopted)),
        distribution=tongues.distribution,
        issued=set_text(tongues.distribution.day(document.issued), tongues.distribution.rules),
        symbol=document.symbol,
        address=document.address,
        job=editor.word("job-number", job=document.job) if document.job and "job-number" in house.words else "",
        issue_date=document.issued.isoformat(),
        description=texts["theme"] or texts["meeting"],
        keywords=editor.text("keywords", "; ".join(document.keywords)),
        original=editor.word(f"original-{document.language}"),
        courtesy=editor.word("courtesy") if status is Status.COURTESY else "",
        stamp=editor.word("draft") if draft else "",
        heading=_heading(editor),
        lines=tuple(editor.line(clause) for clause in document.clauses),
        words={key: editor.word(key) for key in house.words if _is_plain(key)},
    )
    if editor.problems:
        raise TranslationError(dict.fromkeys(editor.problems))
    return edition


def _heading(editor: _Editor) -> tuple[Run, ...]:
    """The line that opens the text: as adopted, or else the title."""
    context, source = heading_of(editor.document)
    found = editor.look_up(context, source)
    if found.hole is None and context == HEADING:
        return editor.runs(found.text)
    if found.hole is None:
        return (Run(text=editor.set(found.text)),)
    hole = editor.word("hole-" + found.hole) if editor.draft else ""
    return (Run(text=f"{hole} {source}"),)


def heading_of(document: Document) -> tuple[str, str]:
    """The context and text of the line that opens the text: the heading adopted with it, else the title."""
    return (HEADING, document.heading) if document.heading else ("title", document.title)


def _is_plain(key: str) -> bool:
    """Whether a form word is one that templates print as it is (the others are made up by `edit`)."""
    return not key.startswith(("label-", "hole-", "original-")) and key not in (
        "place-and-date",
        "courtesy",
        "draft",
        "job-number",
    )


def sources_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Every (context, text) of a document that is translated, in the order of the catalogue."""
    fields = tuple((name, text) for name in TEXTS if (text := getattr(document, name)))
    keywords = (("keywords", "; ".join(document.keywords)),) if document.keywords else ()
    heading = ((HEADING, document.heading),) if document.heading else ()
    return (*fields, *keywords, *heading, *((clause.label, clause.source) for clause in document.walk()))
