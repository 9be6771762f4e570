"""Search: from a question to ranked passages.

Six views of each candidate are scaled to 0–1 over the candidates and added (see docs/decisions): BM25 of the
passage and of its whole document, the passage's vector, the vector of its best sentence, and late interaction
(each token of the question finds its best match among the passage's tokens, weighted by how rare it is), for the
whole question and for the part of it that asks.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from index.document import KINDS, Page, page_at
from index.encoder import Encoder, Floats
from index.errors import InvalidRequestError
from index.late_interaction import Likeness, PackedTokens, compare
from index.library import Library
from index.passage_records import unpack_spans
from index.readings import read_places
from index.vectors import Numbers, VectorIndex
from index.words import Rarity, RarityCache, content_words, matching_passages

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

    def __post_init__(self) -> None:
        for kind in self.kind:
            if kind not in KINDS:
                raise InvalidRequestError(f"Kind {kind!r} is not known. Use one of {', '.join(KINDS)}.")


@dataclass(frozen=True, slots=True)
class RankedSentence:
    """A sentence of a ranked passage: its span in the document and its likeness to the question.

    ``dense`` and ``late`` are as in ``index.late_interaction.Likeness``; ``focus`` is as ``late``, for the question
    proper alone.
    """

    start: int
    end: int
    text: str
    dense: float
    late: float
    focus: float


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with what made its rank. Spans count code points of the document's text.

    ``recognised`` tells that its document's words were recognised in pictures and may be wrong. ``in_document`` is
    the BM25 of the whole document.
    """

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
    recognised: bool
    pages: tuple[Page, ...]
    sentences: tuple[RankedSentence, ...]
    bm25: float
    dense: float
    late: float
    focus: float
    in_document: float
    score: float

    @property
    def page(self) -> Page | None:
        """The page on which the passage begins."""
        return page_at(self.pages, self.start)


@dataclass(frozen=True, slots=True)
class _Read:
    row: sqlite3.Row
    likeness: Likeness
    focus: Likeness
    bm25: float
    dense: float
    in_document: float


class Searcher:
    """Finds passages of one library with one encoder. Safe for threads."""

    def __init__(self, library: Library, encoder: Encoder) -> None:
        """Raises ``EncoderError`` where the library was indexed with another encoder."""
        library.check_encoder(encoder)
        self._library = library
        self._encoder = encoder
        self._vectors = VectorIndex(library.database, encoder.dimensions)
        self._rarities = RarityCache()
        self._pool = ThreadPoolExecutor(thread_name_prefix="encode")

    def search(
        self, question: str, count: int = 10, filters: Filters = Filters(), focus: str | None = None
    ) -> list[RankedPassage]:
        """Return up to ``count`` passages, best first. Filters are applied before anything is cut.

        ``focus`` is the part of a long question that asks, where the rest of it tells of circumstances.
        """
        self._vectors.refresh()
        if not question.strip():
            return []
        candidates = max(_CANDIDATES, count)
        # The words are looked up while the question is encoded.
        texts = [question] if focus is None or focus == question else [question, focus]
        encoding = self._pool.submit(self._encoder.encode, texts)
        with self._library.database.read() as connection:
            among = _allowed_passages(connection, filters)
            if among is not None and not len(among):
                return []
            rarities = self._rarities.look_up(connection, content_words(question))
            words = dict(matching_passages(connection, rarities, candidates, "allowed" if among is not None else None))
            encoded, *parts = encoding.result()
            dense = dict(self._vectors.nearest(encoded.dense, candidates, among))
            rows = _rows(connection, _first_cut(words, dense, max(_CLOSELY_READ, count)))
            packed = [_packed(row) for row in rows]
            likenesses = compare(encoded, self._vectors.rarity(encoded.token_ids), packed)
            focused = likenesses
            for part in parts:
                focused = compare(part, self._vectors.rarity(part.token_ids), packed)
            documents = self._vectors.documents(encoded.token_ids)
            read = [
                _Read(
                    row,
                    likeness,
                    focus_likeness,
                    words.get(row["number"], 0.0),
                    _cosine(row["dense"], encoded.dense),
                    documents.get(row["document_number"], 0.0),
                )
                for row, likeness, focus_likeness in zip(rows, likenesses, focused, strict=True)
            ]
            best = _blend(read)[:count]
            pages = {number: read_places(connection, number) for number in {r.row["document_number"] for r, _ in best}}
        return [_passage(candidate, score, pages[candidate.row["document_number"]]) for candidate, score in best]

    def rarity(self, words: Iterable[str]) -> Rarity:
        """Return how rare each word is among the library's passages, and how rare a word that none has."""
        with self._library.database.read() as connection:
            return self._rarities.look_up(connection, words)

    def organisations(self) -> list[str]:
        """Return the names of all who speak in the library or whom a note is about."""
        with self._library.database.read() as connection:
            rows = connection.execute(
                "SELECT organisation FROM documents WHERE current = 1"
                " UNION SELECT about FROM documents WHERE about IS NOT NULL AND current = 1"
            )
            return sorted(str(row[0]) for row in rows)


def _allowed_passages(connection: sqlite3.Connection, filters: Filters) -> Numbers | None:
    """Fill the temporary table ``allowed`` with the passages that pass, and return them; None means all."""
    clauses, values = [], []
    for column, wanted in (
        ("organisation", filters.organisation),
        ("id", filters.document),
        ("kind", filters.kind),
    ):
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
        f" ON documents.number = passages.document WHERE {' AND '.join(clauses)}",
        values,
    )
    return np.array([row[0] for row in connection.execute("SELECT number FROM allowed")], dtype=np.int64)


def _first_cut(words: dict[int, float], dense: dict[int, float], count: int) -> list[int]:
    numbers = list(words.keys() | dense.keys())
    floor = min(dense.values(), default=0.0)
    blended = scaled([words.get(n, 0.0) for n in numbers]) + scaled([dense.get(n, floor) for n in numbers])
    order = np.argsort(-blended, kind="stable")
    return [numbers[position] for position in order[:count]]


def _rows(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[sqlite3.Row]:
    marks = ", ".join("?" for _ in numbers)
    return connection.execute(
        'SELECT p.number, p.heading, p."start", p."end", p.text, p.sentences, d.number AS document_number, d.id,'
        " d.title, d.organisation, d.about, d.kind, d.date, r.recognised, v.dense,"
        " v.token_vectors, v.token_scales, v.sentence_tokens, v.sentence_lengths"
        " FROM passages p JOIN documents d ON d.number = p.document JOIN readings r ON r.document = d.number"
        " JOIN vectors v ON v.passage = p.number"
        f" WHERE p.number IN ({marks}) ORDER BY p.number",
        list(numbers),
    ).fetchall()


def _packed(row: sqlite3.Row) -> PackedTokens:
    return PackedTokens(row["token_vectors"], row["token_scales"], row["sentence_tokens"], row["sentence_lengths"])


def _passage(candidate: _Read, score: float, pages: tuple[Page, ...]) -> RankedPassage:
    row, likeness = candidate.row, candidate.likeness
    offset = row["start"]
    sentences = [
        RankedSentence(start, end, row["text"][start - offset : end - offset], float(dense), float(late), float(focus))
        for (start, end), dense, late, focus in zip(
            unpack_spans(row["sentences"]), likeness.dense, likeness.late, candidate.focus.late, strict=True
        )
    ]
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
        recognised=bool(row["recognised"]),
        pages=pages,
        sentences=tuple(sentences),
        bm25=candidate.bm25,
        dense=candidate.dense,
        late=likeness.whole,
        focus=candidate.focus.whole,
        in_document=candidate.in_document,
        score=score,
    )


def _blend(candidates: list[_Read]) -> list[tuple[_Read, float]]:
    views = (
        (0.14, [candidate.bm25 for candidate in candidates]),
        (0.20, [candidate.dense for candidate in candidates]),
        (0.20, [float(candidate.likeness.dense.max(initial=0.0)) for candidate in candidates]),
        (0.14, [candidate.likeness.whole for candidate in candidates]),
        (0.17, [candidate.focus.whole for candidate in candidates]),
        (0.15, [candidate.in_document for candidate in candidates]),
    )
    scores = np.sum([weight * scaled(view) for weight, view in views], axis=0)
    order = np.argsort(-scores, kind="stable")
    return [(candidates[position], float(scores[position])) for position in order]


def _cosine(packed: bytes, dense: Floats) -> float:
    return float(np.frombuffer(packed, dtype="<f4") @ dense)


def scaled(values: Sequence[float]) -> Floats:
    """Return values as 0 for the least to 1 for the most; all 0 where they are the same."""
    array = np.array(values, dtype=np.float32)
    if not len(array):
        return array
    spread = float(array.max() - array.min())
    return (array - array.min()) / spread if spread > 0 else np.zeros_like(array)
