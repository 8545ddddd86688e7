"""The masthead of an edition: the lines of its cover page, and its number and title in the preface."""

import re
from datetime import date
from typing import Any

from engross.akn import naming
from engross.akn.elements import add
from engross.akn.writing_inline import Words
from engross.editing.edition import Edition
from engross.model import Document


def cover(element: Any, edition: Edition, document: Document) -> None:
    """Nothing; a paragraph for each line of the masthead that the edition has, named as UN files name them."""
    agency = add(add(element, "p"), "span", class_="upperLeft", refersTo="#publisher")
    add(agency, "docAuthority", edition.organization or edition.acronym or edition.body, refersTo="#publisher")
    if edition.symbol:
        add(add(element, "p", class_="upperRight"), "docNumber", edition.symbol, refersTo="#symbol")
    if edition.body:
        add(add(element, "p", class_="upperLeft"), "docAuthority", edition.body, refersTo="#issuingBody")
    if edition.distributed:
        add(add(element, "p"), "docStatus", edition.distributed, refersTo="#generalDistribution", class_="rightSmall")
    _issued(element, edition, document)
    if edition.courtesy:
        add(add(element, "p"), "inline", edition.courtesy, name="courtesy", refersTo="#courtesy")
    _meeting(element, edition, document)
    if _on_cover(edition, document) and edition.title != document.symbol:
        add(add(element, "p"), "docTitle", edition.title, refersTo="#resolutionNumber")
    if edition.resolved:
        reference = "#adoption" if _on_cover(edition, document) else ""
        add(add(element, "p"), "docTitle", edition.resolved, refersTo=reference)
    if edition.proposal:
        add(add(element, "p"), "docProponent", edition.proposal, refersTo="#proposal")


def _on_cover(edition: Edition, document: Document) -> bool:
    """Whether what the text is called is on the cover page, as resolutions of the Security Council have it."""
    return naming.body(document) == "un-sc" and naming.kind(document) == "resolution" and not edition.number


def _issued(element: Any, edition: Edition, document: Document) -> None:
    printed = document.dated or not document.source  # a copy of the record prints what the record prints
    if edition.issued and document.issued != date.min and printed:
        add(
            add(element, "p"),
            "docDate",
            edition.issued,
            date=document.issued.isoformat(),
            class_="rightSmall",
            refersTo="#dateOfIssuance",
        )
    for name, text in (("languageOfExpression", edition.expression), ("originalLanguage", edition.original)):
        if text:
            add(add(element, "p"), "inline", text, name=name, class_="rightSmall")


def _meeting(element: Any, edition: Edition, document: Document) -> None:
    if edition.council:
        add(add(element, "p"), "docAuthority", edition.council, refersTo="#subsidiaryBody")
    if edition.session:
        numbered = re.match(r"A/(?:HRC/)?RES/(\d+)/", document.symbol)
        value = numbered[1] if numbered else ""
        add(add(element, "p"), "session", edition.session, refersTo=f"#{naming.issuer(document).eId}", value=value)
    if edition.council and edition.meeting:  # the days of a session
        add(add(element, "p"), "event", edition.meeting, refersTo="#session")
    for name, text in (
        ("meeting", "" if edition.council else edition.meeting),
        ("theme", edition.theme),
        ("agenda item", edition.agenda),
        ("agenda item name", edition.item),
    ):
        if text:
            add(add(element, "p"), "inline", text, name=name)


def preface(element: Any, edition: Edition, document: Document, words: Words) -> None:
    """Nothing; the number and the title, or the line adopted as heading."""
    if _on_cover(edition, document) or (edition.title == document.symbol and not edition.number):
        return
    paragraph = add(element, "p")
    if edition.number:
        add(paragraph, "docNumber", edition.number)
        paragraph[-1].tail = " "
    if edition.title != document.symbol:
        words.into(add(paragraph, "docTitle", refersTo="#title"), edition.heading)
