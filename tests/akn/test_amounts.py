"""In which order amounts of Arabic files are typed: what proves it, what is said, what is refused."""

from dataclasses import replace
from pathlib import Path

import pytest
from record import corpus, paragraph, read, statement

from engross.akn import amounts, beside, reading
from engross.akn.settling import settled
from engross.akn.witnesses import witness
from engross.errors import ContentError
from engross.model import Document

FORMULA = '<formula name="enactingFormula"><p>إن الجمعية العامة،</p></formula>'


def table(*rows: tuple[str, ...]) -> str:
    """A table of these rows of cells."""
    cells = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in rows)
    return f'<container name="table"><table>{cells}</table></container>'


def arabic(*body: str) -> Document:
    return read(statement("".join(body), preamble=FORMULA, language="ar")).document


def english(*body: str) -> Document:
    return read(statement("".join(body))).document


def cells(document: Document) -> list[str]:
    """The words of the rows, no-break spaces as spaces."""
    return [each.source.replace("\u00a0", " ") for each in document.walk() if each.kind == "row"]


def words(document: Document) -> str:
    return " ".join(each.source for each in document.walk()).replace("\u00a0", " ")


@pytest.mark.parametrize("typed", [("56 234 300", "(107 700)"), ("300 234 56", "(700 107)")])
def test_the_same_cell_of_a_sibling_tells_whichever_way_an_amount_is_typed(typed: tuple[str, str]) -> None:
    own = arabic(table(("الاعتماد", typed[0]), ("توصيات", typed[1])))
    done = amounts.settle(own, [witness(english(table(("Appropriation", "56 234 300"), ("Advice", "(107 700)"))))])
    assert cells(done.document) == ["الاعتماد | 56 234 300", "توصيات | (107 700)"]
    assert done.counts == {"the same cell of another language": 2} and not done.doubts


def test_a_row_that_one_language_lacks_does_not_move_the_others() -> None:
    own = arabic(table(("أ", "300 234 56"), ("ب", "900 375 51")))
    its = english(table(("a", "1 111 111"), ("b", "56 234 300"), ("c", "51 375 900")))
    done = amounts.settle(own, [witness(its)])
    assert cells(done.document) == ["أ | 56 234 300", "ب | 51 375 900"]
    assert not [each for each in done.findings if each.code == "content/akn-cell"]


def test_a_cell_that_says_another_amount_than_its_sibling_is_reported() -> None:
    own = arabic(table(("أ", "1 537"), ("ب", "4 902")))
    done = amounts.settle(own, [witness(english(table(("a", "1 573"), ("b", "4 902"))))])
    assert [each.text for each in done.findings if each.code == "content/akn-cell"] == [
        "a cell says “1\u00a0537”, and the same cell in en says “1 573”"
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("000 898 8", "8 898 000"),
        ("8 898 000", "8 898 000"),
        ("107-", "-107"),
        ("%75", "75%"),
        ("300\u200f\u00a0234\u200f\u00a056", "56 234 300"),
        ("600 035 1", "1 035 600"),
        ("050 100", "100 050"),  # no number begins with 0
    ],
)
def test_the_groups_of_an_amount_tell_by_themselves(typed: str, read: str) -> None:
    done = amounts.settle(arabic(table(("أ", typed))))
    assert cells(done.document) == [f"أ | {read}"] and not done.doubts


@pytest.mark.parametrize(
    "typed", ["2024", "39", "77/264", "25/12/2024", "12 34", "2024 100", "1 573 أ 22", "–", "100 100"]
)
def test_what_is_no_amount_of_several_groups_is_never_in_question(typed: str) -> None:
    own = arabic(table(("أ", typed)))
    done = amounts.settle(own)
    assert not done.doubts and cells(done.document) == cells(own)


@pytest.mark.parametrize(
    "column",
    [
        ["86 769 400", "348 510 900", "435 280 300"],
        ["400 769 86", "900 510 348", "300 280 435"],
        ["348 510 900", "126 952 700", "475 463 600"],  # no amount tells by its groups
        ["900 510 348", "700 952 126", "600 463 475"],
        ["(8 894 000)", "(862 600)", "9 756 600"],  # the total stands without brackets
    ],
)
def test_the_total_of_a_column_tells(column: list[str]) -> None:
    done = amounts.settle(arabic(table(*(("بند", each) for each in column))))
    assert not done.doubts and "the totals of its table" in done.counts
    wanted = column if not column[0].startswith(("400", "900")) else [" ".join(each.split()[::-1]) for each in column]
    assert cells(done.document) == [f"بند | {each}" for each in wanted]


def test_subtotals_and_their_total_tell_of_parts_with_a_single_row() -> None:
    rows = ["86 769 400", "348 510 900", "435 280 300", "126 952 700", "126 952 700", "562 233 000"]
    done = amounts.settle(arabic(table(*(("بند", each) for each in rows))))
    assert not done.doubts and cells(done.document) == [f"بند | {each}" for each in rows]


def test_what_nothing_tells_is_refused_amount_by_amount() -> None:
    own = read(statement(table(("أ", "435 280 300"), ("ب", "126 952 700")), preamble=FORMULA, language="ar"))
    with pytest.raises(ContentError) as refused:
        settled(own, ())
    assert [each.code for each in refused.value.problems] == ["content/akn-amount"] * 2
    assert "435 280 300" in refused.value.problems[0].text and "300 280 435" in refused.value.problems[0].text


def test_siblings_that_contradict_each_other_decide_nothing() -> None:
    own = arabic(table(("أ", "435 280 300")))
    one, other = english(table(("a", "435 280 300"))), english(table(("a", "300 280 435")))
    done = amounts.settle(own, [witness(one), witness(replace(other, language="fr"))])
    assert len(done.doubts) == 1 and "in one language" in done.doubts[0].text


def test_a_sentence_that_runs_from_right_to_left_turns_its_amounts_with_it() -> None:
    done = amounts.settle(arabic(paragraph("مبلغ 500 949 321 دولار ومبلغ 000 75 دولار", "1 -")))
    assert "321 949 500 دولار ومبلغ 75 000 دولار" in words(done.document)
    assert done.counts == {"its groups": 1, "the sentence it stands in": 1}


def test_a_sentence_is_no_proof_where_another_is_typed_as_it_is_read() -> None:
    done = amounts.settle(arabic(paragraph("مبلغ 321 949 500 دولار ومبلغ 75 000 دولار", "1 -")))
    assert [each.place.clause for each in done.doubts] == ["OP1"]


def test_an_amount_of_a_sentence_is_told_by_the_amounts_of_a_sibling_and_missed_where_it_has_it_not() -> None:
    own = arabic(paragraph("مبلغ 500 949 321 دولار ومبلغ 300 063 23 دولار", "1 -"))
    done = amounts.settle(own, [witness(english(paragraph("321,949,500 and 28,063,300 dollars", "1.")))])
    assert "321 949 500" in words(done.document) and "23 063 300" in words(done.document)
    assert [each.text for each in done.findings if each.code == "content/akn-cell"] == [
        "the amount “23 063 300” is not in en"
    ]


def test_an_amount_is_turned_across_styles_and_links_without_a_loss() -> None:
    own = arabic(paragraph('مبلغ <b>300 234</b> 56 دولار <a href="https://x.org/">A/80/7</a>', "1 -"))
    done = amounts.settle(own)
    assert "{b:56 234 300} دولار [A/80/7](https://x.org/)" in words(done.document)


def test_no_other_language_is_in_question() -> None:
    own = english(table(("a", "435 280 300"), ("b", "000 898 8")))
    assert amounts.settle(own).document == own


def test_a_settled_document_is_settled() -> None:
    done = amounts.settle(arabic(paragraph("مبلغ 000 75 دولار", "1 -"), table(("أ", "300 234 56"))))
    assert amounts.settle(done.document).document == done.document


def test_an_amount_of_the_title_is_read_as_any_other() -> None:
    own = replace(arabic(paragraph("أ", "1 -")), title="اعتماد 000 898 8 دولار")
    assert amounts.settle(own).document.title.replace("\u00a0", " ") == "اعتماد 8 898 000 دولار"


def laid(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Arabic/A_RES_77_1-2223456A.xml", "English/A_RES_77_1-2223457E.xml"),
        ("ar/x.xml", "en/x.xml"),
        ("x.ar.xml", "x.en.xml"),
        ("A_RES_77_1-2223456A.xml", "A_RES_77_1-2223456E.xml"),
    ],
)
def test_a_sibling_is_found_where_the_record_has_it(tmp_path: Path, own: str, other: str) -> None:
    path = laid(tmp_path, own, statement(paragraph("أ", "1 -"), preamble=FORMULA, language="ar"))
    there = laid(tmp_path, other, statement(paragraph("a", "1.")))
    laid(tmp_path, "Arabic/A_RES_77_11-2223456A.xml", b"<x/>")
    found = [file for file, _ in beside.readings(reading.read(path.read_bytes(), "x"), beside.candidates(path))]
    assert [each.resolve() for each in found] == [there.resolve()]


def test_a_file_of_another_work_is_no_sibling_whatever_its_name(tmp_path: Path) -> None:
    path = laid(tmp_path, "ar/x.xml", statement(paragraph("أ", "1 -"), preamble=FORMULA, language="ar"))
    stranger = statement(paragraph("a", "1.")).replace(b"77/1<", b"77/2<").replace(b"77-1", b"77-2")
    laid(tmp_path, "en/x.xml", stranger)
    assert not list(beside.readings(reading.read(path.read_bytes(), "x"), beside.candidates(path)))


PUBLISHED = [
    ("un-hard/GA/77session/Arabic/A_RES_77_264 A-C-2300152A.xml", 60),
    ("un-hard/GA/80session/Arabic/A_RES_80_239-2521256A.xml", 16),
    ("un-hard/GA/80session/Arabic/A_RES_80_242-2521246A.xml", 22),
    ("un-hard/GA/80session/Arabic/A_RES_80_244AC-2521251A.xml", 60),
]


@pytest.mark.parametrize(("name", "count"), PUBLISHED)
@pytest.mark.parametrize("alone", [False, True])
def test_each_amount_of_a_published_table_is_that_of_its_english_cell(name: str, count: int, alone: bool) -> None:
    path = corpus(name)
    own = reading.read(path.read_bytes(), path.name)
    siblings = {read.document.language: read for _, read in beside.readings(own, beside.candidates(path))}
    done = settled(own, [] if alone else [(path, each.document) for each in siblings.values()])
    mine, its = (witness(each).tables for each in (done.document, siblings["en"].document))
    pairs = [
        (cell, other)
        for number, row_number, other_row in _rows(its, mine)
        for cell, other in zip(mine[number][row_number], other_row, strict=True)
        if len(cell.split("\u00a0")) > 1
    ]
    assert len(pairs) == count
    assert all(one.replace("\u00a0", " ") == other.replace("\u00a0", " ") for one, other in pairs)


def _rows(its: object, mine: object) -> list[tuple[int, int, tuple[str, ...]]]:
    from engross.akn.witnesses import Witness

    rows = Witness("en", its, frozenset()).beside(mine)  # type: ignore[arg-type]
    return [(table, row, other) for (table, row), other in rows.items()]
