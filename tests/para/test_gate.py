"""The gate: with the engine's own breaks forced on them, our paragraphs are the engine's, but for its known faults.

This says at once when another release of the engine, or of Pango, has moved something.
"""

import re
from pathlib import Path

import pytest
from conftest import DOCUMENT, ROOT
from gate import forcing, letters, lines_that_differ, set_page, set_stock

from engross import building
from engross.typesetting import html
from engross.workspace import Workspace

pytestmark = pytest.mark.pdf
OFF = 0.15  # pt: the engine writes distances in whole thousandths of an em and forgets what is left over


def page_of(tag: str) -> str:
    """The declaration in a language, in the form of INTERPOL, with its style sheets inside."""
    workspace = Workspace(ROOT)
    document = workspace.document(DOCUMENT)
    spoken = building.tongues(workspace, document, tag)
    spoken_languages = {each.tag: each for each in (spoken.own, spoken.original, spoken.distribution)}
    job = building.Job(document=DOCUMENT, language=tag, house="un", draft=False, target=ROOT)
    page = html.page(building.edition_of(workspace, job), workspace.assets("un"), spoken_languages)
    sheets = "".join(f"<style>{css}</style>" for _, css in page.styles)
    return page.html.replace("</head>", sheets + "</head>")


@pytest.fixture(scope="module")
def fonts():
    """The engine's view of the locked fonts."""
    building.prepare_fonts(Workspace(ROOT), False)
    from engross.typesetting import pdf

    return pdf.font_configuration()


@pytest.fixture(scope="module")
def features() -> str:
    """A page that holds everything a paragraph may."""
    return (Path(__file__).parent / "features.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def gate(fonts, features):
    """The page with everything: as the engine sets it, and as we do with its breaks."""
    stock, breaks = set_stock(features, fonts)
    ours, setting = set_page(features, fonts, forcing(breaks))
    return stock, ours, setting


def test_every_letter_stands_where_the_engine_puts_it(gate):
    """But in the line where the engine loses width at the border of a language inside a line."""
    stock, ours, _ = gate
    wrong = [line for line in lines_that_differ(ours, stock, OFF) if "A/RES/70/1" not in line]
    assert wrong == []


def test_nothing_of_a_paragraph_is_refused(gate):
    assert dict(gate[2].refused) == {}


def test_all_letters_are_said_and_no_letter_too_many(gate, features):
    """The engine says a lam too many where Amiri draws lam-alef as two glyphs; we do not."""
    _, ours, _ = gate
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]*>|&shy;|&lt;|&gt;", "", features, flags=re.S)
    wanted = sorted(re.sub(r"[\s\d./]", "", body).lower())
    said = sorted(re.sub(r"[\s\d./]", "", "".join(each.said for each in letters(ours))).lower())
    assert said == wanted


@pytest.mark.parametrize("tag", ("en", "ru", "zh"))
def test_every_letter_of_the_declaration_stands_where_the_engine_puts_it(tag, fonts):
    page = page_of(tag)
    stock, breaks = set_stock(page, fonts)
    ours, setting = set_page(page, fonts, forcing(breaks))
    assert dict(setting.refused) == {}
    assert len(lines_that_differ(ours, stock, 0.4)) <= 3


def test_vowels_and_doubling_marks_are_each_called_by_their_name(fonts):
    """HarfBuzz draws shadda before a vowel, whichever is typed first."""
    words = "\u0643\u0644\u0651 \u0643\u0644\u064f\u0651 \u0643\u0644\u0651\u064f \u0645\u062f\u0651\u0629"
    style = "@page { size: 90mm } p { font: 14pt/24pt Amiri }"
    data, _ = set_page(f"<html lang=ar dir=rtl><title>x</title><style>{style}</style><p>{words}</p>", fonts)
    assert sorted(each.said for each in letters(data)) == sorted(words.replace(" ", ""))
