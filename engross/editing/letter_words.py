"""A letter's own words, final: its heading, reference, addressee, signature, enclosures, and what opens its annexes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engross.editing.editor import Editor
from engross.model import Document, Run, notation, placeholders
from engross.model.letter import BLOCK, Form, Letter

HEADINGS = {
    Form.TRANSMITTAL: "letter-heading",
    Form.NOTE: "letter-note-heading",
    Form.LETTER: "letter-heading",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningWords:
    """What opens an annex: its id in the structure of the file, its heading, the title, the original language."""

    id: str
    heading: str
    title: str
    original: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a letter prints beside its text; "" or () for what it has not.

    `heading` names it in full ("Letter dated … from … addressed to …"); `title` is what is printed over its text.
    `block` are the lines of the addressee. `signed` says that the original is signed.
    """

    form: str
    heading: str
    title: str
    reference: str
    reference_line: str
    dateline: str
    contact: str
    notice: str
    classification: str
    block: tuple[str, ...]
    salutation: str
    signed: tuple[Run, ...]
    signatory: str
    function: str
    initials: str
    seal: str
    enclosed: str
    enclosures: tuple[str, ...]
    openings: tuple[OpeningWords, ...]

    @property
    def tail(self) -> str:
        """Everything that stands after the text of the letter, in order."""
        end = ["".join(run.text for run in self.signed), self.signatory, self.function, self.initials, self.seal]
        opened = [part for each in self.openings for part in (each.heading, each.original, each.title)]
        return "\n".join(part for part in (*end, self.enclosed, *self.enclosures, *opened) if part)

    def texts(self) -> tuple[tuple[str, str], ...]:
        """(name, words) of everything that is printed, for checks."""
        head = (("heading", self.heading), ("title", self.title), ("reference", self.reference_line))
        named = [(name, getattr(self, name)) for name in ("dateline", "contact", "notice", "classification")]
        return (
            *head,
            *named,
            ("salutation", self.salutation),
            ("addressee", "\n".join(self.block)),
            ("end", self.tail),
        )


def values(editor: Editor, document: Document) -> dict[str, str]:
    """What the placeholders of a letter stand for, by name."""
    letter = document.letter
    assert letter is not None
    block = {f"addressee.{name}": editor.text(f"addressee.{name}", text) for name, text in letter.addressee.items()}
    own = {
        "letter.reference": letter.reference,
        "letter.date": editor.set(editor.language.day(document.issued)),
        "letter.place": editor.text("place", document.place),
    }
    if letter.enclosed and any("enclosed.languages" in placeholders.names(text) for _, text in _sources(document)):
        own["enclosed.languages"] = document.given.get("enclosed.languages") or _languages(editor, letter)
    return {name: value.replace("\n", ", ") for name, value in (block | own).items() if value}


def _sources(document: Document) -> Iterator[tuple[str, str]]:
    """Every text of a letter that placeholders may stand in."""
    yield from ((clause.label, clause.source) for clause in document.walk())
    if document.letter:
        yield from document.letter.texts()


def _languages(editor: Editor, letter: Letter) -> str:
    """The languages of what is enclosed, each once, as the words of the letter's language name them together."""
    tags = list(dict.fromkeys(each.language for each in letter.enclosed))
    names = [editor.word(f"letter-language-{tag}") for tag in tags]
    return editor.word(
        "letter-in-languages" if len(tags) > 1 else "letter-in-language", languages=series(editor, names)
    )


def series(editor: Editor, names: Sequence[str]) -> str:
    """The names in a row, as Unicode's CLDR joins them in the language; in English without a comma before the last."""
    import icu

    tag = editor.language.tag
    joined = icu.ListFormatter.createInstance(icu.Locale("en-GB" if tag == "en" else tag)).format(list(names))
    return editor.set(str(joined))


def written(editor: Editor, document: Document) -> Written:
    """The words of the letter that a document is; problems are the editor's."""
    letter = document.letter
    assert letter is not None
    own = {name: _text(editor, name, text) for name, text in letter.texts() if not name.startswith("enclosures.")}
    day = editor.set(editor.language.day(document.issued))
    parties = {"date": day, "sender": own["sender"], "recipient": own["recipient"]}
    heading, place = editor.word(HEADINGS[letter.form], **parties), editor.text("place", document.place)
    marked = letter.form is Form.NOTE and editor.house.seal == "words"
    enclosures = tuple(_enclosures(editor, letter))
    return Written(
        form=str(letter.form),
        heading=heading,
        title=_title(editor, document, letter, heading),
        reference=letter.reference,
        reference_line=editor.word("letter-reference", reference=letter.reference) if letter.reference else "",
        dateline=editor.word("place-and-date", place=place, date=day) if place else day,
        contact=own.get("contact", ""),
        notice=own.get("notice", ""),
        classification=own.get("classification", ""),
        block=_block(own),
        salutation=own.get("salutation", ""),
        signed=notation.parse(editor.word("letter-signed")) if letter.form is Form.TRANSMITTAL else (),
        signatory=own.get("signatory", ""),
        function=own.get("function", ""),
        initials=editor.word("letter-initials") if marked else "",
        seal=editor.word("letter-seal") if marked else "",
        enclosed=editor.word("letter-enclosures") if enclosures else "",
        enclosures=enclosures,
        openings=_openings(editor, letter, parties),
    )


def _enclosures(editor: Editor, letter: Letter) -> Iterator[str]:
    """What goes with the letter, line by line; a line that asks for it, once for each edition."""
    several = len({each.document for each in letter.enclosed}) > 1
    for number, line in enumerate(letter.enclosures, 1):
        context = f"enclosures.{number}"
        said = editor.text(context, line)
        if not placeholders.lists_each(said):
            yield _text(editor, context, line)
            continue
        if several and "enclosed.title" not in placeholders.names(said):
            editor.problems.append(placeholders.nameless(editor.place(context)))
        for each in letter.enclosed:
            values = {
                "enclosed.title": editor.set(each.title),
                "enclosed.language": editor.word(f"letter-language-{each.language}"),
                "enclosed.standing": editor.word(f"letter-standing-{each.standing}"),
            }
            yield _filled(editor, context, said, {name: text for name, text in values.items() if text})


def _text(editor: Editor, context: str, source: str) -> str:
    """A text of the front matter with its placeholders filled."""
    return _filled(editor, context, editor.text(context, source), {})


def _filled(editor: Editor, context: str, text: str, values: Mapping[str, str]) -> str:
    said = placeholders.filled(text, {**editor.values, **values})
    for name in placeholders.names(said):
        editor.problems.append(placeholders.unfilled(editor.place(context), name))
    return said


def _title(editor: Editor, document: Document, letter: Letter, heading: str) -> str:
    if letter.form is Form.TRANSMITTAL:
        return heading
    return editor.word("letter-note-verbale") if letter.form is Form.NOTE else _text(editor, "title", document.title)


def _block(own: dict[str, str]) -> tuple[str, ...]:
    said = (own.get(f"addressee.{name}", "") for name in BLOCK)
    return tuple(line.strip() for text in said for line in text.split("\n") if line.strip())


def _openings(editor: Editor, letter: Letter, parties: dict[str, str]) -> tuple[OpeningWords, ...]:
    found = []
    for number, each in enumerate(letter.openings, 1):
        if each.number:
            numerals = editor.word("letter-numerals").split()
            numeral = numerals[each.number - 1] if each.number <= len(numerals) else str(each.number)
            heading = editor.word("letter-annex-number", number=numeral, **parties)
        else:
            heading = editor.word("letter-annex", **parties)
        original = editor.word(f"letter-original-{each.original}")
        found.append(OpeningWords(id=f"annex-{number}", heading=heading, title=each.title, original=original))
    return tuple(found)
