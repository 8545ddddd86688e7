"""A report on each file: real validators first, then our own checks for what they do not look at."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from engross.preflight import Report, State, Verdict, looking, page_validation, verapdf

PROFILES = tuple(dict.fromkeys((*verapdf.PROFILES, *page_validation.PROFILES, "x4")))


def examine(files: Sequence[Path], profiles: Sequence[str], folder: Path, seconds: float = 0) -> tuple[Report, ...]:
    """A report on each file, held to the profiles given, or to what it declares when none are given.

    `folder` is where scripts/validators puts veraPDF. `seconds` is what each validator may take for a file; 0 leaves
    it to the size of the file.
    """
    seen = {file: looking.look(file, profiles, seconds) for file in files}
    wanted = {file: tuple(profiles) or declares for file, (declares, _, _) in seen.items()}
    opened = [file for file, (_, could, _) in seen.items() if could]
    judged: dict[Path, list[Verdict]] = {file: [] for file in files}
    for profile in verapdf.PROFILES:
        asked = [file for file in opened if profile in wanted[file]]
        lost = {file: each for file in asked if (each := _gave_up(judged[file], profile))}
        verdicts = {**lost, **verapdf.validate([file for file in asked if file not in lost], profile, folder, seconds)}
        for file, verdict in verdicts.items():
            judged[file].append(verdict)
    for file in opened:
        judged[file] = [looking.placed(each, file) for each in (*judged[file], *_second(file, wanted[file], seconds))]
    return tuple(
        Report(
            file=str(file),
            declares=seen[file][0],
            profiles=wanted[file],
            verdicts=(*judged[file], *seen[file][2]),
        )
        for file in files
    )


def _gave_up(judged: Sequence[Verdict], profile: str) -> Verdict | None:
    """What is said of a file for one more profile when a validator could not come to an end with it for another."""
    before = next((each for each in judged if each.state is State.BROKEN), None)
    return replace(before, profile=profile) if before else None


def _second(file: Path, profiles: Sequence[str], seconds: float) -> Iterator[Verdict]:
    """The second opinion on a file, and the profiles that nobody judges."""
    judged: list[Verdict] = []
    for profile in page_validation.PROFILES:
        if profile in profiles:
            judged.append(_gave_up(judged, profile) or page_validation.validate(file, profile, seconds))
    yield from judged
    for profile in profiles:
        if profile not in PROFILES:
            why = "no validator of this profile is known to engross"
            yield Verdict(validator="none", profile=profile, state=State.ABSENT, why=why)
