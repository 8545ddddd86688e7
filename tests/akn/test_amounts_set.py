"""Amounts of an Arabic text on its page: seen from the left as they are read, said as they are read."""

import ctypes
import unicodedata
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest
from conftest import ROOT, run
from record import paragraph, statement

from engross import building
from engross.building.exporting import edition_for
from engross.errors import ContentError, FidelityError
from engross.model import Run
from engross.pipeline.making import make
from engross.readback import cells
from engross.typesetting import html
from engross.workspace import Workspace

pytestmark = [
    pytest.mark.pdf,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the engine leaves its profile open
]
FORMULA = '<formula name="enactingFormula"><p>إن الجمعية العامة،</p></formula>'
READ = ["56 234 300", "(107 700)", "435 280 300", "8 898 000"]
BACK = ["300 234 56", "(700 107)", "300 280 435", "000 898 8"]


def table(words: str, amounts: list[str]) -> str:
    cells = "".join(f"<tr><td><p>{words}</p></td><td><p>{each}</p></td></tr>" for each in amounts[:3])
    return f'<container name="table"><table>{cells}</table></container>'


def arabic(amounts: list[str]) -> bytes:
    said = paragraph(f"تقرر تخصيص مبلغ {amounts[3]} دولار للوثيقة A/80/7/Add.3؛", "1 -")
    return statement(said + table("بند", amounts), preamble=FORMULA, language="ar")


ENGLISH = statement(paragraph("<i>Decides</i> on 8,898,000 dollars for A/80/7/Add.3;", "1.") + table("Item", READ))


@pytest.fixture(scope="module")
def installed():
    return building.prepare_fonts(Workspace(ROOT), False)[0]


def laid(folder: Path, amounts: list[str], english: bool = True) -> Path:
    (folder / "content").mkdir()
    for tag, data in (("ar", arabic(amounts)), ("en", ENGLISH)):
        if tag == "ar" or english:
            (folder / tag).mkdir()
            (folder / tag / "A-RES-77-1.xml").write_bytes(data)
    return folder / "ar" / "A-RES-77-1.xml"


def seen(data: bytes) -> list[str]:
    """The lines of a file as they stand, from the left: by the boxes of PDFium's glyphs, a gap of .15 em a space."""
    lines: dict[tuple[int, int], list[tuple[float, float, str]]] = {}
    box = raw.FS_RECTF()
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        text = page.get_textpage()
        for index in range(raw.FPDFText_CountChars(text)):
            said = chr(raw.FPDFText_GetUnicode(text, index))
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text, index, ctypes.byref(x), ctypes.byref(y))
            raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box))
            if not said.isspace() and unicodedata.category(said) != "Cf":
                lines.setdefault((number, -round(y.value)), []).append((x.value, box.right, said))
    return [_spaced(sorted(line)) for _, line in sorted(lines.items())]


def _spaced(line: list[tuple[float, float, str]]) -> str:
    found, end = "", line[0][0]
    for left, right, said in line:
        found += " " * (left - end > 1.2) + said
        end = max(end, right)
    return found


@pytest.mark.parametrize("amounts", [READ, BACK], ids=["read", "back"])
@pytest.mark.parametrize("english", [True, False], ids=["sibling", "alone"])
def test_each_amount_is_seen_as_it_is_read_however_it_is_typed(tmp_path, installed, amounts, english):
    path = laid(tmp_path, amounts, english)
    workspace = Workspace(tmp_path)
    if not english:
        with pytest.raises(ContentError, match="435 280 300|300 280 435"):
            workspace.document(str(path))
        return
    document = workspace.document(str(path))
    made = make(workspace, str(path), document, "un-ga", "ar", installed)
    lines = seen(made.pdf.data)
    for amount in READ:
        assert any(amount in line for line in lines), (amount, lines)
    assert not any(other in line for other in BACK if other not in READ for line in lines)
    assert any("A/80/7/Add.3" in line for line in lines)


@pytest.mark.parametrize("amounts", [READ, BACK], ids=["read", "back"])
def test_an_imported_text_is_seen_and_said_as_it_is_read_and_one_file_is_enough_beside_its_sibling(tmp_path, amounts):
    path = laid(tmp_path, amounts)
    done = run(tmp_path, "import", "akn", str(path))
    assert (done.code, "1 imported" in done.err) == (0, True), done.err
    assert "3 by the same cell of en" in done.err
    assert run(tmp_path, "build", "--language", "ar").code == 0
    (file,) = (tmp_path / "build").rglob("*.ar.pdf")
    assert all(any(amount in line for line in seen(file.read_bytes())) for amount in READ)
    spoken = " ".join(run(tmp_path, "read", str(file)).out.replace("\u00a0", " ").split())
    assert all(amount in spoken for amount in READ)
    with pikepdf.open(file) as pdf:
        assert not any("\u2060" in str(each) for each in pdf.objects if not isinstance(each, pikepdf.Stream))


def test_the_files_that_told_are_in_the_manifest_and_another_word_in_them_sets_anew(tmp_path):
    path = laid(tmp_path, BACK)
    assert "1 built" in run(tmp_path, "build", str(path)).out
    manifest = (tmp_path / "build" / "a-res-77-1" / "un-ga" / "manifest.json").read_text()
    assert '"file": "en/A-RES-77-1.xml"' in manifest and '"the same cell of another language": 3' in manifest
    assert "1 unchanged" in run(tmp_path, "build", str(path)).out
    english = tmp_path / "en" / "A-RES-77-1.xml"
    english.write_bytes(ENGLISH.replace(b"Item", b"Part"))
    assert "1 built" in run(tmp_path, "build", str(path)).out
    english.unlink()
    refused = run(tmp_path, "build", str(path))
    assert refused.code == 3 and "content/akn-amount" in run(tmp_path, "build", "--json", str(path)).out


def test_a_sibling_in_the_same_run_tells_wherever_it_lies(tmp_path):
    path = laid(tmp_path, BACK, english=False)
    (tmp_path / "elsewhere").mkdir()
    other = tmp_path / "elsewhere" / "text.xml"
    other.write_bytes(ENGLISH)
    assert "1 failed" in run(tmp_path, "build", str(path)).out
    done = run(tmp_path, "build", str(path), str(other))
    assert "2 built" in done.out, done.err
    assert "3 by the same cell of en" in done.err
    again = run(tmp_path, "build", str(path), str(other))
    assert "2 unchanged" in again.out
    assert "out of date" not in done.err + again.err


def test_a_document_of_the_workspace_tells(tmp_path):
    path = laid(tmp_path, BACK)
    assert run(tmp_path, "import", "akn", str(tmp_path / "en" / "A-RES-77-1.xml")).code == 0
    (tmp_path / "en" / "A-RES-77-1.xml").unlink()
    assert "1 built" in run(tmp_path, "build", str(path)).out
    assert "content/a-res-77-1.md" in next((tmp_path / "build").rglob("manifest.json")).read_text()


def turned_round(runs: tuple[Run, ...]) -> list[tuple[bool, list[Run]]]:
    """What a template prints, a mark from right to left between the groups of amounts: the same letters."""
    return [(False, [replace(run, text=run.text.replace("\u00a0", "\u200f \u200f")) for run in runs])]


def test_a_page_that_does_not_hold_an_amount_together_is_refused(tmp_path, installed, monkeypatch):
    path = laid(tmp_path, READ)
    workspace = Workspace(tmp_path)
    monkeypatch.setattr(html, "phrased", turned_round)
    html._environment.cache_clear()
    try:
        with pytest.raises(FidelityError) as refused:
            make(workspace, str(path), workspace.document(str(path)), "un-ga", "ar", installed)
    finally:
        html._environment.cache_clear()
    assert {each.code for each in refused.value.problems} == {"fidelity/direction"}


def test_an_order_that_no_amount_is_read_in_is_refused_cell_by_cell(tmp_path, monkeypatch):
    path = laid(tmp_path, READ)
    workspace = Workspace(tmp_path)
    adopted = edition_for(workspace, workspace.document(str(path)), "ar", "un-ga")
    cells.check(adopted)
    monkeypatch.setattr(cells, "of_runs", lambda runs: (each.text.replace("\u00a0", " ") for each in runs))
    with pytest.raises(FidelityError) as refused:
        cells.check(adopted)
    assert [each.code for each in refused.value.problems] == ["fidelity/amount"] * 3
    assert "30023456" in refused.value.problems[0].text
