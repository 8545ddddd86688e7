"""Letters set with their annexes, once a session: pages, numbers, structure, standards, bytes."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pypdfium2
import pytest
from conftest import ROOT, Built, run

from engross.building.fingerprints import Fingerprints
from engross.building.jobs import Job
from engross.building.manifests import Recorded
from engross.errors import EngineComplaint
from engross.inspect.verifying import Comparison
from engross.inspect.verifying.comparing import compare
from engross.model.folios import Folio
from engross.model.letter import Enclosing
from engross.pipeline import composing
from engross.pipeline.binding import streams
from engross.pipeline.making import Folios
from engross.readback import tag_tree
from engross.readback.clauses import read
from engross.typesetting.html import Page
from engross.workspace import Workspace

pytestmark = pytest.mark.pdf
LETTER, NOTE, ANNEX = "letter-rome-declaration", "note-rome-declaration", "interpol-2012-rome"
SECOND = "second-declaration"
BOTH = """---
form: letter-of-transmittal
id: both
language: en
body: The Mission
house: mission
classification: Restricted
date: 2026-11-24
sender: the Permanent Representative
recipient: the Secretary-General
signatory: Anna Specimen
annexes: [interpol-2012-rome, second-declaration]
---

TX1: I have the honour to transmit two texts.
"""


@dataclass(frozen=True)
class Letters:
    """The files of the session: a workspace with a letter of two annexes, and what `build --json` said of each run."""

    root: Path
    entries: dict[str, dict]

    def file(self, name: str) -> Path:
        return Path(self.entries[name]["path"])


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Letters:
    root = tmp_path_factory.mktemp("letters")
    for part in ("content", "translations", "templates"):
        shutil.copytree(ROOT / part, root / part)
    shutil.copy(ROOT / "fonts.lock", root)
    assert run(root, "new", SECOND, "--title", "Second declaration").code == 0
    (root / "content" / "both.md").write_text(BOTH, encoding="utf-8")
    second = root / "content" / f"{SECOND}.md"
    second.write_text(second.read_text(encoding="utf-8").replace("symbol: none", "symbol: none\njob: 26-00001"))
    note = BOTH.replace("letter-of-transmittal", "note-verbale").replace("interpol-2012-rome, ", "")
    note = note.replace("id: both", "id: un-second").replace("signatory: Anna Specimen\n", "")
    (root / "content" / "un-second.md").write_text(note, encoding="utf-8")
    entries: dict[str, dict] = {}
    for asked in (
        (LETTER, "both", "un-second", NOTE, "--language", "en"),
        (LETTER, "--language", "ar"),
        (NOTE, "--language", "fr"),
        (NOTE, "--language", "ar", "--with", "ar,en"),
        (LETTER, "--language", "en", "--with", "fr,en", "--numbering", "own"),
        (NOTE, "--language", "fr", "--with", "ar,en", "--annex", "embedded"),
        (NOTE, "--language", "fr", "--with", "fr", "--annex", "separate"),
    ):
        done = run(root, "build", *asked, "--json")
        assert done.code == 0, done.err
        entries |= {Path(each["path"]).name: each for each in json.loads(done.out)["editions"]}
    return Letters(root, entries)


def texts(path: Path) -> list[str]:
    """The text of each page, in one line."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def bookmarks(path: Path) -> list[tuple[int, str]]:
    """(page from 1, title) of each bookmark of the first level."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [(b.get_dest().get_index() + 1, b.get_title()) for b in document.get_toc(max_depth=1)]
    finally:
        document.close()


def test_letter_opens_its_annex_on_a_page_of_its_own_with_heading_and_original_language(letters: Letters) -> None:
    pages = texts(letters.file(f"{LETTER}.en.pdf"))
    assert pages[0].count("Letter dated 24 November 2026 from the Permanent Representative of Ruritania") == 1
    assert pages[1] == (
        "Annex to the letter dated 24 November 2026 from the Permanent Representative of Ruritania to the United "
        "Nations addressed to the Secretary-General [Original: English] Outcome Declaration EX/2026/001 2/5"
    )
    assert "OUTCOME DECLARATION" in pages[2]


def test_a_note_verbale_divides_no_word(letters: Letters) -> None:
    document = pypdfium2.PdfDocument(letters.file(f"{NOTE}.fr.pdf"))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "ministérielle" in text
    assert not set("\x02\ufffe\u2010") & set(text)


def test_pages_are_numbered_through_letter_and_annex(letters: Letters) -> None:
    for name, count in ((f"{LETTER}.en.pdf", 5), (f"{NOTE}.fr.pdf", 14)):
        pages = texts(letters.file(name))
        assert len(pages) == count == letters.entries[name]["pages"]
        assert [f" {number}/{count}" in page for number, page in enumerate(pages, 1)] == [True] * count


def test_pages_that_open_annexes_are_numbered_among_those_of_the_annexes(letters: Letters) -> None:
    pages = texts(letters.file("both.en.pdf"))
    assert ["Annex I to" in page for page in pages].index(True) == 1
    assert ["Annex II to" in page for page in pages].index(True) == 5
    assert "6/7" in pages[5] and "Restricted" in pages[5]
    assert "Second declaration" in pages[6]


def test_edition_keeps_its_own_numbers_and_every_byte_of_its_pages_when_asked(letters: Letters, built: Built) -> None:
    bound = letters.file(f"{LETTER}.en.with-fr-en.own.pdf")
    own = [each for tag in ("fr", "en") for each in streams(built.pdf("interpol", tag).read_bytes())]
    assert list(streams(bound.read_bytes()))[2:] == own
    assert "1/2" in texts(bound)[0]


def test_screen_reader_reads_each_edition_in_its_language_with_the_words_of_its_clauses(
    letters: Letters, built: Built
) -> None:
    tree = tag_tree.read(letters.file(f"{NOTE}.fr.pdf"))
    parts = [part for part in tree.parts if part.role == "Part"]
    assert (tree.language, [part.language for part in parts]) == ("fr", ["en", "fr", "es", "ar"])
    for part in parts:
        alone = tag_tree.read(built.pdf("interpol", part.language))
        clauses = {each.id: each.words() for each in alone.walk() if each.id}
        bound = {each.id: each.words() for each in part.walk() if each.id and each is not part}
        assert bound == {f"{ANNEX}.{part.language}.{id}": words for id, words in clauses.items()}
        assert len(clauses) > 15


def test_annex_is_read_under_its_heading(letters: Letters) -> None:
    tree = tag_tree.read(letters.file("both.en.pdf"))
    opened = {each.id: each for each in tree.parts if each.id}
    assert [part.id for part in opened["annex-1"].parts if part.role == "Part"] == [f"{ANNEX}.en"]
    assert [part.id for part in opened["annex-2"].parts if part.role == "Part"] == [f"{SECOND}.en"]


def test_bookmarks_lead_to_letter_annex_and_editions(letters: Letters) -> None:
    assert [page for page, _ in bookmarks(letters.file("both.en.pdf"))] == [1, 2, 3, 6, 7]
    assert bookmarks(letters.file(f"{NOTE}.fr.pdf"))[1:3] == [(2, "OUTCOME DECLARATION"), (5, "DÉCLARATION FINALE")]


def test_addressee_of_a_note_verbale_stands_at_the_foot_of_its_first_page(letters: Letters) -> None:
    document = pypdfium2.PdfDocument(letters.file(f"{NOTE}.fr.pdf"))
    text, height = document[0].get_textpage(), document[0].get_height()
    foot = text.get_text_bounded(bottom=76, top=height / 6)
    assert "Mission permanente du Graustark" in foot
    document.close()


def test_sources_of_the_editions_are_embedded_and_those_of_the_letter_are_not(letters: Letters) -> None:
    with pikepdf.open(letters.file(f"{NOTE}.fr.pdf")) as pdf:
        assert sorted(pdf.attachments) == [f"{ANNEX}.{tag}.akn.xml" for tag in ("ar", "en", "es", "fr")]
        assert len(pdf.Root.AF) == 4


def test_embedded_and_separate_editions_are_the_editions(letters: Letters, built: Built) -> None:
    with pikepdf.open(letters.file(f"{NOTE}.fr.with-ar-en.embedded.pdf")) as pdf:
        for tag in ("ar", "en"):
            alone = built.pdf("interpol", tag).read_bytes()
            assert pdf.attachments[f"{ANNEX}.{tag}.pdf"].get_file().read_bytes() == alone
    beside = letters.file(f"{NOTE}.fr.with-fr.separate.pdf").parent / f"{ANNEX}.fr.pdf"
    assert beside.read_bytes() == built.pdf("interpol", "fr").read_bytes()


def test_pages_of_an_arabic_letter_go_from_right_to_left(letters: Letters) -> None:
    with pikepdf.open(letters.file(f"{LETTER}.ar.pdf")) as pdf:
        assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"
        assert str(pdf.Root.Lang) == "ar"


def test_pages_of_an_arabic_letter_with_an_english_edition_do_not(letters: Letters) -> None:
    """PDFium reads every line of a file from right to left that says that its pages go so."""
    path = letters.file(f"{NOTE}.ar.with-ar-en.pdf")
    with pikepdf.open(path) as pdf:
        assert "/Direction" not in pdf.Root.ViewerPreferences
    english = "".join(texts(path)[5:])
    assert "dialogue focusing on critical challenges for police facing contemporary criminal violence" in english


def test_pdfium_turns_english_lines_round_in_a_file_whose_pages_go_from_right_to_left(
    built: Built, tmp_path: Path
) -> None:
    """docs/known-issues.md; when this fails, a bound file may say that its pages go so whatever is in it."""
    with pikepdf.open(built.pdf("interpol", "en")) as pdf:
        pdf.Root.ViewerPreferences.Direction = pikepdf.Name.R2L
        pdf.save(tmp_path / "turned.pdf")
    words = "INTERPOL General Assembly in Rome"
    assert words in texts(built.pdf("interpol", "en"))[0]
    assert words not in texts(tmp_path / "turned.pdf")[0]


def test_bound_letter_is_the_same_bytes_every_time(letters: Letters) -> None:
    before = letters.file("both.en.pdf").read_bytes()
    done = run(letters.root, "build", "both", "--force", "--json")
    assert done.code == 0, done.err
    assert letters.file("both.en.pdf").read_bytes() == before


def test_every_letter_keeps_both_standards(letters: Letters, verapdf_folder: Path) -> None:
    from engross.preflight import State, verapdf

    files = [letters.file(name) for name in letters.entries]
    for profile in ("3a", "ua1"):
        verdicts = verapdf.validate(files, profile, verapdf_folder)
        assert {str(file): verdict.state for file, verdict in verdicts.items()} == {
            str(file): State.PASSED for file in files
        }


def test_manifest_names_every_edition_that_a_letter_transmits(letters: Letters) -> None:
    manifest = json.loads((letters.file(f"{NOTE}.fr.pdf").parent / "manifest.json").read_bytes())
    entry = manifest["editions"][f"{NOTE}.fr.pdf"]
    assert [(each["language"], each["pages"]) for each in entry["annexes"]] == [
        ("en", 3), ("fr", 3), ("es", 3), ("ar", 4)
    ]  # fmt: skip


# Page numbers


def styles(*css: str) -> str:
    page = Page(html="", styles=tuple(("page.css", each) for each in css))
    page = Folios(first=4, total=9, side="left").on(page, Folio())
    return "\n".join(css for _, css in page.styles)


def test_numbers_of_an_edition_go_on_from_those_before_it():
    said = styles("@page { @bottom-left { content: var(--folio); } }")
    assert '--folio: counter(page) "/" "9"' in said
    assert "@page :first { counter-set: page 4; }" in said
    assert "break-before: left" in said


def test_first_page_keeps_its_side_in_a_house_that_gives_the_other_side_another_form():
    assert "break-before" not in styles("@page :first:left { @bottom-left { content: element(qr); } }")


def test_foot_of_a_united_nations_edition_is_its_own_on_an_even_page(letters: Letters):
    """Job number at the left and code at the right, as on the first page of the edition by itself."""
    document = pypdfium2.PdfDocument(letters.file("un-second.en.pdf"))
    text, width = document[1].get_textpage(), document[1].get_width()
    assert "26-00001 (E)" in text.get_text_bounded(right=width / 3)
    document.close()


# What is set again, and what is refused


def job(root: Path, enclosing: Enclosing) -> Job:
    target = root / "build" / "x.pdf"
    return Job(document=LETTER, language="en", house="mission", draft=False, target=target, enclosing=enclosing)


def test_letter_is_set_again_when_a_translation_of_its_annex_has_changed(workspace: Path) -> None:
    french, alone = job(workspace, Enclosing(languages=("fr",))), job(workspace, Enclosing())

    def now() -> tuple[str, str]:
        prints = Fingerprints(Workspace(workspace), ())
        return prints.of(french), prints.of(alone)

    before = now()
    path = workspace / "translations" / "fr" / "LC_MESSAGES" / f"{ANNEX}.po"
    path.write_text(path.read_text(encoding="utf-8") + "\n# revised\n", encoding="utf-8")
    after = now()
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_letter_is_set_again_when_a_file_beside_it_is_gone(letters: Letters) -> None:
    name = f"{NOTE}.fr.with-fr.separate.pdf"
    target = letters.file(name)
    inputs = letters.entries[name]["inputs"]
    asked = Job(document=NOTE, language="fr", house="mission", draft=False, target=target, inputs=inputs)
    beside = target.parent / f"{ANNEX}.fr.pdf"
    data = beside.read_bytes()
    assert Recorded().entry(asked)
    beside.unlink()
    try:
        assert Recorded().entry(asked) == {}
    finally:
        beside.write_bytes(data)


def test_file_whose_pages_are_not_those_of_its_parts_is_refused(letters: Letters, built: Built) -> None:
    bound = letters.file(f"{LETTER}.en.with-fr-en.own.pdf").read_bytes()
    french, english = (SimpleNamespace(data=built.pdf("interpol", tag).read_bytes()) for tag in ("fr", "en"))
    whole = SimpleNamespace(data=bound)
    order = [(0, 0), (0, 1), *((1, page) for page in range(3)), *((2, page) for page in range(3))]
    composing._check_pages("letter", bound, (whole, french, english), order)
    with pytest.raises(EngineComplaint) as caught:
        composing._check_pages("letter", bound, (whole, english, french), order)
    assert caught.value.problems[0].code == "engine/bound-pages"


def against(root: Path, file: Path) -> dict[str, Comparison]:
    """Each text of a file, by its document, against a workspace as its files are now."""
    Workspace(root).forget()
    return {each.document: each for each in compare(Workspace(root), read(file.read_bytes()), (), "")}


def test_the_clauses_of_a_letter_are_compared_with_the_workspace_wherever_nothing_stands_for_its_addressee(
    letters: Letters, tmp_path: Path
) -> None:
    for part in ("content", "translations", "templates"):
        shutil.copytree(letters.root / part, tmp_path / part)
    content = tmp_path / "content" / f"{LETTER}.md"
    content.write_text(content.read_text(encoding="utf-8").replace("I have the honour", "I have the pleasure"))
    letter, note = letters.file(f"{LETTER}.en.pdf"), letters.file(f"{NOTE}.fr.pdf")
    true = against(letters.root, letter)[LETTER]
    assert (true.clauses, true.differences, true.why) == (2, (), "")
    assert {each.clause for each in against(tmp_path, letter)[LETTER].differences} == {"TX1"}
    assert against(letters.root, note)[NOTE].clauses == 3


def test_of_a_clause_that_names_the_addressee_all_other_words_are_compared(letters: Letters, tmp_path: Path) -> None:
    file = letters.file(f"{NOTE}.en.pdf")

    def changed(name: str, old: str, new: str) -> Comparison:
        for part in ("content", "translations", "templates"):
            shutil.copytree(letters.root / part, tmp_path / name / part)
        content = tmp_path / name / "content" / f"{NOTE}.md"
        text = content.read_text(encoding="utf-8")
        assert old in text
        content.write_text(text.replace(old, new), encoding="utf-8")
        return against(tmp_path / name, file)[NOTE]

    other = changed("addressee", "  form: ", "  form: the Permanent Mission of Arstotzka, once ")
    assert (other.clauses, other.differences) == (3, ())
    assert "what is the addressee's in TX1" in other.uncompared[0]
    assert "the margins of its pages" in other.uncompared
    false = changed("words", "has the honour to transmit", "has the pleasure to transmit")
    assert [(each.clause, each.where) for each in false.differences] == [("TX1", "said")]
