"""The only module that knows where things are: content/, translations/, templates/, fonts.lock."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial, wraps
from importlib import resources
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from engross import fonts, pictures
from engross.akn.parsing import check_size
from engross.akn.reading import Reading
from engross.akn.reading import read as read_record
from engross.akn.settling import settled, told
from engross.catalog.reading import Catalog, read_catalog
from engross.correspondence.form import Enclosed, Letter
from engross.correspondence.reading import unknown_names
from engross.editor import First, Sources
from engross.errors import ContentError, HouseError, Place, Problem, TranslationError, UsageError, raise_all
from engross.files import bytes_of, has_form, place_of, text_of
from engross.house import House, Sheet, fold, read_sheet
from engross.language import Language, not_here, read_language
from engross.model import Document
from engross.outputs.html import Assets
from engross.profiles import SYSTEM, find_profile
from engross.reading import read_document
from engross.signing.settings import Signing, read_signing

P = ParamSpec("P")
T = TypeVar("T")


@cache
def shipped() -> Path:
    """The folder that holds what engross brings itself: houses, languages, the font lock."""
    packed = Path(str(resources.files("engross"))) / "shipped"
    return packed if packed.is_dir() else packed.parent.parent


def names_file(reference: str) -> bool:
    """Whether a document is named by the path of its file, and not by an id.

    >>> names_file("un/a-78-1.xml"), names_file("interpol-2012-rome")
    (True, False)
    """
    return reference.lower().endswith(".xml")


def _remembered(
    most: int | None = None,
) -> Callable[[Callable[Concatenate["Workspace", P], T]], Callable[Concatenate["Workspace", P], T]]:
    """A method whose answers its workspace keeps, and no other one; the last `most` of them."""

    def remember(method: Callable[Concatenate["Workspace", P], T]) -> Callable[Concatenate["Workspace", P], T]:
        @wraps(method)
        def ask(self: "Workspace", *args: P.args, **kwargs: P.kwargs) -> T:
            kept = self._kept.get(method.__name__)
            if kept is None:
                kept = self._kept[method.__name__] = lru_cache(maxsize=most)(partial(method, self))
            answer: T = kept(*args, **kwargs)  # type: ignore[arg-type]
            return answer

        return ask  # type: ignore[return-value]

    return remember


@dataclass(frozen=True)
class Workspace:
    """A folder with content/, and translations/ and templates/ of its own or those that engross ships.

    The folder is the one that its path names now, wherever the process goes afterwards; what was read is remembered
    by this workspace alone, until `forget`.
    """

    root: Path
    companions: dict[str, tuple[Path, ...]] = field(default_factory=dict, compare=False)  # of a run: see akn/settling
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", self.root.resolve())

    def __reduce__(self) -> tuple[type["Workspace"], tuple[Any, ...]]:
        """What makes it again in another process, where it remembers nothing."""
        return type(self), (self.root, self.companions)

    def _folders(self, name: str) -> tuple[Path, ...]:
        """The folders of that name, the workspace's own first."""
        both = (self.root / name, shipped() / name)
        return tuple(dict.fromkeys(folder for folder in both if folder.is_dir()))

    def relative(self, path: Path) -> str:
        """The path as messages show it: from the workspace, or from where engross is installed."""
        for base in (self.root, shipped()):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.name

    def own(self, path: Path) -> Path:
        """The path; UsageError where a link leads from it out of the workspace, and out of what engross brings.

        A workspace may come from a stranger: what a link in it shows would be printed, embedded, sent.
        """
        real = path.resolve()
        if any(real.is_relative_to(base.resolve()) for base in (self.root, shipped())):
            return path
        raise UsageError(
            Problem(
                code="usage/outside",
                place=Place(file=self.relative(path)),
                text="is a link that leads out of the workspace",
                hint="put the file itself into the workspace, in the place of the link",
            )
        )

    # Documents

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
            known = ", ".join(self.contents()) or "none yet; `engross new my-document` makes one"
            raise UsageError(
                Problem(code="usage/document", text=f"there is no document {id!r}", hint=f"the documents are: {known}")
            )
        return path

    @_remembered(64)  # of thousands only the latest are kept
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

    @_remembered(64)  # of thousands only the latest are kept
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

    @_remembered(64)  # of thousands only the latest are kept
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

    # Languages and catalogues

    @_remembered()
    def languages(self) -> tuple[str, ...]:
        """The tags of all languages that have a language.toml."""
        return tuple(
            sorted(
                {
                    path.parent.name
                    for folder in self._folders("translations")
                    for path in folder.glob("*/language.toml")
                }
            )
        )

    def language_folder(self, tag: str) -> Path:
        """The folder of a language; UsageError listing the languages when there is none."""
        for folder in self._folders("translations"):
            if (folder / tag / "language.toml").is_file():
                return self.own(folder / tag)
        raise UsageError(
            Problem(
                code="usage/language",
                text=f"there is no language {tag!r}",
                hint=f"the languages are: {', '.join(self.languages())}",
            )
        )

    @_remembered()
    def language(self, tag: str) -> Language:
        """A language and its rules."""
        path = self.own(self.language_folder(tag) / "language.toml")
        return read_language(text_of(path, TranslationError), self.relative(path), tag)

    def catalog_path(self, tag: str, domain: str) -> Path:
        """Where a language's catalogue of a document (or of the form words, `engross`) is, there or not."""
        own = self.root / "translations" / tag / "LC_MESSAGES" / f"{domain}.po"
        if own.is_file() or domain != "engross":
            return own
        return self.language_folder(tag) / "LC_MESSAGES" / f"{domain}.po"

    @_remembered(64)  # of thousands only the latest are kept
    def catalog(self, tag: str, domain: str) -> Catalog:
        """A catalogue, read strictly; TranslationError when it is missing or unreadable."""
        path = self.catalog_path(tag, domain)
        if not path.is_file():
            raise TranslationError(
                Problem(
                    code="translation/no-catalogue",
                    place=Place(file=self.relative(path)),
                    text=f"there is no catalogue for {tag}",
                    hint="`engross catalog update` makes it; then translate its entries",
                )
            )
        return read_catalog(bytes_of(self.own(path), TranslationError), self.relative(path))

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

    # Houses

    def houses(self) -> tuple[str, ...]:
        """The ids of all houses, abstract ones included."""
        return tuple(
            sorted({path.parent.name for folder in self._folders("templates") for path in folder.glob("*/house.toml")})
        )

    def house_folder(self, id: str) -> Path:
        """The folder of a house; UsageError listing the houses when there is none."""
        for folder in self._folders("templates"):
            if (folder / id / "house.toml").is_file():
                return self.own(folder / id)
        usable = [each for each in self.houses() if not self.sheet(each).abstract]
        raise UsageError(
            Problem(code="usage/house", text=f"there is no house {id!r}", hint=f"the houses are: {', '.join(usable)}")
        )

    def sheet(self, id: str) -> Sheet:
        """The settings a house gives itself."""
        path = self.own(self.house_folder(id) / "house.toml")
        return read_sheet(text_of(path, HouseError), self.relative(path), id)

    @_remembered()
    def house(self, id: str) -> House:
        """A house with its parents' settings folded in; HouseError when the chain of parents does not end."""
        chain = [self.sheet(id)]
        file = self.relative(self.house_folder(id) / "house.toml")
        while chain[-1].extends:
            above = chain[-1].extends
            if above in [sheet.id for sheet in chain] or above not in self.houses():
                raise HouseError(
                    Problem(
                        code="house/parent",
                        place=Place(file=file),
                        text=f"extends = {above!r}: no such house, or it extends itself",
                        hint=f"one of: {', '.join(self.houses())}",
                    )
                )
            chain.append(self.sheet(above))
        return fold(tuple(chain), file)

    def house_folders(self, house: House) -> tuple[Path, ...]:
        """The folders of a house and its parents, its own first."""
        return tuple(self.house_folder(id) for id in house.folders)

    @_remembered()
    def assets(self, id: str) -> Assets:
        """Templates, style sheets and emblem of a house. A parent's template is also reached as `parent/name`."""
        house = self.house(id)
        templates: dict[str, str] = {}
        files: dict[str, str] = {}
        folders = self.house_folders(house)
        for folder in folders:
            for path in sorted(folder.glob("*.html")):
                for name in (path.name, f"{folder.name}/{path.name}"):
                    if name not in templates:
                        templates[name] = text_of(self.own(path), HouseError)
                        files[name] = self.relative(path)
        styles = tuple(
            (self.relative(path), text_of(self.own(path), HouseError))
            for folder in reversed(folders)
            if (path := folder / "page.css").is_file()
        )
        return Assets(
            templates=templates,
            files=files,
            styles=styles,
            emblem=self._picture(house, house.emblem, folders),
            letter_styles=self._letter_styles(folders),
            letterhead=self._picture(house, house.letterhead, folders) if house.letterhead else "",
        )

    def _letter_styles(self, folders: tuple[Path, ...]) -> tuple[tuple[str, str], ...]:
        """What letters are set with: what all pages share, then `letter.css` of each house, parents first."""
        paths = [folders[-1] / "page.css", *(folder / "letter.css" for folder in reversed(folders))]
        return tuple((self.relative(path), text_of(self.own(path), HouseError)) for path in paths if path.is_file())

    def _picture(self, house: House, name: str, folders: tuple[Path, ...]) -> str:
        """Emblem or letterhead as data: the user's own file (from the workspace's root), else one of the house's."""
        paths = [folder / name for folder in (self.root, *folders)]
        file = self.relative(folders[0] / "house.toml")
        return pictures.emblem(name, paths, (self.root, shipped()), file)

    @_remembered()
    def press_profile(self, id: str) -> bytes:
        """The ICC profile of the press of a house; HouseError when it is not here."""
        own = (self.root / ".engross" / "profiles", shipped() / ".engross" / "profiles", self.root / "art")
        return find_profile(self.house(id).press, (*own, *SYSTEM), self.relative(self.house_folder(id) / "house.toml"))

    # Signatures

    def signing(self) -> Signing:
        """What `signing.toml` says of signatures: the time-stamping authority, and the fields of its files."""
        path = self.root / "signing.toml"
        if not path.is_file():
            return Signing()
        return read_signing(text_of(path, UsageError), self.relative(path), self.root)

    # Fonts and fingerprints

    def lock_path(self) -> Path:
        """The font lock: the workspace's own, else the one engross ships."""
        own = self.root / "fonts.lock"
        return self.own(own) if own.is_file() else shipped() / "fonts.lock"

    @_remembered()
    def fonts(self) -> tuple[fonts.Font, ...]:
        """The locked faces."""
        return fonts.read_lock(text_of(self.lock_path(), HouseError), self.relative(self.lock_path()))

    def inputs(self, document: str, tag: str, house: House) -> tuple[Path, ...]:
        """Every file that an edition is made from, content first."""
        own = (self.catalog_path(tag, "engross"), self.language_folder(tag) / "language.toml", self.lock_path())
        paths = [*self.texts(document, tag), *own]
        return (*(path for path in paths if path.is_file()), *self._house_files(house.id))

    def texts(self, document: str, tag: str) -> tuple[Path, ...]:
        """The files that hold the words of an edition, there or not: content, catalogue, its own text."""
        if names_file(document):
            return (self.content_path(document),)
        return (self.content_path(document), self.catalog_path(tag, document), self.own_path(document, tag))

    @_remembered()
    def _house_files(self, id: str) -> tuple[Path, ...]:
        """The files of a house and its parents, and the user's own emblem."""
        house = self.house(id)
        found = [path for folder in self.house_folders(house) for path in sorted(folder.rglob("*"))]
        own = [self.root / house.letterhead] if house.letterhead else []
        return tuple(path for path in (*found, self.root / house.emblem, *own) if path.is_file())

    def forget(self) -> None:
        """Forget what was read: what is asked next is read from the files as they are then."""
        self._kept.clear()
