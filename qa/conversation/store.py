"""Conversations: the last questions of each, kept in memory alone."""

import re
import secrets
import threading
from collections import OrderedDict, deque

from index.errors import InvalidRequestError
from qa.conversation.standalone import Turn

_MOST_CONVERSATIONS = 1_000
_MOST_TURNS = 20
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Conversations:
    """The turns of the conversations that were used last. Safe for threads.

    They stand in memory only: no question is written to disk, and a restart forgets them all. When there are
    too many, the one that was not used for the longest time is forgotten, and of each the oldest turns.
    """

    def __init__(self, most: int = _MOST_CONVERSATIONS, turns: int = _MOST_TURNS) -> None:
        """``most`` conversations are kept, and ``turns`` of each."""
        self._most = most
        self._turns = turns
        self._kept: OrderedDict[str, deque[Turn]] = OrderedDict()
        self._lock = threading.Lock()

    def resume(self, conversation: str | None) -> tuple[str, tuple[Turn, ...]]:
        """Return a conversation's id and turns, the newest last.

        Without an id, or with one that is not known, a new one begins: its id cannot be guessed. Raises
        ``InvalidRequestError`` for what cannot be an id.
        """
        if conversation is not None and not _ID.fullmatch(conversation):
            raise InvalidRequestError(
                "conversation: no conversation has such an id. Send the `conversation` of the last answer, or none."
            )
        with self._lock:
            turns = self._kept.get(conversation) if conversation is not None else None
            if conversation is None or turns is None:
                return secrets.token_urlsafe(24), ()
            self._kept.move_to_end(conversation)
            return conversation, tuple(turns)

    def remember(self, conversation: str, turn: Turn) -> None:
        """Add a turn to a conversation whose id came from ``resume``."""
        with self._lock:
            self._kept.setdefault(conversation, deque(maxlen=self._turns)).append(turn)
            self._kept.move_to_end(conversation)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
