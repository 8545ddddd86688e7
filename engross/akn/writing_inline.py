"""Runs of an edition as inline elements of Akoma Ntoso: styles, links, lines, and notes where they are called."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from engross.akn import BRACKETED, naming
from engross.akn.elements import add, put
from engross.akn.inline import styled
from engross.model import Line, Run

_LEAD = {"zh": "bold", "ar": "bold italic"}  # how the UN marks lead words; italic elsewhere (house rules 3.1)


@dataclass(slots=True)
class Words:
    """The inline writer of one edition: its language, its notes by label, and those written so far."""

    language: str
    notes: dict[str, Line]
    written: set[str] = field(default_factory=set)

    def into(self, element: Any, runs: Iterable[Run]) -> Any:
        """The element, with the runs as its content."""
        for link, group in groupby(runs, lambda run: run.link):
            self._group(add(element, "a", href=link) if link else element, group)
        return element

    def _group(self, element: Any, runs: Iterable[Run]) -> None:
        for run in runs:
            bracketed = self.language in BRACKETED and run.note
            if bracketed:
                add(element, "sup", "(")
            self._run(element, run)
            if bracketed:
                add(element, "sup", ")")

    def _run(self, element: Any, run: Run) -> None:
        inner = element
        for classes in self._classes(run):
            inner = add(inner, "span", class_=classes)
        if run.language:
            inner = add(inner, "span")
            put(inner, "xml:lang", run.language)
        if run.position and not run.note:
            inner = add(inner, run.position)
        if run.note:
            self._note(inner, run.note)
        else:
            say(inner, run.text)

    def _classes(self, run: Run) -> tuple[str, ...]:
        """The classes of the spans round a run, outermost first: one span where it is read back as it was meant."""
        lead = _LEAD.get(self.language, "italic")
        flags = (("bold", run.strong), ("italic", run.italic), ("strike", run.struck), (lead, run.emphasis))
        names = tuple(name for name, meant in flags if meant)
        together = " ".join(dict.fromkeys(" ".join(names).split()))
        read = styled(Run(), together, self.language)
        same = replace(read, text=run.text) == replace(run, link="", language="", position="", note="", text=run.text)
        return names if not same and len(names) > 1 else tuple(filter(None, (together,)))

    def _note(self, element: Any, label: str) -> None:
        note = self.notes[label]
        self.written.add(label)
        mark = note.number.strip("()") if self.language in BRACKETED else note.number
        made = add(element, "authorialNote", placement="bottom", eId=naming.identify("authorialNote", label))
        made.set("marker", mark)
        self.into(add(made, "p"), note.runs)


def say(element: Any, text: str) -> None:
    """Nothing; the text is at the end of the element's content, its new lines as `eol`."""
    for number, line in enumerate(text.split("\n")):
        if number:
            add(element, "eol")
        if line and len(element):
            element[-1].tail = (element[-1].tail or "") + line
        elif line:
            element.text = (element.text or "") + line
