"""Checks of meaning that a person should look at: small files in this folder, found by their names.

A check is a module with ID, WHY and `find(subject)`. What would be *wrong* is an error elsewhere; a check
points at what may be.
"""

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from engross.building import Job, edition_of
from engross.editing.edition import Edition
from engross.errors import EngrossError, Place, Problem
from engross.model import Clause, Document, Line, notation
from engross.sources.language import Language
from engross.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a check looks at: a document and one edition of it."""

    document: Document
    edition: Edition
    original: Language

    @property
    def alike(self) -> bool:
        """Whether source and translation give dates in one order and run in one direction."""
        own = self.edition.language
        patterns = [each.date_pattern for each in (self.original, own)]
        first = [min(("{day}", "{year}"), key=pattern.index) for pattern in patterns]
        return first[0] == first[1] and self.original.direction == own.direction

    def pairs(self) -> Iterator[tuple[Clause, Line]]:
        """Each clause with the line that renders it."""
        yield from zip(self.document.walk(), self.edition.walk(), strict=True)

    @staticmethod
    def source(clause: Clause) -> str:
        """The words of a clause as adopted, without the calls of its notes."""
        return "".join(run.text for run in notation.parse(clause.source))

    @staticmethod
    def words(line: Line) -> str:
        """The words of a line, without the marks that call its notes."""
        parts = [cell.runs for cell in line.cells] or [line.runs]
        return " ".join("".join(run.text for run in runs if not run.note) for runs in parts)

    def place(self, clause: str) -> Place:
        """The place of a clause in this edition, for a finding."""
        return Place(file=f"{self.document.id}.{self.edition.language.tag}", clause=clause)


def modules() -> tuple[ModuleType, ...]:
    """Every check, in the order of their names."""
    return tuple(import_module(f"{__name__}.{each.name}") for each in pkgutil.iter_modules(__path__))


def find(subject: Subject) -> tuple[Problem, ...]:
    """What all checks find in one edition."""
    return tuple(
        Problem(code=module.ID, place=subject.place(clause), text=text, hint=module.WHY)
        for module in modules()
        for clause, text in module.find(subject)
    )


def examine(workspace: Workspace, documents: tuple[str, ...]) -> tuple[tuple[EngrossError, ...], tuple[Problem, ...]]:
    """Errors and findings of every edition of the documents, in each document's own house; nothing is set."""
    errors: list[EngrossError] = []
    findings: list[Problem] = []
    for id in documents or workspace.contents():
        try:
            document = workspace.document(id)
            workspace.own_house(id, document.house)
        except EngrossError as error:
            errors.append(error)
            continue
        for tag in workspace.editions_of(document):
            job = Job(document=id, language=tag, house=document.house, draft=False, target=workspace.root)
            try:
                own = workspace.document_in(id, tag)
                original = workspace.language(own.language)
                findings.extend(find(Subject(document=own, edition=edition_of(workspace, job), original=original)))
            except EngrossError as error:
                errors.append(error)
    return tuple(errors), tuple(findings)
