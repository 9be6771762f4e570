"""Passages with their words and vectors as rows of the database."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from index.encoder import Encoded, Encoder
from index.late_interaction import pack
from index.passages import Passage


def encode_passages(
    encoder: Encoder, text: str, passages: Sequence[Passage], progress: Callable[[int], None] | None = None
) -> list[Encoded]:
    """Encode passages with their contexts; tokens of a context start before 0."""
    encoded = encoder.encode([passage.context + text[passage.start : passage.end] for passage in passages], progress)
    return [
        replace(vectors, token_starts=vectors.token_starts - len(passage.context))
        for passage, vectors in zip(passages, encoded, strict=True)
    ]


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


def remove_passages(connection: sqlite3.Connection, number: int) -> None:
    """Remove a document's passages with their words and vectors."""
    connection.execute("DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE document = ?)", (number,))
    connection.execute("DELETE FROM passages WHERE document = ?", (number,))


def pack_spans(spans: Iterable[tuple[int, int]]) -> bytes:
    """Return spans as little-endian int32 pairs, the form in which the database keeps them."""
    return np.array(list(spans), dtype="<i4").tobytes()


def unpack_spans(packed: bytes) -> list[tuple[int, int]]:
    """Return the spans that ``pack_spans`` packed."""
    return [(int(start), int(end)) for start, end in np.frombuffer(packed, dtype="<i4").reshape(-1, 2)]
