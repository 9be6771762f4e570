"""How good rankings are, where the right passages are known."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

DEPTH = 10
"""Passages that each system gives for a question."""
_FEW = 5


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of questions, 0–1, with a right passage first and among the first five; and MRR@10.

    MRR@10 is the mean of 1/rank of the first right passage, 0 where none is among the first ten.
    """

    first: float
    among: float
    reciprocal: float


def quality(rankings: Sequence[Sequence[int]], right: Sequence[Collection[int]]) -> Quality:
    """Compare the ranked passages of each question with those that are right for it."""
    ranks = [_rank(ranking, wanted) for ranking, wanted in zip(rankings, right, strict=True)]
    return Quality(
        first=sum(rank == 1 for rank in ranks) / len(ranks),
        among=sum(rank is not None and rank <= _FEW for rank in ranks) / len(ranks),
        reciprocal=sum(1 / rank for rank in ranks if rank is not None) / len(ranks),
    )


def _rank(ranking: Sequence[int], right: Collection[int]) -> int | None:
    """Return the rank from 1 of the first right passage."""
    return next((rank for rank, number in enumerate(ranking[:DEPTH], start=1) if number in right), None)
