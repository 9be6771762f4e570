"""A small HTTP server that answers as the API does, over a library that is kept in memory."""

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

Record = dict[str, Any]

HOSTILE = "*Bold* $x^2$ :smile: <script>alert(1)</script> [a](http://b) <b>&amp;</b> 😀 {{x}}"
FIRST_PAGE = f"A review of small libraries\n\nCharities spoke first. {HOSTILE}\n\n"
QUOTE = "Councils said that $2.6bn <b>and</b> *time* 😀 were needed."
SECOND_PAGE = f"What councils said\n\n{QUOTE} They said no more.\n\n"
NOTE_QUOTE = "ECPAT UK counted 72 recommendations."
REFUSED = "What is the capital of France?"
BROKEN = "Please break"
PROBLEM = "The *question* is <b>too</b> long. Shorten it to 2,000 characters."


@dataclass
class SmallApi:
    """What the server holds, and what it was sent. ``requests`` are (method, path, body, headers)."""

    texts: dict[str, str] = field(default_factory=dict)
    pages: dict[str, list[Record]] = field(default_factory=dict)
    documents: dict[str, Record] = field(default_factory=dict)
    requests: list[tuple[str, str, bytes, Message]] = field(default_factory=list)
    token: str | None = None
    url: str = ""

    def hold(self, text: str, pages: list[Record] | None = None, **metadata: Any) -> Record:
        """Put a document into the library and return its record."""
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        document = {
            "id": sha256[:12], "title": "Untitled", "organisation": "Unknown organisation", "about": None,
            "kind": "evidence", "date": None, "url": None, "sha256": sha256, "pages": len(pages or []),
            "characters": len(text), "added": "2026-11-21T10:00:00Z", **metadata,
        }  # fmt: skip
        self.documents[document["id"]] = document
        self.texts[document["id"]] = text
        self.pages[document["id"]] = pages or []
        return document

    def citation(self, number: int, document: Record, quote: str) -> Record:
        """Return the citation of a quote that stands in a document."""
        start = self.texts[document["id"]].index(quote)
        pages = self.pages[document["id"]]
        page = next((page for page in pages if page["start"] <= start < page["end"]), None)
        return {
            "number": number, "document": document["id"], "title": document["title"],
            "organisation": document["organisation"], "date": document["date"],
            "page": page and page["number"], "page_label": page and page["label"],
            "start": start, "end": start + len(quote), "quote": quote,
        }  # fmt: skip

    def answer(self, question: str) -> Record:
        """Return an answer from the two documents that the library begins with, or a refusal."""
        review, note = list(self.documents.values())[:2]
        answer = {"question": question, "confidence": 0.91, "engine": "extractive", "nearest": []}
        if question == REFUSED:
            passage = self.citation(0, review, QUOTE)
            passage |= {"heading": "Money › *First*", "score": 0.2, "text": QUOTE}
            refused = {"verdict": "not_in_documents", "confidence": 0.1, "statements": []}
            return answer | refused | {"nearest": [passage]}
        return {
            **answer,
            "verdict": "answered",
            "statements": [
                {"text": QUOTE, "citations": [self.citation(1, review, QUOTE)]},
                {"text": NOTE_QUOTE, "citations": [self.citation(2, note, NOTE_QUOTE)]},
            ],
        }


def filled() -> SmallApi:
    """Return a library of a review with two pages, labelled "i" and "2", and a note."""
    api = SmallApi()
    cut = len(FIRST_PAGE)
    api.hold(
        FIRST_PAGE + SECOND_PAGE,
        [
            {"number": 1, "label": "i", "start": 0, "end": cut},
            {"number": 2, "label": "2", "start": cut, "end": cut + len(SECOND_PAGE)},
        ],
        title="A *review* <i>of</i> libraries", organisation="The Review", kind="review", date="2022-05-23",
        url="https://example.org/review",
    )  # fmt: skip
    api.hold(
        f"# Reaction\n\n{NOTE_QUOTE}", title="What ECPAT UK said", organisation="Chapter & Verse notes",
        about="ECPAT UK", kind="note", date="2026-11", url="javascript:alert(1)",
    )  # fmt: skip
    return api


@contextmanager
def serving(api: SmallApi, port: int = 0) -> Iterator[SmallApi]:
    """Serve the API on loopback; its ``url`` says where. Port 0 takes any that is free."""

    class Handler(_Handler):
        held = api

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    api.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield api
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    held: SmallApi

    def do_GET(self) -> None:
        if self._admitted() is None:
            return
        path = urlsplit(self.path).path
        if path == "/api/documents":
            listed = [document for document in self.held.documents.values() if document.get("newer") is None]
            self._answer(200, {"documents": listed})
            return
        name, _, rest = path.removeprefix("/api/documents/").partition("/")
        document_id = unquote(name)
        document = self.held.documents.get(document_id)
        if document is None:
            self._problem(404, "No such document", f"There is no document {document_id!r}.")
        elif rest == "text":
            self._answer(200, {"text": self.held.texts[document_id], "pages": self.held.pages[document_id]})
        else:
            self._answer(200, document)

    def do_DELETE(self) -> None:
        if self._admitted() is None:
            return
        document_id = unquote(self.path.removeprefix("/api/documents/"))
        if self.held.documents.pop(document_id, None) is None:
            self._problem(404, "No such document", f"There is no document {document_id!r}.")
        else:
            self.send_response(204)
            self.end_headers()

    def do_POST(self) -> None:
        body = self._admitted()
        if body is None:
            return
        if self.path == "/api/ask":
            question = json.loads(body)["question"]
            if question == BROKEN:
                self._problem(422, "The request makes no sense", PROBLEM)
            else:
                self._answer(200, self.held.answer(question))
            return
        self._take_upload(body)

    def _take_upload(self, body: bytes) -> None:
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        form = BytesParser(policy=default).parsebytes(head + body)
        fields: Record = {}
        name = None
        for part in form.iter_parts():
            name = part.get_filename() or name
            fields[part["Content-Disposition"].params["name"]] = part.get_payload(decode=True)
        text = fields.pop("file").decode()
        if not text.strip():
            self._problem(422, "The file cannot be read", f"{name}: there is no text.")
            return
        known = [record for key, record in self.held.documents.items() if self.held.texts[key] == text]
        added = {field: value.decode() for field, value in fields.items()}
        self._answer(200 if known else 201, known[0] if known else self.held.hold(text, **added))

    def log_message(self, *_: object) -> None:
        pass

    def _admitted(self) -> bytes | None:
        """Return the request's body, or answer 401 and return nothing."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.held.requests.append((self.command, self.path, body, self.headers))
        if self.held.token and self.headers.get("Authorization") != f"Bearer {self.held.token}":
            self._problem(401, "Token missing or wrong", "This API needs its token.")
            return None
        return body

    def _problem(self, status: int, title: str, detail: str) -> None:
        problem = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        self._answer(status, problem, "application/problem+json")

    def _answer(self, status: int, body: Record, kind: str = "application/json") -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
