"""The doctor proves that files, text, passages, words and vectors agree."""

import hashlib
import json
import sqlite3
from dataclasses import dataclass

import numpy as np

from index.encoder import Encoder
from index.library import Library, unpack_spans
from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How much was checked, and what is wrong, a line each; no line means that all is well."""

    documents: int
    passages: int
    problems: tuple[str, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def examine(library: Library, encoder: Encoder | None = None) -> Diagnosis:
    """Check the whole library; with an encoder also that it is the one that made the vectors."""
    with library.database.read() as connection:
        problems = [f"database: {row[0]}" for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
        problems += [f"database: {tuple(row)} points nowhere" for row in connection.execute("PRAGMA foreign_key_check")]
        documents = connection.execute("SELECT number, id, sha256, text FROM documents ORDER BY number").fetchall()
        passages = 0
        dimensions: set[int] = set()
        for document in documents:
            problems += [f"{document['id']}: {problem}" for problem in _check_bytes(connection, document)]
            count, wrong = _check_passages(connection, document, dimensions)
            passages += count
            problems += [f"{document['id']}: {problem}" for problem in wrong]
        problems += _check_words(connection)
        expected = {int(row[0]) for row in connection.execute("SELECT number FROM passages")}
        made_by = connection.execute("SELECT value FROM facts WHERE name = 'encoder'").fetchone()
    if len(dimensions) > 1:
        problems.append(f"vectors: of {len(dimensions)} different lengths")
    elif dimensions:
        index = VectorIndex(library.database, dimensions.pop())
        index.refresh()
        if index.passage_numbers() != expected:
            problems.append("vectors: the FAISS index does not hold exactly the library's passages")
    if encoder is not None and made_by is not None and made_by["value"] != encoder.name:
        problems.append(f"vectors: made by {made_by['value']}, but the encoder is {encoder.name}")
    return Diagnosis(len(documents), passages, tuple(problems))


def _check_bytes(connection: sqlite3.Connection, document: sqlite3.Row) -> list[str]:
    row = connection.execute("SELECT content FROM originals WHERE document = ?", (document["number"],)).fetchone()
    problems = []
    if row is None:
        problems.append("the original file is missing")
    elif hashlib.sha256(row["content"]).hexdigest() != document["sha256"]:
        problems.append("the original file has changed")
    length = len(document["text"])
    for table in ("pages", "headings"):
        last = 0
        for span in connection.execute(
            f'SELECT "start", "end" FROM {table} WHERE document = ? ORDER BY "start", "end"',
            (document["number"],),
        ):
            if not last <= span["start"] <= span["end"] <= length:
                problems.append(f"{table} overlap or lie outside the text")
                break
            last = span["end"]
    return problems


def _check_passages(
    connection: sqlite3.Connection, document: sqlite3.Row, dimensions: set[int]
) -> tuple[int, list[str]]:
    text: str = document["text"]
    rows = connection.execute(
        'SELECT p.number, p."start", p."end", p.text, p.heading, p.sentences, w.text AS words, v.*'
        " FROM passages p LEFT JOIN words w ON w.rowid = p.number LEFT JOIN vectors v ON v.passage = p.number"
        " WHERE p.document = ? ORDER BY p.number",
        (document["number"],),
    ).fetchall()
    problems = [] if rows else ["it has no passages"]
    for row in rows:
        where = f"passage {row['number']}"
        spans = unpack_spans(row["sentences"])
        if text[row["start"] : row["end"]] != row["text"]:
            problems.append(f"{where} differs from the text")
        if row["words"] != row["text"]:
            problems.append(f"{where} differs from the full-text index")
        if not spans or any(not row["start"] <= left < right <= row["end"] for left, right in spans):
            problems.append(f"{where} has sentences outside it")
        if not isinstance(json.loads(row["heading"]), list):
            problems.append(f"{where} has a broken heading")
        if row["dense"] is None:
            problems.append(f"{where} has no vectors")
        else:
            problems += [f"{where} {problem}" for problem in _check_vectors(row, len(spans), dimensions)]
    return len(rows), problems


def _check_vectors(row: sqlite3.Row, sentences: int, dimensions: set[int]) -> list[str]:
    dense = np.frombuffer(row["dense"], dtype="<f4")
    dimensions.add(len(dense))
    tokens = len(row["token_ids"]) // 4
    counts = np.frombuffer(row["sentence_tokens"], dtype="<i4")
    problems = []
    if not 0.99 < float(np.linalg.norm(dense)) < 1.01:
        problems.append("has a vector that is not of unit length")
    if not (
        len(row["token_vectors"]) % max(tokens, 1) == 0
        and len(row["token_scales"]) == 4 * tokens
        and int(counts.sum()) == tokens
        and len(counts) == sentences == len(row["sentence_lengths"]) // 4
    ):
        problems.append("has token vectors that do not fit its sentences")
    return problems


def _check_words(connection: sqlite3.Connection) -> list[str]:
    try:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return [f"full-text index: {error}"]
    strays = connection.execute(
        "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT number FROM passages)"
    ).fetchone()[0]
    return [f"full-text index: {strays} rows of passages that are gone"] if strays else []
