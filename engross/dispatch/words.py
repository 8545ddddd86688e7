"""The form words of packages: what a mail draft and a bag say in the language of the letter."""

from dataclasses import dataclass
from datetime import date

from engross.dispatch.addressees import Addressee
from engross.dispatch.requests import Request
from engross.editing.letter_words import HEADINGS
from engross.errors import ContentError, Problem, TranslationError
from engross.model import placeholders
from engross.model.letter import Form
from engross.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What packages say in one language: title and short name of the letter, and the form words of mail.

    `subject` holds {title} and {reference}, `reference` holds {reference}.
    """

    title: str
    short: str
    body: str
    day: date
    subject: str
    attached: str
    reference: str


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
    if placeholders.names(said.title):
        raise ContentError(
            Problem(
                code="dispatch/subject",
                text=f"{said.title!r} holds a placeholder, and the subject of a mail would print it",
                hint="take placeholders out of `sender`, or dispatch without a package",
            )
        )
    return said
