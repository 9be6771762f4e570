"""Documents and their passages as rows of the database, and rows as what they stand for."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

import numpy as np

from index.document import Cell, Document, Heading, Kind, Metadata, Note, Page, ParsedDocument
from index.encoder import Encoded
from index.errors import UnknownDocumentError
from index.late_interaction import pack
from index.offset_map import OffsetMap, Omission, Step
from index.passages import Passage
from index.readers import READER_VERSION

_STEPS = tuple(Step)
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
    _insert_reading(connection, number, new.parsed)
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


def remove_passages(connection: sqlite3.Connection, number: int) -> None:
    """Remove a document's passages with their words and vectors."""
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE document = ?)", (number,))
    connection.execute("DELETE FROM passages WHERE document = ?", (number,))


def insert_passages(
    connection: sqlite3.Connection,
    document: int,
    title: str | None,
    text: str,
    passages: Sequence[Passage],
    encoded: Sequence[Encoded],
) -> None:
    """Store a document's passages with their words and vectors."""
    for passage, vectors in zip(passages, encoded, strict=True):
        heading = [part for part in passage.heading if part != title]
        words = text[passage.start : passage.end]
        number = connection.execute(
            'INSERT INTO passages (document, heading, "start", "end", text, sentences) VALUES (?, ?, ?, ?, ?, ?)',
            (
                document,
                json.dumps(heading, ensure_ascii=False),
                passage.start,
                passage.end,
                words,
                pack_spans(passage.sentences),
            ),
        ).lastrowid
        connection.execute(
            "INSERT INTO words (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
            (number, title, " ".join(heading), words),
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


def replace_reading(connection: sqlite3.Connection, number: int, parsed: ParsedDocument) -> None:
    """Store what a file says in place of what was stored before."""
    connection.execute("UPDATE documents SET text = ? WHERE number = ?", (parsed.text, number))
    for table in ("readings", "pages", "headings", "notes", "cells"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
    _insert_reading(connection, number, parsed)


def advance_generation(connection: sqlite3.Connection) -> None:
    """Tell everything that is derived from the database that it has changed."""
    connection.execute("UPDATE facts SET value = CAST(value AS INTEGER) + 1 WHERE name = 'generation'")


def read_parsed(connection: sqlite3.Connection, number: int) -> ParsedDocument:
    """Return a stored document as its reader handed it over, without the metadata.

    Raises ``ValueError`` where the stored map is not one.
    """
    row = connection.execute(
        "SELECT text, raw, pieces, omissions, recognised FROM documents JOIN readings ON document = number"
        " WHERE number = ?",
        (number,),
    ).fetchone()
    if row is None:
        raise ValueError("its raw text is missing")
    omissions = _triples(row["omissions"])
    if any(not 0 <= step < len(_STEPS) for _, _, step in omissions):
        raise ValueError("its map names a step that there is not")
    notes = connection.execute(
        'SELECT "start", "end", page, anchor FROM notes WHERE document = ? ORDER BY "start"', (number,)
    )
    headings = connection.execute(
        'SELECT level, "start", "end" FROM headings WHERE document = ? ORDER BY "start"', (number,)
    )
    cells = connection.execute(
        'SELECT "table", "row", "column", "start", "end" FROM cells WHERE document = ?'
        ' ORDER BY "table", "row", "column"',
        (number,),
    )
    return ParsedDocument(
        text=row["text"],
        raw=row["raw"],
        offset_map=OffsetMap(
            np.array(_triples(row["pieces"]), np.int32).reshape(-1, 3),
            tuple(Omission(start, end, _STEPS[step]) for start, end, step in omissions),
        ),
        pages=read_pages(connection, number),
        headings=tuple(Heading(*heading) for heading in headings),
        notes=tuple(Note(*note) for note in notes),
        cells=tuple(Cell(*cell) for cell in cells),
        recognised=bool(row["recognised"]),
    )


def read_pages(connection: sqlite3.Connection, number: int) -> tuple[Page, ...]:
    """Return the pages of the document with this number in the database."""
    rows = connection.execute(
        'SELECT number, label, "start", "end", raw_start, raw_end FROM pages WHERE document = ? ORDER BY number',
        (number,),
    )
    return tuple(Page(*row) for row in rows)


def read_places(connection: sqlite3.Connection, number: int) -> tuple[Page, ...]:
    """Return the pages with their spans of the text, then those of the notes, as ``page_at`` looks them up."""
    pages = read_pages(connection, number)
    notes = connection.execute(
        'SELECT "start", "end", page FROM notes WHERE document = ? AND page > 0 ORDER BY "start"', (number,)
    )
    return pages + tuple(replace(pages[page - 1], start=start, end=end) for start, end, page in notes)


def pack_spans(spans: Iterable[tuple[int, int]]) -> bytes:
    """Return spans as little-endian int32 pairs, the form in which the database keeps them."""
    return np.array(list(spans), dtype="<i4").tobytes()


def unpack_spans(packed: bytes) -> list[tuple[int, int]]:
    """Return the spans that ``pack_spans`` packed."""
    return [(int(start), int(end)) for start, end in np.frombuffer(packed, dtype="<i4").reshape(-1, 2)]


def _triples(packed: bytes) -> list[tuple[int, int, int]]:
    return [(int(a), int(b), int(c)) for a, b, c in np.frombuffer(packed, dtype="<i4").reshape(-1, 3)]


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


def _insert_reading(connection: sqlite3.Connection, number: int, parsed: ParsedDocument) -> None:
    """Store the raw text, the map, and the spans of pages, headings, notes and cells."""
    omissions = [(o.start, o.end, _STEPS.index(o.step)) for o in parsed.offset_map.omissions]
    connection.execute(
        "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?)",
        (
            number,
            parsed.raw,
            parsed.offset_map.pieces.astype("<i4").tobytes(),
            np.array(omissions, dtype="<i4").tobytes(),
            parsed.recognised,
            READER_VERSION,
        ),
    )
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number, p.number, p.label, p.start, p.end, p.raw_start, p.raw_end) for p in parsed.pages],
    )
    connection.executemany(
        "INSERT INTO headings VALUES (?, ?, ?, ?)", [(number, h.level, h.start, h.end) for h in parsed.headings]
    )
    connection.executemany(
        "INSERT INTO notes VALUES (?, ?, ?, ?, ?)", [(number, n.start, n.end, n.page, n.anchor) for n in parsed.notes]
    )
    connection.executemany(
        "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?)",
        [(number, c.table, c.row, c.column, c.start, c.end) for c in parsed.cells],
    )


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
