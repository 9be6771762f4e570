"""The database: one SQLite file that holds everything, opened so that readers and writers do not block."""

import contextlib
import queue
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from index.errors import LibraryError

SCHEMA_VERSION = 2

WORDS_TABLE = """
CREATE VIRTUAL TABLE words USING fts5 (
    title, heading, text, tokenize = "porter unicode61 remove_diacritics 2"
)
"""
# AUTOINCREMENT: the number of a removed document or passage is never given to another one.
_TABLES = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    family INTEGER NOT NULL,          -- number of the first version of the same document
    version INTEGER NOT NULL,         -- 1, 2, ...
    current INTEGER NOT NULL,         -- 1 for the newest version, the only one with passages; else 0
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    about TEXT,
    kind TEXT NOT NULL,
    date TEXT,
    url TEXT,
    given TEXT NOT NULL,              -- JSON object: what a person said of it, besides what the file says
    sha256 TEXT NOT NULL,
    filename TEXT NOT NULL,
    added TEXT NOT NULL,
    text TEXT NOT NULL,
    UNIQUE (family, version)
) STRICT;
CREATE UNIQUE INDEX current_documents_by_bytes ON documents (sha256) WHERE current = 1;
CREATE TABLE originals (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE readings (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE,
    raw TEXT NOT NULL,                -- the text as the file has it
    pieces BLOB NOT NULL,             -- little-endian int32 triples: see index.offset_map.OffsetMap
    omissions BLOB NOT NULL,          -- little-endian int32 triples: start, end, number of the step
    recognised INTEGER NOT NULL,
    reader INTEGER NOT NULL           -- index.readers.READER_VERSION when it was read
) STRICT;
CREATE TABLE files (
    path TEXT PRIMARY KEY,            -- where a document was added from
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL         -- nanoseconds, as the file system counts
) STRICT;
CREATE INDEX files_by_document ON files (document);
CREATE TABLE pages (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    label TEXT,                       -- what is printed on it, where that is certain
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    raw_start INTEGER NOT NULL,
    raw_end INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE headings (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    level INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, "start")
) STRICT, WITHOUT ROWID;
CREATE TABLE notes (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER NOT NULL,            -- 0 without pages
    anchor INTEGER NOT NULL,
    PRIMARY KEY (document, "start")
) STRICT, WITHOUT ROWID;
CREATE TABLE cells (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    "table" INTEGER NOT NULL,
    "row" INTEGER NOT NULL,
    "column" INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (document, "table", "row", "column")
) STRICT, WITHOUT ROWID;
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    heading TEXT NOT NULL,            -- JSON list, outermost first
    "start" INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    sentences BLOB NOT NULL           -- little-endian int32 pairs, code points of the document's text
) STRICT;
CREATE INDEX passages_by_document ON passages (document);
CREATE TABLE vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages (number) ON DELETE CASCADE,
    dense BLOB NOT NULL,              -- little-endian float32, unit length
    token_ids BLOB NOT NULL,          -- little-endian int32
    token_vectors BLOB NOT NULL,      -- this and the next three: see index.late_interaction.PackedTokens
    token_scales BLOB NOT NULL,
    sentence_tokens BLOB NOT NULL,
    sentence_lengths BLOB NOT NULL
) STRICT;
"""


class OldLibraryError(LibraryError):
    """A library in a format that an earlier version of the program wrote."""


class Database:
    """Connections to the library's SQLite file, kept open between uses and lent to one thread at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file, or make it. Raises ``LibraryError`` where that cannot be done."""
        self._path = path
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self.write() as connection:
                self._create(connection)
        except (OSError, sqlite3.Error) as error:
            raise LibraryError(
                f"The library {path} cannot be opened ({error}). Check the folder's rights and free space, "
                "or point VERSE_HOME to another folder."
            ) from error

    def _create(self, connection: sqlite3.Connection) -> None:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if version == SCHEMA_VERSION:
            return
        if 0 < version < SCHEMA_VERSION:
            raise OldLibraryError(
                f"The library {self._path} was made by an earlier version of this program. `verse doctor --repair` "
                "reads its documents again and brings it up to date; its old file is kept beside it."
            )
        if version != 0:
            raise LibraryError(
                f"The library {self._path} was made by another version of this program (format {version}, "
                f"this one reads {SCHEMA_VERSION}). Use that version, or point VERSE_HOME to another folder."
            )
        for statement in (*_TABLES.split(";\n"), WORDS_TABLE):
            connection.execute(statement)
        connection.execute("INSERT INTO facts VALUES ('generation', '0')")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION:d}")

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path, timeout=60, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        # With write-ahead logging questions are answered from the last commit while a document is added.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA mmap_size = 1073741824")
        connection.row_factory = sqlite3.Row
        return connection

    @contextlib.contextmanager
    def _borrow(self, begin: str) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
        try:
            connection.execute(begin)
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            self._idle.put(connection)

    def snapshot(self, path: Path) -> None:
        """Write all that was committed as one new database file at ``path``."""
        with contextlib.closing(self._connect()) as connection:
            connection.execute("VACUUM INTO ?", (str(path),))

    def read(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """Lend a connection inside a transaction that sees one state of the library from start to end."""
        return self._borrow("BEGIN")

    def write(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """Lend a connection inside a transaction that commits at the end and rolls back on any error."""
        return self._borrow("BEGIN IMMEDIATE")

    def close(self) -> None:
        """Close the idle connections. Those that are lent close when they are thrown away."""
        while True:
            try:
                self._idle.get_nowait().close()
            except queue.Empty:
                return
