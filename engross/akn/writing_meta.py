"""The metadata of an exported file: addresses, dates, subjects, vote, references, the foot of the first page."""

import re
from datetime import date
from itertools import groupby
from typing import Any

from engross.akn import naming
from engross.akn.elements import add
from engross.akn.naming import Address
from engross.editing.edition import Edition
from engross.errors import ContentError, Place, Problem
from engross.model import Document, Status


def component(parent: Any, edition: Edition, document: Document, address: Address) -> None:
    """Nothing; the metadata that a component has of its own: its addresses and dates."""
    identification(add(parent, "meta"), edition, document, address)


def whole(parent: Any, edition: Edition, document: Document, address: Address) -> None:
    """Nothing; everything known of the text. `source` of each group is the office that marks texts up."""
    meta = add(parent, "meta")
    source = f"#{naming.issuer(document).editor}"
    identification(meta, edition, document, address)
    _subjects(meta, edition, document, source)
    _workflow(meta, document, source)
    _vote(meta, document, source)
    _references(meta, edition, document, source)
    _notices(meta, edition, source)
    _foot(meta, edition, document, source)


def identification(meta: Any, edition: Edition, document: Document, address: Address) -> None:
    """Nothing; work, expression and manifestation. Of a work whose day of adoption is unknown, that of publication.

    Raises ContentError for a text of which no day is known: Akoma Ntoso wants one, and none is made up.
    """
    if document.issued == date.min:
        raise ContentError(_undated(document))
    by = naming.issuer(document)
    made = add(meta, "identification", source=f"#{by.editor}")
    work = add(made, "FRBRWork")
    known = document.adopted != date.min
    day, name = (document.adopted, "adoption") if known else (document.issued, "publication")
    _core(work, address.work_this, address.work, day, name, by.eId, "author")
    add(work, "FRBRcountry", value="un")
    add(work, "FRBRnumber", value=naming.number(document))
    add(work, "FRBRname", value=document.title)  # of the work: the same in every language
    expression = add(made, "FRBRExpression")
    _core(expression, address.expression_this, address.expression, document.issued, "publication", by.eId, "issuer")
    _standing(expression, edition, document, address)
    manifestation = add(made, "FRBRManifestation")
    _core(
        manifestation,
        address.manifestation_this,
        address.manifestation,
        document.issued,
        "markup",
        by.editor,
        "editor",
    )


def _undated(document: Document) -> Problem:
    return Problem(
        code="content/akn-undated",
        place=Place(file=document.file),
        text="no day is known of this text, and Akoma Ntoso wants one",
        hint="write the day of issue under issued",
    )


def _core(element: Any, this: str, uri: str, day: date, name: str, author: str, role: str) -> None:
    add(element, "FRBRthis", value=this)
    add(element, "FRBRuri", value=uri)
    add(element, "FRBRdate", date=day.isoformat(), name=name)
    add(element, "FRBRauthor", href=f"#{author}", as_=f"#{role}")


def _standing(expression: Any, edition: Edition, document: Document, address: Address) -> None:
    """Whether the words bind: not those of a draft or a courtesy translation, nor those of an unofficial copy."""
    if edition.draft or edition.status is Status.COURTESY:
        add(expression, "FRBRauthoritative", value="false")
    elif not document.source:
        add(expression, "FRBRauthoritative", value="true")
    add(expression, "FRBRlanguage", language=address.language)
    if edition.status is Status.COURTESY:
        original = naming.address(document, document.language)
        add(
            expression,
            "FRBRtranslation",
            href=original.expression,
            fromLanguage=original.language,
            authoritative="false",
            by=f"#{naming.issuer(document).editor}",
        )


def _workflow(meta: Any, document: Document, source: str) -> None:
    """Nothing; the steps of the file that the text came from; for a text of our own, its adoption."""
    body = f"#{naming.issuer(document).eId}"
    adopted = {"date": document.adopted.isoformat(), "outcome": "#adopted", "by": body}
    own = (adopted,) if document.adopted != date.min and not document.source else ()
    if steps := document.workflow or own:
        workflow = add(meta, "workflow", source=source)
        for step in steps:
            if "date" not in step:  # which the schema wants
                continue
            made = add(workflow, "step")
            for name, value in {"by": "", **step}.items():
                made.set(name, value)


def _thesauri(meta: Any, subjects: tuple[dict[str, str], ...]) -> None:
    """Nothing; the keywords of the thesauri as the file had them that the text came from, group by group."""
    for _, group in groupby(subjects, lambda each: each.get("group")):
        classification = None
        for each in group:
            if classification is None:
                classification = add(meta, "classification", source=each.get("source", ""))
            made = add(classification, "keyword")
            for name, value in {"dictionary": "", "value": "", "showAs": "", **each}.items():
                if name not in ("group", "source"):
                    made.set(name, value)


def _subjects(meta: Any, edition: Edition, document: Document, source: str) -> None:
    if document.subjects:
        _thesauri(meta, document.subjects)
        return
    if not edition.keywords:
        return
    dictionary = "UNBIS Thesaurus" if _united_nations(edition) else "#keywords"
    made = add(meta, "classification", source=source)
    for each in re.split(r"\s*[;；؛]\s*", edition.keywords):
        add(made, "keyword", value=each, showAs=each, dictionary=dictionary)


def _vote(meta: Any, document: Document, source: str) -> None:
    if not document.vote:
        return
    parliamentary = add(add(meta, "analysis", source=source), "parliamentary")
    voting = add(parliamentary, "voting", outcome=document.vote.get("outcome", ""))
    groups = [(name, said) for name, said in document.vote.items() if name != "outcome"]
    for name, said in groups:
        names = () if said.isdigit() else said.split("; ")
        count = add(voting, "count", value=said if said.isdigit() else str(len(names)), refersTo=f"#{name}")
        if names:
            voters = add(count, "akn4un:voters")
            for each in names:
                add(voters, "organization", each, refersTo="#memberState")
    if not groups:
        add(voting, "quorum").set("value", "")


# What the references of each file name, beside its bodies: element, id, address, words.
_NAMED = (
    ("TLCRole", "author", "/akn/ontology/role/un/author", "Author"),
    ("TLCRole", "issuer", "/akn/ontology/role/un/issuer", "Issuer"),
    ("TLCRole", "editor", "/akn/ontology/role/un/editor", "Editor"),
    ("TLCRole", "publisher", "/akn/ontology/role/un/publisher", "Publisher"),
    ("TLCRole", "issuingBody", "/akn/ontology/role/un/issuingBody", "Issuing body"),
    ("TLCRole", "subsidiaryBody", "/akn/ontology/role/un/subsidiaryBody", "Subsidiary body"),
    ("TLCConcept", "symbol", "/akn/ontology/reference/un/symbol", "Symbol"),
    ("TLCConcept", "dateOfIssuance", "/akn/ontology/concept/un/dateOfIssuance", "Date of issuance"),
    ("TLCConcept", "adoptionDate", "/akn/ontology/concept/un/dateOfAdoption", "Date of adoption"),
    ("TLCConcept", "adopted", "/akn/ontology/concept/un/adopted", "Adopted"),
    ("TLCConcept", "adoption", "/akn/ontology/concept/un/adoption", "Adoption"),
    ("TLCConcept", "proposal", "/akn/ontology/concept/un/proposal", "Proposal"),
    ("TLCConcept", "session", "/akn/ontology/concept/un/session", "Session"),
    ("TLCConcept", "generalDistribution", "/akn/ontology/concept/un/generalDistribution", "General distribution"),
    ("TLCConcept", "preamble", "/akn/ontology/concept/un/preamble", "Preamble"),
    ("TLCConcept", "enactingFormula", "/akn/ontology/concept/un/enactingFormula", "Enacting formula"),
    ("TLCConcept", "publicationJobNumber", "/akn/ontology/concept/un/publicationJobNumber", "Job number"),
    ("TLCConcept", "courtesy", "/akn/ontology/concept/un/courtesyTranslation", "Courtesy translation"),
    ("TLCConcept", "keywords", "/akn/ontology/concept/un/keywords", "Keywords"),
    ("TLCTerm", "title", "/akn/ontology/reference/un/title", "Title"),
    ("TLCTerm", "resolutionNumber", "/akn/ontology/reference/un/resolutionNumber", "Number of the resolution"),
    ("TLCTerm", "letter", "/akn/ontology/reference/un/letter", "Letter of the resolution"),
    ("TLCTerm", "memberState", "/akn/ontology/organization/un/memberState", "Member State"),
    ("TLCTerm", "inFavour", "/akn/ontology/concept/un/voting/inFavour", "In favour"),
    ("TLCTerm", "against", "/akn/ontology/concept/un/voting/against", "Against"),
    ("TLCTerm", "abstaining", "/akn/ontology/concept/un/voting/abstaining", "Abstaining"),
)


def _references(meta: Any, edition: Edition, document: Document, source: str) -> None:
    by = naming.issuer(document)
    made = add(meta, "references", source=source)
    add(made, "TLCOrganization", eId=by.eId, href=by.href, showAs=edition.body or by.eId, shortForm=edition.acronym)
    office = "DGACM" if by.editor == "DGACM" else f"Secretariat of {edition.acronym or edition.body}"
    href = f"{by.href.rsplit('/', 1)[0]}/{by.editor}"
    add(made, "TLCOrganization", eId=by.editor, href=href, showAs=office)
    if edition.meeting:
        href = f"/akn/ontology/event/{by.path}/{naming.slug(document.meeting)}"
        add(made, "TLCEvent", eId="meeting", href=href, showAs=edition.meeting)
    for element, id, href, words in _NAMED:
        add(made, element, eId=id, href=href, showAs=words)


def settle(top: Any) -> None:
    """Nothing; of the references only those are kept that something in the file names."""
    values = (value for element in top.iter() for value in element.attrib.values())
    named = {each for value in values for each in value.split() if each.startswith("#")}
    for references in top.iter("{*}references"):
        for each in list(references):
            if f"#{each.get('eId')}" not in named:
                references.remove(each)


def _notices(meta: Any, edition: Edition, source: str) -> None:
    """What stands in the way of taking the file for the official text: draft, courtesy translation, copy."""
    said = (("draft", edition.stamp), ("courtesy", edition.courtesy), ("source", edition.source))
    found = [(name, text) for name, text in said if text]
    if found:
        notes = add(meta, "notes", source=source)
        for name, text in found:
            add(add(notes, "note", eId=f"note_{name}"), "p", text)


def _united_nations(edition: Edition) -> bool:
    """Whether it is a text of the United Nations in its own form, as the house says (`united-nations`)."""
    return edition.house.united_nations and not edition.unissued


def _foot(meta: Any, edition: Edition, document: Document, source: str) -> None:
    """The foot of a United Nations first page, in the UN's own elements; pictures are placeholders, as in its files."""
    if not _united_nations(edition):
        return
    foot = add(add(meta, "presentation", source=source), "akn4un:footerFirstPage")
    code = add(add(foot, "akn4un:footerFirstPageLeft"), "akn4un:internalCode")
    add(code, "docketNumber", edition.job or document.job, refersTo="#publicationJobNumber")
    _picture(code, "bar code", "barCode", "")
    right = add(foot, "akn4un:footerFirstPageRight")
    _picture(right, "Please recycle", "recycle", "")
    _picture(right, f"QR code: {edition.address}" if edition.address else "QR code", "qrCode", "")


def _picture(parent: Any, words: str, name: str, source: str) -> None:
    add(parent, "img", alt=words, class_=name).set("src", source)
