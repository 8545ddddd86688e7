"""In which order the amounts of an Arabic file are typed: decided by what proves it, said, refused where nothing does.

First the languages beside it: the same cell of the same table, else all amounts of the text. Then the groups: a
number has 1 to 3 digits first and three in each that follows. Then the totals of the table. In a sentence, whose words
run from right to left, an amount that nothing else tells runs with them, as all others of the sentences do. What a
file holds the other way round is turned, so that a text always has its amounts as they are read.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engross.akn import BRACKETED, totals
from engross.akn.sights import Order, Sight, rewritten, seen, spots
from engross.akn.witnesses import Row, Witness, cell_at, cells_apart, digits, figure_at, tables_of
from engross.errors import Place, Problem
from engross.model import Document, Kind, figures, notation

RIGHTWARD = BRACKETED  # the languages of the record that run from right to left


class Proof(StrEnum):
    """What an order is known by."""

    CELL = "the same cell of another language"
    TEXT = "the amounts of another language"
    GROUPS = "its groups"
    TOTALS = "the totals of its table"
    SENTENCE = "the sentence it stands in"


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
    return [each for spot, source in spots(document) for each in seen(spot, notation.parse(source))]


@dataclass(slots=True)
class _Case:
    """The amounts of a document, and the order and proof of those that are decided."""

    document: Document
    witnesses: tuple[Witness, ...]
    sights: list[Sight] = field(default_factory=list)
    beside: dict[str, dict[tuple[int, int], Row]] = field(default_factory=dict)  # by language
    verdicts: dict[Sight, tuple[Order, Proof]] = field(default_factory=dict)
    tellers: dict[Sight, str] = field(default_factory=dict)  # the language that told
    contradicted: set[Sight] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sights = _sights(self.document)
        tables = tables_of(self.document)
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
                self.tellers[sight] = tag
            elif sight.same or len(sight.orders) == 1:
                order = Order.READ if sight.same else next(iter(sight.orders))
                self.verdicts[sight] = order, Proof.GROUPS

    def _heard(self, sight: Sight) -> Iterator[tuple[Order, Proof, str]]:
        """What the languages say, the same cell before the whole text; nothing against the groups."""
        if sight.same or not sight.orders:
            return
        for witness in self.witnesses:
            cell = digits(cell_at(self.beside[witness.language], sight.spot))
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
        tables = tables_of(self.document)
        for spot, _ in spots(self.document):
            if text := figure_at(tables, spot):
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
        findings = (*self._findings(), *self._unheard(), *cells_apart(document, self.witnesses))
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
            tags = " and ".join(sorted({self.tellers[each] for each in sights if each in self.tellers}))
            by = ", ".join(f"{count} by {proof}" for proof, count in proofs.most_common())
            by = by.replace("another language", tags)
            where = "this table" if table is not None else "the sentences"
            yield Problem(
                code="content/akn-amounts",
                place=Place(file=self.document.file, clause="" if table is None else labels[table]),
                text=f"the order of {len(sights)} amounts of {where} was decided: {by}; {turned} were typed with their"
                " groups from right to left",
                hint="compare the amounts with the original",
            )

    def _unheard(self) -> Iterator[Problem]:
        """The amounts of sentences that no language beside has: a digit may be wrong in one of them."""
        known = {value for each in self.witnesses for value in each.values}
        for each in self.sights if self.witnesses else ():
            if each.spot.table is not None or each.same or len(each.groups) < 2:
                continue
            if each in self.verdicts and not any(each.value(order) in known for order in Order):
                order = self.verdicts[each][0]
                said = figures.turned(each.text) if order is Order.BACK else each.text
                yield Problem(
                    code="content/akn-cell",
                    place=Place(file=self.document.file, clause=each.spot.clause),
                    text=f"the amount “{said}” is not in {' or '.join(w.language for w in self.witnesses)}",
                    hint="compare the two originals; each keeps its own",
                )

    def _doubts(self) -> Iterator[Problem]:
        for each in self.sights:
            if each in self.verdicts or not each.orders:
                continue
            other = figures.turned(each.text)
            place = Place(file=self.document.file, clause=each.spot.clause)
            if each in self.contradicted:
                yield Problem(
                    code="content/akn-amount",
                    place=place,
                    text=f"the amount “{each.text}” is “{each.text}” in one language and “{other}” in another",
                    hint="compare the languages of the text, and correct the file that is wrong",
                )
            else:
                yield Problem(
                    code="content/akn-amount",
                    place=place,
                    text=f"the amount “{each.text}” may be read “{each.text}” or “{other}”, and nothing tells which",
                    hint="put the file of another language beside it, or import both in one run",
                )
