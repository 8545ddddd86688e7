"""The texts of a finished file against a workspace: which edition each is, and which clauses are not those of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engross.building import tongues
from engross.correspondence.placing import PLACEHOLDER
from engross.edition import Edition, edit
from engross.errors import EngrossError
from engross.fidelity import bidi, rightward, settle_hyphens, strange
from engross.fidelity.adopted import of_line
from engross.fidelity.page import BRACKETS, Flow, letters
from engross.fidelity.places import called_notes, first_difference
from engross.making import languages_on
from engross.model import Document, Kind, Line
from engross.outputs import html
from engross.verifying import Comparison, Difference
from engross.verifying.printed import Clause, Printed, Text
from engross.workspace import Workspace

MASTHEAD = "beside the clauses"
IDS = re.compile(r'\sid="([^"]+)"')
OPENING = re.compile(r"annex-\d+")  # the page of a letter that opens an annex
CONTEXT, SHOWN = 16, 60  # letters shown before a difference, and in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An edition that a text may be, with the page that it would be set from."""

    edition: Edition
    adopted: Edition  # the same, unset: in the order of its words a right-to-left page is read
    flow: Flow
    ids: frozenset[str] = frozenset()  # those of the page, clauses or not
    own: frozenset[str] | None = None  # of a letter: the clauses that are the same for every addressee


def of_letter(candidate: Candidate) -> bool:
    """Whether it is a letter: whom it is for, its number and its day are those of its addressee, not of its text."""
    return candidate.own is not None


def compare(workspace: Workspace, printed: Printed, asked: Sequence[str], revision: str) -> tuple[Comparison, ...]:
    """Each text of the file against the workspace, each by itself.

    `asked` are the ids of the documents that come into question (all when empty). A revision is named in the answer.
    """
    if not printed.texts:
        why = "the file has no tag tree, so that its clauses cannot be told apart"
        return (Comparison(document="", revision=revision, why=why),)
    best = [_best(workspace, printed, text, asked) for text in printed.texts]
    answers = [_answer(text, found, revision) for text, found in zip(printed.texts, best, strict=True)]
    editions = [each.candidate for each in best if each.candidate and not of_letter(each.candidate)]
    if len(editions) == len(best):
        beside = tuple(_outside(editions, printed))
        answers[0] = replace(answers[0], differences=(*answers[0].differences, *beside))
    return tuple(answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """The edition that a text most likely is, and where it differs; or why there is none."""

    candidate: Candidate | None = None
    differences: tuple[Difference, ...] = ()
    why: str = ""


def _best(workspace: Workspace, printed: Printed, text: Text, asked: Sequence[str]) -> _Best:
    documents = tuple(asked) or _named(workspace, printed, text) or (workspace.contents() if text.ids else ())
    found, problems = _candidates(workspace, text, documents)
    if not found:
        why = problems[0] if problems else f"no document of the workspace has these clauses in {text.language or '?'}"
        return _Best(why=why)
    judged = [(each, tuple(_differences(each, text))) for each in found]
    candidate, differences = min(judged, key=lambda each: len(each[1]))
    return _Best(candidate=candidate, differences=differences)


def _answer(text: Text, best: _Best, revision: str) -> Comparison:
    if best.candidate is None:
        return Comparison(document=text.name, language=text.language, revision=revision, why=best.why)
    edition = best.candidate.edition
    return Comparison(
        document=edition.document,
        language=edition.language.tag,
        revision=revision,
        clauses=len(_compared(best.candidate)),
        differences=best.differences,
    )


# Which edition


def _named(workspace: Workspace, printed: Printed, text: Text) -> tuple[str, ...]:
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


def _candidates(workspace: Workspace, text: Text, documents: Sequence[str]) -> tuple[list[Candidate], list[str]]:
    """The editions in the language of the text that have most of its clauses, in the form of each house."""
    ids = {bare(id, text.name) for id in text.ids}
    found: list[tuple[int, Candidate]] = []
    problems: list[str] = []
    for document in documents:
        try:
            several = [
                each for tag in _tags(workspace, document, text.language) for each in _forms(workspace, document, tag)
            ]
        except EngrossError as error:
            problems.append(f"{document} cannot be made: {error.problems[0].text}")
            continue
        found += [(len(ids & {line.id for line in each.edition.walk()}), each) for each in several]
    most = max((count for count, _ in found), default=0)
    return [each for count, each in found if count == most and (count or not ids)], problems


def _tags(workspace: Workspace, document: str, language: str) -> list[str]:
    """The languages of a document that write themselves as the text does; all when the text does not say."""
    tags = workspace.editions_of(workspace.document(document))
    return [tag for tag in tags if not language or workspace.language(tag).html.lower() == language.lower()]


def _forms(workspace: Workspace, id: str, tag: str) -> Iterator[Candidate]:
    """The edition as each house prints it, the document's own first; a house that cannot is passed over."""
    document = workspace.document_in(id, tag)
    spoken = tongues(workspace, document, tag)
    others = [each for each in workspace.houses() if each != document.house and not workspace.house(each).abstract]
    for name in (document.house, *others):
        house = workspace.house(name)
        try:
            words = workspace.sources(document, tag, house)
            edition, adopted = (edit(document, house, spoken, words, unset=unset) for unset in (False, True))
            languages = languages_on(workspace, edition, spoken)
            page = html.page(edition, workspace.assets(name), languages, workspace.pictures(document))
        except EngrossError:
            if name == document.house:
                raise
            continue
        flow = Flow()
        flow.feed(page.html)
        ids = frozenset(IDS.findall(page.html))
        yield Candidate(edition=edition, adopted=adopted, flow=flow, ids=ids, own=_own(document))


def _own(document: Document) -> frozenset[str] | None:
    """The clauses of a letter in which nothing stands for the addressee; None of a document that is no letter."""
    if document.letter is None:
        return None
    return frozenset(clause.label for clause in document.walk() if not PLACEHOLDER.search(clause.source))


def bare(id: str, name: str) -> str:
    """A clause's id without the name of its text, which a bound file puts before it.

    >>> bare("interpol-2012-rome.en.P3A", "interpol-2012-rome.en"), bare("P3A", "")
    ('P3A', 'P3A')
    """
    return id.removeprefix(f"{name}.") if name else id


# Clause by clause


def _wanted(edition: Edition) -> list[Line]:
    """The clauses that a page prints, in its order; those without words of their own left out."""
    called = {line.id for line in called_notes(edition)}
    return [
        line for line in edition.walk() if letters(line.printed) and (line.kind is not Kind.NOTE or line.id in called)
    ]


def _compared(candidate: Candidate) -> list[Line]:
    """The clauses that are compared: all that are printed, but of a letter only those that are its own."""
    wanted = _wanted(candidate.edition)
    return wanted if candidate.own is None else [line for line in wanted if line.id in candidate.own]


def _differences(candidate: Candidate, text: Text) -> Iterator[Difference]:
    wanted = {line.id: line for line in _compared(candidate)}
    found = {bare(clause.id, text.name): clause for clause in text.clauses if clause.id}
    rtl = candidate.edition.language.direction == "rtl"
    plain = {line.id: line for line in candidate.adopted.walk()} if rtl else {}
    if not of_letter(candidate):
        yield from _masthead(candidate, text, rtl)
    for id, line in wanted.items():
        if id not in found:
            yield Difference(clause=id, where="missing", wanted=line.printed[:SHOWN])
        else:
            yield from _clause(line, found[id], plain.get(id))
    known = {line.id for line in candidate.edition.walk()} | candidate.ids
    if of_letter(candidate):
        known |= {id for id in found if OPENING.fullmatch(id)}
    for id, clause in found.items():
        if id not in known and letters(clause.said + clause.drawn_text):
            yield Difference(clause=id, where="added", found=clause.said[:SHOWN], page=clause.page)
    yield from _order(list(wanted.values()), found)


def _clause(line: Line, clause: Clause, plain: Line | None) -> Iterator[Difference]:
    """`plain` is the line as adopted, where its page goes from right to left."""
    wanted = letters(line.printed)
    if (said := letters(clause.said)) != wanted:
        yield difference(line.id, "said", wanted, said, clause.page)
    if line.kind is Kind.FIGURE:
        return
    if plain:
        order = bidi.resolved(of_line(plain))
        if amiss := rightward.differs(order, clause.lines(side_by_side=line.kind is Kind.ROW)):
            found = order.text[: amiss.at] + amiss.said
            yield difference(line.id, "drawn", order.text, found, clause.page, amiss.at)
        return
    seen = clause.drawn_text if line.kind is Kind.ROW else clause.seen_text  # cells stand side by side
    if (drawn := settle_hyphens(wanted, letters(seen))) != wanted:
        yield difference(line.id, "drawn", wanted, drawn, clause.page)


def difference(clause: str, where: str, wanted: str, found: str, page: int, at: int = -1) -> Difference:
    """The difference of two texts, shown from a little before the place `at` (the first that differs when -1)."""
    at = first_difference(wanted, found) if at < 0 else at
    start = max(at - CONTEXT, 0)
    return Difference(
        clause=clause, where=where, wanted=wanted[start : start + SHOWN], found=found[start : start + SHOWN], page=page
    )


def _masthead(candidate: Candidate, text: Text, rtl: bool) -> Iterator[Difference]:
    """What stands outside the clauses: names, dates, heading. Columns side by side have no order in Arabic."""
    wanted = letters("".join(candidate.flow.flow))
    own = [line for line in _wanted(candidate.edition) if line.kind not in (Kind.NOTE, Kind.FIGURE)]
    at = 0
    for line in own:
        printed = letters(line.printed)
        at = wanted.find(printed, at)
        if at < 0:  # the template prints the clauses in another order: each was compared by itself
            return
        wanted = wanted[:at] + wanted[at + len(printed) :]
    clauses = {line.id for line in candidate.edition.walk()}
    rest = [each for each in text.clauses if bare(each.id, text.name) not in clauses]
    said, drawn = ("".join(map(letters, parts)) for parts in zip(*((e.said, e.drawn_text) for e in rest), strict=True))
    drawn = settle_hyphens(wanted, drawn)
    page = next((each.page for each in rest if each.page), 0)
    if said != wanted:
        yield difference(MASTHEAD, "said", wanted, said, page)
    if rtl and sorted(drawn.translate(BRACKETS)) != sorted(wanted.translate(BRACKETS)):
        yield Difference(clause=MASTHEAD, where="drawn", wanted=wanted[:SHOWN], found=drawn[:SHOWN], page=page)
    elif not rtl and drawn != wanted:
        yield difference(MASTHEAD, "drawn", wanted, drawn, page)


def _order(wanted: list[Line], found: dict[str, Clause]) -> Iterator[Difference]:
    """Clauses in another order than in the text: in the tree, on the pages, on a page."""
    body = [line.id for line in wanted if line.kind is not Kind.NOTE and line.id in found]
    in_tree = [id for id in found if id in set(body)]
    for id, there in zip(body, in_tree, strict=True):
        if id != there:
            yield Difference(clause=there, where="order", wanted=id, found=there, page=found[there].page)
            return
    before = ""
    for id in (each for each in body if found[each].drawn):
        if before and _place(found[id]) < _place(found[before]):
            yield Difference(clause=id, where="order", wanted=before, found=id, page=found[id].page)
        before = id


def _place(clause: Clause) -> tuple[int, float]:
    """Where a clause begins: page, and how far down (pt, to the nearest line)."""
    page, (_, height, _) = clause.drawn[0]
    return page, -round(height / 8)


def _outside(editions: Sequence[Candidate], printed: Printed) -> Iterator[Difference]:
    """What the pages draw beside the texts: anything but running heads and the folio of that very page.

    In a file that holds several texts a page may have the number that it has in its own.
    """
    running = [margin for each in editions for margin in each.flow.margins]
    forms = {each.edition.house.folio for each in editions}
    directions = {each.edition.language.direction == "rtl" for each in editions}
    for page in range(1, printed.pages + 1):
        said = printed.outside.get(page, "")
        folios = [form.text(page, printed.pages) for form in forms]
        rests = [strange(said, running, each, rtl) for rtl in sorted(directions) for each in folios] if said else [""]
        if len(editions) > 1:
            rests = ["" if any(form.fits(rest) for form in forms) else rest for rest in rests]
        if all(rests):
            yield Difference(clause=f"page {page}", where="outside", found=rests[0][:SHOWN], page=page)
        if hidden := printed.hidden.get(page, ""):
            yield Difference(clause=f"page {page}", where="hidden", found=hidden[:SHOWN], page=page)
