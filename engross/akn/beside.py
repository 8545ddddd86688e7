"""What the other languages of a file of the record say, which lie where the record has them or in the same folder.

A file is taken for one by its name first, which differs in the mark of the language alone, and then by what it says:
another language of the same work.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from engross.akn import parsing, reading
from engross.akn.reading import Reading
from engross.akn.siblings import FOLDERS, LETTERS, siblings
from engross.errors import EngrossError

_ORDER = ("en", "fr", "es", "ru", "zh")  # in which the languages are asked
_LANGUAGE = re.compile(rf"\.(?:{'|'.join(LETTERS)})$|(?<=\d)[{''.join(LETTERS.values())}]$")
_WORK = re.compile(rb"FRBRWork\b.*?FRBRuri\b[^>]*?value=[\"']([^\"']+)", re.S)
_HEAD, _LANGUAGES = 16_384, 12  # bytes in which the address is looked for; files of a work, at most
_JOB = re.compile(r"[-_ ]?\d{7}$")  # a job number, which a language that is issued again has of its own


def candidates(path: Path) -> tuple[Path, ...]:
    """The files that may be another language of one: first those of its very name, English before the others."""
    lying, own, key = siblings(path), path.resolve(), _key(path.name)
    found = [lying[tag] for tag in _ORDER if tag in lying]
    for folder in _folders(own.parent):
        found += [folder / name for name in _listed(folder, folder.stat().st_mtime_ns).get(key, ())]
    return tuple({each.resolve(): each for each in found if each.resolve() != own}.values())


def _folders(own: Path) -> Iterator[Path]:
    """The file's own folder, and where that is named as a language, those of the others."""
    yield own
    names = next((each for each in (FOLDERS, {tag: tag for tag in FOLDERS}) if own.name in each.values()), {})
    for tag in _ORDER if names else ():
        if (folder := own.parent / names[tag]).is_dir() and folder != own:
            yield folder


def readings(own: Reading, files: tuple[Path, ...]) -> Iterator[tuple[Path, Reading]]:
    """What the files say that are another language of the same work, one a language."""
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


def companions(paths: Iterable[Path]) -> dict[str, tuple[Path, ...]]:
    """For each of many files, by its path, those that name the same work: what a run has of it, wherever it lies."""
    works: dict[str, list[Path]] = {}
    for path in paths:
        if work := _address(path):
            works.setdefault(work, []).append(path)
    groups = (group for group in works.values() if 1 < len(group) <= _LANGUAGES)
    return {str(path): tuple(each for each in group if each != path) for group in groups for path in group}


def _address(path: Path) -> str:
    """The address of the work that the head of a file gives, without a day; "" where it gives none."""
    try:
        with path.open("rb") as file:
            found = _WORK.search(file.read(_HEAD))
    except OSError:
        return ""
    return re.sub(r"/\d{4}-\d\d-\d\d(?=/)", "", found[1].decode(errors="replace").rstrip("/")) if found else ""


def _same_work(one: Reading, other: Reading) -> bool:
    symbols = one.document.symbol, other.document.symbol
    return one.work == other.work or (all(symbols) and symbols[0] == symbols[1])


@lru_cache(maxsize=64)
def _listed(folder: Path, _changed: int) -> dict[str, tuple[str, ...]]:
    """The names of the .xml files of a folder by what all languages of a work have in common of them."""
    found: dict[str, tuple[str, ...]] = {}
    for each in sorted(folder.iterdir()):
        if each.suffix.lower() == ".xml" and each.is_file():
            found[_key(each.name)] = (*found.get(_key(each.name), ()), each.name)
    return found


def _key(name: str) -> str:
    """A file's name without the mark of its language and without a job number.

    >>> _key("A_RES_80_239-2521256A.xml"), _key("A-RES-77-1.ar.xml"), _key("A-RES-77-290-B.xml")
    ('ARES80239', 'ARES771', 'ARES77290B')
    """
    stem = _JOB.sub("", _LANGUAGE.sub("", name.rsplit(".", 1)[0]))
    return re.sub(r"[^A-Za-z0-9]", "", stem).upper()
