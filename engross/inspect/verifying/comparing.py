"""The texts of a finished file against a workspace: which edition each is, and which clauses are not those of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from engross.inspect.verifying import Comparison, Difference
from engross.inspect.verifying.candidates import Candidate, candidates, named
from engross.inspect.verifying.telling import OPEN
from engross.model import Kind, Line
from engross.readback import bidi, compare_rtl
from engross.readback.clauses import Clause, Printed, Text
from engross.readback.differences import called_notes
from engross.readback.fidelity import settle_hyphens, strange
from engross.readback.page import BRACKETS, letters
from engross.readback.reference_order import of_line
from engross.workspace import Workspace

MASTHEAD = "beside the clauses"
SHOWN = 200  # characters of a clause that is missing, or was added
ABOUT = (("title", "Title", "dc:title"), ("author", "Author", "dc:creator"), ("keywords", "Keywords", "pdf:Keywords"))
SUBJECT = ("description", "Subject", "dc:description")  # of a letter it names the addressee


def compare(workspace: Workspace, printed: Printed, asked: Sequence[str], revision: str) -> tuple[Comparison, ...]:
    """Each text of the file against the workspace, each by itself.

    `asked` are the ids of the documents that come into question (all when empty). A revision is named in the answer.
    """
    if not printed.texts:
        why = "the file has no tag tree, so that its clauses cannot be told apart"
        return (Comparison(document="", revision=revision, why=why),)
    best = [_best(workspace, printed, text, asked) for text in printed.texts]
    answers = [_answer(text, found, revision) for text, found in zip(printed.texts, best, strict=True)]
    editions = [
        (each.candidate, text)
        for each, text in zip(best, printed.texts, strict=True)
        if each.candidate and not each.candidate.of_letter
    ]
    beside: list[Difference] = []
    if first := best[0].candidate:
        beside += _about(first, printed)
    if len(editions) == len(best):
        beside += _outside(editions, printed)
    else:
        answers[0] = replace(answers[0], uncompared=(*answers[0].uncompared, "the margins of its pages"))
    answers[0] = replace(answers[0], differences=(*answers[0].differences, *beside))
    return tuple(answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Best:
    """The edition that a text most likely is, and where it differs; or why there is none."""

    candidate: Candidate | None = None
    differences: tuple[Difference, ...] = ()
    why: str = ""
    passed: tuple[str, ...] = ()  # houses that cannot print the text: it may have the form of one of them


def _best(workspace: Workspace, printed: Printed, text: Text, asked: Sequence[str]) -> _Best:
    """The first edition that agrees, or whose masthead and margins do; else the one that differs least."""
    documents = tuple(asked) or named(workspace, printed, text) or (workspace.contents() if text.ids else ())
    best, problems, passed = _Best(), list[str](), list[str]()
    least = 0
    for candidate in candidates(workspace, text, documents, problems, passed):
        differences = tuple(_differences(candidate, text))
        alone = len(printed.texts) == 1 and not candidate.of_letter
        margins = tuple(_outside([(candidate, text)], printed)) if alone else ()
        if best.candidate is None or len(differences) + len(margins) < least:
            best, least = _Best(candidate=candidate, differences=differences), len(differences) + len(margins)
        if _agrees(candidate, differences, margins):
            return _Best(candidate=candidate, differences=differences)
    if best.candidate is None:
        why = problems[0] if problems else f"no document of the workspace has these clauses in {text.language or '?'}"
        return _Best(why=why)
    return replace(best, passed=tuple(dict.fromkeys(passed)))


def _agrees(candidate: Candidate, differences: Sequence[Difference], margins: Sequence[Difference]) -> bool:
    """Whether the text has this form, so that no other is asked: what stands about its clauses is that of the house."""
    if candidate.of_letter:
        return not differences
    return not margins and all(each.clause != MASTHEAD for each in differences)


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
        uncompared=(*_uncompared(best.candidate), *_unmade(best.passed)),
    )


def _uncompared(candidate: Candidate) -> Iterator[str]:
    """What of a text is held against nothing: of a letter what is its addressee's, and what stands about it."""
    if not candidate.of_letter:
        return
    wanted = [line.id for line in _wanted(candidate)]
    if passed := [id for id in wanted if candidate.addressed.get(id, OPEN) == ""]:
        yield f"the clauses {', '.join(passed)}"
    if filled := [id for id in wanted if candidate.addressed.get(id)]:
        yield f"what is the addressee's in {', '.join(filled)}"
    yield "its head and foot: sender, reference, addressee, date, enclosures"


def _unmade(houses: Sequence[str]) -> Iterator[str]:
    if houses:
        yield f"the forms of the houses {', '.join(houses)}, in which this text cannot be built here"


# What the file says of itself


def _about(candidate: Candidate, printed: Printed) -> Iterator[Difference]:
    """The title, the author and the like where they are not those of the edition; each is told once.

    A file has them in its information, in its metadata, or in both (PDF 2.0 has the metadata alone).
    """
    for name, *keys in (*ABOUT, *(() if candidate.of_letter else (SUBJECT,))):
        wanted = candidate.about.get(name, "")
        held = {key: printed.about[key] for key in keys if key in printed.about} or {"": ""}
        false = [(key, found) for key, found in held.items() if letters(found) != letters(wanted)]
        for key, found in false[:1]:
            clause = f"the {name} ({key})" if key else f"the {name}"
            yield Difference(clause=clause, where="about", wanted=wanted, found=found)


# Clause by clause


def _wanted(candidate: Candidate) -> list[Line]:
    """The clauses that a page prints, in its order; those without words of their own left out."""
    edition = candidate.edition
    called = {line.id for line in called_notes(edition)}
    return [
        line for line in edition.walk() if letters(line.printed) and (line.kind is not Kind.NOTE or line.id in called)
    ]


def _compared(candidate: Candidate) -> list[Line]:
    """The clauses that are compared: all that are printed, but those of a letter of which nothing is known for sure."""
    return [line for line in _wanted(candidate) if candidate.addressed.get(line.id, OPEN)]


def _differences(candidate: Candidate, text: Text) -> Iterator[Difference]:
    wanted = {line.id: line for line in _compared(candidate)}
    found = {clause.id: clause for clause in text.grouped(candidate.clause_of)}
    rtl = candidate.edition.language.direction == "rtl"
    plain = {line.id: line for line in candidate.adopted.walk()} if rtl else {}
    if not candidate.of_letter:
        yield from _masthead(candidate, found[""], rtl)
    for id, line in wanted.items():
        if id not in found:
            yield Difference(clause=id, where="missing", wanted=line.printed[:SHOWN])
        else:
            yield from (
                _filled(candidate.addressed[id], found[id], rtl)
                if id in candidate.addressed
                else _clause(line, found[id], plain.get(id))
            )
    for id, clause in found.items():
        if id and not candidate.knows(id) and letters(clause.said + clause.drawn_text):
            yield Difference(clause=id, where="added", found=clause.said[:SHOWN], page=clause.page)
    yield from _order(list(wanted.values()), found)


def _clause(line: Line, clause: Clause, plain: Line | None) -> Iterator[Difference]:
    """`plain` is the line as adopted, where its page goes from right to left."""
    wanted = letters(line.printed)
    said = letters(clause.said)
    drawn = "" if line.kind is Kind.FIGURE else _drawn(line, clause, plain, wanted)
    yield from both(line.id, line.printed, clause.said if said != wanted else "", drawn, clause.page, plain is not None)


def _filled(wanted: str, clause: Clause, rtl: bool) -> Iterator[Difference]:
    """Of a clause in which OPEN stands for what is the addressee's, everything else; what is shown is what is said."""
    said, shown = letters(clause.said), letters(clause.seen_text)
    due = ".+?".join(re.escape(part) for part in letters(wanted).split(OPEN))
    if not re.fullmatch(due, said):
        yield Difference(clause=clause.id, where="said", wanted=wanted, found=clause.said, page=clause.page)
    same = sorted(shown.translate(BRACKETS)) == sorted(said.translate(BRACKETS)) if rtl else False
    if not same and settle_hyphens(said, shown) != said:
        yield Difference(clause=clause.id, where="drawn", wanted=clause.said, found=shown, page=clause.page)


def _drawn(line: Line, clause: Clause, plain: Line | None, wanted: str) -> str:
    """What the pages show of a clause where that is not what they must show; "" where it is, a space for nothing."""
    if plain:
        order = bidi.resolved(of_line(plain))
        amiss = compare_rtl.differs(order, clause.lines(side_by_side=line.kind is Kind.ROW))
        return (order.text[: amiss.at] + amiss.said or " ") if amiss else ""
    seen = clause.drawn_text if line.kind is Kind.ROW else clause.seen_text  # cells stand side by side
    shown = settle_hyphens(wanted, letters(seen))
    return (shown or " ") if shown != wanted else ""


def both(clause: str, wanted: str, said: str, drawn: str, page: int, rtl: bool = False) -> Iterator[Difference]:
    """What differs as it is said and as it is drawn ("" where it does not): once, where both say the same.

    Of a right-to-left page only the beginning is read that is as it should be, and the first line that is not.
    """
    alike = letters(said).startswith(letters(drawn)) if rtl else letters(said) == letters(drawn)
    if said and drawn and alike:
        yield Difference(clause=clause, where="both", wanted=wanted, found=said, page=page)
        return
    for where, found in (("said", said), ("drawn", drawn)):
        if found:
            yield Difference(clause=clause, where=where, wanted=wanted, found=found.strip(), page=page)


def _masthead(candidate: Candidate, rest: Clause, rtl: bool) -> Iterator[Difference]:
    """What stands outside the clauses: names, dates, heading. Columns side by side have no order in Arabic."""
    own = [line for line in _wanted(candidate) if line.kind not in (Kind.NOTE, Kind.FIGURE)]
    wanted = _without(" ".join(candidate.flow.flow), [letters(line.printed) for line in own])
    if wanted is None:  # the template prints the clauses in another order: each was compared by itself
        return
    due, said = letters(wanted), letters(rest.said)
    drawn = settle_hyphens(due, letters(rest.drawn_text))
    same = sorted(drawn.translate(BRACKETS)) == sorted(due.translate(BRACKETS)) if rtl else drawn == due
    told, shown = (rest.said or " ") if said != due else "", "" if same else drawn or " "
    yield from both(MASTHEAD, wanted, told, shown, rest.page)


def _without(text: str, clauses: list[str]) -> str | None:
    """The words of a page without the letters of its clauses; None when these do not stand in it in their order.

    Each is looked for from the end of the page: the words of a short clause may stand in the masthead as well.

    >>> _without("A/RES/77/256 General Assembly A The Assembly Decides", ["A", "TheAssembly", "Decides"])
    'A/RES/77/256 General Assembly'
    """
    words = [letters(word) for word in text.split()]
    whole = "".join(words)
    kept, end = [True] * len(whole), len(whole)
    for clause in reversed(clauses):
        if (at := whole.rfind(clause, 0, end)) < 0:
            return None
        kept[at : at + len(clause)] = [False] * len(clause)
        end = at
    places = iter(range(len(whole)))
    return " ".join(filter(None, ("".join(letter for letter in word if kept[next(places)]) for word in words)))


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


def _outside(editions: Sequence[tuple[Candidate, Text]], printed: Printed) -> Iterator[Difference]:
    """What the pages draw beside the texts: anything but running heads, the folio, and heads of tables that go on.

    In a file that holds several texts a page may have the number that it has in its own.
    """
    running = [margin for each, _ in editions for margin in each.flow.margins]
    forms = {each.edition.house.folio for each, _ in editions}
    directions = {each.edition.language.direction == "rtl" for each, _ in editions}
    heads: dict[int, list[str]] = {}
    for each, text in editions:
        _repeated(each, text, heads)
    for page in range(1, printed.pages + 1):
        said, known = printed.outside.get(page, ""), [*running, *heads.get(page, ())]
        folios = [form.text(page, printed.pages) for form in forms]
        rests = [strange(said, known, each, rtl) for rtl in sorted(directions) for each in folios] if said else [""]
        if len(editions) > 1:
            rests = ["" if any(form.fits(rest) for form in forms) else rest for rest in rests]
        if all(rests):
            yield Difference(clause=f"page {page}", where="outside", found=rests[0][:SHOWN], page=page)
        if hidden := printed.hidden.get(page, ""):
            yield Difference(clause=f"page {page}", where="hidden", found=hidden[:SHOWN], page=page)


def _repeated(candidate: Candidate, text: Text, heads: dict[int, list[str]]) -> None:
    """Add, for each page on which a table goes on, the rows of its head, which are drawn there again and not read."""
    tables = [line for line in candidate.edition.walk() if line.shape.head]
    found = {clause.id: clause for clause in text.grouped(candidate.clause_of)} if tables else {}
    for table in tables:
        first, rest = table.children[: table.shape.head], table.children[table.shape.head :]
        begins = max((found[row.id].page for row in first if row.id in found), default=0)
        pages = {page for row in rest if row.id in found for page, _ in found[row.id].drawn}
        for page in pages:
            if page > begins:
                heads.setdefault(page, []).extend(row.printed for row in first)
