"""How many passages a second go into a library, beside what the encoder alone does in plain float32."""

import itertools
import statistics
import tempfile
import time
from pathlib import Path

from bench.corpus import documents
from index.encoder import TransformerEncoder, packaged_folder
from index.library import Library

_DOCUMENTS = 6
_ROUNDS = 3


def measure(folder: Path) -> tuple[float, float, int]:
    """Return (passages a second into a library, the same through plain ``encode``, passages).

    Both see the same passages, in turn, three times; the medians count. Reading, splitting, packing and
    storing are part of the first, only encoding of the second.
    """
    from sentence_transformers import SentenceTransformer

    encoder = TransformerEncoder()
    plain = SentenceTransformer(packaged_folder(), device="cpu", local_files_only=True)
    contents = list(itertools.islice(documents(folder), _DOCUMENTS))
    ours, theirs = [], []
    passages: list[str] = []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as home:
            library = Library(Path(home))
            begun = time.perf_counter()
            for number, content in enumerate(contents):
                library.add(content, f"{number}.txt", encoder)
            seconds = time.perf_counter() - begun
            with library.database.read() as connection:
                passages = [row[0] for row in connection.execute("SELECT text FROM passages")]
            library.close()
        ours.append(len(passages) / seconds)
        begun = time.perf_counter()
        plain.encode(passages, show_progress_bar=False)
        theirs.append(len(passages) / (time.perf_counter() - begun))
    return statistics.median(ours), statistics.median(theirs), len(passages)
