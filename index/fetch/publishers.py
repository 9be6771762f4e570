"""The publishers' servers, asked politely: one request at a time, with pauses, and only what robots.txt allows."""

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin

from index.errors import FetchError
from index.fetch.addresses import WebAddress, checked, escaped
from index.fetch.connection import Answer, request
from index.fetch.policy import Deadline, PassingFault, Policy, persist
from index.fetch.robots import LONGEST, Robots, parse

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Publishers:
    """Asks listed hosts, and remembers when it last asked each one and what its robots.txt says. For one thread."""

    def __init__(self, hosts: Collection[str], policy: Policy) -> None:
        """Ask only these hosts, and within these bounds."""
        self.policy = policy
        self._hosts = frozenset(hosts)
        self._free_again: dict[str, float] = {}
        self._robots: dict[str, Robots | FetchError] = {}

    @contextmanager
    def open(self, url: str, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Answer]:
        """Give the answer at the end of all redirects, each of which is checked as the first address was.

        Raises ``PassingFault`` where the server says that it cannot answer now, else ``FetchError`` as
        ``request`` does. Other answers, "not found" among them, are given.
        """
        with self._follow(url, headers, deadline, heed_robots=True) as answer:
            yield answer

    @contextmanager
    def _follow(self, url: str, headers: Mapping[str, str], deadline: Deadline, heed_robots: bool) -> Iterator[Answer]:
        address = self._checked(url)
        seen = {address}
        while True:
            if heed_robots:
                self._heed_robots(address, deadline)
            with self._request(address, headers, deadline) as answer:
                if answer.status not in _REDIRECTS:
                    yield answer
                    return
                location = answer.headers.get("location", "")
            if not location:
                raise FetchError(f"{address.host} redirects, but does not say where to. Run it again later.")
            try:
                target = self._checked(_joined(address.url, location))
            except FetchError as error:
                raise FetchError(f"{address.host} redirects to an address that is not followed. {error}") from error
            if target in seen:
                raise FetchError(f"{address.host} redirects in a circle. Look at the address in a browser.")
            if len(seen) > self.policy.redirects:
                raise FetchError(
                    f"{address.host} redirects more than {self.policy.redirects} times. "
                    "Look in a browser where it leads, and put that address into sources.toml."
                )
            address = target
            seen.add(address)

    def _checked(self, url: str) -> WebAddress:
        return checked(url, self._hosts, self.policy.scheme, self.policy.port)

    @contextmanager
    def _request(self, address: WebAddress, headers: Mapping[str, str], deadline: Deadline) -> Iterator[Answer]:
        wait = self._free_again.get(address.host, 0.0) - time.monotonic()
        if wait > 0:
            self.policy.sleep(deadline.shorten(wait))
        try:
            with request(address, headers, self.policy, deadline) as answer:
                if answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= 500:
                    reason = f"{address.host} answers {described(answer.status)}"
                    raise PassingFault(reason, retry_after(answer.headers.get("retry-after")))
                yield answer
        finally:
            self._free_again[address.host] = time.monotonic() + self._pause(address.host)

    def _pause(self, host: str) -> float:
        robots = self._robots.get(host)
        asked = robots.delay if isinstance(robots, Robots) else 0.0
        # A site may ask for pauses of hours; a minute is as long as anyone would wait for a document.
        return max(self.policy.seconds_between_requests, min(asked, self.policy.longest_wait))

    def _heed_robots(self, address: WebAddress, deadline: Deadline) -> None:
        robots = self._robots.get(address.host)
        if robots is None:
            robots = self._robots[address.host] = self._learn_robots(address, deadline)
        if isinstance(robots, FetchError):
            raise robots
        if not robots.allows(address.target):
            raise FetchError(
                f"{address.host} asks programs not to fetch {address.target} (in its robots.txt). "
                "Download it in a browser and add it with `verse add`."
            )

    def _learn_robots(self, address: WebAddress, deadline: Deadline) -> Robots | FetchError:
        url = WebAddress(address.scheme, address.host, address.port, "/robots.txt").url

        def learn() -> Robots:
            with self._follow(url, {"Accept": "text/plain"}, deadline, heed_robots=False) as answer:
                # Where there is no robots.txt, or none for us to see, everything is allowed.
                return parse(_beginning(answer, LONGEST)) if answer.status < 400 else Robots()

        try:
            return persist(learn, self.policy, deadline)
        except FetchError as error:
            return FetchError(f"What {address.host} allows programs to fetch is not known, so nothing was. {error}")


def described(status: int) -> str:
    """Return a status as people know it, such as "404 Not Found"."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def retry_after(value: str | None) -> float | None:
    """Return the seconds that a Retry-After header asks for, in either of its forms; ``None`` where it says nothing."""
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    moment = moment_of(value)
    return None if moment is None else max(0.0, (moment - datetime.now(UTC)).total_seconds())


def moment_of(value: str | None) -> datetime | None:
    """Return the moment that an HTTP date names, ``None`` where it is not one."""
    try:
        moment = parsedate_to_datetime(value or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _joined(url: str, location: str) -> str:
    try:
        joined = urljoin(url, escaped(location))
    except ValueError:
        raise FetchError(f"{location[:80]!r} is not a web address.") from None
    return joined.partition("#")[0]


def _beginning(answer: Answer, longest: int) -> str:
    content = bytearray()
    for block in answer.blocks:
        content += block
        if len(content) >= longest:
            break
    return bytes(content[:longest]).decode("utf-8-sig", errors="replace")
