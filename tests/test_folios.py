"""The form of the page number is said once, in house.toml. One page is set for each form."""

from pathlib import Path

import pytest
from conftest import run

from engross.errors import HouseError
from engross.model.folios import Folio
from engross.pipeline.making import Folios
from engross.readback.fidelity import strange
from engross.typesetting.html import Page
from engross.workspace import Workspace

FORMS = ("– {page} –", "{page:upper-roman}", "[{page:lower-roman}/{pages}]", "{page:arabic-indic}", "{page}")


def stranger(root: Path, settings: str, css: str = "") -> Path:
    folder = root / "templates" / "stranger"
    folder.mkdir(parents=True)
    (folder / "house.toml").write_text(f'extends = "interpol"\nname = "S"\nabout = "S."\n{settings}\n')
    (folder / "page.css").write_text(css)
    return root


@pytest.mark.pdf
@pytest.mark.parametrize("language", ("en", "ar"))
@pytest.mark.parametrize("form", FORMS)
def test_a_house_prints_the_folio_in_its_own_form(workspace: Path, form: str, language: str) -> None:
    stranger(workspace, f'folio = "{form}"')
    done = run(workspace, "build", "--house", "stranger", "--language", language)
    assert done.code == 0, done.err


@pytest.mark.pdf
def test_a_style_sheet_that_prints_another_form_is_told_where_the_form_is_said(workspace: Path) -> None:
    css = '@page :right { @bottom-right { content: "– " counter(page) " –"; } }'
    stranger(workspace, "", css)
    done = run(workspace, "build", "--house", "stranger", "--language", "en")
    assert done.code == 8
    assert "the folio “1/3”" in done.err
    assert "content: var(--folio)" in done.err
    (workspace / "templates" / "stranger" / "house.toml").write_text(
        'extends = "interpol"\nname = "S"\nabout = "S."\nfolio = "– {page} –"\n'
    )
    done = run(workspace, "build", "--house", "stranger", "--language", "en")
    assert done.code == 0, done.err


@pytest.mark.parametrize(("form", "said"), (
    ("Page {page}", "a word"), ("{pages}", "does not hold {page} once"), ("{page:runes}", "no known way: runes"),
))  # fmt: skip
def test_a_form_that_cannot_be_is_refused_with_its_line(tmp_path: Path, form: str, said: str) -> None:
    with pytest.raises(HouseError, match=r"templates/stranger/house.toml:4:1: folio: ") as caught:
        Workspace(stranger(tmp_path, f'folio = "{form}"')).house("stranger")
    assert said in str(caught.value)


def test_a_forged_folio_is_strange_in_every_form() -> None:
    for form in map(Folio, FORMS):
        assert strange(form.text(3, 7), [], form.text(3, 7), False) == ""
        assert strange(form.text(4, 7), [], form.text(3, 7), False) != ""
        assert form.fits("".join(form.text(12, 30).split()))
        assert not form.fits("forged")


def test_pages_of_a_longer_file_bear_its_numbers_in_the_form_of_the_house() -> None:
    page = Folios(first=3, total=9).on(Page(html="", styles=()), Folio("– {page}/{pages} –"))
    ((_, css),) = page.styles
    assert '--folio: "– " counter(page) "/" "9" " –"' in css
