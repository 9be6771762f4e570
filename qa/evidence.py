"""Evidence: how well each sentence of the ranked passages answers a question, by several signals."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.search import RankedPassage, RankedSentence
from qa.answer_kinds import counts_the_same, holds, year_conflict
from qa.question import Question, Wanted, years_in
from qa.terms import Term, TermSet, capitalised_phrases

_NEIGHBOURS = 1


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence with its signals, each 0–1 unless said otherwise.

    ``said``: share of the question's terms, by rarity, in the sentence. ``in_context``: the same with the
    sentences beside it, its headings and its document's title. ``missing``: the rarest term in neither, as
    a share of all rarity. ``holds``: the kind of thing wanted is in the sentence. ``counts``: a number stands
    right before what is counted. ``years``: the years asked for are given. ``conflict``: only other years are.
    """

    passage: RankedPassage
    sentence: RankedSentence
    said: float
    in_context: float
    missing: float
    holds: bool
    counts: bool
    years: bool
    conflict: bool
    own_words: bool
    score: float


def weigh(
    question: Question, passages: Sequence[RankedPassage], rarity: dict[str, float], own: Iterable[str] = ()
) -> list[Evidence]:
    """Return the sentences of the passages as evidence, best first.

    ``rarity`` maps a term's stem to its inverse document frequency; ``own`` names the organisations whose
    documents go first.
    """
    owners = {organisation.lower() for organisation in own}
    phrases = capitalised_phrases(question.topic)
    evidence = []
    for passage in passages:
        around = [passage.title, *passage.heading, passage.organisation, passage.about or ""]
        for position, sentence in enumerate(passage.sentences):
            beside = passage.sentences[max(position - _NEIGHBOURS, 0) : position + _NEIGHBOURS + 1]
            evidence.append(
                _signals(question, passage, sentence, [s.text for s in beside], around, rarity, phrases, owners)
            )
    return sorted(evidence, key=lambda e: -e.score)


def _signals(
    question: Question,
    passage: RankedPassage,
    sentence: RankedSentence,
    beside: list[str],
    around: list[str],
    rarity: dict[str, float],
    phrases: list[list[Term]],
    owners: set[str],
) -> Evidence:
    own_terms = TermSet([sentence.text])
    near_terms = TermSet([*beside, *around])
    total = sum(rarity[term.stem] for term in question.terms) or 1.0
    said = in_context = missing = 0.0
    for term in question.terms:
        share = rarity[term.stem] / total
        if _covers(own_terms, term, phrases):
            said += share
            in_context += share
        elif _covers(near_terms, term, phrases):
            in_context += share
        else:
            missing = max(missing, share)
    stated = years_in(sentence.text)
    nearby = years_in(" ".join([*beside, *around]))
    figure = question.wanted in {Wanted.NUMBER, Wanted.MONEY, Wanted.SHARE}
    if not figure and passage.date:
        nearby.add(passage.date[:4])
    evidence = Evidence(
        passage=passage,
        sentence=sentence,
        said=said,
        in_context=in_context,
        missing=missing,
        holds=holds(sentence.text, question),
        counts=counts_the_same(sentence.text, question),
        years=set(question.years) <= (stated | nearby),
        conflict=year_conflict(sentence.text, question),
        own_words=passage.organisation.lower() in owners,
        score=0.0,
    )
    return _scored(evidence, question)


def _covers(term_set: TermSet, term: Term, phrases: list[list[Term]]) -> bool:
    return term_set.has(term) or any(term in phrase and term_set.abbreviates(phrase) for phrase in phrases)


def _scored(evidence: Evidence, question: Question) -> Evidence:
    score = (
        0.7 * evidence.passage.score
        + 1.0 * evidence.sentence.late
        + 0.6 * evidence.sentence.dense
        + 0.9 * evidence.said
        + 0.3 * evidence.in_context
    )
    if question.wanted is not Wanted.ANYTHING:
        score += 0.35 if evidence.holds else 0.0
        score += 0.25 if evidence.counts else 0.0
    score -= 0.6 if evidence.conflict else 0.0
    score += 0.2 if evidence.years and question.years else 0.0
    score += 0.3 if evidence.own_words else 0.0
    return replace(evidence, score=float(score))
