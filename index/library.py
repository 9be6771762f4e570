"""The library: documents go in wholly or not at all, come out by their id, and leave without a trace.

A file that was added before and has changed becomes a new version of its document. Only the newest version is
searched; what was cited from an older one still stands in that one.
"""

import datetime
import hashlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index import files, readings, records
from index.document import Document, Metadata, Page, ParsedDocument
from index.encoder import Encoder
from index.errors import EncoderError, InvalidRequestError, UnknownDocumentError, UnreadableFileError
from index.metadata import complete, merged
from index.passage_records import encode_passages, remove_passages
from index.passages import split
from index.printable import shown_name
from index.readers.limits import Limits
from index.readers.sandbox import read_apart
from index.schema import Database

Progress = Callable[[int, int], None]
"""Called with how many pages are read and how many there are, then with how many passages are encoded, of how many."""

DATABASE_NAME = "library.sqlite"
SEPARATE = "none"
"""Given as the document to replace: the file is a document of its own, whatever it is called."""


@dataclass(frozen=True, slots=True)
class Added:
    """A document, whether this call put it into the library, and the version that it replaced."""

    document: Document
    created: bool
    replaced: Document | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the library holds, replaced versions left out."""

    documents: int
    passages: int


class Library:
    """All documents of one installation, in the folder ``home``. Safe for threads and several processes."""

    def __init__(self, home: Path, limits: Limits = Limits()) -> None:  # noqa: B008  (frozen)
        """Open the library, or make an empty one. Raises ``LibraryError`` where that cannot be done.

        ``limits`` is what reading one file may cost.
        """
        self.home = home
        self.limits = limits
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
        source: files.Source | None = None,
        replaces: str | None = None,
    ) -> Added:
        """Read, split, encode and store one file.

        Metadata comes from ``metadata``, else from the version before, else from the file, else from its name.
        Bytes that the library has change nothing. The file is a new version of the document that was added
        from the same path (``source``) or, for an upload without one, under the same file name, title and
        organisation; ``replaces`` names another document, or ``SEPARATE`` for none.

        Raises ``UnreadableFileError`` and leaves the library untouched where the file cannot be read.
        """
        filename = shown_name(filename)
        digest = hashlib.sha256(content).hexdigest()
        named = self._named(replaces)
        known = self._known(digest, source, named)
        if known is not None:
            return Added(known, created=False)
        self.check_encoder(encoder)
        given = metadata or Metadata()
        parsed = read_apart(content, filename, self.limits, progress)
        title = complete(given, parsed, filename).title
        passages = split(parsed, encoder.count_tokens, encoder.token_limit, title or "")
        if not passages:
            raise UnreadableFileError(f"{filename}: there is no sentence in it. Add a file with text.")
        advance = _counting(progress, len(passages))
        encoded = encode_passages(encoder, parsed.text, passages, advance)
        with self.database.write() as connection:
            # Another process may have added the same bytes while this one encoded them.
            existing = records.current(connection, "sha256 = ?", digest)
            if existing is not None:
                return Added(existing.document, created=False)
            before = named or _predecessor(connection, filename, complete(given, parsed, filename), source, replaces)
            given = merged(given, before.given) if before is not None else given
            new = records.NewDocument(
                sha256=digest,
                content=content,
                filename=filename,
                given=given,
                known=complete(given, parsed, filename),
                parsed=parsed,
                passages=passages,
                encoded=encoded,
                added=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            )
            connection.execute("INSERT OR IGNORE INTO facts VALUES ('encoder', ?)", (encoder.name,))
            document_id = records.insert(connection, new, before)
            if source is not None:
                files.remember(connection, document_id, source)
            records.advance_generation(connection)
        return self._added(document_id, before)

    def remove(self, document_id: str) -> Document:
        """Remove a document and return what it was.

        The current version goes with all that it replaced, a replaced one alone.
        """
        with self.database.write() as connection:
            entry = records.find(connection, document_id)
            if entry.document.newer is None:
                _remove_family(connection, entry)
            else:
                connection.execute("DELETE FROM documents WHERE number = ?", (entry.number,))
            return entry.document

    def files_below(self, folder: str) -> dict[str, files.KnownFile]:
        """Return the files in a folder, and in those within it, from which current documents were added, by path."""
        with self.database.read() as connection:
            return files.below(connection, folder)

    def forget_file(self, path: str) -> Document | None:
        """Forget that a document lay at a path; where it lay at no other, remove and return it."""
        with self.database.write() as connection:
            entry = files.at_path(connection, path)
            if entry is not None:
                _remove_family(connection, entry)
            connection.execute("DELETE FROM files WHERE path = ?", (path,))
        return None if entry is None else entry.document

    def documents(self, versions: bool = False) -> list[Document]:
        """Return all documents by title; with ``versions`` also those that were replaced."""
        with self.database.read() as connection:
            return records.all_documents(connection, versions)

    def document(self, document_id: str) -> Document:
        """Return the document with this id, or this title. Raises ``UnknownDocumentError``."""
        with self.database.read() as connection:
            return records.find(connection, document_id).document

    def text(self, document_id: str) -> str:
        """Return the whole reading text of a document."""
        with self.database.read() as connection:
            number = records.find(connection, document_id).number
            row = connection.execute("SELECT text FROM documents WHERE number = ?", (number,)).fetchone()
            return str(row["text"])

    def parsed(self, document_id: str) -> ParsedDocument:
        """Return a document as it was read: text, raw text, map, pages, headings, notes and cells."""
        with self.database.read() as connection:
            return readings.read_parsed(connection, records.find(connection, document_id).number)

    def pages(self, document_id: str) -> tuple[Page, ...]:
        """Return the pages of a document; none where its format has no pages."""
        with self.database.read() as connection:
            return readings.read_pages(connection, records.find(connection, document_id).number)

    def counts(self) -> Counts:
        """Return the number of documents and passages."""
        with self.database.read() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM documents WHERE current = 1), (SELECT count(*) FROM passages)"
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

    def _named(self, replaces: str | None) -> records.Entry | None:
        if replaces is None or replaces == SEPARATE:
            return None
        with self.database.read() as connection:
            entry = records.find(connection, replaces)
            if entry.document.newer is not None:
                entry = records.find(connection, entry.document.newer)
            return entry

    def _known(self, digest: str, source: files.Source | None, named: records.Entry | None) -> Document | None:
        """Return the current document of these bytes, and remember where they lie now."""
        with self.database.write() as connection:
            existing = records.current(connection, "sha256 = ?", digest)
            if existing is None:
                return None
            if named is not None and named.number != existing.number:
                raise InvalidRequestError(
                    f"The library has these bytes already, as {existing.document.id}, so they cannot replace "
                    f"{named.document.id}. Remove one of the two."
                )
            if source is not None:
                before = files.at_path(connection, source.path)
                if before is not None and before.number != existing.number:
                    records.retire(connection, before.number)
                    records.join_families(connection, before.family, existing.family)
                    records.advance_generation(connection)
                files.remember(connection, existing.document.id, source)
            return records.find(connection, existing.document.id).document

    def _added(self, document_id: str, before: records.Entry | None) -> Added:
        replaced = None
        if before is not None:
            replaced = replace(before.document, newer=document_id)
        try:
            return Added(self.document(document_id), True, replaced)
        except UnknownDocumentError:
            raise UnknownDocumentError(
                f"{document_id}: was removed again while it was being added. Add it once more."
            ) from None


def _counting(progress: Progress | None, total: int) -> Callable[[int], None]:
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        if progress is not None:
            progress(done, total)

    return advance


def _predecessor(
    connection: sqlite3.Connection, filename: str, known: Metadata, source: files.Source | None, replaces: str | None
) -> records.Entry | None:
    """Return the document that a file is a new version of."""
    if replaces == SEPARATE:
        return None
    if source is not None:
        return files.at_path(connection, source.path)
    uploaded = "NOT EXISTS (SELECT 1 FROM files WHERE document = number)"
    same = "filename = ? AND title = ? AND organisation = ?"
    return records.current(connection, f"{uploaded} AND {same}", filename, known.title, known.organisation)


def _remove_family(connection: sqlite3.Connection, entry: records.Entry) -> None:
    remove_passages(connection, entry.number)
    connection.execute("DELETE FROM documents WHERE family = ?", (entry.family,))
    records.advance_generation(connection)
