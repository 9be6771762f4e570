"""The systems that are compared, by name, and what each of them has to do."""

import importlib
import importlib.util
from typing import Protocol

from bench.peers.corpora import Corpus
from index.errors import InvalidRequestError

OURS = "ours"
PEERS = {
    "LangChain + FAISS": "bench.peers.langchain_faiss",
    "txtai, hybrid": "bench.peers.txtai_hybrid",
    "Haystack, hybrid": "bench.peers.haystack_hybrid",
}
ENGINES = {OURS: "bench.peers.ours", **PEERS}
_PACKAGES = (
    "langchain_community",
    "langchain_huggingface",
    "txtai",
    "haystack",
    "haystack_integrations.components.embedders.sentence_transformers",
)


class Engine(Protocol):
    """A system with its encoder loaded. ``build`` makes it forget the corpus before."""

    def build(self, corpus: Corpus) -> None:
        """Index a corpus."""
        ...

    def search(self, question: str, count: int) -> list[int]:
        """Return the numbers of the best passages, best first."""
        ...


def engine(name: str) -> Engine:
    """Load a system and what it imports."""
    made: Engine = importlib.import_module(ENGINES[name]).Engine()
    return made


def check_packages() -> None:
    """Raise ``InvalidRequestError`` where the other systems are not installed."""
    missing = [package for package in _PACKAGES if not _is_installed(package)]
    if missing:
        raise InvalidRequestError(
            f"Not installed: {', '.join(missing)}. Run make bench-peers, or: pip install --editable '.[peers]'"
        )


def _is_installed(package: str) -> bool:
    try:
        return importlib.util.find_spec(package) is not None
    except ModuleNotFoundError:
        # A package that it is part of is missing.
        return False
