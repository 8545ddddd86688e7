"""The texts of a finished file against a workspace: which edition each is, and which clauses are not those of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engross.building import tongues
from engross.edition import Edition, edit
from engross.errors import EngrossError
from engross.fidelity import bidi, called_notes, rightward, settle_hyphens, strange
from engross.fidelity.page import BRACKETS, Flow, composed, letters
from engross.fidelity.places import first_difference
from engross.model import Kind, Line, lines_text
from engross.outputs import html
from engross.verifying import Comparison, Difference
from engross.verifying.printed import Clause, Printed, Text
from engross.workspace import Workspace

MASTHEAD = "before the first clause"
CONTEXT, SHOWN = 16, 60  # letters shown before a difference, and in all


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An edition that a text may be, with the page that it would be set from."""

    edition: Edition
    flow: Flow


def compare(workspace: Workspace, printed: Printed, asked: Sequence[str], revision: str) -> tuple[Comparison, ...]:
    """Each text of the file against the workspace; texts without clauses are passed over where there are others.

    `asked` are the ids of the documents that come into question (all when empty). A revision is named in the answer.
    """
    texts = [text for text in printed.texts if text.ids] or list(printed.texts[:1])
    answers = [_compare(workspace, printed, text, asked, revision, len(texts) == 1) for text in texts]
    if not answers:
        why = "the file has no tag tree, so that its clauses cannot be told apart"
        return (Comparison(document="", revision=revision, why=why),)
    return tuple(answers)


def _compare(
    workspace: Workspace, printed: Printed, text: Text, asked: Sequence[str], revision: str, alone: bool
) -> Comparison:
    documents = tuple(asked) or _named(workspace, printed, text) or workspace.documents()
    found, problems = _candidates(workspace, text, documents)
    if not found:
        why = problems[0] if problems else f"no document of the workspace has these clauses in {text.language or '?'}"
        return Comparison(document=text.name, language=text.language, revision=revision, why=why)
    judged = [(each, tuple(_differences(each, text))) for each in found]
    best, differences = min(judged, key=lambda each: len(each[1]))
    if alone:
        differences = (*differences, *_outside(best, printed))
    return Comparison(
        document=best.edition.document,
        language=best.edition.language.tag,
        revision=revision,
        clauses=len(_wanted(best.edition)),
        differences=differences,
    )


# Which edition


def _named(workspace: Workspace, printed: Printed, text: Text) -> tuple[str, ...]:
    """The documents that the file names: in the id of the text, or by the sources embedded in it."""
    known = workspace.documents()
    by_id = [each for each in known if text.name and each in text.name]
    prefixes = {id.rpartition("/")[0].rpartition("/")[2] for id in text.ids if "/" in id}
    by_prefix = [each for each in known if any(each == prefix.partition(".")[0] for prefix in prefixes)]
    by_source = [each for each in known if any(name.startswith(f"{each}.") for name in printed.embedded)]
    return tuple(dict.fromkeys(by_id or by_prefix or by_source))


def _candidates(workspace: Workspace, text: Text, documents: Sequence[str]) -> tuple[list[Candidate], list[str]]:
    """The editions in the language of the text that have most of its clauses, in the form of each house."""
    ids = {bare(id) for id in text.ids}
    found: list[tuple[int, Candidate]] = []
    problems: list[str] = []
    for document in documents:
        for tag in _tags(workspace, document, text.language):
            try:
                several = list(_forms(workspace, document, tag))
            except EngrossError as error:
                problems.append(f"{document} in {tag} cannot be made: {error.problems[0].text}")
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
    languages = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
    others = [each for each in workspace.houses() if each != document.house and not workspace.house(each).abstract]
    for name in (document.house, *others):
        house = workspace.house(name)
        try:
            edition = edit(document, house, spoken, workspace.sources(document, tag, house))
            page = html.page(edition, workspace.assets(name), languages, workspace.pictures(document))
        except EngrossError:
            if name == document.house:
                raise
            continue
        flow = Flow()
        flow.feed(page.html)
        yield Candidate(edition=edition, flow=flow)


def bare(id: str) -> str:
    """A clause's id without what a bound file puts before it.

    >>> bare("interpol-2012-rome.en/P3A"), bare("P3A")
    ('P3A', 'P3A')
    """
    return id.rpartition("/")[2]


# Clause by clause


def _wanted(edition: Edition) -> list[Line]:
    """The clauses that a page prints, in its order; those without words of their own left out."""
    called = {line.id for line in called_notes(edition)}
    return [
        line for line in edition.walk() if letters(line.printed) and (line.kind is not Kind.NOTE or line.id in called)
    ]


def _differences(candidate: Candidate, text: Text) -> Iterator[Difference]:
    wanted = {line.id: line for line in _wanted(candidate.edition)}
    found = {bare(clause.id): clause for clause in text.clauses if clause.id}
    rtl = candidate.edition.language.direction == "rtl"
    yield from _masthead(candidate, text, rtl)
    for id, line in wanted.items():
        if id not in found:
            yield Difference(clause=id, where="missing", wanted=line.printed[:SHOWN])
        else:
            yield from _clause(line, found[id], rtl)
    known = {line.id for line in candidate.edition.walk()}
    for id, clause in found.items():
        if id not in known and letters(clause.said + clause.drawn_text):
            yield Difference(clause=id, where="added", found=clause.said[:SHOWN], page=clause.page)
    yield from _order(list(wanted.values()), found)


def _clause(line: Line, clause: Clause, rtl: bool) -> Iterator[Difference]:
    wanted = letters(line.printed)
    if (said := letters(clause.said)) != wanted:
        yield difference(line.id, "said", wanted, said, clause.page)
    if line.kind is Kind.FIGURE:
        return
    if rtl:
        ways = tuple(bidi.resolved(composed(isolated(line))))
        amiss = rightward.differs(ways, 0, clause.lines(side_by_side=line.kind is Kind.ROW))
        if amiss:
            found = ways[0].text[: amiss[0]] + amiss[1]
            yield difference(line.id, "drawn", ways[0].text, found, clause.page, amiss[0])
        return
    seen = clause.drawn_text if line.kind is Kind.ROW else clause.seen_text  # cells stand side by side
    if (drawn := settle_hyphens(wanted, letters(seen))) != wanted:
        yield difference(line.id, "drawn", wanted, drawn, clause.page)


def isolated(line: Line) -> str:
    """What a line prints, with the marks that its phrases from left to right have on a page."""
    parts = [part for part in (line.label, line.number, line.hole) if part]
    inner = ""
    for run in line.all_runs:
        inner += f"\u2066{run.text}\u2069" if run.ltr or (run.link and run.latin) else run.text
    return " ".join([*parts, inner.replace("\u2069\u2066", "")])


def difference(clause: str, where: str, wanted: str, found: str, page: int, at: int = -1) -> Difference:
    """The difference of two texts, shown from a little before the place `at` (the first that differs when -1)."""
    at = first_difference(wanted, found) if at < 0 else at
    start = max(at - CONTEXT, 0)
    return Difference(
        clause=clause, where=where, wanted=wanted[start : start + SHOWN], found=found[start : start + SHOWN], page=page
    )


def _masthead(candidate: Candidate, text: Text, rtl: bool) -> Iterator[Difference]:
    """What stands outside the clauses: names, dates, heading. Columns side by side have no order in Arabic."""
    whole = letters("".join(candidate.flow.flow))
    clauses = letters(lines_text(candidate.edition.lines))
    if not whole.endswith(clauses):
        return
    wanted = whole[: len(whole) - len(clauses)]
    rest = text.clauses[0]
    if (said := letters(rest.said)) != wanted:
        yield difference(MASTHEAD, "said", wanted, said, rest.page)
    drawn = letters(rest.drawn_text)
    if rtl:
        table = BRACKETS
        if sorted(settle_hyphens(wanted, drawn).translate(table)) != sorted(wanted.translate(table)):
            yield Difference(clause=MASTHEAD, where="drawn", wanted=wanted[:SHOWN], found=drawn[:SHOWN], page=rest.page)
    elif (drawn := settle_hyphens(wanted, drawn)) != wanted:
        yield difference(MASTHEAD, "drawn", wanted, drawn, rest.page)


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


def _outside(candidate: Candidate, printed: Printed) -> Iterator[Difference]:
    """What the pages draw beside the text: anything but running heads and the folio of that very page."""
    rtl = candidate.edition.language.direction == "rtl"
    for page in range(1, printed.pages + 1):
        said = printed.outside.get(page, "")
        if said and (rest := strange(said, candidate.flow.margins, page, printed.pages, rtl)):
            yield Difference(clause=f"page {page}", where="outside", found=rest[:SHOWN], page=page)
        if hidden := printed.hidden.get(page, ""):
            yield Difference(clause=f"page {page}", where="hidden", found=hidden[:SHOWN], page=page)
