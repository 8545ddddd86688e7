"""Days that cannot follow one another."""

from collections.abc import Iterator
from datetime import date

from engross.checks import Subject

ID = "text/issued-before-adopted"
WHY = "a text is issued when it has been adopted, or on that day"


def find(subject: Subject) -> Iterator[tuple[str, str]]:
    """("issued", both days) where the day of issue is before the day of adoption."""
    adopted, issued = subject.document.adopted, subject.document.issued
    if date.min not in (adopted, issued) and issued < adopted:
        yield "issued", f"is {issued.isoformat()}, before the day of adoption, {adopted.isoformat()}"
