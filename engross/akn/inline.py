"""What stands in a paragraph of Akoma Ntoso: styles, links, notes, lines; as runs of the model."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from engross.akn.calls import without_call
from engross.model import Run
from engross.model.notation import joined

# What the classes of a span mean: lead words are bold in Chinese, bold italic in Arabic (house rules 3.1).
_EMPHASIS = {"zh": frozenset({"bold"}), "ar": frozenset({"bold", "italic"})}
_CONTROLS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Inline:
    """The inline reader of one file: its language, and the notes met so far, in the order of their calls."""

    language: str
    prefix: str = "N"
    notes: list[tuple[str, str, tuple[Run, ...]]] = field(default_factory=list)  # label, marker, words
    unread: list[str] = field(default_factory=list)  # elements that are not understood
    controls: int = 0  # controls of direction left out
    doubled: list[str] = field(default_factory=list)  # headings that the file says twice; one is kept

    def raw(self, element: Any) -> list[Run]:
        """The runs of an element, with its tabs: `tidy` them."""
        return list(self._walk(element, Run()))

    def text(self, element: Any) -> tuple[Run, ...]:
        """The runs of an element, its white space tidied."""
        return tidy(self.raw(element))

    def _walk(self, element: Any, style: Run) -> Iterator[Run]:
        if element.text:
            yield replace(style, text=self._said(element.text))
        for child in element:
            if isinstance(child.tag, str):
                yield from self._child(child, style)
            if child.tail:
                yield replace(style, text=self._said(child.tail))

    def _said(self, text: str) -> str:
        """The text without the controls of direction that word processors leave; they are counted."""
        said = text.translate(_CONTROLS)
        self.controls += len(text) - len(said)
        return said

    def _child(self, child: Any, style: Run) -> Iterator[Run]:
        name = etree.QName(child).localname
        if name == "authorialNote":
            yield replace(style, note=self._note(child), position="")
        elif name in ("eol", "br"):
            yield replace(style, text="\n")
        elif name in ("sup", "sub"):
            yield from self._walk(child, replace(style, position=name))
        elif name == "a":
            yield from self._walk(child, replace(style, link=_address(child.get("href", ""))))
        elif name in ("span", "i", "b", "u"):
            yield from self._walk(child, self._spanned(style, child, name))
        elif name != "img" and not _quoting(child):
            self.unread += [name] * (name not in _PLAIN)
            yield from self._walk(child, style)

    def _spanned(self, style: Run, span: Any, name: str) -> Run:
        made = styled(style, span.get("class", "") if name == "span" else name, self.language)
        return replace(made, language=span.get(_LANGUAGE) or made.language)

    def _note(self, element: Any) -> str:
        label = f"{self.prefix}{len(self.notes) + 1}"
        self.notes.append((label, element.get("marker", ""), ()))
        at = len(self.notes) - 1
        paragraphs = [self.raw(each) for each in element if isinstance(each.tag, str)] or [self.raw(element)]
        words: list[Run] = []
        for number, each in enumerate(paragraphs):
            words += [Run(text="\n")] * bool(number) + each
        self.notes[at] = (label, element.get("marker", ""), without_call(tidy(words)))
        return label


def styled(style: Run, said: str, language: str) -> Run:
    """The style within a span of these classes: those of lead words are emphasis, others are as they are named.

    >>> styled(Run(), "bold italic", "en").strong, styled(Run(), "bold italic", "ar").strong
    (True, False)
    """
    classes = {_CLASSES.get(each, each) for each in said.split()}
    lead = _EMPHASIS.get(language, frozenset({"italic"}))
    emphasis = lead <= classes
    rest = classes - lead if emphasis else classes
    return replace(
        style,
        emphasis=style.emphasis or emphasis,
        strong=style.strong or "bold" in rest,
        italic=style.italic or "italic" in rest,
        struck=style.struck or "strike" in rest,
    )


_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CLASSES = {"b": "bold", "i": "italic", "bolditalic": "bold", "strikethrough": "strike"}
_PLAIN = frozenset(
    [
        "inline",
        "docDate",
        "docNumber",
        "docTitle",
        "docProponent",
        "docAuthority",
        "docStatus",
        "docPurpose",
        "docType",
        "session",
        "heading",
        "subheading",
        "event",
        "vote",
        "outcome",
        "location",
        "organization",
        "person",
        "role",
        "term",
        "concept",
        "object",
        "quantity",
        "date",
        "time",
        "ref",
        "rref",
        "mref",
        "def",
        "entity",
        "ins",
        "del",
        "p",
        "docStage",
        "docIntroducer",
        "docCommittee",
        "legislature",
        "shortTitle",
        "listIntroduction",
        "abbr",
        "mod",
        "quotedText",
    ]
)


def _quoting(element: Any) -> bool:
    """Whether an element quotes a text, whose paragraphs are read as such under the one that it stands in."""
    return etree.QName(element).localname == "mod" and element.find("{*}quotedStructure") is not None


def _address(href: str) -> str:
    """The address of a link that leads out of the file; "" for others, whose words are kept."""
    return href.strip() if re.match(r"https?://[^\s]+$", href.strip()) else ""


def tidy(runs: list[Run]) -> tuple[Run, ...]:
    """The runs with white space as HTML counts it: none at the ends or at a new line, one between words.

    A no-break space is no white space. A space at the edge of a styled stretch is set outside it.
    """
    flat = [part for run in runs for part in _plain_edges(run)]
    made: list[Run] = []
    open_space = True  # white space at the beginning, or after white space, is nothing
    for run in flat:
        text = _SPACE.sub(" ", run.text) if run.text != "\n" else "\n"
        if open_space:
            text = text.lstrip(" ")
        if text == "\n":
            _strip_end(made)
        if run.note or text:
            open_space = text.endswith((" ", "\n")) if not run.note else False
            made.append(replace(run, text=text))
    _strip_end(made)
    return joined(made)


def _strip_end(runs: list[Run]) -> None:
    while runs and not runs[-1].note and runs[-1].text != "\n":
        text = runs[-1].text.rstrip(" ")
        if text:
            runs[-1] = replace(runs[-1], text=text)
            return
        runs.pop()


def _plain_edges(run: Run) -> Iterator[Run]:
    if run.note or run.text == "\n":
        yield run
        return
    styled = run != Run(text=run.text)
    core = run.text.strip(" \t\r\n") if styled else run.text
    if not core:
        yield Run(text=run.text)
        return
    before, _, after = run.text.partition(core)
    if before:
        yield Run(text=before)
    yield replace(run, text=core)
    if after:
        yield Run(text=after)
