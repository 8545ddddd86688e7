"""The shape of the program: what may import what; templates without words; rules that change no letter."""

import ast
import re
from pathlib import Path

import pytest
from conftest import LANGUAGES, ROOT
from test_layers import LATE

from engross.model.typography import letters_only, set_text
from engross.workspace import Workspace

PURE = ("model", "labels", "notation", "typography", "edition", "language", "house", "settings")
EFFECTS = {"os", "pathlib", "logging", "subprocess", "jinja2", "weasyprint", "time", "locale"}
MODULES = sorted((ROOT / "engross").rglob("*.py"))


def imports(path: Path, top_only: bool = False) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if top_only else list(ast.walk(tree))
    found = {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    return found | {n.module or "" for n in nodes if isinstance(n, ast.ImportFrom)}


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_have_no_effects(name: str) -> None:
    path = ROOT / "engross" / f"{name}.py"
    assert not {each.split(".")[0] for each in imports(path)} & EFFECTS
    calls = [n.func.id for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Call)
             and isinstance(n.func, ast.Name)]  # fmt: skip
    assert "open" not in calls


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_engine_is_touched_in_one_place_and_never_at_import(path: Path) -> None:
    uses = any(each.split(".")[0] == "weasyprint" for each in imports(path))
    inside = "engine" in path.parts or "para" in path.parts or path.name == "pdf.py"
    assert inside or not uses
    late = path.relative_to(ROOT / "engross").as_posix() in LATE  # test_layers: imported only inside functions
    assert late or not any(each.split(".")[0] == "weasyprint" for each in imports(path, top_only=True))


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
