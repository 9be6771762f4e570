"""What the views ask of the API; what seldom changes is kept for a few seconds."""

import streamlit as st

from ui.client import Client
from ui.settings import Settings
from ui.shapes import Answer, Document, DocumentText, Question

_SECONDS = 5
_ANSWER_SECONDS = 60


def client() -> Client:
    """Return a client of the API that the settings name."""
    return Client(*_place())


def documents() -> tuple[Document, ...]:
    """Return all documents of the library, at most a few seconds old."""
    return _documents(*_place())


def document(document_id: str) -> Document:
    """Return one document, also one that is not listed, as a newer version has replaced it."""
    return client().document(document_id)


def text(document: Document) -> DocumentText:
    """Return a document's text. It never changes: other bytes make another document."""
    return _text(*_place(), document.id, document.sha256)


def answer(question: Question) -> Answer:
    """Return the answer to a question, at most a minute old."""
    return _answer(*_place(), question)


def forget() -> None:
    """Forget what is kept, as the library has changed."""
    _documents.clear()
    _answer.clear()


def _place() -> tuple[str, str | None]:
    settings = Settings()
    return settings.api_url, settings.token.get_secret_value() if settings.token else None


@st.cache_data(ttl=_SECONDS, show_spinner=False)
def _documents(url: str, token: str | None) -> tuple[Document, ...]:
    return Client(url, token).documents()


@st.cache_data(max_entries=8, show_spinner=False)
def _text(url: str, token: str | None, document_id: str, sha256: str) -> DocumentText:
    return Client(url, token).text(document_id)


@st.cache_data(ttl=_ANSWER_SECONDS, max_entries=100, show_spinner=False)
def _answer(url: str, token: str | None, question: Question) -> Answer:
    return Client(url, token).ask(question)
