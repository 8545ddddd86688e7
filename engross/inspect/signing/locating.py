"""Fields that stand beside something of the text: found by the id that a template or a clause gives it."""

from collections.abc import Iterator
from dataclasses import replace

from engross.errors import Place, Problem, SignerError
from engross.model.signature import Spot
from engross.readback.clauses import Clause, read
from engross.readback.glyphs import Drawn, draw


def located(spots: tuple[Spot, ...], data: bytes) -> tuple[Spot, ...]:
    """The fields with pages and places of their own; SignerError for each that has none, or would cover words.

    A field beside an element is placed from the first letter of it: `left` and `bottom` are added to where that stands.
    """
    if not spots:
        return ()
    clauses = {
        f"{text.name}.{clause.id}" if text.name else clause.id: clause
        for text in read(data).texts
        for clause in text.clauses
        if clause.drawn
    }
    problems = tuple(_problems(spots, clauses))
    if problems:
        raise SignerError(problems)
    placed = tuple(_located(spot, clauses[spot.beside]) if spot.beside else spot for spot in spots)
    drawn = draw(data)
    covering = tuple(problem for spot in placed if (problem := _covering(spot, drawn)))
    if covering:
        raise SignerError(covering)
    return placed


def _covering(spot: Spot, drawn: Drawn) -> Problem | None:
    """What is wrong with a field under which words stand: what a signature shows would hide them."""
    last = max((page for page, _ in drawn.glyphs), default=0)
    under = "".join(
        character
        for (page, _), glyphs in drawn.glyphs.items()
        for x, y, character in glyphs
        if page == (spot.page or last)
        and spot.left <= x <= spot.left + spot.width
        and spot.bottom <= y <= spot.bottom + spot.height
    )
    if not under:
        return None
    text, hint = f"the field would cover words: “{under[:40]}”", "place it where the page is empty"
    return Problem(code="sign/field-covers", place=Place(clause=spot.name), text=text, hint=hint)


def _problems(spots: tuple[Spot, ...], clauses: dict[str, Clause]) -> Iterator[Problem]:
    for spot in spots:
        if spot.beside and spot.beside not in clauses:
            hint = f"the ids of the file are: {', '.join(id for id in clauses if id) or 'none'}"
            text = f"nothing in the file has the id {spot.beside!r}"
            yield Problem(code="sign/field-beside", place=Place(clause=spot.name), text=text, hint=hint)


def _located(spot: Spot, clause: Clause) -> Spot:
    left, height, _ = clause.drawn[0][1]
    return replace(spot, page=clause.page, left=left + spot.left, bottom=height + spot.bottom, beside="")
