"""What documents hold: read side by side where they are many; a file of the record that was read before, not again."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from engross.akn import agreement, beside, settling, symbols
from engross.building import pool
from engross.building.fingerprints import program_digest
from engross.building.jobs import Request
from engross.errors import ContentError, EngrossError, Place, Problem
from engross.workspace import Workspace, names_file
from engross.workspace.writing import write

SHARE = 50  # documents that a process reads in one go


@dataclass(frozen=True, slots=True)
class Holding:
    """What a reference holds: a document's id, its own house, the languages it has, the paths of its figures.

    `findings` are what a person should look at in a file of the record; their places name no file, which may move.
    `beside` are the files that are asked how its amounts are read, `evidence` the digest of what they hold; "" where
    none is asked.
    """

    id: str
    house: str
    languages: tuple[str, ...]
    pictures: tuple[str, ...]
    findings: tuple[Problem, ...] = ()
    beside: tuple[str, ...] = ()
    evidence: str = ""

    def findings_in(self, path: Path) -> tuple[Problem, ...]:
        """What a person should look at in the file that holds this."""
        file = agreement.named(path)
        found = (replace(each, place=replace(each.place, file=file)) for each in self.findings)
        return (*found, *agreement.misplaced(path, self.languages[0]))


Evidence = Callable[[str, str], tuple[tuple[str, ...], str]]  # of a file and its id: files asked, and their digest
Survey = dict[str, Holding | EngrossError]


class Register:
    """Which file of the record holds what, by the sha256 of its bytes; good for the program that has written it."""

    def __init__(self, path: Path, evidence: Evidence = lambda _, __: ((), "")) -> None:
        self.path, self.evidence = path, evidence
        self.known: dict[str, Holding] = {}
        self.digests: dict[str, str] = {}
        try:
            kept = json.loads(path.read_bytes())
            if kept["program"] == program_digest():
                self.known = {sha: _holding(*each) for sha, each in kept["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            self.known = {}

    def holding(self, reference: str) -> Holding | None:
        """What the file was found to hold when its bytes were read before; None when they were not."""
        try:
            with Path(reference).open("rb") as file:  # of any size
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            named = symbols.of_name(reference)  # a name of the record tells the symbol, too
            self.digests[reference] = f"{digest} {Path(reference).name}" if named else digest
        except OSError:
            return None
        known = self.known.get(self.digests[reference])
        if known and known.evidence:
            files, evidence = self.evidence(reference, known.id)
            return replace(known, beside=files) if evidence == known.evidence else None
        return known

    def keep(self, found: Survey) -> None:
        """Nothing; what was found is remembered. Raises OutputError."""
        fresh = {
            self.digests[reference]: holding
            for reference, holding in found.items()
            if reference in self.digests and isinstance(holding, Holding)
        }
        if all(self.known.get(sha) == holding for sha, holding in fresh.items()):
            return
        self.known |= fresh
        files = {sha: astuple(each) for sha, each in sorted(self.known.items())}
        write(self.path, json.dumps({"program": program_digest(), "files": files}).encode())


def _holding(
    id: str,
    house: str,
    languages: list[str],
    pictures: list[str],
    findings: list[Any],
    beside: list[str],
    evidence: str,
) -> Holding:
    looked = tuple(Problem(code=c, place=Place(*place), text=text, hint=hint) for c, place, text, hint in findings)
    return Holding(id, house, tuple(languages), tuple(pictures), looked, tuple(beside), evidence)


def _evidence(workspace: Workspace, reference: str, id: str) -> tuple[tuple[str, ...], str]:
    """The files that may tell how the amounts of a file are read, and the digest of what they hold."""
    files = settling.asked(workspace, reference, id)
    total = hashlib.sha256()
    for each in files:
        total.update(hashlib.sha256(each.read_bytes()).digest())
    return tuple(map(str, files)), total.hexdigest()


def survey(workspace: Workspace, request: Request, references: Sequence[str]) -> Survey:
    """What each reference holds, in their order, or what is wrong with it."""
    workspace.companions.update(beside.companions(Path(each) for each in references if names_file(each)))
    register = Register(workspace.root / ".engross" / "record.json", partial(_evidence, workspace))
    known = {each: register.holding(each) for each in references if names_file(each)}
    found: Survey = {each: holding for each, holding in known.items() if holding}
    read = _read(workspace, request, [each for each in references if each not in found])
    register.keep(read)
    return {each: found.get(each) or read[each] for each in references}


def _read(workspace: Workspace, request: Request, references: Sequence[str]) -> Survey:
    workers = min(request.jobs or pool.processors(), len(references) // SHARE)
    if workers < 2 or not pool.can_fork():
        return {each: _look(workspace, each) for each in references}
    found: Survey = {}
    for size in (SHARE, 1):  # again one by one, what was together with a document that was the end of its process
        left = [each for each in references if each not in found]
        shares = [tuple(left[at : at + size]) for at in range(0, len(left), size)]
        work = partial(_look_at_all, workspace)
        for part in pool.side_by_side(work, _unread, shares, workers, request.limits):
            found.update(part)
    return found


def _look_at_all(workspace: Workspace, share: tuple[str, ...]) -> Survey:
    return {each: _look(workspace, each) for each in share}


def _unread(share: tuple[str, ...], how: str) -> Survey:
    """What comes of a share whose reading was the end of its process: nothing yet, or the failure of its only one."""
    return {} if len(share) > 1 else {each: _unforeseen(each, f"the process that read it {how}") for each in share}


def _look(workspace: Workspace, reference: str) -> Holding | EngrossError:
    """What one reference holds; whatever goes wrong with one document stays with it."""
    try:
        record = workspace.record(reference) if names_file(reference) else None
        document = record.document if record else workspace.document(reference)
        if Path(document.id).name != document.id or document.id.startswith("."):
            return _no_name(reference, document.id)
        languages = (document.language,) if record else workspace.editions_of(document)
        pictures = tuple(clause.shape.picture for clause in document.walk() if clause.shape.picture)
        findings = record.findings if record else ()
        placeless = tuple(replace(each, place=replace(each.place, file="")) for each in findings)
        asked = record is not None and record.evidence.asked
        told = _evidence(workspace, reference, document.id) if asked else ((), "")
        return Holding(document.id, document.house, languages, pictures, placeless, *told)
    except EngrossError as error:
        return error
    except Exception as error:
        return _unforeseen(reference, f"{type(error).__name__}: {str(error)[:200]}")


def _no_name(reference: str, id: str) -> ContentError:
    return ContentError(
        Problem(
            code="content/no-name",
            place=Place(file=reference),
            text=f"its id {id!r} cannot be the name of a folder",
            hint="an id has no slash and does not begin with a full stop",
        )
    )


def _unforeseen(reference: str, text: str) -> EngrossError:
    return EngrossError(
        Problem(
            code="content/unforeseen",
            place=Place(file=reference),
            text=text,
            hint="this is a defect of engross: report it, with the document if you may",
        )
    )
