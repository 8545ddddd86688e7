"""Fonts as dependencies: `fonts.lock` names each file, its bytes and licence; the engine sees nothing else."""

import hashlib
import importlib.util
import json
import re
import tomllib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engross.errors import FontError, Place, Problem
from engross.workspace.writing import own, unwritable, write

_PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*==[A-Za-z0-9][A-Za-z0-9.+:~-]*")
FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/opt/homebrew/share/fonts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """One face of the lock: where it comes from, what it is, and the sha256 of its file.

    An `optional` one may be absent; what needs it is then refused.
    """

    family: str
    weight: int
    style: str
    source: str
    package: str
    version: str
    file: str
    index: int
    sha256: str
    licence: str
    optional: bool = False

    @property
    def face(self) -> tuple[str, int, str]:
        """Family, weight and style: what the engine asks for."""
        return self.family, self.weight, self.style


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A locked face found on this machine, and the sha256 that its file has here ("" before it is read)."""

    font: Font
    path: Path
    sha256: str = ""


def read_lock(text: str, file: str) -> tuple[Font, ...]:
    """The faces of a lock file; FontError when it is not one."""
    try:
        found = tuple(Font(**entry) for entry in tomllib.loads(text)["font"])
        if strange := [each for each in found if not _PACKAGE.fullmatch(f"{each.package}=={each.version}")]:
            raise TypeError(f"{strange[0].package!r}, version {strange[0].version!r}, is not the name of a package")
        return found
    except (tomllib.TOMLDecodeError, RecursionError, KeyError, TypeError) as error:
        raise FontError(
            Problem(
                code="fonts/lock",
                place=Place(file=file),
                text=f"not a font lock: {error}",
                hint="take the file from the engross distribution again",
            )
        ) from None


def find(fonts: tuple[Font, ...], file: str, folders: tuple[str, ...] = FOLDERS) -> tuple[Installed, ...]:
    """Each face with its file on this machine; FontError naming every package that must be installed and is not."""
    problems, found = [], []
    for font in fonts:
        path = _locate(font, folders)
        if path is None and font.optional:
            continue
        if path is None:
            how = f"apt-get install {font.package}" if font.source == "debian" else f"pip install {font.package}"
            problems.append(
                Problem(
                    code="fonts/absent",
                    place=Place(file=file),
                    text=f"{font.family} {font.weight} {font.style}: {font.file} is not installed",
                    hint=f"{how}=={font.version}" if font.source == "pypi" else how,
                )
            )
        else:
            found.append(Installed(font=font, path=path))
    if problems:
        raise FontError(problems)
    return tuple(found)


def _locate(font: Font, folders: tuple[str, ...]) -> Path | None:
    if font.source == "pypi":
        spec = importlib.util.find_spec(font.file.split("/")[0])
        roots = [Path(place).parent for place in (spec.submodule_search_locations or ())] if spec else []
        return next((path for root in roots if (path := root / font.file).is_file()), None)
    for folder in folders:
        if (exact := Path(folder, font.file)).is_file():
            return exact
        by_name = sorted(Path(folder).rglob(Path(font.file).name)) if Path(folder).is_dir() else []
        if by_name:
            return by_name[0]
    return None


def digests(installed: tuple[Installed, ...], folder: Path) -> dict[Path, str]:
    """The sha256 of each face's file; what was hashed before and has kept size and time is not hashed again."""
    memory = folder / "font-digests.json"
    known = _remembered(memory)
    remembered = frozenset(known)
    found: dict[Path, str] = {}
    fresh: dict[str, str] = {}
    for path in {each.path for each in installed}:
        stat = path.stat()
        key = f"{path} {stat.st_size} {stat.st_mtime_ns}"
        if key not in known:
            with path.open("rb") as data:
                known[key] = hashlib.file_digest(data, "sha256").hexdigest()
        found[path] = fresh[key] = known[key]
    if fresh.keys() != remembered:
        write(memory, json.dumps(fresh, indent=1, sort_keys=True).encode())
    return found


def _remembered(memory: Path) -> dict[str, str]:
    """The digests that were found before; {} where there are none, or the file is not one of digests."""
    try:
        known = json.loads(memory.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    good = isinstance(known, dict) and all(isinstance(each, str) for each in known.values())
    return known if good else {}


def differing(installed: tuple[Installed, ...], digests: dict[Path, str], file: str) -> tuple[Problem, ...]:
    """A problem for each file whose bytes are not those of the lock, with what that means for the pages."""
    problems: dict[Path, Problem] = {}
    for each in installed:
        if digests[each.path] != each.font.sha256 and each.path not in problems:
            problems[each.path] = Problem(
                code="fonts/differs",
                place=Place(file=file),
                text=f"{each.font.family} ({each.path.name}) is not the locked file of {each.font.package} "
                f"{each.font.version}: lines and pages may break elsewhere, and the PDF has other bytes "
                "than on other machines",
                hint=f"install {each.font.package} {each.font.version}, or lock the new file deliberately",
            )
    return tuple(problems.values())


def configure(installed: tuple[Installed, ...], folder: Path) -> Path:
    """The private fontconfig file that shows the engine these faces and no others.

    Written to a folder named by its content, so that a second build finds it (and fontconfig's cache) ready.
    The environment variable FONTCONFIG_FILE must name it before the engine is imported.
    """
    paths = sorted({str(each.path) for each in installed})
    home = folder / ("fonts-" + hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16])
    config, faces = home / "fonts.conf", home / "faces"
    text = _FONTCONFIG.format(faces=faces, cache=home / "cache").encode()
    links = {f"{number:02}-{Path(path).name}": path for number, path in enumerate(paths)}
    if not _configured(config, text, faces, links):
        own(faces)
        own(home / "cache")
        try:
            faces.mkdir(parents=True, exist_ok=True)
            for stray in faces.iterdir():
                stray.unlink()
            for name, path in links.items():
                with suppress(FileExistsError):  # another process may be at the same
                    (faces / name).symlink_to(path)
        except OSError as error:
            raise unwritable(faces, error) from None
        write(config, text)
    return config


def _configured(config: Path, text: bytes, faces: Path, links: dict[str, str]) -> bool:
    """Whether the configuration is there and shows these faces and no others, whoever has written it."""
    try:
        there = {each.name: str(each.readlink()) for each in faces.iterdir()}
        return config.read_bytes() == text and there == links and faces.resolve() == faces
    except OSError:
        return False


_FONTCONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{faces}</dir><cachedir>{cache}</cachedir><config><rescan><int>0</int></rescan></config></fontconfig>
"""
