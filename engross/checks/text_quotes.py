"""Quotation marks that do not pair."""

from collections.abc import Iterator

from engross.checks import Subject

ID = "text/quotes-paired"
WHY = "a quotation that is opened is closed"


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """(clause, the count) where the language's outer marks do not pair."""
    opening, closing = (mark.strip("\u00a0\u202f ") for mark in subject.edition.language.quotes[:2])
    for line in subject.edition.walk():
        text = subject.words(line)
        opened, closed = text.count(opening), text.count(closing)
        if opened != closed:
            yield line.id, f"{opened} × {opening} and {closed} × {closing}"
