"""The register of a dispatch: whom each number was given to, and what was made for it, in an SQLite file.

A number is given once and stays. What was made is recorded by the process that made it, in one transaction; a file
that was made again keeps the entry of what it replaced. Apart from the times, the register of a dispatch holds the
same whatever number of processes made it, and in whatever order. While a dispatch runs, SQLite keeps two more files
beside the register (write-ahead log); they are gone at its end, or at the end of the next run after a kill.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engross.dispatch.addressees import Addressee
from engross.dispatch.numbering import Series
from engross.errors import OutputError, Place, Problem, UsageError

VERSION = 1
_APPLICATION = 0x454E4752  # "ENGR": file(1) and SQLite tell whose file it is
_SCHEMA = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE letter (
    number INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    addressee TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, title TEXT NOT NULL, organization TEXT NOT NULL,
    country TEXT NOT NULL, language TEXT NOT NULL, channel TEXT NOT NULL, email TEXT NOT NULL,
    numbered_at TEXT NOT NULL
);
CREATE TABLE file (
    number INTEGER NOT NULL REFERENCES letter (number),
    path TEXT NOT NULL,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, pages INTEGER NOT NULL,
    inputs TEXT NOT NULL, content TEXT NOT NULL, revision TEXT NOT NULL, engross TEXT NOT NULL,
    made_at TEXT NOT NULL, replaced_at TEXT NOT NULL,
    PRIMARY KEY (number, path, version)
) WITHOUT ROWID;
"""
FIELDS = (
    "number", "reference", "name", "title", "organization", "country", "language", "channel", "email", "numbered_at",
    "kind", "path", "version", "sha256", "bytes", "pages", "content", "revision", "engross", "made_at", "replaced_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a letter was made from: digest of all inputs, of the content file; the commit; the release of engross."""

    inputs: str
    content: str
    revision: str
    engross: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that was made: kind (letter, annex, eml, bagit), path from the folder of the dispatch, digest, size."""

    kind: str
    path: str
    sha256: str
    bytes: int
    pages: int = 0
    inputs: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The register in a file. Every call opens it anew: a process that was forked shares nothing with its parent."""

    path: Path

    @contextmanager
    def _open(self, writing: bool = True) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are all kept or none. OutputError when the file will not do."""
        try:
            mode = "rwc" if writing else "ro"
            connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=120)
            connection.isolation_level = None
            try:
                self._prepare(connection, writing)
                connection.execute("BEGIN IMMEDIATE" if writing else "BEGIN")
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()
        except sqlite3.Error as error:
            raise OutputError(
                Problem(
                    code="dispatch/register",
                    place=Place(file=str(self.path)),
                    text=f"the register cannot be used: {error}",
                    hint="restore it from a copy; keep it on a disk of this machine, not on a network drive",
                )
            ) from None

    def _prepare(self, connection: sqlite3.Connection, writing: bool) -> None:
        """Nothing; the file has its tables, and they are those of this release."""
        if writing:
            connection.execute("PRAGMA journal_mode = WAL")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version == 0 and writing:
            connection.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {_APPLICATION};"
                f" PRAGMA user_version = {VERSION}; COMMIT;"
            )
        elif version != VERSION:
            raise UsageError(
                Problem(
                    code="dispatch/register-version",
                    place=Place(file=str(self.path)),
                    text=f"the register is of version {version}, this release of engross knows {VERSION}",
                    hint="use the release of engross that made it, or dispatch into another folder",
                )
            )
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    def given(self) -> dict[str, tuple[int, str]]:
        """The number and reference that addressees have, by their keys; {} while there is no register."""
        if not self.path.is_file():
            return {}
        with self._open(writing=False) as connection:
            return _given(connection)

    def number(
        self, letter: str, addressees: Sequence[Addressee], series: Series, order: str, now: str
    ) -> dict[str, tuple[int, str]]:
        """The number and reference of each addressee by its key; those that had one before keep it.

        UsageError when the register is of another letter or series.
        """
        with self._open() as connection:
            self._claim(connection, {"letter": letter, "series": series.pattern}, order)
            before = _given(connection)
            given = numbered(before, addressees, series)
            for each in addressees:
                said = (each.name, each.title, each.organization, each.code, each.language, each.channel, each.email)
                if each.key in before:
                    connection.execute(
                        "UPDATE letter SET name = ?, title = ?, organization = ?, country = ?, language = ?,"
                        " channel = ?, email = ? WHERE addressee = ?",
                        (*said, each.key),
                    )
                else:
                    row = (*given[each.key], each.key, *said, now)
                    connection.execute(f"INSERT INTO letter VALUES ({', '.join('?' * len(row))})", row)
            return given

    def _claim(self, connection: sqlite3.Connection, wanted: dict[str, str], order: str) -> None:
        about = dict(connection.execute("SELECT key, value FROM about"))
        for key, value in wanted.items():
            if about.get(key, value) != value:
                raise UsageError(
                    Problem(
                        code="dispatch/other",
                        place=Place(file=str(self.path)),
                        text=f"this register is of the {key} {about[key]!r}, not of {value!r}",
                        hint="ask for the same as before, or dispatch into another folder with --dir",
                    )
                )
        connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", [*wanted.items(), ("order", order)])

    def made(self) -> dict[int, tuple[File, ...]]:
        """The files that stand, by number."""
        found: dict[int, tuple[File, ...]] = {}
        with self._open() as connection:
            for number, *said in connection.execute(
                "SELECT number, kind, path, sha256, bytes, pages, inputs FROM file WHERE replaced_at = ''"
                " ORDER BY number, path"
            ):
                each = dict(zip(("kind", "path", "sha256", "bytes", "pages", "inputs"), said, strict=True))
                found[number] = (*found.get(number, ()), File(**each))
        return found

    def record(self, number: int, files: Sequence[File], source: Source, now: str) -> None:
        """Nothing; these are the files of a number now, and what they replace is kept as replaced."""
        with self._open() as connection:
            current = {
                path: (version, sha256)
                for path, version, sha256 in connection.execute(
                    "SELECT path, version, sha256 FROM file WHERE number = ? AND replaced_at = ''", (number,)
                )
            }
            paths = {each.path for each in files}
            for path in current.keys() - paths:
                _replace(connection, number, path, now)
            for each in files:
                if each.path in current and current[each.path][1] == each.sha256:
                    connection.execute(
                        "UPDATE file SET inputs = ?, content = ?, revision = ?, engross = ?"
                        " WHERE number = ? AND path = ? AND replaced_at = ''",
                        (source.inputs, source.content, source.revision, source.engross, number, each.path),
                    )
                    continue
                _replace(connection, number, each.path, now)
                last = connection.execute(
                    "SELECT coalesce(max(version), 0) FROM file WHERE number = ? AND path = ?", (number, each.path)
                ).fetchone()[0]
                row = (
                    number, each.path, last + 1, each.kind, each.sha256, each.bytes, each.pages,
                    source.inputs, source.content, source.revision, source.engross, now, "",
                )  # fmt: skip
                connection.execute(f"INSERT INTO file VALUES ({', '.join('?' * len(row))})", row)

    def close(self) -> None:
        """Nothing; all is in the one file, and those beside it are gone."""
        connection = sqlite3.connect(self.path, timeout=120)
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()

    def about(self) -> dict[str, str]:
        """The letter, series and order that the register was begun with."""
        with self._open(writing=False) as connection:
            return dict(connection.execute("SELECT key, value FROM about ORDER BY key"))

    def rows(self, replaced: bool = False) -> list[dict[str, Any]]:
        """Every file with its letter, and letters without a file, by number: see FIELDS. Empty fields are ""."""
        with self._open(writing=False) as connection:
            connection.row_factory = sqlite3.Row
            found = connection.execute(
                f"SELECT {', '.join(FIELDS)} FROM letter LEFT JOIN file USING (number)"
                " WHERE ? OR replaced_at IS NULL OR replaced_at = '' ORDER BY number, path, version",
                (replaced,),
            )
            return [{key: "" if row[key] is None else row[key] for key in FIELDS} for row in found]


def numbered(
    before: Mapping[str, tuple[int, str]], addressees: Sequence[Addressee], series: Series
) -> dict[str, tuple[int, str]]:
    """The number and reference of every addressee: those that had one keep it, the others follow the last."""
    given = dict(before)
    following = max((number for number, _ in before.values()), default=series.first - 1) + 1
    for each in addressees:
        if each.key not in given:
            given[each.key] = following, series.reference(following)
            following += 1
    return given


def _given(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    rows = connection.execute("SELECT addressee, number, reference FROM letter")
    return {key: (number, reference) for key, number, reference in rows}


def _replace(connection: sqlite3.Connection, number: int, path: str, now: str) -> None:
    connection.execute(
        "UPDATE file SET replaced_at = ? WHERE number = ? AND path = ? AND replaced_at = ''", (now, number, path)
    )
