"""What an archivist and a printer ask of a file: each fault is found, where it is, and nothing is that is not there."""

from pathlib import Path

import made
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from engross.preflight import Report, Severity, clauses, examining, page_validation
from engross.preflight.advice import FALLBACK, advice

NOWHERE = Path("/nonexistent")
GRADIENT = b"/Function<</FunctionType 2/Domain[0 1]/C0[1 0 0]/C1[0 0 1]/N 1>>/Coords[0 0 9 9]"
MASK = b"<</SMask<</S/Luminosity/G 5 0 R>>>>"
DRAWING = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def examined(file: Path, *profiles: str) -> Report:
    return examining.examine([file], profiles, NOWHERE)[0]


def found(report: Report, code: str) -> list[tuple[Severity, int]]:
    return [(each.severity, each.page) for each in report.findings if each.code == code]


def page(folder: Path, content: bytes, resources: bytes = b"", *more: bytes, entries: bytes = b"") -> Path:
    """A file of one page with content and resources; objects from 5 on."""
    made_page = made.PAGE.replace(b"<<>>", b"<<" + resources + b">>")[:-2] + entries + b">>"
    return made.write(folder, made.CATALOG, made.PAGES, made_page, made.stream(content), *more)


LIGHT = {
    "a picture in the content": (b"q 9 0 0 9 0 0 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q", b""),
    "a shading": (b"/s sh", b"/Shading<</s<</ShadingType 2/ColorSpace/DeviceRGB" + GRADIENT + b">>>>"),
    "a pattern of a shading": (
        b"/Pattern cs /p scn 0 0 9 9 re f",
        b"/Pattern<</p<</PatternType 2/Shading<</ShadingType 2/ColorSpace/DeviceRGB" + GRADIENT + b">>>>>>",
    ),
    "a soft mask": (b"/g gs", b"/ExtGState<</g" + MASK + b">>", made.stream(b"1 0 0 rg 0 0 9 9 re f", DRAWING)),
    "a colour space by its name": (b"/c cs", b"/ColorSpace<</c[/Indexed/DeviceRGB 0<000000>]>>"),
    "the colours that transparency is mixed in": (
        b"/f Do", b"/XObject<</f 5 0 R>>", made.stream(b"", DRAWING + b"/Group<</S/Transparency/CS/DeviceRGB>>"),
    ),
    "the appearance of a note": (
        b"", b"", made.stream(b"1 0 0 rg 0 0 9 9 re f", DRAWING), b"<</Subtype/Text/Rect[0 0 9 9]/AP<</N 5 0 R>>>>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", LIGHT)
def test_colours_of_light_are_found_wherever_they_are(tmp_path: Path, what: str) -> None:
    notes = b"/Annots[6 0 R]" if "note" in what else b""
    report = examined(page(tmp_path, *LIGHT[what], entries=notes), "x4")
    assert found(report, "x4/colour") == [(Severity.ERROR, 1)]


def test_what_all_pages_could_draw_is_found_where_it_is_drawn(tmp_path: Path) -> None:
    image = made.stream(bytes(3), b"/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceRGB")
    sheets = [
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources 5 0 R/Contents %d 0 R>>" % number for number in (7, 8)
    ]
    file = made.write(
        tmp_path, made.CATALOG, b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>", *sheets,
        b"<</XObject<</i 6 0 R>>/Font<</f<</Subtype/Type1/BaseFont/Helvetica>>>>>>", image,
        made.stream(b"0 g"), made.stream(b"/i Do BT /f 9 Tf (x) Tj ET"),
    )  # fmt: skip
    report = examined(file, "x4")
    assert found(report, "x4/colour") == [(Severity.ERROR, 2)]
    assert found(report, "fonts/not-embedded") == [(Severity.ERROR, 2)]


@pytest.mark.parametrize(
    ("profile", "content", "faulty"),
    [
        (b"prtrRGB ", b"1 0 0 rg", False),
        (b"prtrRGB ", b"0 0 0 1 k", True),
        (b"prtrCMYK", b"0 0 0 1 k", False),
        (b"prtrGRAY", b"0 0 0 1 k", True),
        (b"prtrGRAY", b"0 g", False),
    ],
)
def test_colours_are_held_to_the_printing_condition(
    tmp_path: Path, profile: bytes, content: bytes, faulty: bool
) -> None:
    intent = b"/OutputIntents[<</S/GTS_PDFX/OutputConditionIdentifier(x)/DestOutputProfile 5 0 R>>]>>"
    catalog = made.CATALOG[:-2] + intent
    stream = made.stream(bytes(12) + profile + bytes(100))
    file = made.write(tmp_path, catalog, made.PAGES, made.PAGE, made.stream(content), stream)
    assert bool(found(examined(file, "x4"), "x4/colour")) is faulty


def test_a_printing_condition_without_its_profile_is_found(tmp_path: Path) -> None:
    intent = b"/OutputIntents[<</S/GTS_PDFX/OutputConditionIdentifier(x)/RegistryName(y)>>]>>"
    file = made.write(tmp_path, made.CATALOG[:-2] + intent, made.PAGES, made.PAGE, made.stream(b""))
    assert found(examined(file, "x4"), "x4/profile") == [(Severity.ERROR, 0)]


@pytest.mark.parametrize(
    ("rectangle", "kind", "faulty"),
    [
        (b"[50 50 60 60]", b"Link", True),
        (b"[195 50 199 60]", b"Link", False),
        (b"[50 50 60 60]", b"PrinterMark", False),
    ],
)
def test_links_on_what_is_printed_are_found(tmp_path: Path, rectangle: bytes, kind: bytes, faulty: bool) -> None:
    note = b"<</Subtype/" + kind + b"/Rect" + rectangle + b">>"
    boxes = b"/TrimBox[10 10 190 90]/BleedBox[5 5 194 95]/Annots[5 0 R]"
    report = examined(page(tmp_path, b"", b"", note, entries=boxes), "x4")
    assert bool(found(report, "x4/annotation")) is faulty


ACTIONS = {
    "on opening": (b"/OpenAction<</S/JavaScript/JS(1)>>", b"", "contents/script", 0),
    "by name": (b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>", b"", "contents/script", 0),
    "on turning to a page": (b"", b"/AA<</O<</S/JavaScript/JS(1)>>>>", "contents/script", 1),
    "behind another": (b"/OpenAction<</S/GoTo/Next[<</S/Launch/F(x)>>]>>", b"", "contents/action", 0),
    "in a link": (b"", b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(x)>>>>]", "contents/action", 1),
    "in a bookmark": (b"/Outlines<</First<</Title(x)/A<</S/Launch/F(x)>>>>>>", b"", "contents/action", 0),
    "in a field": (b"/AcroForm<</Fields[<</FT/Tx/AA<</K<</S/JavaScript/JS(1)>>>>>>]>>", b"", "contents/script", 0),
}


@pytest.mark.parametrize("where", ACTIONS)
def test_scripts_and_launches_are_found(tmp_path: Path, where: str) -> None:
    catalog, entries, code, number = ACTIONS[where]
    sheet = made.PAGE[:-2] + entries + b">>"
    file = made.write(tmp_path, made.CATALOG[:-2] + catalog + b">>", made.PAGES, sheet, made.stream(b""))
    assert found(examined(file), code) == [(Severity.WARNING, number)]
    assert (Severity.ERROR, number) in found(examined(file, "x4"), code)


def test_layers_forms_embedded_files_and_missing_tags_are_named(tmp_path: Path) -> None:
    catalog = made.CATALOG[:-2] + (
        b"/OCProperties<</OCGs[<</Name(Watermark)>>]>>/AcroForm<</Fields[5 0 R]/XFA(x)>>"
        b"/Names<</EmbeddedFiles<</Names[(data.csv)<</Type/Filespec/F(data.csv)>>]>>>>>>"
    )
    report = examined(made.write(tmp_path, catalog, made.PAGES, made.PAGE, made.stream(b""), b"<</FT/Tx/T(a)>>"))
    said = {each.code: each.text for each in report.findings if each.severity is Severity.NOTE}
    assert "'Watermark'" in said["contents/layers"]
    assert "'data.csv'" in said["contents/embedded"]
    assert "1 field to" in said["contents/form"]
    assert found(report, "contents/untagged") == [(Severity.WARNING, 0)]
    assert not report.failed


FONTS = {
    "no table of letters": (b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<<>>]", True),
    "a table of letters": (b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<<>>]/ToUnicode 4 0 R", False),
    "a known collection": (
        b"/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</CIDSystemInfo<</Ordering(GB1)>>>>]",
        False,
    ),
    "a known encoding": (b"/Subtype/TrueType/Encoding/WinAnsiEncoding", False),
    "glyphs with names of letters": (b"/Subtype/Type3/CharProcs<<>>/Encoding<</Differences[65/A/eacute]>>", False),
    "glyphs with other names": (b"/Subtype/Type3/CharProcs<<>>/Encoding<</Differences[65/g1/g2]>>", True),
    "symbols": (b"/Subtype/TrueType/FontDescriptor<</Flags 4>>", True),
}


@pytest.mark.parametrize("what", FONTS)
def test_fonts_that_say_no_letters_are_found(tmp_path: Path, what: str) -> None:
    font, mute = FONTS[what]
    file = page(tmp_path, b"BT /f 9 Tf (A) Tj ET", b"/Font<</f<<" + font + b">>>>")
    assert bool(found(examined(file), "fonts/no-letters")) is mute


def test_text_that_only_programs_see_needs_no_embedded_font(tmp_path: Path) -> None:
    font = b"/Font<</f<</Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"
    assert not found(examined(page(tmp_path, b"BT 3 Tr /f 9 Tf (A) Tj ET", font), "x4"), "fonts/not-embedded")
    assert found(examined(page(tmp_path, b"BT 3 Tr /f 9 Tf (A) Tj 0 Tr (A) Tj ET", font), "x4"), "fonts/not-embedded")


def test_encryption_breaks_a_standard_only_for_who_holds_the_file_to_one(tmp_path: Path) -> None:
    with pikepdf.open(page(tmp_path, b"")) as pdf:
        pdf.save(tmp_path / "owner.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
    code = "protection/encrypted"
    assert found(examined(tmp_path / "owner.pdf"), code) == [(Severity.WARNING, 0)]
    assert found(examined(tmp_path / "owner.pdf", "x4"), code) == [(Severity.ERROR, 0)]


def test_page_validation_names_page_and_clause_and_what_to_do(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        for _ in range(2):
            pdf.add_blank_page(page_size=(200, 100))
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        pdf.pages[1].Resources = Dictionary(Font=Dictionary(f=font))
        pdf.pages[1].Contents = pdf.make_stream(b"BT /f 9 Tf (x) Tj ET")
        pdf.pages[1].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9])])
        pdf.save(tmp_path / "made.pdf")
    report = examined(tmp_path / "made.pdf", "ua1")
    said = {each.code: each for each in report.findings if each.code.startswith("ua1/PDFUA1")}
    embedding = said["ua1/PDFUA1-FONT-EMBEDDING-001"]
    assert (embedding.page, embedding.rule) == (2, "ISO 14289-1:2014, 7.21.4.1")
    assert all(each.rule.startswith("ISO 14289-1:2014, ") for each in said.values()), said
    assert not [each for each in said.values() if each.hint == FALLBACK]
    assert said["ua1/PDFUA1-METADATA-STRUCTURE-001"].hint == advice("ua1", "7.1-8")


def test_advice_follows_the_part_of_the_standard() -> None:
    assert advice("1b", "6.3.4-1") == advice("3b", "6.2.11.4.1-1") == advice("4", "6.2.10.4.1-1")
    assert advice("1b", "6.5.3-1") == advice("2b", "6.3.3-1")
    assert advice("1a", "6.8.2-1") == advice("3a", "6.7.2-1")
    assert advice("4f", "6.9-1") == advice("3b", "6.8-1")
    assert "title" in advice("ua1", "7.1-9")
    assert "language" not in advice("ua1", "7.2-17")
    assert advice("ua1", "7.2-34") != advice("ua1", "7.2-3")


def test_every_profile_that_page_validation_judges_has_its_standard() -> None:
    for profile in page_validation.PROFILES:
        assert clauses.standard(profile, "X-FONT-EMBEDDING-001").startswith("ISO "), profile
