"""What is kept together from left to right in a right-to-left text, and what is not."""

from pathlib import Path

import pytest
from test_foreign import content, job

from engross import building
from engross.direction import phrases
from engross.making import languages_on
from engross.model import Run
from engross.outputs import html
from engross.workspace import Workspace


def kept(*texts: str) -> list[str]:
    """The phrases marked, of runs where every second one is a link."""
    runs = tuple(Run(text=text, link="https://x" if number % 2 else "") for number, text in enumerate(texts))
    made, found, open_ = phrases(runs), [], False
    assert "".join(run.text for run in made) == "".join(texts)
    for run in made:
        if run.ltr:
            found = [*found[:-1], found[-1] + run.text] if open_ else [*found, run.text]
        open_ = run.ltr
    return found


@pytest.mark.parametrize(
    ("texts", "phrases_"),
    [
        (("رقم 27 (", "A/77/27", ")."), []),  # both brackets are of the Arabic sentence
        (("انظر ", "A/77/27", ") و ("), []),
        (("(", "A/77/27", "), (", "A/77/28", ")"), []),
        (("انظر [", "A/77/27", "]، الفقرة"), []),
        (("انظر United (", "A/77/27", ")."), ["United (A/77/27)"]),
        (("انظر Treaty ", "Series (A", ") (vol. 1"), ["Treaty Series (A)"]),
        (("انظر Treaty ", "Series", " (1 عام)"), ["Treaty Series"]),
    ],
)
def test_a_bracket_belongs_to_a_phrase_only_together_with_its_fellow(
    texts: tuple[str, ...], phrases_: list[str]
) -> None:
    assert kept(*texts) == phrases_


@pytest.mark.parametrize(("link", "turned"), [("2626 (2022)", False), ("A/RES/70/1", True), ("217 A (III)", True)])
def test_a_link_of_numbers_is_read_as_the_arabic_around_it(tmp_path: Path, link: str, turned: bool) -> None:
    """The year stands left of the number it belongs to; a symbol with letters runs from left to right."""
    (tmp_path / "content").mkdir()
    content(tmp_path, "lamps", "ar", f"القرار [{link}](https://example.org/x) المؤرخ")
    workspace = Workspace(tmp_path)
    edition = building.edition_of(workspace, job("ar"))
    spoken = building.tongues(workspace, workspace.document("lamps"), "ar")
    page = html.page(edition, workspace.assets("un-ga"), languages_on(workspace, edition, spoken))
    said = page.html.replace("\u00a0", " ")
    assert (f'<a href="https://example.org/x" dir="ltr">{link}</a>' in said) == turned
    assert f">{link}</a>" in said
