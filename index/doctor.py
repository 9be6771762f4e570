"""The doctor proves that files, text, map, passages, full-text rows and vectors agree."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index import readings
from index.encoder import Encoder
from index.errors import UnreadableFileError
from index.library import Library
from index.passage_records import unpack_spans
from index.proof import faults
from index.readers import READER_VERSION
from index.readers.sandbox import read_apart
from index.vectors import VectorIndex

Part = Literal["database", "file", "reading", "passages", "words", "vectors"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: in which part, of which document (its number and id, if it is one's), and what."""

    part: Part
    line: str
    number: int | None = None
    document: str | None = None

    def __str__(self) -> str:
        return f"{self.document or self.part}: {self.line}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """How much was checked, and what is wrong; no finding means that all is well."""

    documents: int
    passages: int
    findings: tuple[Finding, ...]

    @property
    def healthy(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, a line each."""
        return tuple(str(finding) for finding in self.findings)


def examine(library: Library, encoder: Encoder | None = None, reread: bool = True) -> Diagnosis:
    """Check the whole library; with an encoder also that it is the one that made the vectors.

    With ``reread`` each file is read again and must give the text that is stored, unless words were recognised
    in pictures, which takes too long, or another version of the program has read it.
    """
    findings: list[Finding] = []
    with library.database.read() as connection:
        findings += _check_database(connection)
        documents = connection.execute(
            "SELECT number, id, current, sha256, text, filename FROM documents ORDER BY number"
        ).fetchall()
        passages = 0
        dimensions: set[int] = set()
        for document in documents:
            checks: list[tuple[Part, str]] = [
                *(("file", line) for line in _check_file(connection, document)),
                *(("reading", line) for line in _check_reading(connection, library, document, reread)),
            ]
            count, wrong = _check_passages(connection, document, dimensions)
            passages += count
            checks += (("passages", line) for line in wrong)
            findings += (Finding(part, line, document["number"], document["id"]) for part, line in checks)
        findings += (Finding("words", line) for line in _check_words(connection))
        made_by = connection.execute("SELECT value FROM facts WHERE name = 'encoder'").fetchone()
    if len(dimensions) > 1:
        findings.append(Finding("vectors", f"of {len(dimensions)} different lengths"))
    elif dimensions:
        findings += (Finding("vectors", line) for line in _check_index(library, dimensions.pop()))
    if encoder is not None and made_by is not None and made_by["value"] != encoder.name:
        findings.append(Finding("vectors", f"made by {made_by['value']}, but the encoder is {encoder.name}"))
    return Diagnosis(len(documents), passages, tuple(findings))


def _check_database(connection: sqlite3.Connection) -> Iterator[Finding]:
    for row in connection.execute("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Finding("database", row[0])
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Finding("database", f"row {row[1]} of {row[0]} belongs to nothing")
    for row in connection.execute("SELECT family FROM documents GROUP BY family HAVING sum(current) <> 1"):
        yield Finding("database", f"the versions of document {row[0]} have no current one, or several")


def _check_file(connection: sqlite3.Connection, document: sqlite3.Row) -> Iterator[str]:
    row = connection.execute("SELECT content FROM originals WHERE document = ?", (document["number"],)).fetchone()
    if row is None:
        yield "the original file is missing"
    elif hashlib.sha256(row["content"]).hexdigest() != document["sha256"]:
        yield "the original file has changed"


def _check_reading(
    connection: sqlite3.Connection, library: Library, document: sqlite3.Row, reread: bool
) -> Iterator[str]:
    """Check text, raw text, map and spans against each other and against the file."""
    try:
        stored = readings.read_parsed(connection, document["number"])
    except ValueError as error:
        yield str(error)
        return
    yield from faults(stored)
    row = connection.execute(
        "SELECT content, reader, recognised FROM readings JOIN originals USING (document) WHERE document = ?",
        (document["number"],),
    ).fetchone()
    if row is None or not reread or row["recognised"] or row["reader"] != READER_VERSION:
        return
    if hashlib.sha256(row["content"]).hexdigest() != document["sha256"]:
        return
    try:
        again = read_apart(row["content"], document["filename"], library.limits)
    except UnreadableFileError as error:
        yield f"its file cannot be read any more ({error})"
        return
    same = ("text", "raw", "pages", "headings", "notes", "cells")
    differing = [part for part in same if getattr(again, part) != getattr(stored, part)]
    if differing:
        yield f"its file gives other {', '.join(differing)} than are stored"


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
    if not document["current"]:
        return len(rows), ["it was replaced but has passages"] if rows else []
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
        and int(counts.sum()) <= tokens
        and len(counts) == sentences == len(row["sentence_lengths"]) // 4
    ):
        problems.append("has token vectors that do not fit its sentences")
    return problems


def _check_words(connection: sqlite3.Connection) -> list[str]:
    try:
        connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        return [f"the full-text index is broken ({error})"]
    strays = connection.execute(
        "SELECT count(*) FROM words WHERE rowid NOT IN (SELECT number FROM passages)"
    ).fetchone()[0]
    return [f"the full-text index has {strays} rows of passages that are gone"] if strays else []


def _check_index(library: Library, dimensions: int) -> list[str]:
    """Build the FAISS index and hold it against the stored vectors."""
    index = VectorIndex(library.database, dimensions)
    index.refresh()
    with library.database.read() as connection:
        stored = {
            int(row["passage"]): row["dense"]
            for row in connection.execute(
                "SELECT passage, dense FROM vectors JOIN passages ON passages.number = passage"
                " JOIN documents ON documents.number = document WHERE current = 1"
            )
        }
    held = index.vectors()
    if held.keys() != stored.keys():
        return ["the FAISS index does not hold exactly the library's passages"]
    if any(held[number].astype("<f4").tobytes() != dense for number, dense in stored.items()):
        return ["the FAISS index holds other vectors than the library"]
    return []
