"""A letter with the editions it transmits: bound into its file, beside it, or inside it. Nothing is written.

Editions are set once and kept (`Annexes`), so that many letters with one annex cost little more than the letters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from engross.editing.edition import edit
from engross.errors import ContentError, EngineComplaint, Place, Problem, UsageError
from engross.model.letter import Attached, Enclosed, Enclosing, Form, Letter, Numbering, Opening
from engross.pipeline.binding import Annex, bind, embed, streams
from engross.pipeline.letters import Set, set_document, set_letter
from engross.pipeline.making import Folios, tongues
from engross.readback import fidelity
from engross.typesetting.pdf import Pdf
from engross.workspace import Workspace, fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A letter with its annexes: the bytes of its file, its pages, and the (name, bytes) of files that go beside it."""

    data: bytes
    pages: int
    letter: Set
    annexes: tuple[Set, ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(slots=True)
class Annexes:
    """The editions set in this process, each once for each place in a longer file."""

    workspace: Workspace
    installed: Sequence[fonts.Installed]
    draft: bool = False
    made: int = 0
    _sets: dict[tuple[str, str, Folios | None], Set] = field(default_factory=dict)
    _titles: dict[tuple[str, str], str] = field(default_factory=dict)
    _pages: dict[tuple[str, str], int] = field(default_factory=dict)

    def edition(self, document: str, language: str, folios: Folios | None = None) -> Set:
        """The edition of a document in its own house, with the page numbers of the file that it is part of."""
        key = document, language, folios
        if key not in self._sets:
            source = self.workspace.document_in(document, language)
            self._sets[key] = set_document(
                self.workspace, document, source, language, source.house,
                installed=self.installed, folios=folios, draft=self.draft,
            )  # fmt: skip
            self.made += 1
        return self._sets[key]

    def title(self, document: str, language: str) -> str:
        """The title of a document in a language; TranslationError when it has none."""
        key = document, language
        if key not in self._titles:
            source = self.workspace.document_in(document, language)
            house = self.workspace.house(source.house)
            sources = self.workspace.sources(source, language, house, self.draft)
            spoken = tongues(self.workspace, source, language)
            self._titles[key] = edit(source, house, spoken, sources, self.draft).title
        return self._titles[key]

    def likely(self, letter: str, language: str) -> int:
        """How many pages the text of a letter will take, by the last one of it."""
        return self._pages.get((letter, language), 1)

    def remember(self, letter: str, language: str, pages: int) -> None:
        """Nothing; the next letter is thought to take as many pages."""
        self._pages[letter, language] = pages


def compose(
    workspace: Workspace,
    letter_id: str,
    language: str,
    annexes: Annexes,
    *,
    enclosing: Enclosing | None = None,
    house: str | None = None,
    addressee: Mapping[str, str] | None = None,
    fields: Mapping[str, str] | None = None,
    proved: bool = True,
) -> Whole:
    """The letter with its annexes. Raises what is wrong with the letter, an edition, or the file they make.

    With `proved` the text of the bound file is read back and compared with every edition in it, letter by letter;
    without it only that its pages are those of the letter and the editions, which have been compared, byte by byte.
    """
    letter = workspace.document_in(letter_id, language).letter
    if letter is None:
        raise UsageError(Problem(code="usage/no-letter", text=f"{letter_id} is no letter", hint="name a letter"))
    asked = enclosing or Enclosing()
    tags = asked.languages or letter.languages or (language,)
    work = _Work(workspace, letter_id, letter, language, tags, annexes, house, addressee, fields or {})
    attached = asked.attached or letter.attached
    check_listed(letter, letter_id, language, asked, fields or {})
    if not letter.annexes:
        if asked.languages:
            hint = "write `annexes: [document]` in its front matter"
            raise UsageError(Problem(code="usage/no-annex", text=f"{letter_id} annexes nothing", hint=hint))
        return work.alone()
    if attached is not Attached.BOUND:
        return work.apart(embedded=attached is Attached.EMBEDDED)
    return work.bound((asked.numbering or letter.numbering) is Numbering.CONTINUOUS, proved)


def check_listed(letter: Letter, id: str, language: str, asked: Enclosing, fields: Mapping[str, str]) -> None:
    """Nothing; ContentError where a letter lists its enclosures itself, and others than those would go with it."""
    own = letter.languages or (language,)
    if not letter.listed or fields.get("enclosures") or not asked.languages or asked.languages == own:
        return
    raise ContentError(
        Problem(
            code="content/listed",
            place=Place(file=f"content/{id}.md", clause="enclosures"),
            text=f"lists what goes with it in {', '.join(own)}, and it would go in {', '.join(asked.languages)}",
            hint="write a line that is printed for each edition, `The Declaration, {enclosed.language}`, or leave "
            "--with out",
        )
    )


@dataclass(frozen=True, slots=True)
class _Work:
    """One letter in the making."""

    workspace: Workspace
    id: str
    letter: Letter
    language: str
    tags: tuple[str, ...]
    annexes: Annexes
    house: str | None
    addressee: Mapping[str, str] | None
    fields: Mapping[str, str]

    def set(self, openings: tuple[Opening, ...] = (), folios: Folios | None = None) -> Set:
        """The letter itself."""
        return set_letter(
            self.workspace, self.id, self.language, self.house, self.addressee, self.fields,
            installed=self.annexes.installed, openings=openings, enclosed=self.enclosed(), folios=folios,
            draft=self.annexes.draft,
        )  # fmt: skip

    def enclosed(self) -> tuple[Enclosed, ...]:
        """What goes with it, as its own words name it."""
        return self.workspace.enclosed(self.letter, self.language, self.tags)

    def name(self, each: Set) -> str:
        """The name of an edition's file, without its ending."""
        return f"{_name(each)}{'.DRAFT' if self.annexes.draft else ''}"

    def alone(self) -> Whole:
        """The letter without annexes."""
        made = self.set()
        return Whole(data=made.data, pages=made.pages, letter=made)

    def apart(self, embedded: bool) -> Whole:
        """The letter, and its annexes as files, inside it or beside it."""
        made, sets = self.set(), self.editions()
        if embedded:
            files = [Annex(data=each.data, name=self.name(each), about=each.title) for each in sets]
            data = embed(made.data, files, made.made.edition.issue_date)
            return Whole(data=data, pages=made.pages, letter=made, annexes=sets)
        files_beside = tuple((f"{self.name(each)}.pdf", each.data) for each in sets)
        return Whole(data=made.data, pages=made.pages, letter=made, annexes=sets, files=files_beside)

    def editions(self) -> tuple[Set, ...]:
        """The editions with page numbers of their own, annex by annex."""
        return tuple(self.annexes.edition(each, tag) for each in self.letter.annexes for tag in self.tags)

    def openings(self) -> tuple[Opening, ...]:
        """The pages that open the annexes; a note verbale and a formal letter enclose without one."""
        if self.letter.form is not Form.TRANSMITTAL:
            return ()
        several = len(self.letter.annexes) > 1
        return tuple(
            Opening(
                document=each,
                number=number if several else 0,
                title=self.annexes.title(each, self.language),
                original=self.workspace.document(each).language,
            )
            for number, each in enumerate(self.letter.annexes, 1)
        )

    def bound(self, continuous: bool, proved: bool) -> Whole:
        """The letter and its annexes in one file."""
        openings, own = self.openings(), self.editions()
        if continuous:
            made, sets = self.numbered(openings, own)
        else:
            made, sets = self.set(openings), own
        files = [
            Annex(data=each.data, name=_name(each), under=self.opened(number // len(self.tags)) if openings else "")
            for number, each in enumerate(sets)
        ]
        data = bind(made.data, files)
        order = self.order(made.pages, [each.pages for each in sets], bool(openings))
        _check_pages(self.id, data, (made, *sets), order)
        if proved:
            for number, each in enumerate((made, *sets)):
                _check_text(data, each, [at for at, (part, _) in enumerate(order) if part == number])
        return Whole(data=data, pages=len(order), letter=made, annexes=sets)

    @staticmethod
    def opened(number: int) -> str:
        """The id of what opens an annex (from 0)."""
        return f"annex-{number + 1}"

    def numbered(self, openings: tuple[Opening, ...], own: tuple[Set, ...]) -> tuple[Set, tuple[Set, ...]]:
        """The letter and the editions, with page numbers that run through the whole file."""
        counts = [each.pages for each in own]
        body = self.annexes.likely(self.id, self.language)
        made = self.set(openings, self.folios(body, counts, bool(openings)))
        if made.pages != body + len(openings):  # it took more pages than the last one: the numbers are others
            body = made.pages - len(openings)
            made = self.set(openings, self.folios(body, counts, bool(openings)))
        self.annexes.remember(self.id, self.language, body)
        order = self.order(made.pages, counts, bool(openings))
        mirrored = all(each.made.edition.language.direction == "rtl" for each in (made, *own))
        odd, even = ("left", "right") if mirrored else ("right", "left")
        sets = []
        for number, each in enumerate(own, 1):
            first = order.index((number, 0)) + 1
            folios = Folios(first=first, total=len(order), side=odd if first % 2 else even)
            sets.append(self.annexes.edition(each.document, each.language, folios))
        return made, tuple(sets)

    def folios(self, body: int, counts: list[int], opened: bool) -> Folios:
        """The numbers of the letter's own pages when its text takes so many."""
        jumps = []
        for number, _ in enumerate(self.letter.annexes if opened else ()):
            before = sum(counts[: number * len(self.tags)])
            jumps.append((self.opened(number), body + number + before + 1))
        return Folios(first=1, total=body + len(jumps) + sum(counts), jumps=tuple(jumps))

    def order(self, pages: int, counts: list[int], opened: bool) -> list[tuple[int, int]]:
        """(part, page) for each page of the file; part 0 is the letter, pages are from 0."""
        body = pages - len(self.letter.annexes) if opened else pages
        found = [(0, page) for page in range(body)]
        for number, count in enumerate(counts):
            if opened and number % len(self.tags) == 0:
                found.append((0, body + number // len(self.tags)))
            found += [(number + 1, page) for page in range(count)]
        return found


def _name(each: Set) -> str:
    return f"{each.document}.{each.language}"


def _check_pages(letter: str, data: bytes, parts: tuple[Set, ...], order: list[tuple[int, int]]) -> None:
    """Nothing when the file's pages are those of its parts, in order, byte by byte."""
    digests = [list(streams(each.data)) for each in parts]
    if list(streams(data)) != [digests[part][page] for part, page in order]:
        raise EngineComplaint(
            Problem(
                code="engine/bound-pages",
                text=f"{letter}: the pages of the bound file are not those of the letter and its annexes",
                hint="this is a defect of engross: report it, with the documents if you may",
            )
        )


def _check_text(data: bytes, part: Set, pages: list[int]) -> None:
    """Nothing when these pages of the bound file say what the part says; FidelityError otherwise."""
    made = part.made
    areas = tuple(replace(area, page=page) for area, page in zip(made.pdf.areas, pages, strict=True))
    numbers = made.pdf.numbers or tuple(range(1, len(areas) + 1))
    whole = Pdf(data=data, areas=areas, numbers=numbers, total=made.pdf.total or len(areas))
    fidelity.check(made.edition, made.adopted, made.html, whole)
