"""Every field of the front matter is on the page, or the house says openly that it is not. No page is set but one."""

import json
from pathlib import Path

import pytest
from conftest import DOCUMENT, ROOT, run

from engross.building import tongues
from engross.editing.edition import edit
from engross.errors import EngrossError, HouseError, UsageError
from engross.pipeline.making import languages_on, make
from engross.readback import omitted
from engross.typesetting import html
from engross.workspace import Workspace

HOUSES = [id for id in Workspace(ROOT).houses() if "documents" in Workspace(ROOT).house(id).issues and id != "base"]
FULL = """---
id: full
language: en
title: On rivers
theme: The theme of the meeting
body: The Rivers Commission
acronym: RIVCOM
council: The council of waters
session: Twelfth session
meeting: Ministerial meeting
place: Basel
agenda: Agenda item 4
item: The title of the item
resolved: Resolution adopted by the Commission
proposal: "[on the proposal of the Bureau]"
expression: In English
originated: Written in English
organization: The organization of waters
distributed: For general distribution
number: "7/12"
adopted: 2026-01-30
issued: 2026-02-28
symbol: RC/12/7
house: un
address: https://example.org/rc-12-7
job: "26-01234"
{more}---

OP1: *Decides* to meet again in Basel with the theme of the meeting.
"""


def left_out(workspace: Workspace, id: str, house: str, tag: str = "en") -> tuple[str, ...]:
    """The fields that a page of the document does not print."""
    document, form = workspace.document(id), workspace.house(house)
    spoken = tongues(workspace, document, tag)
    edition = edit(document, form, spoken, workspace.sources(document, tag, form))
    assets, languages = workspace.assets(house), languages_on(workspace, edition, spoken)
    return omitted.omitted(
        document, edition, bool(assets.letterhead), lambda signed: html.page(signed, assets, languages).html
    )


def with_house(root: Path, template: str, settings: str = "") -> Workspace:
    """A workspace with a house of a stranger, which changes the template of `un`."""
    folder = root / "templates" / "stranger"
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text(f'extends = "un"\nname = "Stranger"\nabout = "A house."\n{settings}')
    (folder / "document.html").write_text(template)
    return Workspace(root)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "full.md").write_text(FULL.format(more=""))
    return tmp_path


@pytest.mark.parametrize("more", ("", "source: A published file\n", "dated: On the last day of February\n"))
@pytest.mark.parametrize("house", HOUSES)
def test_a_shipped_house_prints_every_field_or_says_which_it_does_not(folder: Path, house: str, more: str) -> None:
    (folder / "content" / "full.md").write_text(FULL.format(more=more))
    workspace = Workspace(folder)
    assert set(left_out(workspace, "full", house)) <= set(workspace.house(house).omits)


@pytest.mark.parametrize("house", HOUSES)
def test_the_declaration_keeps_theme_place_day_session_and_meeting_in_every_house(house: str) -> None:
    assert set(left_out(Workspace(ROOT), DOCUMENT, house)) <= {"issued"}


SAYS = {"theme": "theme", "place_and_date": "place, adopted", "session": "session", "meeting": "meeting",
        "body": "body", "council": "council", "resolved": "resolved", "number": "number"}  # fmt: skip


@pytest.mark.parametrize("attribute", SAYS)
def test_a_field_that_the_house_of_a_stranger_drops_is_named(folder: Path, attribute: str) -> None:
    parent = (ROOT / "templates" / "un" / "document.html").read_text()
    workspace = with_house(folder, parent.replace(f"edition.{attribute}", '""'))
    assert set(left_out(workspace, "full", "stranger")) == {"acronym", *SAYS[attribute].split(", ")}


def test_a_field_that_is_cut_short_is_not_printed(folder: Path) -> None:
    parent = (ROOT / "templates" / "un" / "document.html").read_text()
    workspace = with_house(folder, parent.replace("<h2>{{ edition.theme }}", "<h2>{{ edition.theme[:12] }}"))
    assert "theme" in left_out(workspace, "full", "stranger")


def test_a_field_in_a_comment_or_an_attribute_is_not_printed(folder: Path) -> None:
    parent = (ROOT / "templates" / "un" / "document.html").read_text()
    for hidden in ("<!-- {{ edition.theme }} -->", '<h2 class="{{ edition.theme }}"></h2>'):
        template = parent.replace("<h2>{{ edition.theme }}</h2>", hidden)
        (folder / "templates" / "stranger").mkdir(parents=True, exist_ok=True)
        with_template = folder / "templates" / "stranger"
        (with_template / "house.toml").write_text('extends = "un"\nname = "Stranger"\nabout = "A house."\n')
        (with_template / "document.html").write_text(template)
        assert "theme" in left_out(Workspace(folder), "full", "stranger")


def test_a_house_that_drops_a_field_refuses_and_the_message_says_how_to_omit_it_openly(folder: Path) -> None:
    parent = (ROOT / "templates" / "un" / "document.html").read_text()
    workspace = with_house(folder, parent.replace("edition.theme", '""'))
    with pytest.raises(HouseError) as caught:
        make(workspace, "full", workspace.document("full"), "stranger", "en", fonts_of(workspace))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file) == ("house/omits", "templates/stranger/house.toml")
    assert "theme (“The theme of the meeting”)" in problem.text
    assert 'omits = ["addressee", "acronym", "theme"]' in problem.hint


def fonts_of(workspace: Workspace) -> tuple:
    from engross.workspace import fonts

    return fonts.find(workspace.fonts(), "fonts.lock")


def test_a_letter_that_would_lose_its_classification_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "new", "note", "--form", "note-verbale").code == 0
    content = tmp_path / "content" / "note.md"
    content.write_text(content.read_text().replace("reference: REF/1", "reference: REF/1\nclassification: RESTRICTED"))
    folder = tmp_path / "templates" / "stranger"
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text('extends = "mission"\nname = "Stranger"\nabout = "A house."\n')
    letter = (ROOT / "templates" / "base" / "letter.html").read_text()
    (folder / "letter.html").write_text(letter.replace("letter.classification", '""'))
    workspace = Workspace(tmp_path)
    assert left_out(workspace, "note", "mission") == ()
    assert left_out(workspace, "note", "stranger") == ("classification",)


def test_a_name_that_is_no_printed_field_cannot_be_omitted(folder: Path) -> None:
    workspace = with_house(folder, "", 'omits = ["thema"]\n')
    with pytest.raises(HouseError, match=r"omits: 'thema' is not known\n.*any of: theme, body, acronym"):
        workspace.house("stranger")


@pytest.mark.parametrize(("reference", "house", "said"), (
    (DOCUMENT, "mission", "'mission' is for letters, and interpol-2012-rome is an adopted text"),
    ("note-rome-declaration", "un-ga", "'un-ga' is for documents, and note-rome-declaration is a letter"),
))  # fmt: skip
def test_a_house_says_that_it_is_for_letters_or_for_documents(reference: str, house: str, said: str) -> None:
    workspace = Workspace(ROOT)
    with pytest.raises(UsageError) as caught:
        make(workspace, reference, workspace.document(reference), house, "en", ())
    assert said in str(caught.value)
    assert caught.value.problems[0].code == "usage/house-kind"


@pytest.mark.parametrize("house", HOUSES)
def test_what_engross_new_writes_builds_in_every_house(tmp_path: Path, house: str) -> None:
    assert run(tmp_path, "new", "start").code == 0
    workspace = Workspace(tmp_path)
    assert set(left_out(workspace, "start", house)) <= set(workspace.house(house).omits)


def test_a_label_without_a_form_names_the_clause_and_a_cure_that_changes_no_shipped_file(tmp_path: Path) -> None:
    assert run(tmp_path, "new", "start").code == 0
    content = tmp_path / "content" / "start.md"
    content.write_text(content.read_text().replace("OP2:", "Q7B2:").replace("operative: OP", "operative: OP"))
    with pytest.raises(EngrossError) as caught:
        left_out(Workspace(tmp_path), "start", "interpol")
    said = str(caught.value)
    assert "content/start.md:" in said
    assert "templates/interpol" not in said


@pytest.mark.pdf
def test_what_is_openly_omitted_is_said_on_the_line_in_json_and_in_the_manifest(tmp_path: Path) -> None:
    done = run(ROOT, "build", DOCUMENT, "--language", "en", "--build-dir", str(tmp_path))
    assert done.code == 0, done.err
    assert ".en.pdf  (not printed in this house: issued)\n" in done.out
    manifest = json.loads((tmp_path / DOCUMENT / "interpol" / "manifest.json").read_text())
    assert manifest["editions"][f"{DOCUMENT}.en.pdf"]["omitted"] == ["issued"]
    again = run(ROOT, "build", DOCUMENT, "--language", "en", "--build-dir", str(tmp_path), "--json")
    assert json.loads(again.out)["editions"][0]["omitted"] == ["issued"]
