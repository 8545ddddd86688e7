"""Where the other languages of a file of the record are looked for."""

from pathlib import Path

import pytest

from engross.akn.siblings import siblings


def laid(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("<x/>")


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("79session/English/A_RES_79_1-2416433E.xml", "79session/Arabic/A_RES_79_1-2416433A.xml"),
        ("56session/English/A_HRC_RES_56_1E.xml", "56session/Arabic/A_HRC_RES_56_1A.xml"),
        ("2025/English/S_RES_2779-2507317E.xml", "2025/Arabic/S_RES-2779-2507317A.xml"),
        ("en/A-RES-77-1.xml", "ar/A-RES-77-1.xml"),
        ("A-RES-77-1.en.xml", "A-RES-77-1.ar.xml"),
    ],
)
def test_the_other_language_of_a_file_is_found_both_ways(tmp_path: Path, own: str, other: str) -> None:
    laid(tmp_path, own, other)
    assert siblings(tmp_path / own) == {"ar": tmp_path / other}
    assert siblings(tmp_path / other) == {"en": tmp_path / own}


def test_a_file_of_another_number_is_no_sibling(tmp_path: Path) -> None:
    laid(tmp_path, "English/A_RES_79_1-2416433E.xml", "Arabic/A_RES_79_11-2416433A.xml", "German/x.xml")
    assert siblings(tmp_path / "English/A_RES_79_1-2416433E.xml") == {}


def test_a_file_that_lies_by_itself_has_no_siblings(tmp_path: Path) -> None:
    laid(tmp_path, "a.xml", "b.xml")
    assert siblings(tmp_path / "a.xml") == {}
