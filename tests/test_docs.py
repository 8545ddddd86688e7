"""The documentation is true: its commands run, its links lead somewhere, its generated pages are current."""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import polib
import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
CITING = (".md", ".py", ".html", ".css", ".toml", ".po")  # files that cite the house rules
WRITTEN = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<kind>console|edit)\n(?P<body>.*?)^ *```$|^ *<!-- test: translate (?P<fill>\S+) -->$",
    re.MULTILINE | re.DOTALL,
)


# Pages as scripts: `console` blocks are run, `edit` blocks are applied, in the order of the page.


def blocks(page: Path) -> Iterator[tuple[str, str]]:
    """(kind, text) of each block that a page asks its reader to carry out."""
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if found["fill"]:
            yield "fill", found["fill"]
        else:
            body = re.sub(rf"^ {{0,{len(found['indent'])}}}", "", found["body"], flags=re.MULTILINE)
            yield found["kind"], body


def follow(page: Path, folder: Path) -> None:
    """Do in the folder what the page says; an AssertionError where the page is wrong."""
    for kind, text in blocks(page):
        {"console": commands, "edit": edit, "fill": fill}[kind](text, folder)


def commands(text: str, folder: Path) -> None:
    """Run each command of a block, and look for what the page shows in what it answers."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        answer = answer_of(command, folder)
        for line in shown.splitlines():
            pattern = ".*".join(re.escape(piece.strip()) for piece in line.split("..."))
            assert re.search(pattern, answer), f"$ {command}\nshown:  {line}\nreally:\n{answer}"
        failed = "what to do" in shown
        assert failed == ("what to do" in answer), f"$ {command}\n{answer}"


def answer_of(command: str, folder: Path) -> str:
    """What a command answers, on both its outputs."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=folder, env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    return done.stdout


def edit(text: str, folder: Path) -> None:
    """Apply an edit: `- ` lines go, `+ ` lines come, lines with two spaces stay; a file that is not there is made."""
    name, _, hunks = text.partition("\n")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    said = path.read_text(encoding="utf-8") if path.is_file() else ""
    for hunk in hunks.strip("\n").split("\n\n"):
        old = "".join(f"{line[2:]}\n" for line in hunk.split("\n") if line[:1] in "- ")
        new = "".join(f"{line[2:]}\n" for line in hunk.split("\n") if line[:1] in "+ ")
        assert said.count(old) == 1 or not said, f"{name} has not exactly one place that says\n{old}"
        said = said.replace(old, new) if said else new
    path.write_text(said, encoding="utf-8")


def fill(name: str, folder: Path) -> None:
    """A catalogue translated by somebody: each text by itself."""
    catalogue = polib.pofile(str(folder / name))
    assert catalogue.untranslated_entries()
    for entry in catalogue.untranslated_entries():
        entry.msgstr = entry.msgid
    catalogue.save()


def files(folder: Path) -> set[str]:
    kept = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in kept if path.parts[0] not in ("build", ".engross", "content")}


@pytest.mark.pdf
def test_every_step_of_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    follow(DOCS / "tutorial.md", tmp_path)
    made = {path.name for path in (tmp_path / "build").rglob("*.pdf")}
    assert made == {
        "my-declaration.en.OUT-OF-DATE.pdf",
        "my-declaration.fr.OUT-OF-DATE.pdf",
        "my-declaration.fr.DRAFT.pdf",
    }


@pytest.mark.pdf
def test_the_commands_of_the_first_screen_do_what_it_says_as_they_are_typed(tmp_path: Path) -> None:
    (tmp_path / ".venv").symlink_to(Path(sys.executable).parent.parent)
    follow(ROOT / "README.md", tmp_path)
    assert "OP1: *Decide* the first thing," in (tmp_path / "content/my-declaration.md").read_text(encoding="utf-8")
    assert (tmp_path / "build/my-declaration/un/my-declaration.en.pdf").is_file()


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("page", "folder"), [("add-a-language", "translations/pt/"), ("add-a-house", "templates/rivers-commission/")]
)
def test_the_how_to_does_what_it_says_and_touches_one_folder_only(page: str, folder: str, tmp_path: Path) -> None:
    follow(DOCS / "howto" / f"{page}.md", tmp_path)
    touched = files(tmp_path)
    assert touched
    assert all(name.startswith(folder) for name in touched), touched


def test_the_check_that_the_how_to_writes_finds_what_it_says() -> None:
    page = (DOCS / "howto" / "write-a-check.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert found
    check: dict = {}
    exec(re.sub(r"^   ", "", found[1], flags=re.MULTILINE), check)
    lines = [SimpleNamespace(id="P1", text="one space"), SimpleNamespace(id="P2", text="two  spaces")]
    subject = SimpleNamespace(edition=SimpleNamespace(walk=lambda: iter(lines)))
    assert list(check["find"](subject)) == [("P2", "“two  spaces”")]
    assert re.fullmatch(r"[a-z]+/[a-z-]+", check["ID"])
    assert check["WHY"]


# Generated pages


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current(generate: ModuleType) -> None:
    stale = [path.name for path, text in generate.pages().items() if path.read_text(encoding="utf-8") != text]
    assert not stale, "run `python docs/generate.py`"


def test_every_field_and_variable_of_a_template_is_described(generate: ModuleType) -> None:
    assert generate.undescribed() == [], "describe them in docs/generate.py"


@pytest.fixture(scope="module")
def said(generate: ModuleType) -> list[Any]:
    found: list[Any] = generate.Source(generate.PACKAGE).messages()
    return found


def test_a_message_that_a_helper_makes_is_listed_for_each_of_its_callers(said: list[Any]) -> None:
    assert {"translation/missing", "translation/fuzzy", "translation/stale"} <= {each.code for each in said}
    assert all(each.hint for each in said)


CURE = "give a PDF file that opens without a password"
HEARD = "name a tagged PDF file; `engross preflight` says more about it"
LAST = "look at the file that was changed last; engross build DOCUMENT builds one alone"
MESSAGES = {  # by hand from the source: (text, cure) of each message of a code
    "content/emphasis": {
        (
            "an emphasis is opened here and never closed, or holds no words",
            r"put a second * where the emphasis ends; write \* for an asterisk",
        ),
        (
            "a { is opened here and never closed, or holds no words",
            r"put a } where the marked words end; write \{ for a brace",
        ),
        (
            "a [ is opened here and never closed, or holds no words",
            r"put words between it and its ]; write \[ for a bracket",
        ),
    },
    "translation/cells": {
        ("the row has not as many cells as its source", "write a bar | between two cells, as the source does"),
    },
    "translation/notes": {("other notes are called than in the source", "the calls of the source are: …")},
    "content/akn-amount": {
        (
            "the amount “…” is “…” in one language and “…” in another",
            "compare the languages of the text, and correct the file that is wrong",
        ),
        (
            "the amount “…” may be read “…” or “…”, and nothing tells which",
            "put the file of another language beside it, or import both in one run",
        ),
    },
    "house/omits": {
        (
            "the page of … in this house does not print: …",
            "print each in a template of the house (docs/templates.md lists what there is); or, where the form has no "
            "place for it, say so in house.toml: omits = […]",
        ),
    },
    "sign/certify": {("only the first signature can certify", "sign without --certify")},
    "sign/no-passphrase": {
        ("the environment has no variable …", "give the name of the variable, not its value"),
        ("the file of the passphrase cannot be read: …", "check its name and permissions"),
        ("descriptor … cannot be read: …", "open it, as in 3< FILE, and give its number"),
        ("… is protected by a passphrase", "give --passphrase-file, --passphrase-fd or --passphrase-env"),
    },
    "addressees/formula": {("…: … is a formula", "engross does not evaluate formulas: enter the result as text")},
    "usage/limits": {
        ("a file is nested too deeply", LAST),
        ("the memory of the machine is full", LAST),
    },
}  # fmt: skip
HANDED_ON = {  # words of the system, of a library, of another problem or of a named part of the text
    "addressees/letter", "content/drawing", "engine/press", "house/template", "usage/pdf", "usage/system",
}  # fmt: skip


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_listed_with_its_own_cure_and_no_other(code: str, said: list[Any]) -> None:
    assert {(each.text, each.hint) for each in said if each.code == code} == MESSAGES[code]


def test_a_message_is_listed_under_the_code_of_the_function_that_is_called_and_not_of_its_namesake(
    said: list[Any],
) -> None:
    of_settings = {each.text for each in said if each.code == "settings/value"}
    of_files = {(each.text, each.hint) for each in said if each.code == "usage/pdf"}
    assert "press.signature: is not a multiple of 4" in of_settings
    assert "date.pattern: … does not hold each of {day}, {month}, {year} once" in of_settings
    assert not [text for text in of_settings if "structure tree" in text]
    assert ("has no structure tree: a screen reader has to guess", HEARD) in of_files
    assert ("is protected by a password", CURE) in of_files
    assert {hint for _, hint in of_files} == {CURE, HEARD}


def test_only_a_message_that_is_handed_on_from_elsewhere_is_listed_without_its_words(said: list[Any]) -> None:
    assert {each.code for each in said if "…" in (each.text, each.hint)} == HANDED_ON


# Every page


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_of_the_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).is_file(), target


def test_each_section_of_the_house_rules_that_is_cited_is_there_and_no_other() -> None:
    kept = ("docs", "engross", "templates", "translations", "tests")
    files = [path for folder in kept for path in (ROOT / folder).rglob("*.*") if path.suffix in CITING]
    said = {path: path.read_text(encoding="utf-8") for path in files if path.name != "house-rules.md"}
    cited = {
        section for text in said.values() for section in re.findall(r"house rules\]?[()a-z./-]* (\d(?:\.\d)?)", text)
    }
    cited |= set(re.findall(r"[(,] ?(\d\.\d)(?=[,)])", said[DOCS / "houses-checked.md"]))
    rules = (DOCS / "house-rules.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^###? (\d(?:\.\d)?) ", rules, re.MULTILINE))
    with_parts = {section for section in sections if re.search(rf"^### {section}\.\d ", rules, re.MULTILINE)}
    assert len(cited) > 5
    assert sections - with_parts == cited


@pytest.mark.parametrize("page", sorted((DOCS / "howto").glob("*.md")), ids=lambda page: page.stem)
def test_a_how_to_says_when_one_is_done(page: Path) -> None:
    assert page.read_text(encoding="utf-8").rstrip().split("\n")[-1].startswith("You are done when ")
