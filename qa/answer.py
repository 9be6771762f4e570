"""Answers: the sentences that answer a question, word for word, or the plain word that there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.errors import InvalidRequestError, UnknownDocumentError
from index.library import Library
from index.search import Filters, RankedPassage, Searcher
from qa.citations import Citation, page_of, verify
from qa.confidence import confidence, signals
from qa.evidence import Evidence, ranked, weigh
from qa.organisations import reports
from qa.question import Question, Wanted, analyse

_PASSAGES_READ = 12
_LONGEST_QUESTION = 2000
_NEAREST_SHOWN = 3
_MOST_STATEMENTS = 5
_REPORT_SAYS = 0.3
"""Share of the question's terms that a report of somebody's words must hold itself."""
_GOOD_ENOUGH, _FACT_GOOD_ENOUGH = 0.82, 0.88
"""Share of the best sentence's score that a further statement needs; more where one fact is asked for."""
_SAYS_AS_MUCH = 0.75
"""Share of what the best sentence says of the question's terms that a further statement must say."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the places where it stands."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that came near, as the contract shows it. ``score`` is 0–1 among the passages shown."""

    document: str
    title: str
    organisation: str
    heading: str
    page: int | None
    page_label: str | None
    start: int
    end: int
    text: str
    score: float
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or ``not_in_documents`` with the passages that came nearest and no statements."""

    question: str
    verdict: Literal["answered", "not_in_documents"]
    confidence: float
    statements: tuple[Statement, ...]
    nearest: tuple[Passage, ...]
    engine: str = "extractive"


class Answerer:
    """Answers questions from one library. Safe for threads."""

    def __init__(self, library: Library, searcher: Searcher, minimum_confidence: float = 0.5) -> None:
        """``minimum_confidence``, 0–1, is the operating point below which the answer is a refusal."""
        self._library = library
        self._searcher = searcher
        self._minimum = minimum_confidence

    def ask(self, text: str, filters: Filters = Filters()) -> Answer:  # noqa: B008
        """Answer a question. Raises ``InvalidRequestError`` for one that is empty or far too long."""
        text = checked(text)
        question = analyse(text, self._searcher.organisations())
        passages, evidence = self._evidence(question, filters)
        if not evidence or not question.terms:
            return Answer(text, "not_in_documents", 0.0, (), self._nearest(question, passages, filters))
        certainty = round(confidence(signals(question, evidence)), 3)
        if certainty < self._minimum:
            return Answer(text, "not_in_documents", certainty, (), self._nearest(question, passages, filters))
        try:
            statements = self._statements(_chosen(question, evidence))
        except UnknownDocumentError:
            # A document was removed while the question was being answered: answer it from what is left.
            return self.ask(text, filters)
        return Answer(text, "answered", certainty, statements, ())

    def _evidence(self, question: Question, filters: Filters) -> tuple[list[RankedPassage], list[Evidence]]:
        rarity = self._searcher.rarity(term.word for term in question.terms)
        by_stem = {term.stem: rarity.words[term.word] for term in question.terms}
        named = [mention.organisation for mention in question.mentions]
        if not question.speakers:
            passages = self._searcher.search(question.text, _PASSAGES_READ, filters)
            return passages, weigh(question, passages, by_stem, rarity.most, named)
        # Their own documents; where these are silent, what others report that they said; nobody else's words.
        own = self._search_own(question, filters)
        evidence = weigh(question, own, by_stem, rarity.most, question.speakers)
        if evidence and confidence(signals(question, evidence)) >= self._minimum:
            return own, evidence
        numbers = {passage.number for passage in own}
        others = [p for p in self._searcher.search(question.text, _PASSAGES_READ, filters) if p.number not in numbers]
        reported = [
            item
            for item in weigh(question, others, by_stem, rarity.most)
            if item.said >= _REPORT_SAYS and any(reports(item.sentence.text, name) for name in question.speakers)
        ]
        return own, ranked(question, evidence + reported)

    def _search_own(self, question: Question, filters: Filters) -> list[RankedPassage]:
        speakers = tuple(
            name
            for name in question.speakers
            if not filters.organisation or name.lower() in {f.lower() for f in filters.organisation}
        )
        if not speakers:
            return []
        return self._searcher.search(question.topic, _PASSAGES_READ, replace(filters, organisation=speakers))

    def _statements(self, chosen: list[list[Evidence]]) -> tuple[Statement, ...]:
        texts = {e.passage.document: "" for same in chosen for e in same}
        texts = {document: self._library.text(document) for document in texts}
        statements = []
        number = 0
        for same in chosen:
            citations = []
            for item in same:
                number += 1
                citations.append(verify(texts[item.passage.document], _citation(item, number)))
            statements.append(Statement(citations[0].quote, tuple(citations)))
        return tuple(statements)

    def _nearest(self, question: Question, passages: list[RankedPassage], filters: Filters) -> tuple[Passage, ...]:
        if not passages:
            passages = self._searcher.search(question.text, _NEAREST_SHOWN, filters)
        return tuple(shown(passage) for passage in passages[:_NEAREST_SHOWN])


def checked(question: str) -> str:
    """Return a question without white space around it, or raise ``InvalidRequestError``."""
    question = question.strip()
    if not question.isprintable() and any(0xD800 <= ord(character) <= 0xDFFF for character in question):
        raise InvalidRequestError("The question holds broken characters. Type it again.")
    if not question:
        raise InvalidRequestError("The question is empty. Write one in plain English.")
    if len(question) > _LONGEST_QUESTION:
        raise InvalidRequestError(
            f"The question has {len(question)} characters; at most {_LONGEST_QUESTION} are read. Shorten it."
        )
    return question


def shown(passage: RankedPassage) -> Passage:
    """Return a ranked passage as the contract shows it."""
    page, label = page_of(passage.pages, passage.start)
    return Passage(
        passage.document,
        passage.title,
        passage.organisation,
        " › ".join(passage.heading),
        page,
        label,
        passage.start,
        passage.end,
        passage.text,
        round(passage.score, 4),
        passage.recognised,
    )


def _chosen(question: Question, evidence: Sequence[Evidence]) -> list[list[Evidence]]:
    """Return the statements' evidence, best first; the same sentence in two places makes one statement."""
    share = _GOOD_ENOUGH if question.wanted is Wanted.ANYTHING else _FACT_GOOD_ENOUGH
    best = evidence[0]
    chosen: list[list[Evidence]] = []
    for item in evidence:
        if item.score < share * best.score or len(chosen) == _MOST_STATEMENTS:
            break
        twin = next((same for same in chosen if same[0].sentence.text == item.sentence.text), None)
        if twin is not None:
            twin.append(item)
        elif not chosen or (_is_relevant(question, item, best) and not _repeats(item, chosen)):
            chosen.append([item])
    return chosen


def _is_relevant(question: Question, item: Evidence, best: Evidence) -> bool:
    if question.wanted is not Wanted.ANYTHING and not item.holds:
        return False
    return not item.conflict and item.said >= _SAYS_AS_MUCH * best.said


def _repeats(item: Evidence, chosen: list[list[Evidence]]) -> bool:
    words = set(item.sentence.text.lower().split())
    for same in chosen:
        other = set(same[0].sentence.text.lower().split())
        if len(words & other) > 0.7 * min(len(words), len(other)):
            return True
    return False


def _citation(item: Evidence, number: int) -> Citation:
    passage, sentence = item.passage, item.sentence
    page, label = page_of(passage.pages, sentence.start)
    return Citation(
        number,
        passage.document,
        passage.title,
        passage.organisation,
        passage.date,
        page,
        label,
        sentence.start,
        sentence.end,
        sentence.text,
        passage.kind,
        passage.about,
        passage.recognised,
    )
