"""The metadata of a UN file beside its masthead: which work it is of, its subjects, its way to adoption.

What a Document has no place for is named, and not dropped in silence.
"""

import re
from typing import Any

from lxml import etree

from engross.errors import Place, Problem
from engross.model import Document, numbering
from engross.sources.fields import STEP, SUBJECT

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# The groups of <meta> that are read, or made anew by export; those of a draft or a courtesy translation are ours.
_READ = frozenset({"identification", "classification", "workflow", "analysis", "references", "presentation"})
_OURS = frozenset({"note_draft", "note_courtesy", "note_source"})


def subjects(root: Any) -> tuple[dict[str, str], ...]:
    """The keywords of every thesaurus (UNBIS, EuroVoc, SDG), each with its attributes, in the order of the file.

    `group` is the number of the classification it stands in, `source` who keeps that one.
    """
    found = []
    parts = (each.findall("{*}classification") for each in root.iter("{*}meta"))
    first: list[Any] = next(filter(None, parts), [])  # of a collection
    groups = _meta(root).findall("{*}classification") or first
    for number, group in enumerate(groups, 1):
        kept = {"group": str(number), **_attributes(group, ("source",))}
        found += [{**kept, **_attributes(each, SUBJECT[2:])} for each in group.iterfind("{*}keyword")]
    return tuple(found)


def steps(root: Any) -> tuple[dict[str, str], ...]:
    """The steps of the workflow, from the draft to the adoption, each with its attributes."""
    found = [_attributes(each, STEP) for each in _meta(root).iterfind("{*}workflow/{*}step")]
    return tuple(each for each in found if "date" in each and len(each) > 1)


def _meta(root: Any) -> Any:
    """The metadata of the whole: those of parts and annexes have addresses only."""
    found = root.find(".//{*}meta")
    return etree.Element("meta") if found is None else found


def _attributes(element: Any, names: tuple[str, ...]) -> dict[str, str]:
    said = ((name, " ".join(element.get(name, "").split())) for name in names)
    return {name: value for name, value in said if value}


def work(root: Any, document: Document) -> str:
    """The name of the work that a file holds a language of: its address without the day; else the document's id.

    The day is left out because files of one work give different ones. The address is believed only where the
    figures of its number are those of the symbol.
    """
    found = root.find(".//{*}FRBRWork/{*}FRBRuri")
    parts = [part for part in (found.get("value", "") if found is not None else "").split("/") if part]
    parts = [part for part in parts if not part.startswith("!") and not _DAY.fullmatch(part)]
    number = re.findall(r"\d+", parts[-1]) if len(parts) > 1 else []
    if not number or (document.symbol and number != re.findall(r"\d+", document.symbol)):
        return document.id
    return "/".join(part for part in parts[:-1] if not re.fullmatch(r"\d{4}", part)) + f"/{parts[-1]}"


def facts(root: Any, document: Document) -> dict[str, str]:
    """What must be the same in every language of a work, although it is printed in words: session, item, number."""
    session = root.find(".//{*}coverPage//{*}session")
    item = root.find(".//{*}coverPage//{*}inline[@name='agenda item']")
    said = {
        "session": session.get("value", "") if session is not None else "",
        "agenda item": _item("".join(item.itertext())) if item is not None else "",
        "number of the resolution": "/".join(re.findall(r"\d+", document.number)),
    }
    return {name: value for name, value in said.items() if value}


def _item(said: str) -> str:
    """The number of an agenda item, its letter as a number: 69 (a), 69 a) and 69 (أ) are one, and so are (pp), (ع ع).

    >>> _item("Agenda item 69 (a)"), _item("البند 69 (أ)"), _item("Пункт 69 а)"), _item("Points 136 et 148")
    ('69 1', '69 1', '69 1', '136 148')
    >>> _item("99 (pp)") == _item("99 (ع ع)")
    True
    """
    latin = said.lower().translate(str.maketrans("асе", "ace"))  # Cyrillic letters that stand for Latin ones
    marks = re.findall(r"\d+|(?<![^\W\d_])[^\W\d_](?:\s?[^\W\d_])?(?=\))", latin)
    return " ".join(_place(mark) for mark in marks)


def _place(mark: str) -> str:
    """A number as it is, a letter as its place in the alphabet, once for each time it stands there."""
    if mark.isdigit():
        return mark
    places = (next((each.number for each in numbering.readings(letter)), letter) for letter in mark if letter.strip())
    return "+".join(map(str, places))


def unkept(root: Any, file: str) -> tuple[Problem, ...]:
    """What of the metadata is not kept: groups that are not known, steps without a day."""
    found = []
    for each in _meta(root):
        if not isinstance(each.tag, str) or (name := etree.QName(each).localname) in _READ:
            continue
        if name != "notes" or any(note.get("eId") not in _OURS for note in each):
            found.append(f"{name} of the metadata is not kept: {' '.join(''.join(each.itertext()).split())[:60]}")
    for step in _meta(root).iterfind("{*}workflow/{*}step"):
        if any(step.get(name) for name in STEP) and not step.get("date"):
            found.append(f"a step of the workflow has no date and is not kept: {step.get('outcome') or step.get('by')}")
    hint = "compare the file; docs/metadata.md says what of the metadata is kept"
    return tuple(Problem(code="content/akn-meta", place=Place(file=file), text=text, hint=hint) for text in found)
