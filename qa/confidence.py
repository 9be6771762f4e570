"""Confidence: how likely it is that the best evidence answers the question, from several signals.

A logistic regression; docs/decisions says on what it was fitted and how it does. No single signal decides:
likeness alone cannot tell a question that the documents answer from one that they merely come near.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.evidence import Evidence
from qa.question import Question, Wanted


@dataclass(frozen=True, slots=True)
class Signals:
    """The inputs of the regression, each 0–1."""

    said: float
    in_context: float
    missing: float
    late: float
    dense: float
    kind: float
    years: float
    conflict: float
    agreement: float


_INTERCEPT = -4.0
_WEIGHTS = Signals(
    said=1.5, in_context=3.5, missing=-5.0, late=4.0, dense=2.0, kind=1.0, years=2.0, conflict=-5.0, agreement=0.5
)


def signals(question: Question, evidence: Sequence[Evidence]) -> Signals:
    """Return the signals of the best evidence for a question; there must be some."""
    best = evidence[0]
    passages = {e.passage.number: e.passage for e in evidence}.values()
    first_by_words = max(passages, key=lambda p: p.bm25)
    first_by_meaning = max(passages, key=lambda p: p.dense)
    return Signals(
        said=best.said,
        in_context=best.in_context,
        missing=best.missing,
        late=best.sentence.late,
        dense=max(best.sentence.dense, 0.0),
        kind=1.0 if question.wanted is Wanted.ANYTHING or best.holds else 0.0,
        years=1.0 if best.years else 0.0,
        conflict=1.0 if best.conflict else 0.0,
        agreement=1.0 if first_by_words.number == first_by_meaning.number == best.passage.number else 0.0,
    )


def confidence(found: Signals) -> float:
    """Return the probability, 0–1, that a question with these signals is answered."""
    odds = _INTERCEPT + sum(getattr(_WEIGHTS, name) * getattr(found, name) for name in Signals.__slots__)
    return 1 / (1 + math.exp(-odds))
