"""What every system is measured on: documents, the passages that our library makes of them, and questions."""

import contextlib
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench.corpus import documents
from index.document import Metadata
from index.encoder import Encoder
from index.errors import InvalidRequestError
from index.intake import files
from index.library import Library

_MADE_UP_DOCUMENTS = 20
_MADE_UP_QUESTIONS = 60
_PAGES = "govuk_documents.jsonl"
_QUESTIONS = "govuk_questions.jsonl"
_MARKDOWN = re.compile(r"([\\`*_\[\]<>&~|#+=-]|(?<=\d)[.)](?=\s|$))")
"""What Markdown would take for more than itself in a line of text."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to add: its name, its text, and its title where the text does not say it."""

    name: str
    text: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of our library: its number, its document's file name and title, the headings above it, its text."""

    number: int
    document: str
    title: str
    heading: tuple[str, ...]
    text: str

    @property
    def with_title(self) -> str:
        """The title, the headings and the text, each on a line of its own."""
        return "\n".join(part for part in (self.title, *self.heading, self.text) if part)


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its evidence as pairs of file name and sentence, and the numbers of the right passages."""

    text: str
    evidence: tuple[tuple[str, str], ...] = ()
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents and questions; ``passages`` is empty until ``with_passages`` has made them."""

    name: str
    papers: tuple[Paper, ...]
    questions: tuple[Question, ...]
    passages: tuple[Passage, ...] = ()


def notes(folder: Path, golden: Path) -> Corpus:
    """Return the bundled notes with the answerable ones of the golden questions."""
    papers = tuple(Paper(path.name, path.read_text(encoding="utf-8")) for path in files([folder]).files)
    questions = tuple(
        Question(line["question"], tuple((each["document"], each["sentence"]) for each in line["evidence"]))
        for line in _lines(golden)
        if line["answerable"]
    )
    return Corpus("notes", papers, questions)


def made_up(folder: Path, golden: Path) -> Corpus:
    """Return about 1,000 passages of made-up documents, with questions that none of them is right for."""
    contents = itertools.islice(documents(folder), _MADE_UP_DOCUMENTS)
    papers = tuple(Paper(f"{number}.txt", content.decode()) for number, content in enumerate(contents))
    asked = itertools.islice(_lines(golden), _MADE_UP_QUESTIONS)
    return Corpus("made-up", papers, tuple(Question(line["question"]) for line in asked))


def guidance(folder: Path, count: int | None = None) -> Corpus:
    """Return the pages and the answerable questions of a folder, or ``count`` of these, evenly spread.

    ``govuk_documents.jsonl`` has one page a line: ``document`` and its ``sentences``; each becomes a paragraph.
    ``govuk_questions.jsonl`` has one question a line: ``scenario``, ``question``, ``document``, ``evidence`` and
    ``answerable``. Raises ``InvalidRequestError`` where one of the two is missing.
    """
    for name in (_PAGES, _QUESTIONS):
        if not (folder / name).is_file():
            raise InvalidRequestError(f"There is no {name} in {folder}. Give the folder that holds it.")
    papers = tuple(
        Paper(
            _page_name(line["document"]),
            "\n\n".join(_MARKDOWN.sub(r"\\\1", " ".join(sentence.split())) for sentence in line["sentences"]),
            line["document"].replace("-", " "),
        )
        for line in _lines(folder / _PAGES)
    )
    questions = [
        Question(
            f"{line['scenario']} {line['question']}",
            tuple((_page_name(line["document"]), sentence) for sentence in line["evidence"]),
        )
        for line in _lines(folder / _QUESTIONS)
        if line["answerable"]
    ]
    return Corpus("guidance", papers, tuple(evenly(questions, count)))


def without_titles(corpus: Corpus) -> Corpus:
    """Return the corpus with passages that are their text alone."""
    return replace(corpus, passages=tuple(replace(passage, title="", heading=()) for passage in corpus.passages))


def evenly(questions: list[Question], count: int | None) -> list[Question]:
    """Return ``count`` of the questions at even distances; all where there are no more, or ``count`` is None."""
    if count is None or count >= len(questions):
        return questions
    return [questions[position * len(questions) // count] for position in range(count)]


def with_passages(corpus: Corpus, home: Path, encoder: Encoder) -> Corpus:
    """Add the documents to an empty library at ``home``; return the corpus with its passages and the right ones.

    A passage is right where it holds a whole evidence sentence of its document; where that is divided among
    passages, each that holds a part of it is. Questions with evidence that is in no passage are left out.
    """
    library = Library(home)
    with contextlib.closing(library):
        add(library, corpus, encoder)
        with library.database.read() as connection:
            rows = connection.execute(
                'SELECT p.number, d.filename, d.title, p.heading, p.text, p."start", p."end", d.text AS whole'
                " FROM passages p JOIN documents d ON d.number = p.document ORDER BY p.number"
            ).fetchall()
    texts = {row["filename"]: str(row["whole"]) for row in rows}
    places: dict[str, list[tuple[int, int, int]]] = {name: [] for name in texts}
    for row in rows:
        places[row["filename"]].append((row["number"], row["start"], row["end"]))
    passages = tuple(
        Passage(row["number"], row["filename"], row["title"], tuple(json.loads(row["heading"])), row["text"])
        for row in rows
    )
    marked = [replace(question, right=_right(question, texts, places)) for question in corpus.questions]
    kept = tuple(question for question in marked if question.right or not question.evidence)
    return replace(corpus, passages=passages, questions=kept)


def add(library: Library, corpus: Corpus, encoder: Encoder) -> None:
    """Add all documents of a corpus to a library, in order."""
    for paper in corpus.papers:
        library.add(paper.text.encode(), paper.name, encoder, Metadata(title=paper.title))


def save(corpus: Corpus, path: Path) -> None:
    """Write a corpus as JSON, for the processes that measure it."""
    path.write_text(json.dumps(asdict(corpus), ensure_ascii=False), encoding="utf-8")


def load(path: Path) -> Corpus:
    """Read what ``save`` wrote."""
    saved = json.loads(path.read_text(encoding="utf-8"))
    return Corpus(
        saved["name"],
        tuple(Paper(**paper) for paper in saved["papers"]),
        tuple(
            Question(question["text"], tuple(map(tuple, question["evidence"])), tuple(question["right"]))
            for question in saved["questions"]
        ),
        tuple(Passage(**{**passage, "heading": tuple(passage["heading"])}) for passage in saved["passages"]),
    )


def _right(
    question: Question, texts: Mapping[str, str], places: Mapping[str, list[tuple[int, int, int]]]
) -> tuple[int, ...]:
    right: set[int] = set()
    for document, sentence in question.evidence:
        words = r"\s+".join(map(re.escape, sentence.split()))
        for found in re.finditer(words, texts.get(document, "")) if words else ():
            whole = {n for n, start, end in places[document] if start <= found.start() and found.end() <= end}
            parts = {n for n, start, end in places[document] if start < found.end() and found.start() < end}
            right |= whole or parts
    return tuple(sorted(right))


def _page_name(document: str) -> str:
    return f"{document}.md"


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        yield from map(json.loads, stream)
