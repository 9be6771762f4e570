"""What it costs to bring one changed document of many in line, beside adding that one."""

import itertools
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.corpus import documents
from index.document import Metadata
from index.encoder import Encoder
from index.library import Library
from index.sync import sync

_ROUNDS = 5
_PARAGRAPHS = 3


@dataclass(frozen=True, slots=True)
class SyncCost:
    """Median seconds: a sync that finds nothing changed, one that finds one changed, and adding that one."""

    unchanged: float
    changed: float
    adding: float


def measure(notes: Path, encoder: Encoder, count: int) -> SyncCost:
    """Fill a folder with ``count`` documents, sync it, change one after the other and sync each time."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "papers"
        folder.mkdir()
        for number, content in enumerate(itertools.islice(documents(notes), count)):
            (folder / f"{number}.txt").write_bytes(b"\n\n".join(content.split(b"\n\n")[:_PARAGRAPHS]))
        library = Library(Path(name) / "home")
        seconds(library, encoder, folder)
        unchanged, changed, adding = [], [], []
        for number in range(_ROUNDS):
            unchanged.append(seconds(library, encoder, folder))
            path = folder / f"{number}.txt"
            path.write_bytes(path.read_bytes() + f"\n\nChanged in round {number}.\n".encode())
            changed.append(seconds(library, encoder, folder))
            content = path.read_bytes() + b"\n\nAnd once more.\n"
            begun = time.perf_counter()
            library.add(content, "new.txt", encoder)
            adding.append(time.perf_counter() - begun)
        library.close()
    return SyncCost(*(statistics.median(times) for times in (unchanged, changed, adding)))


def seconds(library: Library, encoder: Encoder, folder: Path) -> float:
    """Sync a folder and return how long it took."""
    begun = time.perf_counter()
    for change in sync(library, encoder, folder, Metadata()):
        assert change.status != "refused", change.reason  # noqa: S101
    return time.perf_counter() - begun
