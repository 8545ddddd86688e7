"""The other languages of a file of the record that lie beside it: in its folder, or in the folders of languages.

A file is taken for one by its name first, which differs in the mark of the language alone, and then by what it says:
another language of the same work.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from engross.akn import LANGUAGES, parsing, reading
from engross.akn.reading import Reading
from engross.errors import EngrossError

_ORDER = ("en", "fr", "es", "ru", "zh")  # in which the languages are asked
_NAMES = {
    "english": "en", "french": "fr", "spanish": "es", "russian": "ru", "chinese": "zh", "arabic": "ar",
    "anglais": "en", "francais": "fr", "français": "fr", **{tag: tag for tag in LANGUAGES.values()}, **LANGUAGES,
}  # fmt: skip
_LETTERS = {"E": "en", "F": "fr", "S": "es", "R": "ru", "A": "ar", "C": "zh"}
_JOB = re.compile(r"[-_ ]?\d{7}$")  # a job number, which a reissued language has of its own


def candidates(path: Path) -> tuple[Path, ...]:
    """The files beside one whose names are its own but for the language, English first."""
    key, own = _key(path.name)[0], path.resolve()
    found = [
        (_ORDER.index(tag) if tag in _ORDER else len(_ORDER), each)
        for folder, tag_of_folder in _folders(own.parent)
        for each in _named(folder).get(key, ())
        if each != own
        for tag in (_key(each.name)[1] or tag_of_folder,)
    ]
    return tuple(each for _, each in sorted(found))


def readings(path: Path, own: Reading, files: tuple[Path, ...]) -> Iterator[tuple[Path, Reading]]:
    """What the files beside one say, one a language: other languages of the same work, from left to right."""
    met = {own.document.language}
    for each in files:
        try:
            parsing.check_size(each.stat().st_size, each.name)
            found = reading.read(each.read_bytes(), f"{each.parent.name}/{each.name}")
        except (EngrossError, OSError):
            continue
        if found.document.language not in met and _same_work(own, found):
            met.add(found.document.language)
            yield each, found


def _same_work(one: Reading, other: Reading) -> bool:
    symbols = one.document.symbol, other.document.symbol
    return one.work == other.work or (all(symbols) and symbols[0] == symbols[1])


def _folders(folder: Path) -> Iterator[tuple[Path, str]]:
    """The file's own folder, and those beside it that are named as a language."""
    yield folder, _NAMES.get(folder.name.lower(), "")
    if folder.name.lower() not in _NAMES:
        return
    for each in _folders_of(folder.parent):
        tag = _NAMES.get(each.name.lower(), "")
        if tag and each != folder:
            yield each, tag


def _folders_of(folder: Path) -> tuple[Path, ...]:
    return _within(folder, folder.stat().st_mtime_ns)


def _named(folder: Path) -> dict[str, tuple[Path, ...]]:
    return _listed(folder, folder.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _within(folder: Path, changed: int) -> tuple[Path, ...]:
    """The folders in a folder, as they were when it was changed."""
    try:
        return tuple(sorted(each for each in folder.iterdir() if each.is_dir() and not each.is_symlink()))
    except OSError:
        return ()


@lru_cache(maxsize=64)
def _listed(folder: Path, changed: int) -> dict[str, tuple[Path, ...]]:
    """The .xml files of a folder by their names without the language, as they were when it was changed."""
    found: dict[str, tuple[Path, ...]] = {}
    try:
        for each in sorted(folder.iterdir()):
            if each.suffix.lower() == ".xml" and each.is_file() and not each.is_symlink():
                found[_key(each.name)[0]] = (*found.get(_key(each.name)[0], ()), each)
    except OSError:
        return {}
    return found


def _key(name: str) -> tuple[str, str]:
    """A file's name without the mark of its language and without a job number; and the language, "" where none is said.

    >>> _key("A_RES_80_239-2521256A.xml"), _key("A-RES-77-1.ar.xml"), _key("A-RES-77-290-B.xml")
    (('ARES80239', 'ar'), ('ARES771', 'ar'), ('ARES77290B', ''))
    """
    stem, tag = name.rsplit(".", 1)[0], ""
    head, mark, end = stem.rpartition(".")
    if mark and end.lower() in _NAMES:
        stem, tag = head, _NAMES[end.lower()]
    elif (lettered := re.fullmatch(r"(.*\d)([EFSRAC])", stem)) is not None:
        stem, tag = lettered[1], _LETTERS[lettered[2]]
    return re.sub(r"[^A-Za-z0-9]", "", _JOB.sub("", stem)).upper(), tag
