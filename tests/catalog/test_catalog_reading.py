"""A catalogue gives a translation or says why there is none: never the source text, never another exception."""

from pathlib import Path

import pytest

from engross.errors import TranslationError
from engross.sources.catalog.reading import Hole, read_catalog

ROOT = Path(__file__).parent.parent.parent
FIXTURES = ROOT.parent / "shared" / "corpus" / "po-fixtures"
FILES = sorted(FIXTURES.rglob("*.po*")) if FIXTURES.is_dir() else []


def catalogue(*entries, **header):
    """A catalogue's bytes: the header is on lines 1 to 4, so the first entry's msgid is on line 7."""
    fields = {"Language": "fr", "Content-Type": "text/plain; charset=UTF-8"}
    fields |= {name.replace("_", "-"): value for name, value in header.items()}
    head = 'msgid ""\nmsgstr ""\n' + "".join(f'"{name}: {value}\\n"\n' for name, value in fields.items())
    return "\n".join([head, *(f"{entry}\n" for entry in entries)]).encode()


def entry(context="P1", source="We,", text="Nous,", flag=""):
    return f'{flag}msgctxt "{context}"\nmsgid "{source}"\nmsgstr "{text}"'


def find(data, context="P1", source="We,"):
    return read_catalog(data, "fr.po").find(context, source)


def refused(data):
    with pytest.raises(TranslationError) as caught:
        read_catalog(data, "fr.po")
    assert all(each.place.file == "fr.po" and each.hint for each in caught.value.problems)
    return [(each.code, each.place.line, each.place.clause) for each in caught.value.problems]


def test_translation_is_found_by_clause_id():
    found = find(catalogue(entry()))
    assert (found.text, found.hole, found.problem) == ("Nous,", None, None)


def test_translation_over_several_lines_is_one_text():
    data = catalogue('msgctxt "P1"\nmsgid ""\n"We, "\n"all,"\nmsgstr ""\n"Nous, "\n"tous,"')
    assert find(data, source="We, all,").text == "Nous, tous,"


@pytest.mark.parametrize(
    ("data", "hole"),
    [
        (catalogue(), Hole.MISSING),
        (catalogue(entry(context="P2")), Hole.MISSING),
        (catalogue(entry().replace('msgctxt "P1"\n', "")), Hole.MISSING),
        (catalogue(entry(text="")), Hole.MISSING),
        (catalogue(entry(text="", flag="#, fuzzy\n")), Hole.MISSING),
        (catalogue(entry(flag="#, fuzzy\n")), Hole.FUZZY),
        (catalogue(entry(source="We, all,")), Hole.STALE),
        (catalogue("#~ " + entry().replace("\n", "\n#~ ")), Hole.MISSING),
    ],
    ids=["empty catalogue", "other clause", "no context", "empty", "empty fuzzy", "fuzzy", "stale", "obsolete"],
)
def test_what_is_no_translation_is_a_hole_and_never_the_source(data, hole):
    found = find(data)
    assert (found.text, found.hole) == ("", hole)
    assert found.problem.code == f"translation/{hole}"
    assert found.problem.place.clause == "P1"


def test_fuzzy_translation_counts_as_missing_with_its_line():
    assert find(catalogue(entry(context="P0", source="x"), entry(flag="#, fuzzy\n"))).problem.place.line == 12


def test_equal_source_under_another_clause_is_no_translation():
    assert find(catalogue(entry(context="P2")), "P1").hole is Hole.MISSING


def test_two_clauses_of_equal_words_keep_their_own_translations():
    read = read_catalog(catalogue(entry("P2", text="A"), entry("P3", text="B")), "fr.po")
    assert (read.find("P2", "We,").text, read.find("P3", "We,").text) == ("A", "B")


def test_clause_id_given_twice_is_refused_at_the_second():
    assert refused(catalogue(entry(), entry(source="We, all,"))) == [("translation/duplicate", 11, "P1")]


def test_clause_translated_twice_from_equal_words_is_refused():
    assert [code for code, *_ in refused(catalogue(entry(), entry(text="Nous autres,")))] == ["translation/duplicate"]


def test_syntax_error_names_its_line():
    assert refused(catalogue(entry(), "hello")) == [("translation/syntax", 10, "")]


def test_string_that_is_not_closed_is_refused():
    data = catalogue(entry(), 'msgctxt "P2"\nmsgid "We\nmsgstr "Nous"')
    ((code, line, _),) = refused(data)
    assert (code, line in (11, 12)) == ("translation/syntax", True)


def test_catalogue_that_is_not_utf8_names_the_line():
    data = catalogue(entry(text="Légal")).replace("é".encode(), b"\xe9")
    assert refused(data) == [("translation/encoding", 8, "")]


def test_byte_order_mark_is_no_error():
    assert find(b"\xef\xbb\xbf" + catalogue(entry())).text == "Nous,"


@pytest.mark.parametrize("text", ["*Nous,", "Nous*", "**Nous"])
def test_unbalanced_emphasis_is_refused(text):
    assert refused(catalogue(entry(text=text))) == [("translation/emphasis", 7, "P1")]


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x07")
def test_bidi_and_control_characters_are_refused(character):
    assert refused(catalogue(entry(text=f"No{character}us"))) == [("translation/character", 7, "P1")]


def test_plural_forms_are_refused():
    plural = 'msgctxt "P1"\nmsgid "We,"\nmsgid_plural "Us,"\nmsgstr[0] "Nous,"\nmsgstr[1] "Nous,"'
    assert [(code, clause) for code, _, clause in refused(catalogue(plural))] == [("translation/plural", "P1")]


def test_all_problems_of_a_catalogue_come_at_once():
    data = catalogue(entry(text="*Nous"), entry("P2", text="a\u202eb"), entry("P3"), entry("P3", source="x"))
    assert [(code, clause) for code, _, clause in refused(data)] == [
        ("translation/emphasis", "P1"),
        ("translation/character", "P2"),
        ("translation/duplicate", "P3"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        {"Content_Type": "text/plain; charset=CHARSET"},
        {"Content_Type": "text/plain; charset=ISO-8859-1"},
        {"PO_Revision_Date": "YEAR-MO-DA HO:MI+ZONE"},
        {"PO_Revision_Date": "yesterday"},
        {"PO_Revision_Date": "2012-99-99 10:00+0000"},
        {"POT_Creation_Date": "never"},
        {"Plural_Forms": "nplurals=x; plural=n>1;"},
        {"Plural_Forms": "garbage"},
        {"Language": "not a language!"},
    ],
    ids=str,
)
def test_odd_header_is_read_or_refused_and_never_garbles_a_letter(header):
    try:
        found = find(catalogue(entry(text="Légal"), **header))
    except TranslationError:
        return
    assert found.text == "Légal"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FIXTURES).as_posix())
def test_catalogue_of_other_tools_is_read_or_refused(path):
    try:
        read_catalog(path.read_bytes(), path.name)
    except TranslationError as error:
        assert error.problems


def test_catalogues_of_other_tools_are_there():
    if not FILES:
        pytest.skip(f"{FIXTURES} is absent: catalogues of other tools are not tried")
    assert len(FILES) > 20
