"""What becomes of the golden questions, asked of the bundled notes."""

import contextlib
import statistics
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evals.measures import Measure, mean_reciprocal_rank, rank, risk_coverage_area, roc_area, share
from evals.progress import progress
from evals.questions import GROUPS, PARTS, GoldenQuestion
from index.document import Metadata
from index.encoder import Encoder
from index.errors import InvalidRequestError
from index.intake import add_files, files
from index.library import Library
from index.search import Searcher
from qa.answer import Answer, Answerer, Statement, Weighed

WHOLE = "all"
_FEW = 5

Failure = Literal["refused", "wrong first", "answered"]
"""At the operating point: an answerable question refused, or answered with a wrong sentence first; an unanswerable
one answered."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question.

    ``passage_rank`` is the place from 1 of the first passage that holds a right sentence; None where none of the
    first ten does. ``first_right`` and ``among_right`` are about the statements as they are where nothing is refused,
    ``first`` is the first of them and ``first_title`` its document's title, both empty where there is none.
    ``refused`` and ``confidence`` are at the operating point, ``statements`` is how many were shown there.
    ``citations`` counts those of all statements, ``verified`` the ones whose quote stands at its place.
    """

    question: GoldenQuestion
    passage_rank: int | None
    first_right: bool
    among_right: bool
    refused: bool
    confidence: float
    statements: int
    citations: int
    verified: int
    first: str
    first_title: str

    @property
    def failure(self) -> Failure | None:
        """How the answer is wrong at the operating point, if it is."""
        if not self.question.answerable:
            return None if self.refused else "answered"
        if self.refused:
            return "refused"
        return None if self.first_right else "wrong first"


@dataclass(frozen=True, slots=True)
class Row:
    """The measures of one group of questions; ``None`` where none of them is of the kind that a measure is over.

    ``refused`` is over the unanswerable questions, ``refused_near`` over the near misses among them and
    ``refused_far`` over the others, ``refused_wrongly`` over the answerable ones. ``statements`` is the median and
    the mean of the questions that are answered, ``answered`` their number.
    """

    part: str
    group: str
    answerable: int
    unanswerable: int
    passage_first: Measure | None
    passage_in_five: Measure | None
    passage_reciprocal: Measure | None
    sentence_first: Measure | None
    sentence_among: Measure | None
    refused: Measure | None
    refused_near: Measure | None
    refused_far: Measure | None
    refused_wrongly: Measure | None
    roc: Measure | None
    risk_coverage: Measure | None
    answered: int
    statements: tuple[float, float] | None
    citations: int
    verified: int


def ask_all(
    questions: Sequence[GoldenQuestion], documents: Path, encoder: Encoder, minimum_confidence: float
) -> list[Outcome]:
    """Put the documents into a library of their own and ask it every question.

    ``minimum_confidence`` is the operating point. Raises ``InvalidRequestError`` where a right sentence is not in
    the document that it is said to be in.
    """
    with (
        tempfile.TemporaryDirectory() as home,
        contextlib.closing(Library(Path(home))) as library,
    ):
        names = _added(library, documents, encoder)
        asker = _Asker(library, names, Searcher(library, encoder), minimum_confidence)
        outcomes = []
        with progress("Asking the golden questions", len(questions)) as advance:
            for question in questions:
                outcomes.append(asker.ask(question))
                advance(1)
    return outcomes


def rows(outcomes: Sequence[Outcome]) -> list[Row]:
    """Return a row for each part and group that has questions, and one for each part as a whole."""
    result = []
    for part in PARTS:
        for group in (*GROUPS, WHOLE):
            these = [o for o in outcomes if o.question.part == part and group in (o.question.group, WHOLE)]
            if these:
                result.append(_row(part, group, these))
    return result


def _added(library: Library, documents: Path, encoder: Encoder) -> dict[str, str]:
    """Add the files of a folder and return their names by the ids of their documents."""
    paths = files([documents]).files
    names = {}
    with progress("Adding the notes", len(paths)) as advance:
        for added in add_files(library, encoder, paths, Metadata()):
            if added.document is None:
                raise InvalidRequestError(added.reason or f"{added.path.name}: was not added.")
            names[added.document.id] = added.path.name
            advance(1)
    return names


class _Asker:
    def __init__(
        self, library: Library, names: Mapping[str, str], searcher: Searcher, minimum_confidence: float
    ) -> None:
        self._answerer = Answerer(library, searcher, minimum_confidence)
        self._unrefusing = Answerer(library, searcher, 0.0)
        self._names = names
        self._texts = {document: library.text(document) for document in names}

    def ask(self, question: GoldenQuestion) -> Outcome:
        self._check(question)
        answer = self._answerer.ask(question.question)
        refused = answer.verdict == "not_in_documents"
        # What would be shown had it not been refused.
        shown = self._unrefusing.ask(question.question) if refused else answer
        right = [self._is_right(question, statement) for statement in shown.statements]
        citations = [citation for statement in shown.statements for citation in statement.citations]
        verified = [self._texts[c.document][c.start : c.end] == c.quote for c in citations]
        return Outcome(
            question=question,
            passage_rank=self._passage_rank(question, self._answerer.evidence(question.question)),
            first_right=bool(right) and right[0],
            among_right=any(right),
            refused=refused,
            confidence=answer.confidence,
            statements=len(answer.statements),
            citations=len(citations),
            verified=sum(verified),
            first=shown.statements[0].text if shown.statements else "",
            first_title=_first_title(shown),
        )

    def _check(self, question: GoldenQuestion) -> None:
        texts = {name: self._texts[document] for document, name in self._names.items()}
        for right in question.right:
            if right.sentence not in texts.get(right.document, ""):
                raise InvalidRequestError(
                    f"Golden question {question.id}: {right.document} does not hold {right.sentence[:60]!r}. Correct "
                    "the question or the document."
                )

    def _is_right(self, question: GoldenQuestion, statement: Statement) -> bool:
        return any(
            right.document == self._names[citation.document]
            and (right.sentence in citation.quote or citation.quote in right.sentence)
            for citation in statement.citations
            for right in question.right
        )

    def _passage_rank(self, question: GoldenQuestion, weighed: Weighed) -> int | None:
        holds = (
            any(
                right.document == self._names[passage.document] and right.sentence in passage.text
                for right in question.right
            )
            for passage in weighed.passages
        )
        return rank(holds, (True,))


def _first_title(answer: Answer) -> str:
    return answer.statements[0].citations[0].title if answer.statements else ""


def _row(part: str, group: str, outcomes: Sequence[Outcome]) -> Row:
    yes = [o for o in outcomes if o.question.answerable]
    no = [o for o in outcomes if not o.question.answerable]
    counts = [o.statements for o in outcomes if not o.refused]
    return Row(
        part=part,
        group=group,
        answerable=len(yes),
        unanswerable=len(no),
        passage_first=share(o.passage_rank == 1 for o in yes),
        passage_in_five=share(o.passage_rank is not None and o.passage_rank <= _FEW for o in yes),
        passage_reciprocal=mean_reciprocal_rank(o.passage_rank for o in yes),
        sentence_first=share(o.first_right for o in yes),
        sentence_among=share(o.among_right for o in yes),
        refused=_refused(no),
        refused_near=_refused(o for o in no if o.question.near_miss),
        refused_far=_refused(o for o in no if not o.question.near_miss),
        refused_wrongly=_refused(yes),
        roc=roc_area((o.confidence for o in yes), (o.confidence for o in no)),
        # A question without an answer has no right sentence: whatever comes first is wrong.
        risk_coverage=risk_coverage_area([o.confidence for o in outcomes], [not o.first_right for o in outcomes]),
        answered=len(counts),
        statements=(statistics.median(counts), statistics.mean(counts)) if counts else None,
        citations=sum(o.citations for o in outcomes),
        verified=sum(o.verified for o in outcomes),
    )


def _refused(outcomes: Iterable[Outcome]) -> Measure | None:
    return share(o.refused for o in outcomes)
