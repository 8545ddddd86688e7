"""The symbol of a file, and what contradicts it: the name of the file, the organ that the masthead prints."""

import re
from dataclasses import dataclass
from pathlib import PurePath

# How the record names its files: A_RES_79_304-2510827R, A_HRC_RES_58_18F, S_RES-2779-2507317C, A-RES-77-1.
_NAMED = re.compile(r"(A_HRC|A|S|E)_(RES|PRST|DEC)_(\d+)(?:_(\d+))?(?![\d])")
_ORGANS = {
    "en": ("General Assembly", "Security Council"),
    "fr": ("Assemblée générale", "Conseil de sécurité"),
    "es": ("Asamblea General", "Consejo de Seguridad"),
    "ru": ("Генеральная Ассамблея", "Совет Безопасности"),
    "ar": ("الجمعية العامة", "مجلس الأمن"),
    "zh": ("大会", "安全理事会"),
}
_BETWEEN = {"zh": ""}  # what stands between number and year
_TITLES = {
    "en": "Resolution {}",
    "fr": "Résolution {}",
    "es": "Resolución {}",
    "ru": "Резолюция {}",
    "ar": "القرار {}",
    "zh": "第{}号决议",
}


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a file says of its symbol: the series, and the figures (of the Security Council one)."""

    series: str
    figures: tuple[str, ...]


def of_name(file: str) -> Named | None:
    """What a file is by its name; None for a name that is not of the record.

    >>> of_name("ru/A_RES_79_304-2510827R.xml")
    Named(series='A/RES', figures=('79', '304'))
    >>> of_name("S_RES-2779-2507317C.xml").figures, of_name("S-PRST-2025-2.xml").figures, of_name("annex.xml")
    (('2779',), ('2025', '2'), None)
    """
    found = _NAMED.match(PurePath(file).stem.replace("-", "_"))
    if not found:
        return None
    series = f"{found[1]}/{found[2]}".replace("_", "/")
    one = series == "S/RES"
    return None if not one and not found[4] else Named(series, (found[3],) if one else (found[3], found[4]))


def righted(symbol: str, file: str) -> str:
    """The symbol with the figures that the name of its file has; as it is where these agree, or tell nothing.

    The record is kept by its names: two files cannot have one, while a symbol is typed, and is typed over from
    the last file.

    >>> righted("A/RES/79/309", "A_RES_79_304-2510827R.xml"), righted("S/RES/2635 (2022)", "S_RES_2636-2237F.xml")
    ('A/RES/79/304', 'S/RES/2636 (2022)')
    >>> righted("A/RES/77/253 B", "A-RES-77-253-B.xml"), righted("A/C.1/77/L.3", "A-RES-77-1.xml")
    ('A/RES/77/253 B', 'A/C.1/77/L.3')
    """
    named = of_name(file)
    if named is None or not symbol.startswith(f"{named.series}/"):
        return symbol
    return f"{named.series}/{_with(symbol.removeprefix(f'{named.series}/'), named.figures)}"


def _with(text: str, figures: tuple[str, ...]) -> str:
    """The text with its first figures exchanged for others."""
    left = list(figures)
    return re.sub(r"\d+", lambda found: left.pop(0) if left else found[0], text)


def renumbered(number: str, symbol: str) -> str:
    """The number beside a title, made that of the symbol: 79/309. becomes 79/304.

    >>> renumbered("79/309.", "A/RES/79/304"), renumbered("", "A/RES/79/304")
    ('79/304.', '')
    """
    return _with(number, tuple(re.findall(r"\d+", symbol)[: len(re.findall(r"\d+", number))]))


def organ(body: str, symbol: str, language: str) -> str:
    """The organ that a masthead must name: that of the series, where it names the other one of the two.

    >>> organ("General Assembly", "S/PRST/2025/2", "en"), organ("General Assembly", "A/HRC/RES/1/1", "en")
    ('Security Council', 'General Assembly')
    """
    if language not in _ORGANS:
        return body
    assembly, council = _ORGANS[language]
    right = council if symbol.startswith("S/") else assembly if symbol.startswith("A/") else body
    return right if body in (assembly, council) else body


def title(symbol: str, language: str) -> str:
    """What a resolution of the Security Council is called; "" for any other text.

    >>> title("S/RES/2734 (2024)", "ru"), title("S/RES/2779 (2025)", "zh"), title("A/RES/77/1", "en")
    ('Резолюция 2734 (2024)', '第2779(2025)号决议', '')
    """
    found = re.fullmatch(r"S/RES/(\d+) ?(\(\d{4}\))", symbol)
    between = _BETWEEN.get(language, " ")
    return _TITLES[language].format(f"{found[1]}{between}{found[2]}") if found and language in _TITLES else ""
