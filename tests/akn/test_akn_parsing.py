"""Files from anywhere: each bad one is refused with what it is, where, and what to do; nothing else is read."""

import hashlib
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run
from record import FORMULA, NAMESPACE, paragraph, read, statement, wrapped

from engross.akn import parsing
from engross.building.surveying import Register
from engross.errors import ContentError

GOOD = statement(paragraph("Decides.", "1."))
BOMB = b'<!DOCTYPE a [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
)


def refused(data: bytes):
    with pytest.raises(ContentError) as caught:
        read(data)
    (problem,) = caught.value.problems
    assert problem.place.file == "un.xml"
    assert problem.hint
    return problem


def test_a_good_file_is_read():
    assert read(GOOD).document.symbol == "A/RES/77/1"


def test_a_file_that_is_not_well_formed_is_refused_with_line_and_column():
    problem = refused(b"<a>\n  <b>\n  </a>")
    assert "not well formed" in problem.text
    assert (problem.place.line, problem.place.column) == (3, 7)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"words only", "is no XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old Word", "is no XML"),
        (bytes(range(256)), "is no XML"),
        (b"\x89PNG\r\n\x1a\n", "is no XML"),
        (b"<!DOCTYPE html><html><body/></html>", "is a web page"),
        (b"<html lang='en'><body/></html>", "is a web page"),
    ],
)
def test_what_is_no_xml_is_called_what_it_is(data, said):
    problem = refused(data)
    assert said in problem.text
    assert (problem.place.line, problem.place.column) == (1, 1)


def test_the_place_is_said_once_and_no_switch_of_the_parser_is_named():
    for data in (b"<a>\n  <b>\n  </a>", statement("<container name='x'>" * 3000 + "</container>" * 3000)):
        assert "line" not in refused(data).text.replace("line 2 and", "")
        assert "XML_PARSE" not in refused(data).text


@pytest.mark.parametrize(
    "declared",
    [
        BOMB + b"]>",
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        b"<!doctype a>",
        b"<!  DOCTYPE a>",
    ],
    ids=["bomb", "external type", "external entity", "small letters", "spaced"],
)
def test_a_document_type_is_refused_before_anything_of_it_is_read(declared):
    problem = refused(b"<?xml version='1.0'?>\n" + declared + GOOD)
    assert "document type or an entity" in problem.text
    assert problem.place.line == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_document_type_does_not_hide_in_another_encoding(encoding):
    text = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "y">]>' + GOOD.decode()
    assert "document type or an entity" in refused(text.encode(encoding)).text


def test_a_document_type_does_not_hide_in_utf_7():
    declared = '<!DOCTYPE akomaNtoso [<!ENTITY x "y">]>'.replace("<", "+ADw-").replace("!", "+ACE-")
    data = b'<?xml version="1.0" encoding="UTF-7"?>' + declared.encode() + GOOD.replace(b"<", b"+ADw-")
    refused(data)


def test_a_word_file_with_another_name_is_called_that():
    assert "Word or ZIP" in refused(b"PK\x03\x04rest of a docx").text


def test_another_namespace_is_named():
    problem = refused(GOOD.replace(b"akn/3.0", b"akn/2.0"))
    assert "akn/2.0" in problem.text
    assert NAMESPACE in problem.hint


def test_another_root_is_named():
    assert "its root is book" in refused(b"<book><page/></book>").text


@pytest.mark.parametrize("data", [b"<a>\xff\xfe</a>", b"<?xml version='1.0'?><a>caf\xe9</a>"])
def test_bytes_that_are_not_utf_8_are_refused_with_their_place(data):
    problem = refused(data)
    assert "UTF-8" in problem.text or "encoding" in problem.text.lower() or "byte" in problem.text.lower()
    assert problem.place.line == 1


def test_utf_16_is_read_as_xml_has_it():
    assert read(GOOD.decode().encode("utf-16")).document.symbol == "A/RES/77/1"


def test_a_code_that_is_no_language_is_named():
    assert "'qqq'" in refused(GOOD.replace(b'"eng"', b'"qqq"')).text


def test_a_language_that_is_none_of_the_six_is_read():
    assert read(GOOD.replace(b'"eng"', b'"por"')).document.language == "pt"


def test_a_file_without_text_is_refused():
    assert "no text" in refused(wrapped("<statement>" + GOOD.decode().split("<statement name=\"resolution\">")[1]
        .split("<preamble>")[0] + "<mainBody><p/></mainBody></statement>")).text  # fmt: skip


def test_depth_is_bounded():
    problem = refused(statement("<container name='x'>" * 3000 + "</container>" * 3000))
    assert "depth" in problem.text.lower()


@pytest.mark.parametrize("command", [("export", "akn"), ("import", "akn"), ("build",)], ids=" ".join)
def test_size_is_bounded_before_a_file_is_opened(command, tmp_path):
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.truncate(parsing.LIMIT + 1)
    done = run(tmp_path, *command, str(path))
    assert done.code == 3
    assert "is larger than 16 MiB" in done.err


def test_a_file_of_any_size_is_never_held_whole_to_know_whether_it_changed(tmp_path, monkeypatch):
    path = tmp_path / "huge.xml"
    path.write_bytes(b"words")
    record = Register(tmp_path / "record.json")
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read whole"))
    record.holding(str(path))
    assert record.digests == {str(path): hashlib.sha256(b"words").hexdigest()}


def test_a_folder_whose_name_ends_in_xml_is_a_folder(tmp_path):
    (tmp_path / "year.xml").mkdir()
    done = run(tmp_path, "build", str(tmp_path / "year.xml"))
    assert (done.code, "there is no .xml file in this folder" in done.err) == (2, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of memory there")
def test_a_bomb_takes_no_memory(tmp_path):
    path = tmp_path / "bomb.xml"
    path.write_bytes(BOMB + b"]><akomaNtoso>&j;</akomaNtoso>")
    limit = 1 << 31
    done = subprocess.run(
        [sys.executable, "-m", "engross", "--workspace", str(ROOT), "export", "akn", str(path)],
        capture_output=True, text=True, cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )  # fmt: skip
    assert done.returncode == 3
    assert "document type or an entity" in done.stderr


def test_nothing_outside_is_read_for_a_picture_a_link_or_a_stylesheet(monkeypatch):
    def opened(*_):
        raise AssertionError("something was opened")

    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr("socket.socket", opened)
    body = paragraph('<a href="http://example.org/x">x</a><img src="file:///etc/passwd"/>', "1.")
    data = b'<?xml-stylesheet href="http://example.org/a.xsl"?>' + statement(body, FORMULA)
    assert read(data).document.clauses[-1].source == "[x](http://example.org/x)"
