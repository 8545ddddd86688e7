"""Styles kept over documents and objects serialized once: every page is the same to the byte as without."""

import ast
import hashlib
import inspect
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pydyf
import pytest
import weasyprint
from weasyprint import CSS, HTML
from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle, StyleFor
from weasyprint.text.fonts import FontConfiguration

from engross.typesetting.weasyprint import styles
from engross.typesetting.weasyprint.keeping import keeping_styles, serializing_once
from engross.typesetting.weasyprint.styles import CHANGED, Memory, PageStyle

pytestmark = pytest.mark.pdf
CSS_TEXT = """
@page { size: 60mm 90mm; margin: 5mm; @bottom-center { content: counter(page) } }
@page wide { size: 100mm 60mm } html { font-size: 8pt; --gap: 2mm } .narrow { width: 30vw; background: #eee }
li { list-style: inside } q::before { content: "«" } q::after { content: "»" } .box { border: 1pt solid; margin: 1em }
.box > p { margin: inherit; padding: var(--gap); letter-spacing: .1em; line-height: 1.5em } .note { float: footnote }
table { border-collapse: collapse; padding: 3mm } td { padding: inherit; margin: 4mm; border: 1pt solid #999 }
table > * { padding: inherit } .wide { page: wide } h1 { string-set: head content(); bookmark-level: 1 }
.leads::after { content: leader(".") counter(page) } .first::first-letter { font-size: 200% }
.line::first-line { font-variant: small-caps; letter-spacing: 1pt } .big { font-size: 3vw }
.big b { letter-spacing: .2em; width: 2em }
"""
BODY = """<h1 id=top>Title</h1><p>Text <q>said <b lang=fr>haut</b></q> and<span class=note id=n1>a note</span> more.
<ul><li>one<li><p>two</ul><div class=box><p>in the box<p id=x style="width: 40%">narrow</div><p class=leads>to
<table><colgroup><col style="width: 30%"><col><tr><td>a<td><b>b</b><tr><td>c<td>d</table><div class=narrow>x</div>
<p class=first>First letter<p class=line>First line of a paragraph that goes on
<div class=big>big <b>bold</b> <i>slanted</i></div>"""


def page(body: str, language: str = "en", css: str = "") -> str:
    return f"<html lang={language}><title>t</title><style>{css}</style><body>{body}</html>"


PAGES = (
    page(BODY),
    page(BODY, "ar"),
    page(BODY.replace("id=top", "id=other").replace("two", "zwei"), "de"),
    page(BODY, "en", "@page { size: 80mm 50mm !important }"),
    page(f"<div class=wide>{BODY}</div>{BODY.replace('id=', 'title=')}"),
)


@pytest.fixture(scope="module")
def fonts() -> FontConfiguration:
    return FontConfiguration()


@pytest.fixture(scope="module")
def sheet(fonts: FontConfiguration) -> CSS:
    return CSS(string=CSS_TEXT, font_config=fonts)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    styles.memory.cache_clear()
    yield
    styles.memory.cache_clear()


def made(html: str, sheet: CSS, fonts: FontConfiguration, **options: bool) -> bytes:
    document = HTML(string=html).render(stylesheets=[sheet], font_config=fonts)
    return document.write_pdf(pdf_identifier=b"1", pdf_tags=True, **options)


@pytest.fixture(scope="module")
def stock(sheet: CSS, fonts: FontConfiguration) -> dict[str, bytes]:
    """The pages as the engine makes them alone."""
    return {html: made(html, sheet, fonts) for html in PAGES}


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (0, 3, 0, 3, 4, 1, 2, 1)])
def test_documents_in_any_order_are_the_same_to_the_byte(order, sheet, fonts, stock):
    for number in order:
        with keeping_styles(()), serializing_once():
            assert made(PAGES[number], sheet, fonts) == stock[PAGES[number]]


def test_a_later_document_of_a_house_works_out_nothing_anew(sheet, fonts, monkeypatch):
    with keeping_styles(()):
        for name in "ab":
            made(page(f"<p id={name}>one"), sheet, fonts)
        asked = []
        work_out = ComputedStyle.__missing__
        monkeypatch.setattr(ComputedStyle, "__missing__", lambda self, key: asked.append(key) or work_out(self, key))
        made(page("<p id=c>two"), sheet, fonts)
    assert set(asked) == {"anchor"}  # which is the element's own


def test_styles_of_pseudo_elements_are_made_when_they_are_asked_for(sheet, fonts, monkeypatch):
    given = []
    keep = PageStyle.keep
    monkeypatch.setattr(PageStyle, "keep", lambda self, kept: given.append(self.pseudo_type) or keep(self, kept))
    with keeping_styles(()):
        made(page("<p>text<ul><li>item</ul>"), sheet, fonts)
    assert given.count("marker") == 1
    assert not {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"} & set(given)


def test_no_more_styles_are_kept_than_were_allowed(sheet, fonts, stock, monkeypatch):
    memory = Memory(limit=20)
    monkeypatch.setattr(styles, "memory", lambda: memory)
    memory_sizes = []
    for html in PAGES:
        assert made(html, sheet, fonts) == stock[html]
        monkeypatch.setattr("weasyprint.css.StyleFor", styles.KeepingStyleFor)
        assert made(html, sheet, fonts) == stock[html]
        monkeypatch.undo()
        monkeypatch.setattr(styles, "memory", lambda: memory)
        memory_sizes.append(len(memory.styles))
    assert memory_sizes == [20] * len(PAGES)


def test_another_document_keeps_no_more_than_its_own_new_rules(sheet, fonts):
    sizes = []
    for number in range(6):
        with keeping_styles(()):
            made(page(BODY.replace("id=top", f"id=top{number}")), sheet, fonts)
        sizes.append(len(styles.memory().styles))
    assert len(set(sizes)) == 1


def test_what_the_engine_complains_of_it_complains_of_again(fonts, caplog):
    bad = CSS(string="p { width: calc(1em * 1em) } @page { size: 60mm }", font_config=fonts)
    heard: list[logging.LogRecord] = caplog.records
    counts = []
    for _ in range(3):
        caplog.clear()
        with caplog.at_level(logging.WARNING, logger="weasyprint"), keeping_styles(heard):
            made(page("<p>text"), bad, fonts)
        counts.append(len(caplog.records))
    assert counts[0] > 0 and len(set(counts)) == 1


def test_nothing_is_kept_of_a_document_that_broke_off(sheet, fonts):
    def broken() -> None:
        with keeping_styles(()):
            made(page("<p>text"), sheet, fonts)
            assert styles.memory().styles
            raise RuntimeError

    pytest.raises(RuntimeError, broken)
    assert not styles.memory().styles
    assert weasyprint.css.StyleFor is StyleFor


def test_a_kept_style_refuses_to_be_changed_in_place_where_others_follow_from_it(fonts):
    style = PageStyle(None, {}, None, InitialStyle(fonts), None, fonts, {})
    style.keep(Memory().find(style))
    style["overflow"] = "hidden"
    with pytest.raises(TypeError, match="font_size"):
        style["font_size"] = 3
    changed = style.copy()
    changed["font_size"] = 3
    assert type(changed) is ComputedStyle


SIDES = {name for name in CHANGED if name.startswith(("padding", "margin"))}
IN_PLACE = CHANGED | {"white_space", "position"}  # these two on anonymous boxes alone


def test_the_engine_changes_in_place_what_is_known_and_copies_before_it_changes_more():
    """Each assignment `style[name] = …` in the engine, but in functions that copy the style first."""
    found = set()
    for file in Path(weasyprint.__file__).parent.rglob("*.py"):
        if file.parent.name == "svg":
            continue
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                lines = ast.unparse(function)
                if "style.copy()" not in lines:
                    found |= set(assigned(function))
    # in loops: counters of pages, padding and margins in tables; `name` is that of a rule, in the making of a cascade
    assert found == IN_PLACE - SIDES - {"counter_reset", "counter_set"} | {
        "propname", "f'padding_{side}'", "f'margin_{side}'", "name"
    }  # fmt: skip


def assigned(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Subscript) and re.search(r"(?<!counter_)style$", ast.unparse(target.value)):
                name = target.slice
                yield str(name.value) if isinstance(name, ast.Constant) else ast.unparse(name)


def source(item: object) -> str:
    return hashlib.sha256(inspect.getsource(item).encode()).hexdigest()[:8]  # type: ignore[arg-type]


def test_the_functions_that_are_taken_over_are_those_that_were_read():
    """When one differs: read it, see that `engine/styles.py` and `engine/keeping.py` still hold, write its digest."""
    read = {
        ComputedStyle: "4ff0512c",
        AnonymousStyle: "414bbf41",
        StyleFor: "dac5a132",
        pydyf.PDF.write: "242cd38f",
    }
    assert {item: source(item) for item in read} == read


class TestSerializing:
    @pytest.fixture
    def counted(self, monkeypatch) -> list[object]:
        made_of: list[object] = []
        data = pydyf.Stream.data.fget
        monkeypatch.setattr(pydyf.Stream, "data", property(lambda self: made_of.append(self) or data(self)))
        return made_of

    @pytest.mark.parametrize("uncompressed", [False, True])
    def test_each_stream_of_a_file_is_made_into_bytes_once(self, counted, sheet, fonts, uncompressed):
        with serializing_once():
            made(PAGES[0], sheet, fonts, uncompressed_pdf=uncompressed)
        assert len(counted) == len({id(each) for each in counted})

    def test_the_library_still_does_it_twice(self, counted, sheet, fonts):
        """When this fails `serializing_once` is needed no more."""
        made(PAGES[0], sheet, fonts)
        assert len(counted) > 1.5 * len({id(each) for each in counted})

    @pytest.mark.parametrize("identifier", [False, True, b"1"])
    @pytest.mark.parametrize("compress", [False, True])
    def test_a_file_is_the_same_with_any_identifier(self, identifier, compress):
        def file(module: ModuleType) -> bytes:
            import io

            pdf, out = module.PDF(), io.BytesIO()
            pdf.info["Title"] = module.String("t (1)")
            pdf.add_object(module.Stream([b"q", 1.5, "Q"], compress=compress))
            pdf.add_page(module.Dictionary({"Type": "/Page", "Box": module.Array([0, 0, 1, 1])}))
            pdf.write(out, b"1.7", identifier, compress)
            return out.getvalue()

        plain = file(pydyf)
        with serializing_once():
            assert file(pydyf) == plain
        assert file(pydyf) == plain
