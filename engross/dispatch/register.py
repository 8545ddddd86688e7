"""The register of a dispatch: whom each number was given to, and what was made for it, in an SQLite file.

A number is given once and stays. What was made is recorded by the process that made it, in one transaction, with what
it says of its addressee; a file that was made again keeps the entry of what it replaced, and no entry of what may have
gone out is ever written over. Apart from the times, the register of a dispatch holds the
same whatever number of processes made it, and in whatever order. While a dispatch runs, SQLite keeps two more files
beside the register (write-ahead log); they are gone at its end, or at the end of the next run after a kill.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engross.dispatch.addressees import Addressee, key_of
from engross.dispatch.numbering import Series
from engross.errors import OutputError, Place, Problem, UsageError
from engross.workspace import writing as writing_to

VERSION = 2
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
    name TEXT NOT NULL, title TEXT NOT NULL, organization TEXT NOT NULL,
    channel TEXT NOT NULL, email TEXT NOT NULL,
    PRIMARY KEY (number, path, version)
) WITHOUT ROWID;
"""
_SAID = ("name", "title", "organization", "channel", "email")  # what a letter or mail says and a key does not fix
_FROM_FIRST = (  # of the version that kept one entry for each addressee, and wrote it over
    *(f"ALTER TABLE file ADD COLUMN {name} TEXT NOT NULL DEFAULT ''" for name in _SAID),
    f"UPDATE file SET ({', '.join(_SAID)}) = (SELECT {', '.join(f'letter.{name}' for name in _SAID)} FROM letter"
    " WHERE letter.number = file.number)",
)
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
        if writing:
            self._check_own()
        try:
            connection = self._connect(writing)
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

    def _connect(self, writing: bool) -> sqlite3.Connection:
        """A connection; to an empty register in memory where one is read that was begun and holds nothing yet."""
        mode = "rwc" if writing else "ro"
        connection = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=120)
        if not writing and _version(connection) == 0 and not _tables(connection):
            connection.close()
            connection = sqlite3.connect(":memory:")
            connection.executescript(f"{_SCHEMA} PRAGMA user_version = {VERSION};")
        connection.isolation_level = None
        return connection

    def _check_own(self) -> None:
        """Nothing; OutputError where the register, or what SQLite keeps beside it, is a link to another file."""
        for end in ("", "-wal", "-shm", "-journal"):
            writing_to.check_own(self.path.with_name(f"{self.path.name}{end}"))

    def _prepare(self, connection: sqlite3.Connection, writing: bool) -> None:
        """Nothing; the file has its tables, and they are those of this release."""
        if writing:
            connection.execute("PRAGMA journal_mode = WAL")
        version = _version(connection)
        if version == 0 and writing:
            connection.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {_APPLICATION};"
                f" PRAGMA user_version = {VERSION}; COMMIT;"
            )
        elif version == 1 and writing:
            _renew(connection)
        elif version not in (1, VERSION):
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

        UsageError when the register is of another letter or series. Nothing that is there is altered.
        """
        with self._open() as connection:
            self._claim(connection, {"letter": letter, "series": series.pattern}, order)
            before = _given(connection)
            given = numbered(before, addressees, series)
            for each in addressees:
                if each.key not in before:
                    said = (
                        each.name,
                        each.title,
                        each.organization,
                        each.code,
                        each.language,
                        each.channel,
                        each.email,
                    )
                    row = (*given[each.key], each.key, *said, now)
                    connection.execute(f"INSERT INTO letter VALUES ({', '.join('?' * len(row))})", row)
            return given

    def check(self, letter: str, series: Series) -> None:
        """Nothing; UsageError when the register is of another letter or series."""
        if self.path.is_file():
            with self._open(writing=False) as connection:
                self._check(connection, {"letter": letter, "series": series.pattern})

    def _claim(self, connection: sqlite3.Connection, wanted: dict[str, str], order: str) -> None:
        self._check(connection, wanted)
        connection.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", [*wanted.items(), ("order", order)])

    def _check(self, connection: sqlite3.Connection, wanted: dict[str, str]) -> None:
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

    def made(self) -> dict[int, tuple[File, ...]]:
        """The files that stand, by number."""
        found: dict[int, tuple[File, ...]] = {}
        if not self.path.is_file():
            return {}
        with self._open(writing=False) as connection:
            for number, *said in connection.execute(
                "SELECT number, kind, path, sha256, bytes, pages, inputs FROM file WHERE replaced_at = ''"
                " ORDER BY number, path"
            ):
                each = dict(zip(("kind", "path", "sha256", "bytes", "pages", "inputs"), said, strict=True))
                found[number] = (*found.get(number, ()), File(**each))
        return found

    def record(self, number: int, addressee: Addressee, files: Sequence[File], source: Source, now: str) -> None:
        """Nothing; these are the files of a number now, and what they replace is kept as replaced."""
        said = tuple(str(getattr(addressee, name)) for name in _SAID)
        with self._open() as connection:
            current = {
                path: (sha256, said)
                for path, sha256, *said in connection.execute(
                    f"SELECT path, sha256, {', '.join(_SAID)} FROM file WHERE number = ? AND replaced_at = ''",
                    (number,),
                )
            }
            paths = {each.path for each in files}
            for path in current.keys() - paths:
                _replace(connection, number, path, now)
            for each in files:
                if current.get(each.path) == (each.sha256, list(said)):
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
                    source.inputs, source.content, source.revision, source.engross, now, "", *said,
                )  # fmt: skip
                connection.execute(f"INSERT INTO file VALUES ({', '.join('?' * len(row))})", row)

    def close(self) -> None:
        """Nothing; all is in the one file, and those beside it are gone."""
        self._check_own()
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
            own = {name: f"coalesce(file.{name}, letter.{name}) AS {name}" for name in _SAID}
            fields = FIELDS if _version(connection) == 1 else [own.get(name, name) for name in FIELDS]
            found = connection.execute(
                f"SELECT {', '.join(fields)} FROM letter LEFT JOIN file USING (number)"
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


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _tables(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])


def _renew(connection: sqlite3.Connection) -> None:
    """Nothing; a register of the first version is one of the second, and nothing in it is lost."""
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) == 1:  # no other process was quicker
        for step in _FROM_FIRST:
            connection.execute(step)
        connection.execute("PRAGMA user_version = 2")
    connection.execute("COMMIT")


def _given(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """The number and reference by key. Keys are made of the names: how they are made has changed since some runs."""
    rows = connection.execute(
        "SELECT number, reference, name, organization, country, language FROM letter ORDER BY number DESC"
    )
    return {key_of(*said): (number, reference) for number, reference, *said in rows}


def _replace(connection: sqlite3.Connection, number: int, path: str, now: str) -> None:
    connection.execute(
        "UPDATE file SET replaced_at = ? WHERE number = ? AND path = ? AND replaced_at = ''", (now, number, path)
    )
