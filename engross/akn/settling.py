"""A file of the record with what its other languages tell: headings, the order of amounts; and which files told it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from engross.akn import amounts, beside, likening, witnesses
from engross.akn.evidence import Evidence
from engross.akn.reading import Reading
from engross.errors import ContentError
from engross.model import Document

Told = tuple[Path, Document]  # a text in another language, and the file that holds it


class Shelf(Protocol):
    """A workspace: where it is, and its documents."""

    @property
    def root(self) -> Path:
        """Its folder."""

    @property
    def companions(self) -> Mapping[str, tuple[Path, ...]]:
        """For files of a run, by their paths, those of the same work in it."""

    def document(self, id: str) -> Document:
        """One of its documents."""


def settled(reading: Reading, others: Iterable[Told]) -> Reading:
    """The reading with its headings, and its amounts as they are read, by the others.

    The first of them is asked for headings, all for amounts, one by one, until nothing is in doubt.

    Raises ContentError for each amount that may be read in two orders where nothing tells in which.
    """
    reading, others = _headed(reading, iter(others))
    some, more = amounts.asked(reading.document)
    if not some:
        return reading
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
    return replace(
        reading,
        document=found.document,
        findings=(*reading.findings, *found.findings),
        evidence=replace(
            reading.evidence,
            asked=more or reading.evidence.asked,
            counts=dict(found.counts),
            turned=found.turned,
            files=tuple(files),
        ),
    )


def _headed(reading: Reading, others: Iterator[Told]) -> tuple[Reading, Iterator[Told]]:
    """The reading with the headings that the first of the others has as such; and the others, from the first on."""
    if not likening.wanted(reading.document) or (first := next(others, None)) is None:
        asked = likening.wanted(reading.document)
        return replace(reading, evidence=replace(reading.evidence, asked=asked)), others
    document, count, findings = likening.likened(reading.document, first[1])
    evidence = Evidence(asked=True, headings=count, headed_by=(first[0],) if count else ())
    found = replace(reading, document=document, findings=(*reading.findings, *findings), evidence=evidence)
    return found, chain([first], others)


def told(shelf: Shelf, reading: Reading) -> Iterator[Told]:
    """The same text in other languages: the workspace's own, the run's, then the files that lie beside the one read."""
    if (own := _kept(shelf, reading.document.id)).is_file():
        yield own, shelf.document(own.stem)
    for file, found in beside.readings(reading, _files(shelf, reading.path) if reading.path else ()):
        yield file, found.document


def asked(shelf: Shelf, path: str, id: str) -> tuple[Path, ...]:
    """The files that may tell how the amounts of a file of the record are read: the workspace's, the run's, others."""
    own = _kept(shelf, id)
    return (*((own,) if own.is_file() else ()), *_files(shelf, path))


def _files(shelf: Shelf, path: str) -> tuple[Path, ...]:
    """The run's files of the same work, then those that lie beside one."""
    found = (*shelf.companions.get(path, ()), *beside.candidates(Path(path)))
    return tuple({each.resolve(): each for each in found}.values())


def _kept(shelf: Shelf, id: str) -> Path:
    return shelf.root / "content" / f"{Path(id).name}.md"
