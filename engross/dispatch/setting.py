"""Who sets the letters of a dispatch: each annex once in each language, before the processes are forked."""

from dataclasses import dataclass, field
from typing import Protocol

from engross import fonts
from engross.correspondence import placing
from engross.correspondence.composing import Annexes, Whole, compose
from engross.correspondence.form import Form
from engross.correspondence.wording import HEADINGS
from engross.dispatch.addressees import Addressee
from engross.dispatch.packing import Enclosure, Outcome, Words
from engross.dispatch.planning import Item, Request
from engross.errors import ContentError, Problem, TranslationError
from engross.workspace import Workspace


class Setter(Protocol):
    """What sets letters: the engine, or in tests something quick."""

    def set(self, item: Item) -> Outcome:
        """The letter; raises what is wrong with it."""
        ...

    def words(self, item: Item) -> Words:
        """What packages say in the letter's language."""
        ...


@dataclass(slots=True)
class Engine:
    """The typesetting engine. What it has set of annexes is kept, also in processes that are forked later.

    The first letter of each language in a process is read back and compared with its annexes letter by letter;
    of the others the letter is, and that the pages of the annexes are the same, byte by byte.
    """

    workspace: Workspace
    request: Request
    annexes: Annexes
    proved: set[str] = field(default_factory=set)

    def set(self, item: Item) -> Outcome:
        """The letter with what goes with it; raises what is wrong with it."""
        tag = item.addressee.language
        fields = {**item.addressee.fields(), "reference": item.reference}
        whole = compose(
            self.workspace, self.request.letter, tag, self.annexes, enclosing=self.request.enclosing,
            house=self.request.house or None, addressee=item.addressee.block(), fields=fields,
            proved=tag not in self.proved,
        )  # fmt: skip
        self.proved.add(tag)
        return Outcome(data=whole.data, pages=whole.pages, enclosures=_enclosures(whole))

    def words(self, item: Item) -> Words:
        """What packages say; TranslationError for a form word that a language has not."""
        return read_words(self.workspace, self.request, item.addressee)


def engine(workspace: Workspace, request: Request, installed: tuple[fonts.Installed, ...]) -> Engine:
    """The engine, ready to set the letters of a dispatch."""
    return Engine(workspace, request, Annexes(workspace, installed, draft=request.draft))


def _enclosures(whole: Whole) -> tuple[Enclosure, ...]:
    return tuple(
        Enclosure(name=name, title=each.title, language=each.language, data=data, pages=each.pages)
        for (name, data), each in zip(whole.files, whole.annexes, strict=bool(whole.files))
    )


def read_words(workspace: Workspace, request: Request, addressee: Addressee) -> Words:
    """The form words of packages for an addressee; TranslationError with every one that its language has not."""
    tag = addressee.language
    document = workspace.document_in(request.letter, tag)
    house = workspace.house(request.house or document.house)
    sources = workspace.sources(document, tag, house, request.draft)
    language, problems = workspace.language(tag), list[Problem]()

    def word(key: str) -> str:
        found = sources.forms.find(house.words[key].context, house.words[key].english)
        problems.extend([found.problem] if found.problem else [])
        return found.text

    def text(context: str, source: str) -> str:
        if not source or sources.clauses is None:
            return source
        found = sources.clauses.find(context, source)
        problems.extend([found.problem] if found.problem else [])
        return found.text

    letter = document.letter
    assert letter is not None
    parties = {"date": language.day(document.issued)}
    parties |= {"sender": text("sender", letter.sender), "recipient": addressee.fields()["recipient"]}
    note = letter.form is Form.NOTE
    said = Words(
        title=word(HEADINGS[letter.form]).format(**parties),
        short=word("letter-note-verbale" if note else "mail-letter"),
        body=text("body", document.body),
        day=document.issued,
        subject=word("mail-subject"),
        attached=word("mail-attached"),
        reference=word("letter-reference"),
    )
    if problems:
        raise TranslationError(problems)
    if placing.names(said.title):
        raise ContentError(
            Problem(
                code="dispatch/subject",
                text=f"{said.title!r} holds a placeholder, and the subject of a mail would print it",
                hint="take placeholders out of `sender`, or dispatch without a package",
            )
        )
    return said
