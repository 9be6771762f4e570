"""The dense vectors of all passages in memory, in FAISS, and how common each token is.

Both are derived from the database and kept in step with it, document by document, so that a change costs
what the changed document costs. There is no index file: reading the vectors takes a fraction of a second
(see docs/decisions), and what does not exist cannot be stale.
"""

import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from index.encoder import Floats, Integers
from index.schema import Database

Numbers = NDArray[np.int64]

_SATURATION, _LENGTH_SHARE = 1.2, 0.75
"""What is called k1 and b in BM25."""


@dataclass(frozen=True, slots=True)
class _Entry:
    passages: Numbers
    last: int  # the highest of their numbers
    token_ids: Integers  # each passage's distinct tokens, one after the other
    tokens: Integers  # the document's distinct tokens, in order,
    counts: Integers  # and how many of its passages have each


class VectorIndex:
    """Nearest passages by inner product of unit vectors. Safe for threads."""

    def __init__(self, database: Database, dimensions: int) -> None:
        """Make an index that is empty until the first ``refresh``."""
        self._database = database
        self._dimensions = dimensions
        self._faiss = faiss.IndexIDMap2(faiss.IndexFlatIP(dimensions))
        self._entries: dict[int, _Entry] = {}
        self._frequency: NDArray[np.int64] = np.zeros(0, dtype=np.int64)
        self._generation = -1
        self._lock = threading.Lock()

    def refresh(self) -> None:
        """Take in the documents that were added and forget those that were removed, by whatever process."""
        with self._lock, self._database.read() as connection:
            row = connection.execute("SELECT value FROM facts WHERE name = 'generation'").fetchone()
            generation = int(row["value"])
            if generation == self._generation:
                return
            # A document whose passages were made anew has other numbers; they are never given twice.
            present = dict(connection.execute("SELECT document, max(number) FROM passages GROUP BY document"))
            for document in [d for d, entry in self._entries.items() if present.get(d) != entry.last]:
                self._forget(document)
            self._take_in(connection, sorted(present.keys() - self._entries.keys()))
            self._generation = generation

    def nearest(self, dense: Floats, count: int, among: Numbers | None = None) -> list[tuple[int, float]]:
        """Return up to ``count`` (passage, cosine) pairs, best first; ``among`` limits them to those passages."""
        # One query over some thousand vectors is done before other threads have woken.
        faiss.omp_set_num_threads(1)
        with self._lock:
            if among is None:
                scores, numbers = self._faiss.search(dense[None, :], count)
            else:
                parameters = faiss.SearchParameters()
                parameters.sel = faiss.IDSelectorBatch(among)
                scores, numbers = self._faiss.search(dense[None, :], count, params=parameters)
        return [(int(n), float(s)) for n, s in zip(numbers[0], scores[0], strict=True) if n >= 0]

    def rarity(self, token_ids: Integers) -> Floats:
        """Return each token's inverse document frequency, ln(1 + (N - n + .5) / (n + .5)), as BM25 has it."""
        with self._lock:
            total = self._faiss.ntotal
            known = token_ids < len(self._frequency)
            counts = np.where(known, self._frequency[np.where(known, token_ids, 0)] if len(self._frequency) else 0, 0)
        return np.log1p((total - counts + 0.5) / (counts + 0.5)).astype(np.float32)

    def documents(self, token_ids: Integers) -> dict[int, float]:
        """Return the BM25 of each document, by its number, for tokens of shape (n,), each counted once.

        A token counts once for each passage that has it. The formula is Robertson and Zaragoza's (2009,
        https://doi.org/10.1561/1500000019), with the usual constants.
        """
        wanted = np.unique(token_ids)
        with self._lock:
            numbers, entries = list(self._entries), list(self._entries.values())
        if not entries or not len(wanted):
            return {}
        found = np.zeros((len(entries), len(wanted)), np.float32)
        for row, entry in enumerate(entries):
            places = np.minimum(np.searchsorted(entry.tokens, wanted), len(entry.tokens) - 1)
            found[row] = np.where(entry.tokens[places] == wanted, entry.counts[places], 0)
        lengths = np.array([len(entry.token_ids) for entry in entries], np.float32)
        having = (found > 0).sum(axis=0)
        rarity = np.log1p((len(entries) - having + 0.5) / (having + 0.5))
        norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / lengths.mean())
        scores = (found * (_SATURATION + 1) / (found + norm[:, None])) @ rarity
        return dict(zip(numbers, scores.tolist(), strict=True))

    def vectors(self) -> dict[int, Floats]:
        """Return the vector of each passage that the index holds, by the passage's number."""
        with self._lock:
            numbers = [int(number) for entry in self._entries.values() for number in entry.passages]
            return {number: np.asarray(self._faiss.reconstruct(number), np.float32) for number in numbers}

    def _take_in(self, connection: sqlite3.Connection, documents: Iterable[int]) -> None:
        for document in documents:
            rows = connection.execute(
                "SELECT passages.number, dense, token_ids FROM passages JOIN vectors ON passage = passages.number"
                " WHERE document = ? ORDER BY passages.number",
                (document,),
            ).fetchall()
            numbers = np.array([row["number"] for row in rows], dtype=np.int64)
            tokens = [np.unique(np.frombuffer(row["token_ids"], dtype="<i4")) for row in rows]
            if not rows:
                continue
            token_ids = np.concatenate(tokens).astype(np.int32)
            distinct, counts = np.unique(token_ids, return_counts=True)
            entry = _Entry(numbers, int(numbers[-1]), token_ids, distinct, counts.astype(np.int32))
            dense = np.frombuffer(b"".join(row["dense"] for row in rows), dtype="<f4")
            self._faiss.add_with_ids(dense.reshape(len(rows), self._dimensions), numbers)
            self._count(entry.token_ids, +1)
            self._entries[document] = entry

    def _forget(self, document: int) -> None:
        entry = self._entries.pop(document)
        self._faiss.remove_ids(faiss.IDSelectorBatch(entry.passages))
        self._count(entry.token_ids, -1)

    def _count(self, token_ids: Integers, sign: int) -> None:
        counts = np.bincount(token_ids, minlength=len(self._frequency))
        if len(counts) > len(self._frequency):
            self._frequency = np.pad(self._frequency, (0, len(counts) - len(self._frequency)))
        self._frequency += sign * counts
