"""txtai with a hybrid index: its own BM25 and dense vectors, in equal parts."""

from txtai import Embeddings

from bench.peers.corpora import Corpus
from index.encoder import packaged_folder


class Engine:
    """As in https://neuml.github.io/txtai/embeddings/configuration/general/#hybrid; it normalises the vectors."""

    def __init__(self) -> None:
        """Load the packaged encoder, in float32, and keep the passages' text, as the others do."""
        self._embeddings = Embeddings(path=packaged_folder(), hybrid=True, content=True)

    def build(self, corpus: Corpus) -> None:
        """Make a new index of the passages."""
        self._embeddings.index((passage.number, passage.with_title) for passage in corpus.passages)

    def search(self, question: str, count: int) -> list[int]:
        """Return the numbers of the best passages."""
        return [int(found["id"]) for found in self._embeddings.search(question, count)]
