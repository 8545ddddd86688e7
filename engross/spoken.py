"""What a screen reader is told by a PDF: its structure tree in order, with the words and the language of each part."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engross.errors import Place, Problem, UsageError

INLINE = ("Span", "Link", "Reference", "Quote", "Code", "Em", "Strong", "Sub")
NOTES = ("Note", "FENote")
DEEPEST = 200  # levels; a tree that goes deeper, or in a circle, is not read further


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A structure element as it is read: standard role, id, language in force, own words, parts in it, first page.

    `text` is what stands for the whole part (ActualText or Alt), or the text of its own content; then only a caption
    is read besides. A part that holds both text and parts has its text in parts with the role "".
    """

    role: str
    id: str = ""
    language: str = ""
    text: str = ""
    page: int = 0
    parts: tuple["Part", ...] = ()

    def walk(self) -> Iterator["Part"]:
        """This part and everything in it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def words(self) -> str:
        """What is read of the part, without the notes in it."""
        if self.text:
            return self.text
        return "".join(part.words() for part in self.parts if part.role not in NOTES)


def read(path: Path) -> Part:
    """The structure tree of a PDF file; UsageError when the file cannot be read or has no structure."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            root = pdf.Root.get("/StructTreeRoot")
            if root is None or "/K" not in root:
                raise UsageError(_unreadable(path, "has no structure tree: a screen reader has to guess"))
            reader = _Reader(path, pdf, root)
            kids = tuple(reader.kids(root, str(pdf.Root.get("/Lang", "")), 0))
    except (pikepdf.PdfError, OSError) as error:
        raise UsageError(_unreadable(path, f"cannot be read: {error}")) from None
    return kids[0] if len(kids) == 1 else Part(role="Document", parts=kids)


def _unreadable(path: Path, text: str) -> Problem:
    hint = "name a tagged PDF file; `engross preflight` says more about it"
    return Problem(code="usage/pdf", place=Place(file=path.name), text=text, hint=hint)


@dataclass
class _Reader:
    """Reads one file: pikepdf for the tree, PDFium for the text of content that nothing stands for."""

    path: Path
    pdf: Any
    root: Any

    def kids(self, element: Any, language: str, depth: int) -> Iterator[Part]:
        """The parts of an element."""
        import pikepdf

        held = element.get("/K")
        for kid in held if isinstance(held, pikepdf.Array) else (held,):
            if depth > DEEPEST or kid is None:
                continue
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield self.part(kid, language, depth + 1)
            elif text := self.content(kid, element):
                yield Part(role="", text=text, language=language, page=self.page_of(kid, element))

    def part(self, element: Any, language: str, depth: int) -> Part:
        """A structure element, with everything in it."""
        language = str(element.get("/Lang", language))
        text = str(element.get("/ActualText", "") or element.get("/Alt", ""))
        parts = tuple(self.kids(element, language, depth))
        if text:  # it stands for everything but what is read beside it
            parts = tuple(part for part in parts if part.role == "Caption")
        if not text and parts and all(not part.role for part in parts):
            text, parts = "".join(part.text for part in parts), ()
        return Part(
            role=self.standard(str(element.S).lstrip("/")),
            id=str(element.get("/ID", "")),
            language=language,
            text=text,
            page=self.page_of(None, element) or next((part.page for part in parts if part.page), 0),
            parts=parts,
        )

    def standard(self, role: str) -> str:
        """The standard role that a role of the file's own stands for."""
        roles = self.root.get("/RoleMap", {})
        for _ in range(DEEPEST):
            if f"/{role}" not in roles:
                break
            role = str(roles[f"/{role}"]).lstrip("/")
        return role

    def page_of(self, kid: Any, element: Any) -> int:
        """The number of the page (from 1) where content is; 0 when the file does not say."""
        import pikepdf

        page = kid.get("/Pg") if isinstance(kid, pikepdf.Dictionary) else None
        page = element.get("/Pg") if page is None else page
        return self.numbers.get(page.objgen, 0) if page is not None else 0

    @cached_property
    def numbers(self) -> dict[tuple[int, int], int]:
        """The number of each page object."""
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    def content(self, kid: Any, element: Any) -> str:
        """The text of marked content; "" for annotations and other objects."""
        import pikepdf

        if isinstance(kid, pikepdf.Dictionary):
            if "/MCID" not in kid:
                return ""
            number = int(kid.MCID)
        else:
            number = int(kid)
        return self.texts.get((self.page_of(kid, element), number), "")

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """(page, number) → the text of that marked content, as PDFium reads it."""
        import pypdfium2
        import pypdfium2.raw as raw

        found: dict[tuple[int, int], str] = {}
        document = pypdfium2.PdfDocument(self.path)
        try:
            for number, page in enumerate(document, 1):
                text = page.get_textpage()
                for at in range(raw.FPDFPage_CountObjects(page)):
                    item = raw.FPDFPage_GetObject(page, at)
                    if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_TEXT:
                        key = number, raw.FPDFPageObj_GetMarkedContentID(item)
                        found[key] = found.get(key, "") + _text_of(item, text)
        finally:
            document.close()
        return found


def _text_of(item: Any, page: Any) -> str:
    import pypdfium2.raw as raw

    size = raw.FPDFTextObj_GetText(item, page, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item, page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")


def lines(part: Part, language: str = "", depth: int = 0) -> Iterator[str]:
    """The tree as it is said: a line for each part, groups indented, «xx: …» where the language changes."""
    indent = "  " * depth
    head = f"{indent}{part.role or 'text'}" + (f" #{part.id}" if part.id else "")
    if part.language != language and depth == 0:
        head += f" ({part.language or 'no language'})"
        language = part.language
    if (part.text and not part.parts) or all(each.role in ("", *INLINE) for each in part.parts):
        yield f"{head}: {_said(part, language)}" if part.text or part.parts else head
        return
    if part.language != language:
        head += f" ({part.language})"
    yield f"{head}: {part.text}" if part.text else head
    for each in part.parts:
        yield from lines(each, part.language, depth + 1)


def _said(part: Part, language: str) -> str:
    """The words of a part and of the inline parts in it; roles of links and references said, languages marked."""
    words = part.text or "".join(_said(each, part.language) for each in part.parts)
    if part.role in ("Link", "Reference"):
        words = f"[{part.role.lower()}: {words}]"
    return f"«{part.language}: {words}»" if part.language != language else words
