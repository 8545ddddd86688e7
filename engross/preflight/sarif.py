"""Reports in the form of SARIF 2.1.0, which code forges and continuous integration show. Pure."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from engross.preflight import Finding, Report, Verdict

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(reports: Sequence[Report]) -> dict[str, Any]:
    """One run a validator, with its version; a validator that gave no judgement says so in its notifications."""
    names = dict.fromkeys((v.validator, v.version) for report in reports for v in report.verdicts)
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(name, version, reports) for name, version in names]}


def _run(name: str, version: str, reports: Sequence[Report]) -> dict[str, Any]:
    mine = [(r, v) for r in reports for v in r.verdicts if (v.validator, v.version) == (name, version)]
    findings = [(report, finding) for report, verdict in mine for finding in verdict.findings]
    rules = {finding.code: finding for _, finding in findings}
    silent = [(report, verdict) for report, verdict in mine if verdict.why]
    return {
        "tool": {
            "driver": {
                "name": name,
                **({"version": version} if version else {}),
                "rules": [_rule(rule) for rule in rules.values()],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not silent,
                "toolExecutionNotifications": [_notice(report, verdict) for report, verdict in silent],
            }
        ],
        "results": [_result(report, finding) for report, finding in findings],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.code,
        "shortDescription": {"text": finding.rule or finding.code},
        "help": {"text": finding.hint},
    }


def _result(report: Report, finding: Finding) -> dict[str, Any]:
    logical = [{"name": finding.clause, "kind": "element"}] if finding.clause else []
    return {
        "ruleId": finding.code,
        "level": str(finding.severity),
        "message": {"text": f"{finding.text}. What to do: {finding.hint}"},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": uri(report.file)}},
                **({"logicalLocations": logical} if logical else {}),
                "properties": {"page": finding.page, "place": finding.place, "times": finding.times},
            }
        ],
    }


def uri(file: str) -> str:
    """A file as SARIF names it: relative to the folder of the run, or a whole address.

    >>> uri("a b.pdf"), uri("/été.pdf")
    ('a%20b.pdf', 'file:///%C3%A9t%C3%A9.pdf')
    """
    path = PurePath(file)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")


def _notice(report: Report, verdict: Verdict) -> dict[str, Any]:
    text = f"{report.file}: {verdict.validator} {verdict.profile} is {verdict.state}: {verdict.why}"
    return {"level": "error", "message": {"text": text}}
