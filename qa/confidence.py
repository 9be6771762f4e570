"""Confidence: how likely it is that the best evidence answers the question, from several signals.

A logistic regression; docs/decisions/010-answers-that-deserve-trust.md says on what it was fitted and how it does.
No single signal decides: likeness alone cannot tell a question that the documents answer from one that they merely
come near.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from qa.evidence import FIGURES, Evidence
from qa.mismatches import Mismatch
from qa.question import Question, Wanted


@dataclass(frozen=True, slots=True)
class Signals:
    """The inputs of the regression, each 0–1, mostly as in ``qa.evidence.Evidence``.

    ``agreement``: BM25, the dense vectors and the blend put the same passage first. ``other_years`` is 1 where
    the evidence does not speak of the years that the question names, ``loose_figure`` where a figure is asked for
    and a word that says of what is missing. ``kind_missing``: a figure, date or name is asked for and none is there.
    ``counts_others`` and ``amiss``: the mismatches of ``qa.mismatches``, that one and any other. ``silent``: hardly
    a term is said, and all that speaks for the sentence stands around it.
    """

    said: float
    in_context: float
    missing: float
    unheard: float
    dense: float
    agreement: float
    other_years: float
    loose_figure: float
    kind_missing: float
    counts_others: float
    amiss: float
    silent: float


_HARDLY = 0.2
_LOOSE = 0.1
"""Share of the question's rarity that a missing word must have to count."""
_INTERCEPT = -0.64
_WEIGHTS = Signals(
    said=0.35,
    in_context=0.72,
    missing=-1.99,
    unheard=-0.89,
    dense=0.83,
    agreement=1.01,
    # Not fitted: the wrong year's answer is to be refused whatever else speaks for it, and a figure that may be of
    # something else needs more to speak for it (the largest step that cost no right answer on the tuning part).
    other_years=-4.0,
    loose_figure=-0.5,
    # Chosen on the tuning part among round numbers, see the decision.
    kind_missing=-1.0,
    counts_others=-0.75,
    amiss=-1.5,
    silent=-1.0,
)


def signals(question: Question, evidence: Sequence[Evidence]) -> Signals:
    """Return the signals of the best evidence; there must be some."""
    best = evidence[0]
    passages = {e.passage.number: e.passage for e in evidence}.values()
    first_by_words = max(passages, key=lambda p: p.bm25)
    first_by_meaning = max(passages, key=lambda p: p.dense)
    return Signals(
        said=best.said,
        in_context=best.in_context,
        missing=best.missing,
        unheard=best.unheard,
        dense=max(best.sentence.dense, 0.0),
        agreement=float(first_by_words.number == first_by_meaning.number == best.passage.number),
        other_years=float(not best.years),
        loose_figure=float(question.wanted in FIGURES and best.missing > _LOOSE),
        kind_missing=float(question.wanted is not Wanted.ANYTHING and not best.holds),
        counts_others=float(Mismatch.COUNTS_OTHERS in best.mismatches),
        amiss=float(bool(best.mismatches - {Mismatch.COUNTS_OTHERS})),
        silent=float(best.said < _HARDLY),
    )


def confidence(found: Signals) -> float:
    """Return the probability, 0–1, that a question with these signals is answered."""
    odds = _INTERCEPT + sum(getattr(_WEIGHTS, name) * getattr(found, name) for name in Signals.__slots__)
    return 1 / (1 + math.exp(-odds))
