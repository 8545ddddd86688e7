"""Figures on the page: no line divides one, in any language, in paragraphs and in columns; no character is put in."""

from collections import Counter

import pikepdf
import pytest
from gate import Letter, letters, set_page
from test_gate import fonts  # noqa: F401 - a fixture

pytestmark = pytest.mark.pdf
PAGE = """<html lang={lang} dir={dir}><title>x</title><style>
@page {{ size: {wide}pt 800pt; margin: 0 }} html {{ font: 10pt/12pt "{face}" }}
body, p {{ margin: 0 }} p {{ text-align: {align}; hyphens: auto }}
table {{ border-collapse: collapse; width: 100% }} td {{ padding: 0 }}</style>{body}"""
FACES = {"ar": "Amiri", "zh-Hans": "Noto Serif CJK SC"}
CASES = [
    ("en", "a sum of 8 898 000 dollars was", "0123456789"),
    ("en", "in A/80/7/Add.3 and of", "A/807"),
    ("en", "as of 25/12/2024 or", "0123456789/"),
    ("en", "in 2024-2025 or", "0123456789-"),
    ("en", "the 7 (d) of it", "7()d"),
    ("fr", "un montant de 8\u00a0898\u202f000 euros est", "0123456789"),
    ("fr", "note A/80/7/Add.3 est", "A/807"),
    ("es", "la suma de 8 898 000 euros o", "0123456789"),
    ("ru", "в сумме 8 898 000 долл. или", "0123456789"),
    ("zh-Hans", "总额（8 898 000）美元于", "0123456789（）"),
    ("zh-Hans", "于第81届会议", "81第届"),
    ("ar", "مبلغ 8 898 000 هو", "0123456789"),
    ("ar", "في كانون الأول/ديسمبر هو", "/أد"),
    ("ar", "في A/80/7/Add.3 هو", "A/807"),
]


def page(lang: str, body: str, wide: float, align: str = "justify") -> str:
    return PAGE.format(
        lang=lang, dir="rtl" if lang == "ar" else "ltr", wide=wide, face=FACES.get(lang, "Liberation Serif"),
        align=align, body=body,
    )  # fmt: skip


def rows(data: bytes) -> list[list[Letter]]:
    """The letters of each line, from the left."""
    found: dict[int, list[Letter]] = {}
    for each in letters(data):
        found.setdefault(round(each.y), []).append(each)
    return [sorted(found[y], key=lambda letter: letter.x) for y in sorted(found, reverse=True)]


@pytest.mark.parametrize("align", ["justify", "start"])
@pytest.mark.parametrize(("lang", "text", "signs"), CASES, ids=[f"{lang}-{n}" for n, (lang, _, _) in enumerate(CASES)])
def test_no_line_divides_a_figure(fonts, lang, text, signs, align):  # noqa: F811
    of_one = Counter(each for each in text if each in signs)
    for wide in (83, 97, 110, 127):
        other = "هه" if lang == "ar" else "xx"
        said = " ".join(f"{text} {other}{'x' * (n % 4)}" for n in range(12))  # PDFium leaves out a line that is another
        data, setting = set_page(page(lang, f"<p>{said}</p>", wide, align), fonts)
        assert not setting.refused and not setting.wide
        lines = rows(data)
        assert len(lines) > 4
        for line in lines:
            counts = Counter(each.said for each in line if each.said in signs)
            assert {counts[sign] % of_one[sign] for sign in of_one} == {0}, "".join(each.said for each in line)
            assert len({counts[sign] // of_one[sign] for sign in of_one}) == 1, "".join(each.said for each in line)


@pytest.mark.parametrize("figure", ["A/CN.4/2004/12345/Add.3", "25/12/202400000", "12345/67890123"])
@pytest.mark.parametrize("wide", [50, 55, 60])
def test_a_figure_wider_than_its_column_is_divided_behind_a_stroke_and_reported(fonts, figure, wide):  # noqa: F811
    data, setting = set_page(page("en", f"<p>{figure}</p>", wide, "start"), fonts)
    lines = ["".join(each.said for each in line) for line in rows(data)]
    assert "".join(lines) == figure and len(lines) > 1
    assert all(line.endswith("/") for line in lines[:-1])
    assert list(setting.wide) == [figure]


def test_a_number_wider_than_its_column_is_never_divided_and_reported(fonts):  # noqa: F811
    data, setting = set_page(page("en", "<p>of 123 456 789 000 000 it</p>", 50, "start"), fonts)
    assert "123456789000000" in ["".join(each.said for each in line) for line in rows(data)]
    assert list(setting.wide) == ["123 456 789 000 000"]


@pytest.mark.parametrize("figure", ["8 898 000", "(107 700)", "A/80/7/Add.3", "2024–2025", "12,5 %"])
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_column_is_as_wide_as_its_widest_figure(fonts, lang, figure):  # noqa: F811
    words = "نص آخر طويل جدا " if lang == "ar" else "words that want all of the room "
    table = f"<table><tr><td>{words * 8}<td dir=ltr>{figure}</table>"
    data, setting = set_page(page(lang, table, 150, "start"), fonts)
    last = {letter for letter in figure if not letter.isspace()}
    assert not setting.wide
    lines = ["".join(each.said for each in line) for line in rows(data)]
    assert any("".join(figure.split()) in line for line in lines), (lines, last)


def test_a_no_break_hyphen_is_a_hyphen_of_the_face_at_which_no_line_ends(fonts):  # noqa: F811
    text = "non\u2011interference and co\u2011operation or "
    for wide in (70, 90, 110, 130):
        data, _ = set_page(page("en", f"<p>{text * 6}</p>", wide).replace("hyphens: auto", "hyphens: manual"), fonts)
        lines = ["".join(each.said for each in line) for line in rows(data)]
        assert "".join(lines).count("-") == 12 and not any(line.endswith("-") for line in lines)
        with pikepdf.open(_file(data)) as pdf:
            faces = {str(font["/BaseFont"]) for each in pdf.pages for font in each.Resources.Font.values()}
        assert all("Liberation" in face for face in faces)


def _file(data: bytes):
    import io

    return io.BytesIO(data)


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_no_word_joiner_is_in_the_file(fonts, lang):  # noqa: F811
    text = "by e-mail in S/PRST/2021/1 of " if lang == "en" else "2012年11月5日第81届会议"
    data, _ = set_page(page(lang, f"<h1>{text}</h1><p>{text * 6}</p>", 150), fonts)
    with pikepdf.open(_file(data)) as pdf:
        for each in pdf.objects:
            said = each.read_bytes() if isinstance(each, pikepdf.Stream) else each.unparse()
            if said[:4] in (b"OTTO", b"\0\1\0\0", b"true"):  # a font
                continue
            assert b"2060>" not in said and "\u2060".encode("utf-16-be") not in said.replace(b"\\", b"")
