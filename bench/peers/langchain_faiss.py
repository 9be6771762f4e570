"""LangChain with its FAISS vector store: dense search alone, with normalised vectors and the inner product."""

from langchain_community.vectorstores import FAISS
from langchain_community.vectorstores.utils import DistanceStrategy
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings

from bench.peers.corpora import Corpus
from index.encoder import packaged_folder


class Engine:
    """As in https://docs.langchain.com/oss/python/integrations/vectorstores/faiss."""

    def __init__(self) -> None:
        """Load the packaged encoder, in float32."""
        self._embeddings = HuggingFaceEmbeddings(
            model_name=packaged_folder(), encode_kwargs={"normalize_embeddings": True}
        )

    def build(self, corpus: Corpus) -> None:
        """Make a new vector store of the passages."""
        documents = [
            Document(page_content=passage.with_title, metadata={"number": passage.number})
            for passage in corpus.passages
        ]
        self._store = FAISS.from_documents(
            documents, self._embeddings, distance_strategy=DistanceStrategy.MAX_INNER_PRODUCT
        )

    def search(self, question: str, count: int) -> list[int]:
        """Return the numbers of the nearest passages."""
        return [int(found.metadata["number"]) for found in self._store.similarity_search(question, k=count)]
