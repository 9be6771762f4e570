"""The shapes that the API answers with. ``start`` and ``end`` count code points of a document's text."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library without its text; ``pages`` and ``characters`` are counts.

    ``newer`` is the id of the version that replaced this one; ``recognised`` tells of words read from pictures.
    """

    id: str
    title: str
    organisation: str
    about: str | None
    kind: str
    date: str | None
    url: str | None
    sha256: str
    pages: int
    characters: int
    added: str
    version: int = 1
    newer: str | None = None
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its printed label where that is known, and its span of the text."""

    number: int
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's whole text; ``pages`` is empty where its format knows none."""

    text: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that came near a question, with the headings above it, ``Money › First view``."""

    document: str
    title: str
    organisation: str
    heading: str
    page: int | None
    page_label: str | None
    start: int
    end: int
    text: str
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: document, span and page, and the quote itself, verbatim.

    ``recognised`` tells that its words were read from a picture of the page; ``quoting`` names the one whose words
    the document reports there.
    """

    number: int
    document: str
    title: str
    organisation: str
    date: str | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    quote: str
    recognised: bool = False
    quoting: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence or bullet of an answer, with the citations that carry it."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. With ``not_in_documents`` there are no statements, and ``nearest`` is no answer.

    ``conversation`` is the id to send with a follow-up; ``understood`` is how a follow-up was read.
    ``remarks`` are the program's own words about the documents: that they differ, or what they give instead.
    """

    question: str
    verdict: Literal["answered", "not_in_documents"]
    confidence: float
    statements: tuple[Statement, ...]
    nearest: tuple[Passage, ...]
    conversation: str | None = None
    understood: str | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its filters; an empty filter lets everything through."""

    text: str
    organisations: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The answer of ``/api/documents``."""

    documents: tuple[Document, ...]
