"""Measures, each with its 95% confidence interval.

Shares have Wilson's interval (E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
Journal of the American Statistical Association 22, 1927). Means and areas have the percentile bootstrap of 1,000
resamples (B. Efron and R. Tibshirani, "An Introduction to the Bootstrap", 1993), which begins from a fixed seed, so
that the same questions give the same numbers.
"""

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

_Array = NDArray[np.float64]
_Key = TypeVar("_Key")

RESAMPLES = 1_000
_SEED = 20_220_523
_NORMAL = 1.959963984540054
"""The 97.5% point of the normal distribution."""
_DEPTH = 10
"""How far down a ranking is looked."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A value, 0–1, and the ends of its 95% confidence interval; ``of`` is the number of questions behind it."""

    value: float
    low: float
    high: float
    of: int


def share(held: Iterable[bool]) -> Measure | None:
    """Return the share of what holds, with Wilson's interval; None of nothing."""
    values = list(held)
    count, total = sum(values), len(values)
    if not total:
        return None
    value = count / total
    square = _NORMAL**2
    middle = (value + square / (2 * total)) / (1 + square / total)
    half = _NORMAL / (1 + square / total) * math.sqrt(value * (1 - value) / total + square / (4 * total**2))
    # At the ends the formula gives 0 and 1 but for rounding.
    low = 0.0 if count == 0 else middle - half
    high = 1.0 if count == total else middle + half
    return Measure(value, low, high, total)


def mean(values: Iterable[float]) -> Measure | None:
    """Return the mean, with the bootstrap's interval; None of nothing."""
    array = np.fromiter(values, np.float64)
    if not len(array):
        return None
    return _bootstrapped(lambda picked: float(array[picked[0]].mean()), [len(array)])


def mean_reciprocal_rank(ranks: Iterable[int | None]) -> Measure | None:
    """Return the mean of 1/rank, 0 for what has no rank, with the bootstrap's interval; None of nothing."""
    return mean(0.0 if rank is None else 1 / rank for rank in ranks)


def rank(ranking: Iterable[_Key], right: Collection[_Key]) -> int | None:
    """Return the place, from 1, of the first that is right; None where none of the first ten is."""
    return next((place for place, key in zip(range(1, _DEPTH + 1), ranking, strict=False) if key in right), None)


def roc_area(answerable: Iterable[float], unanswerable: Iterable[float]) -> Measure | None:
    """Return the area under the ROC curve of a confidence; None where one of the two kinds is missing.

    It is the chance that an answerable question has a higher confidence than an unanswerable one, where equal ones
    count half (J. A. Hanley and B. J. McNeil, Radiology 143, 1982). .5 is chance, 1 is best. The bootstrap draws from
    each kind apart.
    """
    high, low = np.fromiter(answerable, np.float64), np.fromiter(unanswerable, np.float64)
    if not len(high) or not len(low):
        return None
    return _bootstrapped(lambda picked: _roc_area(high[picked[0]], low[picked[1]]), [len(high), len(low)])


def risk_coverage_area(confidences: Sequence[float], wrong: Sequence[bool]) -> Measure | None:
    """Return the area under the risk–coverage curve; None of nothing.

    With n questions and k = 1 … n, coverage is k/n where the k of highest confidence are answered, and risk the share
    of wrong answers among them (R. El-Yaniv and Y. Wiener, "On the Foundations of Noise-free Selective
    Classification", Journal of Machine Learning Research 11, 2010). The area is the mean of the n risks. 0 is best;
    a confidence that says nothing gives the share of wrong answers among all. Questions of the same confidence
    share their wrong answers evenly, whatever order they come in.
    """
    sure, bad = np.asarray(confidences, np.float64), np.asarray(wrong, np.float64)
    if sure.shape != bad.shape:
        raise ValueError(f"{len(sure)} confidences for {len(bad)} questions")
    if not len(sure):
        return None
    return _bootstrapped(lambda picked: _risk_coverage_area(sure[picked[0]], bad[picked[0]]), [len(sure)])


def _roc_area(high: _Array, low: _Array) -> float:
    ordered = np.sort(low)
    below = np.searchsorted(ordered, high, side="left")
    not_above = np.searchsorted(ordered, high, side="right")
    return float((below + not_above).sum() / (2 * len(high) * len(low)))


def _risk_coverage_area(sure: _Array, bad: _Array) -> float:
    # Position in falling order of confidence; equal ones have the same.
    group = np.unique(-sure, return_inverse=True)[1]
    shared = np.bincount(group, weights=bad) / np.bincount(group)
    return float((np.cumsum(shared[np.sort(group)]) / np.arange(1, len(sure) + 1)).mean())


def _bootstrapped(statistic: Callable[[list[NDArray[np.int64]]], float], sizes: Sequence[int]) -> Measure:
    """Return a statistic of as many samples as there are sizes, each given as the positions that are picked."""
    random = np.random.default_rng(_SEED)
    drawn = [statistic([random.integers(0, size, size) for size in sizes]) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Measure(statistic([np.arange(size) for size in sizes]), float(low), float(high), sum(sizes))
