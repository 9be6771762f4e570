"""How long ``/api/ask`` takes over HTTP, on libraries of 1,000 and 10,000 passages."""

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.corpus import documents
from index.encoder import TransformerEncoder
from index.library import Library

_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of ``/api/ask`` on a library of ``passages`` passages."""

    passages: int
    p50: float
    p95: float


def fill(home: Path, folder: Path, passages: int) -> int:
    """Add made-up documents until the library holds at least so many passages; return how many it holds."""
    encoder = TransformerEncoder()
    library = Library(home)
    with contextlib.closing(library):
        for number, content in enumerate(documents(folder)):
            held = library.counts().passages
            if held >= passages:
                return held
            library.add(content, f"bench-{number}.txt", encoder)
    raise AssertionError("documents() never ends")


def measure(home: Path, questions: list[str]) -> Latency:
    """Ask each question four times, after a round that does not count, one at a time over one connection."""
    with _server(home) as address, httpx.Client(base_url=address, timeout=60) as client:
        times = []
        for round_number in range(_ROUNDS + 1):
            for question in questions:
                begun = time.perf_counter()
                client.post("/api/ask", json={"question": question}).raise_for_status()
                if round_number:
                    times.append((time.perf_counter() - begun) * 1000)
        passages = client.get("/api/health").json()["passages"]
    times.sort()
    return Latency(passages, times[len(times) // 2], times[int(len(times) * 0.95)])


def golden_questions(path: Path, count: int) -> list[str]:
    """Return the first questions of the project's own evaluation set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines[:count]]


@contextlib.contextmanager
def _server(home: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "qa.cli", "serve", "--no-ui", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "VERSE_HOME": str(home)}, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{address}/api/health").raise_for_status()
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()
