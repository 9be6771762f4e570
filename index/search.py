"""Search: from a question to ranked passages.

Four views of each candidate are scaled to 0–1 over the candidates and added (see docs/decisions): BM25, the
passage's vector, the vector of its best sentence, and late interaction (each token of the question finds
its best match among the passage's tokens, weighted by how rare it is).
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.document import Page, page_at
from index.encoder import Encoded, Encoder, Floats
from index.library import Library, read_pages, unpack_spans
from index.vectors import Numbers, VectorIndex
from index.words import matching_passages

_CANDIDATES = 60
"""How many passages each of BM25 and the dense vectors proposes."""
_CLOSELY_READ = 40
"""How many of the candidates are compared token by token."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits of a search. ``organisation`` matches who speaks or, for a note, whom it is about."""

    organisation: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence of a ranked passage: its span in the document and its likeness to the question."""

    start: int
    end: int
    text: str
    dense: float
    late: float


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with what made its rank. Spans count code points of the document's text."""

    number: int
    document: str
    title: str
    organisation: str
    about: str | None
    kind: str
    date: str | None
    heading: tuple[str, ...]
    start: int
    end: int
    text: str
    pages: tuple[Page, ...]
    sentences: tuple[RankedSentence, ...]
    bm25: float
    dense: float
    late: float
    score: float

    @property
    def page(self) -> Page | None:
        """The page on which the passage begins."""
        return page_at(self.pages, self.start)


class Searcher:
    """Finds passages of one library with one encoder. Safe for threads."""

    def __init__(self, library: Library, encoder: Encoder) -> None:
        """Raises ``EncoderError`` where the library was indexed with another encoder."""
        library.check_encoder(encoder)
        self._library = library
        self._encoder = encoder
        self._vectors = VectorIndex(library.database, encoder.dimensions)

    def search(self, question: str, count: int = 10, filters: Filters = Filters()) -> list[RankedPassage]:  # noqa: B008
        """Return up to ``count`` passages, best first. Filters are applied before anything is cut."""
        self._vectors.refresh()
        if not question.strip():
            return []
        encoded = self._encoder.encode([question])[0]
        with self._library.database.read() as connection:
            among = _allowed_passages(connection, filters)
            if among is not None and not len(among):
                return []
            words = dict(
                matching_passages(connection, question, _CANDIDATES, "allowed" if among is not None else None)
            )
            dense = dict(self._vectors.nearest(encoded.dense, _CANDIDATES, among))
            chosen = _first_cut(words, dense)
            rows = _rows(connection, chosen)
            weights = self._vectors.rarity(encoded.token_ids)
            passages = [_closely_read(row, encoded, weights, words.get(row["number"], 0.0)) for row in rows]
            ranked = _blend(passages)[:count]
            pages = {
                number: read_pages(connection, number)
                for number in {row["document_number"] for row in rows if row["id"] in {p.document for p in ranked}}
            }
            numbers = {row["id"]: row["document_number"] for row in rows}
        return [_with_pages(passage, pages[numbers[passage.document]]) for passage in ranked]


def _allowed_passages(connection: sqlite3.Connection, filters: Filters) -> Numbers | None:
    """Fill the temporary table ``allowed`` with the passages that pass, and return them; None means all."""
    clauses, values = [], []
    for column, wanted in (("organisation", filters.organisation), ("id", filters.document), ("kind", filters.kind)):
        if not wanted:
            continue
        marks = ", ".join("?" for _ in wanted)
        if column == "organisation":
            clauses.append(f"(organisation COLLATE NOCASE IN ({marks}) OR about COLLATE NOCASE IN ({marks}))")
            values += [*wanted, *wanted]
        elif column == "id":
            clauses.append(f"(id IN ({marks}) OR title IN ({marks}))")
            values += [*wanted, *wanted]
        else:
            clauses.append(f"kind IN ({marks})")
            values += wanted
    if not clauses:
        return None
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS allowed (number INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM allowed")
    connection.execute(
        "INSERT INTO allowed SELECT passages.number FROM passages JOIN documents"
        f" ON documents.number = passages.document WHERE {' AND '.join(clauses)}",  # noqa: S608
        values,
    )
    return np.array([row[0] for row in connection.execute("SELECT number FROM allowed")], dtype=np.int64)


def _first_cut(words: dict[int, float], dense: dict[int, float]) -> list[int]:
    numbers = list(words.keys() | dense.keys())
    floor = min(dense.values(), default=0.0)
    blended = _scaled([words.get(n, 0.0) for n in numbers]) + _scaled([dense.get(n, floor) for n in numbers])
    order = np.argsort(-blended, kind="stable")
    return [numbers[position] for position in order[:_CLOSELY_READ]]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[sqlite3.Row]:
    marks = ", ".join("?" for _ in numbers)
    return connection.execute(
        'SELECT p.number, p.heading, p."start", p."end", p.text, p.sentences, d.number AS document_number, d.id,'
        " d.title, d.organisation, d.about, d.kind, d.date, v.dense, v.token_starts, v.token_vectors"
        " FROM passages p JOIN documents d ON d.number = p.document JOIN vectors v ON v.passage = p.number"
        f" WHERE p.number IN ({marks}) ORDER BY p.number",  # noqa: S608
        list(numbers),
    ).fetchall()


def _closely_read(row: sqlite3.Row, question: Encoded, weights: Floats, bm25: float) -> RankedPassage:
    tokens = np.frombuffer(row["token_vectors"], dtype=np.int8).reshape(-1, question.dense.shape[0]).astype(np.float32)
    tokens /= np.maximum(np.linalg.norm(tokens, axis=1, keepdims=True), 1e-9)
    likeness = question.token_vectors @ tokens.T  # (question tokens, passage tokens)
    starts = np.frombuffer(row["token_starts"], dtype="<i4") + row["start"]
    total = max(float(weights.sum()), 1e-9)
    sentences = []
    for start, end in unpack_spans(row["sentences"]):
        inside = (starts >= start) & (starts < end)
        text = row["text"][start - row["start"] : end - row["start"]]
        if inside.any():
            mean = tokens[inside].mean(axis=0)
            dense = float(mean @ question.dense / max(float(np.linalg.norm(mean)), 1e-9))
            late = float(likeness[:, inside].max(axis=1) @ weights / total)
        else:
            dense = late = 0.0
        sentences.append(RankedSentence(start, end, text, dense, late))
    return RankedPassage(
        number=row["number"],
        document=row["id"],
        title=row["title"],
        organisation=row["organisation"],
        about=row["about"],
        kind=row["kind"],
        date=row["date"],
        heading=tuple(json.loads(row["heading"])),
        start=row["start"],
        end=row["end"],
        text=row["text"],
        pages=(),
        sentences=tuple(sentences),
        bm25=bm25,
        dense=float(np.frombuffer(row["dense"], dtype="<f4") @ question.dense),
        late=float(likeness.max(axis=1) @ weights / total) if likeness.size else 0.0,
        score=0.0,
    )


def _blend(passages: list[RankedPassage]) -> list[RankedPassage]:
    views = (
        [passage.bm25 for passage in passages],
        [passage.dense for passage in passages],
        [max((s.dense for s in passage.sentences), default=0.0) for passage in passages],
        [passage.late for passage in passages],
    )
    scores = np.sum([_scaled(view) for view in views], axis=0) / len(views)
    order = np.argsort(-scores, kind="stable")
    return [replace(passages[position], score=float(scores[position])) for position in order]


def _scaled(values: Sequence[float]) -> Floats:
    array = np.array(values, dtype=np.float32)
    if not len(array):
        return array
    spread = float(array.max() - array.min())
    return (array - array.min()) / spread if spread > 0 else np.zeros_like(array)


def _with_pages(passage: RankedPassage, pages: tuple[Page, ...]) -> RankedPassage:
    return replace(passage, pages=pages)
