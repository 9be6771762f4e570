"""What the views ask of the API; what seldom changes is kept for a few seconds, for all visitors.

Answers belong to a conversation, and so are kept for one visitor alone, in the session's state.
"""

import time
from dataclasses import dataclass, field, replace

import streamlit as st

from ui.client import Client
from ui.settings import Settings
from ui.shapes import Answer, Document, DocumentText, Question

_SECONDS = 5
_ANSWER_SECONDS = 60
_CONVERSATION = "conversation"
_CHANGED = "library_changed"


@dataclass(slots=True)
class Turn:
    """A question with its answer. ``asked`` is when, by a clock that only goes on."""

    question: Question
    answer: Answer
    asked: float


@dataclass(slots=True)
class Conversation:
    """What one visitor asked, the newest last, and the id under which the API knows it.

    ``forgotten`` tells that the API did not know it any more at the last question.
    """

    id: str | None = None
    turns: list[Turn] = field(default_factory=list)
    forgotten: bool = False


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


def conversation() -> Conversation:
    """Return this visitor's conversation."""
    kept: Conversation = st.session_state.setdefault(_CONVERSATION, Conversation())
    return kept


def new_conversation() -> None:
    """Let the next question be the first of a conversation."""
    st.session_state[_CONVERSATION] = Conversation()


def ask(question: Question) -> None:
    """Ask in this visitor's conversation; the answer is its newest turn. Raises ``ApiError``."""
    kept = conversation()
    answer = client().ask(question, kept.id)
    kept.forgotten = kept.id is not None and answer.conversation != kept.id
    kept.id = answer.conversation
    kept.turns.append(Turn(question, answer, time.monotonic()))


def answer(turn: Turn) -> Answer:
    """Return a turn's answer, at most a minute old: an older one is asked for anew, outside the conversation."""
    if turn.asked < max(time.monotonic() - _ANSWER_SECONDS, st.session_state.get(_CHANGED, 0.0)):
        understood = turn.answer.understood
        anew = client().ask(replace(turn.question, text=understood or turn.question.text))
        turn.answer = replace(anew, question=turn.question.text, understood=understood)
        turn.asked = time.monotonic()
    return turn.answer


def forget() -> None:
    """Forget what is kept, as the library has changed."""
    _documents.clear()
    st.session_state[_CHANGED] = time.monotonic()


def _place() -> tuple[str, str | None]:
    settings = Settings()
    return settings.api_url, settings.token.get_secret_value() if settings.token else None


@st.cache_data(ttl=_SECONDS, show_spinner=False)
def _documents(url: str, token: str | None) -> tuple[Document, ...]:
    return Client(url, token).documents()


@st.cache_data(max_entries=8, show_spinner=False)
def _text(url: str, token: str | None, document_id: str, sha256: str) -> DocumentText:
    return Client(url, token).text(document_id)
