"""A letter's own words, final: its heading, reference, addressee, signature, enclosures, and what opens its annexes."""

from dataclasses import dataclass

from engross import notation
from engross.correspondence import placing
from engross.correspondence.form import BLOCK, Form, Letter
from engross.editor import Editor
from engross.model import Document, Run

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
    return {name: value.replace("\n", ", ") for name, value in (block | own).items() if value}


def written(editor: Editor, document: Document) -> Written:
    """The words of the letter that a document is; problems are the editor's."""
    letter = document.letter
    assert letter is not None
    own = {name: _text(editor, name, text) for name, text in letter.texts()}
    day = editor.set(editor.language.day(document.issued))
    parties = {"date": day, "sender": own["sender"], "recipient": own["recipient"]}
    heading, place = editor.word(HEADINGS[letter.form], **parties), editor.text("place", document.place)
    unsigned = letter.form is Form.NOTE
    enclosures = tuple(own[f"enclosures.{number}"] for number, _ in enumerate(letter.enclosures, 1))
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
        initials=editor.word("letter-initials") if unsigned else "",
        seal=editor.word("letter-seal") if unsigned else "",
        enclosed=editor.word("letter-enclosures") if enclosures else "",
        enclosures=enclosures,
        openings=_openings(editor, letter, parties),
    )


def _text(editor: Editor, context: str, source: str) -> str:
    """A text of the front matter with its placeholders filled."""
    said = placing.filled(editor.text(context, source), editor.values)
    for name in placing.names(said):
        editor.problems.append(placing.unfilled(editor.place(context), name))
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
