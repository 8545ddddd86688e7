"""A file of the record with its amounts in the order in which they are read, and which other files told it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from engross.akn import amounts, witnesses
from engross.akn.reading import Reading
from engross.errors import ContentError
from engross.model import Document

Told = tuple[Path, Document]  # a text in another language, and the file that holds it


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How the amounts of a text were decided: how many by what, how many turned, and the files that were asked.

    `asked` says whether other languages are asked at all.
    """

    asked: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    turned: int = 0
    files: tuple[Path, ...] = ()


def settled(reading: Reading, others: Iterable[Told]) -> tuple[Reading, Evidence]:
    """The reading with its amounts as they are read; `others` are asked one by one, until nothing is in doubt.

    Raises ContentError for each amount that may be read in two orders where nothing tells in which.
    """
    some, more = amounts.asked(reading.document)
    if not some:
        return reading, Evidence()
    found = amounts.settle(reading.document)
    heard: list[witnesses.Witness] = []
    files: list[Path] = []
    for path, document in others if more else ():
        if document.language in amounts.RIGHTWARD:
            continue
        heard.append(witnesses.witness(document))
        files.append(path)
        found = amounts.settle(reading.document, heard)
        if not found.doubts:
            break
    if found.doubts:
        raise ContentError(found.doubts)
    whole = replace(reading, document=found.document, findings=(*reading.findings, *found.findings))
    return whole, Evidence(asked=more, counts=dict(found.counts), turned=found.turned, files=tuple(files))
