"""Copying a clause from the PDF gives the clause: benchmarks/extraction.py counts, here the counts are held to."""

import subprocess
import sys

import pytest
from conftest import ROOT

pytestmark = pytest.mark.pdf


@pytest.fixture(scope="module")
def counts() -> dict[str, dict[str, int]]:
    """language → extractor → clauses it gives back exactly, in the house that prints labels."""
    command = [sys.executable, str(ROOT / "benchmarks" / "extraction.py"), "interpol"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    _, head, *rows = done.stdout.splitlines()
    return {row.split()[1]: dict(zip(head.split(), map(int, row.split()[2:]), strict=True)) for row in rows}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh"])
@pytest.mark.parametrize("extractor", ["poppler", "pdfium", "pypdf", "tree"])
def test_every_clause_of_a_left_to_right_edition_is_given_back_exactly(
    counts: dict, language: str, extractor: str
) -> None:
    if extractor not in counts[language]:
        pytest.skip(f"{extractor} is not installed")
    assert counts[language][extractor] == counts[language]["clauses"] == 20


def test_the_tree_gives_every_arabic_clause_and_pdfium_most(counts: dict) -> None:
    """docs/known-issues.md: PDFium turns a quotation mark round, and puts a comma before the number it follows."""
    assert counts["ar"]["tree"] == 20
    assert counts["ar"]["pdfium"] >= 18
