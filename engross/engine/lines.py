"""Line breaking the engine has no style property for: where a hyphen may stand, and flush Chinese lines.

Wraps `weasyprint.layout.block.iter_line_boxes` and `weasyprint.layout.inline.justify_line`, and stands in
for `weasyprint.text.line_break.pyphen` (WeasyPrint 70).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pyphen

from engross.language import Language

HYPHEN = "\u2010"
LOOSE = 0.45  # em added to each space: looser than this is worse than a second hyphen in a row
VERY_LOOSE = 3.0  # em: looser than this is worse even than a hyphen over the page turn
HAN_STRETCH = 0.16  # em between two Han characters: looser is worse than a ragged line
AHEAD = 2  # lines looked at beyond a hyphen

Line = tuple[Any, Any]
Stock = Callable[..., Iterator[Line]]


@dataclass(slots=True)
class Hyphenation:
    """Stands for the module pyphen inside the engine: dictionaries, never-broken words, an off switch."""

    dictionaries: dict[str, str]
    whole: frozenset[str]
    off: bool = False
    _cache: dict[tuple[str, int, int], Any] = field(default_factory=dict)

    def language_fallback(self, language: str) -> str | None:
        """The dictionary for an HTML language tag; None where there is none."""
        return self.dictionaries.get(language) or None

    def Pyphen(self, lang: str, left: int, right: int) -> "Hyphenation._Dictionary":  # noqa: N802 - pyphen's name
        """The hyphenator of a language, as the engine asks for it."""
        key = (lang, left, right)
        if key not in self._cache:
            self._cache[key] = pyphen.Pyphen(lang=lang, left=left, right=right)
        return Hyphenation._Dictionary(self, self._cache[key])

    @dataclass(frozen=True, slots=True)
    class _Dictionary:
        owner: "Hyphenation"
        dictionary: Any

        def iterate(self, word: str) -> Iterator[tuple[str, str]]:
            """The ways to divide a word; none for names (a capital), numbers, and words that stay whole."""
            if self.owner.off or word in self.owner.whole or word != word.lower() or any(c.isdigit() for c in word):
                return
            yield from self.dictionary.iterate(word)


def hyphenation(languages: dict[str, Language]) -> Hyphenation:
    """The hyphenation of all languages of a page."""
    return Hyphenation(
        dictionaries={each.html: each.hyphenation for each in languages.values()},
        whole=frozenset(word for each in languages.values() for word in each.whole),
    )


@contextmanager
def setting_lines(hyphens: Hyphenation, in_a_row: int) -> Iterator[None]:
    """Inside the block the engine breaks and justifies by these rules; at most `in_a_row` hyphens in a row."""
    import weasyprint.layout.block as block
    import weasyprint.layout.inline as inline
    import weasyprint.text.line_break as line_break

    stock, justify, module = block.iter_line_boxes, inline.justify_line, line_break.pyphen
    block.iter_line_boxes = lambda *args: _lines(stock, hyphens, in_a_row, *args)
    inline.justify_line = lambda context, line, extra: _justify(justify, context, line, extra)
    line_break.pyphen = hyphens
    try:
        yield
    finally:
        block.iter_line_boxes, inline.justify_line, line_break.pyphen = stock, justify, module


def _lines(
    stock: Stock,
    hyphens: Hyphenation,
    in_a_row: int,
    context: Any,
    box: Any,
    y: float,
    bottom: float,
    skip: Any,
    *rest: Any,
) -> Iterator[Line]:
    """The engine's lines, but for those whose hyphen stands where none may: they are set again without it."""
    *parent, first_letter, first_line = rest

    def lines_from(y: float, skip: Any, start: bool) -> Iterator[Line]:
        first = (first_letter, first_line) if start else (None, None)
        return stock(context, box, y, bottom, skip, *parent, *first)

    source, held, row, start = lines_from(y, skip, True), list[Line](), 0, True
    while True:
        line, resume = held.pop(0) if held else next(source, (None, None))
        if line is None:
            return
        if ends_in_hyphen(line) and resume is not None:
            held += [ahead for _ in range(AHEAD - len(held)) if (ahead := next(source, None)) is not None]
            limit = _limit(context, bottom, line, held, row, in_a_row)
            again = _unhyphenated(hyphens, lines_from(y, skip, start)) if limit else None
            if again and _space(again[0]) <= limit:
                line, resume = again
                source, held = lines_from(line.position_y + line.height, resume, False), []
        row = row + 1 if ends_in_hyphen(line) else 0
        yield line, resume
        if resume is None:
            return
        y, skip, start = line.position_y + line.height, resume, False


def _unhyphenated(hyphens: Hyphenation, source: Iterator[Line]) -> Line | None:
    hyphens.off = True
    try:
        return next(source, None)
    finally:
        hyphens.off = False


def _limit(context: Any, bottom: float, line: Any, ahead: list[Line], row: int, in_a_row: int) -> float:
    """How loose (em a space) the line may become to lose its hyphen; 0 when the hyphen may stay.

    No hyphen over a page turn (the last line of a page, or the last but those that two widows take away);
    no more than `in_a_row`; none that leaves a fragment of a word alone on the last line.
    """

    def overflows(lines: int) -> bool:
        return bool(context.overflows_page(bottom, line.position_y + (1 + lines) * line.height))

    ends_at = next((number for number, (_, resume) in enumerate(ahead, 1) if resume is None), AHEAD + 1)
    if overflows(1) or (overflows(2) and ends_at == 2):
        return VERY_LOOSE
    alone = ends_at == 1 and " " not in text_of(ahead[0][0]).strip()
    return LOOSE if row >= in_a_row or alone else 0


def ends_in_hyphen(line: Any) -> bool:
    """Whether the engine has put a hyphen at the end of the line."""
    return text_of(line).endswith(HYPHEN)


def text_of(box: Any) -> str:
    """The text of a line or inline box, in the order of the text."""
    own = getattr(box, "text", None)
    return own if own is not None else "".join(text_of(child) for child in getattr(box, "children", ()))


def _space(line: Any) -> float:
    """What justification adds to each space of the line, in em."""
    for leaf in _leaves(line):
        if leaf.justification_spacing:
            return float(leaf.justification_spacing / leaf.style["font_size"])
    return 0.0


def _leaves(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _leaves(child)


def _justify(stock: Callable[..., None], context: Any, line: Any, extra: float) -> None:
    """Chinese lines are stretched between characters, as CLREQ has it; all others at their spaces."""
    leaves = list(_leaves(line)) if (line.style["lang"] or "").startswith("zh") else []
    gaps = sum(len(leaf.text) for leaf in leaves) - 1
    if not leaves or gaps < 1:
        stock(context, line, extra)
    elif extra / gaps <= HAN_STRETCH * line.style["font_size"]:
        _stretch(context, line, leaves, extra / gaps)


def _stretch(context: Any, line: Any, leaves: list[Any], spacing: float) -> None:
    """Set each text of the line again with `spacing` px behind each character but the last."""
    moved = 0.0
    for leaf in leaves:
        leaf.position_x += moved
        leaf.style = leaf.style.copy()
        leaf.style["letter_spacing"] = spacing
        leaf.pango_layout = _layout(context, leaf)
        added = spacing * len(leaf.text)
        leaf.width += added
        moved += added
    _widen(line, spacing)


def _layout(context: Any, leaf: Any) -> Any:
    from weasyprint.text.line_break import create_layout

    layout = create_layout(leaf.text, leaf.style, context, None, 0)
    layout.deactivate()
    return layout


def _widen(box: Any, spacing: float) -> None:
    """Inline boxes grow and move with what stands in and before them."""
    from weasyprint.formatting_structure import boxes

    x = None
    for child in box.children:
        if isinstance(child, boxes.InlineBox):
            if x is not None and x > child.position_x:
                child.position_x = x
            _widen(child, spacing)
            texts = [leaf for leaf in _leaves(child)]
            if texts:
                child.width = texts[-1].position_x + texts[-1].width - child.position_x
        if isinstance(child, boxes.TextBox | boxes.InlineBox):
            x = child.position_x + child.width
    if isinstance(box, boxes.LineBox) and x is not None:
        box.width = x - box.position_x
