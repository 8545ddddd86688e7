"""Who sets the letters of a dispatch: each annex once in each language, before the processes are forked."""

from dataclasses import dataclass, field
from typing import Protocol

from engross.dispatch.packing import Enclosure, Outcome
from engross.dispatch.planning import Item
from engross.dispatch.requests import Request
from engross.dispatch.words import Words, read_words
from engross.pipeline.composing import Annexes, Whole, compose
from engross.workspace import Workspace, fonts


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
