"""Whatever moment the power goes: a document is in the library wholly or not at all."""

import random
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.doctor import examine
from index.library import Library
from index.search import Searcher
from tests.encoder import HashingEncoder
from tests.index.adding import PARAGRAPHS, content

KILLS = 50
DOCUMENTS = 6
LONGEST = 0.6
"""Seconds after which the last documents are in."""


def test_killed_fifty_times_while_adding(tmp_path: Path) -> None:
    clock = random.Random(11)
    moments = [clock.uniform(0, LONGEST) for _ in range(KILLS)]
    homes = [tmp_path / str(attempt) for attempt in range(KILLS)]
    with ThreadPoolExecutor(max_workers=2) as pool:
        partly = sum(pool.map(killed_partly, homes, moments))
    # Most of the kills must have come while documents were going in, or the test shows nothing.
    assert partly >= KILLS // 4


def killed_partly(home: Path, moment: float) -> bool:
    """Add documents, kill the process after so many seconds, check what it left, and tell if it was at work."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.index.adding", str(home), str(DOCUMENTS)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(moment)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    partly = check(home)
    shutil.rmtree(home)
    return partly


def check(home: Path) -> bool:
    """Check the library that a killed process left; return whether it was killed in the middle of its work."""
    library = Library(home)
    assert examine(library).problems == ()
    found = library.documents()
    with library.database.read() as connection:
        passages = dict(connection.execute("SELECT document, count(*) FROM passages GROUP BY document").fetchall())
    assert list(passages.values()) == [PARAGRAPHS] * len(found)
    searcher = Searcher(library, HashingEncoder())
    assert bool(searcher.search("otter")) == bool(found)
    # What is missing goes in as if nothing had happened.
    again = library.add(content(DOCUMENTS - 1), f"{DOCUMENTS - 1}.txt", HashingEncoder())
    assert again.created == (len(found) < DOCUMENTS)
    library.close()
    return len(found) < DOCUMENTS
