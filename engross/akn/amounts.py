"""In which order the amounts of an Arabic file are typed: decided by what proves it, said, refused where nothing does.

First the languages beside it: the same cell of the same table, else all amounts of the text. Then the groups: a
number has 1 to 3 digits first and three in each that follows. Then the totals of the table. In a sentence, whose words
run from right to left, an amount that nothing else tells runs with them, as all others of the sentences do. What a
file holds the other way round is turned, so that a text always has its amounts as they are read.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from engross import figures, notation
from engross.akn import BRACKETED, totals
from engross.akn.sights import Order, Sight, Spot, rewritten, said, seen, spots
from engross.errors import Place, Problem
from engross.model import Document, Kind

RIGHTWARD = BRACKETED  # the languages of the record that run from right to left


class Proof(StrEnum):
    """What an order is known by."""

    CELL = "the same cell of another language"
    TEXT = "the amounts of another language"
    GROUPS = "its groups"
    TOTALS = "the totals of its table"
    SENTENCE = "the sentence it stands in"


Row = tuple[str, ...]  # the digits of each cell that is nothing but a figure, "" for others, as they are typed


@dataclass(frozen=True, slots=True)
class Witness:
    """What another language says: the rows of its tables, and all numbers of its text."""

    language: str
    tables: tuple[tuple[Row, ...], ...]
    values: frozenset[str]

    def beside(self, tables: tuple[tuple[Row, ...], ...]) -> dict[tuple[int, int], Row]:
        """The row that is the same one here, by table and row; rows that only one language has are left out.

        Which rows are the same is told by the groups of their figures, in whatever order those are.
        """
        found: dict[tuple[int, int], Row] = {}
        if len(tables) != len(self.tables):
            return found
        for number, (own, its) in enumerate(zip(tables, self.tables, strict=True)):
            alike = SequenceMatcher(None, [*map(_alike, own)], [*map(_alike, its)], autojunk=False)
            for _, start, stop, first, last in alike.get_opcodes():
                if stop - start == last - first:
                    pairs = zip(range(start, stop), its[first:last], strict=True)
                    found |= {(number, at): row for at, row in pairs if len(row) == len(own[at])}
        return found


def _alike(row: Row) -> tuple[tuple[str, ...], ...]:
    """What two orders of a row's figures have in common."""
    return tuple(tuple(sorted(figures.value((group,)) for group in re.findall(r"\d+", cell))) for cell in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A document with its amounts as they are read; what was decided, what is in doubt, and by whom it was told.

    `counts` says how many amounts each proof has decided, `turned` how many were typed the other way round.
    """

    document: Document
    findings: tuple[Problem, ...] = ()
    doubts: tuple[Problem, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    turned: int = 0


def asked(document: Document) -> tuple[bool, bool]:
    """Whether a document has amounts that may be typed either way, and whether another language may tell more of them.

    Another language is asked for each table with amounts, and where the groups alone do not tell.
    """
    if document.language not in RIGHTWARD:
        return False, False
    found = _sights(document)
    return bool(found), any(each.spot.cell is not None or len(each.orders) != 1 for each in found)


def witness(document: Document) -> Witness:
    """What a document in another language says of amounts."""
    values: set[str] = set()
    for spot, source in spots(document.clauses):
        text = said(notation.parse(source))
        values |= {figures.value(figures.groups_of(each.text)) for each in figures.figures(text)}
        values |= {figures.value((token,)) for token in figures.groups_of(text)}
    return Witness(document.language, _tables(document), frozenset(values))


def _tables(document: Document) -> tuple[tuple[Row, ...], ...]:
    """The figures of all tables, row by row."""
    found: list[list[list[str]]] = []
    for spot, source in spots(document.clauses):
        if spot.table is None:
            continue
        found += [[] for _ in range(spot.table + 1 - len(found))]
        rows = found[spot.table]
        rows += [[] for _ in range(spot.row + 1 - len(rows))]
        text = said(notation.parse(source))
        figure = not any(each.isalpha() for each in text) and any(each.isdecimal() for each in text)
        rows[spot.row].append(text.strip(" \u00a0\ufffc") if figure else "")
    return tuple(tuple(map(tuple, rows)) for rows in found)


def _digits(figure: str) -> str:
    return figures.value(figures.groups_of(figure))


def settle(document: Document, witnesses: Iterable[Witness] = ()) -> Settled:
    """The document with every amount in the order in which it is read."""
    if document.language not in RIGHTWARD:
        return Settled(document=document)
    case = _Case(document, tuple(witnesses))
    case.hear()
    case.add_up()
    case.follow_the_sentence()
    return case.settled()


def _sights(document: Document) -> list[Sight]:
    return [each for spot, source in spots(document.clauses) for each in seen(spot, notation.parse(source))]


@dataclass(slots=True)
class _Case:
    """The amounts of a document, and the order and proof of those that are decided."""

    document: Document
    witnesses: tuple[Witness, ...]
    sights: list[Sight] = field(default_factory=list)
    beside: dict[str, dict[tuple[int, int], Row]] = field(default_factory=dict)  # by language
    verdicts: dict[Sight, tuple[Order, Proof]] = field(default_factory=dict)
    contradicted: set[Sight] = field(default_factory=set)
    told: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.sights = _sights(self.document)
        tables = _tables(self.document)
        self.beside = {each.language: each.beside(tables) for each in self.witnesses}

    def hear(self) -> None:
        """Decide what the other languages or the groups tell."""
        for sight in self.sights:
            heard = {order: (proof, tag) for order, proof, tag in self._heard(sight)}
            if len(heard) > 1:
                self.contradicted.add(sight)
            elif heard:
                ((order, (proof, tag)),) = heard.items()
                self.verdicts[sight] = order, proof
                self.told[tag] += 1
            elif sight.same or len(sight.orders) == 1:
                order = Order.READ if sight.same else next(iter(sight.orders))
                self.verdicts[sight] = order, Proof.GROUPS

    def _heard(self, sight: Sight) -> Iterator[tuple[Order, Proof, str]]:
        """What the languages say, the same cell before the whole text; nothing against the groups."""
        if sight.same or not sight.orders:
            return
        for witness in self.witnesses:
            cell = _digits(_cell(self.beside[witness.language], sight.spot))
            by_cell = [order for order in sight.orders if sight.alone and cell == sight.value(order)]
            if len(by_cell) == 1:
                yield by_cell[0], Proof.CELL, witness.language
                continue
            by_text = [order for order in sight.orders if sight.value(order) in witness.values]
            if len(by_text) == 1 and len(sight.groups) > 1:
                yield by_text[0], Proof.TEXT, witness.language

    def add_up(self) -> None:
        """Decide what the totals of columns and rows tell."""
        for across in (False, True):
            for line in self._lines(across).values():
                column = [self._options(each) for each in line]
                for at, amount in totals.decided(column).items():
                    sight = line[at]
                    if sight not in self.verdicts:
                        order = next(each for each in sight.orders if sight.amount(each) == amount)
                        self.verdicts[sight] = order, Proof.TOTALS

    def _lines(self, across: bool) -> dict[tuple[int, int], list[Sight]]:
        """The amounts of each column (or row) that holds one in doubt, from the top."""
        found: dict[tuple[int, int], list[Sight]] = defaultdict(list)
        for each in self._figures():
            if each.spot.table is not None:
                found[each.spot.table, each.spot.row if across else each.spot.column].append(each)
        return {key: line for key, line in found.items() if any(each in self._doubtful() for each in line)}

    def _figures(self) -> Iterator[Sight]:
        """Every cell that is a figure and nothing else, also of one group."""
        known = {each.spot: each for each in self.sights if each.alone}
        tables = _tables(self.document)
        for spot, _ in spots(self.document.clauses):
            text = tables[spot.table][spot.row][spot.cell] if spot.table is not None and spot.cell is not None else ""
            if text:
                yield known.get(spot) or Sight(spot, 0, len(text), text, alone=True)

    def _options(self, sight: Sight) -> totals.Options | None:
        orders = (self.verdicts[sight][0],) if sight in self.verdicts else tuple(sight.orders)
        if len(sight.groups) == 1:
            orders = (Order.READ,)
        found = tuple(dict.fromkeys(amount for order in orders if (amount := sight.amount(order)) is not None))
        return found or None

    def _doubtful(self) -> set[Sight]:
        return {each for each in self.sights if each not in self.verdicts and each.orders} - self.contradicted

    def follow_the_sentence(self) -> None:
        """Decide what stands in sentences, where none of theirs is known to be typed as it is read."""
        spoken = {self.verdicts[each][0] for each in self.sights if each.sentence and each in self.verdicts}
        if Order.READ in spoken:
            return
        for sight in self._doubtful():
            if sight.sentence:
                self.verdicts[sight] = Order.BACK, Proof.SENTENCE

    def settled(self) -> Settled:
        """The outcome."""
        changes: dict[tuple[str, int | None], list[tuple[int, int, str]]] = defaultdict(list)
        for sight, (order, _) in self.verdicts.items():
            put = figures.turned(sight.text) if order is Order.BACK else sight.text
            if (put := figures.unbroken(put)) != sight.text:
                changes[sight.spot.clause, sight.spot.cell].append((sight.start, sight.stop, put))
        document = rewritten(self.document, changes) if changes else self.document
        counts = Counter(proof.value for _, proof in self.verdicts.values())
        turned = sum(order is Order.BACK for order, _ in self.verdicts.values())
        findings = (*self._findings(), *_differing(document, self.witnesses))
        return Settled(
            document=document, findings=findings, doubts=tuple(self._doubts()), counts=dict(counts), turned=turned
        )

    def _findings(self) -> Iterator[Problem]:
        """What was decided, a table each; of the sentences, where more than their groups told."""
        labels = [each.label for each in self.document.walk() if each.kind is Kind.TABLE]
        by_table: dict[int | None, list[Sight]] = defaultdict(list)
        for each in self.sights:
            if each in self.verdicts:
                by_table[each.spot.table].append(each)
        for table, sights in by_table.items():
            proofs = Counter(self.verdicts[each][1].value for each in sights)
            if table is None and set(proofs) == {Proof.GROUPS.value}:
                continue
            turned = sum(self.verdicts[each][0] is Order.BACK for each in sights)
            by = ", ".join(f"{count} by {proof}" for proof, count in proofs.most_common())
            where = "this table" if table is not None else "the sentences"
            yield Problem(
                code="content/akn-amounts",
                place=Place(file=self.document.file, clause="" if table is None else labels[table]),
                text=f"the order of {len(sights)} amounts of {where} was decided: {by}; {turned} were typed with their"
                " groups from right to left",
                hint="compare the amounts with the original",
            )

    def _doubts(self) -> Iterator[Problem]:
        for each in self.sights:
            if each in self.verdicts or not each.orders:
                continue
            other = figures.turned(each.text)
            contradicted = each in self.contradicted
            yield Problem(
                code="content/akn-amount",
                place=Place(file=self.document.file, clause=each.spot.clause),
                text=f"the amount “{each.text}” is read “{each.text}” or “{other}”, and "
                + ("the other languages contradict each other" if contradicted else "nothing tells which"),
                hint="compare the languages of the text and correct the file at fault"
                if contradicted
                else "put the file of another language beside it, or import both in one run",
            )


def _cell(rows: Mapping[tuple[int, int], Row], spot: Spot) -> str:
    """The figure of the same cell in another language; "" where there is none."""
    row = rows.get((spot.table, spot.row)) if spot.table is not None else None
    return row[spot.cell] if row and spot.cell is not None else ""


def _differing(document: Document, witnesses: tuple[Witness, ...]) -> Iterator[Problem]:
    """The cells of figures that say something else than the same cell of another language."""
    tables = _tables(document)
    for witness in witnesses:
        rows = witness.beside(tables)
        for spot, _ in spots(document.clauses):
            its = _cell(rows, spot)
            own = tables[spot.table][spot.row][spot.cell] if its and spot.table is not None and spot.cell is not None else ""
            if own and _digits(own) != _digits(its):
                yield Problem(
                    code="content/akn-cell",
                    place=Place(file=document.file, clause=spot.clause),
                    text=f"a cell says “{own}”, and the same cell in {witness.language} says “{its}”",
                    hint="compare the two originals; each keeps its own",
                )


def differing(document: Document, other: Document) -> tuple[Problem, ...]:
    """The cells of figures in which two languages of a work differ."""
    return tuple(_differing(document, (witness(other),)))
