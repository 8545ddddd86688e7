"""A report on each file: real validators first, then our own checks for what they do not look at."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from engross.preflight import Report, State, Verdict, looking, page_validation, verapdf

PROFILES = tuple(dict.fromkeys((*verapdf.PROFILES, *page_validation.PROFILES, "x4")))


def examine(files: Sequence[Path], profiles: Sequence[str], folder: Path) -> tuple[Report, ...]:
    """A report on each file, held to the profiles given, or to what it declares when none are given.

    `folder` is where scripts/validators puts veraPDF.
    """
    seen = {file: looking.look(file, profiles) for file in files}
    wanted = {file: tuple(profiles) or declares for file, (declares, _, _) in seen.items()}
    opened = [file for file, (_, could, _) in seen.items() if could]
    judged: dict[Path, list[Verdict]] = {file: [] for file in files}
    for profile in verapdf.PROFILES:
        asked = [file for file in opened if profile in wanted[file]]
        lost = {file: each for file in asked if (each := _gave_up(judged[file], profile))}
        for file, verdict in verapdf.validate([f for f in asked if f not in lost], profile, folder).items():
            judged[file].append(verdict)
        for file, verdict in lost.items():
            judged[file].append(verdict)
    for file in opened:
        judged[file] = [looking.placed(each, file) for each in (*judged[file], *_second(file, wanted[file]))]
    return tuple(
        Report(
            file=str(file),
            declares=seen[file][0],
            profiles=wanted[file],
            verdicts=(*judged[file], *seen[file][2]),
        )
        for file in files
    )


def _gave_up(judged: list[Verdict], profile: str) -> Verdict | None:
    """What is said of a file for one more profile when veraPDF could not come to an end with it for another."""
    before = next((each for each in judged if each.state is State.BROKEN and each.why), None)
    if before is None:
        return None
    return Verdict(
        validator=before.validator, version=before.version, profile=profile, state=State.BROKEN, why=before.why
    )


def _second(file: Path, profiles: Sequence[str]) -> Iterator[Verdict]:
    """The second opinion on a file, and the profiles that nobody judges."""
    for profile in page_validation.PROFILES:
        if profile in profiles:
            yield page_validation.validate(file, profile)
    for profile in profiles:
        if profile not in PROFILES:
            why = "no validator of this profile is known to engross"
            yield Verdict(validator="none", profile=profile, state=State.ABSENT, why=why)
