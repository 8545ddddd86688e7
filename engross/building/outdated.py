"""Editions whose text has changed since they were made: what changed, and files that say so by their names.

The manifest says of each file from which files of the workspace it was made. A new release of engross, a font or the
engine makes no edition out of date: its words are still those of the text.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engross.building.jobs import Job
from engross.building.manifests import editions_in
from engross.errors import EngrossError, Place, Problem
from engross.workspace import Workspace, names_file, shipped, writing
from engross.workspace.files import sha256_of

MARK = ".OUT-OF-DATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """A file whose text has changed: where it is, the name it had, its language and house, and what changed."""

    path: Path
    name: str
    language: str
    house: str
    changed: tuple[str, ...]
    draft: bool = False

    @property
    def problem(self) -> Problem:
        """What is to be said of the file."""
        what = f"{', '.join(self.changed)} changed after this file was made"
        where = f"; it is now {self.path.name}" if self.path.name != self.name else ""
        id = self.path.parent.parent.name
        again = f"engross build {id} --language {self.language} --house {self.house}{' --draft' if self.draft else ''}"
        return Problem(
            code="output/out-of-date",
            place=Place(file=str(self.path.with_name(self.name))),
            text=f"is out of date: {what}{where}",
            hint=f"do not send it; mend what the build says, then `{again}`",
        )


def sources(workspace: Workspace, job: Job) -> dict[str, str]:
    """The files of text that a job is made from, by their names in messages, with the sha256 of each."""
    return {workspace.relative(path): sha256_of(path) for path in _inputs(workspace, job.document, job.language)} | {
        picture: sha256_of(workspace.root / picture) for picture in job.pictures if (workspace.root / picture).is_file()
    }


def _inputs(workspace: Workspace, reference: str, tag: str) -> tuple[Path, ...]:
    """The texts of an edition and of what a letter annexes."""
    paths = list(workspace.texts(reference, tag))
    letter = workspace.document_in(reference, tag).letter if workspace.is_letter(reference) else None
    for id in letter.annexes if letter else ():
        for each in dict.fromkeys((*(letter.languages if letter else ()), tag)):
            paths += workspace.texts(id, each)
    return tuple(dict.fromkeys(path for path in paths if path.is_file()))


def changed(workspace: Workspace, entry: dict[str, Any], reference: str) -> tuple[str, ...]:
    """The files that have changed since an edition was made, or have come or gone; () where it is up to date."""
    recorded = entry.get("sources")
    if not isinstance(recorded, dict):
        return ()  # of a release that did not write them down: its fingerprint is compared when it is built
    now = {name: sha256_of(path) for name in recorded if (path := _find(workspace, name, reference)).is_file()}
    try:
        there = {workspace.relative(path) for path in _inputs(workspace, reference, str(entry.get("language")))}
    except EngrossError:
        there = set()
    altered = {name for name, sha in recorded.items() if now.get(name) != sha}
    return tuple(sorted(altered | (there - recorded.keys())))


def _find(workspace: Workspace, name: str, reference: str) -> Path:
    """The file that messages name so: of the workspace, of engross, or the file of the record itself."""
    for base in (workspace.root, shipped()):
        if (base / name).is_file():
            return base / name
    return Path(reference) if Path(reference).name == name else workspace.root / name


Files = Mapping[str, str]  # language → the file of the record that a run makes its edition from


def of_document(
    workspace: Workspace, id: str, base: Path | None = None, files: Files | None = None
) -> tuple[Outdated, ...]:
    """The files of a document, in all houses, whose text has changed.

    Of an edition that was made from a file of the record it is known only where that file is in the workspace, or is
    one of `files`.
    """
    folder = (base or workspace.root / "build") / id
    return tuple(
        each
        for manifest in sorted(folder.glob("*/manifest.json"))
        for each in _in_folder(workspace, manifest, id, files or {})
    )


def _in_folder(workspace: Workspace, manifest: Path, id: str, files: Files) -> Iterator[Outdated]:
    for file, entry in editions_in(manifest).items():
        path, reference = manifest.parent / file, _reference(workspace, entry, id, files)
        if reference and path.is_file() and (what := changed(workspace, entry, reference)):
            yield Outdated(
                path=path,
                name=str(entry.get("file", file)),
                language=str(entry.get("language", "")),
                house=manifest.parent.name,
                changed=what,
                draft=bool(entry.get("draft")),
            )


def _reference(workspace: Workspace, entry: dict[str, Any], id: str, files: Files) -> str:
    """How the text of an edition is named: by its id, or by the path of its file; "" where that is not known."""
    recorded = entry.get("sources")
    record = [name for name in recorded if names_file(name)] if isinstance(recorded, dict) else []
    if not record:
        return id
    here = workspace.root / record[0]
    return str(here) if here.is_file() else files.get(str(entry.get("language")), "")


def mark(workspace: Workspace, id: str, base: Path | None = None, files: Files | None = None) -> tuple[Outdated, ...]:
    """The files of a document whose text has changed, each under a name that says so: x.fr.OUT-OF-DATE.pdf.

    Nothing is lost: the file is the same, and a viewer that has it open keeps it. The new edition takes the place of
    both when it is made. A file that is not the one that the manifest tells of is left alone. Raises OutputError.
    """
    marked = []
    for each in of_document(workspace, id, base, files):
        if each.draft:
            continue  # it says on every page what it is; the next draft takes its place
        marked.append(each if MARK in each.path.name else _renamed(each))
    return tuple(marked)


def _renamed(old: Outdated) -> Outdated:
    folder, manifest = old.path.parent, old.path.parent / "manifest.json"
    target = old.path.with_name(name_of(old.path.name))
    with writing.undisturbed(), writing.alone_in(folder):
        whole = json.loads(manifest.read_bytes())
        entry = whole["editions"].get(old.path.name)
        if not entry or entry.get("sha256") != sha256_of(old.path):
            return old
        try:
            old.path.replace(target)
        except OSError as error:
            raise writing.unwritable(target, error) from None
        del whole["editions"][old.path.name]
        whole["editions"][target.name] = {**entry, "out_of_date": list(old.changed)}
        writing.write(manifest, json.dumps(whole, indent=2, ensure_ascii=False).encode() + b"\n")
    return Outdated(
        path=target, name=old.name, language=old.language, house=old.house, changed=old.changed, draft=old.draft
    )


def name_of(file: str) -> str:
    """The name of a file that is out of date.

    >>> name_of("rome.fr.pdf"), name_of("rome.fr.DRAFT.pdf")
    ('rome.fr.OUT-OF-DATE.pdf', 'rome.fr.DRAFT.OUT-OF-DATE.pdf')
    """
    stem, dot, suffix = file.rpartition(".")
    return f"{stem}{MARK}{dot}{suffix}"


def taken_over(target: Path, editions: dict[str, Any]) -> None:
    """Remove the marked file that a new edition takes the place of, if it is the one that the manifest tells of."""
    old = target.with_name(name_of(target.name))
    entry = editions.get(old.name)
    if entry and old.is_file() and entry.get("sha256") == sha256_of(old):
        old.unlink()
