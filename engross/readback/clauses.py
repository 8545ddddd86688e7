"""What a finished file prints: clause by clause, as its tag tree says it and as its pages draw it.

The two are read by different programs (pikepdf, PDFium) from different places in the file, and are compared with the
workspace one by one: who changes only one of them is found out.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from engross.readback import about
from engross.readback.glyphs import Drawn, draw
from engross.readback.pdfium import APART, Glyph
from engross.readback.tag_tree import DEEPEST, INLINE

GROUPS = ("Document", "Part")  # a text of its own begins in each
WITHIN = ("TH", "TD", "Lbl", *INLINE)  # parts of a clause, though they may have an id of their own


@dataclass(slots=True)
class Clause:
    """A clause as a file prints it: id ("" for what stands before the first), its words in the tree, its glyphs.

    `drawn` holds the glyphs in the order of the tree, each with its page (from 1).
    """

    id: str
    said: str = ""
    drawn: list[tuple[int, Glyph]] = field(default_factory=list)

    @property
    def page(self) -> int:
        """The page on which it begins; 0 when nothing of it is drawn."""
        return self.drawn[0][0] if self.drawn else 0

    @property
    def drawn_text(self) -> str:
        """The characters in the order in which they are drawn."""
        return "".join(glyph[2] for _, glyph in self.drawn)

    @property
    def seen_text(self) -> str:
        """The characters as they stand on the pages: line under line, each from left to right."""
        return "".join(glyph[2] for line in self.lines() for glyph in sorted(line, key=lambda each: each[0]))

    def lines(self, side_by_side: bool = False) -> list[list[Glyph]]:
        """The glyphs line by line, from above; in the order in which they are drawn where cells stand side by side."""
        lines = self._lines()
        return [line for _, _, line in (lines if side_by_side else sorted(lines, key=lambda each: (each[0], -each[1])))]

    def _lines(self) -> list[tuple[int, float, list[Glyph]]]:
        """(page, height of the first glyph, glyphs) of each line."""
        lines: list[tuple[int, float, list[Glyph]]] = []
        last = (0, 0.0)
        for page, glyph in self.drawn:
            if not lines or page != last[0] or abs(glyph[1] - last[1]) > APART:
                lines.append((page, glyph[1], []))
                last = page, glyph[1]
            lines[-1][2].append(glyph)
        return lines


@dataclass(slots=True)
class Piece:
    """What one element of the tree says and draws by itself, and the ids of all that it stands in, from the outside."""

    path: tuple[str, ...]
    said: str = ""
    drawn: list[tuple[int, Glyph]] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """One document in a file: its pieces in the order of the tree, its language, the id of its outer element."""

    name: str
    language: str
    pieces: list[Piece]

    @property
    def ids(self) -> list[str]:
        """The ids of its elements, in order, without the name of the text, which a bound file puts before them."""
        return list(dict.fromkeys(id for piece in self.pieces for id in piece.path))

    @property
    def clauses(self) -> list[Clause]:
        """Its pieces, those of one element with an id together; the words of an element within are not its own."""
        return self.grouped(lambda path: path[-1] if path else "")

    def grouped(self, clause_of: Callable[[tuple[str, ...]], str]) -> list[Clause]:
        """Its pieces by the clause to which each belongs, in the order in which the clauses begin."""
        found: dict[str, Clause] = {"": Clause(id="")}
        for piece in self.pieces:
            clause = found.setdefault(id := clause_of(piece.path), Clause(id=id))
            clause.said += piece.said + " " * (not id)  # beside the clauses each element stands by itself
            clause.drawn += piece.drawn
        return list(found.values())


@dataclass(frozen=True, slots=True)
class Printed:
    """All that a file prints: its texts, what is drawn outside of them by page, how many pages, the files embedded.

    `about` is what it says of itself: Title, Author and the like of its information, dc:title and the like of its XMP.
    """

    texts: tuple[Text, ...]
    outside: dict[int, str]
    hidden: dict[int, str]
    about: dict[str, str]
    pages: int
    embedded: tuple[str, ...]
    tagged: bool


def read(data: bytes) -> Printed:
    """What the file prints; pikepdf.PdfError when it cannot be read."""
    import pikepdf

    drawn = draw(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        reader = _Tree(pdf, drawn)
        texts = tuple(reader.texts(root)) if root is not None and "/K" in root else ()
        return Printed(
            texts=texts,
            outside=drawn.outside(reader.met),
            hidden=drawn.hidden,
            about={**about.information(pdf), **(about.metadata(pdf) or {})},
            pages=len(pdf.pages),
            embedded=tuple(sorted(pdf.attachments)),
            tagged=root is not None,
        )


class _Tree:
    """Reads the tree of one file."""

    def __init__(self, pdf: Any, drawn: Drawn) -> None:
        self.drawn = drawn
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self.language = str(pdf.Root.get("/Lang", ""))
        self.met: set[tuple[int, int]] = set()
        self.found: list[Text] = []
        self.taken: set[tuple[int, int]] = set()  # elements: a tree that runs in a circle is not read for ever

    def texts(self, root: Any) -> Iterator[Text]:
        """The texts of the tree: each part of it that is a document of its own, and what stands beside them."""
        for top in _elements(root):
            self._open(top, self.language)
        return (text for text in self.found if any(piece.said or piece.drawn for piece in text.pieces))

    def _open(self, top: Any, language: str) -> None:
        text = Text(name=str(top.get("/ID", "")), language=str(top.get("/Lang", language)), pieces=[])
        self.found.append(text)
        self._take(top, text, (), 0, "")

    def _take(self, element: Any, text: Text, path: tuple[str, ...], depth: int, above: str) -> None:
        """Take what an element says and draws, and then what stands in it; `above` is said in its place."""
        role, id = _role(element), bare(str(element.get("/ID", "")), text.name)
        if depth and id and not (role in WITHIN and path):
            path = (*path, id)
        piece = Piece(path)
        text.pieces.append(piece)
        said = str(element.get("/ActualText", "") or "") or above
        if said and not above:
            piece.said += said
        elif "/Alt" in element and role != "Form" and (role != "Figure" or id):
            piece.said += str(element.Alt)
            said = said or " "
        for kid in _kids(element):
            if not _is_element(kid):
                self._draw(kid, element, text, path)
            elif depth < DEEPEST:
                self._kid(kid, text, path, depth, said)

    def _kid(self, kid: Any, text: Text, path: tuple[str, ...], depth: int, said: str) -> None:
        role, number = _role(kid), kid.objgen
        if number != (0, 0) and number in self.taken:
            return
        self.taken.add(number)
        if role in GROUPS:
            self._open(kid, text.language)
            return
        if role == "Lbl" and not said and _role_above(kid) == "LI":  # the mark of a point belongs to what follows it
            path = (*path, *filter(None, (bare(_first_id(kid.P, kid), text.name),)))
        self._take(kid, text, path, depth + 1, said)

    def _draw(self, kid: Any, element: Any, text: Text, path: tuple[str, ...]) -> None:
        page = kid.get("/Pg") if _is_dictionary(kid) else None
        page = element.get("/Pg") if page is None else page
        number = int(kid.MCID) if _is_dictionary(kid) and "/MCID" in kid else -1 if _is_dictionary(kid) else int(kid)
        if page is None or number < 0:
            return
        key = self.pages.get(page.objgen, 0), number
        self.met.add(key)
        text.pieces.append(Piece(path, drawn=[(key[0], glyph) for glyph in self.drawn.glyphs.get(key, ())]))


def _kids(element: Any) -> Iterator[Any]:
    import pikepdf

    held = element.get("/K")
    if held is not None:
        yield from held if isinstance(held, pikepdf.Array) else (held,)


def _elements(element: Any) -> Iterator[Any]:
    return (kid for kid in _kids(element) if _is_element(kid))


def _is_dictionary(kid: Any) -> bool:
    import pikepdf

    return isinstance(kid, pikepdf.Dictionary)


def _is_element(kid: Any) -> bool:
    return _is_dictionary(kid) and "/S" in kid


def _role(element: Any) -> str:
    return str(element.S).lstrip("/")


def _role_above(element: Any) -> str:
    above = element.get("/P")
    return _role(above) if above is not None and "/S" in above else ""


def _first_id(element: Any, but: Any, depth: int = 0) -> str:
    """The first id of an element in another, one of its kids left out; "" where there is none."""
    for kid in _elements(element) if depth < DEEPEST else ():
        if kid.objgen != but.objgen and (found := str(kid.get("/ID", "")) or _first_id(kid, but, depth + 1)):
            return found
    return ""


def bare(id: str, name: str) -> str:
    """An id without the name of its text, which a bound file puts before it.

    >>> bare("interpol-2012-rome.en.P3A", "interpol-2012-rome.en"), bare("P3A", "")
    ('P3A', 'P3A')
    """
    return id.removeprefix(f"{name}.") if name else id
