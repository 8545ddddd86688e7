"""The masthead of a UN file: what its cover page, preface and metadata say, as fields of a front matter."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from lxml import etree

from engross.akn import days, metadata, symbols
from engross.akn.inline import Inline, tidy
from engross.errors import Place, Problem
from engross.model import Run, Status

GENERAL = "un-resolution"
HOUSES = {"A/HRC": "un-hrc", "A": "un-ga", "S": "un-sc"}
COVER = (
    *("organization", "distributed", "dated", "expression", "originated", "council", "meeting"),
    *("agenda", "item", "resolved", "proposal"),
)
_AUTHORS = {"unga": "un-ga", "unsc": "un-sc", "unga-hrc": "un-hrc", "hrc": "un-hrc"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The fields, and what a person should look at."""

    fields: dict[str, Any]
    findings: tuple[Problem, ...]


def read(root: Any, inline: Inline, file: str) -> Head:
    """The fields of the front matter that masthead and metadata give."""
    cover = _cover(root, inline)
    said = cover.get("symbol", "")
    symbol = symbols.righted(said, file)
    adopted = _day(root, "FRBRWork", "publication") or _said_day(root, "#adoptionDate", inline.language)
    issued = _said_day(root, "#dateOfIssuance", inline.language) or _day(root, "FRBRExpression")
    number, title = _title(root, inline)
    if symbol != said:
        number = symbols.renumbered(number, symbol)
    title = title or cover.get("name", "")
    made = "" if title else symbols.title(symbol, inline.language)
    title = title or made or symbol or PurePath(file).stem
    body = symbols.organ(cover.get("body", ""), symbol, inline.language)
    fields: dict[str, Any] = {
        "id": identity(symbol, file),
        "title": title,
        "theme": cover.get("theme", ""),
        "body": body,
        "acronym": "",
        "session": cover.get("session", ""),
        "place": "",
        "adopted": adopted or date.min,
        "issued": issued or adopted or date.min,
        "symbol": symbol,
        "house": house_of(symbol, root),
        "address": f"https://undocs.org/{symbol.replace(' ', '')}" if symbol else "",
        "job": _job(root),
        "keywords": _keywords(root),
        "translations": dict.fromkeys(_official(cover, inline.language), Status.OFFICIAL),
        "heading": "",
        "number": number,
        "source": cover.get("organization", "United Nations").replace(_TATWEEL, ""),  # a masthead is stretched
        "vote": _vote(root),
        "workflow": metadata.steps(root),
        "subjects": metadata.subjects(root),
    }
    for name in COVER:
        fields[name] = cover.get(name, "")
    contradicted = _contradictions(fields, cover, made, file)
    return Head(fields=fields, findings=(*contradicted, *_findings(fields, cover, file)))


def _official(cover: dict[str, str], language: str) -> Iterator[str]:
    """The languages of official translations: a text whose masthead names no language of its own is the original."""
    for tag in ("en", "fr", "es", "ar", "ru", "zh"):
        if tag != language or cover.get("expression"):
            yield tag


def _contradictions(fields: dict[str, Any], cover: dict[str, str], made: str, file: str) -> Iterator[Problem]:
    """Where a file says of itself what cannot be, and what is set in its place."""
    said = (
        ("content/akn-symbol", "the symbol", "symbol", f"and the name of the file says {PurePath(file).name}"),
        ("content/akn-masthead", "the organ", "body", f"and the symbol is {fields['symbol']}"),
    )
    for code, what, name, beside in said:
        if cover.get(name) and cover[name] != fields[name]:
            yield Problem(
                code=code,
                place=Place(file=file),
                text=f"{what} is given as {cover[name]}, {beside}: {fields[name]} is set",
                hint="compare the published document; correct the file, if what is set is wrong",
            )
    if made:
        yield Problem(
            code="content/akn-title",
            place=Place(file=file),
            text=f"the file leaves the number of the resolution empty; made of the symbol: {made}",
            hint="compare the published document",
        )


def identity(symbol: str, file: str) -> str:
    """The id of a document: its symbol in small letters; the name of its file where it has none.

    >>> identity("A/RES/77/1", "x.xml"), identity("S/RES/2605 (2021)", "x.xml"), identity("", "a/S-RES-2563-2021.xml")
    ('a-res-77-1', 's-res-2605-2021', 's-res-2563-2021')
    """
    said = symbol or PurePath(file).stem
    return re.sub(r"[^a-z0-9]+", "-", said.lower()).strip("-") or "document"


def house_of(symbol: str, root: Any) -> str:
    """The house a file is printed in: by the series of its symbol; by the organ in its address where it has none.

    An organ that has no house is printed in the general form of resolutions, and that is reported.
    """
    if symbol:
        return next((house for series, house in HOUSES.items() if symbol.startswith(f"{series}/")), GENERAL)
    found = root.find(".//{*}FRBRuri")
    parts = (found.get("value", "") if found is not None else "").split("/")
    return next((_AUTHORS[part] for part in parts if part in _AUTHORS), GENERAL)


def _cover(root: Any, inline: Inline) -> dict[str, str]:
    """The lines of the cover page by name; `rest` holds what is not known."""
    said: dict[str, str] = {}
    rest = []
    for page in root.iter("{*}coverPage"):
        for paragraph in page:
            if not isinstance(paragraph.tag, str):
                continue
            text = _text(_with_dates_apart(paragraph, inline.language), inline)
            if name := _named(paragraph):
                said[name] = _said(name, text, paragraph, inline, said)
            elif text:
                rest.append(text)
        break
    if rest:
        said["rest"] = "\n".join(rest)
    return said


def _said(name: str, text: str, paragraph: Any, inline: Inline, said: dict[str, str]) -> str:
    """What a line of the cover page says: the days of a session with their dash, the languages in one line."""
    if name == "meeting":
        text = _days(paragraph, inline) or text
    if not (before := said.get(name, "")) or not text or text == before:
        return text or before
    between = "; " if name == "expression" else _BETWEEN.get(inline.language, "; ")
    return f"{before}{between}{text}"  # a line that comes twice is kept twice


_TATWEEL = "\u0640"
_UNSPACED = frozenset(["zh"])
_BETWEEN = {"ar": "؛ ", "zh": "；"}


def _with_dates_apart(paragraph: Any, language: str) -> Any:
    """A line in which no date touches the word before it: on29 April, as some files have it; not so in Chinese."""
    if language in _UNSPACED:
        return paragraph
    made = deepcopy(paragraph)
    for each in made.iter("{*}docDate"):
        previous = each.getprevious()
        holder, place = (each.getparent(), "text") if previous is None else (previous, "tail")
        before = getattr(holder, place) or ""
        if before[-1:].isalpha() and "".join(each.itertext())[:1].isdigit():
            setattr(holder, place, f"{before} ")
    return made


def _text(element: Any, inline: Inline) -> str:
    return "".join(run.text for run in inline.text(element)).replace("\n", " ")


def _days(paragraph: Any, inline: Inline) -> str:
    """The first and the last day of a session, as this language writes them, for the words of files are often not so.

    Where a day is not given, the words are kept, with the dash that the file leaves out.
    """
    found = list(paragraph.iter("{*}date"))
    given = [_date(each.get("date", "")) for each in found]
    if inline.language in days.LANGUAGES and len(given) == 2 and given[0] and given[1] and given[0] < given[1]:
        return days.span(given[0], given[1], inline.language)
    said = [_text(each, inline) for each in found]
    return "–".join(said) if said else _text(paragraph, inline)


_BY_REFERENCE = {
    "#publisher": "organization",
    "#symbol": "symbol",
    "#issuingBody": "body",
    "#generalDistribution": "distributed",
    "#dateOfIssuance": "dated",
    "#resolutionNumber": "name",
    "#adoption": "resolved",
    "#subsidiaryBody": "council",
    "#session": "meeting",
}
_BY_ELEMENT = {"docStatus": "distributed", "session": "session", "docProponent": "proposal", "docTitle": "resolved"}
_BY_NAME = {
    "agenda item": "agenda",
    "agenda item name": "item",
    "originalLanguage": "originated",
    "languageOfExpression": "expression",
    "meeting": "meeting",
    "theme": "theme",
    "courtesy": "courtesy",
}


def _named(paragraph: Any) -> str:
    """Which line of the masthead a paragraph is."""
    for each in paragraph.iter():
        if not isinstance(each.tag, str) or each is paragraph:
            continue
        element, reference, name = etree.QName(each).localname, each.get("refersTo", ""), each.get("name", "")
        known = _BY_REFERENCE.get(reference) or _BY_NAME.get(name) or _BY_ELEMENT.get(element)
        if known:
            return known
        if "anguage" in f"{reference}{name}{element}":
            return "expression"
    return ""


def _title(root: Any, inline: Inline) -> tuple[str, str]:
    """Number and title of a resolution, from its preface; what stands beside them there is of the title."""
    preface = root.find(".//{*}preface")
    if preface is None:
        return "", ""
    number, runs = "", list[Run]()
    for each in titled(preface):
        paragraph = deepcopy(each)
        found = next((own for own in paragraph.iter("{*}docNumber") if not number), None)
        if found is not None and each.tag != found.tag:
            number = _text(found, inline)
            found.text = ""
            del found[:]
        elif found is not None:
            number = _text(found, inline)
            continue
        runs += [Run(text=" "), *inline.raw(paragraph)]
    title = "".join(run.text for run in tidy(runs)).replace("\n", " ")
    return number, re.sub(r"^[–—-] ", "", title)  # the dash between number and title, of which the page makes a space


def titled(preface: Any) -> list[Any]:
    """The paragraphs of a preface that hold the number and the title of the whole: the first of each.

    The letter of a part may follow as a second number: E/RES/2021/2 B.
    """
    number = next((each for each in preface.iter("{*}docNumber") if each.get("refersTo") != "#letter"), None)
    title = next(preface.iter("{*}docTitle"), None)
    held = [each for each in (number, title) if each is not None]
    return [each for each in preface if any(own is each or each in own.iterancestors() for own in held)]


def _day(root: Any, level: str, other: str = "") -> date | None:
    """The day of a level of the identification, unless its name says that it is the `other` one."""
    found = root.find(f".//{{*}}{level}/{{*}}FRBRdate")
    return None if found is None or (other and found.get("name") == other) else _date(found.get("date", ""))


def _said_day(root: Any, reference: str, language: str) -> date | None:
    """The day that the text gives under a reference, in an attribute or in words."""
    held = [each for each in root.iter("{*}docDate") if each.get("refersTo") == reference]
    given = next(filter(None, (_date(each.get("date", "")) for each in held)), None)
    return given or next(filter(None, (days.said("".join(each.itertext()), language) for each in held)), None)


def _date(said: str) -> date | None:
    """The day of an attribute; None for one that is not there, or is the first of all days, which means none."""
    try:
        day = date.fromisoformat(said[:10])
    except ValueError:
        return None
    return day if day != date.min else None


def _job(root: Any) -> str:
    """The job number, as YY-NNNNN: the house adds the letter of the language."""
    found = root.find(".//{*}docketNumber")
    said = re.match(r"\d{2}-\d{5}", "".join(found.itertext()).strip()) if found is not None else None
    return said[0] if said else ""


def _keywords(root: Any) -> tuple[str, ...]:
    """The subjects of the UNBIS Thesaurus, in their order."""
    found = [each.get("showAs", "") for each in root.iter("{*}keyword") if "UNBIS" in each.get("dictionary", "")]
    return tuple(dict.fromkeys(each.replace("_", " ").capitalize() for each in found if each and ";" not in each))


def _vote(root: Any) -> dict[str, str]:
    """The outcome of the vote and who voted how, as the metadata have it."""
    said: dict[str, str] = {}
    voting = root.find(".//{*}voting")
    if voting is None:
        return said
    if outcome := voting.get("outcome", ""):
        said["outcome"] = outcome
    for count in voting.iterfind("{*}count"):
        names = [
            each.get("showAs") or "".join(each.itertext()).strip() for each in count.iterfind(".//{*}organization")
        ]
        key = count.get("refersTo", "").lstrip("#") or "voters"
        said[key] = "; ".join(filter(None, names)) or count.get("value", "").lstrip("0") or "0"
    return said


def _findings(fields: dict[str, Any], cover: dict[str, str], file: str) -> list[Problem]:
    found = []
    if not fields["symbol"]:
        found.append(("content/akn-symbol", "the file has no symbol; none is printed", "add it, if the text has one"))
    if fields["number"] and fields["title"] == fields["symbol"]:
        text = f"the file has no title beside the number {fields['number']}; none is printed"
        found.append(("content/akn-title", text, "compare it with the published document"))
    if fields["adopted"] == date.min:
        found.append(("content/akn-date", "the day of adoption is unknown", "write it under adopted, if you know it"))
    if fields["house"] == GENERAL:
        said = fields["body"] or fields["symbol"] or "the organ, which is not named"
        hint = f"it is set in the form of the house {GENERAL}; --house asks for another"
        found.append(("content/akn-organ", f"there is no house for {said}", hint))
    if rest := cover.get("rest"):
        found.append(("content/akn-masthead", f"a line of the masthead is not understood: {rest[:60]}", "compare it"))
    return [Problem(code=code, place=Place(file=file), text=text, hint=hint) for code, text, hint in found]
