"""page-validation, a second validator of PDF/A and PDF/UA: a Python package run in a process of its own."""

import json
import subprocess
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from engross.preflight import Finding, Severity, State, Verdict, page_judging
from engross.preflight.advice import advice

NAME = "page-validation"
PROFILES = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "ua1")

# How long a chain of references may be: the bookmarks of a long text are one, and the validator's own limit of 256 is
# too short for those of 77/248.
REFERENCES = 2048

# Rules of release 0.11 that fail files which keep the standard; each is told, none counts.
# End of the rule's name, what its message holds, why it is wrong.
DOUBTFUL = (
    ("METADATA-FILTER-001", "", "only PDF/A-1 forbids compressed metadata (ISO 19005-1, 6.7.2)"),
    ("STREAM-LENGTH-001", "", "it takes a data byte 0D before the end-of-line for part of the end-of-line"),
    ("GLYPH-WIDTH-001", "CIDFontType0C", "it adds the nominal width of a font's first part to glyphs of all its parts"),
)


def validate(file: Path, profile: str) -> Verdict:
    """The judgement of a file by a profile."""
    if not find_spec("page"):
        why = "not installed: pip install page-validation"
        return Verdict(validator=NAME, profile=profile, state=State.ABSENT, why=why)
    version = metadata.version("page-validation")
    program = Path(page_judging.__file__)
    asked = [sys.executable, "-I", str(program), str(file.resolve()), profile, str(REFERENCES)]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        report = {"broken": f"it broke down on the file (exit code {done.returncode})"}
    if "broken" in report:
        return Verdict(validator=NAME, version=version, profile=profile, state=State.BROKEN, why=report["broken"])
    findings = _grouped([_finding(rule, message, profile) for rule, message in report["failures"]])
    failed = any(each.severity is Severity.ERROR for each in findings)
    return Verdict(
        validator=NAME,
        version=version,
        profile=profile,
        state=State.FAILED if failed else State.PASSED,
        findings=tuple(findings),
    )


def _finding(rule: str, message: str, profile: str) -> Finding:
    doubt = next((why for end, held, why in DOUBTFUL if rule.endswith(end) and held in message), "")
    return Finding(
        code=f"{profile}/{rule}",
        severity=Severity.NOTE if doubt else Severity.ERROR,
        text=message,
        hint=f"nothing: {doubt}" if doubt else advice(profile, ""),
        rule=rule,
    )


def _grouped(findings: list[Finding]) -> list[Finding]:
    """One finding a rule, with how often it was found."""
    first: dict[str, Finding] = {}
    count: dict[str, int] = {}
    for each in findings:
        first.setdefault(each.code, each)
        count[each.code] = count.get(each.code, 0) + 1
    return [
        Finding(code=f.code, severity=f.severity, text=f.text, hint=f.hint, rule=f.rule, times=count[f.code])
        for f in first.values()
    ]
