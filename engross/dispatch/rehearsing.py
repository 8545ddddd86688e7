"""A dispatch rehearsed: the words of each letter, the glyphs of each page, without a page being set."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from engross.dispatch.addressees import Addressee
from engross.dispatch.requests import Request
from engross.dispatch.words import read_words
from engross.editing.edition import edit
from engross.errors import EngrossError, Problem
from engross.model import Document
from engross.pipeline.letters import with_enclosed
from engross.pipeline.making import languages_on, tongues
from engross.sources.addressing import addressed
from engross.typesetting import glyphs
from engross.workspace import Workspace, fonts


@dataclass(slots=True)
class Rehearsal:
    """What is wrong with the letters of a dispatch, as far as that can be known before one is set."""

    workspace: Workspace
    request: Request
    letter: Document
    _faces: tuple[fonts.Installed, ...] = field(init=False)
    _plain: dict[str, tuple[Problem, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The locked faces are found; FontError where one is not installed."""
        self._faces = fonts.find(self.workspace.fonts(), self.workspace.relative(self.workspace.lock_path()))

    def amiss_in(self, each: Addressee) -> tuple[Problem, ...]:
        """What is wrong with the letter to an addressee, and with what goes with it."""
        try:
            source = self.workspace.document_in(self.letter.id, each.language)
            document = addressed(self._enclosing(source, each.language), each.block(), each.fields())
            self._edit(document, each.language, self.request.house or self.letter.house)
            read_words(self.workspace, self.request, each)
        except EngrossError as error:
            return tuple(_each_kind(error.problems))
        return tuple(self._turned(each))

    def _turned(self, each: Addressee) -> Iterator[Problem]:
        """Words of a row from right to left in a letter from left to right: the engine sets them in another order."""
        if self.workspace.language(each.language).direction == "rtl":
            return
        for name, text in {**each.block(), **each.fields()}.items():
            if any(unicodedata.bidirectional(character) in ("R", "AL") for character in text):
                yield Problem(
                    code="addressees/direction",
                    text=f"{name}: {text!r} runs from right to left, and the letter from left to right",
                    hint="write it in the letters of the language of the letter",
                )

    def _enclosing(self, letter: Document, language: str) -> Document:
        """The letter that names what goes with it."""
        assert letter.letter is not None
        tags = self.request.enclosing.languages
        return with_enclosed(letter, self.workspace.enclosed(letter.letter, language, tags)) if tags else letter

    def of_the_letter(self, problem: Problem, language: str) -> bool:
        """Whether a problem that all letters of a language have lies in the letter or its catalogue, and in no row.

        A character that no face has may stand in each row: it lies in the letter when it is there without any row.
        """
        return not problem.code.startswith("fonts/") or problem in self._amiss_without_rows(language)

    def _amiss_without_rows(self, language: str) -> tuple[Problem, ...]:
        if language not in self._plain:
            try:
                self._edit(self.workspace.document_in(self.letter.id, language), language, self.letter.house)
            except EngrossError as error:
                self._plain[language] = tuple(_each_kind(error.problems))
        return self._plain.setdefault(language, ())

    def amiss_in_annexes(self, languages: tuple[str, ...]) -> Iterator[Problem]:
        """What is wrong with the editions that go with letters in these languages; each edition is looked at once."""
        letter = self.letter.letter
        assert letter is not None
        tags = self.request.enclosing.languages or letter.languages or languages
        for id in letter.annexes:
            for tag in dict.fromkeys(tags):
                try:
                    document = self.workspace.document_in(id, tag)
                    self._edit(document, tag, document.house)
                except EngrossError as error:
                    yield from error.problems

    def _edit(self, document: Document, tag: str, house: str) -> None:
        """Nothing; raises what is wrong with the words of an edition, or with the glyphs of its pages."""
        form = self.workspace.house(house)
        spoken = tongues(self.workspace, document, tag)
        sources = self.workspace.sources(document, tag, form, self.request.draft)
        edition = edit(document, form, spoken, sources, self.request.draft)
        glyphs.check(edition, languages_on(self.workspace, edition, spoken), self._faces)


def _each_kind(problems: Sequence[Problem]) -> Iterator[Problem]:
    """The problems; of those that faces have with the letters of one row, the first of a kind, and how many more.

    A name in another alphabet lacks each of its letters in each face, at each place where it is printed.
    """
    kinds: dict[str, list[Problem]] = {}
    for each in dict.fromkeys(problems):
        kinds.setdefault(each.code if each.code.startswith("fonts/") else repr(each), []).append(each)
    for first, *more in kinds.values():
        yield replace(first, text=f"{first.text} ({len(more)} more of this kind)") if more else first
