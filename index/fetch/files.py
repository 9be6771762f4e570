"""What fetching keeps in its folder: finished files, parts of files, and beside each what its publisher said of it."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from index.fetch.publishers import moment_of


@dataclass(frozen=True, slots=True)
class State:
    """Where a file or a part came from, and by what its publisher tells whether it is still the same.

    ``url`` is the original's own address and ``final_url`` the one after all redirects. ``modified`` is kept as the
    server wrote it. ``filename`` and ``sha256`` are those of the finished file, empty for a part.
    """

    url: str
    final_url: str
    tag: str
    modified: str
    filename: str = ""
    sha256: str = ""

    @property
    def condition(self) -> str:
        """What If-Range may say so that only the very same bytes are continued; empty where nothing is safe enough."""
        return self.tag if self.tag and not self.tag.startswith("W/") else self.modified


def state_of(url: str, final_url: str, headers: Mapping[str, str]) -> State:
    """Return what the headers of an answer say of a file."""
    modified = headers.get("last-modified", "")
    changed, sent = moment_of(modified), moment_of(headers.get("date"))
    # A file that was changed in the second in which it was sent may change again within that second.
    if changed is None or sent is None or sent - changed < timedelta(seconds=2):
        modified = ""
    return State(url, final_url, headers.get("etag", ""), modified)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one original's files are: ``NAME.pdf`` with ``NAME.json``, and ``NAME.part`` with ``NAME.part.json``."""

    folder: Path
    name: str
    url: str

    @property
    def part(self) -> Path:
        """The bytes that have come so far."""
        return self.folder / f"{self.name}.part"

    def finished_state(self) -> State | None:
        """Return the state of the finished file, if it is there and its bytes are those that came."""
        state = _read(self.folder / f"{self.name}.json", self.url)
        if state is None or Path(state.filename).name != state.filename:
            return None
        path = self.folder / state.filename
        return state if path.is_file() and _sha256(path) == state.sha256 else None

    def part_state(self) -> State | None:
        """Return the state of the part, if there is one that can be continued."""
        state = _read(self.folder / f"{self.name}.part.json", self.url)
        usable = state is not None and state.condition and self.part.is_file() and self.part.stat().st_size
        return state if usable else None

    def begin(self, state: State) -> None:
        """Make an empty part of this state."""
        # First the bytes go: a part must never stand beside the state of other bytes.
        self.part.write_bytes(b"")
        _write(self.folder / f"{self.name}.part.json", state)

    def discard(self) -> None:
        """Throw the part away."""
        self.part.unlink(missing_ok=True)
        (self.folder / f"{self.name}.part.json").unlink(missing_ok=True)

    def finish(self, state: State, suffix: str) -> State:
        """Turn the part into the finished file, in one step, and return its state."""
        with self.part.open("rb+") as file:
            os.fsync(file.fileno())
        before = _read(self.folder / f"{self.name}.json", self.url)
        filename = f"{self.name}{suffix}"
        finished = State(
            state.url, state.final_url, state.tag, state.modified, filename=filename, sha256=_sha256(self.part)
        )
        self.part.replace(self.folder / filename)
        _write(self.folder / f"{self.name}.json", finished)
        self.discard()
        if before is not None and before.filename.startswith(f"{self.name}.") and before.filename != filename:
            (self.folder / Path(before.filename).name).unlink(missing_ok=True)
        return finished


def _read(path: Path, url: str) -> State | None:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    fields = State.__dataclass_fields__.keys()
    if not isinstance(values, dict) or values.keys() != fields or not all(isinstance(v, str) for v in values.values()):
        return None
    state = State(**values)
    return state if state.url == url else None


def _write(path: Path, state: State) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps(asdict(state), indent=1) + "\n", encoding="utf-8")
    fresh.replace(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
