"""A report on each file: its signatures, the standards it declares, its text against the workspace."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engross.errors import Place, Problem, UsageError
from engross.preflight import claims, verapdf
from engross.verifying import (
    Change,
    Comparison,
    Difference,
    Report,
    Signature,
    Standard,
    comparing,
    printed,
    signatures,
)
from engross.verifying.telling import differing
from engross.verifying.trust import Trusted
from engross.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """The workspace that files are held against, the documents that come into question, the revision it is at."""

    workspace: Workspace
    documents: tuple[str, ...] = ()
    revision: str = ""


def examine(
    files: Sequence[Path], trusted: Trusted, against: Against | None, validators: Path | None
) -> tuple[Report, ...]:
    """A report on each file; UsageError naming every one that is no PDF. `validators` is where veraPDF is.

    With None the standards that files declare are not judged.
    """
    read = {file: _data(file) for file in files}
    declared = {file: _declared(file, data) for file, data in read.items()}
    standards: dict[Path, list[Standard]] = {file: [] for file in files}
    for profile in verapdf.PROFILES:
        asked = [file for file in files if profile in declared[file]]
        for file, verdict in (verapdf.validate(asked, profile, validators) if asked and validators else {}).items():
            name = f"{verdict.validator} {verdict.version}".strip()
            why = verdict.why or "; ".join(f"{each.rule}: {each.text}" for each in verdict.errors[:3])
            standards[file].append(Standard(name=claims.name(profile), validator=name, state=verdict.state, why=why))
    return tuple(_report(file, data, trusted, against, tuple(standards[file])) for file, data in read.items())


def _data(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _no_pdf(file, f"cannot be read: {error.strerror}") from None


def _declared(file: Path, data: bytes) -> tuple[str, ...]:
    """The standards that a file declares; UsageError when it is no PDF."""
    import io

    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return claims.declared(pdf)
    except pikepdf.PasswordError:
        raise _no_pdf(file, "is protected by a password") from None
    except pikepdf.PdfError:
        raise _no_pdf(file, "is not a PDF file, or too damaged to be read") from None


def _no_pdf(file: Path, text: str) -> UsageError:
    hint = "give a PDF file that opens without a password"
    return UsageError(Problem(code="usage/pdf", place=Place(file=file.name), text=text, hint=hint))


def _report(
    file: Path, data: bytes, trusted: Trusted, against: Against | None, standards: tuple[Standard, ...]
) -> Report:
    found, unreadable = signatures_of(data, trusted)
    pages, why = _printed(data)
    return Report(
        file=str(file),
        sha256=hashlib.sha256(data).hexdigest(),
        signatures=tuple(_with_clauses(each, data, pages) for each in found.signatures),
        waiting=found.waiting,
        traces=found.traces,
        unreadable=unreadable,
        standards=standards,
        texts=_texts(pages, why, against) if against else (),
    )


def signatures_of(data: bytes, trusted: Trusted) -> tuple[signatures.Found, str]:
    """What the file says of its signatures, and why that cannot be read: a forged file may raise anything."""
    try:
        return signatures.find(data, trusted), ""
    except Exception as error:
        return signatures.Found((), (), ()), f"{type(error).__name__}: {error}"


def _printed(data: bytes) -> tuple[printed.Printed | None, str]:
    """What the file prints, and why that cannot be read."""
    try:
        return printed.read(data), ""
    except Exception as error:
        return None, f"its pages cannot be read ({type(error).__name__})"


def _texts(pages: printed.Printed | None, why: str, against: Against) -> tuple[Comparison, ...]:
    if pages is None:
        return (Comparison(document="", revision=against.revision, why=why),)
    return comparing.compare(against.workspace, pages, against.documents, against.revision)


def _with_clauses(signature: Signature, data: bytes, now: printed.Printed | None) -> Signature:
    """The signature with the clauses that were changed after it, named from the file as it was signed."""
    if signature.change is not Change.FORBIDDEN or now is None:
        return signature
    before = dict(signatures.signed_parts(data)).get(signature.field, b"")
    try:
        differences = changed(printed.read(before), now)
    except Exception:  # what was signed cannot be read alone: pikepdf and PDFium say so in many ways
        return signature
    said = tuple(f"{each.clause}, since it was signed: {differing(each.wanted, each.found)}" for each in differences)
    return replace(signature, changes=(*signature.changes, *said))


def changed(before: printed.Printed, now: printed.Printed) -> tuple[Difference, ...]:
    """The clauses that two states of a file print differently, in the tree or on the pages."""
    found: list[Difference] = []
    for one, other in zip(before.texts, now.texts, strict=False):
        there = {clause.id: clause for clause in other.clauses}
        for clause in one.clauses:
            new, id = there.get(clause.id, printed.Clause(id=clause.id)), clause.id or comparing.MASTHEAD
            said = (new.said or " ") if new.said != clause.said else ""
            drawn = (new.drawn_text or " ") if new.drawn_text != clause.drawn_text else ""
            found += comparing.both(id, clause.said or clause.drawn_text, said, drawn, new.page)
    return tuple(found)
