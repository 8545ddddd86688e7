"""Which edition of a workspace a text of a file may be: its document, its language, the form of a house."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from html.parser import HTMLParser

from engross.building import tongues
from engross.editing.edition import Edition, edit
from engross.errors import EngrossError
from engross.inspect.verifying.telling import OPEN
from engross.model import Document
from engross.model.placeholders import PLACEHOLDER
from engross.model.typography import set_text
from engross.pipeline.making import languages_on
from engross.readback.clauses import Printed, Text
from engross.readback.page import Flow
from engross.sources.addressing import addressed
from engross.typesetting import html
from engross.workspace import Workspace

IDS = re.compile(r'\sid="([^"]+)"')
OPENING = re.compile(r"annex-\d+")  # the page of a letter that opens an annex


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """An edition that a text may be, with the page that it would be built from, and its words as adopted.

    In the order of those a right-to-left page is read. `addressed` holds, of a letter, what each clause prints in which
    something stands for the addressee, with OPEN in that place.
    """

    edition: Edition
    adopted: Edition
    html: str
    addressed: dict[str, str] = field(default_factory=dict)

    @cached_property
    def flow(self) -> Flow:
        """What the page says, in order."""
        flow = Flow()
        flow.feed(self.html)
        return flow

    @cached_property
    def about(self) -> dict[str, str]:
        """What the page says of itself: title, author, description, keywords."""
        head = _Head()
        head.feed(self.html)
        return {"title": " ".join(head.title.split()), **head.said}

    @cached_property
    def clauses(self) -> frozenset[str]:
        """The ids of its clauses."""
        return frozenset(line.id for line in self.edition.walk())

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of its page, clauses or not."""
        return frozenset(IDS.findall(self.html))

    @property
    def of_letter(self) -> bool:
        """Whether it is a letter: whom it is for, its number and its day are its addressee's, not its text's."""
        return self.edition.letter is not None

    def knows(self, id: str) -> bool:
        """Whether its page has an element of this id, or may have it."""
        return id in self.clauses or id in self.ids or (self.of_letter and bool(OPENING.fullmatch(id)))

    def clause_of(self, path: tuple[str, ...]) -> str:
        """The clause to which an element belongs, by its id: the innermost of the text's, or one that is unknown here.

        What the page itself gives an id is part of the clause in which it stands.
        """
        return next((id for id in reversed(path) if id in self.clauses or not self.knows(id)), "")


class _Head(HTMLParser):
    """Reads what a page says of itself."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title, self.said, self._open = "", dict[str, str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a meta element says."""
        self._open = tag == "title"
        told = dict(attrs)
        if tag == "meta" and (name := told.get("name")) in ("author", "description", "keywords"):
            self.said[str(name)] = told.get("content") or ""

    def handle_endtag(self, tag: str) -> None:
        """Note that the title has ended."""
        self._open &= tag != "title"

    def handle_data(self, data: str) -> None:
        """Keep the title."""
        self.title += data if self._open else ""


def named(workspace: Workspace, printed: Printed, text: Text) -> tuple[str, ...]:
    """The documents that the file names: by the name of the text, or by the sources embedded in it.

    The texts bound to another bear their names, `document.language`; what they name is not the other.
    """
    known = workspace.contents()
    if text.name:
        return tuple(each for each in known if text.name.rpartition(".")[0] == each)
    taken = {other.name.rpartition(".")[0] for other in printed.texts}
    return tuple(
        each for each in known if each not in taken and any(name.startswith(f"{each}.") for name in printed.embedded)
    )


def candidates(
    workspace: Workspace, text: Text, documents: Sequence[str], problems: list[str], passed: list[str]
) -> Iterator[Candidate]:
    """The editions in the language of the text that have most of its clauses, each document's own house first.

    They are made one by one, as they are asked for; why a document cannot be made goes to `problems`, and the houses
    that cannot print it to `passed`.
    """
    counts: dict[str, int] = {}
    for document in documents:
        try:
            labels = {clause.label for clause in workspace.document(document).walk()}
            counts[document] = len(labels & set(text.ids))
        except EngrossError as error:
            problems.append(f"{document} cannot be made: {error.problems[0].text}")
    most = max(counts.values(), default=0)
    for document in (each for each, count in counts.items() if count == most and (count or not text.ids)):
        try:
            for tag in _tags(workspace, document, text.language):
                yield from _forms(workspace, document, tag, passed)
        except EngrossError as error:
            problems.append(f"{document} cannot be made: {error.problems[0].text}")


def _tags(workspace: Workspace, document: str, language: str) -> list[str]:
    """The languages of a document that write themselves as the text does; all when the text does not say."""
    tags = workspace.editions_of(workspace.document(document))
    return [tag for tag in tags if not language or workspace.language(tag).html.lower() == language.lower()]


def _forms(workspace: Workspace, id: str, tag: str, passed: list[str]) -> Iterator[Candidate]:
    """The edition as each house prints it, the document's own first; a house that cannot is passed over."""
    document = workspace.document_in(id, tag)
    spoken = tongues(workspace, document, tag)
    others = [each for each in workspace.houses() if each != document.house and not workspace.house(each).abstract]
    for name in (document.house, *others):
        house = workspace.house(name)
        try:
            words = workspace.sources(document, tag, house)
            edition = edit(document, house, spoken, words)
            rtl = edition.language.direction == "rtl"
            adopted = edit(document, house, spoken, words, unset=True) if rtl else edition
            languages = languages_on(workspace, edition, spoken)
            page = html.page(edition, workspace.assets(name), languages, workspace.pictures(document))
        except EngrossError:
            if name == document.house:
                raise
            passed.append(name)
            continue
        yield Candidate(
            edition=edition,
            adopted=adopted,
            html=page.html,
            addressed=_open(document, edition, partial(edit, house=house, tongues=spoken, sources=words)),
        )


def _open(document: Document, edition: Edition, made: Callable[[Document], Edition]) -> dict[str, str]:
    """What each clause of a letter prints that names addressee, enclosures, reference, place or day; by its id.

    OPEN stands for these. A clause is "" where that cannot be told.
    """
    named = {clause.label: PLACEHOLDER.findall(clause.source) for clause in document.walk()}
    named = {label: names for label, names in named.items() if names}
    if document.letter is None or not named:
        return {}
    asked = {name.removeprefix("addressee.") for names in named.values() for name in names if "addressee." in name}
    block = dict.fromkeys({*document.letter.addressee, *asked}, OPEN)
    try:
        filled = addressed(document, block, {"reference": OPEN, "place": OPEN})
        opened = made(replace(filled, given={**filled.given, "enclosed.languages": OPEN}))
    except EngrossError:
        return dict.fromkeys(named, "")
    day = set_text(edition.language.day(document.issued), edition.language.rules)
    dated = {label for label, names in named.items() if "letter.date" in names}
    printed = {line.id: line.printed for line in opened.walk() if line.id in named}
    return {id: text.replace(day, OPEN) if id in dated else text for id, text in printed.items()}
