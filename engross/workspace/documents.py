"""The documents of a workspace: content files, files of the record, and the sources of their editions."""

from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from engross.akn.parsing import check_size
from engross.akn.reading import Reading
from engross.akn.reading import read as read_record
from engross.akn.settling import settled, told
from engross.editing.editor import First, Sources
from engross.errors import ContentError, Place, Problem, TranslationError, UsageError, raise_all
from engross.model import Document
from engross.model.letter import Enclosed, Letter
from engross.sources.catalog.reading import Catalog, read_catalog
from engross.sources.content import read_document
from engross.sources.house import House
from engross.sources.language import not_here
from engross.sources.letter import unknown_names
from engross.workspace import pictures
from engross.workspace.files import bytes_of, has_form, place_of
from engross.workspace.folder import remembered
from engross.workspace.houses import Houses
from engross.workspace.languages import Languages


def names_file(reference: str) -> bool:
    """Whether a document is named by the path of its file, and not by an id.

    >>> names_file("un/a-78-1.xml"), names_file("interpol-2012-rome")
    (True, False)
    """
    return reference.lower().endswith(".xml")


_MANY = 20  # names that a message lists; of more, only the nearest


def _nearest(id: str, known: tuple[str, ...]) -> str:
    """What to do for want of a document of that name: the names that there are, or those that are like it.

    >>> _nearest("rivre", ("lake", "river"))
    'the documents are: lake, river'
    >>> _nearest("a-80-69", tuple(f"a-80-{number}" for number in range(67)))
    'did you mean a-80-9, a-80-6, a-80-66? `engross list` shows all 67'
    """
    if len(known) <= _MANY:
        return f"the documents are: {', '.join(known) or 'none yet; `engross new my-document` makes one'}"
    near = ", ".join(get_close_matches(id, known))
    return (f"did you mean {near}? " if near else "") + f"`engross list` shows all {len(known)}"


class Documents(Languages, Houses):
    """The part of a workspace that is `content/`, and the files of the record that are named by their paths."""

    def contents(self) -> tuple[str, ...]:
        """The ids of all documents and letters."""
        return tuple(sorted(path.stem for path in (self.root / "content").glob("*.md") if "." not in path.stem))

    def is_letter(self, reference: str) -> bool:
        """Whether a document is a letter, by the line `form:` of its front matter."""
        path = self.root / "content" / f"{reference}.md"
        return not names_file(reference) and path.is_file() and has_form(path)

    def letters(self) -> tuple[str, ...]:
        """The ids of all letters: content files whose front matter says of which form they are."""
        return tuple(id for id in self.contents() if has_form(self.root / "content" / f"{id}.md"))

    def documents(self) -> tuple[str, ...]:
        """The ids of all documents that are no letters."""
        letters = frozenset(self.letters())
        return tuple(id for id in self.contents() if id not in letters)

    def content_path(self, id: str) -> Path:
        """The file of a document, by its id or by its own path; UsageError listing the documents when it is none."""
        path = Path(id) if names_file(id) else self.own(self.root / "content" / f"{id}.md")
        if not path.is_file():
            raise UsageError(
                Problem(code="usage/document", text=f"there is no document {id!r}", hint=_nearest(id, self.contents()))
            )
        return path

    def own_house(self, reference: str, house: str) -> str:
        """The house that a document names; ContentError at the line that names it where there is none of that name."""
        if house in self.houses() or names_file(reference):
            return house
        path = self.content_path(reference)
        usable = [each for each in self.houses() if not self.sheet(each).abstract]
        raise ContentError(
            Problem(
                code="content/house",
                place=place_of(path, self.relative(path), "house"),
                text=f"there is no house {house!r}",
                hint=f"the houses are: {', '.join(usable)}",
            )
        )

    @remembered(64)  # of thousands only the latest are kept
    def document(self, id: str) -> Document:
        """A document; ContentError with every problem in it."""
        path = self.content_path(id)
        if names_file(id):
            return self.record(id).document
        document = read_document(bytes_of(path, ContentError), self.relative(path))
        if document.letter:
            place = partial(place_of, path, document.file)
            raise_all(ContentError, unknown_names(document.letter, self.documents(), self.languages(), place))
        missing = [tag for tag in (document.language, *document.translations) if tag not in self.languages()]
        if missing:
            raise ContentError(not_here(missing, Place(file=document.file)))
        return document

    @remembered(64)  # of thousands only the latest are kept
    def record(self, reference: str) -> Reading:
        """A file of the record as read, with what a person should look at; ContentError when it is none."""
        path = self.content_path(reference)
        check_size(path.stat().st_size, self.relative(path))
        read = replace(read_record(bytes_of(path, ContentError), self.relative(path)), path=str(path))
        if read.document.language not in self.languages():
            raise ContentError(not_here([read.document.language], Place(file=read.document.file)))
        return settled(read, told(self, read))

    def own_path(self, id: str, tag: str) -> Path:
        """Where a language keeps a text of a structure of its own, there or not."""
        return self.root / "content" / f"{id}.{tag}.md"

    def document_in(self, id: str, tag: str) -> Document:
        """The document an edition in `tag` is made from: the language's own, where it has one."""
        own = self.own_path(id, tag)
        document = self._own_document(own) if own.is_file() and not names_file(id) else self.document(id)
        letter = document.letter
        if letter is None or not letter.annexes:
            return document
        return replace(document, letter=replace(letter, enclosed=self.enclosed(letter, tag)))

    def enclosed(self, letter: Letter, tag: str, tags: tuple[str, ...] = ()) -> tuple[Enclosed, ...]:
        """What goes with a letter in the language `tag`: its annexes in `tags`, or in the languages it says itself."""
        return tuple(
            Enclosed(
                document=id, language=each, standing=str(self.document(id).status(each)), title=self._title(id, tag)
            )
            for id in letter.annexes
            for each in tags or letter.languages or (tag,)
        )

    def _title(self, id: str, tag: str) -> str:
        """The title of a document in a language; "" where it has none in it."""
        document = self.document(id)
        if tag == document.language:
            return document.title
        if not self.catalog_path(tag, id).is_file():
            return ""
        return self.catalog(tag, id).find("title", document.title).text

    @remembered(64)  # of thousands only the latest are kept
    def _own_document(self, path: Path) -> Document:
        return read_document(bytes_of(self.own(path), ContentError), self.relative(path))

    def pictures(self, document: Document) -> dict[str, str]:
        """The figures of a document by file name, as data: URLs; ContentError for each that is no picture here."""
        return pictures.figures(document, self.root)

    def editions_of(self, document: Document) -> tuple[str, ...]:
        """The languages a document has: its own, those it names, those whose folder holds its catalogue."""
        named = [document.language, *document.translations]
        found = [tag for tag in self.languages() if self.catalog_path(tag, document.id).is_file()]
        own = [path.stem.partition(".")[2] for path in sorted((self.root / "content").glob(f"{document.id}.*.md"))]
        return tuple(dict.fromkeys([*named, *own, *found]))

    def sources(self, document: Document, tag: str, house: House, draft: bool = False) -> Sources:
        """The catalogues an edition is made from; a draft may be made before there is a catalogue."""
        if tag == document.language:
            clauses = None
        elif draft and not self.catalog_path(tag, document.id).is_file():
            clauses = Catalog(file=self.relative(self.catalog_path(tag, document.id)), entries={})
        else:
            clauses = self.catalog(tag, document.id)
        forms, homes = self._forms(tag, house), self._homes(tag, house)
        return Sources(clauses=clauses, forms=forms, first=self._first(document), homes=homes)

    def _first(self, document: Document) -> First | None:
        """The work's first text, for a document that is the text of one language with a structure of its own."""
        path = self.root / "content" / f"{document.id}.md"
        if not path.is_file() or self.relative(path) == document.file:
            return None
        first = self.document(document.id)
        return First.of(first, self.language(first.language))

    def _forms(self, tag: str, house: House) -> Catalog:
        """The form words of a language; a house folder may bring `words/<tag>.po` for its own."""
        catalog = self.catalog(tag, "engross")
        entries = dict(catalog.entries)
        for folder in self.house_folders(house):
            path = folder / "words" / f"{tag}.po"
            if path.is_file():
                entries.update(read_catalog(bytes_of(self.own(path), TranslationError), self.relative(path)).entries)
        return Catalog(file=catalog.file, entries=entries)

    def _homes(self, tag: str, house: House) -> dict[str, str]:
        """The file of the form words of each house of the workspace whose words are not in the language's catalogue.

        `engross catalog update` adds the words of a house without a folder `words` to catalogues of the workspace.
        """
        own, homes = self.root / "translations" / tag, dict[str, str]()
        updated = (own / "LC_MESSAGES" / "engross.po").is_file() or (own / "language.toml").is_file()
        for folder in self.house_folders(house):
            if folder.is_relative_to(self.root) and not (updated and not (folder / "words").is_dir()):
                homes[folder.name] = self.relative(folder / "words" / f"{tag}.po")
        return homes
