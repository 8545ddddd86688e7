"""The finished editions, read by programs that know nothing of engross."""

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import DOCUMENT, HOUSES, LANGUAGES, ROOT, Built

pytestmark = pytest.mark.pdf
SEED = ROOT.parent / "shared" / "seed" / "outcome-declaration.txt"


def seed_text() -> str:
    """The declaration as adopted: the seed beside the repository, else the content file's body."""
    if SEED.is_file():
        return SEED.read_text(encoding="utf-8")
    return (ROOT / "content" / f"{DOCUMENT}.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def spans(path: Path) -> list[tuple[str, bool]]:
    """(character, italic) of the pages' text in order, as PDFium reads it, hyphens at line ends marked U+0002."""
    import ctypes

    import pypdfium2.raw as raw

    found = []
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text = page.get_textpage()
        buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
        for index in range(raw.FPDFText_CountChars(text)):
            raw.FPDFText_GetFontInfo(text, index, buffer, 200, ctypes.byref(flags))
            found.append((chr(raw.FPDFText_GetUnicode(text, index)), b"Italic" in buffer.value))
    document.close()
    return found


def test_the_english_pdf_says_the_seed_word_for_word(built: Built) -> None:
    """Labels, punctuation and words; running heads and folios taken out by what they say."""
    document = pypdfium2.PdfDocument(built.pdf("interpol", "en"))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    text = re.sub(r"\s(INTERPOL Outcome Declaration\s+)?\d/3\b", " ", text)
    text = re.sub("(-?)[\x02\ufffe]\\s*", "\x02", text)
    said = text[text.index("INTRO:") :]
    wanted = seed_text().replace("*", "")
    wanted = wanted[wanted.index("INTRO:") :]
    got, expected = said.split(), wanted.split()
    assert len(got) == len(expected)
    for one, other in zip(got, expected, strict=True):
        assert one.replace("\x02", "") == other or one.replace("\x02", "-") == other, (one, other)
    assert "OUTCOME DECLARATION" in text[: text.index("INTRO:")]


def test_the_emphasis_of_the_english_pdf_is_the_seeds(built: Built) -> None:
    italic = ""
    for character, slanted in spans(built.pdf("interpol", "en")):
        italic += character if slanted and not character.isspace() and character not in "\x02\ufffe" else ""
    wanted = "".join(re.findall(r"\*([^*]+)\*", seed_text()))
    assert italic == re.sub(r"\s", "", wanted)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("house", HOUSES)
def test_every_edition_was_set_and_is_what_the_manifest_says(built: Built, house: str, language: str) -> None:
    import hashlib

    entry = built.entry(house, language)
    assert entry["sha256"] == hashlib.sha256(built.pdf(house, language).read_bytes()).hexdigest()
    assert entry["status"] == ("original" if language == "en" else "courtesy")
    assert 2 <= entry["pages"] <= 4


@pytest.mark.parametrize("language", ("en", "fr", "es", "ru", "zh"))
def test_poppler_reads_the_clauses_of_left_to_right_editions_exactly(built: Built, language: str) -> None:
    """A second independent reader; the Geneva form prints no labels, so that the text stands alone."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed")
    done = subprocess.run(["pdftotext", "-raw", str(built.pdf("un-geneva", language)), "-"], capture_output=True)
    said = plain(done.stdout.decode())
    for text in clause_texts(language):
        last = plain(text)[-30:]
        assert last in said, text


def clause_texts(language: str) -> list[str]:
    if language == "en":
        body = seed_text()
        return re.findall(r"^[A-Z0-9]+: (.*)$", body, re.M)
    import polib

    po = polib.pofile(str(ROOT / "translations" / language / "LC_MESSAGES" / f"{DOCUMENT}.po"))
    return [entry.msgstr for entry in po if re.fullmatch("[A-Z0-9]+", entry.msgctxt) and entry.msgctxt != "HEADING"]


def plain(text: str) -> str:
    """Letters, digits and marks only: hyphens, spaces, format characters and asterisks out."""
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LNM")
    return "".join(kept)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("house", HOUSES)
def test_only_the_houses_faces_are_embedded(built: Built, house: str, language: str) -> None:
    allowed = ("Liberation-Serif", "Liberation-Sans", "Amiri", "Noto-Serif-CJK-SC", "Noto-Sans-CJK-SC")
    with pikepdf.open(built.pdf(house, language)) as pdf:
        names = {str(o.BaseFont) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o}
    assert names
    assert all(any(face in name for face in allowed) for name in names), names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_edition_is_tagged_titled_and_in_its_language(built: Built, language: str) -> None:
    with pikepdf.open(built.pdf("interpol", language)) as pdf:
        assert str(pdf.Root.Lang) == {"zh": "zh-Hans"}.get(language, language)
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        assert str(pdf.docinfo["/Title"])
        assert str(pdf.docinfo["/Author"])
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            below = [child.title for item in outline.root for child in item.children]
    assert len(titles) == 1
    assert len(below) >= 4


def test_bookmarks_follow_the_clause_tree(built: Built) -> None:
    with pikepdf.open(built.pdf("interpol", "en")) as pdf, pdf.open_outline() as outline:
        top = outline.root[0]
        assert top.title == "OUTCOME DECLARATION"
        assert [child.title for child in top.children] == ["INTRO", "P1", "P2", "P3"]
        assert [child.title for child in top.children[2].children] == [f"P2{c}" for c in "ABCDEFGH"]


@pytest.mark.parametrize("language", ("en", "fr", "es", "ru"))
@pytest.mark.parametrize("house", HOUSES)
def test_no_page_ends_with_a_hyphen(built: Built, house: str, language: str) -> None:
    document = pypdfium2.PdfDocument(built.pdf(house, language))
    for page in document:
        height = page.get_height()
        body = page.get_textpage().get_text_bounded(bottom=72, top=height - 60).rstrip()
        assert body[-1] not in "\x02\ufffe\u00ad\u2010-", body[-30:]


@pytest.mark.parametrize("language", LANGUAGES)
def test_courtesy_translations_say_so_on_the_first_page(built: Built, language: str) -> None:
    text = pypdfium2.PdfDocument(built.pdf("interpol", language))[0].get_textpage().get_text_bounded()
    sign = {"fr": "courtoisie", "es": "cortesía", "ar": "المجاملة", "ru": "английского текста", "zh": "友情提供"}
    if language == "en":
        assert "ourtesy" not in text
    else:
        assert sign[language] in text


def test_united_nations_houses_print_no_labels_and_invent_no_numbers(built: Built) -> None:
    text = pypdfium2.PdfDocument(built.pdf("un", "en"))[1].get_textpage().get_text_bounded()
    assert "P2F" not in text
    assert not re.search(r"^\s*\d+\.", text, re.M)


def test_page_sizes_are_official(built: Built) -> None:
    sizes = {house: pypdfium2.PdfDocument(built.pdf(house, "ar"))[0].get_size() for house in HOUSES}
    assert {house: (round(w), round(h)) for house, (w, h) in sizes.items()} == {
        "interpol": (595, 842), "un": (612, 792), "un-geneva": (595, 842)}  # fmt: skip


@pytest.mark.parametrize("house", HOUSES)
def test_chinese_lines_break_where_chinese_may(built: Built, house: str) -> None:
    for page in pypdfium2.PdfDocument(built.pdf(house, "zh")):
        lines = [line.strip() for line in page.get_textpage().get_text_bounded().splitlines() if line.strip()]
        assert not [line for line in lines if line[0] in "，。：；、）》”"]
        assert not [line for line in lines if line[-1] in "《（“"]
        pairs = zip(lines, lines[1:], strict=False)
        assert not [a for a, b in pairs if a[-1].isdigit() and b[0] in "年月日届"]


def test_the_masthead_stands_where_it_was_measured(built: Built) -> None:
    """Baselines and edges of A/INF/76/1, in pt from the top left, to half a point."""
    import ctypes

    import pypdfium2.raw as raw

    page = pypdfium2.PdfDocument(built.pdf("un", "en"))[0]
    text, height = page.get_textpage(), page.get_height()
    x, y = ctypes.c_double(), ctypes.c_double()
    whole = "".join(chr(raw.FPDFText_GetUnicode(text, i)) for i in range(raw.FPDFText_CountChars(text)))
    for said, left, baseline in (("United Nations", 123.4, 57.8), ("International Criminal Police\r", 123.4, 86.4),
                                 ("Distr.: General", 397.0, 86.7), ("24", 397.0, 98.4),
                                 ("Original: English", 397.0, 122.4)):  # fmt: skip
        raw.FPDFText_GetCharOrigin(text, whole.index(said), ctypes.byref(x), ctypes.byref(y))
        assert abs(x.value - left) < 2.2, said
        assert abs(height - y.value - baseline) < 0.5, (said, height - y.value)
