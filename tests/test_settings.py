"""Settings files are read strictly: all problems at once, each with its line."""

import pytest

from engross.errors import HouseError
from engross.sources.settings import Settings

TEXT = """name = "UN"
size = 3

[page]
wide = true
margins = ["a", "b"]
"""


def settings(text=TEXT):
    return Settings(text, "templates/un/house.toml", HouseError)


def problems(made):
    with pytest.raises(HouseError) as caught:
        made.finish()
    return [(each.place.line, each.place.column, each.text) for each in caught.value.problems]


def test_values_are_taken_by_dotted_key():
    made = settings()
    assert (made.take("name", str), made.take("page.wide", bool)) == ("UN", True)
    assert made.texts("page.margins", 2) == ("a", "b")


def test_all_taken_is_no_problem():
    made = settings()
    made.take("name", str)
    made.take("size", int)
    made.take("page", dict)
    made.finish()


def test_unknown_key_is_named_with_its_line_and_the_known_keys():
    made = settings()
    made.take("name", str)
    made.take("page", dict)
    with pytest.raises(HouseError) as caught:
        made.finish()
    (problem,) = caught.value.problems
    assert str(problem) == (
        "templates/un/house.toml:2:1: size: is not known here\n    what to do: the keys are: name, page"
    )


def test_all_problems_are_raised_together():
    made = settings()
    made.take("name", int)
    made.take("title", str)
    made.take("page.wide", bool)
    made.texts("page.margins", 3)
    assert [(line, text.partition(":")[0]) for line, _, text in problems(made)] == [
        (1, "name"),
        (0, "title"),
        (6, "page.margins"),
        (2, "size"),
    ]


def test_true_is_no_number():
    made = settings("size = true\n")
    made.take("size", int)
    assert problems(made) == [(1, 1, "size: True is of the wrong kind")]


def test_value_out_of_those_allowed_is_refused():
    made = settings('name = "x"\n')
    made.take("name", str, allowed=("ltr", "rtl"))
    assert problems(made) == [(1, 1, "name: 'x' is not known")]


def test_default_is_given_only_where_the_key_is_absent():
    made = settings()
    assert made.take("absent", str, default="none") == "none"
    assert made.take("name", str, default="none") == "UN"


@pytest.mark.parametrize(("text", "line"), [('name = "a"\nsize =\n', 2), ("name = a\n", 1), ("a = 1\na = 2\n", 2)])
def test_syntax_error_names_its_line(text, line):
    with pytest.raises(HouseError) as caught:
        settings(text)
    (problem,) = caught.value.problems
    assert problem.code == "settings/syntax"
    assert problem.place.line == line
