"""The manifest in each folder of editions: what was made, from what, and what was checked; written as files come."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engross import __version__
from engross.building.jobs import Job, Result
from engross.building.versions import versions
from engross.workspace import Workspace
from engross.workspace.files import digest
from engross.workspace.writing import write

CHECKED = (
    "text of the PDF against the edition, letter by letter",
    "every glyph and mark before setting",
    "faces used against the house's faces",
    "engine warnings: none",
    "fetches outside the page: none",
)


def manifest_path(job: Job) -> Path:
    """The manifest beside the job's file."""
    return job.target.parent / "manifest.json"


def editions_in(path: Path) -> dict[str, Any]:
    """The entries of a manifest by file name; {} when there is none or it is no manifest."""
    try:
        editions = json.loads(path.read_bytes())["editions"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return editions if isinstance(editions, dict) else {}


@dataclass(slots=True)
class Recorded:
    """What the manifests say of editions that are there; each manifest is read once."""

    _read: dict[Path, dict[str, Any]] = field(default_factory=dict)

    def entry(self, job: Job) -> dict[str, Any]:
        """The entry of an edition that is there, unaltered, and made from the same inputs; {} otherwise."""
        path = manifest_path(job)
        if path not in self._read:
            self._read[path] = editions_in(path)
        entry = self._read[path].get(job.target.name)
        if not isinstance(entry, dict) or entry.get("inputs") != job.inputs:
            return {}
        try:
            with job.target.open("rb") as data:
                whole = hashlib.file_digest(data, "sha256").hexdigest()
        except OSError:
            return {}
        beside = all(_is(job.target.parent / name, sha) for name, sha in entry.get("beside", {}).items())
        return entry if entry.get("sha256") == whole and beside else {}


def _is(path: Path, sha256: str) -> bool:
    """Whether a file is there, unaltered."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256


def record(workspace: Workspace, result: Result) -> None:
    """The manifest of the result's folder, with its entry; to be called alone in the folder. Raises OutputError."""
    path = manifest_path(result.job)
    editions = editions_in(path) | {result.job.target.name: result.entry}
    kept = {name: entry for name, entry in sorted(editions.items()) if (path.parent / name).is_file()}
    manifest = _manifest(workspace, result.job, kept)
    write(path, json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n")


def _manifest(workspace: Workspace, job: Job, editions: dict[str, Any]) -> dict[str, Any]:
    content = workspace.content_path(job.document)
    return {
        "document": job.id or job.document,
        "house": job.house,
        "engross": __version__,
        "engine": versions(),
        "source": {"content": digest((content,)), "revision": revision(workspace.root)},
        "fonts": [
            {
                "family": font.family,
                "weight": font.weight,
                "style": font.style,
                "package": font.package,
                "version": font.version,
                "sha256": font.sha256,
            }
            for font in workspace.fonts()
        ],
        "checked": list(CHECKED),
        "editions": editions,
    }


def revision(root: Path) -> str:
    """The commit checked out in the folder, read from .git without running git; "" outside a checkout."""
    git = root / ".git"
    try:
        head = (git / "HEAD").read_text(encoding="ascii").strip()
        if not head.startswith("ref: "):
            return head
        name = head.removeprefix("ref: ")
        if (git / name).is_file():
            return (git / name).read_text(encoding="ascii").strip()
        packed = (git / "packed-refs").read_text(encoding="ascii").split("\n")
        return next((line.split()[0] for line in packed if line.endswith(f" {name}")), "")
    except OSError:
        return ""
