"""What a dispatch comes to: the letters, in their order, each with its number; everything that is wrong beforehand."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from engross.building import Job
from engross.building.fingerprints import Fingerprints
from engross.dispatch.addressees import Addressee, Channel
from engross.dispatch.checking import read_addressees
from engross.dispatch.numbering import Series, read_series
from engross.dispatch.ordering import PROTOCOL, in_order
from engross.dispatch.register import Register, numbered
from engross.dispatch.rehearsing import Rehearsal
from engross.dispatch.requests import Request
from engross.dispatch.tables import read_known_countries, read_table
from engross.errors import ContentError, Place, Problem, UsageError, raise_all
from engross.model import Document
from engross.pipeline.composing import check_listed
from engross.workspace import Workspace

_STEM = re.compile(r"(\d{3,})(?:-[a-z]{2})?\.[A-Za-z0-9-]+(?:\.DRAFT)?\.(?:pdf|eml|zip)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One letter of a dispatch: its number, its addressee, the stem of its files' names, what it is made from."""

    number: int
    reference: str
    addressee: Addressee
    stem: str
    inputs: str = ""
    weight: float = 1.0

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{self.reference} {self.addressee.called} ({self.addressee.language})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A dispatch: the letter's id, the addressees in their order, the folder, the register, the series.

    `items` are the letters with the numbers that they would get now. They get them in `numbered`, when no other run
    is at work in the folder.
    """

    request: Request
    addressees: tuple[Addressee, ...]
    items: tuple[Item, ...]
    folder: Path
    series: Series
    common: Mapping[str, str] = field(default_factory=dict)

    def numbered(self, given: Mapping[str, tuple[int, str]]) -> "Plan":
        """The plan whose letters have these numbers and references, by key, and the digests of what they are made from.

        Everything that bears a number is made anew: what is printed, names of files, and digests.
        """
        items = _items(self.addressees, given, self.request.draft)
        return replace(self, items=tuple(replace(each, inputs=self.inputs(each)) for each in items))

    def inputs(self, item: Item) -> str:
        """The digest of all that a letter is made from."""
        said = (self.common.get(item.addressee.language, ""), item.reference, item.addressee.said(),
                self.request.package, repr(self.request.sender))  # fmt: skip
        return hashlib.sha256("\0".join(said).encode()).hexdigest()

    @property
    def register(self) -> Register:
        """The register of the dispatch."""
        return Register(self.folder / "register.sqlite")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the letters, each once."""
        return tuple(sorted({item.addressee.language for item in self.items}))


def plan(workspace: Workspace, request: Request) -> Plan:
    """The dispatch asked for. Nothing is written. Raises everything that is wrong with the table, at once."""
    letter = _letter(workspace, request)
    countries = read_known_countries(workspace.root)
    start = countries.find(request.start) if request.start else None
    if request.start and start is None:
        raise UsageError(
            Problem(
                code="dispatch/start",
                text=f"there is no country {request.start!r} to start with",
                hint="write its code, or its short name",
            )
        )
    table = read_table(request.table, workspace.relative(request.table))
    addressees = read_addressees(
        table, countries, _languages(workspace, letter, request.draft),
        protocol=request.order == PROTOCOL, mailed=request.package == "eml",
    )  # fmt: skip
    _check_letters(workspace, letter, addressees, request)
    placed = in_order(addressees, request.order, start)
    assert letter.letter is not None
    series = read_series(request.series, request.first, letter.letter.reference)
    folder = request.folder or workspace.root / "dispatch" / f"{letter.id}{'.DRAFT' if request.draft else ''}"
    register = Register(folder / "register.sqlite")
    register.check(letter.id, series)
    made = Plan(request=request, addressees=placed, items=(), folder=folder, series=series)
    given = register.given()
    check_known(folder, given)
    return made.numbered(numbered(given, placed, series))


def check_known(folder: Path, given: Mapping[str, tuple[int, str]]) -> None:
    """Nothing; UsageError where letters lie in the folder whose numbers its register has not given.

    The register was lost, or is an older copy: what it would give now may have gone out to somebody else.
    """
    known = {number for number, _ in given.values()}
    lost = [
        path.name for path in sorted(folder.glob("*")) if (each := _STEM.match(path.name)) and int(each[1]) not in known
    ]
    if lost:
        more = f" and {len(lost) - 3} more" if len(lost) > 3 else ""
        raise UsageError(
            Problem(
                code="dispatch/register-lost",
                place=Place(file=str(folder)),
                text=f"letters lie here that the register does not know: {', '.join(lost[:3])}{more}",
                hint="put the register (register.sqlite) of these letters back from a copy; else their numbers would be"
                " given again. To begin anew, dispatch into another folder with --dir, and with --first",
            )
        )


def _letter(workspace: Workspace, request: Request) -> Document:
    document = workspace.document(request.letter)
    if document.letter is None:
        raise UsageError(
            Problem(
                code="usage/no-letter",
                text=f"{request.letter} is no letter",
                hint=f"the letters are: {', '.join(workspace.letters()) or 'none'}",
            )
        )
    return document


def _languages(workspace: Workspace, letter: Document, draft: bool) -> dict[str, str]:
    """The languages in which the letter can be set: the tag by the tag, and by the language's own name."""
    tags = workspace.languages() if draft else workspace.editions_of(letter)
    return {name.casefold(): tag for tag in tags for name in (tag, workspace.language(tag).name)}


def _items(placed: Sequence[Addressee], given: Mapping[str, tuple[int, str]], draft: bool) -> Iterator[Item]:
    for each in placed:
        number, reference = given[each.key]
        parts = [f"{number:03}", each.code.lower()]
        stem = f"{'-'.join(part for part in parts if part)}.{each.language}{'.DRAFT' if draft else ''}"
        yield Item(number=number, reference=reference, addressee=each, stem=stem)


def _check_letters(workspace: Workspace, letter: Document, addressees: Sequence[Addressee], request: Request) -> None:
    """Nothing; ContentError with all that is amiss in the words of the letters and of what they annex.

    What is amiss in every letter of a language lies in the letter or its catalogue and is said once, where it is;
    the rest lies in the table and is said at the row of the addressee.
    """
    rehearsal = Rehearsal(workspace, request, letter)
    found = [(each, rehearsal.amiss_in(each)) for each in addressees]
    letters = Counter(each.language for each in addressees)
    times = Counter((each.language, problem) for each, problems in found for problem in problems)
    said, rows = dict.fromkeys(rehearsal.amiss_in_annexes(tuple(letters))), list[Problem]()
    for each, problems in found:
        for problem in problems:
            everywhere = times[each.language, problem] == letters[each.language] > 1
            if everywhere and rehearsal.of_the_letter(problem, each.language):
                said[problem] = None
            else:
                text = f"the letter to {each.called}: {problem}".partition("\n")[0]
                rows.append(Problem(code="addressees/letter", place=each.place, text=text, hint=problem.hint))
    raise_all(ContentError, [*said, *_unlisted(letter, addressees, request), *rows])


def _unlisted(letter: Document, addressees: Sequence[Addressee], request: Request) -> Iterator[Problem]:
    """Letters that list enclosures in other languages than those that would go with them."""
    assert letter.letter is not None
    for each in addressees:
        try:
            check_listed(letter.letter, letter.id, each.language, request.enclosing, each.fields())
        except ContentError as error:
            yield from (_at_row(problem, each) for problem in error.problems)


def _at_row(problem: Problem, each: Addressee) -> Problem:
    hint = "leave --with out, or say in a column `enclosures` what goes with each letter"
    text = f"the letter to {each.called} {problem.text}"
    return Problem(code="addressees/enclosures", place=each.place, text=text, hint=hint)


def marked(plan: Plan, fingerprints: Fingerprints) -> Plan:
    """The plan that knows what all letters of a language are made from."""
    request = plan.request
    house = request.house or fingerprints.workspace.document(request.letter).house
    common = {
        tag: fingerprints.of(
            Job(document=request.letter, language=tag, house=house, draft=request.draft, target=Path(),
                enclosing=request.enclosing)
        )
        for tag in plan.languages
    }  # fmt: skip
    return replace(plan, common=common)


def mailed(item: Item, package: str) -> bool:
    """Whether a draft of e-mail is made for a letter."""
    return package == "eml" and item.addressee.channel is Channel.EMAIL
