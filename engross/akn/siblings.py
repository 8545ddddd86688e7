"""The other languages of a file of the record, where it lies as the United Nations publishes it: by folder and name."""

import re
from functools import lru_cache
from pathlib import Path

# How the record names the folder of each language, and the letter at the end of a file's name.
FOLDERS = {"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
LETTERS = {"en": "E", "fr": "F", "es": "S", "ru": "R", "ar": "A", "zh": "C"}


def siblings(path: Path) -> dict[str, Path]:
    """The files that lie where the other languages of a file lie, by language, itself left out.

    They are looked for by name only: `English/A_RES_77_1-2223456E.xml` beside `French/A_RES_77_1-2223456F.xml`,
    `en/x.xml` beside `fr/x.xml`, `x.en.xml` beside `x.fr.xml`. Whoever reads one must see for himself that it says
    it is the same work in that language.
    """
    language, stem = _named(path)
    if not language:
        return {}
    found = {}
    for other in LETTERS:
        if other != language and (file := _other(path, stem, language, other)):
            found[other] = file
    return found


def _named(path: Path) -> tuple[str, str]:
    """The language of a file by its place and name, and its name without the language."""
    folder = path.resolve().parent.name
    for language, name in FOLDERS.items():
        if folder in (name, language):
            return language, path.stem.removesuffix(f".{language}")
    stem, _, tag = path.stem.rpartition(".")
    return (tag, stem) if tag in LETTERS else ("", path.stem)


def _other(path: Path, stem: str, language: str, other: str) -> Path | None:
    folder = path.parent
    if path.stem == f"{stem}.{language}" and (beside := folder / f"{stem}.{other}{path.suffix}").is_file():
        return beside
    name = {FOLDERS[language]: FOLDERS[other], language: other}.get(path.resolve().parent.name)
    there = path.resolve().parent.parent / name if name else None
    if there is None or not there.is_dir():
        return None
    kept = _kept(stem, language)
    for each in (f"{kept}{LETTERS[other]}", kept, f"{kept}.{other}"):
        if (file := there / f"{each}{path.suffix}").is_file():
            return file
    loosely = _listed(there, there.stat().st_mtime_ns, other)
    return there / loosely[_plain(kept)] if _plain(kept) in loosely else None


def _kept(stem: str, language: str) -> str:
    """The name of a file without the letter of its language behind the job number: A_RES_77_1-2223456E."""
    return re.sub(rf"(?<=\d){LETTERS[language]}$", "", stem)


@lru_cache(maxsize=64)
def _listed(folder: Path, _changed: int, language: str) -> dict[str, str]:
    """The names of the files of a folder by their letters and figures; one folder writes S_RES-2779, one S_RES_2779."""
    return {_plain(_kept(each.stem, language)): each.name for each in folder.iterdir() if each.suffix == ".xml"}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()
