"""How well the line that answers a question is found among pages of guidance, beside two plain baselines.

A page is a document and each of its lines a paragraph. The question is the asker's scenario with the question behind
it. All rank lines: ours by its sentences, each of which stands for the line that holds it; BM25 alone; and the cosine
of the vectors of the question and of the line with its page's name before it, from the same encoder.
"""

import bisect
import contextlib
import re
import sqlite3
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np

from evals.measures import Measure, mean_reciprocal_rank, rank, roc_area, share
from evals.progress import progress
from evals.questions import GuidancePage, GuidanceQuestion
from index.document import Metadata
from index.encoder import Encoder, Floats
from index.errors import InvalidRequestError
from index.library import Library
from index.search import Searcher
from index.words import content_words
from qa.answer import Answerer
from qa.confidence import confidence, signals

_FEW = 5
_DEPTH = 10
_AT_ONCE = 256
"""Lines encoded between two steps of the progress bar."""
_LINES = re.compile(r"[^\n]+")
_MARKDOWN, _ESCAPED = re.compile(r"[\\`*_{}\[\]()#+.!|<>~&-]"), r"\\\g<0>"


class Line(NamedTuple):
    """A line's page, by its name, and its place on the page from 0."""

    page: str
    number: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Lines, best first, and how sure the system is that the question is answered at all, whatever its scale."""

    lines: list[Line]
    certainty: float


@dataclass(frozen=True, slots=True)
class Row:
    """How one system did over the answerable questions; ``roc`` is over these and the unanswerable ones."""

    name: str
    line_in_five: Measure | None
    line_first: Measure | None
    page_first: Measure | None
    reciprocal: Measure | None
    roc: Measure | None


class System(Protocol):
    """Something that ranks lines."""

    @property
    def name(self) -> str:
        """What it is called in the table."""
        ...

    def rank(self, question: str) -> Ranking:
        """Rank the lines for a question; ten are enough."""
        ...


class Ours:
    """Our library, search and choice of sentences."""

    name = "ours"

    def __init__(self, pages: Sequence[GuidancePage], library: Library, encoder: Encoder) -> None:
        """Add the pages to an empty library."""
        self._library = library
        self._pages: dict[str, str] = {}
        self._starts: dict[str, list[int]] = {}
        with progress("Adding the pages", len(pages)) as advance:
            for page in pages:
                self._add(page, encoder)
                advance(1)
        self._answerer = Answerer(self._library, Searcher(self._library, encoder))

    def rank(self, question: str) -> Ranking:
        """Rank the lines by their best sentences; a line with several counts once."""
        weighed = self._answerer.evidence(question)
        found = [self._line(item.passage.document, item.sentence.start) for item in weighed.evidence]
        certainty = confidence(signals(weighed.question, weighed.evidence)) if weighed.evidence else 0.0
        return Ranking(list(dict.fromkeys(found)), certainty)

    def _add(self, page: GuidancePage, encoder: Encoder) -> None:
        # As the items of a list: plain lines may be read as one paragraph that was wrapped, or as headings.
        content = "\n".join(f"- {_MARKDOWN.sub(_ESCAPED, line)}" for line in page.lines).encode()
        document = self._library.add(content, f"{page.name}.md", encoder, Metadata(title=page.title)).document
        starts = [found.start() for found in _LINES.finditer(self._library.text(document.id))]
        if len(starts) != len(page.lines):
            raise InvalidRequestError(
                f"The page {page.name!r} has {len(page.lines)} lines but is read as {len(starts)}, so none can be "
                "told from another. Take it out of the folder."
            )
        self._pages[document.id] = page.name
        self._starts[document.id] = starts

    def _line(self, document: str, start: int) -> Line:
        return Line(self._pages[document], bisect.bisect_right(self._starts[document], start) - 1)


class Words:
    """BM25 alone, by SQLite's full-text search with the stemmer of our library, over lines with their page's name."""

    name = "BM25 alone"

    def __init__(self, pages: Sequence[GuidancePage]) -> None:
        """Index the lines in memory."""
        self._lines = _lines(pages)
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(
            "CREATE VIRTUAL TABLE lines USING fts5 (text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        self._connection.executemany("INSERT INTO lines VALUES (?)", [(text,) for text in _named_texts(pages)])

    def close(self) -> None:
        """Forget the index."""
        self._connection.close()

    def rank(self, question: str) -> Ranking:
        """Rank the lines that hold any of the question's words other than the commonest English ones."""
        words = " OR ".join(f'"{word}"' for word in content_words(question))
        if not words:
            return Ranking([], 0.0)
        found = self._connection.execute(
            "SELECT rowid, -rank FROM lines WHERE lines MATCH ? ORDER BY rank, rowid LIMIT ?", (words, _DEPTH)
        ).fetchall()
        return Ranking([self._lines[number - 1] for number, _ in found], found[0][1] if found else 0.0)


class Vectors:
    """The plain dense baseline: one vector for the question and one for each line with its page's name before it."""

    name = "vectors alone"

    def __init__(self, pages: Sequence[GuidancePage], encoder: Encoder) -> None:
        """Encode the lines, which takes a minute or two for some thousand."""
        self._lines = _lines(pages)
        self._encoder = encoder
        texts = _named_texts(pages)
        parts: list[Floats] = []
        with progress("Encoding the lines for the baseline", len(texts)) as advance:
            for start in range(0, len(texts), _AT_ONCE):
                encoded = encoder.encode(texts[start : start + _AT_ONCE], advance)
                parts.append(np.stack([each.dense for each in encoded]))
        self._dense = np.concatenate(parts)

    def rank(self, question: str) -> Ranking:
        """Rank the lines by cosine."""
        likeness = self._dense @ self._encoder.encode([question])[0].dense
        order = np.argsort(-likeness, kind="stable")[:_DEPTH]
        return Ranking([self._lines[number] for number in order], float(likeness[order[0]]))


def compare(pages: Sequence[GuidancePage], questions: Sequence[GuidanceQuestion], encoder: Encoder) -> list[Row]:
    """Return a row for each system."""
    with tempfile.TemporaryDirectory() as home, contextlib.closing(Library(Path(home))) as library:
        result = [measured(Ours(pages, library, encoder), pages, questions)]
    with contextlib.closing(Words(pages)) as words:
        result.append(measured(words, pages, questions))
    result.append(measured(Vectors(pages, encoder), pages, questions))
    return result


def measured(system: System, pages: Sequence[GuidancePage], questions: Sequence[GuidanceQuestion]) -> Row:
    """Ask one system every question."""
    numbers = {page.name: {text: number for number, text in enumerate(page.lines)} for page in pages}
    ranks: list[int | None] = []
    page_first: list[bool] = []
    sure: list[float] = []
    unsure: list[float] = []
    with progress(f"Asking: {system.name}", len(questions)) as advance:
        for question in questions:
            ranking = system.rank(question.text)
            (sure if question.answerable else unsure).append(ranking.certainty)
            if question.answerable:
                right = {Line(question.page, numbers[question.page][text]) for text in question.right}
                ranks.append(rank(ranking.lines, right))
                page_first.append(bool(ranking.lines) and ranking.lines[0].page == question.page)
            advance(1)
    return Row(
        name=system.name,
        line_in_five=share(place is not None and place <= _FEW for place in ranks),
        line_first=share(place == 1 for place in ranks),
        page_first=share(page_first),
        reciprocal=mean_reciprocal_rank(ranks),
        roc=roc_area(sure, unsure),
    )


def _lines(pages: Iterable[GuidancePage]) -> list[Line]:
    return [Line(page.name, number) for page in pages for number in range(len(page.lines))]


def _named_texts(pages: Iterable[GuidancePage]) -> list[str]:
    """Return the text of each line with the page's name before it, in the order of ``_lines``."""
    return [f"{page.title}. {line}" for page in pages for line in page.lines]
