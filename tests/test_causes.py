"""A message names the cause, its place and a cure that works."""

from pathlib import Path

import pytest
from conftest import run

from engross.errors import TranslationError
from engross.sources.catalog.reading import read_catalog

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


def test_an_unknown_house_is_named_where_the_document_names_it(river: Path) -> None:
    content = river / "content/river.md"
    content.write_text(content.read_text().replace("house: un", "house: who"))
    for command in ("build", "check"):
        done = run(river, command)
        assert done.code == 3
        assert done.err.count("content/river.md:17:1: there is no house 'who'") == 1


def test_a_language_that_is_not_here_can_be_added(river: Path) -> None:
    assert "translations/de/language.toml adds one" in run(river, "build", "--language", "de").err


def test_of_many_documents_the_nearest_are_named(river: Path) -> None:
    text = (river / "content/river.md").read_text()
    for number in range(30):
        (river / f"content/lake-{number}.md").write_text(text.replace("id: river", f"id: lake-{number}"))
    err = run(river, "build", "rivre").err
    assert "did you mean river" in err
    assert "`engross list` shows all 31" in err
    assert "lake-7" not in err


def test_a_misspelt_command_is_understood_and_not_obeyed(river: Path) -> None:
    done = run(river, "biuld")
    assert done.code == 2
    assert "did you mean 'build'?" in done.err


@pytest.mark.pdf
def test_outputs_that_fail_for_one_reason_say_it_once(river: Path) -> None:
    assert run(river, "catalog", "update", "--language", "fr").code == 0
    done = run(river, "build", "--language", "fr", "--output", "record,ua2", "--jobs", "1")
    assert done.code == 4
    assert done.err.count("OP1: not translated") == 1
    assert done.err.count(": failed") == 2
    assert done.err.count("for the same reasons as above") == 1


@pytest.mark.parametrize(
    ("data", "said"),
    (
        (b'msgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr "d"\n', "2 of its entries bear no clause id"),
        ('msgctxt "OP1"\nmsgid "a"\nmsgstr "\u00e4"\n'.encode("latin-1"), "byte 0xE4 is not UTF-8"),
    ),
)
def test_a_catalogue_that_cannot_be_updated_says_why_once_and_is_left_as_it_is(
    river: Path, data: bytes, said: str
) -> None:
    path = river / "translations/fr/LC_MESSAGES/river.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    done = run(river, "catalog", "update")
    assert done.code == 4
    assert done.err.count(said) == 1
    assert done.err.count("what to do") == 1
    assert path.read_bytes() == data


@pytest.mark.pdf
def test_what_a_page_of_the_security_council_says_of_itself_stands_under_the_middle_of_its_title(river: Path) -> None:
    import pypdfium2

    assert run(river, "build", "--house", "un-sc").code == 0
    page = pypdfium2.PdfDocument(river / "build/river/un-sc/river.en.pdf")[0]
    text = page.get_textpage()

    def middle(words: str) -> float:
        start, count = text.search(words).get_next()
        boxes = [text.get_charbox(at) for at in range(start, start + count)]
        return (min(box[0] for box in boxes) + max(box[2] for box in boxes)) / 2

    notice = "The United Nations did not issue this text; only its form is that of United Nations documents."
    assert abs(middle("River") - middle(notice)) < 2
