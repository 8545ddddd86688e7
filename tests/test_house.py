"""A house is its own settings over its parents', and says how labels are printed."""

from pathlib import Path

import pytest

from engross.errors import HouseError, UsageError
from engross.sources.house import Face, Word, fold, read_sheet
from engross.workspace import Workspace

ROOT = Path(__file__).parent.parent
WORKSPACE = Workspace(ROOT)

BASE = """name = "Base"
about = "Common ground."
abstract = true
labels = "unprinted"
emblem = "base.svg"
hyphens-in-a-row = 1
[fonts.latin]
body = "Serif"
display = "Sans"
[fonts.cyrillic]
body = "Serif"
display = "Sans"
[fonts.arabic]
body = "Amiri"
display = "Amiri"
[fonts.han]
body = "Song"
display = "Hei"
[words]
"draft" = "DRAFT"
"emblem" = "Emblem"
"""
OWN = """extends = "base"
name = "Own"
about = "Our house."
labels = "printed"
hyphens-in-a-row = 0
[fonts.latin]
body = "Gentium"
display = "Gentium"
[words]
"draft" = "PROVISIONAL"
"""


def sheet(text, id="own"):
    return read_sheet(text, f"templates/{id}/house.toml", id)


def refused(text):
    with pytest.raises(HouseError) as caught:
        sheet(text)
    return [(each.place.line, each.text) for each in caught.value.problems]


@pytest.fixture
def house():
    return fold((sheet(OWN), sheet(BASE, "base")), "templates/own/house.toml")


@pytest.fixture
def workspace(tmp_path):
    """A workspace whose houses are those written into it, besides the shipped ones."""

    def make(**houses):
        for id, text in houses.items():
            folder = tmp_path / "templates" / id
            folder.mkdir(parents=True)
            (folder / "house.toml").write_text(text, encoding="utf-8")
        return Workspace(tmp_path)

    return make


def test_what_a_house_says_wins_over_its_parent(house):
    assert house.labels == "printed"
    assert house.faces["latin"] == Face(body="Gentium", display="Gentium")
    assert house.words["draft"] == Word(context="own/draft", english="PROVISIONAL")


def test_what_a_house_does_not_say_its_parent_says(house):
    assert house.emblem == "base.svg"
    assert house.faces["han"] == Face(body="Song", display="Hei")
    assert house.words["emblem"] == Word(context="base/emblem", english="Emblem")


def test_zero_said_by_a_house_is_not_taken_from_its_parent(house):
    assert house.hyphens_in_a_row == 0


def test_child_of_an_abstract_house_is_not_abstract(house):
    assert not house.abstract


def test_folders_are_its_own_first(house):
    assert house.folders == ("own", "base")


def test_unknown_key_names_its_line_and_the_known_keys():
    assert refused(OWN.replace('labels = "printed"', 'label = "printed"')) == [(4, "label: is not known here")]


def test_unknown_labels_are_refused():
    assert refused(OWN.replace("printed", "sometimes")) == [(4, "labels: 'sometimes' is not known")]


def test_unknown_script_is_refused():
    assert any("is not a script" in said for _, said in refused(OWN.replace("fonts.latin", "fonts.runic")))


def test_empty_word_is_refused():
    assert [said for _, said in refused(OWN.replace('"PROVISIONAL"', '""'))] == ["words.draft: is not a text"]


def test_face_without_display_is_refused():
    assert [said for _, said in refused(OWN.replace('display = "Gentium"\n', ""))] == [
        "fonts.latin.display: is missing"
    ]


def test_all_problems_of_a_sheet_come_at_once():
    text = OWN.replace("printed", "sometimes").replace('name = "Own"', "name = 7").replace('"PROVISIONAL"', '""')
    assert len(refused(text)) == 3


def test_house_without_faces_or_labels_is_refused():
    with pytest.raises(HouseError) as caught:
        fold((sheet('name = "X"\nabout = "x"\n'),), "templates/own/house.toml")
    assert [each.text.partition(":")[0] for each in caught.value.problems] == [
        "labels",
        "fonts.latin",
        "fonts.cyrillic",
        "fonts.arabic",
        "fonts.han",
    ]


def test_house_that_extends_a_missing_house_is_refused(workspace):
    with pytest.raises(HouseError, match="templates/own/house.toml.*'nowhere'"):
        workspace(own=OWN.replace('"base"', '"nowhere"')).house("own")


def test_house_that_extends_itself_is_refused(workspace):
    with pytest.raises(HouseError, match="extends itself"):
        workspace(own=OWN.replace('"base"', '"own"')).house("own")


def test_houses_that_extend_each_other_are_refused(workspace):
    made = workspace(own=OWN.replace('"base"', '"other"'), other=OWN.replace('"base"', '"own"'))
    with pytest.raises(HouseError, match="extends itself"):
        made.house("own")


def test_house_of_the_workspace_extends_a_shipped_one(workspace):
    assert workspace(own=OWN).house("own").emblem == "emblem.svg"


def test_house_that_is_not_there_lists_the_usable_ones():
    with pytest.raises(UsageError) as caught:
        WORKSPACE.house("unhcr")
    assert caught.value.problems[0].hint == (
        "the houses are: interpol, mission, un, un-ga, un-ga-a4, un-geneva, un-hrc, un-resolution, un-sc, un-sc-a4"
    )


def test_geneva_is_new_york_on_another_page():
    geneva, new_york = WORKSPACE.house("un-geneva"), WORKSPACE.house("un")
    assert geneva.folders == ("un-geneva", "un", "base")
    assert (geneva.words, geneva.faces, geneva.labels) == (new_york.words, new_york.faces, new_york.labels)


@pytest.mark.parametrize("id", WORKSPACE.houses())
def test_every_shipped_house_can_be_read(id):
    assert WORKSPACE.house(id).id == id
