"""The languages of one work brought together: one content file and catalogues, each clause with its own translation.

Where a language has the structure of the first, clause for clause, its words become a catalogue. Where it has
not, it keeps its own structure in a content file of its own; what is the same in both bears the same label, by its
number or by the figures and links in it, and every difference is reported. Nothing is paired by guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engross.akn.aligning import Gap, align
from engross.editing.lines import regular
from engross.errors import Place, Problem
from engross.model import Clause, Document, Kind, Shape, Status, notation
from engross.model.labels import series
from engross.sources.fields import TEXTS
from engross.sources.language import Language
from engross.sources.structure import mark_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One work in its languages: the document, its translations clause by clause, and languages of other structure."""

    document: Document
    catalogs: dict[str, dict[str, str]]
    others: dict[str, Document]
    differences: tuple[Problem, ...]


def pair(
    documents: dict[str, Document], languages: dict[str, Language], first: str, apart: frozenset[str] = frozenset()
) -> Work:
    """The work made of its language documents, by tag; `first` is the language of the content file.

    Languages of `apart` get a content file of their own whatever their structure: their front matter differs.
    """
    ruled = {
        tag: replace(each, clauses=regular(each.clauses, languages[tag])) for tag, each in sorted(documents.items())
    }
    base = ruled.pop(first)
    catalogs: dict[str, dict[str, str]] = {}
    others: dict[str, Document] = {}
    differences: list[Problem] = []
    mastheads: list[dict[str, str]] = []
    for tag, each in ruled.items():
        if _frame(each.clauses) == _frame(base.clauses) and tag not in apart:
            catalogs[tag] = _catalog(base, each, documents[tag])
            differences += _masthead(base, each)
            if own := _own_lines(base, each):
                mastheads.append({"language": tag, **own})
        else:
            paired, found = _aligned(base, each, documents[first], documents[tag])
            others[tag] = paired
            differences += found
    standing = dict.fromkeys([*catalogs, *others], Status.OFFICIAL)
    return Work(
        document=replace(base, translations=standing, mastheads=tuple(mastheads)),
        catalogs=catalogs,
        others={tag: replace(each, translations={tag: Status.OFFICIAL}) for tag, each in others.items()},
        differences=tuple(differences),
    )


def _frame(clauses: tuple[Clause, ...]) -> tuple[object, ...]:
    """What must be equal for clauses to be translations of each other, one for one."""
    return tuple(
        (each.label, each.kind, replace(each.shape, number=None, columns=()), notation.calls(each.source))
        + (bool(each.source), bool(each.shape.columns), _frame(each.children))
        for each in clauses
    )


def _own_lines(base: Document, other: Document) -> dict[str, str]:
    """The lines of its masthead that only one of the two has: the other's words, or the word none."""
    both = ((name, str(getattr(base, name)), str(getattr(other, name))) for name in TEXTS)
    return {name: its or "none" for name, one, its in both if bool(one) != bool(its)}


def _catalog(base: Document, other: Document, printed: Document) -> dict[str, str]:
    """The translation of each text by its context; a number that is not made by rule in both stands before it."""
    said = {name: str(getattr(other, name)) for name in TEXTS if getattr(base, name)}
    if base.keywords and other.keywords:
        said["keywords"] = "; ".join(other.keywords)
    for one, its, whole in zip(base.walk(), other.walk(), printed.walk(), strict=True):
        if one.source:
            ruled = one.shape.number is None and its.shape.number is None
            mark = (
                ""
                if ruled or one.shape.number == whole.shape.number
                else mark_of(Shape(number=whole.shape.number or ""))
            )
            said[one.label] = mark + its.source
    return said


# Other structures


def _aligned(base: Document, other: Document, one: Document, its: Document) -> tuple[Document, list[Problem]]:
    """The other document under the labels of the first, where clauses are the same; and the differences.

    `one` and `its` are the two with every number as it is printed.
    """
    aligned = _Found(base.language)
    _align(one.clauses, its.clauses, aligned)
    pairs = aligned.pairs
    taken = {clause.label for clause in base.walk()}
    fresh = _Labels(taken)
    clauses = tuple(_relabelled(each, "", pairs, fresh) for each in other.clauses)
    names = {**pairs, **fresh.given}
    clauses = tuple(_recalled(each, names) for each in clauses)
    found = [*_masthead(base, other), *(_difference(other, each, text) for each, text in aligned.said)]
    return replace(other, clauses=clauses), found


def _masthead(base: Document, other: Document) -> Iterator[Problem]:
    """The lines of the masthead that only one of the two has; that of the language itself an original never has."""
    for name, said in _own_lines(base, other).items():
        if name != "expression":
            where = base.language if said == "none" else other.language
            yield Problem(
                code="content/akn-structure",
                place=Place(file=other.file),
                text=f"the masthead's {name} is in {where} only",
                hint="it is printed in that language only; compare the two originals",
            )


def _difference(document: Document, clause: Clause, text: str) -> Problem:
    words = notation.plain(clause.source.replace("\\|", " "))
    return Problem(
        code="content/akn-structure",
        place=Place(file=document.file, clause=clause.label),
        text=f"a clause ({clause.kind}) {text}: “{words[:50]}”",
        hint="the language keeps its own structure; compare the two originals here",
    )


@dataclass(slots=True)
class _Found:
    """Pairs of labels (the other's: the first's), and what is said of clauses that have none, with each clause."""

    language: str
    pairs: dict[str, str] = field(default_factory=dict)
    said: list[tuple[Clause, str]] = field(default_factory=list)


def _align(ones: tuple[Clause, ...], others: tuple[Clause, ...], found: _Found) -> None:
    """Nothing; what two sequences of clauses have in common is found, and under each pair."""
    aligned = align(ones, others)
    for at, to in aligned.pairs:
        found.pairs[others[to].label] = ones[at].label
        _align(ones[at].children, others[to].children, found)
    for gap in aligned.missing:
        found.said.append((ones[gap.place], f"is in {found.language}, and not here{_doubt(gap, ones)}"))
    for gap in aligned.more:
        found.said.append((others[gap.place], f"is here, and not in {found.language}{_doubt(gap, others)}"))


def _doubt(gap: Gap, clauses: tuple[Clause, ...]) -> str:
    first, last = clauses[gap.first].label, clauses[gap.last].label
    return f" (or another of {first} to {last}: they are not paired)" if first != last else ""


@dataclass(slots=True)
class _Labels:
    """Labels that no clause of the first language bears, and those given so far (old: new)."""

    taken: set[str]
    given: dict[str, str]

    def __init__(self, taken: set[str]) -> None:
        self.taken, self.given = set(taken), {}

    def next(self, clause: Clause, above: str) -> str:
        """A label of the clause's kind under `above`, never used in the first language."""
        stem = "".join(re.findall(r"[A-Z]+(?=\d*$)", clause.label)[-1:])
        number = 1
        while True:
            if clause.kind is Kind.POINT:
                own = str(number) if above and above[-1].isalpha() else series(number)
            else:
                own = f"{stem}{number}"
            if f"{above}{own}" not in self.taken:
                break
            number += 1
        self.taken.add(f"{above}{own}")
        self.given[clause.label] = f"{above}{own}"
        return f"{above}{own}"


def _relabelled(clause: Clause, above: str, pairs: dict[str, str], fresh: _Labels) -> Clause:
    label = pairs.get(clause.label) or fresh.next(clause, above)
    children = tuple(_relabelled(child, label, pairs, fresh) for child in clause.children)
    return replace(clause, label=label, children=children)


def _recalled(clause: Clause, names: dict[str, str]) -> Clause:
    """The clause with its calls of notes under their new labels."""
    source = re.sub(r"\[\^([A-Z0-9]+)\]", lambda call: f"[^{names.get(call[1], call[1])}]", clause.source)
    return replace(clause, source=source, children=tuple(_recalled(child, names) for child in clause.children))
