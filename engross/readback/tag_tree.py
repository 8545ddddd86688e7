"""What a screen reader is told by a PDF: its structure tree in order, with the words and the language of each part."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from engross.errors import Place, Problem, UsageError
from engross.preflight import damage
from engross.readback import marked_content

INLINE = ("Span", "Link", "Reference", "Quote", "Code", "Em", "Strong", "Sub")
BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
FORCED = "\u202d\u202e"  # the marks that give every letter behind them one direction
_ESCAPE = re.compile("\x1b[A-Za-z-]{2,11}\x1b")  # names the language within a string (ISO 32000-1, 7.9.2.2)
NOTES = ("Note", "FENote")
STANDS = ("/ActualText", "/Alt", "/E")  # keys whose words are read in place of what a part holds
DEEPEST = 200  # levels; what is deeper is not read, and is said to be missing


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was read of a file, and what keeps it from being all."""

    part: Part
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> Part:
    """The structure tree of a PDF file; UsageError when it cannot be read, has no structure, or none without faults."""
    heard = hear(path)
    if heard.problems:
        raise UsageError(heard.problems)
    return heard.part


def hear(path: Path) -> Heard:
    """As much of the structure tree of a PDF file as can be read; UsageError when that is nothing."""
    import pikepdf

    if not path.is_file():  # a pipe would never end
        raise UsageError(problem(path, "no such file"))
    try:
        with pikepdf.open(path) as pdf:
            root = pdf.Root.get("/StructTreeRoot")
            if not isinstance(root, pikepdf.Dictionary) or root.get("/K") is None:
                raise UsageError(problem(path, "has no structure tree: a screen reader has to guess"))
            reader = _Reader(path, pdf, root)
            kids = tuple(reader.kids(root, words(pdf.Root.get("/Lang")), 0))
            if wrong := damage.told(pdf):
                reader.troubles[f"is damaged, so that what was read may not be all: {'; '.join(wrong)[:400]}"] = None
    except pikepdf.PasswordError:
        raise UsageError(problem(path, "is encrypted with a password")) from None
    except (pikepdf.PdfError, OSError) as error:
        raise UsageError(problem(path, f"cannot be read: {error}")) from None
    if not kids:
        raise UsageError(problem(path, "has a structure tree with nothing in it: a screen reader says nothing"))
    part = kids[0] if len(kids) == 1 else Part(role="Document", parts=kids)
    return Heard(part=part, problems=tuple(problem(path, each) for each in reader.troubles))


def told(path: str) -> Iterator[dict[str, str]]:
    """What `engross read` prints, line by line, then what is wrong; as plain values, from a confined process."""
    try:
        heard = hear(Path(path))
    except UsageError as error:
        problems = error.problems
    else:
        yield from ({"line": line} for line in lines(heard.part))
        problems = heard.problems
    yield from ({"problem": problem.text} for problem in problems)


def problem(path: Path, text: str) -> Problem:
    """What is wrong with a file that was to be read."""
    hint = "name a tagged PDF file; `engross preflight` says more about it"
    return Problem(code="usage/pdf", place=Place(file=path.name), text=text, hint=hint)


def words(value: Any) -> str:
    """The characters of a string of a PDF; what its encoding does not allow becomes U+FFFD, what is no string ""."""
    import pikepdf

    if not isinstance(value, pikepdf.String):
        return ""
    try:
        text = str(value)
    except UnicodeDecodeError:
        text = bytes(value).decode("utf-8-sig", "replace")
    return _ESCAPE.sub("", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@dataclass
class _Reader:
    """Reads one file: pikepdf for the tree, PDFium for the text of content that nothing stands for."""

    path: Path
    pdf: Any
    root: Any
    troubles: dict[str, None] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)

    def kids(self, element: Any, language: str, depth: int) -> Iterator[Part]:
        """The parts of an element; none of an element that was read before."""
        import pikepdf

        held = element.get("/K")
        for kid in held if isinstance(held, pikepdf.Array) else (held,):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                if self.is_new(kid, depth):
                    yield self.part(kid, language, depth + 1)
            else:
                page = self.page_of(kid, element)
                for own, text in self.content(kid, element):
                    yield Part(role="", text=text, language=own or language, page=page)

    def is_new(self, element: Any, depth: int) -> bool:
        """Whether an element is to be read; if not, the reason is among the troubles."""
        if depth > DEEPEST:
            self.troubles[f"has tags within tags, deeper than {DEEPEST}: what is below was not read"] = None
            return False
        if element.is_indirect and element.objgen in self.seen:
            self.troubles["has tags that go in a circle, or stand in two places: each was read once"] = None
            return False
        self.seen.add(element.objgen)
        return True

    def part(self, element: Any, language: str, depth: int) -> Part:
        """A structure element, with everything in it."""
        language = words(element.get("/Lang")) or language
        text = next((text for key in STANDS if (text := words(element.get(key)))), "")
        parts = tuple(self.kids(element, language, depth))
        if text:  # it stands for everything but what is read beside it
            parts = tuple(part for part in parts if part.role == "Caption")
        if not text and not parts:
            text = self.described(element)
        if not text and parts and all((part.role, part.language) == ("", language) for part in parts):
            text, parts = "".join(part.text for part in parts), ()
        return Part(
            role=self.standard(str(element.get("/S")).lstrip("/")),
            id=words(element.get("/ID")),
            language=language,
            text=text,
            page=self.page_of(None, element) or next((part.page for part in parts if part.page), 0),
            parts=parts,
        )

    def described(self, element: Any) -> str:
        """What a link, a note or a form field that has no text of its own is called."""
        import pikepdf

        held = element.get("/K")
        for kid in held if isinstance(held, pikepdf.Array) else (held,):
            item = kid.get("/Obj") if isinstance(kid, pikepdf.Dictionary) else None
            if isinstance(item, pikepdf.Dictionary):
                above = item.get("/Parent")
                holders = [item, above] if isinstance(above, pikepdf.Dictionary) else [item]
                named = [words(each.get(key)) for each in holders for key in ("/TU", "/Contents", "/T")]
                if found := next((each for each in named if each), ""):
                    return found
        return ""

    def standard(self, role: str) -> str:
        """The standard role that a role of the file's own stands for."""
        import pikepdf

        roles = self.root.get("/RoleMap")
        for _ in range(DEEPEST):
            mapped = roles.get(f"/{role}") if isinstance(roles, pikepdf.Dictionary) and role else None
            if not isinstance(mapped, pikepdf.Name):
                break
            role = str(mapped).lstrip("/")
        return role

    def page_of(self, kid: Any, element: Any) -> int:
        """The number of the page (from 1) where content is; 0 when the file does not say."""
        import pikepdf

        page = kid.get("/Pg") if isinstance(kid, pikepdf.Dictionary) else None
        page = element.get("/Pg") if page is None else page
        return self.numbers.get(page.objgen, 0) if isinstance(page, pikepdf.Dictionary) else 0

    @cached_property
    def numbers(self) -> dict[tuple[int, int], int]:
        """The number of each page object."""
        return {page.obj.objgen: number for number, page in enumerate(self.pdf.pages, 1)}

    def content(self, kid: Any, element: Any) -> list[marked_content.Run]:
        """The text of marked content, on the page or in a drawing on it; none for annotations and other objects."""
        import pikepdf

        number, drawing = kid, 0
        if isinstance(kid, pikepdf.Dictionary):
            number, stream = kid.get("/MCID"), kid.get("/Stm")
            drawing = stream.objgen[0] if isinstance(stream, pikepdf.Stream) else 0
        if not isinstance(number, int) or isinstance(number, bool):
            return []
        return self.texts.get((self.page_of(kid, element), drawing, number), [])

    @cached_property
    def texts(self) -> dict[marked_content.Key, list[marked_content.Run]]:
        """The text of all marked content, as PDFium reads it."""
        import pypdfium2

        try:
            return marked_content.texts(self.path, self.pdf)
        except pypdfium2.PdfiumError as error:
            self.troubles[f"is damaged: the text of its pages was not read ({error})"] = None
            return {}


def lines(part: Part, language: str = "", depth: int = 0) -> Iterator[str]:
    """The tree as it is said: a line for each part, groups indented, «xx: …» where the language changes."""
    indent = "  " * depth
    head = f"{indent}{part.role or 'text'}" + (f" #{part.id}" if part.id else "")
    if part.language != language and depth == 0:
        head += f" ({part.language or 'no language'})"
        language = part.language
    if (part.text and not part.parts) or all(each.role in ("", *INLINE) for each in part.parts):
        yield plain(f"{head}: {_said(part, language)}" if part.text or part.parts else head)
        return
    if part.language != language:
        head += f" ({part.language})"
    yield plain(f"{head}: {part.text}" if part.text else head)
    for each in part.parts:
        yield from lines(each, part.language, depth + 1)


def plain(line: str) -> str:
    """A line that stays one line, that no terminal takes for a command, and that no mark turns round by force."""
    indent = line[: len(line) - len(line.lstrip(" "))]
    text = "".join("\ufffd" if _obeyed(each) else each for each in line)
    return indent + " ".join(text.split()) if any(each in text for each in BREAKS) else text


def _obeyed(character: str) -> bool:
    return character in FORCED or (unicodedata.category(character) == "Cc" and not character.isspace())


def _said(part: Part, language: str) -> str:
    """The words of a part and of the inline parts in it; roles of links and references said, languages marked."""
    words = part.text or "".join(_said(each, part.language) for each in part.parts)
    if part.role in ("Link", "Reference"):
        words = f"[{part.role.lower()}: {words}]"
    return f"«{part.language}: {words}»" if part.language != language else words
