"""The only package that knows where things are: content/, translations/, templates/, fonts.lock."""

from dataclasses import dataclass
from pathlib import Path

from engross.errors import HouseError, UsageError
from engross.sources.house import House
from engross.sources.signing import Signing, read_signing
from engross.workspace import fonts
from engross.workspace.documents import Documents, names_file
from engross.workspace.files import text_of
from engross.workspace.folder import remembered, shipped

__all__ = ["Workspace", "names_file", "shipped"]


@dataclass(frozen=True)
class Workspace(Documents):
    """A folder with content/, and translations/ and templates/ of its own or those that engross ships.

    The folder is the one that its path names now, wherever the process goes afterwards; what was read is remembered
    by this workspace alone, until `forget`.
    """

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

    @remembered()
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

    @remembered()
    def _house_files(self, id: str) -> tuple[Path, ...]:
        """The files of a house and its parents, and the user's own emblem."""
        house = self.house(id)
        found = [path for folder in self.house_folders(house) for path in sorted(folder.rglob("*"))]
        own = [self.root / house.letterhead] if house.letterhead else []
        return tuple(path for path in (*found, self.root / house.emblem, *own) if path.is_file())
