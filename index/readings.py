"""Readings: what a reader made of a file (text, raw text, map, pages, notes and cells) as rows of the database."""

import sqlite3
from dataclasses import replace

import numpy as np

from index.document import Cell, Heading, Note, Page, ParsedDocument
from index.offset_map import OffsetMap, Omission, Step
from index.readers import READER_VERSION

_STEPS = tuple(Step)


def insert_reading(connection: sqlite3.Connection, number: int, parsed: ParsedDocument) -> None:
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


def replace_reading(connection: sqlite3.Connection, number: int, parsed: ParsedDocument) -> None:
    """Store what a file says in place of what was stored before."""
    connection.execute("UPDATE documents SET text = ? WHERE number = ?", (parsed.text, number))
    for table in ("readings", "pages", "headings", "notes", "cells"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (number,))
    insert_reading(connection, number, parsed)


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


def _triples(packed: bytes) -> list[tuple[int, int, int]]:
    return [(int(a), int(b), int(c)) for a, b, c in np.frombuffer(packed, dtype="<i4").reshape(-1, 3)]
