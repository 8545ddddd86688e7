"""A report on each file: its signatures, the standards it declares, its text against the workspace."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from engross.errors import Place, Problem, UsageError
from engross.inspect.verifying import Change, Comparison, Difference, Report, Signature, Standard, comparing, signatures
from engross.inspect.verifying.telling import differing
from engross.inspect.verifying.trust import Trusted
from engross.preflight import claims, verapdf
from engross.readback import clauses, glyphs
from engross.workspace import Workspace

UNREAD = "the file as it was signed cannot be read by itself, and cannot be laid beside the present one"


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
        signatures=tuple(compared(each, data, pages) for each in found.signatures),
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


def _printed(data: bytes) -> tuple[clauses.Printed | None, str]:
    """What the file prints, and why that cannot be read."""
    try:
        return clauses.read(data), ""
    except Exception as error:
        return None, f"its pages cannot be read ({type(error).__name__})"


def _texts(pages: clauses.Printed | None, why: str, against: Against) -> tuple[Comparison, ...]:
    if pages is None:
        return (Comparison(document="", revision=against.revision, why=why),)
    return comparing.compare(against.workspace, pages, against.documents, against.revision)


def compared(signature: Signature, data: bytes, now: clauses.Printed | None) -> Signature:
    """The signature with what the pages show otherwise since it was made, by clause and by page, as PDFium reads them.

    What does so is no change that a signature allows, whatever was thought of it before.
    """
    if signature.change not in (Change.FORBIDDEN, Change.ALLOWED) or now is None:
        return signature
    before = dict(signatures.signed_parts(data)).get(signature.field, b"")
    try:
        differences = changed(clauses.read(before), now)
        pages = _otherwise(before, data) if signature.change is Change.ALLOWED else ()
    except Exception:  # what was signed cannot be read alone: pikepdf and PDFium say so in many ways
        return replace(signature, change=Change.FORBIDDEN, changes=(*signature.changes, UNREAD))
    said = tuple(f"{each.clause}, since it was signed: {differing(each.wanted, each.found)}" for each in differences)
    change = Change.FORBIDDEN if said or pages else signature.change
    return replace(signature, change=change, changes=(*signature.changes, *said, *pages))


def _otherwise(before: bytes, now: bytes) -> tuple[str, ...]:
    """The pages that look otherwise than they did."""
    was, stands = glyphs.looks(before), glyphs.looks(now)
    if len(was) != len(stands):
        return (f"it had {len(was)} pages when it was signed, and has {len(stands)} now",)
    pages = [str(number) for number, (one, other) in enumerate(zip(was, stands, strict=True), 1) if one != other]
    return (f"these pages do not look as they did when it was signed: {', '.join(pages)}",) if pages else ()


def changed(before: clauses.Printed, now: clauses.Printed) -> tuple[Difference, ...]:
    """The clauses that two states of a file print differently, in the tree or on the pages."""
    found: list[Difference] = []
    for one, other in zip(before.texts, now.texts, strict=False):
        there = {clause.id: clause for clause in other.clauses}
        for clause in one.clauses:
            new, id = there.get(clause.id, clauses.Clause(id=clause.id)), clause.id or comparing.MASTHEAD
            said = (new.said or " ") if new.said != clause.said else ""
            shown = (new.drawn_text or " ") if new.drawn_text != clause.drawn_text else ""
            found += comparing.both(id, clause.said or clause.drawn_text, said, shown, new.page)
    return tuple(found)
