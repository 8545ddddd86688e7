"""A dispatch to many: order, numbers, what survives a kill, what the register says, and the packages."""

import csv
import email
import email.policy
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import bagit
import fast_mail_parser
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from quick import LETTER, Quick, carried_out, planned

from engross.dispatch.bag import bag
from engross.dispatch.mail import Draft, eml, read_mailbox
from engross.dispatch.ordering import collation
from engross.dispatch.register import Register
from engross.dispatch.tables import read_known_countries
from engross.errors import ContentError, UsageError
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent.parent
ADDRESS = "1 Example Street|New York, NY 10017"
TAGS = ("en", "fr", "es", "ar", "ru", "zh")


@pytest.fixture(scope="module")
def known():
    return Workspace(ROOT)


@pytest.fixture(scope="module")
def everybody(tmp_path_factory):
    """A table of all Member States, six languages in turn, by code of country."""
    path = tmp_path_factory.mktemp("table") / "everybody.csv"
    members = [each for each in read_known_countries(ROOT).all if each.member]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out, delimiter=";")
        rows.writerow(["organisation", "country", "language", "form", "e-mail", "lot", "address"])
        for number, each in enumerate(members):
            tag = TAGS[number % 6]
            name = f"Mission of {each.names['en']}"
            rows.writerow([name, each.names[tag], tag, name, f"m{number}@example.org", len(members) - number, ADDRESS])
    return path


def table(tmp_path, *rows):
    path = tmp_path / "few.csv"
    head = "organization,country,language,form,email\n"
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def without_times(path):
    """All that a register holds but the times."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT number, path, version, kind, sha256, bytes, pages, inputs, content, engross FROM file"
            " ORDER BY number, path, version"
        ).fetchall()
        return rows, connection.execute("SELECT number, reference, addressee, name FROM letter").fetchall()


def test_all_members_get_one_letter_each_numbered_in_the_english_order(known, everybody, tmp_path):
    results = carried_out(known, planned(known, everybody, tmp_path / "out"), Quick(), jobs=2)
    assert len(results) == 193 and not [each for each in results if each.failure]
    rows = [row for row in Register(tmp_path / "out" / "register.sqlite").rows() if row["kind"] == "letter"]
    assert [row["number"] for row in rows] == list(range(1, 194))
    assert rows[16]["reference"] == "EX/2026/002-017"
    names = {each.code: each.names["en"] for each in read_known_countries(ROOT).all}
    said = [names[row["country"]] for row in rows]
    assert said == sorted(said, key=collation("en")) and said[0] == "Afghanistan" and said[-1] == "Zimbabwe"
    assert {row["language"] for row in rows} == set(TAGS)
    for row in rows:
        assert (tmp_path / "out" / row["path"]).read_bytes() == f"{row['reference']} {row['organization']}".encode()


def test_the_protocol_order_is_that_of_the_table_s_column(known, everybody, tmp_path):
    plan = planned(known, everybody, tmp_path / "out", order="protocol")
    assert [each.addressee.code for each in plan.items][:2] == ["ZW", "ZM"]


def test_the_register_is_the_same_whatever_number_of_processes_made_it(known, everybody, tmp_path):
    for folder, jobs in (("one", 1), ("two", 2)):
        carried_out(known, planned(known, everybody, tmp_path / folder), Quick(), jobs)
    one, two = (without_times(tmp_path / each / "register.sqlite") for each in ("one", "two"))
    assert one == two and len(one[0]) == 2 * 193  # the letter and its annex
    assert not list(tmp_path.glob("one/register.sqlite-*"))


def test_a_dispatch_killed_in_the_middle_goes_on_and_makes_nothing_twice(known, everybody, tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    command = [sys.executable, Path(__file__).with_name("quick.py"), ROOT, everybody, folder, "0.02"]
    process = subprocess.Popen(list(map(str, command)), cwd=ROOT)
    told = folder / "told"
    while not told.is_file() or len(told.read_text().split()) < 60:
        time.sleep(0.02)
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = Register(folder / "register.sqlite")
    results = carried_out(known, planned(known, everybody, folder), Quick(told), jobs=2)
    kept = sum(not each.made for each in results)
    assert 50 <= kept < 193 and len(results) == 193
    asked = list(map(int, told.read_text().split()))
    assert set(asked) == set(range(1, 194))
    assert len(asked) - len(set(asked)) <= 1, "only a letter that was not finished is set again"
    rows = before.rows(replaced=True)
    assert len(rows) == 2 * 193 and {row["version"] for row in rows} == {1}


def test_numbers_stay_when_the_table_grows_and_new_ones_follow_the_last(known, tmp_path):
    first = table(tmp_path, "B,BR,en,the Mission,b@example.org", "C,CL,en,the Mission,c@example.org")
    carried_out(known, planned(known, first, tmp_path / "out"), Quick())
    more = table(tmp_path, "A,AF,en,the Mission,a@example.org", "C,CL,en,the Mission,c@example.org",
                 "B,BR,en,the Mission,b@example.org")  # fmt: skip
    results = carried_out(known, planned(known, more, tmp_path / "out"), Quick())
    assert [each.made for each in results] == [False, False, True]
    said = Register(tmp_path / "out" / "register.sqlite").rows()
    assert [(row["number"], row["organization"]) for row in said if row["kind"] == "letter"] == [
        (1, "B"), (2, "C"), (3, "A"),
    ]  # fmt: skip


def test_a_letter_whose_row_has_changed_is_refused_by_name_until_it_is_asked_for_again(known, tmp_path):
    carried_out(known, planned(known, table(tmp_path, "B,BR,en,the Mission,b@example.org"), tmp_path / "out"), Quick())
    changed = table(tmp_path, "B,BR,en,the Embassy,b@example.org")
    with pytest.raises(UsageError) as error:
        carried_out(known, planned(known, changed, tmp_path / "out"), Quick())
    assert error.value.problems[0].code == "dispatch/changed" and error.value.problems[0].place.line == 2

    class Other(Quick):
        def set(self, item):
            return super().set(item).__class__(data=b"another letter", pages=2)

    carried_out(known, planned(known, changed, tmp_path / "out", again=True), Other())
    rows = Register(tmp_path / "out" / "register.sqlite").rows(replaced=True)
    letters = [(row["version"], row["pages"], bool(row["replaced_at"])) for row in rows if row["kind"] == "letter"]
    assert letters == [(1, 1, True), (2, 2, False)]
    assert {row["reference"] for row in rows} == {"EX/2026/002-001"}


def test_a_file_that_was_altered_or_lost_is_made_again(known, tmp_path):
    rows = table(tmp_path, "B,BR,en,the Mission,b@example.org", "C,CL,en,the Mission,c@example.org")
    carried_out(known, planned(known, rows, tmp_path / "out"), Quick())
    (tmp_path / "out" / "001-br.en.pdf").write_bytes(b"altered")
    (tmp_path / "out" / "002-cl.en.pdf").unlink()
    assert all(each.made for each in carried_out(known, planned(known, rows, tmp_path / "out"), Quick()))
    assert (tmp_path / "out" / "001-br.en.pdf").read_bytes() == b"EX/2026/002-001 B"


def test_a_register_of_another_series_or_of_a_later_release_is_refused(known, tmp_path):
    rows = table(tmp_path, "B,BR,en,the Mission,b@example.org")
    carried_out(known, planned(known, rows, tmp_path / "out"), Quick())
    with pytest.raises(UsageError, match="is of the series"):
        carried_out(known, planned(known, rows, tmp_path / "out", series="NV-##"), Quick())
    with sqlite3.connect(tmp_path / "out" / "register.sqlite") as connection:
        connection.execute("PRAGMA user_version = 3")
    with pytest.raises(UsageError, match="version 3"):
        Register(tmp_path / "out" / "register.sqlite").rows()


def test_what_the_text_asks_for_and_a_row_has_not_is_said_at_the_row(known, tmp_path):
    rows = table(tmp_path, "B,BR,en,the Mission,b@example.org", "C,CL,en,,c@example.org")
    with pytest.raises(ContentError) as error:
        planned(known, rows, tmp_path / "out")
    assert {each.place.line for each in error.value.problems} == {3}
    assert "{addressee.form}" in error.value.problems[0].text
    assert not (tmp_path / "out").exists()


def test_a_letter_never_lists_other_enclosures_than_go_with_it(workspace, tmp_path):
    from engross.model.letter import Enclosing

    note = workspace / "content" / f"{LETTER}.md"
    line = "Outcome Declaration, {enclosed.language} ({enclosed.standing})"
    note.write_text(note.read_text("utf-8").replace(line, "The Declaration in four languages"), encoding="utf-8")
    known = Workspace(workspace)
    row = "B,BR,en,the Mission,b@example.org"
    asked = Enclosing(languages=("en", "ru"))
    with pytest.raises(ContentError) as error:
        planned(known, table(tmp_path, row), tmp_path / "out", enclosing=asked)
    assert [(each.code, each.place.line) for each in error.value.problems] == [("addressees/enclosures", 2)]
    path = table(tmp_path, row)
    head, line = path.read_text("utf-8").splitlines()
    path.write_text(f"{head},enclosures\n{line},Declaration in English|Declaration in Russian\n", encoding="utf-8")
    (item,) = planned(known, path, tmp_path / "out", enclosing=asked).items
    assert item.addressee.fields()["enclosures"] == "Declaration in English\nDeclaration in Russian"


NAMES = ("مذكرة شفوية EX-2026-002-005.pdf", "Déclaration finale, texte adopté à Rome le 5 novembre 2012 (fr).pdf",
         "Заключительная декларация (ru).pdf", "最后宣言 (zh).pdf", "plain name.pdf")  # fmt: skip


def drafted():
    files = tuple((name, b"%PDF-1.7 " + name.encode()) for name in NAMES)
    return eml(
        Draft(
            to=("Mission permanente de la Côte d’Ivoire, New York", "ci@example.org"),
            sender=("Registry", "registry@example.org"), subject="مذكرة شفوية (EX/2026/002-005)",
            text="مذكرة شفوية\n\nالمرفقات:\n", day=date(2026, 11, 24), language="ar", files=files,
        )
    )  # fmt: skip


def test_a_draft_of_mail_says_to_python_what_went_in():
    message = email.message_from_bytes(drafted(), policy=email.policy.default)
    assert message["X-Unsent"] == "1" and not message.defects
    assert message["Subject"] == "مذكرة شفوية (EX/2026/002-005)"
    assert message["To"].addresses[0].display_name == "Mission permanente de la Côte d’Ivoire, New York"
    assert message.get_body(("plain",)).get_content().startswith("مذكرة شفوية")
    found = [(each.get_filename(), each.get_content()) for each in message.iter_attachments()]
    assert found == [(name, b"%PDF-1.7 " + name.encode()) for name in NAMES]


def test_a_parser_that_shares_no_code_with_python_finds_the_same_in_it():
    message = fast_mail_parser.parse_email(drafted())
    assert message.subject == "مذكرة شفوية (EX/2026/002-005)"
    assert [each.filename for each in message.attachments] == list(NAMES)
    assert [bytes(each.content) for each in message.attachments] == [b"%PDF-1.7 " + name.encode() for name in NAMES]


def test_a_file_name_also_stands_where_outlook_looks_for_it():
    message = email.message_from_bytes(drafted())  # as it is written: compat32 leaves encoded words as they are
    for part, name in zip(list(message.walk())[2:], NAMES, strict=True):
        said = str(email.header.make_header(email.header.decode_header(part.get_param("name"))))
        assert said.replace("\\", "") == name


def test_a_draft_of_mail_is_the_same_every_time_and_plain_ascii_in_short_lines():
    assert drafted() == drafted() and drafted().isascii()
    assert max(map(len, drafted().split(b"\r\n"))) <= 998 and b"\n" not in drafted().replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "text",
    [
        "Reg\r\nBcc: x@y.z <registry@mission.example>", '"Reg\nX" <registry@mission.example>', "a@b.example, c@d.ex",
        "Registry", "Registry <registry>", "<>", "Reg\x1b[2J <registry@mission.example>", "Reg: a@b.example;",
        "Registry <registry@mission.example> x",
    ],
)  # fmt: skip
def test_a_sender_is_one_mailbox_on_one_line_or_is_refused(text):
    with pytest.raises(UsageError, match="is not a mailbox"):
        read_mailbox(text)


@pytest.mark.parametrize("text", ["Büro <a@b.example>", '"Registry, New York" <a@b.example>', "a@b.example"])
def test_a_sender_may_have_a_name_of_any_letters(text):
    assert read_mailbox(text)[1] == "a@b.example"


def test_a_bag_is_valid_and_a_changed_byte_in_it_is_found(tmp_path):
    files = [(name, name.encode()) for name in NAMES[:4]]
    data = bag("005-ag.ar", files, {"External-Identifier": "EX/2026/002-005"}, date(2026, 11, 24))
    assert data == bag("005-ag.ar", files, {"External-Identifier": "EX/2026/002-005"}, date(2026, 11, 24))
    (tmp_path / "a.zip").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.testzip() is None
        packed.extractall(tmp_path)
    known = bagit.Bag(str(tmp_path / "005-ag.ar"))
    known.validate()
    assert known.info["External-Identifier"] == "EX/2026/002-005" and known.info["Payload-Oxum"].endswith(".4")
    with (tmp_path / "005-ag.ar" / "data" / NAMES[1]).open("r+b") as file:
        file.write(b"X")
    with pytest.raises(bagit.BagValidationError):
        bagit.Bag(str(tmp_path / "005-ag.ar")).validate()


def cli(workspace, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "engross", "--workspace", str(workspace), *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=dict(os.environ),
    )  # fmt: skip


def test_a_dry_run_prints_the_list_and_writes_nothing(workspace, everybody):
    done = cli(workspace, "dispatch", LETTER, "--to", everybody, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) == 194 and lines[0].startswith("1  EX/2026/002-001  Mission of Afghanistan  AF")
    assert not (workspace / "dispatch").exists()


@pytest.fixture(scope="module")
def sent(tmp_path_factory, everybody):
    """A real dispatch to the first of each language, killed when two letters are there, and begun again."""
    place = tmp_path_factory.mktemp("sent")
    few = place / "few.csv"
    few.write_text("\n".join(everybody.read_text("utf-8-sig").splitlines()[:8]) + "\n", encoding="utf-8")
    arguments = ("dispatch", LETTER, "--to", str(few), "--package", "bagit", "--dir", str(place / "out"))
    arguments = (*arguments, "--annex", "separate", "--with", "en,fr,es,ar")
    process = subprocess.Popen(
        [sys.executable, "-m", "engross", "--workspace", str(ROOT), *arguments],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    while len(list((place / "out").glob("*.zip"))) < 2:  # the first is in the register by then
        time.sleep(0.02)
        assert process.poll() is None
    process.kill()
    process.wait()
    return place / "out", cli(ROOT, *arguments, "--json"), cli(ROOT, *arguments, "--json")


@pytest.mark.pdf
def test_a_real_dispatch_that_was_killed_goes_on_where_it_was(sent):
    out, second, third = sent
    assert second.returncode == 0, second.stderr
    summary = json.loads(second.stdout)["summary"]
    assert summary["letters"] == 7 and summary["unchanged"] >= 1 and summary["made"] + summary["unchanged"] == 7
    assert json.loads(third.stdout)["summary"]["unchanged"] == 7


@pytest.mark.pdf
def test_the_register_can_be_read_as_csv_and_its_digests_are_those_of_the_files(sent):
    out, *_ = sent
    import hashlib

    rows = list(csv.DictReader(cli(ROOT, "register", out, "--csv").stdout.splitlines()))
    assert [row["number"] for row in rows if row["kind"] == "letter"] == [str(each) for each in range(1, 8)]
    for row in rows:
        assert hashlib.sha256((out / row["path"]).read_bytes()).hexdigest() == row["sha256"]


def test_a_letter_is_addressed_to_its_addressee_and_to_nobody_else(known, everybody, tmp_path):
    """The heading stands in the file's title and in the subject of a mail."""
    from engross.dispatch.words import read_words

    plan = planned(known, everybody, tmp_path / "out")
    for item in plan.items[:12]:
        title = read_words(known, plan.request, item.addressee).title
        assert item.addressee.organization in title
        assert not any(name in title for name in ("Graustark", "Граустарк", "غراوستارك", "格劳斯塔克"))


@pytest.mark.pdf
def test_an_address_in_latin_letters_stands_from_left_to_right_in_an_arabic_letter(sent):
    import pypdfium2

    out, *_ = sent
    text = pypdfium2.PdfDocument(next(out.glob("*.ar.pdf")))[0].get_textpage()
    letters = [text.get_text_range(at, 1) for at in range(text.count_chars())]
    word = text.get_charbox("".join(letters).index("Example"))
    ones = [text.get_charbox(at) for at, letter in enumerate(letters) if letter == "1"]
    beside = [box for box in ones if abs(box[1] - word[1]) < 4]
    assert beside and all(box[2] <= word[0] for box in beside)


@pytest.mark.pdf
def test_no_word_of_a_file_names_the_recipient_of_the_front_matter(sent):
    import pikepdf

    out, *_ = sent
    with pikepdf.open(next(out.glob("*.en.pdf"))) as pdf:
        assert "Graustark" not in str(pdf.docinfo.get("/Title", "")) + pdf.Root.Metadata.read_bytes().decode()
        assert "Mission of" in pdf.Root.Metadata.read_bytes().decode()


@pytest.mark.pdf
def test_each_letter_is_in_its_own_language_and_its_bag_holds_what_goes_with_it(sent, tmp_path):
    import pikepdf

    out, *_ = sent
    for path in sorted(out.glob("*.pdf")):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang) == Workspace(ROOT).language(path.name.split(".")[1]).html
    for path in sorted(out.glob("*.zip")):
        with zipfile.ZipFile(path) as packed:
            packed.extractall(tmp_path)
            names = [each for each in packed.namelist() if "/data/" in each]
        bagit.Bag(str(tmp_path / path.stem)).validate()
        assert len(names) == 5, "the letter, and the declaration in four languages"
