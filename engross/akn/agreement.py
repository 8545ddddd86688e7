"""What the languages of a work say of it beside its words - days, symbol, job number, vote - and where they differ.

A fact that one file leaves out is taken from the others, and that is reported. Where two files say different
things, each keeps its own, and the difference is reported.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from engross.akn.reading import Reading
from engross.akn.siblings import FOLDERS
from engross.errors import Place, Problem
from engross.model import Document

# The facts of a front matter that no catalogue translates; the house too, for it is that of the series of the symbol.
FACTS = ("adopted", "issued", "symbol", "address", "job", "vote", "house")
_LISTS = ("subjects", "workflow")
_SAID = {"adopted": "day of adoption", "issued": "day of issue", "job": "job number", "workflow": "way to adoption"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The documents of a work, by language, with one id; those that need a front matter of their own; what differs."""

    documents: dict[str, Document]
    apart: frozenset[str]
    differences: tuple[Problem, ...]


def agree(readings: dict[str, Reading], first: str) -> Agreement:
    """The documents as each file says, with what it leaves out; `first` is the language of the content file."""
    order = [first, *(tag for tag in sorted(readings) if tag != first)]
    documents = {tag: readings[tag].document for tag in order}
    base = documents[first]
    named = next((tag for tag in order if documents[tag].symbol), first)
    apart: set[str] = set()
    found: list[Problem] = []
    given: dict[str, dict[str, Any]] = {tag: {"id": documents[named].id} for tag in order}
    for name in FACTS:
        known = next((tag for tag in order if _known(getattr(documents[tag], name))), first)
        truth = getattr(documents[known], name)
        for tag in order:
            its = getattr(documents[tag], name)
            if not _known(its) and _known(truth):
                given[tag][name] = truth
                if name != "address":  # made of the symbol, of which it is said already
                    found.append(_taken(documents[tag], name, truth, known))
            elif not _same(its, truth):
                apart.add(tag)
                if name != "address":
                    found.append(_differs(documents[tag], _SAID.get(name, name), its, truth, known))
    found += _facts(readings, order)
    found += [
        _list(documents[tag], name, base) for tag in order[1:] for name in _LISTS if _other(documents[tag], base, name)
    ]
    settled = {tag: replace(documents[tag], **given[tag]) for tag in order}
    return Agreement(documents=settled, apart=frozenset(apart), differences=tuple(found))


def _known(value: object) -> bool:
    return bool(value) and value != date.min


def _same(one: object, other: object) -> bool:
    """Whether two values say the same; the order in which a vote names States tells nothing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return sorted(_entries(one)) == sorted(_entries(other))
    return one == other


def _shown(value: object, beside: object = "") -> str:
    """The value in a message: of a vote, the entries that the other has not."""
    if not isinstance(value, dict):
        return str(value)
    taken = _entries(beside) if isinstance(beside, dict) else []
    return "; ".join(each for each in _entries(value) if each not in taken)[:80] or "nothing more"


def _entries(vote: dict[str, str]) -> list[str]:
    return [f"{group}: {each}" for group, said in vote.items() for each in said.split("; ")]


def _taken(document: Document, name: str, truth: object, known: str) -> Problem:
    said = _SAID.get(name, name)
    return Problem(
        code="content/akn-fact",
        place=Place(file=document.file),
        text=f"{said}: unknown here; that of {known} is taken: {_shown(truth)}",
        hint="write the right one into the content file, if this is not it",
    )


def _differs(document: Document, said: str, its: object, truth: object, known: str) -> Problem:
    return Problem(
        code="content/akn-fact",
        place=Place(file=document.file),
        text=f"{said}: {_shown(its, truth)} here, and {_shown(truth, its)} in {known}; each keeps its own",
        hint="compare the two originals; correct the content file that is wrong",
    )


def _facts(readings: dict[str, Reading], order: list[str]) -> Iterator[Problem]:
    """Session, agenda item and number, which stand in the words of each language and so are always kept."""
    for name in dict.fromkeys(name for tag in order for name in readings[tag].facts):
        known = next(tag for tag in order if name in readings[tag].facts)
        truth = readings[known].facts[name]
        for tag in order:
            if (its := readings[tag].facts.get(name, truth)) != truth:
                yield _differs(readings[tag].document, name, its, truth, known)


def _other(document: Document, base: Document, name: str) -> bool:
    return bool(getattr(document, name) != getattr(base, name))


def _list(document: Document, name: str, base: Document) -> Problem:
    its, truth = getattr(document, name), getattr(base, name)
    return Problem(
        code="content/akn-fact",
        place=Place(file=document.file),
        text=f"{_SAID.get(name, name)}: {len(its)} entries here, {len(truth)} in {base.language}, and they differ",
        hint=f"a language with a text of its own keeps its own; for the others those of {base.language} are kept",
    )


def grouped(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """The readings of each work together; works that name one address, and are two in a language, by their ids.

    Readings of one symbol are of one work also where their addresses differ: 80-84 and 80-84A.
    """
    works: dict[str, list[Reading]] = defaultdict(list)
    for each in readings:
        works[each.work].append(each)
    for group in _joined(sorted(works.values(), key=lambda group: min(each.document.id for each in group))):
        names: dict[str, set[str]] = defaultdict(set)
        for each in group:
            names[each.document.language].add(each.document.id)
        if all(len(ids) == 1 for ids in names.values()):
            yield group
            continue
        ordered = sorted(group, key=lambda each: each.document.id)
        yield from (list(same) for _, same in groupby(ordered, lambda each: each.document.id))


def _joined(groups: list[list[Reading]]) -> Iterator[list[Reading]]:
    """The groups, those that hold a document of one id as one."""
    by_id: dict[str, list[Reading]] = {}
    made: list[list[Reading]] = []
    for group in groups:
        ids = {each.document.id for each in group}
        known = next((by_id[id] for id in ids if id in by_id), None)
        if known is None:
            made.append(known := [])
        known += group
        by_id |= dict.fromkeys(ids, known)
    yield from made


def named(path: Path) -> str:
    """How messages name a file of the record: by a path that leads there, from this folder where it is inside.

    >>> named(Path("record/ar/A-RES-77-1.xml")), named(Path("/record/ar/A-RES-77-1.xml"))
    ('record/ar/A-RES-77-1.xml', '/record/ar/A-RES-77-1.xml')
    """
    whole = path.resolve()
    return str(whole.relative_to(Path.cwd()) if whole.is_relative_to(Path.cwd()) else whole)


def misplaced(path: Path, language: str) -> Iterator[Problem]:
    """A file in the folder of another language than the one it says it is in."""
    folder = path.resolve().parent.name
    if next((tag for tag, name in FOLDERS.items() if folder in (tag, name)), language) != language:
        yield Problem(
            code="content/akn-language",
            place=Place(file=named(path)),
            text=f"the file says it is in {language}, and lies in the folder {folder}",
            hint="look whose text it holds; it is taken for what it says",
        )
