"""The shape of the program: functions and modules stay small; templates without words; rules that change no letter."""

import ast
import re
from pathlib import Path

import pytest
from conftest import LANGUAGES, ROOT

from engross.model.typography import letters_only, set_text
from engross.workspace import Workspace

MODULES = sorted((ROOT / "engross").rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_functions_and_modules_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 360
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 52, node.name


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda p: str(p.relative_to(ROOT)))
def test_templates_hold_no_words(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"\w", text), text.strip()


@pytest.mark.parametrize("tag", LANGUAGES)
def test_typographic_rules_do_what_their_examples_say_and_change_no_letter(tag: str) -> None:
    workspace = Workspace(ROOT)
    rules = workspace.language(tag).rules
    for rule in rules:
        typed, put = rule.example
        assert rule.find.sub(rule.put, typed) == put
    texts = [entry.text for entry in workspace.catalog(tag, "engross").entries.values()]
    if tag != "en":
        texts += [entry.text for entry in workspace.catalog(tag, "interpol-2012-rome").entries.values()]
    for text in texts:
        once = set_text(text, rules)
        assert set_text(once, rules) == once
        assert letters_only(once) == letters_only(text)


def test_no_code_asks_which_language_it_is() -> None:
    for path in MODULES:
        assert not re.search(r"""language(\.tag)?\s*==\s*["']""", path.read_text(encoding="utf-8")), path


def test_nothing_of_this_machine_is_in_the_repository() -> None:
    for path in [*MODULES, *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]:
        assert "/work/" not in path.read_text(encoding="utf-8"), path
