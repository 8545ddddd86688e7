"""An Akoma Ntoso file of the United Nations as a Document: masthead, clauses, notes, vote; and what it leaves in doubt.

Nothing of the file is dropped: its letters, in order, are compared with those of the Document before it is given out.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from engross.akn import BRACKETED, LANGUAGES, NAMESPACE, masthead, metadata, parsing, tag_of, votes, whole
from engross.akn.blocks import Flow
from engross.akn.evidence import Evidence
from engross.akn.inline import Inline, tidy
from engross.akn.scope import Node, settled
from engross.errors import ContentError, Place, Problem
from engross.model import Clause, Document, Kind, Run, Shape, notation


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as read: the document, what a person should look at, and the headings that the file says twice.

    `work` names the work it is a language of, `facts` what all languages of it must agree in. `path` is where the file
    lies, where that is known; `evidence` is by what the order of its amounts was decided.
    """

    document: Document
    findings: tuple[Problem, ...]
    doubled: tuple[str, ...] = ()
    work: str = ""
    path: str = ""
    evidence: Evidence = Evidence()
    facts: dict[str, str] = field(default_factory=dict)


def read(data: bytes, file: str) -> Reading:
    """The document in an Akoma Ntoso file; ContentError when it is none, or something of it would be lost."""
    root = parsing.parse(data, file)
    language = _language(root, file)
    inline = Inline(language)
    clauses = _clauses(root, inline)
    above = Inline(language, prefix="M")
    head = masthead.read(root, above, file)
    if not clauses:
        raise ContentError(
            Problem(
                code="content/empty",
                place=Place(file=file, line=root.sourceline or 1),
                text="there is no text in the file",
                hint="the text is looked for in preamble, mainBody and attachments",
            )
        )
    document = Document(language=language, clauses=(*clauses, *_notes(inline)), file=file, **head.fields)
    _check_whole(root, document, inline, file)
    _check_calls(document, file)
    return Reading(
        document=_with_notes_above(document, above, file),
        findings=(
            *head.findings,
            *metadata.unkept(root, file),
            *_findings(inline, file),
            *_nameless(root, file),
            *_findings_above(above, file),
        ),
        doubled=tuple(inline.doubled),
        work=metadata.work(root, document),
        facts=metadata.facts(root, document),
    )


def _with_notes_above(document: Document, above: Inline, file: str) -> Document:
    """The document, with the notes of its masthead as paragraphs at its end: a masthead calls no notes."""
    if not above.notes:
        return document
    if any(each.kind is Kind.PART for each in document.clauses):
        raise _lost(file, "".join(run.text for run in above.notes[0][2]))
    last = sum(each.kind is Kind.TEXT for each in document.clauses)
    made = tuple(
        Clause(label=f"TX{number}", kind=Kind.TEXT, source=notation.write(runs), shape=Shape(number=marker or None))
        for number, (_, marker, runs) in enumerate(above.notes, last + 1)
    )
    at = next((n for n, each in enumerate(document.clauses) if each.kind in (Kind.ANNEX, Kind.NOTE)), None)
    clauses = document.clauses if at is None else document.clauses[:at]
    return replace(document, clauses=(*clauses, *made, *(() if at is None else document.clauses[at:])))


def _findings_above(above: Inline, file: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            code="content/akn-note",
            place=Place(file=file),
            text=f"the masthead calls the note {marker}; its words are kept as the last paragraph of the text",
            hint="compare the edition with the original at its first page",
        )
        for _, marker, _ in above.notes
    )


def _language(root: Any, file: str) -> str:
    found = root.find(".//{*}FRBRlanguage")
    code = found.get("language", "") if found is not None else ""
    tag = tag_of(code)
    if not tag:
        raise ContentError(
            Problem(
                code="content/language",
                place=Place(file=file, line=(root if found is None else found).sourceline or 1),
                text=f"the language {code!r} is not a code of ISO 639-2",
                hint=f"FRBRlanguage is {', '.join(LANGUAGES)} or the code of another language",
            )
        )
    return tag


def _clauses(root: Any, inline: Inline) -> tuple[Clause, ...]:
    statements = [each for each in root.iter("{*}statement")]
    if len(statements) == 1:
        return _statement(statements[0], inline, "")
    above = Flow(inline, "")
    for preface in root.iterfind("{*}documentCollection/{*}preface"):
        _preface(preface, above)
    parts = [node.clause() for node in above.nodes]
    for number, statement in enumerate(statements, 1):
        label = f"PT{number}"
        runs = _part_heading(statement, inline)
        clauses = _statement(statement, inline, label)
        parts.append(Clause(label=label, kind=Kind.PART, source=notation.write(tidy(runs)), children=clauses))
    return tuple(parts)


def _part_heading(statement: Any, inline: Inline) -> list[Run]:
    """The letter of a part, and its title on the next line."""
    runs: list[Run] = []
    for paragraph in statement.iterfind("{*}preface/{*}p"):
        made = deepcopy(paragraph)
        title = made.find("{*}docTitle")
        if title is not None and made.find("{*}docNumber") is not None:
            title.addprevious(etree.Element(f"{{{NAMESPACE}}}eol"))
        said = inline.raw(made)
        if "".join(run.text for run in said).strip():
            runs += [Run(text="\n")] * bool(runs) + said
    return runs


def _statement(statement: Any, inline: Inline, prefix: str) -> tuple[Clause, ...]:
    flow = Flow(inline, prefix)
    annexes: list[Clause] = []
    for child in statement:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if name in ("preamble", "mainBody", "conclusions"):
            flow.take(child)
        elif name == "attachments":
            for each in child.iterfind("{*}attachment"):
                annexes.append(_annex(each, inline, f"{prefix}A{len(annexes) + 1}"))
        elif name == "preface" and not prefix:
            _preface(child, flow)
        elif name not in ("meta", "coverPage", "preface", ""):
            flow.inline.unread.append(name)
            flow.read(child)
    return (*settled(flow), *annexes)


def _preface(element: Any, flow: Flow) -> None:
    """What a preface holds beside number and title, which are the masthead's: the letter of a part, paragraphs."""
    above = masthead.titled(element)
    for each in element:
        if not isinstance(each.tag, str) or each in above:
            continue
        if etree.QName(each).localname == "container":
            flow.add("TX", Kind.TEXT, flow.inline.text(each), Shape(number=each.get("title")))
        elif each.find("{*}docNumber") is not None:
            flow.add("H", Kind.HEADING, flow.inline.text(each), Shape(level=1))
        else:
            flow.read([each])


def _annex(attachment: Any, inline: Inline, label: str) -> Clause:
    flow = Flow(inline, label, annex=True)
    inner: list[Clause] = []
    for body in _bodies(attachment):
        flow.read(body) if body.tag.endswith("}preface") else flow.take(body)
    for each in attachment.iterfind("*/{*}attachments/{*}attachment"):
        inner.append(_annex(each, inline, f"{label}A{len(inner) + 1}"))
    flow.flush()
    first = flow.nodes[0] if flow.nodes and flow.nodes[0].kind is Kind.HEADING else Node("", Kind.HEADING)
    nodes = flow.nodes[1:] if first.label else flow.nodes
    shape = Shape(number=first.shape.number, level=first.shape.level)
    children = (*(node.clause() for node in nodes), *inner)
    return Clause(label=label, kind=Kind.ANNEX, source=first.source, shape=shape, children=children)


def _bodies(attachment: Any) -> Iterator[Any]:
    """The parts of an annex that hold its text; those of its own annexes are theirs."""
    for each in attachment.iter("{*}preface", "{*}preamble", "{*}mainBody", "{*}conclusions"):
        if next(each.iterancestors("{*}attachment")) is attachment:
            yield each


def _notes(inline: Inline) -> tuple[Clause, ...]:
    """The notes as clauses; the number is given where it is not the next."""
    made, last = [], 0
    for label, marker, runs in inline.notes:
        regular = marker == str(last + 1)
        last = int(marker) if marker.isdigit() else last
        said = f"({marker})" if inline.language in BRACKETED and marker else marker
        shape = Shape(number=None if regular else said)
        made.append(Clause(label=label, kind=Kind.NOTE, source=notation.write(runs), shape=shape))
    return tuple(made)


def _check_whole(root: Any, document: Document, inline: Inline, file: str) -> None:
    """Nothing when every letter of the file's text is in the document, in order; ContentError otherwise."""
    wanted = whole.letters(whole.source_text(root), inline.language)
    wanted = whole.once(wanted, inline.doubled, inline.language)
    found = whole.letters(whole.document_text(document), inline.language)
    if wanted == found:
        return
    at = next((n for n, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b), min(len(wanted), len(found)))
    raise _lost(file, wanted[max(at - 20, 0) : at + 30])


def _lost(file: str, near: str) -> ContentError:
    return ContentError(
        Problem(
            code="content/akn-lost",
            place=Place(file=file),
            text=f"something of the text would be lost near “{near[:60]}”",
            hint="the structure there is not understood; report the file",
        )
    )


def _check_calls(document: Document, file: str) -> None:
    """Nothing when each note is called once; ContentError otherwise."""
    called = [label for each in document.walk() for label in notation.calls(each.source)]
    for each in document.walk():
        if each.kind is Kind.NOTE and called.count(each.label) != 1:
            raise _lost(file, each.source)


def _findings(inline: Inline, file: str) -> tuple[Problem, ...]:
    doubled = tuple(
        Problem(
            code="content/akn-doubled",
            place=Place(file=file),
            text=f"the file says a heading twice: {' '.join(said.split())[:60]}",
            hint="it is printed once; compare the original",
        )
        for said in inline.doubled
    )
    controls = (
        Problem(
            code="content/akn-controls",
            place=Place(file=file),
            text=f"{inline.controls} invisible controls of direction are left out",
            hint="no letter is lost; compare symbols and numbers in right-to-left text with the original",
        ),
    )
    return doubled + controls * bool(inline.controls) + _unread(inline, file)


def _nameless(root: Any, file: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            code="content/akn-vote",
            place=Place(file=file),
            text=f"the vote names no State under “{each}”",
            hint="the file leaves them out; take them from the published document or from another language",
        )
        for each in votes.unnamed(root)
    )


def _unread(inline: Inline, file: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            code="content/akn-element",
            place=Place(file=file),
            text=f"the element {name} is not expected there; its words are kept as a paragraph",
            hint="compare the edition with the original at this place",
        )
        for name in dict.fromkeys(inline.unread)
    )
