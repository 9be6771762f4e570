"""Documents and their passages as rows of the database, and rows as what they stand for."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import cast

from index.document import Document, Kind, Metadata, ParsedDocument
from index.encoder import Encoded
from index.errors import UnknownDocumentError
from index.passage_records import insert_passages, remove_passages
from index.passages import Passage
from index.readings import insert_reading

_COLUMNS = """
    number, id, family, version, current, title, organisation, about, kind, date, url, given, sha256, added,
    length(text) AS characters,
    (SELECT count(*) FROM pages WHERE pages.document = documents.number) AS pages,
    (SELECT recognised FROM readings WHERE readings.document = documents.number) AS recognised,
    (SELECT id FROM documents AS newest WHERE newest.family = documents.family AND newest.current = 1
     AND documents.current = 0) AS newer
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with what only the library needs: its number, its family, and what a person said of it."""

    number: int
    family: int
    document: Document
    given: Metadata


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What goes into the database for one document."""

    sha256: str
    content: bytes
    filename: str
    given: Metadata
    known: Metadata
    parsed: ParsedDocument
    passages: Sequence[Passage]
    encoded: Sequence[Encoded]
    added: str


def all_documents(connection: sqlite3.Connection, versions: bool = False) -> list[Document]:
    """Return the current documents by title; with ``versions`` also those that were replaced."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM documents WHERE current = 1 OR ? ORDER BY title COLLATE NOCASE, family, version DESC",
        (versions,),
    )
    return [_document(row) for row in rows]


def find(connection: sqlite3.Connection, document_id: str) -> Entry:
    """Return the document with this id, or the current one with this title. Raises ``UnknownDocumentError``."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM documents WHERE id = ?1 OR (title = ?1 AND current = 1) ORDER BY id = ?1 DESC",
        (document_id,),
    ).fetchall()
    if not rows:
        raise UnknownDocumentError(
            f"There is no document {document_id!r}. `verse documents` lists the ids of those that there are."
        )
    if len(rows) > 1 and rows[0]["id"] != document_id:
        raise UnknownDocumentError(
            f"{len(rows)} documents are called {document_id!r}. Give one of their ids: "
            f"{', '.join(row['id'] for row in rows)}."
        )
    return _entry(rows[0])


def current(connection: sqlite3.Connection, condition: str, *values: object) -> Entry | None:
    """Return the current document for which an SQL condition of ours holds; the oldest, if it holds for several."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM documents WHERE current = 1 AND {condition} ORDER BY number LIMIT 1", values
    ).fetchone()
    return None if row is None else _entry(row)


def insert(connection: sqlite3.Connection, new: NewDocument, replaces: Entry | None) -> str:
    """Store a document with its passages, as the next version of the one that it replaces; return its id."""
    document_id = _unused_id(connection, Path(new.filename).stem, new.sha256)
    version = 1
    if replaces is not None:
        newest = connection.execute("SELECT max(version) FROM documents WHERE family = ?", (replaces.family,))
        version = int(newest.fetchone()[0]) + 1
        retire(connection, replaces.number)
    number = _insert_document(connection, document_id, new, replaces.family if replaces else None, version)
    insert_reading(connection, number, new.parsed)
    insert_passages(connection, number, new.known.title, new.parsed.text, new.passages, new.encoded)
    return document_id


def retire(connection: sqlite3.Connection, number: int) -> None:
    """Take a document out of every search; its text, pages and file stay for what was cited from it."""
    remove_passages(connection, number)
    connection.execute("UPDATE documents SET current = 0 WHERE number = ?", (number,))


def join_families(connection: sqlite3.Connection, older: int, newer: int) -> None:
    """Make the versions of one document the first versions of another."""
    count = connection.execute("SELECT max(version) FROM documents WHERE family = ?", (older,)).fetchone()[0]
    # In two steps, as no two versions of a family may have the same number on the way.
    connection.execute("UPDATE documents SET version = -version WHERE family = ?", (newer,))
    connection.execute("UPDATE documents SET family = ? WHERE family = ?", (newer, older))
    connection.execute("UPDATE documents SET version = ? - version WHERE family = ? AND version < 0", (count, newer))


def advance_generation(connection: sqlite3.Connection) -> None:
    """Tell everything that is derived from the database that it has changed."""
    connection.execute("UPDATE facts SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(row["number"], row["family"], _document(row), Metadata(**json.loads(row["given"])))


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=row["id"],
        title=row["title"],
        organisation=row["organisation"],
        about=row["about"],
        kind=cast(Kind, row["kind"]),
        date=row["date"],
        url=row["url"],
        sha256=row["sha256"],
        pages=row["pages"],
        characters=row["characters"],
        added=row["added"],
        version=row["version"],
        newer=row["newer"],
        recognised=bool(row["recognised"]),
    )


def _insert_document(
    connection: sqlite3.Connection, document_id: str, new: NewDocument, family: int | None, version: int
) -> int:
    known = new.known
    number = connection.execute(
        "INSERT INTO documents (id, family, version, current, title, organisation, about, kind, date, url, given,"
        " sha256, filename, added, text) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document_id,
            family or 0,
            version,
            known.title,
            known.organisation,
            known.about,
            known.kind,
            known.date,
            known.url,
            json.dumps({name: value for name, value in asdict(new.given).items() if value is not None}),
            new.sha256,
            new.filename,
            new.added,
            new.parsed.text,
        ),
    ).lastrowid
    connection.execute("UPDATE documents SET family = number WHERE number = ? AND family = 0", (number,))
    connection.execute("INSERT INTO originals VALUES (?, ?)", (number, new.content))
    return int(number or 0)


def _unused_id(connection: sqlite3.Connection, stem: str, digest: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    found = base = f"{slug or 'document'}-{digest[:8]}"
    count = 1
    # The same bytes twice in one family: a file that was changed and changed back.
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (found,)).fetchone():
        count += 1
        found = f"{base}-{count}"
    return found
