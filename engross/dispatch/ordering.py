"""The order of a dispatch: that of the table, of protocol, or the alphabetical one of a language.

The alphabetical order of a language is the collation of CLDR for it, by ICU: strokes and readings of Chinese, the
letters of Arabic and Russian, accents that count last. pyicu-wheels brings ICU and its data, so that the order is
the same on every machine.
"""

from collections.abc import Callable, Sequence

from engross.dispatch.addressees import Addressee
from engross.dispatch.countries import Country
from engross.errors import Problem, UsageError

TABLE, PROTOCOL, ENGLISH = "table", "protocol", "english"
LANGUAGES = {ENGLISH: "en", "arabic": "ar", "chinese": "zh", "french": "fr", "russian": "ru", "spanish": "es"}
ORDERS = (ENGLISH, PROTOCOL, TABLE, *(name for name in LANGUAGES if name != ENGLISH))


def collation(tag: str) -> Callable[[str], bytes]:
    """The sort key of a text in a language's own order."""
    import icu

    collator = icu.Collator.createInstance(icu.Locale(tag))
    return lambda text: bytes(collator.getSortKey(text))


def in_order(addressees: Sequence[Addressee], order: str, start: Country | None = None) -> tuple[Addressee, ...]:
    """The addressees in the order asked for.

    An alphabetical order is that of the short names of the countries they represent; who represents none comes after
    all that do, by name. `start` is the country that a lot was drawn for: it comes first, the others follow in the
    order and go on from its beginning, as delegations are seated in the General Assembly. Rows that are alike stay in
    the order of the table. UsageError when no addressee is of the country to start with.
    """
    if order == TABLE:
        return tuple(addressees)
    if order == PROTOCOL:
        return tuple(sorted(addressees, key=lambda each: each.protocol))
    tag = LANGUAGES[order]
    key = collation(tag)
    placed = sorted(addressees, key=lambda each: _place(each, tag, key))
    if start is None:
        return tuple(placed)
    first = next((number for number, each in enumerate(placed) if each.code == start.code), None)
    if first is None:
        raise UsageError(
            Problem(
                code="dispatch/start",
                text=f"no addressee is of the country to start with: {start.names[tag]}",
                hint="start with a country of the table",
            )
        )
    states = sum(each.country is not None for each in placed)
    return (*placed[first:states], *placed[:first], *placed[states:])


def _place(each: Addressee, tag: str, key: Callable[[str], bytes]) -> tuple[bool, bytes, str]:
    name = each.country.names[tag] if each.country else each.called
    return each.country is None, key(name), each.code
