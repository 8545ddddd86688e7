"""What a finished file prints: clause by clause, as its tag tree says it and as its pages draw it.

The two are read by different programs (pikepdf, PDFium) from different places in the file, and are compared with the
workspace one by one: who changes only one of them is found out.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from engross.fidelity.reader import APART, Glyph
from engross.spoken import DEEPEST, NOTES
from engross.verifying.drawn import Drawn, draw

GROUPS = ("Document", "Part")  # a text of its own begins in each
MARK = "\n"  # the id of the mark of a point until its clause is met


@dataclass(slots=True)
class Clause:
    """A clause as a file prints it: id ("" for what stands before the first), its words in the tree, its glyphs.

    `drawn` holds the glyphs in the order of the tree, each with its page (from 1).
    """

    id: str
    said: str = ""
    drawn: list[tuple[int, Glyph]] = field(default_factory=list)
    note: bool = False

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
class Text:
    """One document in a file: its clauses in the order of the tree, its language, the id of its outer element."""

    name: str
    language: str
    clauses: list[Clause]

    @property
    def ids(self) -> list[str]:
        """The ids of its clauses, in order."""
        return [clause.id for clause in self.clauses if clause.id]


@dataclass(frozen=True, slots=True)
class Printed:
    """All that a file prints: its texts, what is drawn outside of them by page, how many pages, the files embedded."""

    texts: tuple[Text, ...]
    outside: dict[int, str]
    hidden: dict[int, str]
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
        return (text for text in self.found if any(clause.said or clause.drawn for clause in text.clauses))

    def _open(self, top: Any, language: str) -> None:
        text = Text(name=str(top.get("/ID", "")), language=str(top.get("/Lang", language)), clauses=[Clause(id="")])
        self.found.append(text)
        self._take(top, text, text.clauses[0], 0, "")

    def _take(self, element: Any, text: Text, into: Clause, depth: int, above: str) -> None:
        """Take an element into the clause that it belongs to; what comes before its first clause into `into`."""
        role, id = _role(element), str(element.get("/ID", ""))
        if depth and id:
            into = Clause(id=id, note=role in NOTES)
            text.clauses.append(into)
        said = str(element.get("/ActualText", "") or "") or above
        if said and not above:
            into.said += said
        elif "/Alt" in element and role != "Form" and (role != "Figure" or id):
            into.said += str(element.Alt)
            said = said or " "
        for kid in _kids(element):
            if not _is_element(kid):
                self._draw(kid, element, into)
            elif depth < DEEPEST:
                self._kid(kid, text, into, depth, said)

    def _kid(self, kid: Any, text: Text, into: Clause, depth: int, said: str) -> None:
        role, number = _role(kid), kid.objgen
        if number != (0, 0) and number in self.taken:
            return
        self.taken.add(number)
        if role in GROUPS:
            self._open(kid, text.language)
            return
        if role == "Lbl" and not said and _role_above(kid) == "LI":  # the mark of a point belongs to what follows it
            text.clauses.append(mark := Clause(id=MARK))
            self._take(kid, text, mark, depth + 1, "")
            return
        before = len(text.clauses)
        self._take(kid, text, into, depth + 1, said)
        new = text.clauses[before:]
        if new and before and text.clauses[before - 1].id == MARK:
            mark = text.clauses.pop(before - 1)
            new[0].said, new[0].drawn = mark.said + new[0].said, mark.drawn + new[0].drawn

    def _draw(self, kid: Any, element: Any, clause: Clause) -> None:
        page = kid.get("/Pg") if _is_dictionary(kid) else None
        page = element.get("/Pg") if page is None else page
        number = int(kid.MCID) if _is_dictionary(kid) and "/MCID" in kid else -1 if _is_dictionary(kid) else int(kid)
        if page is None or number < 0:
            return
        key = self.pages.get(page.objgen, 0), number
        self.met.add(key)
        clause.drawn += [(key[0], glyph) for glyph in self.drawn.glyphs.get(key, ())]


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
