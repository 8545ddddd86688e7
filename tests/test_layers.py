"""Who may import what: each package only what stands below it, the engine late, and importing does nothing.

The ranks themselves are a contract in pyproject.toml, which import-linter holds (`lint-imports`, run by scripts/test).
"""

import ast
import graphlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "engross"
MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
MODULES = {name: path for name, path in MODULES.items() if not name.startswith("shipped/")}
PURE = ("model/", "sources/", "editing/")
PURE_MODULES = tuple(name for name in MODULES if name.startswith(PURE) or name == "errors.py")
PARAGRAPHS, ENGINE = "typesetting/paragraphs/", "typesetting/weasyprint/"
LATE = ("typesetting/weasyprint/styles.py",) + tuple(
    f"{PARAGRAPHS}{name}.py"
    for name in (
        "runs",
        "shape",
        "paragraph",
        "plan",
        "plan_han",
        "parts",
        "stretch",
        "turns",
        "build",
        "names",
        "order",
        "draw",
    )
)
IMPURE = {  # a Path is a value; what opens one is among DOING
    "os",
    "sys",
    "shutil",
    "tempfile",
    "logging",
    "subprocess",
    "socket",
    "time",
    "random",
    "locale",
    "jinja2",
    "weasyprint",
}
DOING = {
    "open",
    "print",
    "getenv",
    "environ",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "mkdir",
    "exists",
    "is_file",
    "is_dir",
    "glob",
    "cwd",
    "setlocale",
    "getLogger",
    "basicConfig",
    "run",
    "system",
    "now",
    "today",
}


def tree(name):
    return ast.parse(MODULES[name].read_text(encoding="utf-8"))


def imported(nodes):
    """The names of all modules that the nodes import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{each.name}" for each in node.names)


def at_import(body):
    """The nodes that run when a module is imported: not the bodies of functions."""
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            for each in (*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)):
                yield from ast.walk(each)
        elif isinstance(node, ast.ClassDef):
            yield node
            yield from at_import(node.body)
        elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
            yield from ast.walk(node)
        else:
            yield from (each for each in ast.walk(node))


def inside_lambda(nodes):
    """The ids of nodes that stand inside a lambda (they run later)."""
    return {id(each) for node in nodes if isinstance(node, ast.Lambda) for each in ast.walk(node.body)}


@pytest.mark.parametrize("name", PURE_MODULES)
def test_pure_module_imports_nothing_that_touches_the_world(name):
    roots = {each.partition(".")[0] for each in imported(ast.walk(tree(name)))}
    assert not roots & IMPURE


@pytest.mark.parametrize("name", PURE_MODULES)
def test_pure_module_opens_and_asks_nothing(name):
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Call):
            said = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert said not in DOING, f"{name}:{node.lineno} {said}"


def ranks():
    """The packages from the lowest to the highest, as the contract in pyproject.toml has them."""
    settings = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [tuple(each.strip() for each in layer.split("|")) for layer in reversed(layers)]


def test_every_package_has_a_rank():
    top = {name.partition("/")[0].removesuffix(".py") for name in MODULES} - {"__init__", "__main__"}
    assert top == {each for rank in ranks() for each in rank}


def test_the_map_of_the_design_has_the_ranks_of_the_contract():
    design = (PACKAGE.parent / "docs" / "design.md").read_text(encoding="utf-8")
    drawn = design.partition("```ranks\n")[2].partition("```")[0]
    rows = [tuple(line.partition("  ")[0].split(" · ")) for line in drawn.splitlines() if line.strip()]
    assert rows == list(reversed(ranks()))


def _is_module(name):
    path = PACKAGE.parent / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@pytest.mark.parametrize("name", MODULES)
def test_engine_is_imported_only_where_it_belongs(name):
    if not name.startswith((ENGINE, PARAGRAPHS)) and name != "typesetting/pdf.py":
        assert "weasyprint" not in {each.partition(".")[0] for each in imported(ast.walk(tree(name)))}


@pytest.mark.parametrize("name", MODULES)
def test_engine_is_never_imported_when_a_module_is(name):
    """But by those modules of paragraphs that are themselves imported only when a page is set."""
    if name in LATE:
        pytest.skip("imported only inside functions, as the next test says")
    assert "weasyprint" not in {each.partition(".")[0] for each in imported(at_import(tree(name).body))}


@pytest.mark.parametrize("name", MODULES)
def test_modules_that_lean_on_the_engine_are_imported_only_by_each_other_or_inside_functions(name):
    late = {"engross." + each.removesuffix(".py").replace("/", ".") for each in LATE}
    if name not in LATE:
        types = [ast.dump(each) for each in for_types_only(tree(name))]
        assert not late & set(imported(each for each in at_import(tree(name).body) if ast.dump(each) not in types))


def for_types_only(module):
    """What stands below `if TYPE_CHECKING:`: type checkers read it, nothing runs it."""
    for each in module.body:
        if isinstance(each, ast.If) and isinstance(each.test, ast.Name) and each.test.id == "TYPE_CHECKING":
            yield from each.body


@pytest.mark.parametrize("name", MODULES)
def test_importing_a_module_does_nothing(name):
    if name == "__main__.py":
        pytest.skip("running is what __main__ is for")
    nodes = list(at_import(tree(name).body))
    later = inside_lambda(nodes)
    for node in nodes:
        if isinstance(node, (ast.For, ast.While, ast.With, ast.Try)):
            pytest.fail(f"{name}:{node.lineno} does something at import")
        if isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in later:
            said = node.id if isinstance(node, ast.Name) else node.attr
            assert said not in DOING, f"{name}:{node.lineno} {said}"


@pytest.mark.parametrize("name", MODULES)
def test_module_holds_no_bare_call_at_import(name):
    for node in tree(name).body:
        bare = isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant)
        assert not bare, f"{name}:{node.lineno}"


def ours(name):
    """The modules of engross that a module imports anywhere, functions included."""
    for each in imported(ast.walk(tree(name))):
        if each.startswith("engross.") and _is_module(each):
            path = each.replace(".", "/").removeprefix("engross/")
            yield f"{path}.py" if f"{path}.py" in MODULES else f"{path}/__init__.py"


def test_imports_go_one_way():
    graph = {}
    for name in MODULES:
        found = set(ours(name))
        # `from engross.building import jobs` names the folder only to reach the module in it
        kept = {each for each in found if not each.endswith("__init__.py") or not _only_reached_through(name, each)}
        graph[name] = kept - {name}
    order = list(graphlib.TopologicalSorter(graph).static_order())
    assert set(order) == set(MODULES)


def _only_reached_through(name, folder):
    """Whether a module takes nothing from the folder's own `__init__`, but only modules that are in it."""
    package = "engross." + folder.removesuffix("/__init__.py").replace("/", ".")
    taken = [
        alias.name
        for node in ast.walk(tree(name))
        if isinstance(node, ast.ImportFrom) and node.module == package
        for alias in node.names
    ]
    plain = [
        alias.name
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name == package
    ]
    return not plain and all(_is_module(f"{package}.{each}") for each in taken)


@pytest.mark.parametrize("name", ["checks/__init__.py"])
def test_what_uses_building_is_seen_to_import_it(name):
    assert "building/__init__.py" in set(ours(name)) and not _only_reached_through(name, "building/__init__.py")


def test_command_line_starts_without_engine_templates_yaml_or_babel():
    code = "import engross.cli, sys; print(sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    loaded = ast.literal_eval(done.stdout)
    assert "engross" in loaded
    assert not {"weasyprint", "jinja2", "yaml", "babel", "polib", "uharfbuzz", "pypdfium2", "distributed"} & set(loaded)


def test_help_needs_no_engine():
    code = "import sys, engross.cli\ntry: engross.cli.main(['--help'])\nfinally: assert 'weasyprint' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent)
    assert (done.returncode, done.stderr) == (0, "")
