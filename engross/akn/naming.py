"""The names of Akoma Ntoso: addresses (IRI) of work, expression and manifestation, and the ids of elements."""

import re
from dataclasses import dataclass
from datetime import date

from engross.akn import code_of
from engross.model import Document, labels

_TYPES = ("RES", "PRST", "DEC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues a text: its name in addresses, its id among the references, its address in the ontology."""

    path: str
    eId: str  # noqa: N815 - as the attribute is called
    href: str
    editor: str  # the id of the office that marks texts up


_UNITED_NATIONS = {
    "un-ga": ("unga", "ga", "generalAssembly"),
    "un-sc": ("unsc", "sc", "securityCouncil"),
    "un-hrc": ("unga-hrc", "hrc", "generalAssembly/humanRightsCouncil"),
}

_SERIES = {"e": ("unecosoc", "ecosoc", "economicAndSocialCouncil")}  # organs without a house, by their symbols


def issuer(document: Document) -> Issuer:
    """The issuer of a document, by the house whose form it takes.

    The UN's own files name the bodies unga and unsc, and the office DGACM.
    """
    if found := body(document):
        path, id, name = _UNITED_NATIONS[found]
        return Issuer(path=path, eId=id, href=f"/akn/ontology/organization/un/{name}", editor="DGACM")
    if document.house == "un-resolution":  # an organ without a name here; its series tells it in every language
        series = slug(document.symbol.partition("/")[0] or "organ")
        if series in _SERIES:
            path, id, name = _SERIES[series]
            return Issuer(path=path, eId=id, href=f"/akn/ontology/organization/un/{name}", editor="DGACM")
        return Issuer(path=f"un-{series}", eId="body", href=f"/akn/ontology/organization/un/{series}", editor="DGACM")
    path = slug(document.acronym or document.house)
    href = f"/akn/ontology/organization/{path}/{slug(document.body)}"
    return Issuer(path=path, eId="body", href=href, editor="secretariat")


def body(document: Document) -> str:
    """The United Nations body a text is of: un-ga, also where it is set on another paper (un-ga-a4); "" for others."""
    return next((each for each in _UNITED_NATIONS if f"{document.house}-".startswith(f"{each}-")), "")


def slug(text: str) -> str:
    """The text as a part of an address: ASCII letters, digits and single hyphens.

    >>> slug("International Criminal Police Organization – INTERPOL")
    'international-criminal-police-organization-interpol'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"


def number(document: Document) -> str:
    """The number of a text in its address: that of its symbol, else the id of the document.

    The guidelines write 77-1 for A/RES/77/1, and the UN's own files 2605-2021 for S/RES/2605 (2021).
    """
    parts = document.symbol.split("/")
    at = next((n for n, part in enumerate(parts) if part in _TYPES), -1)
    said = re.sub(r"\b([A-Z])-([A-Z])\b", r"\1\2", "/".join(parts[at + 1 :])) if at >= 0 else document.symbol
    return re.sub(r"[^A-Za-z0-9]+", "-", said).strip("-") or document.id


def day(document: Document) -> str:
    """The day of adoption as addresses have it; the year alone where the day is unknown.

    Akoma Ntoso lets the date of an address be a year (Naming Convention 1.0, 4.4).
    """
    if document.adopted != date.min:
        return document.adopted.isoformat()
    year = re.search(r"\((\d{4})\)", document.symbol)
    return year[1] if year else f"{document.issued.year:04}"


def kind(document: Document) -> str:
    """The name of the statement: what sort of text it is, by its symbol or its house."""
    if "/PRST/" in document.symbol:
        return "presidentialStatement"
    if "/DEC/" in document.symbol:
        return "decision"
    return "resolution" if body(document) or "/RES/" in document.symbol else "declaration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The addresses of a text in one language, or of a component of it: `annex_1`, or a part's own number.

    >>> at = Address(work="/akn/un/statement/deliberation/unga/2022-10-07/77-1", language="eng")
    >>> at.expression, at.expression_this, at.manifestation_this
    ('/akn/un/statement/deliberation/unga/2022-10-07/77-1/eng@', \
'/akn/un/statement/deliberation/unga/2022-10-07/77-1/eng@/!main', \
'/akn/un/statement/deliberation/unga/2022-10-07/77-1/eng@/!main.xml')
    """

    work: str
    language: str
    component: str = "main"

    @property
    def work_this(self) -> str:
        """The component of the work."""
        return f"{self.work}/!{self.component}"

    @property
    def expression(self) -> str:
        """The text in the language."""
        return f"{self.work}/{self.language}@"

    @property
    def expression_this(self) -> str:
        """The component in the language."""
        return f"{self.expression}/!{self.component}"

    @property
    def manifestation(self) -> str:
        """The file."""
        return f"{self.expression}.akn"

    @property
    def manifestation_this(self) -> str:
        """The component in the file."""
        return f"{self.expression_this}.xml"


def address(document: Document, tag: str, part: str = "") -> Address:
    """The address of a document in a language; of a part of it where its number (A, B) is named."""
    suffix = f"-{part}" if part else ""
    work = f"/akn/un/statement/deliberation/{issuer(document).path}/{day(document)}/{number(document)}{suffix}"
    return Address(work=work, language=code_of(tag))


_ELEMENTS = {"paragraph": "para", "attachment": "att", "authorialNote": "note"}


def identify(element: str, label: str, above: str = "", list_in: str = "") -> str:
    """The id of an element, from the label of its clause: the same in every language, whatever is printed.

    Abbreviations and separators are those of the Naming Convention (para, att; two low lines between levels).

    >>> identify("paragraph", "OP3"), identify("point", "OP3A", "OP3", "para_OP3__list_1")
    ('para_OP3', 'para_OP3__list_1__point_A')
    """
    own = "".join(labels.own(label, above)) if above else label
    name = f"{_ELEMENTS.get(element, element)}_{own}"
    return f"{list_in}__{name}" if list_in else name
