"""Answers: the sentences that answer a question, word for word, or the plain word that there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.errors import InvalidRequestError, UnknownDocumentError
from index.library import Library
from index.search import Filters, RankedPassage, Searcher
from qa.attribution import reported_speaker
from qa.citations import Citation, page_of, verify
from qa.confidence import confidence, signals
from qa.evidence import Evidence, ranked, weigh
from qa.organisations import reports
from qa.question import Question, analyse
from qa.statements import Chosen, choose, remarks

_PASSAGES_READ = 12
_LONGEST_QUESTION = 2000
_NEAREST_SHOWN = 3
_REPORT_SAYS = 0.3
"""Share of the question's terms that a report of somebody's words must hold itself."""


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
    """An answer, or ``not_in_documents`` with the passages that came nearest and no statements.

    ``remarks`` are sentences of ours: that the documents differ, or what they give instead of what was asked.
    """

    question: str
    verdict: Literal["answered", "not_in_documents"]
    confidence: float
    statements: tuple[Statement, ...]
    nearest: tuple[Passage, ...]
    engine: str = "extractive"
    conversation: str | None = None
    understood: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question taken apart, the passages that were found for it and their sentences, each best first."""

    question: Question
    passages: list[RankedPassage]
    evidence: list[Evidence]


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
        weighed = self.evidence(text, filters)
        question, passages, evidence = weighed.question, weighed.passages, weighed.evidence
        certainty = round(confidence(signals(question, evidence)), 3) if evidence and question.terms else 0.0
        if not evidence or not question.terms or certainty < self._minimum:
            nearest = self._nearest(question, passages, filters)
            said = remarks(question, evidence, answered=False)
            return Answer(text, "not_in_documents", certainty, (), nearest, remarks=said)
        try:
            statements = self._statements(choose(question, evidence))
        except UnknownDocumentError:
            # A document was removed while the question was being answered: answer it from what is left.
            return self.ask(text, filters)
        return Answer(text, "answered", certainty, statements, (), remarks=remarks(question, evidence, answered=True))

    def evidence(self, text: str, filters: Filters = Filters()) -> Weighed:  # noqa: B008  (frozen)
        """Return what speaks for an answer, whether or not it is enough for one."""
        question = analyse(text, self._searcher.organisations())
        return Weighed(question, *self._evidence(question, filters))

    def _evidence(self, question: Question, filters: Filters) -> tuple[list[RankedPassage], list[Evidence]]:
        rarity = self._searcher.rarity(term.word for term in question.terms)
        by_stem = {term.stem: rarity.words[term.word] for term in question.terms}
        named = [mention.organisation for mention in question.mentions]
        if not question.speakers:
            passages = self._searcher.search(question.text, _PASSAGES_READ, filters, question.focus)
            return passages, weigh(question, passages, by_stem, rarity.most, named)
        # Their own documents; where these are silent, what others report that they said; nobody else's words.
        own = self._search_own(question, filters)
        evidence = weigh(question, own, by_stem, rarity.most, question.speakers)
        if evidence and confidence(signals(question, evidence)) >= self._minimum:
            return own, evidence
        numbers = {passage.number for passage in own}
        others = [
            p
            for p in self._searcher.search(question.text, _PASSAGES_READ, filters, question.focus)
            if p.number not in numbers
        ]
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

    def _statements(self, chosen: Sequence[Chosen]) -> tuple[Statement, ...]:
        texts = {item.passage.document: "" for one in chosen for item in one.evidence}
        texts = {document: self._library.text(document) for document in texts}
        names = self._searcher.organisations()
        statements = []
        number = 0
        for one in chosen:
            citations = []
            for item, span in zip(one.evidence, one.spans, strict=True):
                number += 1
                citations.append(verify(texts[item.passage.document], _citation(item, number, span, names)))
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


def _citation(item: Evidence, number: int, span: tuple[int, int], names: Sequence[str]) -> Citation:
    passage, (start, end) = item.passage, span
    page, label = page_of(passage.pages, start)
    return Citation(
        number=number,
        document=passage.document,
        title=passage.title,
        organisation=passage.organisation,
        date=passage.date,
        page=page,
        page_label=label,
        start=start,
        end=end,
        quote=passage.text[start - passage.start : end - passage.start],
        kind=passage.kind,
        about=passage.about,
        recognised=passage.recognised,
        quoting=_quoting(item, names),
    )


def _quoting(item: Evidence, names: Sequence[str]) -> str | None:
    """Return whose words the sentence reports, if it is somebody else's than the document's."""
    passage = item.passage
    before = [sentence.text for sentence in passage.sentences if sentence.end <= item.sentence.start]
    return reported_speaker(item.sentence.text, before[-2:], passage.about or passage.organisation, names)
