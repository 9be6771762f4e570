"""Late interaction: compare a question with passages token by token, and sentence by sentence.

A passage's token vectors are packed once, when it is added, into 8 bits a dimension with what is needed to
undo that; scoring then is one matrix product over all candidates. The score is that of ColBERT (Khattab and
Zaharia 2020, https://arxiv.org/abs/2004.12832), each question token weighted by its rarity.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.encoder import Encoded, Floats
from index.sentences import Span


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """The n tokens of a passage with s sentences, ready for the database; those of its context come first.

    ``vectors``: int8 (n, t). ``scales``: float32 (n,), which give each row unit length again. ``sentences``:
    int32 (s,), how many tokens each sentence has. ``lengths``: float32 (s,), the length of each sentence's
    mean token vector.
    """

    vectors: bytes
    scales: bytes
    sentences: bytes
    lengths: bytes


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the question a passage's s sentences and the passage as a whole are.

    ``dense``: (s,), cosine of the question's summary and each sentence's mean token vector. ``late``: (s,),
    weighted mean over question tokens of their best match in the sentence or the context. ``whole``: the same
    over all of the passage.
    """

    dense: Floats
    late: Floats
    whole: float


def pack(encoded: Encoded, sentences: Sequence[Span], passage_start: int) -> PackedTokens:
    """Pack a passage's token vectors; ``sentences`` are its spans, ``passage_start`` where it begins."""
    starts = encoded.token_starts + passage_start
    # A token belongs to the last sentence that begins at or before it; one of the context to none.
    owners = np.searchsorted([start for start, _ in sentences], starts, side="right") - 1
    inside = encoded.token_starts >= 0
    counts = np.bincount(np.maximum(owners[inside], 0), minlength=len(sentences)).astype("<i4")
    vectors = encoded.token_vectors
    peak = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-9)
    narrow = np.rint(vectors / peak * 127).astype(np.int8)
    wide = narrow.astype(np.float32)
    scales = 1 / np.maximum(np.linalg.norm(wide, axis=1), 1e-9)
    unit = wide * scales[:, None]
    lengths = np.ones(len(sentences), "<f4")
    filled = counts > 0
    if filled.any():
        means = np.add.reduceat(unit[inside], (np.cumsum(counts) - counts)[filled], axis=0) / counts[filled, None]
        lengths[filled] = np.linalg.norm(means, axis=1)
    return PackedTokens(narrow.tobytes(), scales.astype("<f4").tobytes(), counts.tobytes(), lengths.tobytes())


def compare(question: Encoded, weights: Floats, passages: Sequence[PackedTokens]) -> list[Likeness]:
    """Compare a question of q tokens, weighted by ``weights`` of shape (q,), with each of the passages."""
    if not passages or not len(question.token_ids):
        return [_nothing(passage) for passage in passages]
    dimensions = question.summary.shape[0]
    vectors = np.frombuffer(b"".join(p.vectors for p in passages), dtype=np.int8).reshape(-1, dimensions)
    scales = np.frombuffer(b"".join(p.scales for p in passages), dtype="<f4")
    queries = np.vstack([question.token_vectors, question.summary[None, :]])
    products = (vectors.astype(np.float32) @ queries.T) * scales[:, None]
    share = weights / max(float(weights.sum()), 1e-9)
    results = []
    begin = 0
    for passage in passages:
        counts = np.frombuffer(passage.sentences, dtype="<i4")
        end = begin + len(passage.scales) // 4
        results.append(_likeness(products[begin:end], counts, np.frombuffer(passage.lengths, dtype="<f4"), share))
        begin = end
    return results


def _likeness(products: Floats, counts: NDArray[np.int32], lengths: Floats, share: Floats) -> Likeness:
    dense = np.zeros(len(counts), dtype=np.float32)
    late = np.zeros(len(counts), dtype=np.float32)
    if not counts.any():
        return Likeness(dense, late, 0.0)
    filled = counts > 0
    context = len(products) - int(counts.sum())
    starts = (context + np.cumsum(counts) - counts)[filled]
    best = np.maximum.reduceat(products[:, :-1], starts, axis=0)
    if context:
        best = np.maximum(best, products[:context, :-1].max(axis=0))
    late[filled] = best @ share
    means = np.add.reduceat(products[:, -1], starts) / counts[filled]
    dense[filled] = means / np.maximum(lengths[filled], 1e-9)
    return Likeness(dense, late, float(best.max(axis=0) @ share))


def _nothing(passage: PackedTokens) -> Likeness:
    zeros = np.zeros(len(passage.sentences) // 4, dtype=np.float32)
    return Likeness(zeros, zeros, 0.0)
