"""Whether a file and the document read from it say the same: their letters, in order, brackets and all."""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from engross.akn import BRACKETED, masthead
from engross.model import Document, Kind, notation
from engross.sources.structure import split_cells

_IGNORED = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_CALL, _CALLED = "\ue000", "\ue001"  # before and behind the words of a note, where it is called
_BRACKETS = re.compile(f"[()]*{_CALL}[()]*|{_CALLED}[()]*")


def letters(text: str, language: str) -> str:
    """What counts of a text when file and document are compared: no white space, no format character.

    The brackets at the calls of Arabic notes are set by rule, whatever the file has there.

    >>> letters("رقم 29 (\ue000()\tانظر\ue001)", "ar"), letters("(a)\ue000b\ue001)", "en")
    ('رقم29انظر', '(a)b)')
    """
    said = _IGNORED.sub("", text)
    if language in BRACKETED:
        said = _BRACKETS.sub("", said)
    return said.replace(_CALL, "").replace(_CALLED, "")


def source_text(root: Any) -> str:
    """The words of a file in order, notes where they are called; without metadata and the masthead."""
    said = [words for preface in root.iterfind("{*}documentCollection/{*}preface") for words in _beside(preface)]
    for statement in root.iter("{*}statement"):
        for child in statement:
            name = etree.QName(child).localname if isinstance(child.tag, str) else "meta"
            if name == "attachments":
                for body in child.iter("{*}preface", "{*}preamble", "{*}mainBody", "{*}conclusions"):
                    said.append(_words(body))
            elif name == "preface" and statement.getparent().tag.endswith("}akomaNtoso"):
                said += _beside(child)
            elif name not in ("meta", "coverPage"):
                said.append(_words(child))
    return " ".join(said)


def _words(element: Any) -> str:
    """The words of an element, with a mark before and behind those of a note."""
    said = [element.text or ""]
    for child in element:
        inner = _words(child) if isinstance(child.tag, str) else ""
        called = isinstance(child.tag, str) and etree.QName(child).localname == "authorialNote"
        said += [f"{_CALL}{inner}{_CALLED}" if called else inner, child.tail or ""]
    return "".join(said)


def _beside(preface: Any) -> list[str]:
    """The words of a preface beside number and title."""
    above = masthead.titled(preface)
    return [
        f"{each.get('title', '') if each.tag.endswith('}container') else ''} {_words(each)}"
        for each in preface
        if isinstance(each.tag, str) and each not in above
    ]


def document_text(document: Document) -> str:
    """The words of a document in order, notes where they are called."""
    notes = {each.label: each for each in document.walk() if each.kind is Kind.NOTE}

    def said(source: str) -> str:
        runs = notation.parse(source)
        return "".join(f"{_CALL}{said(notes[run.note].source)}{_CALLED}" if run.note else run.text for run in runs)

    parts = []
    for each in document.walk():
        if each.kind not in (Kind.NOTE, Kind.FIGURE):
            source = each.source.replace("\\|", "|") if each.kind is not Kind.ROW else _cells(each.source)
            parts.append(f"{each.shape.number or ''} {said(source)}")
    return " ".join(parts)


def _cells(source: str) -> str:
    return " ".join(cell.replace("\\|", "|") for cell in split_cells(source))


def once(text: str, doubled: Iterable[str], language: str) -> str:
    """The letters of a file without the second of each heading that it says twice."""
    for said in (letters(each, language) for each in doubled):
        text = text.replace(said + said, said, 1)
    return text
