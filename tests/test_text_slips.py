"""Slips of the hand in the text itself are told by `check`."""

from pathlib import Path

import polib
import pytest
from conftest import DOCUMENT, ROOT, run

from engross.checks import examine
from engross.sources.front_matter import read
from engross.workspace import Workspace

CONTENT = f"content/{DOCUMENT}.md"


def told(workspace: Path, old: str, new: str) -> list[tuple[str, str]]:
    """(code, clause) of what check finds in the English text when these words stand in the place of those."""
    path = workspace / CONTENT
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    _, findings = examine(Workspace(workspace), (DOCUMENT,))
    return [(each.code, each.place.clause) for each in findings if each.place.file == f"{DOCUMENT}.en"]


def test_nothing_is_told_of_the_declaration() -> None:
    _, findings = examine(Workspace(ROOT), (DOCUMENT,))
    new = ("text/unseen-characters", "text/emphasis-edges", "text/issued-before-adopted")
    assert [each for each in findings if each.code in new] == []


@pytest.mark.parametrize("character", ["\u200b", "\u2063", "\U000e0041"])
def test_a_character_that_nobody_sees_is_told(workspace: Path, character: str) -> None:
    assert ("text/unseen-characters", "title") in told(workspace, "title: Outcome", f"title: Out{character}come")


def test_an_asterisk_after_the_space_is_told(workspace: Path) -> None:
    path = workspace / CONTENT
    lead = next(line for line in path.read_text("utf-8").splitlines() if line.count("*") == 2 and "* " in line)
    label = lead.partition(":")[0]
    assert ("text/emphasis-edges", label) in told(workspace, lead, lead.replace("* ", " *", 1))


def test_a_text_issued_before_it_was_adopted_is_told(workspace: Path) -> None:
    text = (workspace / CONTENT).read_text("utf-8")
    issued = next(line for line in text.splitlines() if line.startswith("issued:"))
    assert ("text/issued-before-adopted", "issued") in told(workspace, issued, "issued: 2001-01-01")


@pytest.mark.parametrize(("day", "said"), [("2026-02-31", "there is no such day"), ("31.01.2026", "will not do")])
def test_a_day_that_there_is_not_is_called_so(day: str, said: str) -> None:
    problems = [each for each in read(f"id: a\nadopted: {day}\n", "content/a.md", 2).problems if "adopted" in each.text]
    assert said in problems[0].text and (said in "will not do") == ("no such day" not in problems[0].text)


def test_a_catalogue_that_is_not_utf_8_is_said_and_not_touched(workspace: Path) -> None:
    path = workspace / "translations" / "fr" / "LC_MESSAGES" / f"{DOCUMENT}.po"
    catalogue = polib.pofile(str(path))
    catalogue[0].msgstr += "é"
    data = str(catalogue).encode("latin-1", "replace")
    path.write_bytes(data)
    done = run(workspace, "catalog", "update", DOCUMENT)
    assert done.code == 4 and "is not UTF-8" in done.err and "Traceback" not in done.err
    assert path.read_bytes() == data
