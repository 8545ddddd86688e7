"""veraPDF, the reference validator of PDF/A and PDF/UA: run as a Java program, its judgement as a value."""

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from engross.preflight import Finding, State, Verdict
from engross.preflight.advice import advice
from engross.preflight.sandbox import MEBIBYTE, Limits, run

NAME = "veraPDF"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
PROFILES = ("1a", "1b", "2a", "2b", "2u", "3a", "3b", "3u", "4", "4e", "4f", "ua1", "ua2")
_STANDARDS = {"ISO_14289_1": "ISO 14289-1", "ISO 14289-1:2014": "ISO 14289-1"}
_PAGE = re.compile(r"pages\[(\d+)\]")
_ELEMENT = re.compile(r"\((\d+) \d+ obj SE\w* ")
_OBJECT = re.compile(r"\((\d+) \d+(?: obj)?\b")
HEAP = Limits(seconds=20, memory=512 * MEBIBYTE)


def installed() -> Path:
    """Where scripts/validators puts veraPDF: in the folder of the program, never in one that is looked at."""
    return Path(__file__).resolve().parents[2] / ".engross" / "validators"


def command(folder: Path) -> tuple[str, ...]:
    """How veraPDF is run: from a folder such as scripts/validators fills, else as installed; () when it is absent."""
    jars = sorted(folder.glob("greenfield-apps-*.jar"))
    java = shutil.which("java")
    if jars and java:
        return (java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", f"{folder}/*", MAIN)
    program = shutil.which("verapdf")
    return (program,) if program else ()


def validate(files: Sequence[Path], profile: str, folder: Path, seconds: float = 0) -> dict[Path, Verdict]:
    """The judgement of each file by a profile, in one run of the program; where that fails, in one run for each.

    `seconds` is what each file may take; 0 leaves it to its size.
    """
    if not files:
        return {}
    program = command(folder)
    if not program:
        why = "not installed: scripts/validators installs it (with Java, Maven), or name its folder with --validators"
        return {file: Verdict(validator=NAME, profile=profile, state=State.ABSENT, why=why) for file in files}
    report, why = _run(program, files, profile, seconds)
    if report is None and len(files) > 1:
        return {file: verdict for each in files for file, verdict in validate([each], profile, folder, seconds).items()}
    if report is None:
        return {files[0]: Verdict(validator=NAME, profile=profile, state=State.BROKEN, why=why)}
    version = report["buildInformation"]["releaseDetails"][0]["version"]
    judged = {Path(job["itemDetails"]["name"]).stem: _verdict(job, profile, version) for job in report["jobs"]}
    missing = Verdict(
        validator=NAME, version=version, profile=profile, state=State.BROKEN, why="it passed the file over"
    )
    return {file: judged.get(str(number), missing) for number, file in enumerate(files)}


def _run(
    program: Sequence[str], files: Sequence[Path], profile: str, seconds: float
) -> tuple[dict[str, Any] | None, str]:
    """What the program says, or None and why not.

    The files are shown to it under plain names, because it takes a name with a hyphen for an option, passes names
    over that do not end in .pdf, and cannot find those that the locale has no letters for.
    """
    limits = HEAP.for_files(files, seconds)
    heap = f"-Xmx{limits.memory // MEBIBYTE}m"
    own = program[0].endswith("verapdf")
    with TemporaryDirectory() as held:
        names = [Path(held, f"{number}.pdf") for number in range(len(files))]
        for name, file in zip(names, files, strict=True):
            _show(file.resolve(), name)
        asked = [program[0], *(() if own else (heap,)), *program[1:], "--flavour", profile, "--format", "json"]
        environment = {**os.environ, "JAVA_OPTS": heap} if own else None
        printed, complaints, why = run([*asked, *map(str, names)], limits.seconds, environment)
    try:
        return json.loads(printed)["report"], ""
    except (ValueError, KeyError, RecursionError):
        last = (complaints.strip().splitlines() or ["it said nothing"])[-1]
        return None, f"it needs more than {heap[4:]} of memory" if "OutOfMemory" in complaints else why or last


def _show(file: Path, name: Path) -> None:
    try:
        name.symlink_to(file)
    except OSError:  # Windows, without the right to make links
        shutil.copyfile(file, name)


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
            hint=advice(profile, where),
            rule=f"{rule['specification']}, {rule['clause']}",
            page=int(page[1]) + 1 if page else 0,
            place=context.removeprefix("root/"),
            number=structure_element(context) or (0 if page else _object(context)),
            times=rule["failedChecks"],
        )


def structure_element(place: str) -> int:
    """The object number of the innermost structure element that a place of veraPDF's names; 0 when there is none.

    >>> structure_element("document[0]/StructTreeRoot[0](5 0 obj PDStructTreeRoot)/K[0](61 0 obj SEP P)/K[1]")
    61
    """
    found = _ELEMENT.findall(place)
    return int(found[-1]) if found else 0


def _object(place: str) -> int:
    """The number of the innermost object that a place of veraPDF's names; 0 when there is none."""
    found = _OBJECT.findall(place)
    return int(found[-1]) if found else 0
