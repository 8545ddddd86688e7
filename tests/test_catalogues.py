"""Catalogues: strict look-up by clause id, updates that guess nothing, files that other tools accept."""

import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from conftest import DOCUMENT, ROOT, run

from engross.errors import TranslationError
from engross.sources.catalog.reading import Hole, read_catalog
from engross.sources.catalog.updating import Source, update

HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
ONE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def catalogue(*entries: str) -> bytes:
    return (ONE + "\n\n".join(entries) + "\n").encode()


def test_a_translation_is_found_by_clause_and_source() -> None:
    read = read_catalog(catalogue('msgctxt "P1"\nmsgid "One"\nmsgstr "Un"'), "fr.po")
    assert read.find("P1", "One").text == "Un"


@pytest.mark.parametrize(
    ("entry", "hole"),
    [
        ('msgctxt "P2"\nmsgid "One"\nmsgstr "Un"', Hole.MISSING),
        ('msgctxt "P1"\nmsgid "One"\nmsgstr ""', Hole.MISSING),
        ('#, fuzzy\nmsgctxt "P1"\nmsgid "One"\nmsgstr "Un"', Hole.FUZZY),
        ('msgctxt "P1"\nmsgid "Once"\nmsgstr "Un"', Hole.STALE),
    ],
)
def test_what_is_missing_empty_fuzzy_or_stale_is_no_translation(entry: str, hole: Hole) -> None:
    found = read_catalog(catalogue(entry), "fr.po").find("P1", "One")
    assert (found.text, found.hole) == ("", hole)
    assert found.problem is not None and "P1" in str(found.problem)


@pytest.mark.parametrize(
    "entry",
    [
        'msgctxt "P1"\nmsgid "One"\nmsgstr "Un"\n\nmsgctxt "P1"\nmsgid "Two"\nmsgstr "Deux"',
        'msgctxt "P1"\nmsgid "One"\nmsgstr "*Un"',
        'msgctxt "P1"\nmsgid "One"\nmsgstr "U\u202en"',
        'msgctxt "P1"\nmsgid "One\nmsgstr "Un"',
    ],
)
def test_a_damaged_catalogue_is_refused_with_its_place(entry: str) -> None:
    with pytest.raises(TranslationError) as caught:
        read_catalog(catalogue(entry), "fr.po")
    assert all(problem.place.line > 0 for problem in caught.value.problems)


def test_a_catalogue_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(TranslationError, match="UTF-8"):
        read_catalog(catalogue('msgctxt "P1"\nmsgid "One"\nmsgstr "été"').decode().encode("latin-1"), "fr.po")


def sources(**texts: str) -> tuple[Source, ...]:
    return tuple(Source(context=context, text=text, file="content/x.md") for context, text in texts.items())


OLD = (
    ONE.replace('UTF-8\\n"', 'UTF-8\\n"\n"X-Generator: Poedit 3.4\\n"')
    + """# checked by the desk
#, review-ok
msgctxt "P1"
msgid "One"
msgstr "Un"

msgctxt "P2"
msgid "Two"
msgstr "Deux"

#, fuzzy
#| msgid "Thre"
msgctxt "P3"
msgid "Three"
msgstr "Trois"

msgctxt "P4"
msgid "Four"
msgstr "Quatre"
"""
)


def test_an_update_keeps_marks_adds_and_retires_by_clause_id() -> None:
    text, report = update(OLD, "fr.po", sources(P1="One", P2="Two!", P3="Three!", P5="Five"), HEADER)
    assert (report.kept, report.changed, report.added, report.removed) == (["P1"], ["P2", "P3"], ["P5"], ["P4"])
    entry = {each.msgctxt: each for each in polib.pofile(text)}
    assert entry["P1"].msgstr == "Un" and not entry["P1"].fuzzy
    assert entry["P1"].tcomment == "checked by the desk" and "review-ok" in entry["P1"].flags
    assert (entry["P2"].msgstr, entry["P2"].previous_msgid, entry["P2"].fuzzy) == ("Deux", "Two", True)
    assert entry["P3"].previous_msgid == "Thre"
    assert entry["P5"].msgstr == "" and entry["P4"].obsolete
    assert polib.pofile(text).metadata["X-Generator"] == "Poedit 3.4"
    again, nothing = update(text, "fr.po", sources(P1="One", P2="Two!", P3="Three!", P5="Five"), HEADER)
    assert again == text and not (nothing.changed or nothing.added or nothing.removed)


def test_a_retired_clause_comes_back_with_its_translation() -> None:
    gone, _ = update(OLD, "fr.po", sources(P1="One"), HEADER)
    back, report = update(gone, "fr.po", sources(P1="One", P4="Four"), HEADER)
    entry = {each.msgctxt: each for each in polib.pofile(back)}["P4"]
    assert (entry.msgstr, entry.obsolete, entry.fuzzy, report.kept) == ("Quatre", False, False, ["P1", "P4"])


def test_clauses_of_equal_words_never_exchange_translations() -> None:
    old, _ = update("", "fr.po", sources(P1="Same", P2="Same"), HEADER)
    po = polib.pofile(old)
    for entry, words in zip(po, ("premier", "second"), strict=True):
        entry.msgstr = words
    text, _ = update(str(po), "fr.po", sources(P2="Same", P1="Same"), HEADER)
    assert {each.msgctxt: each.msgstr for each in polib.pofile(text)} == {"P1": "premier", "P2": "second"}


def test_four_thousand_clauses_are_updated_each_by_its_own_id() -> None:
    many = {f"P{n}": f"Clause {n}" for n in range(4000)}
    old, report = update("", "fr.po", sources(**many), HEADER)
    assert len(report.added) == 4000
    _, report = update(old, "fr.po", sources(**{**many, "P7": "Changed"}), HEADER)
    assert (len(report.kept), report.changed) == (3999, ["P7"])


def msgfmt(path: Path) -> subprocess.CompletedProcess[str]:
    if not shutil.which("msgfmt"):
        pytest.skip("gettext is not installed")
    return subprocess.run(["msgfmt", "-c", "-o", "/dev/null", str(path)], capture_output=True, text=True)


@pytest.mark.parametrize("path", sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po")), ids=lambda p: str(p)[-40:])
def test_every_catalogue_passes_msgfmt(path: Path) -> None:
    done = msgfmt(path)
    assert (done.returncode, done.stderr) == (0, "")


def test_updating_the_repositorys_catalogues_changes_nothing(workspace: Path) -> None:
    before = {path: path.read_bytes() for path in workspace.glob("translations/*/LC_MESSAGES/*.po")}
    done = run(workspace, "catalog", "update")
    assert done.code == 0, done.err
    assert "changed:" not in done.out and "new:" not in done.out and "obsolete:" not in done.out
    assert {path: path.read_bytes() for path in before} == before


def test_a_changed_clause_reaches_every_catalogue_and_msgfmt_accepts_it(workspace: Path) -> None:
    content = workspace / "content" / f"{DOCUMENT}.md"
    content.write_text(content.read_text("utf-8").replace("*Affirm* that", "*Affirm* again that"), "utf-8")
    done = run(workspace, "catalog", "update")
    assert done.out.count("changed: P3D") == 5
    for path in workspace.glob(f"translations/*/LC_MESSAGES/{DOCUMENT}.po"):
        assert msgfmt(path).returncode == 0
        assert {e.msgctxt for e in polib.pofile(str(path)).fuzzy_entries()} == {"P3D"}


def test_pybabel_finds_clauses_and_form_words(tmp_path: Path) -> None:
    pybabel = Path(sys.executable).parent / "pybabel"
    out = tmp_path / "all.pot"
    done = subprocess.run([pybabel, "extract", "-F", "babel.cfg", "-o", out, "."],
                          cwd=ROOT, capture_output=True, text=True)  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {entry.msgctxt: entry.msgid for entry in polib.pofile(str(out))}
    assert found["P2"] == "*We, the Ministers,*"
    assert any(key.endswith("/courtesy-en") for key in found), sorted(found)[:40]


def test_real_catalogues_of_others_are_read_or_refused_never_worse() -> None:
    folder = ROOT.parent / "shared" / "corpus" / "po-fixtures"
    if not folder.is_dir():
        pytest.skip("the corpus is not beside the repository")
    paths = sorted(folder.rglob("*.po"))
    assert len(paths) == 29
    for path in paths:
        try:
            read_catalog(path.read_bytes(), path.name)
        except TranslationError as error:
            assert error.problems
