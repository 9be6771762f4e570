"""Our library and its search, in this process."""

import contextlib
import tempfile
from pathlib import Path

from bench.peers import corpora
from bench.peers.corpora import Corpus
from index.encoder import TransformerEncoder
from index.library import Library
from index.search import Searcher


class Engine:
    """Takes documents, not passages: it reads, splits, encodes and stores them."""

    def __init__(self) -> None:
        """Load the encoder with its default precision."""
        self._encoder = TransformerEncoder()
        self._closing = contextlib.ExitStack()

    def build(self, corpus: Corpus) -> None:
        """Add the documents to a new library."""
        self._closing.close()
        home = Path(self._closing.enter_context(tempfile.TemporaryDirectory()))
        library = self._closing.enter_context(contextlib.closing(Library(home)))
        corpora.add(library, corpus, self._encoder)
        self._searcher = Searcher(library, self._encoder)

    def search(self, question: str, count: int) -> list[int]:
        """Return the numbers of the best passages, which are those of the corpus: both were added in order."""
        return [passage.number for passage in self._searcher.search(question, count)]
