"""The front matter: the JSON Schema and the reader are one table and agree."""

from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from engross.sources.fields import schema
from engross.sources.front_matter import read

ROME = Path(__file__).parent.parent / "content" / "interpol-2012-rome.md"


def rome_text():
    return ROME.read_text(encoding="utf-8").split("---\n")[1]


def rome():
    """The real front matter with every value as written (dates stay text)."""
    return yaml.load(rome_text(), Loader=yaml.BaseLoader)


def valid(values):
    return Draft202012Validator(schema(), format_checker=FormatChecker()).is_valid(values)


def problems(values):
    return read(yaml.safe_dump(values, allow_unicode=True), "a.md", 2).problems


def test_schema_is_a_json_schema():
    Draft202012Validator.check_schema(schema())


def test_schema_accepts_the_real_front_matter():
    Draft202012Validator(schema(), format_checker=FormatChecker()).validate(rome())


def test_schema_refuses_an_unknown_field():
    assert not valid({**rome(), "colour": "red"})


def test_every_field_of_the_schema_is_described():
    assert all(len(field["description"]) > 10 for field in schema()["properties"].values())


@pytest.mark.parametrize("name", ["id", "language", "title", "body", "adopted"])
def test_reader_and_schema_both_want_the_field(name):
    values = {key: value for key, value in rome().items() if key != name}
    assert not valid(values)
    assert [each.text for each in problems(values)] == [f"the field {name} is missing"]


@pytest.mark.parametrize("name", ["theme", "session", "keywords", "narrative", "adoption", "preamble", "translations"])
def test_reader_and_schema_both_do_without_the_field(name):
    values = {key: value for key, value in rome().items() if key != name}
    assert valid(values)
    assert problems(values) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "Has Capitals"),
        ("id", "-a"),
        ("language", "English"),
        ("title", ""),
        ("house", "../etc"),
        ("operative", "p3"),
        ("narrative", "INTRO"),
        ("narrative", ["intro"]),
        ("keywords", "one"),
        ("translations", {"fr": "authentic"}),
        ("translations", ["fr"]),
        ("title", ["a"]),
        ("adopted", "2012-02-30"),
        ("issued", "tomorrow"),
    ],
)
def test_reader_and_schema_both_refuse_the_value(name, value):
    values = {**rome(), name: value}
    assert not valid(values)
    assert [each.code for each in problems(values)] == ["content/bad-value"]


def test_value_has_its_place():
    found = read("id: a\nadopted: 2012-11-05\n", "a.md", 2)
    place = found.places["adopted"]
    assert (place.file, place.line, place.column) == ("a.md", 3, 10)


def test_symbol_none_is_no_symbol():
    assert read("symbol: none\n", "a.md", 2).values["symbol"] == ""
    assert read("symbol: A/1\n", "a.md", 2).values["symbol"] == "A/1"


def test_yes_and_numbers_stay_text():
    found = read('title: yes\nplace: "1"\nacronym: 007\n', "a.md", 2)
    assert (found.values["title"], found.values["place"], found.values["acronym"]) == ("yes", "1", "007")


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b"])
def test_front_matter_without_fields_is_refused(text):
    assert [each.code for each in read(text, "a.md", 2).problems] == ["content/front-matter"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "www.un.org", "ftp://un.org"])
def test_address_is_a_web_address(address):
    assert [each.code for each in problems({**rome(), "address": address})] == ["content/bad-value"]


def test_yaml_tag_builds_no_object():
    found = read("title: !!python/object/apply:os.getcwd []\n", "a.md", 2)
    assert "content/bad-value" in [each.code for each in found.problems]
