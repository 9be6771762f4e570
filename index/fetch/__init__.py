"""Fetching: originals from their publishers into a folder, one after the other, each with its outcome."""

import fcntl
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.errors import FetchError
from index.fetch.download import Download, Fetched, Progress
from index.fetch.originals import Original
from index.fetch.policy import Deadline, Policy, persist
from index.fetch.publishers import Publishers

DEFAULT_POLICY = Policy()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one original: its file, or the reason why there is none (one line that names the original)."""

    original: Original
    fetched: Fetched | None
    reason: str | None


def fetch(
    original: Original,
    hosts: Collection[str],
    folder: Path,
    progress: Progress,
    policy: Policy = DEFAULT_POLICY,
) -> Fetched:
    """Fetch one original into ``folder``, which is made where it is missing, and return its file.

    What an earlier call left unfinished is continued, and what is there whole is fetched again only if the
    publisher has changed it. Raises ``FetchError`` with one line that names the original.
    """
    with _alone(folder):
        return _fetch(original, Publishers(hosts, policy), folder, progress)


def fetch_all(
    originals: Iterable[Original],
    hosts: Collection[str],
    folder: Path,
    progress: Callable[[Original, int, int | None], None],
    policy: Policy = DEFAULT_POLICY,
) -> Iterator[Outcome]:
    """Fetch originals one after the other and give the outcome of each when it is known; a failure stops no other.

    Raises ``FetchError`` only where the folder cannot be used at all.
    """
    with _alone(folder):
        publishers = Publishers(hosts, policy)
        for original in originals:
            try:
                fetched = _fetch(original, publishers, folder, partial(progress, original))
            except FetchError as error:
                yield Outcome(original, None, str(error))
            else:
                yield Outcome(original, fetched, None)


def _fetch(original: Original, publishers: Publishers, folder: Path, progress: Progress) -> Fetched:
    deadline = Deadline(publishers.policy.total_seconds)
    download = Download(original, publishers, folder, progress, deadline)
    try:
        return persist(download.attempt, publishers.policy, deadline)
    except FetchError as error:
        raise FetchError(f"{original.name}: {error}") from error
    except OSError as error:
        raise FetchError(
            f"{original.name}: {folder} cannot be written or read ({error.strerror}). Make room or see whose it is."
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("ab")
    except OSError as error:
        raise FetchError(f"{folder}: files cannot be kept there ({error.strerror}). See whose folder it is.") from error
    with lock:
        try:
            # Two at once would write into one part, and would ask one host twice at a time.
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise FetchError(f"{folder}: another fetch is at work there. Wait for its end.") from error
        yield
