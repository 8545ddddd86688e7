"""A workspace is a folder: the one that was meant, and its own memory."""

import ast
import pickle
from pathlib import Path

import pytest
from conftest import ROOT

from engross.akn import code_of, tag_of
from engross.building.versions import PACKAGES, versions
from engross.workspace import Workspace


def house(root: Path, about: str) -> Path:
    folder = root / "templates" / "stranger"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "house.toml").write_text(f'extends = "un"\nname = "S"\nabout = "{about}"\n')
    return root


def test_a_workspace_stays_the_folder_it_was_made_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        house(tmp_path / name, f"House of {name}.")
    monkeypatch.chdir(tmp_path / "a")
    first = Workspace(Path())
    assert first.house("stranger").about == "House of a."
    monkeypatch.chdir(tmp_path / "b")
    assert Workspace(Path()).house("stranger").about == "House of b."
    assert first.house("stranger").about == "House of a."


def test_what_one_workspace_forgets_the_others_remember(tmp_path: Path) -> None:
    one, other = Workspace(house(tmp_path, "Before.")), Workspace(tmp_path)
    assert [each.house("stranger").about for each in (one, other)] == ["Before."] * 2
    house(tmp_path, "After.")
    one.forget()
    assert [each.house("stranger").about for each in (one, other)] == ["After.", "Before."]


def test_a_workspace_goes_to_another_process_without_its_memory(tmp_path: Path) -> None:
    workspace = Workspace(house(tmp_path, "Here."))
    workspace.house("stranger")
    assert pickle.loads(pickle.dumps(workspace)) == workspace


# Packages that decide no byte of an edition: they sign, judge, hand out work, update catalogues, read tables.
BESIDE = {"pyhanko", "pyhanko_certvalidator", "cryptography", "asn1crypto", "pkcs11", "distributed", "dask", "polib",
          "openpyxl", "defusedxml", "email_validator", "page", "yaml", "tinyhtml5"}  # fmt: skip
NAMES = {"PIL": "pillow", "icu": "pyicu-wheels", "barcode": "python-barcode", "fontTools": "fonttools"}


def test_every_package_that_makes_the_bytes_of_an_edition_is_in_its_fingerprint() -> None:
    import sys

    found = set()
    for path in (ROOT / "engross").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level:
                found.add((node.module or "").partition(".")[0])
    ours = found - set(sys.stdlib_module_names) - BESIDE - {"engross", "", "conftest"}
    assert {NAMES.get(each, each).lower() for each in ours} <= set(PACKAGES)
    assert all(versions()[name] for name in PACKAGES)


@pytest.mark.parametrize(
    ("tag", "code"), (("pt", "por"), ("pt-BR", "por"), ("de", "deu"), ("fa", "fas"), ("zh", "zho"))
)
def test_a_language_has_its_code_of_three_letters_and_is_read_from_it_again(tag: str, code: str) -> None:
    assert code_of(tag) == code
    assert tag_of(code) == tag.partition("-")[0]
