"""Files: where documents were added from, so that a changed file is known for what it is."""

import sqlite3
from dataclasses import dataclass

from index.records import Entry, current


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file was added from: its path, its size in bytes and when it was modified, in nanoseconds."""

    path: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file as it was when its document was added, and the document's id and title."""

    source: Source
    document: str
    title: str


def below(connection: sqlite3.Connection, folder: str) -> dict[str, KnownFile]:
    """Return the files in a folder, and in those within it, from which current documents were added, by path."""
    within = folder.rstrip("/") + "/"
    rows = connection.execute(
        "SELECT path, size, modified, id, title FROM files JOIN documents ON number = document"
        " WHERE current = 1 AND substr(path, 1, ?) = ?",
        (len(within), within),
    )
    return {
        row["path"]: KnownFile(Source(row["path"], row["size"], row["modified"]), row["id"], row["title"])
        for row in rows
    }


def at_path(connection: sqlite3.Connection, path: str) -> Entry | None:
    """Return the document that lay at a path and at no other: elsewhere it would live on."""
    here = "number = (SELECT document FROM files WHERE path = ?)"
    only = "NOT EXISTS (SELECT 1 FROM files WHERE document = number AND path <> ?)"
    return current(connection, f"{here} AND {only}", path, path)


def remember(connection: sqlite3.Connection, document_id: str, source: Source) -> None:
    """Remember that a document lies at a path, in place of whatever lay there before."""
    connection.execute(
        "INSERT OR REPLACE INTO files SELECT ?, number, ?, ? FROM documents WHERE id = ?",
        (source.path, source.size, source.modified, document_id),
    )
