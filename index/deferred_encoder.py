"""An encoder that is loaded when it is first needed, which takes seconds that many a command can do without."""

import threading
from collections.abc import Callable, Sequence

from index.encoder import Encoded, Encoder


class DeferredEncoder:
    """Does what the encoder called ``name`` does, which ``load`` returns. Safe for threads."""

    def __init__(self, name: str, load: Callable[[], Encoder]) -> None:
        self.name = name
        self._load = load
        self._loaded: Encoder | None = None
        self._lock = threading.Lock()

    @property
    def dimensions(self) -> int:
        """Length of each vector."""
        return self._encoder().dimensions

    @property
    def token_limit(self) -> int:
        """Tokens of a text that are read."""
        return self._encoder().token_limit

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Return the number of tokens of each text."""
        return self._encoder().count_tokens(texts)

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Encoded]:
        """Encode texts."""
        return self._encoder().encode(texts, progress)

    def _encoder(self) -> Encoder:
        with self._lock:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded
