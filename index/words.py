"""Words: BM25 over title, heading and text, by SQLite's full-text search."""

import math
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
# Question words and the commonest English words; they match almost everything and say almost nothing.
STOP_WORDS = frozenset(
    """a about after all also an and any are as at be because been before being but by can could did do does doing
    down for from further had has have having he her here hers him his how i if in into is it its itself just me
    more most my no nor not now of off on once only or other our out over own s same say said says she should so
    some such t than that the their theirs them then there these they this those through to too under until up
    very was we were what when where which while who whom whose why will with would you your""".split()
)
_RANK = "bm25(0.6, 0.8, 1.0)"
"""BM25 with what a match in title, heading and text counts."""
_LONGEST_LIST = 1_000
"""Passages; a word that more of them have is left out, if there are rarer ones: it costs most and says least."""


def content_words(text: str) -> list[str]:
    """Return the words of a text that carry meaning, in lower case and in order, each once."""
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'").replace("'s", ""))]
    return list(dict.fromkeys(word for word in words if word not in STOP_WORDS))


def matching_passages(
    connection: sqlite3.Connection, rarities: "Rarity", count: int, among: str | None = None
) -> list[tuple[int, float]]:
    """Return up to ``count`` (passage, BM25) pairs, best first; any word may match, more is better.

    ``rarities`` holds the words; ``among`` is the name of a table of passage numbers that limits the answer.
    """
    words = [word for word in rarities.words if word not in rarities.common] or list(rarities.words)
    if not words:
        return []
    rows = connection.execute(
        "SELECT rowid, -rank FROM words WHERE words MATCH ? AND rank MATCH ?"
        f" {f'AND rowid IN {among}' if among else ''} ORDER BY rank LIMIT ?",
        (" OR ".join(f'"{word}"' for word in words), _RANK, count),
    )
    return [(int(row[0]), float(row[1])) for row in rows]


@dataclass(frozen=True, slots=True)
class Rarity:
    """Inverse document frequencies, ln(1 + (N - n + .5) / (n + .5)) over N passages; ``most`` is that of n = 0.

    ``common`` are the words that half of the passages have, or too many to look through.
    """

    words: dict[str, float]
    most: float
    common: frozenset[str]


class RarityCache:
    """Inverse document frequencies, remembered until the library changes. Safe for threads."""

    def __init__(self) -> None:
        # Generation and counts in one: another thread must never see the one without the other.
        self._known: tuple[int, dict[str, int]] = (-1, {})

    def look_up(self, connection: sqlite3.Connection, words: Iterable[str]) -> Rarity:
        """Return how rare each word is among the passages that the connection sees."""
        row = connection.execute(
            "SELECT (SELECT value FROM facts WHERE name = 'generation'), (SELECT count(*) FROM passages)"
        ).fetchone()
        generation, total = int(row[0]), int(row[1])
        known, counts = self._known
        if generation != known:
            counts = {}
            self._known = (generation, counts)
        result = {}
        for word in words:
            if word not in counts:
                phrase = " ".join(_WORD.findall(word))
                counts[word] = connection.execute(
                    "SELECT count(*) FROM words WHERE words MATCH ?", (f'"{phrase}"',)
                ).fetchone()[0]
            result[word] = _inverse_frequency(total, counts[word])
        common = frozenset(word for word in result if counts[word] > min(total / 2, _LONGEST_LIST))
        return Rarity(result, _inverse_frequency(total, 0), common)


def _inverse_frequency(total: int, found: int) -> float:
    return math.log1p((total - found + 0.5) / (found + 0.5))
