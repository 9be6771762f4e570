"""Evidence: how well each sentence of the ranked passages answers a question, by several signals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from index.search import RankedPassage, RankedSentence, scaled
from qa.answer_kinds import counts_the_same, holds, year_conflict
from qa.mismatches import Mismatch, mismatches
from qa.question import Question, Wanted, years_in
from qa.terms import Term, TermSet, capitalised_phrases, term_set

_NEIGHBOURS = 1
_CLOSELY_WEIGHED = 20
"""How many sentences, by likeness alone, are compared with the question term by term."""
FIGURES = frozenset({Wanted.NUMBER, Wanted.MONEY, Wanted.SHARE})
_LEADS_FROM = 0.75
"""Share of the best score from which a sentence with the thing wanted goes before one without."""
_LATE, _FOCUS, _DENSE, _NEIGHBOURS_LIKENESS = 0.55, 0.45, 0.35, 0.45
_WORDS, _DOCUMENT, _PASSAGE, _LENGTH = 0.15, 0.18, 0.2, 0.08
"""What the views of a sentence and of its passage weigh; a long sentence is like many questions."""
_MISMATCH = 0.15
_SPLIT_NAME = 0.4
"""What a word of a name counts where the sentence lacks other words of that name."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its signals, each 0–1 unless said otherwise.

    ``said``: share of the question's terms, by rarity, in the sentence. ``in_context``: the same with the
    sentences beside it, its headings and its document's title. ``missing``: the rarest term in neither, as
    a share of all rarity; ``unheard``: the same as a share of the rarity of a word that no passage has.
    ``holds``: the kind of thing wanted is in the sentence. ``years``: the years asked for are given.
    ``conflict``: only other years are. ``own_words``: an organisation that the question names is speaking.
    ``mismatches``: what else is amiss. ``likeness``: how like the question the sentence is, by words and vectors,
    beside the other candidates.
    """

    passage: RankedPassage
    sentence: RankedSentence
    said: float
    in_context: float
    missing: float
    unheard: float
    holds: bool
    years: bool
    conflict: bool
    own_words: bool
    mismatches: frozenset[Mismatch]
    likeness: float
    score: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question's terms with their share of all rarity, and the names among them."""

    question: Question
    shares: list[tuple[Term, float]]
    rarities: list[float]
    names: list[list[Term]]
    owners: frozenset[str]

    def covered(self, texts: Sequence[TermSet]) -> dict[str, float]:
        """Return by stem how much of each term the texts cover, 0–1; a name must stand whole in one of them."""
        found = {term.stem: 1.0 if any(text.has(term) for text in texts) else 0.0 for term, _ in self.shares}
        for name in self.names:
            whole = any(text.abbreviates(name) or all(text.has(term) for term in name) for text in texts)
            for term in name:
                if term.stem in found:
                    found[term.stem] = 1.0 if whole else _SPLIT_NAME * found[term.stem]
        return found


def weigh(
    question: Question,
    passages: Sequence[RankedPassage],
    rarity: dict[str, float],
    most: float,
    own: Iterable[str] = (),
) -> list[Evidence]:
    """Return the sentences of the passages as evidence, best first.

    ``rarity`` maps a term's stem to its inverse document frequency; ``most`` is what a word has that no
    passage holds; ``own`` names the organisations whose
    documents go first.
    """
    total = sum(rarity[term.stem] for term in question.terms) or 1.0
    asked = _Asked(
        question,
        [(term, rarity[term.stem] / total) for term in question.terms],
        [rarity[term.stem] / most for term in question.terms],
        capitalised_phrases(question.topic),
        frozenset(organisation.lower() for organisation in own),
    )
    likely = sorted(_likenesses(passages), key=lambda candidate: -candidate[2])[:_CLOSELY_WEIGHED]
    return ranked(question, (_signals(asked, *candidate) for candidate in likely))


def _likenesses(passages: Sequence[RankedPassage]) -> list[tuple[RankedPassage, int, float]]:
    """Return each sentence, as passage and position, with its likeness, where every view is scaled to 0–1."""
    candidates = [(passage, position) for passage in passages for position in range(len(passage.sentences))]
    sentences = [passage.sentences[position] for passage, position in candidates]
    owners = np.repeat(np.arange(len(passages)), [len(passage.sentences) for passage in passages])
    late, focus, dense = (
        scaled([getattr(sentence, view) for sentence in sentences]) for view in ("late", "focus", "dense")
    )
    words, document, vector = (
        scaled([getattr(passage, view) for passage in passages])[owners] for view in ("bm25", "in_document", "dense")
    )
    alike = (late + focus + dense) / 3
    # Tokens know their neighbours, so that each sentence of a passage is a little like what one of them says.
    neighbours = (np.bincount(owners, alike) / np.maximum(np.bincount(owners), 1))[owners]
    lengths = np.log([max(len(sentence.text), 1) / 100 for sentence in sentences])
    total = _LATE * late + _FOCUS * focus + _DENSE * dense - _NEIGHBOURS_LIKENESS * neighbours
    total += _WORDS * words + _DOCUMENT * document + _PASSAGE * vector - _LENGTH * lengths
    return [(*candidate, float(likeness)) for candidate, likeness in zip(candidates, total, strict=True)]


def ranked(question: Question, evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return evidence best first; where a figure, date or name is wanted, a sentence that has one leads."""
    ordered = sorted(evidence, key=lambda e: -e.score)
    if question.wanted is not Wanted.ANYTHING and ordered and not ordered[0].holds:
        leader = next((e for e in ordered if e.holds and e.score >= _LEADS_FROM * ordered[0].score), None)
        if leader is not None:
            ordered.remove(leader)
            ordered.insert(0, leader)
    return ordered


def _signals(asked: _Asked, passage: RankedPassage, position: int, likeness: float) -> Evidence:
    question = asked.question
    sentence = passage.sentences[position]
    beside = passage.sentences[max(position - _NEIGHBOURS, 0) : position + _NEIGHBOURS + 1]
    around = [*(s.text for s in beside), passage.title, *passage.heading]
    said = asked.covered([term_set(sentence.text)])
    near = asked.covered([term_set(text) for text in around])
    absent = [max(near[term.stem], said[term.stem]) <= _SPLIT_NAME for term, _ in asked.shares]
    spoken = sum(share * said[term.stem] for term, share in asked.shares)
    in_context = sum(share * max(near[term.stem], said[term.stem]) for term, share in asked.shares)
    has_kind = holds(sentence.text, question)
    counts = counts_the_same(sentence.text, question)
    years = _gives_years(question, passage, position)
    conflict = year_conflict(sentence.text, question)
    own_words = passage.organisation.lower() in asked.owners
    bodies = [body for body in (passage.organisation, passage.about) if body]
    amiss = mismatches(question, sentence.text, " ".join(around), bodies)
    # Weights from regressions, see docs/decisions/010-answers-that-deserve-trust.md.
    score = likeness + 0.4 * spoken + 0.36 * in_context - _MISMATCH * len(amiss)
    if question.wanted is not Wanted.ANYTHING:
        score += 0.27 * has_kind + 0.2 * counts
    if question.years:
        score += 0.2 * years - 0.5 * conflict
    return Evidence(
        passage=passage,
        sentence=sentence,
        said=spoken,
        in_context=in_context,
        missing=max((share for (_, share), gone in zip(asked.shares, absent, strict=True) if gone), default=0.0),
        unheard=max((rare for rare, gone in zip(asked.rarities, absent, strict=True) if gone), default=0.0),
        holds=has_kind,
        years=years,
        conflict=conflict,
        own_words=own_words,
        mismatches=amiss,
        likeness=likeness,
        score=float(score + 0.3 * own_words),
    )


def _gives_years(question: Question, passage: RankedPassage, position: int) -> bool:
    """Tell whether the years asked for are those that the sentence speaks of."""
    asked = set(question.years)
    stated = years_in(passage.sentences[position].text)
    if not asked or asked <= stated:
        return True
    beside = passage.sentences[max(position - _NEIGHBOURS, 0) : position + _NEIGHBOURS + 1]
    near = {year for text in [*(s.text for s in beside), *passage.heading] for year in years_in(text)}
    if question.wanted in FIGURES:
        # The wrong year's figure is worse than none: a sentence with years of its own speaks of those.
        return not stated and asked <= near
    return asked <= near | stated | years_in(f"{passage.title} {passage.date or ''}")
