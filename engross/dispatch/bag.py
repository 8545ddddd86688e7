"""A letter as a BagIt bag (RFC 8493) in a ZIP: its files, their digests, and who sent what to whom. The same bytes.

Written here, in memory, and not with the bagit library: that makes a bag in a folder, changing the folder of the
whole process, which is not for many processes side by side. It is that library which judges the bags in the tests.
"""

import hashlib
import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

ALGORITHMS = ("sha256", "sha512")


def bag(root: str, files: Sequence[tuple[str, bytes]], info: Mapping[str, str], day: date) -> bytes:
    """A ZIP with one folder `root`, the bag. `files` are (name, bytes); `info` are the fields of bag-info.txt.

    `day` is the date of everything in the ZIP, and of the bag. Nothing is compressed: PDF files already are, and no
    release of zlib changes the bytes.
    """
    payload = {f"data/{unicodedata.normalize('NFC', name)}": data for name, data in files}
    size = sum(len(data) for data in payload.values())
    fields = {**info, "Bagging-Date": day.isoformat(), "Payload-Oxum": f"{size}.{len(payload)}"}
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{name}: {_line(text)}\n" for name, text in fields.items() if text).encode(),
        **{f"manifest-{each}.txt": _manifest(each, payload) for each in ALGORITHMS},
    }
    tags |= {f"tagmanifest-{each}.txt": _manifest(each, tags) for each in ALGORITHMS}
    return _zip(root, {**tags, **payload}, day)


def _manifest(algorithm: str, files: Mapping[str, bytes]) -> bytes:
    """A manifest: a digest and a path a line; % and line ends in a path are written %25, %0D, %0A."""
    lines = (f"{hashlib.new(algorithm, data).hexdigest()}  {_escaped(path)}\n" for path, data in sorted(files.items()))
    return "".join(lines).encode()


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _line(text: str) -> str:
    return " ".join(text.split())


def _zip(root: str, files: Mapping[str, bytes], day: date) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for path, data in files.items():
            entry = zipfile.ZipInfo(f"{root}/{path}", (max(day.year, 1980), day.month, day.day, 12, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, data)
    return out.getvalue()
