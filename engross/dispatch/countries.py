"""The names of countries in the six languages of the United Nations, and which country a name means.

The names that come with engross are short names of UNTERM, the terminology database of the United Nations, as
the Office for the Coordination of Humanitarian Affairs publishes them (docs/dispatch.md names the release).
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from engross.errors import ContentError, Place, Problem, raise_all

_FIXED = ("code", "code3", "member")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """One country: its codes (ISO 3166-1), whether it is a Member State, and its short name by language tag."""

    code: str
    code3: str
    member: bool
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Countries:
    """All countries that are known, and what names each."""

    all: tuple[Country, ...]
    named: dict[str, Country]

    def find(self, text: str) -> Country | None:
        """The country of a code, or of a short name in any language; None for what names none, or more than one.

        What a name has in brackets after it may be left out: Iran, Venezuela.
        """
        return self.named.get(_folded(text))


def read_countries(text: str, file: str) -> Countries:
    """The countries of a CSV with the columns code, code3, member and one for each language tag.

    ContentError with every line that has a field too many or too few, or an empty one.
    """
    rows = csv.reader(io.StringIO(text))
    header = next(rows, [])
    tags = header[len(_FIXED) :]
    problems, found = list[Problem](), list[Country]()
    for row in rows:
        if len(row) != len(header) or not all(row) or tuple(header[:3]) != _FIXED:
            place = Place(file=file, line=rows.line_num)
            problems.append(
                Problem(
                    code="addressees/countries",
                    place=place,
                    text="a field is missing",
                    hint=f"each line holds {', '.join(_FIXED)} and a name for each language of the first line",
                )
            )
            continue
        names = dict(zip(tags, row[3:], strict=True))
        found.append(Country(code=row[0], code3=row[1], member=row[2] == "yes", names=names))
    raise_all(ContentError, problems)
    return Countries(tuple(found), _named(found))


def _named(countries: list[Country]) -> dict[str, Country]:
    """The country of each name; a name that two countries share names neither."""
    whole: dict[str, set[str]] = {}
    for each in countries:
        for name in _names(each):
            whole.setdefault(_folded(name), set()).add(each.code)
    by_code = {each.code: each for each in countries}
    return {name: by_code[codes.pop()] for name, codes in whole.items() if len(codes) == 1}


def _names(country: Country) -> Iterator[str]:
    yield country.code
    yield country.code3
    for name in country.names.values():
        yield name
        yield re.sub(r"\s*\(.*\)$", "", name)


def _folded(text: str) -> str:
    """A name as names are compared.

    >>> _folded("  CÔTE D'Ivoire ") == _folded("Côte d’Ivoire")
    True
    """
    plain = unicodedata.normalize("NFC", text).replace("’", "'").casefold()
    return " ".join(plain.split())
