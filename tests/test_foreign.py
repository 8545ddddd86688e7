"""The language of phrases: marked where the original has the same words, never guessed."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_edition import ROME, WORKSPACE, edited, line

from engross import building
from engross.building import tongues
from engross.editing import foreign_words
from engross.errors import ContentError, Place
from engross.model import Run
from engross.model.notation import parse
from engross.pipeline.making import languages_on
from engross.readback import fidelity
from engross.readback.tag_tree import read
from engross.sources.catalog.reading import Entry
from engross.typesetting import glyphs, html
from engross.typesetting.outputs import OUTPUTS
from engross.typesetting.pdf import Setting
from engross.workspace import Workspace

SOURCE = "See United Nations, Treaty Series, vol. 2225, No. 39574, and the World Drug Report by INTERPOL (A/65/310)."


def marked(text: str, source: str = SOURCE) -> list[str]:
    """The words that are marked as English."""
    runs = foreign_words.marked(parse(text), source, "en")
    assert "".join(run.text for run in runs) == "".join(run.text for run in parse(text))
    return [run.text for run in runs if run.language == "en"]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("انظر United Nations, Treaty Series, vol. 2225.", ["United Nations, Treaty Series, vol. 2225"]),
        ("United Nations, {i:Treaty Series}, vol. 2225", ["United Nations, ", "Treaty Series", ", vol. 2225"]),
        ("см. World Drug Report, с. 7", ["World Drug Report"]),
        ("见World Drug Report(第7页)", ["World Drug Report"]),
        ("(United Nations)", ["United Nations"]),
        ("INTERPOL и INTERPOL", []),  # a name by itself
        ("A/65/310 (Sect. 2)/Add.1", []),  # a symbol
        ("انظر Nations Unies, Recueil des Traités", []),  # the original does not say it
        ("Rapport mondial {fr:World Drug Report}", []),  # its author has said what it is
    ],
)  # fmt: skip
def test_a_phrase_is_in_the_original_s_language_if_the_original_has_it(text: str, phrases: list[str]) -> None:
    assert marked(text) == phrases


def test_letters_tell_nothing_where_both_are_written_in_latin_ones() -> None:
    tell = {
        (own, other): foreign_words.tells(WORKSPACE.language(own), WORKSPACE.language(other))
        for own, other in (("ar", "en"), ("ru", "fr"), ("zh", "es"), ("fr", "en"), ("ar", "ru"), ("en", "ar"))
    }
    assert [pair for pair, told in tell.items() if told] == [("ar", "en"), ("ru", "fr"), ("zh", "es")]


WORDS = {"ar": "انظر World Drug Report.", "ru": "См. World Drug Report.", "zh": "见World Drug Report。"}


def translation(tag: str, **options: bool):
    """The declaration with one clause alone that has a phrase in English in its translation."""
    (clause,) = [each for each in ROME.walk() if each.label == "P2"]
    own = replace(ROME, clauses=(replace(clause, source="See the World Drug Report."),))
    entry = Entry(source="See the World Drug Report.", text=WORDS[tag], fuzzy=False, place=Place())
    return edited(tag, document=own, P2=entry, **options)


@pytest.mark.parametrize("tag", WORDS)
def test_a_translation_marks_the_words_it_shares_with_the_clause(tag: str) -> None:
    runs = line(translation(tag), "P2").runs
    assert [(run.text, run.language) for run in runs if run.language] == [("World Drug Report", "en")]


@pytest.mark.pdf
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the engine leaves its profile open
@pytest.mark.parametrize("tag", WORDS)
def test_the_tree_says_the_language_of_the_phrase(tag: str, tmp_path: Path) -> None:
    building.prepare_fonts(WORKSPACE, False)
    edition, spoken = translation(tag), tongues(WORKSPACE, ROME, tag)
    languages = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
    page = html.page(edition, WORKSPACE.assets("interpol"), languages, WORKSPACE.pictures(ROME))
    pdf = OUTPUTS["record"].render(Setting(edition=edition, page=page, languages=languages, sources=()))
    fidelity.check(edition, translation(tag, unset=True), page.html, pdf)
    (tmp_path / "x.pdf").write_bytes(pdf.data)
    (clause,) = [part for part in read(tmp_path / "x.pdf").walk() if part.id == "P2"]
    assert clause.words().endswith(WORDS[tag])
    assert [part.text for part in clause.walk() if part.language == "en"] == ["World Drug Report"]


def test_what_is_marked_is_a_part_of_its_own() -> None:
    (run,) = (
        each
        for each in foreign_words.marked((Run(text="см. World Drug Report", strong=True),), SOURCE, "en")
        if each.language
    )
    assert (run.text, run.strong) == ("World Drug Report", True)


HEAD = """---
id: {id}
language: {tag}
title: Lamps
body: General Assembly
session: Ninety-ninth session
adopted: 2031-02-01
issued: 2031-02-03
address: https://example.org/lamps
symbol: none
agenda: Agenda item 1
item: Lamps
resolved: Resolution adopted
proposal: "[none]"
number: 99/1.
job: 31-00100
house: un-ga
---
"""


def content(folder: Path, name: str, tag: str, words: str) -> None:
    (folder / "content" / f"{name}.md").write_text(HEAD.format(id="lamps", tag=tag) + f"\nTX1: {words}\n", "utf-8")


def test_a_text_of_a_structure_of_its_own_is_compared_with_the_whole_first_text(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    content(tmp_path, "lamps", "en", "See the World Drug Report.")
    content(tmp_path, "lamps.ar", "ar", "انظر World Drug Report و United Fruit Company.")
    workspace = Workspace(tmp_path)
    edition = building.edition_of(workspace, job("ar"))
    assert [run.text for run in line(edition, "TX1").runs if run.language == "en"] == ["World Drug Report"]


def test_words_may_be_marked_as_in_any_language_of_the_workspace(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    content(tmp_path, "lamps", "en", "See the {fr:Recueil des Traités}, {ru:сборник} and {ar:العنف}.")
    workspace = Workspace(tmp_path)
    edition, document = building.edition_of(workspace, job("en")), workspace.document("lamps")
    languages = languages_on(workspace, edition, tongues(workspace, document, "en"))
    assert set(languages) == {"en", "fr", "ru", "ar"}
    page = html.page(edition, workspace.assets("un-ga"), languages)
    assert '<span lang="ar" dir="rtl"' in page.html and '<span lang="fr" dir="ltr"' in page.html
    glyphs.check(edition, languages, building.prepare_fonts(workspace, False)[0])


def test_words_in_a_language_that_is_not_known_are_named(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    content(tmp_path, "lamps", "en", "See the {tlh:nuqneH}.")
    workspace = Workspace(tmp_path)
    edition, document = building.edition_of(workspace, job("en")), workspace.document("lamps")
    with pytest.raises(ContentError) as refused:
        languages_on(workspace, edition, tongues(workspace, document, "en"))
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.clause) == ("content/language", "TX1")


def job(tag: str) -> building.Job:
    return building.Job(document="lamps", language=tag, house="un-ga", draft=False, target=Path())
