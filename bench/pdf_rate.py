"""How long a report of hundreds of pages takes from PDF to library, beside encoding its passages alone."""

import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from index.encoder import Encoder
from index.library import Library
from tests.index.truth.report import report

_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class PdfCost:
    """Median seconds for all of it, and for encoding the same passages alone; how many there were."""

    adding: float
    encoding: float
    passages: int


def measure(encoder: Encoder, pages: int) -> PdfCost:
    """Add a generated report to an empty library, and encode its passages, in turn."""
    content = report(pages, seed=1).content
    adding, encoding = [], []
    passages: list[str] = []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as home:
            library = Library(Path(home))
            begun = time.perf_counter()
            library.add(content, "report.pdf", encoder)
            adding.append(time.perf_counter() - begun)
            with library.database.read() as connection:
                passages = [row[0] for row in connection.execute("SELECT text FROM passages")]
            library.close()
        begun = time.perf_counter()
        encoder.encode(passages)
        encoding.append(time.perf_counter() - begun)
    return PdfCost(statistics.median(adding), statistics.median(encoding), len(passages))
