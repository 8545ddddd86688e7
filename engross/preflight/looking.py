"""What engross sees in a file itself: what it declares, and what its own checks find. Runs in a confined process."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from engross import __version__
from engross.preflight import (
    Finding,
    Severity,
    State,
    Verdict,
    claims,
    contents,
    damage,
    fonts,
    images,
    places,
    press,
    protection,
)
from engross.preflight.sandbox import Limits, Outcome, items

Check = Callable[[], Iterator[Finding]]


def look(file: Path, profiles: Sequence[str], seconds: float = 0) -> tuple[tuple[str, ...], bool, tuple[Verdict, ...]]:
    """(what a file declares, whether it could be opened, what our checks say).

    The checks are those for the profiles given, or for what the file declares when none are given. A check that was
    not reached says so. `seconds` is what all of it may take; 0 leaves it to the size of the file.
    """
    outcome = items(f"{__name__}:seen", str(file), ",".join(profiles), limits=Limits().for_files([file], seconds))
    declares: tuple[str, ...] = ()
    opened = False
    verdicts = []
    for item in outcome.items:
        if "declares" in item:
            declares, opened = tuple(item["declares"]), True
        else:
            verdicts.append(_verdict(item))
    names = (damage.NAME,) if not opened else _names(profiles or declares)
    reached = {verdict.validator for verdict in verdicts}
    missing = [_broken(name, outcome.why or "it was not reached") for name in names if _name(name) not in reached]
    return declares, opened, (*verdicts, *missing)


def seen(path: str, asked: str) -> Iterator[dict[str, Any]]:
    """What a file declares (nothing when it cannot be opened), then the verdict of each check, as plain values."""
    import pikepdf

    pikepdf.settings.set_qpdf_limits(flate_max_memory=damage.UNPACKED, run_length_max_memory=damage.UNPACKED)
    file = Path(path)
    try:
        pdf = pikepdf.open(file)
    except (pikepdf.PdfError, pikepdf.PasswordError, OSError) as error:
        yield asdict(_ours(damage.NAME, (damage.unreadable(error),)))
        return
    with pdf:
        declares = _declared(pdf)
        yield {"declares": declares}
        profiles = asked.split(",") if asked else declares
        checks = _checks(pdf, file, "x4" in profiles)
        for name in _names(profiles):
            yield asdict(_run(name, checks[name]))


def _declared(pdf: Any) -> tuple[str, ...]:
    """What the file declares; nothing where its metadata are damaged, which `damage` tells."""
    import pikepdf

    try:
        return claims.declared(pdf)
    except pikepdf.PdfError:
        return ()


def _names(profiles: Sequence[str]) -> tuple[str, ...]:
    """The checks for these profiles; the one that unpacks everything comes last."""
    before = (press.NAME,) if "x4" in profiles else ()
    return (*before, fonts.NAME, contents.NAME, protection.NAME, images.NAME, damage.NAME)


def _checks(pdf: Any, file: Path, for_press: bool) -> dict[str, Check]:
    return {
        press.NAME: lambda: press.check(pdf),
        fonts.NAME: lambda: fonts.check(pdf, for_press),
        contents.NAME: lambda: contents.check(pdf, for_press),
        protection.NAME: lambda: protection.check(pdf, file, for_press),
        images.NAME: lambda: images.check(file, for_press),
        damage.NAME: lambda: damage.check(pdf),
    }


def _run(name: str, check: Check) -> Verdict:
    import pikepdf
    import pypdfium2

    try:
        return _ours(name, tuple(check()))
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        return _broken(name, f"the file is damaged where this check looks: {' '.join(str(error).split())[:200]}")
    except Exception as error:  # whatever a damaged file brings about is told, not raised
        what = " ".join(str(error).split())[:200]
        return _broken(name, f"it broke down on the file ({type(error).__name__}: {what})")


def _name(check: str) -> str:
    return f"engross {check}"


def _broken(name: str, why: str) -> Verdict:
    return replace(_ours(name, ()), state=State.BROKEN, why=why)


def _ours(name: str, findings: tuple[Finding, ...]) -> Verdict:
    profile = "x4" if name == press.NAME else ""
    state = State.FAILED if any(each.severity is Severity.ERROR for each in findings) else State.PASSED
    return Verdict(validator=_name(name), version=__version__, profile=profile, state=state, findings=findings)


def _verdict(item: dict[str, Any]) -> Verdict:
    findings = tuple(Finding(**{**each, "severity": Severity(each["severity"])}) for each in item["findings"])
    return Verdict(**{**item, "state": State(item["state"]), "findings": findings})


def placed(verdict: Verdict, file: Path) -> Verdict:
    """The verdict with the page and the clause of each finding, where the objects that it names tell them."""
    numbers = {each.number for each in verdict.findings if each.number}
    if not numbers:
        return verdict
    asked = ",".join(str(number) for number in sorted(numbers))
    outcome: Outcome = items(f"{places.__name__}:found", str(file), asked, limits=Limits().for_files([file]))
    where = {number: (page, clause) for number, page, clause in outcome.items}
    return replace(verdict, findings=tuple(_told(each, *where.get(each.number, (0, ""))) for each in verdict.findings))


def _told(finding: Finding, page: int, clause: str) -> Finding:
    return replace(finding, page=finding.page or page, clause=finding.clause or clause)
