"""A dispatch is an account: numbers, files, pages and register agree, whoever else was at work, whatever was killed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from quick import LETTER, Quick, carried_out, planned

from engross.dispatch.register import Register
from engross.errors import ContentError, EngrossError, OutputError, UsageError
from engross.workspace import Workspace, writing

ROOT = Path(__file__).parent.parent.parent
ONE = ("AF", "BR", "CL", "DK", "EG", "FR")
OTHER = ("BS", "AD", "CI", "DZ", "ES", "FI")


@pytest.fixture(scope="module")
def known():
    return Workspace(ROOT)


def table(tmp_path, codes, name="few.csv", email="x@example.org"):
    """A table with a row for each State."""
    path = tmp_path / name
    rows = (f"Mission of {code},{code},en,the Mission of {code},{email}\n" for code in codes)
    path.write_text("organization,country,language,form,email\n" + "".join(rows), encoding="utf-8")
    return path


def letters(folder):
    """The letters of the register, each of which is shown to agree with its file and with its name."""
    rows = [row for row in Register(folder / "register.sqlite").rows() if row["kind"] in ("letter", "")]
    assert len({row["reference"] for row in rows}) == len(rows)
    for row in rows:
        assert row["path"] == f"{row['number']:03}-{row['country'].lower()}.en.pdf"
        assert (folder / row["path"]).read_bytes() == f"{row['reference']} {row['organization']}".encode()
    assert {each.name for each in folder.glob("*.pdf")} == {row["path"] for row in rows}
    return {row["number"]: row["country"] for row in rows}


@pytest.mark.parametrize("again", [False, True])
def test_two_dispatches_that_planned_at_once_give_no_number_twice(known, tmp_path, again):
    folder = tmp_path / "out"
    plans = [planned(known, table(tmp_path, codes, f"{codes[0]}.csv"), folder, again=again) for codes in (ONE, OTHER)]
    for plan in plans:
        assert all(each.made and not each.failure for each in carried_out(known, plan, Quick()))
    assert len(letters(folder)) == 12
    assert list(letters(folder).values())[:6] == list(ONE)


def test_numbers_given_by_a_run_that_was_killed_before_its_first_letter_stay_with_its_addressees(known, tmp_path):
    """The other run had planned before; without --again."""
    folder = tmp_path / "out"
    killed = planned(known, table(tmp_path, ONE), folder)
    other = planned(known, table(tmp_path, OTHER, "other.csv"), folder)
    folder.mkdir()
    killed.register.number(LETTER, killed.addressees, killed.series, "english", "now")
    assert not [each.failure for each in carried_out(known, other, Quick()) if each.failure]
    carried_out(known, killed, Quick())
    said = letters(folder)
    assert [said[number] for number in range(1, 7)] == list(ONE) and len(said) == 12


def test_two_processes_into_one_folder_agree(known, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    runs = [
        subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("quick.py")), str(ROOT), str(table(tmp_path, codes, name)),
             str(folder), "0.02", "again"],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for codes, name in ((ONE, "one.csv"), (OTHER, "other.csv"))
    ]  # fmt: skip
    assert [each.stdout.readline() for each in runs] == ["planned\n", "planned\n"]
    for each in runs:
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in runs:
        each.communicate(timeout=60)
    assert [each.returncode for each in runs] == [0, 0]
    assert len(letters(folder)) == 12


def rows_of(folder):
    return [(row["email"], row["path"], row["replaced_at"] != "") for row in
            Register(folder / "register.sqlite").rows(replaced=True) if row["kind"] == "letter"]  # fmt: skip


def test_a_refused_run_leaves_the_register_as_it_was_and_again_keeps_what_went_out(known, tmp_path):
    folder = tmp_path / "out"
    carried_out(known, planned(known, table(tmp_path, ("FR",), email="old@example.org"), folder), Quick())
    changed = table(tmp_path, ("FR", "DE"), email="new@example.org")
    with pytest.raises(UsageError, match="made from another text, row"):
        carried_out(known, planned(known, changed, folder), Quick())
    assert rows_of(folder) == [("old@example.org", "001-fr.en.pdf", False)]
    carried_out(known, planned(known, changed, folder, again=True), Quick())
    assert rows_of(folder) == [
        ("old@example.org", "001-fr.en.pdf", True), ("new@example.org", "001-fr.en.pdf", False),
        ("new@example.org", "002-de.en.pdf", False),
    ]  # fmt: skip


def test_a_letter_that_was_not_made_again_is_in_the_register_as_it_went_out(known, tmp_path):
    class Dead(Quick):
        def set(self, item):
            raise KeyboardInterrupt

    folder = tmp_path / "out"
    carried_out(known, planned(known, table(tmp_path, ("FR",), email="old@example.org"), folder), Quick())
    plan = planned(known, table(tmp_path, ("FR",), email="new@example.org"), folder, again=True)
    with pytest.raises(KeyboardInterrupt):
        carried_out(known, plan, Dead())
    assert rows_of(folder) == [("old@example.org", "001-fr.en.pdf", False)]


@pytest.mark.parametrize("how", ["deleted", "emptied", "older"])
def test_a_lost_register_is_said_and_no_number_is_given_over_letters_that_are_there(known, tmp_path, how):
    folder = tmp_path / "out"
    rows = table(tmp_path, ("AD",))
    carried_out(known, planned(known, rows, folder), Quick())
    shutil.copy(folder / "register.sqlite", tmp_path / "older")
    carried_out(known, planned(known, table(tmp_path, ("AD", "AE")), folder), Quick())
    before = {each.name: each.read_bytes() for each in folder.glob("*.pdf")}
    if how == "deleted":
        (folder / "register.sqlite").unlink()
    else:
        (folder / "register.sqlite").write_bytes((tmp_path / "older").read_bytes() if how == "older" else b"")
    with pytest.raises(UsageError, match=r"does not know: .*002-ae\.en\.pdf"):
        planned(known, table(tmp_path, ("AE", "AF"), "new.csv"), folder)
    assert {each.name: each.read_bytes() for each in folder.glob("*.pdf")} == before


def test_other_files_in_the_folder_of_a_new_dispatch_are_no_letters(known, tmp_path):
    (tmp_path / "report.en.pdf").write_bytes(b"")
    (tmp_path / "2024-report.pdf").write_bytes(b"")
    assert planned(known, table(tmp_path, ("AD",)), tmp_path).items[0].number == 1


def test_a_register_of_the_first_version_is_read_and_goes_on_with_its_numbers(known, tmp_path):
    folder = tmp_path / "out"
    carried_out(known, planned(known, table(tmp_path, ("FR", "DE")), folder), Quick())
    with sqlite3.connect(folder / "register.sqlite") as connection:
        for name in ("name", "title", "organization", "channel", "email"):
            connection.execute(f"ALTER TABLE file DROP COLUMN {name}")
        connection.execute("UPDATE letter SET addressee = hex(number), email = 'v1@example.org'")
        connection.execute("PRAGMA user_version = 1")
    connection.close()
    assert [row[0] for row in rows_of(folder)] == ["v1@example.org"] * 2
    carried_out(known, planned(known, table(tmp_path, ("FR", "DE", "IT")), folder), Quick())
    assert letters(folder) == {1: "FR", 2: "DE", 3: "IT"}
    assert [row[0] for row in rows_of(folder)] == ["v1@example.org", "v1@example.org", "x@example.org"]


@pytest.mark.parametrize("name", ["out", "out/annexes", "out/register.sqlite", "out/register.sqlite-wal"])
def test_nothing_of_a_dispatch_is_written_through_a_link(known, tmp_path, name):
    elsewhere = tmp_path / "elsewhere"
    if "register" in name:
        elsewhere.write_bytes(b"")
    else:
        elsewhere.mkdir()
        (elsewhere / ".kept.pdf.1").write_bytes(b"a file like those that are swept")
    link = tmp_path / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    before = [elsewhere.read_bytes()] if elsewhere.is_file() else sorted(elsewhere.iterdir())
    with pytest.raises(OutputError, match="is reached through a link"):
        carried_out(known, planned(known, table(tmp_path, ("FR",)), tmp_path / "out"), Quick())
    assert before == ([elsewhere.read_bytes()] if elsewhere.is_file() else sorted(elsewhere.iterdir()))


def test_a_file_that_a_stranger_has_linked_to_the_name_of_the_lock_stays_whole(known, tmp_path):
    (tmp_path / "file").write_bytes(b"fifteen letters")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".lock").symlink_to(tmp_path / "file")
    carried_out(known, planned(known, table(tmp_path, ("FR",)), tmp_path / "out"), Quick())
    assert (tmp_path / "file").read_bytes() == b"fifteen letters"


def test_a_register_that_is_a_second_name_of_another_file_is_refused(known, tmp_path):
    carried_out(known, planned(known, table(tmp_path, ("FR",)), tmp_path / "one"), Quick())
    (tmp_path / "two").mkdir()
    os.link(tmp_path / "one" / "register.sqlite", tmp_path / "two" / "register.sqlite")
    shutil.copy(tmp_path / "one" / "001-fr.en.pdf", tmp_path / "two")
    with pytest.raises(OutputError, match="one file with another"):
        carried_out(known, planned(known, table(tmp_path, ("FR", "DE")), tmp_path / "two"), Quick())
    assert len(letters(tmp_path / "one")) == 1


def test_a_link_at_the_name_of_the_file_beside_is_not_written_through(tmp_path):
    (tmp_path / "file").write_bytes(b"kept")
    (tmp_path / f".a.pdf.{os.getpid()}").symlink_to(tmp_path / "file")
    writing.write(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "file").read_bytes() == b"kept" and (tmp_path / "a.pdf").read_bytes() == b"new"


def test_a_link_at_the_place_of_a_file_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "file").write_bytes(b"kept")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "file")
    writing.write(tmp_path / "a.pdf", b"new")
    assert (tmp_path / "file").read_bytes() == b"kept" and not (tmp_path / "a.pdf").is_symlink()


def test_one_letter_that_fails_is_named_by_row_number_and_addressee_and_stops_no_other(known, tmp_path):
    class Choosy(Quick):
        def set(self, item):
            if item.addressee.code in ("BR", "EG"):
                raise EngrossError([]) if item.addressee.code == "EG" else ZeroDivisionError("no room")
            return super().set(item)

    results = carried_out(known, planned(known, table(tmp_path, ONE), tmp_path / "out"), Choosy())
    assert [each.made and not each.failure for each in results] == [True, False, True, True, False, True]
    (problem,) = results[1].failure.problems
    assert problem.place.file == "few.csv" and problem.place.line == 3
    assert problem.text.startswith("EX/2026/002-002 Mission of BR (en): ") and "no room" in problem.text


def refused_rows(known, path, **asked):
    with pytest.raises(ContentError) as error:
        planned(known, path, path.parent / "out", **asked)
    assert not (path.parent / "out").exists()
    return [(each.place.file, each.place.line) for each in error.value.problems], str(error.value)


def test_a_rehearsal_asks_the_faces_for_every_letter_of_a_row(known, tmp_path):
    path = table(tmp_path, ("FR", "DE"))
    path.write_text(path.read_text("utf-8").replace("Mission of", "Mission 🎉 of"), encoding="utf-8")
    rows, said = refused_rows(known, path)
    assert {file for file, _ in rows} == {"few.csv"} and {line for _, line in rows} == {2, 3}
    assert "has no glyph for '🎉'" in said and "the letter to Mission 🎉 of DE" in said


def test_a_rehearsal_looks_at_what_is_annexed(workspace, tmp_path):
    path = workspace / "translations" / "fr" / "LC_MESSAGES" / "interpol-2012-rome.po"
    path.write_text(path.read_text("utf-8").replace("#. Front", "#, fuzzy\n#. Front", 2), encoding="utf-8")
    rows, _ = refused_rows(Workspace(workspace), table(tmp_path, ("FR",)))
    assert rows and all("interpol-2012-rome.po" in file for file, _ in rows)


@pytest.mark.parametrize("name", ["משרד החוץ", "{letter.date} Mission"])
def test_what_the_run_would_refuse_the_rehearsal_refuses_at_its_row(known, tmp_path, name):
    path = table(tmp_path, ("FR",))
    path.write_text(path.read_text("utf-8").replace("Mission of FR", name), encoding="utf-8")
    rows, _ = refused_rows(known, path)
    assert set(rows) == {("few.csv", 2)}
