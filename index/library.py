"""The library: documents go in wholly or not at all, come out by their id, and leave without a trace."""

import datetime
import hashlib
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from index.document import Document, Kind, Metadata, Page, ParsedDocument
from index.encoder import Encoded, Encoder
from index.errors import EncoderError, UnknownDocumentError
from index.late_interaction import pack
from index.metadata import complete
from index.passages import Passage, split
from index.readers import read
from index.schema import Database

Progress = Callable[[int, int], None]
"""Called with how many passages are done and how many there are."""

DATABASE_NAME = "library.sqlite"
_COLUMNS = """
    number, id, title, organisation, about, kind, date, url, sha256, added, length(text) AS characters,
    (SELECT count(*) FROM pages WHERE pages.document = documents.number) AS pages
"""


@dataclass(frozen=True, slots=True)
class Added:
    """A document and whether this call put it into the library (``False``: its bytes were there already)."""

    document: Document
    created: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the library holds."""

    documents: int
    passages: int


class Library:
    """All documents of one installation, in the folder ``home``. Safe for threads and several processes."""

    def __init__(self, home: Path) -> None:
        """Open the library, or make an empty one. Raises ``LibraryError`` where that cannot be done."""
        self.home = home
        self.database = Database(home / DATABASE_NAME)

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def add(
        self,
        content: bytes,
        filename: str,
        encoder: Encoder,
        metadata: Metadata | None = None,
        progress: Progress | None = None,
    ) -> Added:
        """Read, split, encode and store one file.

        Metadata comes from ``metadata``, else from the file, else from its name. Bytes that the library has
        change nothing. Raises ``UnreadableFileError`` and leaves the library untouched where the file
        cannot be read.
        """
        digest = hashlib.sha256(content).hexdigest()
        existing = self._by_sha256(digest)
        if existing is not None:
            return Added(existing, created=False)
        self.check_encoder(encoder)
        parsed = read(content, filename)
        passages = split(parsed, encoder.count_tokens, encoder.token_limit)
        done = 0

        def advance(more: int) -> None:
            nonlocal done
            done += more
            if progress is not None:
                progress(done, len(passages))

        encoded = encoder.encode([parsed.text[p.start : p.end] for p in passages], advance)
        complete_metadata = complete(metadata or Metadata(), parsed, filename)
        with self.database.write() as connection:
            # Another process may have added the same bytes while this one encoded them.
            if connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (digest,)).fetchone() is None:
                _remember_encoder(connection, encoder)
                number = _insert_document(connection, digest, content, filename, parsed, complete_metadata)
                _insert_passages(connection, number, complete_metadata, parsed, passages, encoded)
                _advance_generation(connection)
                created = True
            else:
                created = False
        document = self._by_sha256(digest)
        if document is None:
            raise UnknownDocumentError(f"{filename}: was removed again while it was being added. Add it once more.")
        return Added(document, created)

    def remove(self, document_id: str) -> Document:
        """Remove a document with its text, passages, words and vectors, and return what it was."""
        with self.database.write() as connection:
            row = _document_row(connection, document_id)
            connection.execute(
                "DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE document = ?)",
                (row["number"],),
            )
            connection.execute("DELETE FROM documents WHERE number = ?", (row["number"],))
            _advance_generation(connection)
            return _document(row)

    def documents(self) -> list[Document]:
        """Return all documents by title."""
        with self.database.read() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM documents ORDER BY title COLLATE NOCASE, id")
            return [_document(row) for row in rows]

    def document(self, document_id: str) -> Document:
        """Return the document with this id, or this title. Raises ``UnknownDocumentError``."""
        with self.database.read() as connection:
            return _document(_document_row(connection, document_id))

    def text(self, document_id: str) -> str:
        """Return the whole text of a document."""
        with self.database.read() as connection:
            number = _document_row(connection, document_id)["number"]
            row = connection.execute("SELECT text FROM documents WHERE number = ?", (number,)).fetchone()
            return str(row["text"])

    def pages(self, document_id: str) -> tuple[Page, ...]:
        """Return the pages of a document; none where its format has no pages."""
        with self.database.read() as connection:
            number = _document_row(connection, document_id)["number"]
            return read_pages(connection, number)

    def counts(self) -> Counts:
        """Return the number of documents and passages."""
        with self.database.read() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM passages)"
            ).fetchone()
            return Counts(row[0], row[1])

    def check_encoder(self, encoder: Encoder) -> None:
        """Raise ``EncoderError`` where the library's vectors were made by another encoder."""
        with self.database.read() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = 'encoder'").fetchone()
        if row is not None and row["value"] != encoder.name:
            raise EncoderError(
                f"This library was indexed with the encoder {row['value']!r}, not {encoder.name!r}. Set VERSE_ENCODER "
                f"to {row['value']!r}, or point VERSE_HOME to another folder and add the documents there."
            )

    def _by_sha256(self, digest: str) -> Document | None:
        with self.database.read() as connection:
            row = connection.execute(
                f"SELECT {_COLUMNS} FROM documents WHERE sha256 = ?",
                (digest,),
            ).fetchone()
            return None if row is None else _document(row)


def read_pages(connection: sqlite3.Connection, number: int) -> tuple[Page, ...]:
    """Return the pages of the document with this number in the database."""
    rows = connection.execute(
        'SELECT number, label, "start", "end" FROM pages WHERE document = ? ORDER BY number', (number,)
    )
    return tuple(Page(*row) for row in rows)


def pack_spans(spans: Iterable[tuple[int, int]]) -> bytes:
    """Return spans as little-endian int32 pairs, the form in which the database keeps them."""
    return np.array(list(spans), dtype="<i4").tobytes()


def unpack_spans(packed: bytes) -> list[tuple[int, int]]:
    """Return the spans that ``pack_spans`` packed."""
    return [(int(start), int(end)) for start, end in np.frombuffer(packed, dtype="<i4").reshape(-1, 2)]


def _document_row(connection: sqlite3.Connection, document_id: str) -> sqlite3.Row:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM documents WHERE id = ?1 OR title = ?1 ORDER BY id = ?1 DESC",
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
    return cast(sqlite3.Row, rows[0])


def _document(row: sqlite3.Row) -> Document:
    return Document(
        row["id"],
        row["title"],
        row["organisation"],
        row["about"],
        cast(Kind, row["kind"]),
        row["date"],
        row["url"],
        row["sha256"],
        row["pages"],
        row["characters"],
        row["added"],
    )


def _remember_encoder(connection: sqlite3.Connection, encoder: Encoder) -> None:
    connection.execute("INSERT OR IGNORE INTO facts VALUES ('encoder', ?)", (encoder.name,))


def _advance_generation(connection: sqlite3.Connection) -> None:
    connection.execute("UPDATE facts SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")


def _insert_document(
    connection: sqlite3.Connection,
    digest: str,
    content: bytes,
    filename: str,
    parsed: ParsedDocument,
    known: Metadata,
) -> int:
    added = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    number = connection.execute(
        "INSERT INTO documents (id, title, organisation, about, kind, date, url, sha256, filename, added, text)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            _document_id(Path(filename).stem, digest),
            known.title,
            known.organisation,
            known.about,
            known.kind,
            known.date,
            known.url,
            digest,
            filename,
            added,
            parsed.text,
        ),
    ).lastrowid
    connection.execute("INSERT INTO originals VALUES (?, ?)", (number, content))
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
        [(number, page.number, page.label, page.start, page.end) for page in parsed.pages],
    )
    connection.executemany(
        "INSERT INTO headings VALUES (?, ?, ?, ?)",
        [(number, h.level, h.start, h.end) for h in parsed.headings],
    )
    return int(number or 0)


def _insert_passages(
    connection: sqlite3.Connection,
    document: int,
    known: Metadata,
    parsed: ParsedDocument,
    passages: Sequence[Passage],
    encoded: Sequence[Encoded],
) -> None:
    for passage, vectors in zip(passages, encoded, strict=True):
        heading = [part for part in passage.heading if part != known.title]
        text = parsed.text[passage.start : passage.end]
        number = connection.execute(
            'INSERT INTO passages (document, heading, "start", "end", text, sentences) VALUES (?, ?, ?, ?, ?, ?)',
            (
                document,
                json.dumps(heading, ensure_ascii=False),
                passage.start,
                passage.end,
                text,
                pack_spans(passage.sentences),
            ),
        ).lastrowid
        connection.execute(
            "INSERT INTO words (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
            (number, known.title, " ".join(heading), text),
        )
        tokens = pack(vectors, passage.sentences, passage.start)
        connection.execute(
            "INSERT INTO vectors VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                vectors.dense.astype("<f4").tobytes(),
                vectors.token_ids.astype("<i4").tobytes(),
                tokens.vectors,
                tokens.scales,
                tokens.sentences,
                tokens.lengths,
            ),
        )


def _document_id(stem: str, digest: str) -> str:
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{slug or 'document'}-{digest[:8]}"
