"""A small deterministic encoder: each word has a fixed random direction, a text is the mean of its words."""

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np

from index.encoder import Encoded, Floats

_WORD = re.compile(r"\w+|[^\w\s]")


class HashingEncoder:
    """Knows words only by their spelling, which is enough wherever meaning does not matter."""

    name = "hashing"
    dimensions = 32
    token_limit = 60

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return [len(_WORD.findall(text)) for text in texts]

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Encoded]:
        results = [self._encode(text) for text in texts]
        if progress is not None:
            progress(len(texts))
        return results

    def _encode(self, text: str) -> Encoded:
        found = list(_WORD.finditer(text))[: self.token_limit]
        ids = [zlib.crc32(match.group().lower().encode()) % 30_000 for match in found]
        vectors = np.array([_direction(i) for i in ids], dtype=np.float32).reshape(-1, self.dimensions)
        mean = vectors.mean(axis=0) if len(vectors) else _direction(0)
        dense = (mean / max(float(np.linalg.norm(mean)), 1e-9)).astype(np.float32)
        return Encoded(dense, dense, np.array(ids, np.int32), np.array([m.start() for m in found], np.int32), vectors)


def _direction(seed: int) -> Floats:
    vector = np.random.default_rng(seed).normal(size=HashingEncoder.dimensions)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)
