"""Copying a clause from the PDF gives the clause: benchmarks/extraction.py counts, here the counts are held to."""

import subprocess
import sys

import pytest
from conftest import ROOT

pytestmark = pytest.mark.pdf


Counts = dict[str, dict[str, int]]  # language → extractor → clauses it gives back exactly


@pytest.fixture(scope="module")
def tables() -> tuple[Counts, Counts]:
    """The counts of letters, and of letters and spaces, in the house that prints labels."""
    command = [sys.executable, str(ROOT / "benchmarks" / "extraction.py"), "interpol"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    letters, spaced = done.stdout.split("exact with their spaces\n")
    return counted(letters.partition("\n")[2]), counted(spaced)


def counted(table: str) -> Counts:
    head, *rows = table.splitlines()
    return {row.split()[1]: dict(zip(head.split(), map(int, row.split()[2:]), strict=True)) for row in rows}


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "zh", "ar"])
@pytest.mark.parametrize("extractor", ["poppler", "pdfium", "pypdf", "tree"])
def test_every_clause_is_given_back_exactly(tables: tuple[Counts, Counts], language: str, extractor: str) -> None:
    counts, spaced = tables
    if extractor not in counts[language]:
        pytest.skip(f"{extractor} is not installed")
    assert counts[language][extractor] == counts[language]["clauses"] == 20
    if language != "zh":
        assert spaced[language][extractor] == 20


def test_the_mupdf_at_hand_gives_no_arabic_clause(tables: tuple[Counts, Counts]) -> None:
    """docs/known-issues.md: MuPDF 1.21 leaves Arabic letters in the order of the page."""
    counts, _ = tables
    if "mutool" not in counts["ar"]:
        pytest.skip("mutool is not installed")
    version = subprocess.run(["mutool", "-v"], capture_output=True, text=True)
    if "1.21." not in version.stdout + version.stderr:
        pytest.skip("known of MuPDF 1.21 only")
    assert counts["en"]["mutool"] == 20
    assert counts["ar"]["mutool"] == 0
