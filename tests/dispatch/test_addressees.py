"""Tables of addressees: what may be in them, what is refused and where; countries and their order."""

import csv
import os
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from engross.dispatch.checking import read_addressees
from engross.dispatch.ordering import collation, in_order
from engross.dispatch.tables import read_known_countries, read_table
from engross.errors import ContentError

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = {"en": "en", "english": "en", "fr": "fr", "français": "fr", "ar": "ar", "zh": "zh"}
CORPUS = Path(os.environ.get("ENGROSS_CORPUS") or ROOT.parent / "shared" / "corpus") / "country-names"


@pytest.fixture(scope="module")
def countries():
    return read_known_countries(ROOT / "nowhere")


def table(tmp_path, text, name="addressees.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_table(path, name)


def addressees(countries, known, **asked):
    return read_addressees(known, countries, LANGUAGES, **asked)


def refused(countries, known, **asked):
    with pytest.raises(ContentError) as error:
        addressees(countries, known, **asked)
    return [(each.place.line, each.place.column, each.code) for each in error.value.problems]


GOOD = "Organisation{0}Country{0}Language{0}E-mail\nMission of Côte d’Ivoire{0}CI{0}français{0}ci@example.org\n"


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("begin", [b"", b"\xef\xbb\xbf"])
def test_a_table_may_be_divided_by_commas_semicolons_or_tabs_and_begin_with_a_byte_order_mark(
    countries, tmp_path, mark, begin
):
    (each,) = addressees(countries, table(tmp_path, begin + GOOD.format(mark).encode()))
    assert (each.organization, each.code, each.language, each.channel) == (
        "Mission of Côte d’Ivoire", "CI", "fr", "e-mail",
    )  # fmt: skip


def test_a_workbook_says_the_same_as_the_csv_file_of_it(countries, tmp_path):
    rows = list(csv.reader(GOOD.format(",").splitlines()))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (one,) = addressees(countries, read_table(tmp_path / "a.xlsx", "a.xlsx"))
    (other,) = addressees(countries, table(tmp_path, GOOD.format(",")))
    assert one.said() == other.said() and one.key == other.key


TEN = """organization,country,language,email,channel,protocol,nonsense
Mission A,Atlantis,en,a@example.org,e-mail,1,
Mission B,FR,tlh,b@example.org,e-mail,2,
,FR,fr,c@example.org,e-mail,3,
Mission D,FR,fr,not-an-address,e-mail,4,
=1+2,FR,fr,e@example.org,e-mail,5,
Mission\u202e F,FR,fr,f@example.org,e-mail,6,
Mission G,FR,fr,g@example.org,pigeon,7,
Mission H,FR,fr,,e-mail,8,
Mission I,FR,fr,i@example.org,e-mail,first,
Mission J,FR,fr,j@example.org,e-mail,9,
Mission J,FR,fr,j@example.org,e-mail,10,
Mission K,FR,fr,k@example.org,e-mail,9,
Mission L,FR,fr,l@example.org,e-mail,11,,astray
"""


def test_every_row_that_is_not_in_order_is_reported_with_its_line_and_column(countries, tmp_path):
    found = refused(countries, table(tmp_path, TEN), protocol=True, mailed=True)
    assert found == [
        (1, 7, "addressees/column"),
        (2, 2, "addressees/country"),
        (3, 3, "addressees/language"),
        (4, 1, "addressees/name"),
        (5, 4, "addressees/email"),
        (6, 1, "addressees/formula"),
        (7, 1, "addressees/character"),
        (8, 5, "addressees/channel"),
        (9, 4, "addressees/email"),
        (10, 6, "addressees/protocol"),
        (14, 8, "addressees/cell"),
        (12, 0, "addressees/duplicate"),
        (13, 0, "addressees/protocol"),
    ]


def test_a_line_break_inside_a_field_does_not_shift_the_lines_that_are_named(countries, tmp_path):
    text = 'organization,address,language\nA,"1 Street\nCity",en\nB,2 Street,xx\n'
    assert refused(countries, table(tmp_path, text)) == [(4, 3, "addressees/language")]


def test_a_formula_of_a_workbook_is_refused_by_the_name_of_its_cell_and_never_reckoned(countries, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["organization", "language"])
    book.active.append(['=HYPERLINK("http://example.org","Mission")', "en"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ContentError) as error:
        addressees(countries, read_table(tmp_path / "a.xlsx", "a.xlsx"))
    assert str(error.value.problems[0].place) == "a.xlsx:2:1: cell A2"
    assert error.value.problems[0].code == "addressees/formula"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("organization,language\nC\xf4te,fr\n".encode("latin-1"), 2),
        (b'organization,language\n"A,en\n', 2),
        (b"", 0),
        (b"PK\x03\x04 no workbook", 0),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_line_where_that_is_known(tmp_path, data, line):
    with pytest.raises(ContentError) as error:
        table(tmp_path, data)
    assert (error.value.problems[0].code, error.value.problems[0].place.line) == ("addressees/unreadable", line)


def test_a_workbook_that_unpacks_to_more_than_any_table_is_refused_before_it_is_unpacked(tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (40 * 2**20))
    with pytest.raises(ContentError, match="unpacks to more than"):
        read_table(tmp_path / "a.xlsx", "a.xlsx")


def test_a_country_is_known_by_code_and_by_its_name_in_six_languages(countries):
    for said in ("CI", "civ", "Côte d'Ivoire", "CÔTE D’IVOIRE", "Кот-д’Ивуар", "科特迪瓦", "كوت ديفوار"):
        assert countries.find(said).code == "CI"
    assert countries.find("Iran").code == "IR" and countries.find("Ruritania") is None


def test_all_member_states_have_a_name_in_each_of_six_languages(countries):
    members = [each for each in countries.all if each.member]
    assert len(members) == 193
    assert all(set(each.names) == {"ar", "en", "es", "fr", "ru", "zh"} for each in members)


def test_names_agree_with_the_protocol_service_but_where_a_country_has_another_name_since(countries):
    if not CORPUS.is_dir():
        pytest.skip("the corpus of country names is absent: set ENGROSS_CORPUS")
    tags = {"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "zh": "Chinese", "ar": "Arabic"}
    other = set()
    with (CORPUS / "country-codes.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            known = countries.find(row["ISO3166-1-Alpha-2"] or "-")
            for tag, column in tags.items():
                there = row[f"UNTERM {column} Short"].replace("'", "’").strip()
                bare = there.rstrip("* ")
                for article in ("the", "l’", "le", "la", "les", "el", "los", "las"):
                    bare = bare.removesuffix(f"({article})").strip()
                if there and known and known.names[tag] != bare:
                    other.add(known.code)
    assert other == {"CG", "DO", "NR", "NL"}  # Naoero, the Kingdom of the Netherlands; two short names in Chinese


def test_the_english_order_is_that_of_the_united_nations(countries):
    names = [each.names["en"] for each in countries.all if each.member]
    placed = sorted(names, key=collation("en"))
    for row in (
        ("Congo", "Costa Rica", "Côte d’Ivoire", "Croatia"),
        ("Democratic People’s Republic of Korea", "Democratic Republic of the Congo", "Denmark"),
        ("Guinea", "Guinea-Bissau", "Guyana"),
        ("Niger", "Nigeria", "North Macedonia"),
        ("Tunisia", "Türkiye", "Turkmenistan"),
        ("United Republic of Tanzania", "United States of America", "Uruguay"),
    ):
        at = placed.index(row[0])
        assert tuple(placed[at : at + len(row)]) == row


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("es", ["naúfrago", "nube", "ñandú", "oso"]),
        ("fr", ["cote", "côte", "Égypte", "Espagne", "États-Unis"]),
        ("ru", ["Египет", "ёлка", "Жучка"]),
        ("zh", ["阿根廷", "巴西", "中国"]),
        ("ar", ["أرمينيا", "بنن", "تونس"]),
    ],
)
def test_each_language_has_an_order_of_its_own(tag, words):
    assert sorted(reversed(words), key=collation(tag)) == words


def test_the_country_a_lot_was_drawn_for_comes_first_and_the_others_go_on_from_it(countries, tmp_path):
    text = "organization,country,language\nX,,en\nA,AF,en\nB,BR,en\nC,CI,en\n"
    rows = addressees(countries, table(tmp_path, text))
    assert [each.organization for each in in_order(rows, "english")] == ["A", "B", "C", "X"]
    assert [each.organization for each in in_order(rows, "english", countries.find("Brazil"))] == ["B", "C", "A", "X"]
    assert [each.organization for each in in_order(rows, "table")] == ["X", "A", "B", "C"]


SHEET = "xl/worksheets/sheet1.xml"


def workbook(tmp_path, rows, change=None, **settings):
    """A workbook of these rows; `change` alters the XML of its sheet, `settings` what is done with the sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in settings.get("hidden", ()):
        book.active.row_dimensions[number].hidden = True
    for letter in settings.get("narrow", ()):
        book.active.column_dimensions[letter].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    if change:
        with zipfile.ZipFile(path) as packed:
            parts = {each.filename: packed.read(each) for each in packed.infolist()}
        assert (changed := change(parts[SHEET])) != parts[SHEET]
        with zipfile.ZipFile(path, "w") as packed:
            for name, data in (parts | {SHEET: changed}).items():
                packed.writestr(name, data)
    return read_table(path, "a.xlsx")


ROWS = [["organization", "language", "country"], *([f"Mission {each}", "en", "FR"] for each in "ABCDEFGHIJ")]


@pytest.mark.parametrize("claim", [b"A1", b"A1:C3", b"A1:A1048576", b"C11:C11"])
def test_a_row_of_a_sheet_is_counted_not_believed(countries, tmp_path, claim):
    known = workbook(tmp_path, ROWS, lambda xml: xml.replace(b'ref="A1:C11"', b'ref="' + claim + b'"'))
    assert [each.organization for each in addressees(countries, known)] == [row[0] for row in ROWS[1:]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'<row r="7"', b'<row r="6"', "row 6 stands after row 6"),
        (b'<row r="7"', b'<row r="2"', "row 2 stands after row 6"),
        (b'r="B7"', b'r="A7"', "A7 stands in row 7"),
        (b'r="B7"', b'r="B8"', "B8 stands in row 7"),
        (b'r="C7"', b'r="ZZ7"', "beyond column 100"),
    ],
)
def test_a_sheet_whose_rows_or_cells_would_be_lost_is_refused_with_the_row(tmp_path, old, new, said):
    with pytest.raises(ContentError, match=said) as error:
        workbook(tmp_path, ROWS, lambda xml: xml.replace(old, new))
    assert error.value.problems[0].place.line in (2, 6, 7)


def test_a_row_that_the_library_does_not_read_is_missed_by_the_count(tmp_path):
    lost = b'<row r="12"><x:c xmlns:x="urn:x" r="A12"><x:v>1</x:v></x:c></row></sheetData>'
    with pytest.raises(ContentError, match="row 12 holds 1 cells, of which 0 can be read"):
        workbook(tmp_path, ROWS, lambda xml: xml.replace(b"</sheetData>", lost))


def test_hidden_rows_and_columns_are_named_and_nobody_in_them_is_written_to(countries, tmp_path):
    known = workbook(tmp_path, ROWS, hidden=(3, 5), narrow="C")
    assert refused(countries, known) == [
        (1, 3, "addressees/hidden"), (3, 0, "addressees/hidden"), (5, 0, "addressees/hidden"),
    ]  # fmt: skip
    flat = workbook(tmp_path, ROWS, lambda xml: xml.replace(b'<row r="4"', b'<row r="4" ht="0" customHeight="1"'))
    assert refused(countries, flat) == [(4, 0, "addressees/hidden")]


def test_dates_truth_values_and_numbers_in_another_form_are_named_by_cell(countries, tmp_path):
    rows = [ROWS[0], [datetime(2026, 1, 2), "en", "FR"], [True, "en", "FR"], [0.5, "en", "FR"], [12, "en", "FR"]]
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.active["A4"].number_format = "0%"
    book.save(tmp_path / "a.xlsx")
    known = read_table(tmp_path / "a.xlsx", "a.xlsx")
    assert refused(countries, known) == [(line, 1, "addressees/not-text") for line in (2, 3, 4)]


@pytest.mark.parametrize("other", ["Cafe\u0301  Mission", "CAF\u00c9\u00a0MISSION", "Café\u3000Mission"])
def test_an_addressee_in_other_spaces_or_accents_is_the_same_addressee(countries, tmp_path, other):
    text = f"organization,language\nCafé Mission,en\n{other},en\nCafé Mission,fr\n"
    assert refused(countries, table(tmp_path, text)) == [(3, 0, "addressees/duplicate")]


def test_an_addressee_in_look_alike_letters_is_told(countries, tmp_path):
    text = "organization,language\nMission A,en\nМission А,en\n"
    assert refused(countries, table(tmp_path, text)) == [(3, 0, "addressees/alike")]


@pytest.mark.parametrize("unseen", ["\u200b", "\u2060", "\u00ad", "\U000e0041", "\ufeff"])
def test_characters_that_nobody_sees_are_named_in_a_row(countries, tmp_path, unseen):
    text = f"organization,language\nMission{unseen} A,en\n"
    assert refused(countries, table(tmp_path, text)) == [(2, 1, "addressees/character")]


@pytest.mark.parametrize(
    "name", ["Mission " * 12500, "M" * 100, "a" + "\u0301" * 500], ids=["long", "one word", "marks"]
)
def test_what_no_letter_has_room_for_is_said_before_anything_is_set(countries, tmp_path, name):
    assert refused(countries, table(tmp_path, f"organization,language\n{name},en\n")) == [(2, 1, "addressees/length")]
