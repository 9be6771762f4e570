"""The client of the API: one method for each call that the page makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter, ValidationError

from ui.shapes import Answer, Document, DocumentList, DocumentText, Question

_CONNECT_SECONDS = 5.0
_ANSWER_SECONDS = 120.0
_READING_SECONDS = 900.0
"""A long PDF is read, split and embedded before the API answers an upload."""

Shape = TypeVar("Shape")


class ApiError(Exception):
    """What went wrong with the API, in words fit to show. ``status`` is ``None`` without an answer."""

    def __init__(self, detail: str, status: int | None = None) -> None:
        super().__init__(detail)
        self.status = status


@dataclass(frozen=True, slots=True)
class Added:
    """What an upload led to: the document, and whether it is new to the library."""

    document: Document
    new: bool


class Client:
    """Calls the API at ``url``. Every method raises ``ApiError``."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self._url = url.rstrip("/")
        self._headers = {b"Authorization": f"Bearer {token}".encode()} if token else {}

    def documents(self) -> tuple[Document, ...]:
        """Return all documents of the library."""
        return self._shaped(DocumentList, self._send("GET", "/api/documents")).documents

    def document(self, document_id: str) -> Document:
        """Return one document."""
        return self._shaped(Document, self._send("GET", _document_path(document_id)))

    def text(self, document_id: str) -> DocumentText:
        """Return a document's whole text and its pages."""
        return self._shaped(DocumentText, self._send("GET", _document_path(document_id) + "/text"))

    def ask(self, question: Question, conversation: str | None = None) -> Answer:
        """Return the answer to a question, which may follow up on the last of a conversation."""
        body: dict[str, object] = {"question": question.text}
        if question.organisations:
            body["organisation"] = list(question.organisations)
        if question.kinds:
            body["kind"] = list(question.kinds)
        if conversation:
            body["conversation"] = conversation
        return self._shaped(Answer, self._send("POST", "/api/ask", json=body))

    def add(self, filename: str, content: bytes, fields: Mapping[str, str]) -> Added:
        """Add a file; ``fields`` are title, organisation, about, kind, date and url, blanks left out."""
        response = self._send(
            "POST",
            "/api/documents",
            files={"file": (filename, content)},
            data={name: value.strip() for name, value in fields.items() if value.strip()},
            seconds=_READING_SECONDS,
        )
        return Added(self._shaped(Document, response), response.status_code == HTTPStatus.CREATED)

    def remove(self, document_id: str) -> None:
        """Remove a document."""
        self._send("DELETE", _document_path(document_id))

    def _send(self, method: str, path: str, seconds: float = _ANSWER_SECONDS, **content: Any) -> httpx.Response:
        timeout = httpx.Timeout(seconds, connect=_CONNECT_SECONDS)
        try:
            # The environment's proxies are for the web; the API is mostly on this very machine.
            with httpx.Client(headers=self._headers, timeout=timeout, trust_env=False) as http:
                response = http.request(method, self._url + path, **content)
        except (httpx.ConnectError, httpx.ConnectTimeout):
            raise ApiError(
                f"Nothing answers at {self._url}. Start the API with `verse serve`; if it runs elsewhere, "
                "say where with VERSE_API_URL and start this page again."
            ) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise ApiError(
                f"{self._url!r} is not the address of an API. Set VERSE_API_URL to one such as "
                "http://127.0.0.1:8000 and start this page again."
            ) from None
        except httpx.TimeoutException:
            raise ApiError(
                f"The API at {self._url} took longer than {seconds:.0f} seconds. Try again in a moment; "
                "what it is doing stands in the output of `verse serve`."
            ) from None
        except httpx.HTTPError:
            raise ApiError(
                f"The connection to the API at {self._url} broke off. Try again; what happened stands in "
                "the output of `verse serve`."
            ) from None
        if not response.is_success:
            raise ApiError(self._problem(response), response.status_code)
        return response

    def _shaped(self, shape: type[Shape], response: httpx.Response) -> Shape:
        try:
            return TypeAdapter(shape).validate_json(response.content)
        except ValidationError:
            raise ApiError(
                f"What answers at {self._url} is not the API that this page knows. See whether VERSE_API_URL "
                "is right, and whether page and API are of the same version."
            ) from None

    def _problem(self, response: httpx.Response) -> str:
        """Return a problem document's ``detail``, else its ``title``, else the bare status in words."""
        try:
            problem = response.json()
        except ValueError:
            problem = None
        for field in ("detail", "title"):
            if isinstance(problem, dict) and isinstance(problem.get(field), str) and problem[field].strip():
                return str(problem[field])
        return (
            f"The API at {self._url} answered {response.status_code} {response.reason_phrase} and gave no "
            "reason. See the output of `verse serve`."
        )


def _document_path(document_id: str) -> str:
    return f"/api/documents/{quote(document_id, safe='')}"
