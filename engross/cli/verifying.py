"""The command `verify`: whether finished files are what they are said to be, in words an officer can read."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from engross.cli.asking import workspace_of
from engross.cli.files import VALIDATORS
from engross.errors import Exit, Problem, UsageError
from engross.terminal import escaped_line, json_text, quoted

ABOUT = (
    "Say of PDF files who signed them and when, whether they were changed since, whether the standards they declare "
    "are true, and whether each clause is that of the workspace. Nothing is asked of a network."
)
UNHEARD = (
    "look at this: signing.toml of this folder names trust anchors or revocation lists, which are not used: whom you "
    "trust is yours to say\n    what to do: give --trust FILE, or name them in your own {place}"
)
WHERE = {
    "said": "as a screen reader says it",
    "drawn": "as the page shows it",
    "both": "as said and as shown",
}


def add_parser(commands: Any) -> None:
    """Add the command to the command line's grammar."""
    verify = commands.add_parser("verify", help="say who signed a PDF and what it says", description=ABOUT)
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE.pdf", help="the files")
    verify.add_argument(
        "--trust",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="a trust anchor (default: those of your own signing.toml; the system's are never asked)",
    )
    verify.add_argument(
        "--crl", type=Path, action="append", default=[], metavar="FILE", help="a certificate revocation list"
    )
    verify.add_argument(
        "--document", action="append", default=[], metavar="DOCUMENT", help="compare with these documents only"
    )
    verify.add_argument("--revision", default="", metavar="REV", help="compare the text with this git revision")
    verify.add_argument("--validators", type=Path, metavar="FOLDER", help=VALIDATORS)
    verify.add_argument("--no-text", action="store_true", help="do not compare the text")
    verify.add_argument("--json", action="store_true", help="print JSON")


def _verify(asked: argparse.Namespace) -> int:
    from engross.inspect.verifying import examining
    from engross.preflight import verapdf

    _refuse(asked.files)
    trusted = _trusted(asked)
    with _against(asked) as against:
        reports = examining.examine(asked.files, trusted, against, asked.validators or verapdf.installed())
    if asked.json:
        print(json_text([{**asdict(each), "signed": each.signed, "exit": code(each)} for each in reports]))
    else:
        print("\n\n".join("\n".join(map(escaped_line, lines(each))) for each in reports))
    codes = [code(each) for each in reports]
    return next((each for each in ORDER if each in codes), Exit.OK)


def _refuse(files: list[Path]) -> None:
    problems = [
        Problem(code="usage/file", text=f"{file}: no such file", hint="give the path of a PDF file")
        for file in files
        if not file.is_file()
    ]
    if problems:
        raise UsageError(problems)


def _trusted(asked: argparse.Namespace) -> Any:
    from engross.inspect.signing import personal
    from engross.inspect.signing.applying import read_list
    from engross.inspect.signing.keys import as_asn1, certificates
    from engross.inspect.verifying.trust import Trusted

    told, theirs = personal.signing(), workspace_of(asked, documents=False).signing()
    if theirs.anchors or theirs.lists:
        print(UNHEARD.format(place=personal.place()), file=sys.stderr)
    anchors = tuple(as_asn1(each) for path in tuple(asked.trust) or told.anchors for each in certificates(path))
    return Trusted(anchors=anchors, lists=tuple(map(read_list, tuple(asked.crl) or told.lists)))


@contextmanager
def _against(asked: argparse.Namespace) -> Iterator[Any]:
    """What the text is held against: the workspace as it is, or at a revision; None where there is no document."""
    from engross.inspect.verifying.examining import Against
    from engross.inspect.verifying.revision import checked_out
    from engross.workspace import Workspace

    workspace, documents = workspace_of(asked, documents=False), tuple(asked.document)
    if asked.no_text:
        yield None
    elif asked.revision:
        with checked_out(workspace.root, asked.revision) as (root, commit):
            yield Against(workspace=Workspace(root), documents=documents, revision=commit)
    else:
        yield Against(workspace=workspace, documents=documents) if workspace.documents() else None


# What is said

ORDER = (Exit.SIGNATURE, Exit.FIDELITY, Exit.TRUST, Exit.PREFLIGHT, Exit.UNSIGNED, Exit.UNJUDGED)  # gravest first


def code(report: Any) -> Exit:
    """The exit code of the gravest thing in a report."""
    from engross.inspect.verifying import Trust

    kinds = {
        Exit.SIGNATURE: any(not each.whole for each in report.signatures) or bool(report.traces or report.unreadable),
        Exit.FIDELITY: any(each.differences for each in report.texts) or _nothing_compared(report),
        Exit.TRUST: any(each.trust is not Trust.TRUSTED for each in report.signatures),
        Exit.PREFLIGHT: any(each.state == "failed" for each in report.standards),
        Exit.UNSIGNED: not report.signed,
        Exit.UNJUDGED: any(each.state in ("absent", "broken") for each in report.standards)
        or any(each.why for each in report.texts),
    }
    return next((each for each in ORDER if kinds[each]), Exit.OK)


def _nothing_compared(report: Any) -> bool:
    """Whether there are texts, and an edition was found for none."""
    return bool(report.texts) and all(each.why for each in report.texts)


def lines(report: Any) -> Iterator[str]:
    """A report in words; what the file says is escaped where it is printed."""
    yield report.file
    if report.unreadable:
        yield f"  Its signatures cannot be read: the file is damaged, or was changed by hand ({report.unreadable})."
    elif not report.signed:
        yield "  Not signed: nobody vouches for this file."
    for each in report.traces:
        yield f"  A signature was taken out of it: it still has {each}."
    for each in report.signatures:
        yield from _signature(each)
    if report.waiting:
        yield f"  Fields that wait for a signature: {', '.join(map(quoted, report.waiting))}."
    yield from _standards(report.standards)
    yield from (line for each in report.texts for line in _text(each))
    if not report.texts:
        yield "  Its text was compared with nothing."


def _standards(standards: Any) -> Iterator[str]:
    for each in standards:
        yield f"  {each.name}: {_state(each)} ({each.validator})" + (f": {each.why}" if each.why else "")
    if not standards:
        yield "  It declares no standard of archives or accessibility."


def _state(standard: Any) -> str:
    words = {"passed": "true", "failed": "NOT true", "absent": "not judged, the validator is absent"}
    return words.get(standard.state, "not judged, the validator gave up")


def _signature(signature: Any) -> Iterator[str]:
    name = f"{quoted(signature.signer)} (certified by {quoted(signature.issuer)})"
    if signature.archive:
        yield f"  Time stamp over the whole file by {name}, {signature.stamped}"
    else:
        kind = f"Certified, level {signature.level}," if signature.certifies else f"Signed, level {signature.level},"
        yield f"  {kind} by {name}" + (f", field {quoted(signature.field)}" if signature.field else "")
        yield f"    when: {_when(signature)}"
        if signature.reason:
            yield f"    why: {quoted(signature.reason)}"
        if signature.certifies:
            yield f"    allows afterwards: {signature.certifies}"
    yield f"    changed since: {_changed(signature)}"
    yield from (f"      {each}" for each in signature.changes)
    if signature.change == "broken":
        yield "    trust: not judged, because the signature does not hold"
        return
    yield f"    trust: {_trust(signature)}"
    if signature.trust != "revoked":
        word = "not revoked" if signature.revocation.startswith("known") else "not known; give a list with --crl"
        yield f"    revocation: {word}"


def _when(signature: Any) -> str:
    if signature.stamped:
        return f"{signature.stamped}, by the time stamp of {quoted(signature.stamper)}"
    return f"{signature.claimed or 'not said'}, as the signer says; no trusted time stamp bears it out"


def _changed(signature: Any) -> str:
    return {
        "nothing": "no",
        "allowed": "yes, only as is allowed",
        "not allowed": "YES, in a way that is not allowed",
        "broken": "YES, what was signed is no longer what it was",
    }[signature.change]


def _trust(signature: Any) -> str:
    return {
        "trusted": "the certificate leads to an anchor that you trust",
        "no anchor": "NOT TRUSTED: no anchor that you trust leads to this certificate (give one with --trust)",
        "expired": f"NOT TRUSTED: the certificate is out of its time (valid {signature.valid}), "
        "and no time stamp proves that it was in it when it signed",
        "not yet valid": f"NOT TRUSTED: the certificate is not yet valid ({signature.valid})",
        "revoked": "NOT TRUSTED: the certificate was revoked by its issuer",
        "not trusted": f"NOT TRUSTED: {signature.why}",
    }[signature.trust]


def _text(text: Any) -> Iterator[str]:
    at = f"revision {text.revision[:12]}" if text.revision else "the workspace as it is now"
    if text.why:
        name = text.document or "a text" + (f" in {text.language}" if text.language else "")
        yield f"  Text: {name} could not be compared with {at}: {text.why}."
        return
    name = f"{text.document} in {text.language}"
    if not text.differences:
        words = f"all {text.clauses} clauses are those" if text.clauses != 1 else "its one clause is that"
        yield f"  Text: {words} of {name}, {at}, as said and as shown."
    else:
        yield f"  Text: NOT that of {name}, {at}:"
    for each in text.differences:
        yield from (f"    {line}" for line in _difference(each))
    if text.uncompared:
        yield f"    not compared: {'; '.join(text.uncompared)}"


def _difference(each: Any) -> Iterator[str]:
    from engross.inspect.verifying.telling import differing

    page = f" (page {each.page})" if each.page and not each.clause.startswith("page") else ""
    if each.where in WHERE:
        yield f"{each.clause}{page}, {WHERE[each.where]}:"
        yield f"  {differing(each.wanted, each.found)}"
        return
    yield {
        "missing": f"{each.clause} is missing: {quoted(each.wanted)}",
        "added": f"{each.clause}{page} is not in the workspace: {quoted(each.found)}",
        "order": f"{each.clause}{page} stands out of its order: it comes before or instead of {each.wanted}",
        "outside": f"{each.clause} shows words that belong to no clause: {quoted(each.found)}",
        "hidden": f"{each.clause} hides words that are not seen: {quoted(each.found)}",
        "about": f"{each.clause} is {quoted(each.found) if each.found else 'missing'}; {quoted(each.wanted)} is wanted",
    }[each.where]


COMMANDS = {"verify": _verify}
