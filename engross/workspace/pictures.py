"""Pictures of a workspace, brought to the page as data: nothing is fetched while an edition is set."""

import re
from collections.abc import Iterable
from pathlib import Path

from engross.errors import ContentError, HouseError, Place, Problem, raise_all
from engross.model import Document
from engross.model.assets import data_url
from engross.workspace.drawings import overlarge

IMAGES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_TEXT = re.compile(rb"<((?:[\w-]+:)?(?:text|foreignObject))\b(?:[^>]*[^>/])?>(.*?)</\1\s*>", re.S)
_LINK = re.compile(rb"(?:href\s*=\s*[\"']|url\(\s*[\"']?|@import\s*[\"'])\s*(?!#|data:)([^\"')\s]+)")


def outside_link(data: bytes) -> str:
    """The first address outside itself that a drawing asks for; "" when there is none.

    >>> outside_link(b'<svg><use href="#a"/><image href="http://x.org/a.png"/></svg>')
    'http://x.org/a.png'
    """
    found = _LINK.search(data) if b"<svg" in data else None
    return found[1].decode("utf-8", "replace") if found else ""


def letters(data: bytes) -> str:
    """The first words that a drawing sets as text; "" when it has none, or only outlines.

    >>> letters(b'<svg><!-- <text>x</text> --><text x="1"> <tspan>Harbour</tspan> </text></svg>')
    'Harbour'
    """
    if b"<svg" not in data:
        return ""
    for found in _TEXT.finditer(_COMMENT.sub(b"", data)):
        words = b" ".join(re.sub(rb"<[^>]*>", b" ", found[2]).split())
        if words:
            return words.decode("utf-8", "replace")
    return ""


def _lettered(place: Place, code: str, name: str, words: str) -> Problem:
    return Problem(
        code=code,
        place=place,
        text=f"{name} has letters that are text: “{words[:40]}”",
        hint="turn its letters into outlines (in Inkscape: Path, Object to Path): text in a picture would be read "
        "as words of the document",
    )


def _linked(file: str, link: str) -> Problem:
    return Problem(
        code="house/emblem",
        place=Place(file=file),
        text=f"the emblem asks for something outside itself: {link[:80]}",
        hint="put the picture into the drawing itself: nothing is fetched while an edition is set",
    )


def _large(place: Place, name: str, large: str) -> Problem:
    hint = "have it drawn with fewer shapes and points, or saved as a PNG"
    return Problem(code="content/drawing", place=place, text=f"{name!r} {large}", hint=hint)


def _inside(path: Path, bases: Iterable[Path]) -> bool:
    """Whether the path is a picture that lies in one of the folders."""
    lies = any(path.is_relative_to(base.resolve()) for base in bases)
    return lies and path.is_file() and path.suffix.lower() in IMAGES


def figures(document: Document, root: Path) -> dict[str, str]:
    """The figures of a document by file name, as data: URLs; ContentError for each that is no picture here."""
    found, problems = {}, []
    for clause in document.walk():
        if not clause.shape.picture:
            continue
        path = (root / clause.shape.picture).resolve()
        data = path.read_bytes() if _inside(path, (root,)) else b""
        if large := overlarge(data) if b"<svg" in data else "":
            problems.append(_large(clause.place, clause.shape.picture, large))
        elif data and (words := letters(data)):
            problems.append(_lettered(clause.place, "content/picture", repr(clause.shape.picture), words))
        elif data and not outside_link(data):
            found[clause.shape.picture] = data_url(IMAGES[path.suffix.lower()], data)
        else:
            problems.append(
                Problem(
                    code="content/picture",
                    place=clause.place,
                    text=f"{clause.shape.picture!r} is not an SVG, PNG or JPEG file of this workspace",
                    hint="put the file into the workspace and write its path from there: {pic:art/map.png}",
                )
            )
    raise_all(ContentError, problems)
    return found


def emblem(name: str, paths: list[Path], bases: tuple[Path, ...], file: str) -> str:
    """The first of the paths that is a picture in one of the folders, as data.

    HouseError naming the house's file where there is none, or the drawing where it asks for something outside.
    """
    for path in (each.resolve() for each in paths):
        if _inside(path, bases):
            data = path.read_bytes()
            own = next(path.relative_to(base.resolve()) for base in bases if path.is_relative_to(base.resolve()))
            if link := outside_link(data):
                raise HouseError(_linked(str(own), link))
            if large := overlarge(data) if b"<svg" in data else "":
                raise HouseError(_large(Place(file=file), name, large))
            if words := letters(data):
                raise HouseError(_lettered(Place(file=str(own)), "house/emblem", "the emblem", words))
            return data_url(IMAGES[path.suffix.lower()], data)
    raise HouseError(
        Problem(
            code="house/emblem",
            place=Place(file=file),
            text=f"the emblem {name!r} is not an SVG, PNG or JPEG file of this workspace",
            hint='put the file into the workspace and write its path from there: emblem = "art/emblem.svg"',
        )
    )
