"""Akoma Ntoso for the United Nations (AKN4UN): read into the model, paired over languages, written out again."""

from functools import cache

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANGUAGES = {"eng": "en", "fra": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh", "fre": "fr"}
CODES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
BRACKETED = frozenset({"ar"})
"""Languages whose calls of notes stand in raised brackets: those are set by rule, and are not words."""

_BIBLIOGRAPHIC = frozenset(
    "alb arm baq bur chi cze dut fre geo ger gre ice mac mao may per rum slo tib wel".split()  # noqa: SIM905
)
"""The second codes that ISO 639-2 has for libraries; Akoma Ntoso takes the others."""


@cache
def _codes() -> dict[str, str]:
    """Every code of three letters that has one of two, by Babel's table."""
    from babel.core import get_global

    return {code: tag for code, tag in get_global("language_aliases").items() if len(code) == 3 and len(tag) == 2}


def code_of(tag: str) -> str:
    """The code of a language as addresses have it (ISO 639-2), of a tag such as pt-BR.

    >>> code_of("fr"), code_of("pt-BR"), code_of("de"), code_of("sw"), code_of("gsw")
    ('fra', 'por', 'deu', 'swa', 'gsw')
    """
    language = tag.partition("-")[0].lower()
    found = [code for code, short in _codes().items() if short == language and code not in _BIBLIOGRAPHIC]
    return CODES.get(language) or (found[-1] if found else language)


def tag_of(code: str) -> str:
    """The tag of a language, of the code that a file has; "" for a code that names none.

    >>> tag_of("fre"), tag_of("por"), tag_of("pt"), tag_of("xyz")
    ('fr', 'pt', 'pt', '')
    """
    return LANGUAGES.get(code) or _codes().get(code, code if code in _codes().values() else "")
