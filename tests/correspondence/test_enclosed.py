"""What a letter says of its enclosures is what is enclosed, in each language."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, run

from engross.editing.edition import Edition, edit
from engross.errors import ContentError, TranslationError
from engross.inspect.verifying import candidates
from engross.model.letter import Enclosed, Enclosing
from engross.pipeline.composing import check_listed
from engross.pipeline.letters import with_enclosed
from engross.pipeline.making import tongues
from engross.workspace import Workspace

KNOWN = Workspace(ROOT)
NOTE = "note-rome-declaration"
NAMES = {  # as each language names English, French, Spanish, Arabic, Russian and Chinese after "in"
    "en": ("English", "French", "Spanish", "Arabic", "Russian", "Chinese"),
    "fr": ("anglais", "français", "espagnol", "arabe", "russe", "chinois"),
    "es": ("inglés", "francés", "español", "árabe", "ruso", "chino"),
    "ru": ("английском", "французском", "испанском", "арабском", "русском", "китайском"),
    "ar": ("الإنكليزية", "الفرنسية", "الإسبانية", "العربية", "الروسية", "الصينية"),
    "zh": ("英文", "法文", "西班牙文", "阿拉伯文", "俄文", "中文"),
}
TAGS = ("en", "fr", "es", "ar", "ru", "zh")
SERIES = {
    "en": "in English, French, Arabic and Chinese", "fr": "en anglais, français, arabe et chinois",
    "es": "en inglés, francés, árabe y chino", "ru": "на английском, французском, арабском и китайском языках",
    "ar": "باللغات الإنكليزية والفرنسية والعربية والصينية", "zh": "英文、法文、阿拉伯文和中文文本",
}  # fmt: skip
ALONE = {"en": "in Chinese", "fr": "en chinois", "es": "en chino", "ru": "на китайском языке", "ar": "باللغة الصينية",
         "zh": "中文文本"}  # fmt: skip


def note(tag: str, tags: tuple[str, ...] = ()) -> Edition:
    """The words of the note in a language, with the declaration in these languages."""
    document = KNOWN.document_in(NOTE, tag)
    assert document.letter
    if tags:
        document = with_enclosed(document, KNOWN.enclosed(document.letter, tag, tags))
    house = KNOWN.house("mission")
    return edit(document, house, tongues(KNOWN, document, tag), KNOWN.sources(document, tag, house))


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("tags", [(), ("en", "fr", "ar", "zh"), ("zh",), ("ru", "en")])
def test_a_note_lists_what_is_enclosed_and_nothing_else(tag: str, tags: tuple[str, ...]) -> None:
    found = note(tag, tags)
    assert found.letter
    lines = found.letter.enclosures
    enclosed = tags or ("en", "fr", "es", "ar")
    assert len(lines) == len(enclosed)
    for line, each in zip(lines, enclosed, strict=True):
        assert NAMES[tag][TAGS.index(each)] in line
    words = found.lines[0].text
    for each, name in zip(TAGS, NAMES[tag], strict=True):
        assert (name in words) == (each in enclosed)


@pytest.mark.parametrize("tag", TAGS)
def test_the_languages_are_named_together_as_the_language_of_the_note_names_them(tag: str) -> None:
    assert SERIES[tag] in note(tag, ("en", "fr", "ar", "zh")).lines[0].text.replace("\u00a0", " ")
    assert ALONE[tag] in note(tag, ("zh",)).lines[0].text.replace("\u00a0", " ")


def test_a_letter_that_lists_its_enclosures_itself_takes_no_others_with_it() -> None:
    letter = KNOWN.document(NOTE).letter
    assert letter
    own = replace(letter, enclosures=("Declaration, English", "Declaration, French"), languages=("en", "fr"))
    check_listed(own, "a", "en", Enclosing(languages=("en", "fr")), {})
    check_listed(own, "a", "en", Enclosing(languages=("en",)), {"enclosures": "Declaration, English"})
    check_listed(letter, "a", "en", Enclosing(languages=("zh",)), {})
    with pytest.raises(ContentError, match="lists what goes with it in en, fr"):
        check_listed(own, "a", "en", Enclosing(languages=("en", "zh")), {})
    with pytest.raises(ContentError, match="and it would go in en"):
        check_listed(replace(own, languages=()), "a", "fr", Enclosing(languages=("en",)), {})


def test_a_line_for_several_documents_must_name_them() -> None:
    document = KNOWN.document_in(NOTE, "en")
    enclosed = tuple(Enclosed(document=each, language="en", standing="original", title=each) for each in ("a", "b"))
    house = KNOWN.house("mission")
    spoken, sources = tongues(KNOWN, document, "en"), KNOWN.sources(document, "en", house)
    with pytest.raises(TranslationError, match="printed alike for several documents"):
        edit(with_enclosed(document, enclosed), house, spoken, sources)
    assert document.letter
    named = replace(document, letter=replace(document.letter, enclosures=("{enclosed.title} ({enclosed.language})",)))
    found = edit(with_enclosed(named, enclosed), house, spoken, sources)
    assert found.letter and found.letter.enclosures == ("a (English)", "b (English)")


def test_verify_holds_no_languages_against_a_note_that_went_with_others() -> None:
    document, house = KNOWN.document_in(NOTE, "en"), KNOWN.house("mission")
    made = partial(
        edit, house=house, tongues=tongues(KNOWN, document, "en"), sources=KNOWN.sources(document, "en", house)
    )
    opened = candidates._open(document, made(document), made)
    assert opened["TX1"].count(candidates.OPEN) == 2 and "in English" not in opened["TX1"]


def test_a_build_with_others_than_the_letter_lists_is_refused_and_makes_no_file(workspace: Path) -> None:
    path = workspace / "content" / f"{NOTE}.md"
    text = path.read_text("utf-8").replace("{enclosed.language} ({enclosed.standing})", "in four languages")
    path.write_text(text, encoding="utf-8")
    done = run(workspace, "build", NOTE, "--language", "en", "--with", "zh", "--jobs", "1")
    assert done.code == 3 and "lists what goes with it in en, fr, es, ar, and it would go in zh" in done.err
    assert not list(workspace.glob("build/**/*.pdf"))
