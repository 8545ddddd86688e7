"""Headings that only another language of a text has as such: the paragraphs at their place are headings, too. Pure.

Some files have a heading as a plain paragraph of a few words. Where a paragraph without number, stop or points stands
in the place of a heading of another language, it is set as one, and that is said.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from engross.akn import headings
from engross.akn.aligning import align
from engross.errors import Place, Problem
from engross.model import Clause, Document, Kind, notation

_SCOPES = (Kind.ANNEX, Kind.PART)
_STAY = (*_SCOPES, Kind.NOTE)


def wanted(document: Document) -> bool:
    """Whether a document has paragraphs that may be headings."""
    return any(_bare(each) or _lettered(each) for scope in _scopes(document.clauses) for each in scope)


def likened(document: Document, other: Document) -> tuple[Document, int, tuple[Problem, ...]]:
    """The document with the headings that another language has; how many were made by it, and what is said of them."""
    case = _Case()
    clauses = _relabelled(case.scope(document.clauses, other.clauses), "", case.labels)
    if not case.made:
        return document, 0, ()
    words = list(case.made.values())
    many = f"{len(words)} paragraphs are set as headings" if len(words) > 1 else "a paragraph is set as a heading"
    said = Problem(
        code="content/akn-heading",
        place=Place(file=document.file, clause=case.labels.get(next(iter(case.made)), "")),
        text=f"{many}, as in {other.language}: “{'”, “'.join(each[:30] for each in words[:3])}”"
        + ", …" * (len(words) > 3),
        hint="compare the edition with the original at these places",
    )
    return replace(document, clauses=clauses), len(words), (said,)


def _scopes(clauses: Sequence[Clause]) -> Iterable[Sequence[Clause]]:
    """The text, each part and each annex."""
    yield clauses
    for each in clauses:
        if each.kind in _SCOPES:
            yield from _scopes(each.children)


def _bare(clause: Clause) -> bool:
    """Whether a clause may be a heading: a paragraph of a few words without a stop or anything under it."""
    plain = clause.kind is Kind.TEXT and not clause.children and _numeral(clause.shape.number or "A.")
    return plain and headings.unstopped(notation.plain(clause.source))


def _numeral(number: str) -> bool:
    return headings.numeral(number) and not number[:1].isdigit()


def _lettered(clause: Clause) -> bool:
    """Whether the last point of a paragraph may be a heading that follows it: A. Introduction."""
    last = clause.children[-1] if clause.children else None
    return last is not None and last.kind is Kind.POINT and bool(last.shape.number) and _bare(_lifted(last))


def _lifted(point: Clause) -> Clause:
    return replace(point, kind=Kind.TEXT)


def _flat(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses of a scope, a last point that may be a heading behind the paragraph that it was read under."""
    made = []
    for each in clauses:
        if each.kind not in _STAY and _lettered(each):
            made += [replace(each, children=each.children[:-1]), _lifted(each.children[-1])]
        else:
            made.append(each)
    return made


def _numeral_over(clause: Clause, after: Clause) -> bool:
    """Whether a paragraph is nothing but the number of the heading that the next one may be."""
    return _bare(clause) and _bare(after) and headings.numeral(notation.plain(clause.source))


@dataclass(slots=True)
class _Case:
    """The paragraphs made headings, by their labels, with their words; and the labels that all clauses then have."""

    made: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def scope(self, own: Sequence[Clause], other: Sequence[Clause]) -> list[Clause]:
        """The clauses of a scope, headings where the other has them; and of the scopes in it."""
        known = {each.label for each in own}
        own = _flat(own)
        left, right = ([each for each in side if each.kind not in _STAY] for side in (own, other))
        left = [each for each, after in zip_longest(left, left[1:]) if not (after and _numeral_over(each, after))]
        pairs = dict(align([*map(_levelled, left)], [*map(_levelled, right)]).pairs)
        heads = {left[at].label: right[to] for at, to in pairs.items() if right[to].kind is Kind.HEADING}
        inner = {kind: [each for each in other if each.kind is kind] for kind in _SCOPES}
        found: list[Clause] = []
        met = dict.fromkeys(_SCOPES, 0)
        for each in own:
            if each.kind in _SCOPES:
                at = met[each.kind]
                met[each.kind] += 1
                if at < len(inner[each.kind]):
                    each = self._within(each, inner[each.kind][at])
            elif each.label in heads and _bare(each):
                each = self._headed(each, heads[each.label], found)
            elif each.label not in known:  # a point again
                found[-1] = replace(found[-1], children=(*found[-1].children, replace(each, kind=Kind.POINT)))
                continue
            found.append(each)
        return found

    def _within(self, own: Clause, other: Clause) -> Clause:
        """A part or an annex; its first paragraph is its heading where the other has one."""
        first = own.children[0] if own.children else own
        if own.kind is Kind.ANNEX and other.source and not own.source and _bare(first):
            self.made[first.label] = notation.plain(first.source)
            self.labels[first.label] = own.label
            shape = replace(own.shape, level=other.shape.level)
            own = replace(own, source=first.source, shape=shape, children=own.children[1:])
        return replace(own, children=tuple(self.scope(own.children, other.children)))

    def _headed(self, clause: Clause, other: Clause, before: list[Clause]) -> Clause:
        """The heading made of a paragraph; a numeral that stands before it by itself is its number."""
        words = notation.plain(clause.source)
        self.made[clause.label] = words
        shape = replace(clause.shape, level=other.shape.level or 2)
        last = before[-1] if before else None
        if other.shape.number and not shape.number and last and _numeral_over(last, clause):
            before.pop()
            shape = replace(shape, number=notation.plain(last.source))
        return replace(clause, kind=Kind.HEADING, shape=shape)


def _levelled(clause: Clause) -> Clause:
    """The clause as it is compared: a heading as a paragraph."""
    return replace(clause, kind=Kind.TEXT) if clause.kind is Kind.HEADING else clause


def _relabelled(
    clauses: Sequence[Clause], above: str, labels: dict[str, str], headed: bool = False
) -> tuple[Clause, ...]:
    """The clauses of a scope with the labels that a reader gives them: H1, TX2, by kind and place.

    `headed`: the first heading is that of the annex itself.
    """
    counts = {"H": int(headed)}
    made = []
    for each in clauses:
        stem = {Kind.HEADING: "H", Kind.TEXT: "TX"}.get(each.kind, "")
        label = each.label
        if stem:
            counts[stem] = counts.get(stem, 0) + 1
            label = f"{above}{stem}{counts[stem]}"
            labels[each.label] = label
        if each.kind in _SCOPES:
            headed = each.kind is Kind.ANNEX and bool(each.source or each.shape.number)
            made.append(replace(each, children=_relabelled(each.children, each.label, labels, headed)))
        else:
            made.append(_moved(each, each.label, label))
    return tuple(made)


def _moved(clause: Clause, old: str, new: str) -> Clause:
    children = tuple(_moved(each, old, new) for each in clause.children)
    return replace(clause, label=new + clause.label.removeprefix(old), children=children)
