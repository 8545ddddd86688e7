"""veraPDF, the reference validator of PDF/A and PDF/UA: run as a Java program, its judgement as a value."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from engross.preflight import Finding, State, Verdict
from engross.preflight.advice import advice

NAME = "veraPDF"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
PROFILES = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f", "ua1", "ua2")
_STANDARDS = {"ISO_14289_1": "ISO 14289-1", "ISO 14289-1:2014": "ISO 14289-1"}
_PAGE = re.compile(r"pages\[(\d+)\]")
_ELEMENT = re.compile(r"\((\d+) \d+ obj SE\w* ")


def command(folder: Path) -> tuple[str, ...]:
    """How veraPDF is run: from the folder that scripts/validators fills, else as installed; () when it is absent."""
    jars = sorted(folder.glob("greenfield-apps-*.jar"))
    java = shutil.which("java")
    if jars and java:
        return (java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{folder}/*", MAIN)
    installed = shutil.which("verapdf")
    return (installed,) if installed else ()


def validate(files: Sequence[Path], profile: str, folder: Path) -> dict[Path, Verdict]:
    """The judgement of each file by a profile, in one run of the program."""
    program = command(folder)
    if not program:
        why = "not installed: scripts/validators installs it (it needs Java and Maven)"
        return {file: Verdict(validator=NAME, profile=profile, state=State.ABSENT, why=why) for file in files}
    asked = [*program, "--flavour", profile, "--format", "json", *(str(file) for file in files)]
    done = subprocess.run(asked, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        report = json.loads(done.stdout)["report"]
    except (ValueError, KeyError):
        why = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        return {file: Verdict(validator=NAME, profile=profile, state=State.BROKEN, why=why) for file in files}
    version = report["buildInformation"]["releaseDetails"][0]["version"]
    judged = {Path(job["itemDetails"]["name"]).resolve(): _verdict(job, profile, version) for job in report["jobs"]}
    missing = Verdict(
        validator=NAME, version=version, profile=profile, state=State.BROKEN, why="it passed the file over"
    )
    return {file: judged.get(file.resolve(), missing) for file in files}


def _verdict(job: dict[str, Any], profile: str, version: str) -> Verdict:
    results = job.get("validationResult") or []
    if not results:
        why = str(job.get("taskException", {}).get("exceptionMessage") or "it could not parse the file")
        return Verdict(validator=NAME, version=version, profile=profile, state=State.BROKEN, why=why)
    result = results[0]
    return Verdict(
        validator=NAME,
        version=version,
        profile=profile,
        state=State.PASSED if result["compliant"] else State.FAILED,
        findings=tuple(_findings(result["details"]["ruleSummaries"], profile)),
    )


def _findings(rules: list[dict[str, Any]], profile: str) -> Iterator[Finding]:
    for rule in rules:
        where = f"{rule['clause']}-{rule['testNumber']}"
        first = (rule.get("checks") or [{}])[0]
        context = str(first.get("context", ""))
        page = _PAGE.search(context)
        yield Finding(
            code=f"{profile}/{where}",
            text=str(first.get("errorMessage") or rule["description"]),
            hint=advice(profile, rule["clause"]),
            rule=f"{rule['specification']}, {rule['clause']}",
            page=int(page[1]) + 1 if page else 0,
            place=context.removeprefix("root/"),
            times=rule["failedChecks"],
        )


def structure_element(place: str) -> int:
    """The object number of the innermost structure element that a place of veraPDF's names; 0 when there is none.

    >>> structure_element("document[0]/StructTreeRoot[0](5 0 obj PDStructTreeRoot)/K[0](61 0 obj SEP P)/K[1]")
    61
    """
    found = _ELEMENT.findall(place)
    return int(found[-1]) if found else 0
