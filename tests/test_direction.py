"""What is kept together from left to right in a right-to-left text, and what is not."""

import pytest

from engross.direction import phrases
from engross.model import Run


def kept(*texts: str) -> list[str]:
    """The phrases marked, of runs where every second one is a link."""
    runs = tuple(Run(text=text, link="https://x" if number % 2 else "") for number, text in enumerate(texts))
    made, found, open_ = phrases(runs), [], False
    assert "".join(run.text for run in made) == "".join(texts)
    for run in made:
        if run.ltr:
            found = [*found[:-1], found[-1] + run.text] if open_ else [*found, run.text]
        open_ = run.ltr
    return found


@pytest.mark.parametrize(
    ("texts", "phrases_"),
    [
        (("رقم 27 (", "A/77/27", ")."), []),  # both brackets are of the Arabic sentence
        (("انظر ", "A/77/27", ") و ("), []),
        (("(", "A/77/27", "), (", "A/77/28", ")"), []),
        (("انظر [", "A/77/27", "]، الفقرة"), []),
        (("انظر United (", "A/77/27", ")."), ["United (A/77/27)"]),
        (("انظر Treaty ", "Series (A", ") (vol. 1"), ["Treaty Series (A)"]),
        (("انظر Treaty ", "Series", " (1 عام)"), ["Treaty Series"]),
    ],
)
def test_a_bracket_belongs_to_a_phrase_only_together_with_its_fellow(
    texts: tuple[str, ...], phrases_: list[str]
) -> None:
    assert kept(*texts) == phrases_
