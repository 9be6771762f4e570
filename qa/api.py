"""The HTTP API. `/docs` shows it with examples; `create` makes it for one library."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from fastapi import Body, FastAPI, File, Form, Query, Response, UploadFile
from pydantic import BaseModel, ConfigDict

from index.document import Cell, Document, Heading, Note
from index.encoder import Encoder
from index.errors import InvalidRequestError
from index.library import Library
from index.metadata import validated
from index.readers import SUFFIXES
from index.search import Filters, Searcher
from qa import examples
from qa.answer import Answer, Answerer, Passage, checked, shown
from qa.conversation import Turn, quoted, standalone
from qa.conversation.store import Conversations
from qa.guard import Guard
from qa.log import RequestLog
from qa.problems import Problem, install
from qa.quotation import Quotation, quotation
from qa.reading import Reading, page_of_document
from qa.settings import Settings

_MOST_PASSAGES = 50


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the API works, and how much it holds."""

    status: str
    documents: int
    passages: int
    version: str


@dataclass(frozen=True, slots=True)
class Documents:
    """All documents of the library."""

    documents: list[Document]


@dataclass(frozen=True, slots=True)
class PageSpan:
    """A page's number from 1, what is printed on it if that is certain, and its span of the text."""

    number: int
    label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A document's whole text and its pages; footnotes stand behind the last page."""

    text: str
    pages: list[PageSpan]


@dataclass(frozen=True, slots=True)
class Parts:
    """A document's headings, footnotes and cells of tables, as spans of its text."""

    headings: list[Heading]
    notes: list[Note]
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class RawText:
    """A document's text as its file has it, and the pages as spans of that."""

    raw: str
    pages: list[PageSpan]


@dataclass(frozen=True, slots=True)
class Passages:
    """Ranked passages, best first."""

    query: str
    passages: list[Passage]


class Asked(BaseModel):
    """A question with optional limits; ``conversation`` is the id that the answer before gave."""

    model_config = ConfigDict(extra="forbid")

    question: str
    organisation: list[str] = []
    document: list[str] = []
    kind: list[str] = []
    conversation: str | None = None


def create(library: Library, encoder: Encoder, settings: Settings) -> FastAPI:
    """Return the API of one library. The encoder must be the one that the library was indexed with."""
    searcher = Searcher(library, encoder)
    answerer = Answerer(library, searcher, settings.minimum_confidence)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        # The first question would otherwise wait for vectors to be read and for the encoder to warm up.
        searcher.search("warm up")
        yield
        library.close()

    app = FastAPI(
        title="Chapter & Verse",
        version=version("chapter-and-verse"),
        summary="Answers about a library of documents, with chapter and verse for every word.",
        lifespan=lifespan,
        responses={422: {"model": Problem, "description": "The request makes no sense."}},
    )
    install(app)
    app.add_middleware(RequestLog)
    app.add_middleware(
        Guard,
        hosts=settings.allowed_hosts,
        token=settings.token.get_secret_value() if settings.token else None,
        limit_bytes=settings.upload_limit_mib << 20,
    )
    _add_document_routes(app, library, encoder)
    _add_reading_routes(app, library)
    _add_question_routes(app, library, searcher, answerer)
    return app


def _missing_document() -> dict[int | str, dict[str, Any]]:
    return {404: {"model": Problem, "description": "There is no such document."}}


def _add_document_routes(app: FastAPI, library: Library, encoder: Encoder) -> None:
    missing = _missing_document()

    @app.get("/api/documents", summary="What is in the library")
    def documents(
        versions: Annotated[bool, Query(description="Also the versions that were replaced.")] = False,
    ) -> Documents:
        return Documents(library.documents(versions))

    @app.post(
        "/api/documents",
        status_code=201,
        summary="Add a document",
        responses={
            200: {
                "model": Document,
                "description": "The library had these bytes already; this is their document.",
            },
            413: {"model": Problem, "description": "The upload is too large."},
        },
    )
    def add_document(
        response: Response,
        file: Annotated[UploadFile, File(description=f"A file of one of these types: {', '.join(SUFFIXES)}.")],
        title: Annotated[str | None, Form()] = None,
        organisation: Annotated[str | None, Form()] = None,
        about: Annotated[str | None, Form()] = None,
        kind: Annotated[str | None, Form()] = None,
        date: Annotated[str | None, Form()] = None,
        url: Annotated[str | None, Form()] = None,
        replaces: Annotated[
            str | None,
            Form(description="Id of the document that this is a new version of, or `none` for a document of its own."),
        ] = None,
    ) -> Document:
        metadata = validated(title, organisation, about, kind, date, url)
        name = file_name(file.filename or "")
        added = library.add(file.file.read(), name, encoder, metadata, replaces=replaces or None)
        response.status_code = 201 if added.created else 200
        return added.document

    @app.delete("/api/documents/{document_id}", status_code=204, summary="Remove a document", responses=missing)
    def remove(document_id: str) -> None:
        library.remove(document_id)


def _add_reading_routes(app: FastAPI, library: Library) -> None:
    missing = _missing_document()

    @app.get("/api/documents/{document_id}", summary="One document", responses=missing)
    def document(document_id: str) -> Document:
        return library.document(document_id)

    @app.get("/api/documents/{document_id}/text", summary="A document's text and pages", responses=missing)
    def text(document_id: str) -> Text:
        parsed = library.parsed(document_id)
        return Text(parsed.text, [PageSpan(p.number, p.label, p.start, p.end) for p in parsed.pages])

    @app.get("/api/documents/{document_id}/parts", summary="A document's headings, notes and cells", responses=missing)
    def document_parts(document_id: str) -> Parts:
        parsed = library.parsed(document_id)
        return Parts(list(parsed.headings), list(parsed.notes), list(parsed.cells))

    @app.get("/api/documents/{document_id}/raw", summary="A document's text as its file has it", responses=missing)
    def raw(document_id: str) -> RawText:
        parsed = library.parsed(document_id)
        pages = [PageSpan(page.number, page.label, page.raw_start, page.raw_end) for page in parsed.pages]
        return RawText(parsed.raw, pages)

    @app.get("/api/documents/{document_id}/pages/{number}", summary="One page", responses=missing)
    def page(document_id: str, number: int) -> Reading:
        return page_of_document(library, document_id, number, None)

    @app.get(
        "/api/documents/{document_id}/quote",
        summary="One quote, held against the file that it was taken from",
        responses=missing,
    )
    def quote(
        document_id: str,
        start: Annotated[int, Query(description="Where it begins, in code points of the text.")],
        end: Annotated[int, Query(description="Where it ends.")],
    ) -> Quotation:
        return quotation(library, document_id, start, end)


def _add_question_routes(app: FastAPI, library: Library, searcher: Searcher, answerer: Answerer) -> None:
    conversations = Conversations()

    @app.get("/api/health", summary="Whether the API works")
    def health() -> Health:
        counts = library.counts()
        return Health("ok", counts.documents, counts.passages, app.version)

    @app.get("/api/search", summary="Find passages")
    def search(
        q: Annotated[str, Query(description="What to look for.", examples=["independent advocacy"])],
        k: Annotated[int, Query(ge=1, le=_MOST_PASSAGES, description="How many passages.")] = 10,
        organisation: Annotated[list[str], Query(description="Who speaks, or whom a note is about.")] = [],  # noqa: B006
        document: Annotated[list[str], Query(description="Document ids.")] = [],  # noqa: B006
        kind: Annotated[list[str], Query(description="review, response, government, evidence or note.")] = [],  # noqa: B006
    ) -> Passages:
        found = searcher.search(checked(q), k, Filters(tuple(organisation), tuple(document), tuple(kind)))
        return Passages(q, [shown(passage) for passage in found])

    @app.post(
        "/api/ask",
        summary="Ask a question",
        description="With the `conversation` of an answer before, a follow-up such as *And Ofsted?* is read as one "
        "whole question, `understood`, and that alone is asked. Conversations are kept in memory only, the last "
        "thousand; an id that is not known any more begins a new one.",
        responses={200: {"content": {"application/json": {"examples": examples.ANSWERS}}}},
    )
    def ask(asked: Annotated[Asked, Body(openapi_examples=examples.QUESTIONS)]) -> Answer:
        filters = Filters(tuple(asked.organisation), tuple(asked.document), tuple(asked.kind))
        typed = checked(asked.question)
        conversation, turns = conversations.resume(asked.conversation)
        question = standalone(typed, turns, searcher.organisations()) if turns else typed
        answer = answerer.ask(question, filters)
        said = quoted(citation for statement in answer.statements for citation in statement.citations)
        conversations.remember(conversation, Turn(question, said))
        understood = question if question != typed else None
        return replace(answer, question=typed, conversation=conversation, understood=understood)


def file_name(given: str) -> str:
    """Return the last part of a file name from outside; it names the file in messages and is never a path."""
    name = PurePosixPath(PureWindowsPath(given).name).name.replace("\x00", "").strip()
    if not name or name in {".", ".."}:
        raise InvalidRequestError("The upload has no file name. Send one, with an ending such as .pdf.")
    return name[-200:]
