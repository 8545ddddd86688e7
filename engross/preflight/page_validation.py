"""page-validation, a second validator of PDF/A and PDF/UA: a Python package run in a process of its own."""

import re
from collections import Counter
from dataclasses import replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from engross.preflight import Finding, Severity, State, Verdict, clauses, page_judging
from engross.preflight.advice import advice
from engross.preflight.sandbox import Limits, items

NAME = "page-validation"
PROFILES = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "ua1")

# How long a chain of references may be: the bookmarks of a long text are one, and the validator's own limit of 256 is
# too short for those of 77/248.
REFERENCES = 2048
_PAGE = re.compile(r"\bpage (\d+)\b(?:: )?")
_OBJECT = re.compile(r"\bobject (\d+) \d+\b")

# Rules of release 0.11 that fail files which keep the standard; each is told, none counts.
# End of the rule's name, what its message holds, why it is wrong.
DOUBTFUL = (
    ("METADATA-FILTER-001", "", "only PDF/A-1 forbids compressed metadata (ISO 19005-1, 6.7.2)"),
    ("STREAM-LENGTH-001", "", "it takes a data byte 0D before the end-of-line for part of the end-of-line"),
    (
        "SIGNATURE-BYTERANGE-001",
        "complete PDF",
        "a signature is of the file as it was when it was signed; ask `engross verify`",
    ),
    ("GLYPH-WIDTH-001", "CIDFontType0C", "it adds the nominal width of a font's first part to glyphs of all its parts"),
)


def validate(file: Path, profile: str, seconds: float = 0) -> Verdict:
    """The judgement of a file by a profile; it may take so many seconds, 0 leaves it to the size of the file."""
    if not find_spec("page"):
        why = "not installed: pip install page-validation"
        return Verdict(validator=NAME, profile=profile, state=State.ABSENT, why=why)
    version = metadata.version("page-validation")
    limits = Limits(seconds=10).for_files([file], seconds)
    judging = f"{page_judging.__name__}:judged"
    outcome = items(judging, str(file.resolve()), profile, str(REFERENCES), limits=limits)
    broken = next((each["broken"] for each in outcome.items if "broken" in each), outcome.why)
    if broken:
        return Verdict(validator=NAME, version=version, profile=profile, state=State.BROKEN, why=broken)
    facts: dict[str, Any] = next((each for each in outcome.items if "rule" not in each), {})
    findings = _grouped([_finding(profile, facts, **each) for each in outcome.items if "rule" in each])
    failed = any(each.severity is Severity.ERROR for each in findings)
    return Verdict(
        validator=NAME,
        version=version,
        profile=profile,
        state=State.FAILED if failed else State.PASSED,
        findings=tuple(findings),
    )


def _doubt(rule: str, message: str, facts: dict[str, Any]) -> str:
    """Why a rule is wrong here; "" where it is not known to be."""
    if rule.endswith(page_judging.OF_FIELDS) and message.startswith(tuple(facts.get("unseen", ()))):
        return "a field without area, such as that of an invisible signature, is not on the page (ISO 14289-1, 7.18.1)"
    if facts.get("short") and any(part in rule for part in page_judging.OF_METADATA):
        return "it does not read what metadata write as attributes (ISO 16684-1, 7.9.2); veraPDF does"
    return next((why for end, held, why in DOUBTFUL if rule.endswith(end) and held in message), "")


def _finding(profile: str, facts: dict[str, Any], rule: str, message: str, number: int) -> Finding:
    doubt = _doubt(rule, message, facts)
    page, named = _PAGE.search(message), _OBJECT.search(message)
    return Finding(
        code=f"{profile}/{rule}",
        severity=Severity.NOTE if doubt else Severity.ERROR,
        text=message[page.end() :] if page and page[0].endswith(": ") and not page.start() else message,
        hint=f"nothing: {doubt}" if doubt else advice(profile, clauses.clause(profile, rule)),
        rule=clauses.standard(profile, rule),
        page=int(page[1]) if page else 0,
        number=number or (int(named[1]) if named else 0),
    )


def _grouped(findings: list[Finding]) -> list[Finding]:
    """One finding a rule, with how often it was found; what counts and what does not apart."""
    count = Counter((each.code, each.severity) for each in findings)
    first = {(each.code, each.severity): each for each in reversed(findings)}
    return [replace(first[key], times=times) for key, times in count.items()]
