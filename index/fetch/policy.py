"""What fetching keeps to: how long, how large, how often, and who may be asked."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from index.errors import FetchError
from index.fetch.addresses import IPAddress, Resolver, is_public, resolve

USER_AGENT = "ChapterAndVerse/0.1 (+reads public documents; one request at a time)"
MEBIBYTE = 2**20
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Policy:
    """The bounds of fetching.

    The first four say who may be asked. They are here for tests, which have only servers of their own machine;
    no setting changes them.
    """

    scheme: str = "https"
    port: int = 443
    resolve: Resolver = resolve
    may_connect: Callable[[IPAddress], bool] = is_public
    seconds_between_requests: float = 1.0
    """From the end of one request to a host until the next one to it."""
    longest_wait: float = 60.0
    """The most seconds that a server may ask us to wait."""
    tries: int = 3
    seconds_before_retry: float = 2.0
    """Before the second try; twice as long before the third."""
    redirects: int = 5
    size_limit: int = 100 * MEBIBYTE
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    """For each wait for bytes."""
    total_seconds: float = 900.0
    """For one original, with all its tries and waits."""
    sleep: Callable[[float], None] = time.sleep


class Deadline:
    """The moment by which an original must be there."""

    def __init__(self, seconds: float) -> None:
        """Begin to count."""
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left, or raise ``FetchError`` where there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError(
                f"It was not there after {self.seconds:g} seconds. Run it again later: it goes on from where it "
                "stopped, if the publisher allows it."
            )
        return left

    def shorten(self, timeout: float | None) -> float:
        """Return a timeout that does not go past the deadline."""
        return self.left() if timeout is None else min(timeout, self.left())


class PassingFault(Exception):  # noqa: N818 - no error yet: the next try may succeed
    """A fault that may be gone at the next try. ``wait`` is how many seconds the server asked for."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        """Keep the reason, a sentence without its stop."""
        super().__init__(reason)
        self.wait = wait


def persist(action: Callable[[], Result], policy: Policy, deadline: Deadline) -> Result:
    """Return what an action gives, trying it again after a ``PassingFault``.

    Raises ``FetchError`` with the last fault's reason where all tries failed, and at once where the server asks
    to wait for longer than the policy allows.
    """
    pause = policy.seconds_before_retry
    for tries_left in reversed(range(policy.tries)):
        try:
            return action()
        except PassingFault as fault:
            wait = pause if fault.wait is None else fault.wait
            if wait > policy.longest_wait:
                raise FetchError(f"{fault}, and asks to wait {wait:.0f} seconds. Run it again after that.") from fault
            if not tries_left:
                raise FetchError(
                    f"{fault}, after {policy.tries} {'try' if policy.tries == 1 else 'tries'}. Run it again later."
                ) from fault
        policy.sleep(deadline.shorten(wait))
        pause *= 2
    raise FetchError("No try was allowed. Allow at least one.")
