"""An update keeps what is the same, marks what changed, guesses nothing, and drops nothing of other tools."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from engross.building.update_catalogues import update as update_workspace
from engross.errors import TranslationError
from engross.sources.catalog import updating
from engross.sources.catalog.updating import Source, update
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
REAL = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
FIXTURES = ROOT.parent / "shared" / "corpus" / "po-fixtures"
FILES = sorted(FIXTURES.rglob("*.po*")) if FIXTURES.is_dir() else []
HEADER = {"Content-Type": "text/plain; charset=UTF-8", "Language": "fr"}
DATED = {
    "Project-Id-Version": "x",
    "PO-Revision-Date": "2012-11-05 00:00+0000",
    "Last-Translator": "x",
    "Language-Team": "fr",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}

OLD = """# Our own comment.
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3.4\\n"
"X-Poedit-Basepath: .\\n"

# The minister prefers this word.
#. Chapeau P2
#: content/a.md
#, no-wrap
msgctxt "P2"
msgid "We,"
msgstr "Nous,"

msgctxt "P2A"
msgid "Condemning crime,"
msgstr "Condamnant le crime,"
"""


def sources(**texts):
    return tuple(Source(context=context, text=text, file="content/a.md") for context, text in texts.items())


SAME = {"P2": "We,", "P2A": "Condemning crime,"}


def updated(text, **texts):
    """(the entries by clause id, the report, the new text)."""
    new, report = update(text, "fr.po", sources(**texts), HEADER)
    return {each.msgctxt: each for each in polib.pofile(new)}, report, new


def msgfmt(path):
    if not shutil.which("msgfmt"):
        pytest.skip("msgfmt (gettext) is not installed: catalogues are not checked with it")
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", path], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_unchanged_clause_keeps_its_translation():
    entries, report, _ = updated(OLD, **SAME)
    assert (entries["P2A"].msgstr, entries["P2A"].flags) == ("Condamnant le crime,", [])
    assert (report.kept, report.changed, report.added, report.removed) == (["P2", "P2A"], [], [], [])


def test_changed_clause_is_fuzzy_and_keeps_the_text_it_translates():
    entries, report, _ = updated(OLD, P2="We,", P2A="Condemning all crime,")
    changed = entries["P2A"]
    assert (changed.msgid, changed.msgstr) == ("Condemning all crime,", "Condamnant le crime,")
    assert (changed.flags, changed.previous_msgid) == (["fuzzy"], "Condemning crime,")
    assert report.changed == ["P2A"]


def test_clause_that_changes_twice_keeps_the_first_text_it_translated():
    _, _, once = updated(OLD, P2="We,", P2A="Condemning all crime,")
    entries, _, _ = updated(once, P2="We,", P2A="Condemning every crime,")
    assert entries["P2A"].previous_msgid == "Condemning crime,"
    assert entries["P2A"].flags == ["fuzzy"]


def test_confirmed_entry_with_a_leftover_previous_text_records_the_text_it_translates_now():
    old = OLD.replace('msgctxt "P2A"', '#| msgid "Long ago,"\nmsgctxt "P2A"')
    entries, _, _ = updated(old, P2="We,", P2A="Condemning all crime,")
    assert entries["P2A"].previous_msgid == "Condemning crime,"


def test_changed_clause_without_a_translation_is_not_fuzzy():
    entries, _, _ = updated(OLD.replace("Condamnant le crime,", ""), P2="We,", P2A="Condemning all crime,")
    assert (entries["P2A"].flags, entries["P2A"].previous_msgid) == ([], None)


def test_new_clause_is_empty_and_in_its_place():
    entries, report, new = updated(OLD, P2="We,", P2AA="New,", P2A="Condemning crime,")
    assert (entries["P2AA"].msgstr, report.added) == ("", ["P2AA"])
    assert list(entries) == ["P2", "P2AA", "P2A"]


def test_new_clause_like_an_old_one_is_not_guessed():
    entries, _, _ = updated(OLD, **SAME, P2B="Condemning crime, too,")
    assert (entries["P2B"].msgstr, entries["P2B"].flags) == ("", [])


def test_removed_clause_is_kept_as_obsolete():
    entries, report, new = updated(OLD, P2="We,")
    assert (entries["P2A"].obsolete, entries["P2A"].msgstr) == (True, "Condamnant le crime,")
    assert report.removed == ["P2A"]
    assert '#~ msgctxt "P2A"' in new


def test_removed_clause_is_not_reported_as_removed_again():
    _, report, _ = updated(updated(OLD, P2="We,")[2], P2="We,")
    assert report.removed == []


def test_clause_that_returns_has_its_translation_again():
    entries, _, _ = updated(updated(OLD, P2="We,")[2], **SAME)
    assert (entries["P2A"].obsolete, entries["P2A"].msgstr) == (False, "Condamnant le crime,")
    assert entries["P2A"].flags == []


def test_clause_that_returns_changed_is_fuzzy():
    entries, _, _ = updated(updated(OLD, P2="We,")[2], P2="We,", P2A="Condemning all,")
    assert (entries["P2A"].obsolete, entries["P2A"].flags) == (False, ["fuzzy"])


def test_what_other_tools_wrote_is_kept():
    entries, _, new = updated(OLD, P2="We, all,", P2A="Condemning crime,")
    kept = polib.pofile(new)
    assert kept.metadata["X-Generator"] == "Poedit 3.4"
    assert kept.metadata["X-Poedit-Basepath"] == "."
    assert kept.header == "Our own comment."
    assert entries["P2"].tcomment == "The minister prefers this word."
    assert set(entries["P2"].flags) == {"no-wrap", "fuzzy"}


def test_header_that_is_there_is_not_overwritten():
    new, _ = update(OLD, "fr.po", (), {**HEADER, "Language": "de", "Language-Team": "ours"})
    assert polib.pofile(new).metadata["Language"] == "fr"
    assert polib.pofile(new).metadata["Language-Team"] == "ours"


def test_clauses_of_equal_words_never_exchange_translations():
    old = OLD.replace("Condemning crime,", "We,")
    entries, _, _ = updated(old, P2A="We,", P2="We,")
    assert (entries["P2"].msgstr, entries["P2A"].msgstr) == ("Nous,", "Condamnant le crime,")


def test_clauses_that_exchange_their_words_do_not_exchange_translations():
    entries, report, _ = updated(OLD, P2="Condemning crime,", P2A="We,")
    assert (entries["P2"].msgstr, entries["P2A"].msgstr) == ("Nous,", "Condamnant le crime,")
    assert report.changed == ["P2", "P2A"]


@pytest.mark.parametrize("texts", [SAME, {"P2": "We, all,", "P9": "New,"}, {}])
def test_second_update_changes_nothing(texts):
    once = updated(OLD, **texts)[2]
    assert updated(once, **texts)[2] == once


def test_new_catalogue_holds_every_clause_untranslated():
    entries, report, _ = updated("", **SAME)
    assert {context: each.msgstr for context, each in entries.items()} == {"P2": "", "P2A": ""}
    assert report.added == ["P2", "P2A"]


def test_clause_id_given_twice_is_refused():
    with pytest.raises(TranslationError, match="fr.po:.*P2A"):
        updated(OLD.replace('"P2"', '"P2A"'), **SAME)


def test_damaged_catalogue_is_refused():
    with pytest.raises(TranslationError, match="fr.po"):
        updated(OLD + "\nhello\n", **SAME)


def test_each_of_four_thousand_clauses_is_matched_once(monkeypatch):
    texts = {f"P{number}": f"Clause {number}," for number in range(4000)}
    old = "".join(f'msgctxt "{id}"\nmsgid "{text}"\nmsgstr "{id} fr"\n\n' for id, text in texts.items())
    calls, bring = [], updating._bring
    monkeypatch.setattr(updating, "_bring", lambda *args: calls.append(args[1].context) or bring(*args))
    entries, report, _ = updated(OLD.partition("# The min")[0] + old, **{**texts, "P7": "Changed,"})
    assert calls == list(texts)
    assert (len(report.kept), report.changed) == (3999, ["P7"])
    assert all(entry.msgstr == f"{id} fr" for id, entry in entries.items())


@pytest.mark.parametrize("texts", [SAME, {"P2": "We, all,", "P9": 'New "quoted" \\* {a}'}, {}])
def test_updated_catalogue_is_accepted_by_msgfmt(texts, tmp_path):
    path = tmp_path / "fr.po"
    path.write_text(update(OLD, "fr.po", sources(**texts), DATED)[0], encoding="utf-8")
    msgfmt(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_catalogue_of_other_tools_is_updated_or_refused(path):
    try:
        update(path.read_bytes().decode("utf-8", "replace"), path.name, sources(**SAME), HEADER)
    except TranslationError as error:
        assert error.problems


# The catalogues of this repository


@pytest.fixture
def copy(tmp_path):
    for name in ("content", "translations", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_catalogue_is_accepted_by_msgfmt(path):
    msgfmt(path)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_real_catalogue_is_complete_and_not_fuzzy(path):
    entries = [each for each in polib.pofile(str(path)) if not each.obsolete]
    assert entries
    assert [each.msgctxt for each in entries if not each.msgstr or each.fuzzy] == []


def test_real_catalogues_are_current(copy):
    before = {path: path.read_bytes() for path in copy.rglob("*.po")}
    done = list(update_workspace(Workspace(copy), (), ()))
    assert len(done) == len(REAL)
    for each in done:
        assert (each.report.changed, each.report.added, each.report.removed) == ([], [], []), each.file
    assert {path: path.read_bytes() for path in copy.rglob("*.po")} == before


def test_clause_that_returns_is_written_to_its_catalogue(copy):
    path = copy / "translations" / "fr" / "LC_MESSAGES" / "interpol-2012-rome.po"
    catalog = polib.pofile(str(path), wrapwidth=78)
    next(each for each in catalog if each.msgctxt == "P2A").obsolete = True
    catalog.save(str(path))
    list(update_workspace(Workspace(copy), (), ()))
    (entry,) = (each for each in polib.pofile(str(path)) if each.msgctxt == "P2A")
    assert not entry.obsolete


def test_new_language_begins_with_an_empty_catalogue(copy):
    path = copy / "translations" / "fr" / "LC_MESSAGES" / "interpol-2012-rome.po"
    path.unlink()
    list(update_workspace(Workspace(copy), (), ("fr",)))
    assert {each.msgstr for each in polib.pofile(str(path))} == {""}
    msgfmt(path)
