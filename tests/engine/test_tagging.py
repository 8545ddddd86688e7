"""The structure tree that stands in for the engine's: everything a page may hold, read back with pikepdf."""

import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from conftest import ROOT

from engross.preflight import State, page_validation, verapdf
from engross.readback.tag_tree import Part, lines, read

pytestmark = pytest.mark.pdf
PAGE = Path(__file__).parent / "page.html"


def set_page(folder: Path, html: str, kind: str = "record") -> tuple[Path, str]:
    """The page as PDF, and the problems that were printed."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    program = str(Path(__file__).parent / "set_page.py")
    command = [sys.executable, program, str(folder / "page.html"), str(folder / "page.pdf"), kind]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return folder / "page.pdf", done.stdout


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file, problems = set_page(tmp_path_factory.mktemp("page"), PAGE.read_text(encoding="utf-8"))
    assert problems == ""
    return file


@pytest.fixture(scope="module")
def tree(page: Path) -> Part:
    return read(page)


def named(tree: Part, id: str) -> Part:
    return next(part for part in tree.walk() if part.id == id)


def roles(tree: Part, *wanted: str) -> list[Part]:
    return [part for part in tree.walk() if part.role in wanted]


def test_a_paragraph_that_crosses_pages_is_one_element_with_its_text(page: Path, tree: Part) -> None:
    clause = named(tree, "P1A")
    assert clause.text.startswith("A clause that is long enough to wrap")
    assert clause.text.endswith("until it stops here.")
    with pikepdf.open(page) as pdf:
        element = pdf.Root.StructTreeRoot.IDTree.Names[
            list(pdf.Root.StructTreeRoot.IDTree.Names).index(pikepdf.String("P1A")) + 1
        ]
        pages = {element.Pg.objgen} | {kid.Pg.objgen for kid in element.K if isinstance(kid, pikepdf.Dictionary)}
    assert len(pages) == 2


def test_label_and_text_are_apart(tree: Part) -> None:
    assert named(tree, "P1").words().startswith("P1: The first paragraph, with1 and a link")


def test_parts_in_another_language_say_so(tree: Part) -> None:
    spoken = {part.text: part.language for part in tree.walk() if part.text}
    assert spoken["en français"] == "fr"
    assert spoken["العربية"] == "ar"
    assert spoken["Title"] == "en"


def test_points_of_clauses_are_items_with_label_and_body_and_the_list_in_a_point_is_in_its_body(tree: Part) -> None:
    outer = next(part for part in roles(tree, "LI") if "P1B" in [each.id for each in part.walk()])
    label, body = outer.parts
    assert (label.role, label.text, body.role) == ("Lbl", "(a)", "LBody")
    assert [part.role for part in body.parts] == ["P", "L"]
    assert body.parts[0].id == "P1B"
    assert body.parts[0].words() == "A point2 with"
    assert [part.words() for part in body.parts[1].parts[0].parts] == ["(i)", "a point in it"]


def test_note_and_reference_know_each_other(page: Path, tree: Part) -> None:
    note = named(tree, "n1")
    assert [part.role for part in note.parts] == ["Lbl", "Span", "Span", "Span"]
    with pikepdf.open(page) as pdf:
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/Ref" in o]
        notes = {str(o.ID): o for o in elements if o.S == "/Note"}
        assert sorted(notes) == ["n1", "n2"]
        for id, element in notes.items():
            (reference,) = element.Ref
            assert reference.S == "/Reference"
            assert [str(each.ID) for each in reference.Ref] == [id]
    where = [part.role for part in named(tree, "P1").parts]
    assert where.index("Note") == where.index("Reference") + 1


def test_a_link_over_two_lines_is_one_link_with_two_annotations(page: Path, tree: Part) -> None:
    links = [part for part in roles(tree, "Link") if part.text.startswith("a link")]
    assert len(links) == 1
    with pikepdf.open(page) as pdf:
        annotations = [a for each in pdf.pages for a in each.get("/Annots", []) if "/A" in a]
        assert len(annotations) == 2
        assert all("/StructParent" in a and a.F == 4 for a in annotations)


def test_lists_nest_and_say_how_they_are_numbered(page: Path, tree: Part) -> None:
    inner = roles(tree, "L")[1]
    assert [part.role for part in inner.parts] == ["LI"]
    assert [part.role for part in inner.parts[0].parts] == ["Lbl", "LBody"]
    with pikepdf.open(page) as pdf:
        kinds = [
            str(o.A.ListNumbering) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/L"
        ]
    assert sorted(kinds) == ["/Decimal", *["/LowerAlpha"] * 2, *["/LowerRoman"] * 2]
    assert [part.words() for part in roles(tree, "L")[4].walk() if part.role == "LBody"] == [
        "counted",
        "counted in a paragraph",
    ]


def test_a_table_over_pages_has_each_row_once_and_headers_for_each_cell(page: Path, tree: Part) -> None:
    assert len(roles(tree, "TR")) == 9
    assert [part.text for part in roles(tree, "TH")] == ["A", "B", *(f"r{n}" for n in range(1, 9))]
    assert len(roles(tree, "TD")) == 16
    with pikepdf.open(page) as pdf:
        cells = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TD"]
        heads = {str(o.ID): o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"}
        scopes = [str(o.A.Scope) for o in heads.values()]
        for cell in cells:
            row, column = (heads[str(id)] for id in cell.A.Headers)
            assert (row.A.Scope, column.A.Scope) == ("/Row", "/Column")
            assert str(column.ActualText) == "B"
    assert sorted(set(scopes)) == ["/Column", "/Row"]


def test_figure_has_words_a_place_on_the_page_and_its_caption(page: Path, tree: Part) -> None:
    figure, *pictures = roles(tree, "Figure")
    assert [picture.text for picture in pictures] == ["png", "png with alpha", "grey", "jpeg"]
    assert figure.text == "A square"
    assert [part.text for part in figure.parts] == ["Figure 1"]
    with pikepdf.open(page) as pdf:
        figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
        (element,) = [o for o in figures if str(o.Alt) == "A square"]
        left, bottom, right, top = map(float, element.A.BBox)
    assert (round(right - left), round(top - bottom)) == (15, 15)
    assert 30 <= left < 270 and 30 <= bottom < 170


def test_text_without_a_paragraph_gets_one_and_furniture_none(tree: Part) -> None:
    said = "\n".join(lines(tree))
    assert "P: stray text, some bold" in said
    assert "P: faint text" in said
    assert "Running head" not in said
    assert said.count("A square") == 1


def test_running_heads_are_artifacts_of_pagination(page: Path) -> None:
    with pikepdf.open(page) as pdf:
        for each in pdf.pages:
            marks = [o for o in pikepdf.parse_content_stream(each) if str(o.operator) in ("BDC", "BMC")]
            kinds = [o.operands[1] for o in marks if str(o.operands[0]) == "/Artifact" and len(o.operands) > 1]
            assert any(k.get("/Subtype") == "/Header" for k in kinds)


def test_all_content_is_marked_and_no_artifact_stands_in_content(page: Path) -> None:
    with pikepdf.open(page) as pdf:
        for each in pdf.pages:
            depth = 0
            for step in pikepdf.parse_content_stream(each):
                operator = str(step.operator)
                if operator in ("BDC", "BMC"):
                    assert depth == 0 or str(step.operands[0]) != "/Artifact"
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(operator, 0)
                if operator in ("Tj", "TJ"):
                    assert depth > 0


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_validators_pass_a_page_with_everything(page: Path, profile: str, verapdf_folder: Path) -> None:
    verdicts = [verapdf.validate([page], profile, verapdf_folder)[page], page_validation.validate(page, profile)]
    assert [(verdict.state, verdict.findings) for verdict in verdicts] == [(State.PASSED, ())] * 2


def test_headings_skip_no_level_and_equals_stay_equal(tmp_path: Path) -> None:
    html = "<h1>a</h1><h3>b</h3><h3>c</h3><h4>d</h4><h2>e</h2><h3>f</h3>"
    file, problems = set_page(tmp_path, HEAD + html)
    assert problems == ""
    said = [(part.role, part.text) for part in read(file).walk() if part.role.startswith("H")]
    assert said == [("H1", "a"), ("H2", "b"), ("H2", "c"), ("H3", "d"), ("H2", "e"), ("H3", "f")]


def test_a_no_break_space_in_an_element_of_its_own_is_no_untagged_content(tmp_path: Path, verapdf_folder: Path) -> None:
    file, problems = set_page(tmp_path, f"{HEAD}<p>one<b>\u00a0</b>two</p>")
    assert problems == ""
    assert [part.text for part in read(file).walk() if part.role == "P"] == ["one\u00a0two"]
    assert verapdf.validate([file], "ua1", verapdf_folder)[file].findings == ()


@pytest.fixture(scope="module")
def page_2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same page on PDF 2.0."""
    file, problems = set_page(tmp_path_factory.mktemp("page2"), PAGE.read_text(encoding="utf-8"), "ua2")
    assert problems == ""
    return file


@pytest.mark.parametrize("profile", ["4f", "ua2"])
def test_verapdf_passes_the_page_on_pdf_2(page_2: Path, profile: str, verapdf_folder: Path) -> None:
    verdict = verapdf.validate([page_2], profile, verapdf_folder)[page_2]
    assert (verdict.state, verdict.findings) == (State.PASSED, ())


def test_on_pdf_2_bookmarks_and_links_lead_to_elements_and_notes_are_notes_of_pdf_2(page_2: Path, tree: Part) -> None:
    assert [(part.id, part.text) for part in read(page_2).walk()] == [(part.id, part.text) for part in tree.walk()]
    with pikepdf.open(page_2) as pdf:
        assert str(pdf.Root.Outlines.First.A.SD[0].ID) == "HEADING"
        actions = [each.A for page in pdf.pages for each in page.get("/Annots", []) if each.A.S == "/GoTo"]
        assert [str(action.SD[0].ID) for action in actions] == ["n1"]
        elements = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem"]
        assert all(str(each.NS.NS) == "http://iso.org/pdf2/ssn" for each in elements)
        assert not {str(each.S) for each in elements} & {"/Note", "/Reference"}


SVG = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"
HEAD = """<html lang=en><title>t</title><style>html { font: 10pt "Liberation Serif" }
@page { @top-left { content: element(r) } }</style><body>"""


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<p data-tag="Paragraph" id="P1">x</p>', "engine/role"),
        ('<p style="text-transform: full-width">wide</p>', "engine/tag-text"),
        (f'<p><img src="{SVG}"></p>', "engine/no-alternative"),
        ("<div style='position: running(r)'><a href='#P1'>x</a></div><p id=P1>y</p>", "engine/margin-link"),
    ],
)
def test_what_cannot_be_tagged_truly_is_a_problem(tmp_path: Path, html: str, said: str) -> None:
    _, problems = set_page(tmp_path, HEAD + html)
    assert problems.startswith(said)
