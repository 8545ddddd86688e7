"""What an edition depends on, as one digest: text, catalogues, house, fonts, engine and engross itself."""

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from engross.building.jobs import Job
from engross.building.versions import versions
from engross.workspace import Workspace, fonts
from engross.workspace.files import digest


@cache
def program_digest() -> str:
    """The sha256 of engross's own modules, as they were when this process first asked."""
    return digest(tuple(sorted(Path(__file__).parent.parent.rglob("*.py"))))


@dataclass(slots=True)
class Fingerprints:
    """The fingerprints of one run: a file that many editions share is read once."""

    workspace: Workspace
    installed: tuple[fonts.Installed, ...]
    _files: dict[Path, bytes] = field(default_factory=dict)
    _common: str = ""

    def of(self, job: Job) -> str:
        """The sha256 over all that the edition depends on. The name of a file counts as well as its bytes."""
        total = hashlib.sha256(self._for_all().encode())
        for text in (str(job.draft), job.language, job.house, job.output):
            total.update(f"{text}\0".encode())
        for path in self.workspace.inputs(job.document, job.language, self.workspace.house(job.house)):
            total.update(self._file(path))
        if job.enclosing is not None:
            total.update(self._annexed(job))
        for file in map(Path, job.beside):
            total.update(self._file(file) if file.is_file() else f"{file.name}\0absent\0".encode())
        for picture in job.pictures:
            path = self.workspace.root / picture
            total.update(self._file(path) if path.is_file() else f"{picture}\0absent\0".encode())
        return total.hexdigest()

    def _annexed(self, job: Job) -> bytes:
        """What goes with a letter, and every file that its annexes depend on."""
        total = hashlib.sha256(repr(job.enclosing).encode())
        letter = self.workspace.document_in(job.document, job.language).letter
        if letter is None:
            return total.digest()
        asked = job.enclosing.languages if job.enclosing else ()
        for id in letter.annexes:
            document = self.workspace.document(id)
            for tag in dict.fromkeys((*asked, *letter.languages, job.language)):
                for path in self.workspace.inputs(id, tag, self.workspace.house(document.house)):
                    total.update(self._file(path))
            for clause in document.walk():
                if clause.shape.picture:
                    total.update(self._file(self.workspace.root / clause.shape.picture))
        return total.digest()

    def _for_all(self) -> str:
        """What every edition of this run depends on: engross, the engine, the bytes of the fonts that are here."""
        if not self._common:
            faces = sorted(f"{each.font.face} {each.sha256}" for each in self.installed)
            self._common = json.dumps([program_digest(), versions(), faces])
        return self._common

    def _file(self, path: Path) -> bytes:
        """The file's name as messages show it, and the sha256 of its bytes."""
        if path not in self._files:
            with path.open("rb") as data:
                whole = hashlib.file_digest(data, "sha256").hexdigest()
            self._files[path] = f"{self.workspace.relative(path)}\0{whole}\0".encode()
        return self._files[path]
