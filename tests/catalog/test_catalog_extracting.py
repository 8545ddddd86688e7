"""`pybabel extract` finds every clause and every form word, each under its permanent id."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent.parent
PYBABEL = Path(sys.executable).parent / "pybabel"


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    if not PYBABEL.is_file():
        pytest.skip(f"{PYBABEL} is absent: extraction is not tried")
    out = tmp_path_factory.mktemp("extracted") / "out.pot"
    done = subprocess.run(
        [PYBABEL, "extract", "-F", "babel.cfg", "-o", out, "."], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return list(polib.pofile(str(out)))


@pytest.fixture(scope="module")
def template(entries):
    """The entries by context, without those of letters, whose contexts are the same."""
    letters = re.compile("content/(letter|note)-")
    return {each.msgctxt: each for each in entries if not any(letters.search(file) for file, _ in each.occurrences)}


def test_clause_is_found_under_its_id_with_its_words(template):
    assert template["P2"].msgid == "*We, the Ministers,*"
    assert template["P2A"].msgid.startswith("*Condemning* all acts of criminal violence, and for the purposes of")


def test_clause_is_found_in_its_file(template):
    assert [Path(file).as_posix() for file, _ in template["P2A"].occurrences] == ["content/interpol-2012-rome.md"]


def test_clause_is_found_at_its_line(template):
    ((_, line),) = template["P2A"].occurrences
    lines = (ROOT / "content" / "interpol-2012-rome.md").read_text(encoding="utf-8").split("\n")
    assert lines[int(line) - 1].startswith("P2A: ")


def test_chapeaux_of_different_parts_are_different_entries(template):
    assert template["P3"].msgid == "*We, the Ministers, therefore,*"


def test_form_word_is_found_under_its_house(template):
    assert template["base/courtesy-en"].msgid.startswith("Courtesy translation from the English text")
    assert template["un/organization"].msgid == "United Nations"
    assert template["interpol/label-P-number"].msgid == "P{number}:"


def test_fields_of_the_front_matter_are_found(template):
    assert template["title"].msgid == "Outcome Declaration"
    assert template["HEADING"].msgid == "OUTCOME DECLARATION"
    assert template["place"].msgid == "Rome"


def test_every_entry_of_the_french_catalogues_is_found(entries):
    found = {(each.msgctxt, each.msgid) for each in entries}
    for path in (ROOT / "translations" / "fr" / "LC_MESSAGES").glob("*.po"):
        for entry in polib.pofile(str(path)):
            if not entry.obsolete:
                assert (entry.msgctxt, entry.msgid) in found
