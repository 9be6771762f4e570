"""Haystack: BM25 and dense vectors, each in a retriever of its own, joined by reciprocal rank fusion."""

from haystack import Document, Pipeline
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from bench.peers.corpora import Corpus
from bench.peers.quality import DEPTH
from index.encoder import packaged_folder


class Engine:
    """As in https://haystack.deepset.ai/tutorials/33_hybrid_retrieval, without a ranker, which has weights of its own.

    The title and the headings stand in the content, so that BM25 reads them, too.
    """

    def __init__(self) -> None:
        """Load the packaged encoder, in float32."""
        self._options = {
            "model": packaged_folder(),
            "normalize_embeddings": True,
            "local_files_only": True,
            "progress_bar": False,
        }
        self._embedder = SentenceTransformersDocumentEmbedder(**self._options)
        self._embedder.warm_up()

    def build(self, corpus: Corpus) -> None:
        """Make a new document store of the passages, and the pipeline that asks it."""
        store = InMemoryDocumentStore(embedding_similarity_function="dot_product", shared=False)
        documents = self._embedder.run(
            [
                Document(id=str(passage.number), content=passage.with_title, meta={"number": passage.number})
                for passage in corpus.passages
            ]
        )["documents"]
        DocumentWriter(store).run(documents)
        self._pipeline = Pipeline()
        # A component belongs to one pipeline; the encoder below it is the one that is loaded.
        self._pipeline.add_component("text_embedder", SentenceTransformersTextEmbedder(**self._options))
        self._pipeline.add_component("dense", InMemoryEmbeddingRetriever(store, top_k=DEPTH))
        self._pipeline.add_component("words", InMemoryBM25Retriever(store, top_k=DEPTH))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("text_embedder.embedding", "dense.query_embedding")
        self._pipeline.connect("dense", "joiner")
        self._pipeline.connect("words", "joiner")

    def search(self, question: str, count: int) -> list[int]:
        """Return the numbers of the best passages."""
        found = self._pipeline.run(
            {"text_embedder": {"text": question}, "words": {"query": question}, "joiner": {"top_k": count}}
        )
        return [document.meta["number"] for document in found["joiner"]["documents"]]
