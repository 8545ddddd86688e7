"""A note stands on the page of its call, whatever follows: the engine alone sends it away to make room for a line."""

import pypdfium2
import pytest
from gate import set_page, set_stock
from test_gate import ROOT

from engross import building
from engross.workspace import Workspace

pytestmark = pytest.mark.pdf
PAGE = """<html lang="en"><style>@page {{ size: 200pt 200pt; margin: 10pt }} body, p, div {{ margin: 0 }}
p {{ font: 10pt/12pt "Liberation Serif"; text-align: justify; orphans: 2; widows: 2 }}
div {{ height: {filler}pt }} span {{ float: footnote }}
span::footnote-call, span::footnote-marker {{ content: none }}</style>
<p>The lamp of the island.<span>A note on the lamp.</span></p><div></div><p>{words}</p></html>"""
WORDS = "The keeper wrote in the book of the tower that the sea was calm and that no ship had come. " * 3


@pytest.fixture(scope="module")
def fonts():
    """The engine's view of the locked fonts."""
    building.prepare_fonts(Workspace(ROOT), False)
    from engross.typesetting import pdf

    return pdf.font_configuration()


def first_pages(fonts, setter) -> list[str]:
    """What the first page says, for each place at which the second paragraph may begin on it."""
    pages = []
    for lines in range(14):
        data, _ = setter(PAGE.format(filler=12 * lines, words=WORDS), fonts)
        pages.append(pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range())
    return pages


def test_a_note_is_never_sent_to_the_next_page_to_make_room_for_a_line(fonts):
    assert all("A note on the lamp." in page for page in first_pages(fonts, set_page))


def test_the_engine_alone_still_sends_notes_away(fonts):
    """When this fails, `Build.lines` need not hold lines back any longer."""
    assert not all("A note on the lamp." in page for page in first_pages(fonts, set_stock))


CALL = """<html lang="en"><style>@page {{ size: {width}pt 300pt; margin: 10pt }} body, p {{ margin: 0 }}
p {{ font: 10pt/12pt "Liberation Serif"; text-align: justify }}
.call {{ vertical-align: .45em; font-size: .65em; white-space: nowrap }}</style>
<p>The lamps of the island and (the towers)<span class="call">(7)</span>, <b>of the shore)</b><span
class="call">(8)</span>.</p></html>"""


def test_the_call_of_a_note_never_begins_a_line_not_even_after_a_bracket(fonts):
    begun = set()
    for width in range(60, 220, 3):
        data, _ = set_page(CALL.format(width=width), fonts)
        text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        begun |= {line[:3] for line in text.splitlines()}
    assert not {"(7)", "(8)"} & begun


BOXED = """<html lang="en"><style>@page {{ size: {width}pt 300pt; margin: 10pt }}
td {{ font: 9pt/11pt "Liberation Serif" }} a {{ color: inherit }}
sup {{ vertical-align: .45em; font-size: .65em }}</style>
<table><tr><td>Cooperation between the agencies of all the States <sup>7</sup> and their courts
<sup><a href="https://example.org">8</a></sup>, in the mass of <sup>9</sup>Be, is good</table></html>"""


def test_a_raised_call_after_a_space_does_not_begin_a_line_of_a_box_and_raised_letters_of_a_word_may(fonts):
    begun = set()
    for width in range(70, 220, 2):
        data, _ = set_page(BOXED.format(width=width), fonts)
        text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
        begun |= {line[:1] for line in text.splitlines()}
    assert not {"7", "8"} & begun
    assert "9" in begun
