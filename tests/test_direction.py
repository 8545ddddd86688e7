"""What is kept together from left to right in a right-to-left text, and what is not."""

from itertools import groupby

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from engross.model import Run
from engross.model.bidi import levels, phrases
from engross.model.figures import figures
from engross.readback.bidi import resolved

NO_BREAK = "\u00a0"


def divided(*texts: str) -> tuple[Run, ...]:
    """Runs of which every second one is a link."""
    return tuple(Run(text=text, link="https://x" if number % 2 else "") for number, text in enumerate(texts))


def kept(*texts: str) -> list[str]:
    """The phrases marked."""
    made = phrases(divided(*texts))
    assert "".join(run.text for run in made) == "".join(texts)
    return ["".join(run.text for run in group) for ltr, group in groupby(made, lambda run: run.ltr) if ltr]


def read(paragraph: str) -> str:
    """What a line of the whole paragraph shows, from right to left."""
    order = resolved([paragraph])
    return order.as_read(0, len(order.text))


def on_page(runs: tuple[Run, ...]) -> str:
    """What a page shows that orders each element by itself, as the engine does (isolates say that to UAX 9)."""
    shown = ""
    for ltr, group in groupby(runs, lambda run: run.ltr):
        isolate = "\u2066" if ltr else "\u2067"
        inner = "".join(f"{isolate}{run.text}\u2069" for run in group)
        shown += f"\u2066{inner}\u2069" if ltr else inner
    return read(shown)


@pytest.mark.parametrize(
    ("texts", "phrases_"),
    [
        (("رقم 27 (", "A/77/27", ")."), []),  # both brackets are of the Arabic sentence
        (("انظر ", "A/77/27", ") و ("), []),
        (("(", "A/77/27", "), (", "A/77/28", ")"), []),
        (("انظر [", "A/77/27", "]، الفقرة"), []),
        (("انظر United (", "A/77/27", ")."), ["United (A/77/27)"]),
        (("انظر Treaty ", "Series (A", ") (vol. 1 عام)"), ["Treaty Series (A)", "vol. 1"]),
        (("انظر Treaty ", "Series", " (1 عام)"), ["Treaty Series"]),
        (("القرار ", "77/26", "3 الوارد"), ["77/263"]),
        (("القرار 2", "206 (2015)", " وفريق"), ["2206", "2015"]),
        (("قراره ", "2626 (2022)", "، وتشدد"), []),
        (("عام ", "2015-2030", " الفترة"), ["2015", "2030"]),
        (("انظر ", "www.un.org/en/", "."), ["www.un.org/en/"]),
    ],
)
def test_a_bracket_belongs_to_a_phrase_only_together_with_its_fellow(
    texts: tuple[str, ...], phrases_: list[str]
) -> None:
    assert kept(*texts) == phrases_


def test_words_in_a_language_that_are_divided_are_one_phrase() -> None:
    french = (Run(text="Journal ", language="fr"), Run(text="officiel", language="fr", italic=True))
    made = phrases((Run(text="انظر "), *french, Run(text="، ثم")))
    assert [run.ltr for run in made] == [0, 1, 1, 0]


def test_a_link_that_needs_no_help_stays_whole_beside_one_that_does() -> None:
    made = phrases(divided("القرارين 1", "894 (2009)", " و ", "2626 (2022)", "؛"))
    assert [run.text for run in made if run.link] == ["894", " (", "2009", ")", "2626 (2022)"]


def test_the_call_of_a_note_is_never_cut() -> None:
    runs = (Run(text="انظر United "), Run(text="(1)", note="N1"), Run(text="Nations، ثم"))
    assert [run.text for run in phrases(runs)] == ["انظر ", "United ", "(1)", "Nations", "، ثم"]


PIECES = some.sampled_from(
    ["ب", "عام ", "A", "Series ", "1", "25", "/", "-", "–", "(", ")", "[", "]", ".", "،", ",", " ", "%", "$", "٣",
     "\u2011", ":"]
)  # fmt: skip


@given(some.lists(some.lists(PIECES, min_size=1, max_size=5).map("".join), min_size=2, max_size=5))
@example(["للقرار 1", "894 (2009)", "؛"])
@example(["عام ", "5-7", "؛"])
@settings(max_examples=400, deadline=None)
def test_however_a_text_is_divided_its_page_shows_the_order_that_it_has_undivided(texts: list[str]) -> None:
    assert on_page(phrases(divided(*texts))) == read(with_amounts_by_themselves("".join(texts)))


def with_amounts_by_themselves(text: str) -> str:
    """The text, each amount in an isolate from left to right."""
    for each in reversed(figures(text)):
        if each.turns:
            text = f"{text[: each.start]}\u2066{each.text}\u2069{text[each.stop :]}"
    return text


@pytest.mark.parametrize(
    ("text", "shown"),  # what stands on the page, from the left
    [
        ("مبلغ 8 898 000 دولار", "8 898 000"),
        ("(107 700)", "(107 700)"),
        ("بنسبة 12,5 %", "12,5 %"),
        ("قدره USD 1 500", "USD 1 500"),
        ("الوثيقة A/80/7/Add.3، الفقرة", "A/80/7/Add.3"),
        ("القرار 217 A (III) المؤرخ", "217 A (III)"),
        ("في 25/12/2024 و", "25/12/2024"),
        ("بنسبة ١ ٢٣٤٫٥ من", "١ ٢٣٤٫٥"),
        ("٧٥٪ من", "٪٧٥"),  # the Arabic sign follows, to the left
    ],
)
def test_an_amount_reads_from_left_to_right_in_a_sentence_from_right_to_left(text: str, shown: str) -> None:
    assert "".join(shown.split()) in on_page(phrases((Run(text=text),)))[::-1]


def test_an_amount_in_two_styles_is_one_phrase() -> None:
    made = phrases((Run(text="مبلغ 8 "), Run(text="898 000", strong=True), Run(text=" دولار")))
    assert ["".join(run.text for run in group) for ltr, group in groupby(made, lambda run: run.ltr) if ltr] == [
        "8\u00a0898\u00a0000"
    ]


def test_a_text_outside_the_basic_plane_has_a_level_for_each_character() -> None:
    assert list(levels("ب𝐀1\nA")) == [1, 2, 2, 1, 2]
