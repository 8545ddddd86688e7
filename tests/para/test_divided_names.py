"""A word with a capital is divided only where the spaces of a paragraph would else be holes, and some words never."""

import pypdfium2
import pytest
from gate import set_page
from test_gate import fonts  # noqa: F401 - a fixture

from engross.errors import HouseError
from engross.sources.penalties import read
from engross.sources.settings import Settings

pytestmark = pytest.mark.pdf
TEXT = (
    "Whereas disregard and contempt for human rights have led to acts that the International Criminal Police "
    "Organization and the Governments of the Member States have to answer for, and the coming of a world in which "
    "all of us shall be free of fear and want is what the Representatives at the Conference hope for, and is of use "
    "to the President of the Republic as to the Administrator of the Programme, "
)


def lines(fonts, mm: float, **more) -> list[str]:  # noqa: F811
    css = f"""@page {{ size: {mm}mm 200mm; margin: 0 }} html {{ font: 10pt/12pt "Liberation Serif" }}
    body, p {{ margin: 0 }}
    p {{ text-align: justify; hyphens: auto; hyphenate-limit-chars: 6 3 3; hyphenate-character: "\\2010" }}"""
    data, setting = set_page(f"<html lang=en><title>x</title><style>{css}</style><p>{TEXT}</p>", fonts, **more)
    assert not setting.refused
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    return text.replace("\x02", "\x02\n").replace("\r", "").split("\n")


def divided(found: list[str]) -> list[str]:
    """What stands before each hyphen put in."""
    return [line.split()[-1].rstrip("\x02") for line in found if line.endswith("\x02")]


def test_names_are_divided_in_a_column_where_nothing_else_will_do(fonts):  # noqa: F811
    assert any(part[0].isupper() for part in divided(lines(fonts, 42)))


def test_a_house_may_forbid_it(fonts):  # noqa: F811
    forbidding = read(Settings("[lines]\ndivided-name = inf\n", "house.toml", HouseError))
    assert not [part for part in divided(lines(fonts, 42, **forbidding)) if part[0].isupper()]


def test_no_name_is_divided_in_the_measure_of_a_page(fonts):  # noqa: F811
    assert not [part for part in divided(lines(fonts, 125)) if part[0].isupper()]


def test_a_word_that_the_document_keeps_whole_is_not_divided_in_a_column_either(fonts):  # noqa: F811
    parts = divided(lines(fonts, 42))
    names = [word.strip(",.") for word in TEXT.split() if word[0].isupper()]
    cut = {name for name in names for part in parts if name.startswith(part)}
    assert cut
    left = divided(lines(fonts, 42, whole=tuple(cut)))
    assert not [name for name in cut for part in left if name.startswith(part)]
