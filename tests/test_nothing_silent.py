"""Each lenient default of the engine and the libraries is an error here: message, exit code, last good file intact."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from conftest import DOCUMENT, run

pytestmark = pytest.mark.pdf
CONTENT = f"content/{DOCUMENT}.md"
FRENCH = f"translations/fr/LC_MESSAGES/{DOCUMENT}.po"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def attempt(workspace: Path, code: int, *said: str, language: str = "en", options: tuple[str, ...] = ()) -> str:
    """A build that must fail, with the last good file left as it was."""
    target = workspace / "build" / DOCUMENT / "interpol" / f"{DOCUMENT}.{language}.pdf"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"the last good file")
    done = run(workspace, "build", "--language", language, *options)
    assert done.code == code, done.err
    for each in said:
        assert each in done.err
    assert target.read_bytes() == b"the last good file"
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    return done.err


def test_a_missing_glyph_names_clause_and_character(workspace: Path) -> None:
    change(workspace / CONTENT, "*Affirm* that", "*Affirm* ภ that")
    attempt(workspace, 6, f"{DOCUMENT}.en: P3D", "U+0E20", "Liberation Serif")


def test_a_family_that_is_not_locked_is_named(workspace: Path) -> None:
    change(workspace / "templates/base/house.toml", 'body = "Liberation Serif"', 'body = "Palatino"')
    attempt(workspace, 6, "templates/interpol/house.toml", "Palatino", "not in fonts.lock")


def test_a_weight_that_is_not_locked_is_named(workspace: Path) -> None:
    lock = (workspace / "fonts.lock").read_text()
    entries = lock.split("[[font]]")
    kept = [e for e in entries if not ('"Liberation Sans"' in e and "weight = 700" in e and '"normal"' in e)]
    (workspace / "fonts.lock").write_text("[[font]]".join(kept))
    attempt(workspace, 6, "Liberation Sans", "700")


def test_a_mark_that_does_not_attach_is_named(workspace: Path) -> None:
    change(workspace / CONTENT, "*Affirm* that", "*Affirm* §\u0301 that")
    attempt(workspace, 6, "P3D", "the mark is not attached")


def test_a_mark_alone_would_get_a_dotted_circle(workspace: Path) -> None:
    catalogue = workspace / f"translations/ar/LC_MESSAGES/{DOCUMENT}.po"
    change(catalogue, "*نؤكد*", "*نؤكد* \u064b")
    attempt(workspace, 6, "P3D", "stands on no letter", language="ar")


def test_css_the_engine_does_not_know_is_an_error_with_its_place(workspace: Path) -> None:
    change(workspace / "templates/interpol/page.css", "h1 {", "h1 { text-wrap: balance;")
    err = attempt(workspace, 7, "text-wrap")
    assert re.search(r"templates/interpol/page\.css:\d+:\d+", err)


def test_a_name_no_template_knows_is_an_error_with_its_place(workspace: Path) -> None:
    change(workspace / "templates/interpol/document.html", "edition.meeting", "edition.meting")
    attempt(workspace, 5, "templates/interpol/document.html", "meting")


@pytest.mark.parametrize("address", ("http://192.0.2.1/x.png", "file:///etc/passwd"))
def test_a_style_sheet_can_bring_nothing_from_outside(workspace: Path, address: str) -> None:
    change(workspace / "templates/interpol/page.css", "header {", f'header {{ background: url("{address}");')
    attempt(workspace, 5, address, "outside itself")


def test_an_emblem_that_links_outside_itself_is_refused_by_name(workspace: Path) -> None:
    art = '<svg xmlns="http://www.w3.org/2000/svg"><image href="http://example.org/a.png"/></svg>'
    (workspace / "own.svg").write_text(art)
    change(workspace / "templates/interpol/house.toml", 'emblem = "emblem.svg"', 'emblem = "own.svg"')
    attempt(workspace, 5, "http://example.org/a.png", "own.svg: the emblem asks")


def test_an_emblem_outside_the_workspace_is_refused(workspace: Path) -> None:
    change(workspace / "templates/interpol/house.toml", 'emblem = "emblem.svg"', 'emblem = "../../../etc/passwd"')
    attempt(workspace, 5, "emblem", "templates/interpol/house.toml")


def test_an_engine_warning_is_an_error(workspace: Path) -> None:
    change(workspace / "templates/base/page.css", "orphans: 2", "orphans: many")
    attempt(workspace, 7, "templates/base/page.css", "orphans")


@pytest.mark.parametrize("value", ["calc(var(--absent) * 1px)", "calc(1em * 1em)"])
def test_what_the_engine_warns_of_in_one_edition_it_warns_of_in_the_next(workspace: Path, value: str) -> None:
    with (workspace / "templates/interpol/page.css").open("a") as css:
        css.write(f"p {{ width: {value} }}\n")
    done = run(workspace, "build", "--language", "en,fr,es", "--jobs", "1")
    assert done.code == 7
    assert not list((workspace / "build").rglob("*.pdf"))


def test_a_house_may_refuse_lines_that_the_engine_would_set(workspace: Path) -> None:
    with (workspace / "templates/interpol/page.css").open("a") as css:
        css.write("#P3B::first-letter { font-size: 200% }\n")
    change(workspace / "templates/interpol/house.toml", "[words]", 'engine-lines = "refused"\n\n[words]')
    attempt(workspace, 7, "1 paragraph(s)", "::first-letter", "engine-lines")


def test_a_template_that_drops_a_clause_is_caught(workspace: Path) -> None:
    change(
        workspace / "templates/base/clauses.html",
        "{{ content(line) -}}\n</p>",
        "{{ '' if line.id == 'P2C' else content(line) -}}\n</p>",
    )
    attempt(workspace, 8, "P2C", "template")


def test_a_style_that_hides_a_clause_is_caught(workspace: Path) -> None:
    with (workspace / "templates/interpol/page.css").open("a") as css:
        css.write("#P3B { display: none }\n")
    attempt(workspace, 8, "P3B")


ARABIC = f"translations/ar/LC_MESSAGES/{DOCUMENT}.po"
HALF_A_LINK = "*نؤكد* القرارين 1[894 (2009)](https://undocs.org/x) و [2626 (2022)](https://undocs.org/y)"


def test_an_arabic_number_that_is_half_a_link_stands_in_its_own_order(workspace: Path) -> None:
    import pypdfium2

    change(workspace / ARABIC, "*نؤكد*", HALF_A_LINK)
    done = run(workspace, "build", "--language", "ar", "--json")
    assert done.code == 0, done.err
    pages = pypdfium2.PdfDocument(json.loads(done.out)["editions"][0]["path"])
    said = " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())
    assert "1894" in said and "8941" not in said


def test_a_template_that_turns_a_number_and_its_year_round_is_caught(workspace: Path) -> None:
    change(workspace / ARABIC, "*نؤكد*", "*نؤكد* القرار [2626 (2022)](https://undocs.org/y)")
    change(
        workspace / "templates/base/clauses.html", '<a href="{{ run.link }}">', '<a dir="ltr" href="{{ run.link }}">'
    )
    attempt(workspace, 8, "P3D", "another order than UAX 9 gives the words as adopted", language="ar")


def test_a_typographic_rule_does_not_turn_the_groups_of_an_amount_round(workspace: Path) -> None:
    """An amount is read from left to right, whatever marks of direction a rule puts between its groups."""
    find, put = "(?<=[0-9])[ \\u00a0](?=[0-9])", " \\u200f"
    rule = f'[[rule]]\nwhy = "no."\nfind = "{find}"\nput = "{put}"\nexample = ["1 2", "1{put}2"]\n'
    with (workspace / "translations/ar/language.toml").open("a", encoding="utf-8") as settings:
        settings.write(rule)
    change(workspace / ARABIC, "*نؤكد*", "*نؤكد* 8 133 800 دولار")
    done = run(workspace, "build", DOCUMENT, "--language", "ar")
    assert done.code == 0, done.err
    pdf = pypdfium2.PdfDocument(workspace / "build" / DOCUMENT / "interpol" / f"{DOCUMENT}.ar.pdf")
    assert "8133800" in "".join(map(seen_digits, pdf))


def seen_digits(page: pypdfium2.PdfPage) -> str:
    """The digits of a page line by line, each from left to right."""
    text = page.get_textpage()
    boxes = [(text.get_charbox(at), text.get_text_range(at, 1)) for at in range(text.count_chars())]
    digits = [(-round(box[1]), box[0], letter) for box, letter in boxes if letter.isdigit()]
    return "".join(letter for _, _, letter in sorted(digits))


@pytest.mark.parametrize("language", ("ar", "fr"))
def test_a_typographic_rule_that_alters_a_word_is_caught(workspace: Path, language: str) -> None:
    rule = '[[rule]]\nwhy = "no."\nfind = "INTERPOL|الإنتربول"\nput = "Interpol"\nexample = ["x", "x"]\n'
    with (workspace / f"translations/{language}/language.toml").open("a", encoding="utf-8") as settings:
        settings.write(rule)
    attempt(workspace, 8, "a typographic rule makes", language=language)


def test_holes_of_a_translation_are_all_named_in_one_pass(workspace: Path) -> None:
    text = (workspace / FRENCH).read_text(encoding="utf-8")
    text = re.sub(r'(msgctxt "P2A"\n(?:.*\n)*?)msgstr (?:".*"\n)+', r'\1msgstr ""\n', text, count=1)
    text = text.replace('msgctxt "P3D"', '#, fuzzy\nmsgctxt "P3D"')
    (workspace / FRENCH).write_text(text, encoding="utf-8")
    change(workspace / CONTENT, "*Urge* all concerned", "*Urge* all the concerned")
    attempt(workspace, 4, "P2A: not translated", "P3D: marked fuzzy", "P3G: translates an older text", language="fr")


def test_a_draft_shows_the_hole_stamps_every_page_and_takes_another_name(workspace: Path) -> None:
    import pypdfium2

    change(workspace / CONTENT, "*Urge* all concerned", "*Urge* all the concerned")
    done = run(workspace, "build", "--language", "fr", "--draft")
    assert done.code == 0, done.err
    folder = workspace / "build" / DOCUMENT / "interpol"
    assert not (folder / f"{DOCUMENT}.fr.pdf").exists()
    pages = [p.get_textpage().get_text_bounded() for p in pypdfium2.PdfDocument(folder / f"{DOCUMENT}.fr.DRAFT.pdf")]
    assert all("PROJET" in page for page in pages)
    whole = " ".join(" ".join(pages).split())
    assert "[traduction périmée] Urge all the concerned" in whole


def test_a_draft_in_the_other_direction_shows_the_original_on_lines_of_its_own(workspace: Path) -> None:
    """A hole of an Arabic draft is English, several lines of it; the comparison reads them from left to right."""
    import pypdfium2

    change(workspace / CONTENT, "*Acknowledging* a decrease", "*Acknowledging* some decrease")
    done = run(workspace, "build", "--language", "ar", "--draft", "--house", "interpol,un")
    assert done.code == 0, done.err
    for house in ("interpol", "un"):
        path = workspace / "build" / DOCUMENT / house / f"{DOCUMENT}.ar.DRAFT.pdf"
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]
        lines = [set(line.split()) for line in "\n".join(pages).splitlines()]  # PDFium turns their words round
        assert any({"expressing", "serious", "concern", "that"} <= words for words in lines)


def test_a_font_with_other_bytes_is_a_warning_and_with_locked_an_error(workspace: Path) -> None:
    lock = (workspace / "fonts.lock").read_text()
    (workspace / "fonts.lock").write_text(re.sub('sha256 = "[0-9a-f]{8}', 'sha256 = "00000000', lock, count=1))
    attempt(workspace, 6, "LiberationSerif-Regular.ttf", "may break elsewhere", options=("--locked",))
    done = run(workspace, "build", "--language", "en", "--json")
    assert done.code == 0
    assert "warning" in done.err
    assert "may break elsewhere" in done.err


def test_an_absent_font_says_what_to_install(workspace: Path) -> None:
    change(workspace / "fonts.lock", "LiberationSerif-Regular.ttf", "LiberationSerif-Gone.ttf")
    done = run(workspace, "build", "--language", "en")
    assert done.code == 6
    assert "apt-get install fonts-liberation2" in done.err


@pytest.mark.parametrize(
    "hostile",
    ["<b>bold</b>", "<script>alert(1)</script>", "{{ 7+7 }}", "{% raw %}", "url(http://192.0.2.1/)",
     "file:///etc/passwd", '"><img src=http://192.0.2.1/x>'],
)  # fmt: skip
def test_hostile_text_in_a_clause_is_printed_as_text(workspace: Path, hostile: str) -> None:
    import pypdfium2

    change(workspace / CONTENT, "*Affirm* that", f"*Affirm* {hostile} that")
    done = run(workspace, "build", "--language", "en", "--json")
    assert done.code == 0, done.err
    path = json.loads(done.out)["editions"][0]["path"]
    said = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(path))
    assert "".join(hostile.split()) in said.replace("\x02", "").replace("\ufffe", "")


def test_hostile_text_in_a_catalogue_is_printed_as_text(workspace: Path) -> None:
    import pypdfium2

    change(workspace / FRENCH, "*Affirmons*", "*Affirmons* <script>{{ 7+7 }}</script>")
    done = run(workspace, "build", "--language", "fr", "--json")
    assert done.code == 0, done.err
    pages = pypdfium2.PdfDocument(json.loads(done.out)["editions"][0]["path"])
    said = "".join("".join(page.get_textpage().get_text_bounded().split()) for page in pages)
    assert "Affirmons<script>{{7+7}}</script>" in said
