"""A report on each file: real validators first, then our own checks for what they do not look at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engross import __version__
from engross.preflight import (
    Finding,
    Report,
    State,
    Verdict,
    claims,
    fonts,
    images,
    page_validation,
    press,
    protection,
    verapdf,
)

OURS = "engross"
PROFILES = tuple(dict.fromkeys((*verapdf.PROFILES, *page_validation.PROFILES, "x4")))


def examine(files: Sequence[Path], profiles: Sequence[str], folder: Path) -> tuple[Report, ...]:
    """A report on each file, held to the profiles given, or to what it declares when none are given.

    `folder` is where scripts/validators puts veraPDF.
    """
    opened = {file: _open(file) for file in files}
    wanted = {file: tuple(profiles) or declares for file, (_, declares) in opened.items()}
    judged: dict[Path, list[Verdict]] = {file: [] for file in files}
    for profile in verapdf.PROFILES:
        asked = [file for file in files if profile in wanted[file] and not opened[file][0]]
        for file, verdict in (verapdf.validate(asked, profile, folder) if asked else {}).items():
            judged[file].append(_placed(verdict, file))
    return tuple(
        Report(
            file=str(file),
            declares=opened[file][1],
            profiles=wanted[file],
            verdicts=(*judged[file], *_others(file, wanted[file], opened[file][0])),
        )
        for file in files
    )


def _open(file: Path) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """Why the file cannot be opened (() when it can), and what it declares."""
    import pikepdf

    try:
        with pikepdf.open(file) as pdf:
            return (), claims.declared(pdf)
    except pikepdf.PasswordError:
        text, hint = "the file is encrypted with a password", "save it without a password"
    except (pikepdf.PdfError, OSError) as error:
        text, hint = f"the file cannot be read as a PDF: {error}", "make the file anew from its source"
    return (Finding(code="file/unreadable", text=text, hint=hint, rule="ISO 32000-1, 7.5"),), ()


def _others(file: Path, profiles: Sequence[str], unreadable: tuple[Finding, ...]) -> Iterator[Verdict]:
    if unreadable:
        yield _ours("file", unreadable)
        return
    for profile in page_validation.PROFILES:
        if profile in profiles:
            yield page_validation.validate(file, profile)
    for profile in profiles:
        if profile not in PROFILES:
            why = "no validator of this profile is known to engross"
            yield Verdict(validator="none", profile=profile, state=State.ABSENT, why=why)
    yield from _own_checks(file, "x4" in profiles)


def _own_checks(file: Path, for_press: bool) -> Iterator[Verdict]:
    import pikepdf

    def run(name: str, check: Callable[[], Iterator[Finding]], profile: str = "") -> Verdict:
        try:
            return _ours(name, tuple(check()), profile)
        except (ValueError, TypeError, KeyError, AttributeError, RuntimeError, pikepdf.PdfError) as error:
            why = f"the file is damaged where this check looks: {error}"
            return Verdict(validator=_name(name), version=__version__, profile=profile, state=State.BROKEN, why=why)

    with pikepdf.open(file) as pdf:
        if for_press:
            yield run(press.NAME, lambda: press.check(pdf), "x4")
        yield run(fonts.NAME, lambda: fonts.check(pdf))
        yield run(images.NAME, lambda: images.check(file, for_press))
        yield run(protection.NAME, lambda: protection.check(pdf, file))


def _name(check: str) -> str:
    return f"{OURS} {check}"


def _ours(name: str, findings: tuple[Finding, ...], profile: str = "") -> Verdict:
    verdict = Verdict(
        validator=_name(name), version=__version__, profile=profile, state=State.PASSED, findings=findings
    )
    return replace(verdict, state=State.FAILED) if verdict.errors else verdict


def _placed(verdict: Verdict, file: Path) -> Verdict:
    """The verdict with the clause and the page of each finding, where the structure tree tells them."""
    import pikepdf

    if not any(verapdf.structure_element(each.place) for each in verdict.findings):
        return verdict
    with pikepdf.open(file) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return replace(verdict, findings=tuple(_told(each, pdf, pages) for each in verdict.findings))


def _told(finding: Finding, pdf: Any, pages: dict[tuple[int, int], int]) -> Finding:
    number = verapdf.structure_element(finding.place)
    element, clause, page = pdf.get_object((number, 0)) if number else None, "", 0
    for _ in range(50):  # levels up the tree
        if element is None or "/S" not in element:
            break
        clause = clause or str(element.get("/ID", ""))
        page = page or (pages.get(element.Pg.objgen, 0) if "/Pg" in element else 0)
        element = element.get("/P")
    return replace(finding, clause=clause, page=finding.page or page)
