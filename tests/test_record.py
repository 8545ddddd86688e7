"""The file for the record: what it declares is true, its tree says what the edition says, its bytes never change."""

import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from conftest import DOCUMENT, HOUSES, LANGUAGES, ROOT, Built, run

from engross import building
from engross.editing.edition import Edition
from engross.preflight import State, page_validation, verapdf
from engross.readback.tag_tree import Part, read
from engross.workspace import Workspace

pytestmark = pytest.mark.pdf
EVERY = pytest.mark.parametrize(("house", "language"), [(h, t) for h in HOUSES for t in LANGUAGES])


def edition(house: str, language: str) -> Edition:
    workspace = Workspace(ROOT)
    return building.edition_of(workspace, job(house, language))


def job(house: str, language: str) -> building.Job:
    return building.Job(document=DOCUMENT, language=language, house=house, draft=False, target=Path())


def plain(text: str) -> str:
    """The letters of a text: typographic rules change its spaces only."""
    return "".join(unicodedata.normalize("NFC", text).split())


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@EVERY
def test_the_tree_says_every_clause_of_the_edition_to_the_letter_and_in_order(
    built: Built, house: str, language: str
) -> None:
    said = [part for part in read(built.pdf(house, language)).walk() if part.id]
    wanted = [(line.id, " ".join(filter(None, (line.label, line.text)))) for line in edition(house, language).walk()]
    assert [(part.id, composed(part.words())) for part in said] == [(id, composed(text)) for id, text in wanted]


@EVERY
def test_the_tree_has_heading_figure_and_languages(built: Built, house: str, language: str) -> None:
    tree = read(built.pdf(house, language))
    made = edition(house, language)
    assert tree.language == made.language.html
    (heading,) = [part for part in tree.walk() if part.role == "H1"]
    assert heading.text == made.heading_text
    (figure,) = [part for part in tree.walk() if part.role == "Figure"]
    assert figure.text == made.words["emblem"]
    if house != "interpol":
        block = next(part for part in tree.walk() if part.text == made.words["distribution"])
        assert block.language == made.distribution.html


@pytest.fixture(scope="session")
def every_file(built: Built) -> list[Path]:
    return sorted(built.folder.rglob("*.pdf"))


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_verapdf_passes_every_edition(every_file: list[Path], profile: str, verapdf_folder: Path) -> None:
    verdicts = verapdf.validate(every_file, profile, verapdf_folder)
    assert len(verdicts) == len(HOUSES) * len(LANGUAGES)
    assert {str(f): v.findings or v.why for f, v in verdicts.items() if v.state is not State.PASSED} == {}


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_page_validation_passes_every_edition_but_for_rules_known_to_be_wrong(
    every_file: list[Path], profile: str
) -> None:
    for file in every_file:
        verdict = page_validation.validate(file, profile)
        assert verdict.state is State.PASSED, verdict.findings
        doubtful = {each.code.split("-", 1)[1] for each in verdict.findings}
        assert doubtful <= {"STREAM-LENGTH-001", "TRUETYPE-GLYPH-WIDTH-001", "FONT-GLYPH-WIDTH-001"}


def test_the_widths_that_page_validation_doubts_are_right(built: Built) -> None:
    """Asked of fontTools: each width of the file is that of the glyph in the embedded CFF, whichever its part."""
    import io

    from fontTools.cffLib import CFFFontSet
    from fontTools.pens.basePen import NullPen

    checked = 0
    with pikepdf.open(built.pdf("un", "zh")) as pdf:
        for font in (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/W" in o):
            if "/FontFile3" not in font.FontDescriptor:
                continue
            fonts = CFFFontSet()
            fonts.decompile(io.BytesIO(font.FontDescriptor.FontFile3.read_bytes()), None)
            for first, widths in zip(font.W[::2], font.W[1::2], strict=True):
                for cid, width in enumerate(widths, int(first)):
                    glyph = fonts[0].CharStrings[f"cid{cid:05}"]
                    glyph.draw(NullPen())
                    assert abs(glyph.width - float(width)) <= 1
                    checked += 1
    assert checked > 300


def test_the_edition_carries_its_text_for_machines(built: Built) -> None:
    for language in ("en", "ar"):
        with pikepdf.open(built.pdf("un", language)) as pdf:
            (name,) = pdf.attachments
            assert name == f"{DOCUMENT}.{language}.akn.xml"
            embedded = pdf.attachments[name].get_file()
            assert embedded.mime_type == "application/akn+xml"
            words = plain("".join(ElementTree.fromstring(embedded.read_bytes()).itertext()))
            missing = [line.id for line in edition("un", language).walk() if plain(line.text) not in words]
            assert missing == []
            assert all(each.AFRelationship == "/Source" for each in pdf.Root.AF)
        assert built.entry("un", language)["embedded"] == [name]


def test_a_draft_carries_the_files_it_was_made_from(tmp_path: Path) -> None:
    done = run(ROOT, "build", "--draft", "--language", "ar", "--build-dir", str(tmp_path))
    assert done.code == 0, done.err
    (file,) = tmp_path.rglob("*.pdf")
    with pikepdf.open(file) as pdf:
        assert sorted(pdf.attachments) == [f"{DOCUMENT}.ar.po", f"{DOCUMENT}.md"]
        content = (ROOT / "content" / f"{DOCUMENT}.md").read_bytes()
        assert pdf.attachments[f"{DOCUMENT}.md"].get_file().read_bytes() == content


def test_pages_turn_from_right_to_left_in_arabic_only(built: Built) -> None:
    for language in LANGUAGES:
        with pikepdf.open(built.pdf("un", language)) as pdf:
            wanted = "/R2L" if language == "ar" else None
            assert pdf.Root.ViewerPreferences.get("/Direction") == wanted
            assert all(page.Tabs == "/S" for page in pdf.pages)


@pytest.mark.parametrize("zone", ["Asia/Kathmandu", "America/St_Johns"])
def test_bytes_do_not_depend_on_time_zone_locale_or_hash_seed(built: Built, tmp_path: Path, zone: str) -> None:
    seed = str(len(zone))
    done = run(ROOT, "build", "--language", "ar,zh", "--house", "un", "--build-dir", str(tmp_path),
               TZ=zone, LANG="tr_TR.UTF-8", PYTHONHASHSEED=seed, SOURCE_DATE_EPOCH=seed)  # fmt: skip
    assert done.code == 0, done.err
    for language in ("ar", "zh"):
        file = tmp_path / DOCUMENT / "un" / f"{DOCUMENT}.{language}.pdf"
        assert file.read_bytes() == built.pdf("un", language).read_bytes()


def test_an_output_that_is_none_is_refused(tmp_path: Path) -> None:
    done = run(ROOT, "build", "--output", "parchment", "--build-dir", str(tmp_path))
    assert done.code == 2
    assert "record" in done.err


@pytest.fixture(scope="session")
def on_pdf_2(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The editions of one house as PDF/A-4f and PDF/UA-2."""
    folder = tmp_path_factory.mktemp("ua2")
    done = run(ROOT, "build", "--house", "un", "--output", "ua2", "--build-dir", str(folder))
    assert done.code == 0, done.err
    return sorted(folder.rglob("*.ua2.pdf"))


@pytest.mark.parametrize("profile", ["4f", "ua2"])
def test_verapdf_passes_every_edition_on_pdf_2(on_pdf_2: list[Path], profile: str, verapdf_folder: Path) -> None:
    verdicts = verapdf.validate(on_pdf_2, profile, verapdf_folder)
    assert len(verdicts) == len(LANGUAGES)
    assert {str(f): v.findings or v.why for f, v in verdicts.items() if v.state is not State.PASSED} == {}


def test_the_tree_on_pdf_2_says_the_same(built: Built, on_pdf_2: list[Path]) -> None:
    for file in on_pdf_2:
        language = file.name.split(".")[1]
        said = [(part.id, part.text, part.language) for part in read(file).walk() if part.text]
        assert said == [(p.id, p.text, p.language) for p in read(built.pdf("un", language)).walk() if p.text]


def test_bytes_on_pdf_2_do_not_depend_on_time_zone_locale_or_hash_seed(on_pdf_2: list[Path], tmp_path: Path) -> None:
    done = run(ROOT, "build", "--language", "ar,zh", "--house", "un", "--output", "ua2", "--build-dir", str(tmp_path),
               TZ="Asia/Kathmandu", LANG="tr_TR.UTF-8", PYTHONHASHSEED="9", SOURCE_DATE_EPOCH="9")  # fmt: skip
    assert done.code == 0, done.err
    again = {file.name: file.read_bytes() for file in tmp_path.rglob("*.ua2.pdf")}
    assert sorted(again) == [f"{DOCUMENT}.{language}.ua2.pdf" for language in ("ar", "zh")]
    assert again == {file.name: file.read_bytes() for file in on_pdf_2 if file.name in again}


def parts_without_words(tree: Part) -> list[Part]:
    return [part for part in tree.walk() if part.role == "P" and not part.words().strip()]


@EVERY
def test_no_paragraph_is_empty(built: Built, house: str, language: str) -> None:
    assert parts_without_words(read(built.pdf(house, language))) == []
