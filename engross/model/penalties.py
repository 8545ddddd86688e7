"""What a compositor dislikes, in demerits: the values that languages and houses change. Pure."""

from dataclasses import dataclass

WHOLE, WORDS, NAMES = 0, 1, 2  # what may be divided: nothing, words, names (with a capital) as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalties:
    """What a compositor dislikes, in demerits, and how far spaces give (shares of a space's own width).

    A line costs (line + 100 |ratio|^3)^2; the other demerits are added to that.
    """

    line: float = 10.0
    hyphen: float = 40_000.0
    loose: float = 0.0  # for a line whose spaces grow by more than _WIDE of themselves: a hyphen may be better
    hard_hyphen: float = 400.0
    second_hyphen: float = 60_000.0  # for a hyphen in the line after one
    hyphens_in_a_row: int = 1
    too_many: float = 3e7  # for a hyphen beyond that: as bad as .45 em added to each space; four times for the next
    row_allowed: int = 3  # hyphens in a row beyond which a setting is taken only when there is no other
    hyphen_before_last: float = 25_000.0
    fragment_alone: float = 1e9  # for a last line that is only the end of a divided word: as bad as a ratio of seven
    uneven: float = 10_000.0  # for a tight line beside a loose one
    short_last: float = 40_000.0
    shortest_last: float = 4.0  # em: a last line below that is too short
    short_word: float = 0.0  # for a line that ends with a word of one letter
    divided_name: float = 20_000.0  # for a hyphen in a word with a capital, beside what each hyphen costs
    divided_symbol: float = 1e8  # for a line that ends inside a document's symbol
    divided_pair: float = 40_000.0  # after a stroke, or between a hyphen and a number
    kashida: float = 0.0  # tatweels in a line at most
    overfull: float = 1e15
    hanging: float = 0.0  # share of its usual measure by which a mark hangs over the edge
    stretch: float = 0.5
    shrink: float = 1 / 3
    passes: tuple[tuple[float, int], ...] = ((1.2, WHOLE), (2.0, WORDS), (6.0, NAMES), (float("inf"), NAMES))
