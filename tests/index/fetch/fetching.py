"""What the tests of fetching share: made-up originals, and a policy that reaches this machine's servers only."""

import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from index.errors import FetchError
from index.fetch import fetch
from index.fetch.addresses import IPAddress
from index.fetch.download import Fetched
from index.fetch.originals import Original
from index.fetch.policy import Policy
from tests.index.fetch.misbehaving_server import HOST, Publisher

PAGE = b"<!DOCTYPE html><html><head><title>Our view</title></head><body><p>Families need help.</p></body></html>"


def pdf(size: int = 300_000, seed: int = 7) -> bytes:
    """Return bytes that begin and end as a PDF does."""
    return b"%PDF-1.7\n" + random.Random(seed).randbytes(size) + b"\nstartxref\n9\n%%EOF\n"


def original(url: str, name: str = "report") -> Original:
    return Original(name, "The report", "A publisher", "review", "2022-05-23", url, ("note.md",))


def only_this_machine(address: IPAddress) -> bool:
    return str(address) == "127.0.0.1"


@dataclass
class Fetching:
    """Fetches from one server on this machine into one folder, without pauses, and remembers what was waited for."""

    server: Publisher
    folder: Path
    hosts: tuple[str, ...] = (HOST,)
    waits: list[float] = field(default_factory=list)
    progress: list[tuple[int, int | None]] = field(default_factory=list)

    def policy(self, **changes: object) -> Policy:
        values: dict[str, object] = {
            "scheme": "http",
            "port": self.server.port,
            "resolve": lambda host, port: ["127.0.0.1"],
            "may_connect": only_this_machine,
            "seconds_between_requests": 0.0,
            "seconds_before_retry": 0.0,
            "connect_seconds": 5.0,
            "read_seconds": 5.0,
            "total_seconds": 20.0,
            "sleep": self.waits.append,
        }
        return Policy(**{**values, **changes})  # type: ignore[arg-type]  # each test changes a few of many fields

    def get(self, path: str = "/report.pdf", **changes: object) -> Fetched:
        wanted = original(self.server.url(path))
        return fetch(wanted, self.hosts, self.folder, self.note, self.policy(**changes))

    def fails(self, path: str = "/report.pdf", **changes: object) -> str:
        """Fetch, and return the one line that says why it failed."""
        with pytest.raises(FetchError) as caught:
            self.get(path, **changes)
        line = str(caught.value)
        assert line.startswith("report: ")
        assert "\n" not in line
        return line

    def note(self, done: int, total: int | None) -> None:
        self.progress.append((done, total))

    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()} - {".lock"}
