"""The heart: a document, a language and a house become an Edition, in which every word is final.

Translation, labels, dates, typography happen here and nowhere else; templates and outputs see only
the Edition.  Pure: no file, clock, locale or engine.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engross.editing import letter_words
from engross.editing.editor import Editor, Sources, Tongues
from engross.editing.letter_words import Written
from engross.editing.lines import made
from engross.errors import TranslationError
from engross.model import HEADING, Document, Kind, Line, Run, Status, lines_text
from engross.model.bidi import phrases
from engross.model.typography import letters_only, set_text
from engross.sources.fields import TEXTS
from engross.sources.house import House
from engross.sources.language import Language
from engross.sources.translatable import heading_of

# Texts of an edition that are on no page: names, addresses, and what is said in the metadata alone.
UNPRINTED = ("document", "address", "issue_date", "description", "keywords")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One language of one document in one house's form: what templates, outputs and checks see."""

    document: str
    house: House
    language: Language
    status: Status
    draft: bool
    unset: bool
    title: str
    theme: str
    body: str
    acronym: str
    session: str
    meeting: str
    number: str
    organization: str
    distributed: str
    agenda: str
    item: str
    resolved: str
    proposal: str
    expression: str
    council: str
    place: str
    adopted: str
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
    originated: str
    courtesy: str
    unissued: str
    source: str
    stamp: str
    heading: tuple[Run, ...]
    lines: tuple[Line, ...]
    words: dict[str, str]
    letter: Written | None = None
    whole: tuple[str, ...] = ()

    def text(self) -> str:
        """What every output must say, exactly: the heading, then label and words of each clause, in order."""
        return f"{self.heading_text}\n{lines_text(self.lines)}"

    @property
    def notes(self) -> dict[str, Line]:
        """The notes by label, in the order of their calls."""
        return {line.id: line for line in self.walk() if line.kind is Kind.NOTE}

    @property
    def heading_text(self) -> str:
        """The words of the heading."""
        return "".join(run.text for run in self.heading)

    @property
    def titled(self) -> bool:
        """Whether the title says more than the symbol does."""
        return letters_only(self.title) != letters_only(self.symbol)

    @property
    def symbol_series(self) -> str:
        """The series letters of the symbol, set larger in a United Nations masthead: A of A/RES/76/294."""
        return self.symbol.partition("/")[0]

    @property
    def symbol_rest(self) -> str:
        """The symbol after its series letters, stroke included."""
        return self.symbol[len(self.symbol_series) :]

    @property
    def dated_in_text(self) -> bool:
        """Whether the day of adoption stands in the line that says who adopted the text, or in its closing."""
        said = [self.resolved, *(line.text for line in self.walk() if line.kind is Kind.CLOSING)]
        return any(letters_only(self.adopted) in letters_only(each) for each in said)

    def walk(self) -> Iterator[Line]:
        """Every line of the edition, in the order of the text."""
        for line in self.lines:
            yield from line.walk()


def edit(
    document: Document, house: House, tongues: Tongues, sources: Sources, draft: bool = False, unset: bool = False
) -> Edition:
    """The edition of `document` in the language `tongues.own` as `house` issues it.

    Raises TranslationError naming every clause and form word that is missing, fuzzy or out of date; with
    `draft` the holes of the document are marked in the text instead (those of the form words are not). With `unset` no
    typographic rule is applied: the words are those adopted, for a file that is data and no page.
    """
    language = tongues.own
    editor = Editor(document, house, language, tongues.original, sources, draft=draft, unset=unset)
    status = document.status(language.tag)
    editor.values = letter_words.values(editor, document) if document.letter else {}
    letter = letter_words.written(editor, document) if document.letter else None
    texts = {name: editor.text(name, getattr(document, name)) for name in TEXTS}
    place, dated, source, originated = (texts.pop(name) for name in ("place", "dated", "source", "originated"))
    spoken = tongues.distribution
    edition = Edition(
        document=document.id,
        house=house,
        language=language,
        status=status,
        draft=draft,
        unset=unset,
        **(texts if letter is None else texts | {"title": letter.title or letter.heading}),
        place=place,
        adopted=editor.set(language.day(document.adopted)),
        place_and_date=_place_and_date(editor, place),
        distribution=spoken,
        issued=dated or _day(spoken, document, unset),
        symbol=document.symbol,
        address=document.address,
        job=editor.word("job-number", job=document.job) if document.job and "job-number" in house.words else "",
        issue_date=document.issued.isoformat(),
        description=texts["theme"] or texts["meeting"] or (letter.heading if letter else ""),
        keywords=editor.text("keywords", "; ".join(document.keywords)),
        original=originated or ("" if source else editor.word(f"original-{document.language}")),
        originated=originated,
        courtesy=editor.word(f"courtesy-{document.language}") if status is Status.COURTESY else "",
        unissued=editor.word("not-issued") if _unissued(house, document) else "",
        source=editor.word("source", source=source) if source else "",
        stamp=editor.word("draft") if draft else "",
        heading=(Run(text=letter.title),) if letter else _heading(editor),
        lines=made(editor, document.clauses),
        words={key: editor.word(key) for key in house.words if _is_plain(key)},
        letter=letter,
        whole=document.whole,
    )
    if editor.problems:
        raise TranslationError(dict.fromkeys(editor.problems))
    return edition


def _unissued(house: House, document: Document) -> bool:
    """Whether the form is that of the United Nations, and the text neither of its record nor under its symbols."""
    return house.united_nations and not (document.letter or document.source or house.owns(document.symbol))


def _day(spoken: Language, document: Document, unset: bool) -> str:
    """The day of issue in the language of the distribution block."""
    day = spoken.day(document.issued)
    return day if unset else set_text(day, spoken.rules)


def _place_and_date(editor: Editor, place: str) -> str:
    """Where and when the text was adopted; the day alone where no place is named."""
    day = editor.language.day(editor.document.adopted)
    return editor.word("place-and-date", place=place, date=day) if place else day


def _heading(editor: Editor) -> tuple[Run, ...]:
    """The line that opens the text: as adopted, or else the title."""
    context, source = heading_of(editor.document)
    if context != HEADING and editor.document.number and source == editor.document.symbol:
        return ()  # the record gives the text a number and no title: the number stands alone
    found = editor.look_up(context, source)
    if found.hole is None and context == HEADING:
        runs = editor.runs(found.text)
        return phrases(runs) if editor.language.direction == "rtl" and not editor.unset else runs
    if found.hole is None:
        return (Run(text=editor.set(found.text)),)
    hole = editor.word("hole-" + found.hole) if editor.draft else ""
    return (Run(text=f"{hole} {source}"),)


def _is_plain(key: str) -> bool:
    """Whether a form word is one that templates print as it is (the others are made up by `edit`)."""
    made_up = ("label-", "hole-", "original-", "courtesy-", "letter-", "mail-")
    return not key.startswith(made_up) and key not in ("place-and-date", "not-issued", "source", "draft", "job-number")
