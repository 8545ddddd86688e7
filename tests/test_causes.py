"""A message names the cause, its place and a cure that works."""

from pathlib import Path

import pytest
from conftest import run

from engross.catalog.reading import read_catalog
from engross.errors import TranslationError

HOUSE = 'name = "Harbour"\nextends = "un"\nabout = "x"\n'
ART = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'


@pytest.fixture
def river(tmp_path: Path) -> Path:
    """A folder with a new document and a house of its own."""
    assert run(tmp_path, "new", "river").code == 0
    (tmp_path / "templates/harbour").mkdir(parents=True)
    (tmp_path / "templates/harbour/house.toml").write_text(HOUSE)
    return tmp_path


@pytest.mark.pdf
def test_the_words_of_a_new_house_are_asked_for_in_its_file_and_what_is_written_there_is_enough(river: Path) -> None:
    with (river / "templates/harbour/house.toml").open("a") as house:
        house.write('\n[words]\n"distribution" = "Distr.: Harbour"\n')
    done = run(river, "build", "--house", "harbour")
    assert done.code == 4
    assert "templates/harbour/words/en.po: harbour/distribution" in done.err
    hint = 'msgctxt "harbour/distribution", msgid "Distr.: Harbour", msgstr "…"'
    assert hint in done.err
    words = river / "templates/harbour/words/en.po"
    words.parent.mkdir()
    words.write_text(hint.replace(", msg", "\nmsg").replace("…", "Distr.: Harbour") + "\n")
    assert run(river, "build", "--house", "harbour").code == 0


@pytest.mark.pdf
@pytest.mark.parametrize("mark", ('<text x="1" y="5">Har<tspan>bour</tspan></text>', "<svg:text>Har bour</svg:text>"))
def test_letters_in_an_emblem_are_the_emblems_fault_and_no_clauses(river: Path, mark: str) -> None:
    (river / "art").mkdir()
    (river / "art/seal.svg").write_text(ART.format(mark))
    with (river / "templates/harbour/house.toml").open("a") as house:
        house.write('emblem = "art/seal.svg"\n')
    done = run(river, "build", "--house", "harbour")
    assert done.code == 5
    assert "art/seal.svg: the emblem has letters that are text: “Har bour”" in done.err
    assert "outlines" in done.err


@pytest.mark.pdf
def test_an_emblem_of_outlines_is_taken_whatever_empty_texts_its_editor_left(river: Path) -> None:
    (river / "emblem.svg").write_text(
        ART.format('<text x="1"/><text> </text><path d="M0 0h9v9z"/><!-- <text>x</text> -->')
    )
    assert run(river, "build").code == 0


def test_letters_in_a_figure_are_named_at_its_clause(river: Path) -> None:
    (river / "map.svg").write_text(ART.format("<text>North</text>"))
    with (river / "content/river.md").open("a") as text:
        text.write("\nFIG1: {pic:map.svg} A map.\n")
    done = run(river, "build")
    assert done.code == 3
    assert "FIG1: 'map.svg' has letters that are text: “North”" in done.err


@pytest.mark.parametrize(
    ("text", "said", "cure"),
    (
        ("ab {b:cd", "a { is opened at character 4", "put a } where"),
        ("ab *cd", "an emphasis is opened at character 4", "put a second *"),
        ("{n:1.} *cd", "an emphasis is opened at character 8", "put a second *"),
    ),
)
def test_a_catalogue_names_the_mark_that_is_not_closed(text: str, said: str, cure: str) -> None:
    with pytest.raises(TranslationError) as caught:
        read_catalog(f'msgctxt "OP1"\nmsgid "x"\nmsgstr "{text}"\n'.encode(), "fr.po")
    (problem,) = caught.value.problems
    assert said in problem.text
    assert cure in problem.hint
    assert "\\\\" not in problem.hint
