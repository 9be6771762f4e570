"""One request to one checked address, over a connection that goes where it was checked to go.

httpcore, on which httpx stands, lets its caller make the connections. That is what this needs and httpx does not
offer: the name is resolved once, all its addresses are checked, and the socket is opened to one of those, while
TLS and the Host header keep the name; and no wait, not even for a single byte, goes past the deadline. It knows
nothing of proxies or other settings of the environment.
"""

import socket
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from typing import Any

import httpcore

from index.errors import FetchError
from index.fetch.addresses import WebAddress
from index.fetch.bodies import decoded
from index.fetch.policy import USER_AGENT, Deadline, PassingFault, Policy


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: its status, its headers by their names in lower case, and its body, decoded, as it comes."""

    address: WebAddress
    status: int
    headers: Mapping[str, str]
    blocks: Iterator[bytes]


@contextmanager
def request(address: WebAddress, headers: Mapping[str, str], policy: Policy, deadline: Deadline) -> Iterator[Answer]:
    """Send a GET request and give the answer, whatever its status is.

    Raises ``FetchError`` where the host must not be asked or cannot be trusted, and ``PassingFault`` where it does
    not answer; both may come while the body is read.
    """
    timeouts = {
        "connect": policy.connect_seconds,
        "read": policy.read_seconds,
        "write": policy.read_seconds,
        "pool": policy.connect_seconds,
    }
    sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "identity", "Connection": "close", **headers}
    place = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
    with (
        _faults(address.host, deadline),
        httpcore.ConnectionPool(ssl_context=_trust(), network_backend=_Backend(policy, deadline)) as pool,
        pool.stream("GET", place, headers=list(sent.items()), extensions={"timeout": timeouts}) as response,
    ):
        given = _headers(response.headers)
        blocks = decoded(response.iter_stream(), given.get("content-encoding", ""))
        yield Answer(address, response.status, given, blocks)


@cache
def _trust() -> ssl.SSLContext:
    # Reading the certificates takes longer than most requests, so it is done once.
    return httpcore.default_ssl_context()


def _headers(given: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    headers: dict[str, str] = {}
    for raw_name, raw_value in given:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


@contextmanager
def _faults(host: str, deadline: Deadline) -> Iterator[None]:
    try:
        yield
    except httpcore.TimeoutException as error:
        deadline.left()
        raise PassingFault(f"{host} did not answer in time") from error
    except httpcore.ConnectError as error:
        # The pool takes the cause off its errors, but the system's own error is still what they are made of.
        system = error.args[0] if error.args else None
        if isinstance(system, ssl.SSLCertVerificationError):
            raise FetchError(
                f"{host} cannot prove that it is {host} ({system.verify_message}). Look at its address in a browser."
            ) from error
        raise PassingFault(f"{host} cannot be reached") from error
    except httpcore.NetworkError as error:
        raise PassingFault(f"The connection to {host} broke off") from error
    except httpcore.ProtocolError as error:
        raise PassingFault(f"The answer of {host} broke off or is not HTTP") from error


class _Backend(httpcore.NetworkBackend):
    """Connects to the addresses that it has checked, and to no others."""

    def __init__(self, policy: Policy, deadline: Deadline) -> None:
        self._policy = policy
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failure = httpcore.ConnectError(f"{host} has no address")
        for address in self._checked_addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._deadline.shorten(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = httpcore.ConnectError(str(error))
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _checked_addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = [ip_address(text) for text in self._policy.resolve(host, port)]
        except socket.gaierror as error:
            if error.errno != socket.EAI_NONAME:
                raise httpcore.ConnectError(str(error)) from error
            raise FetchError(f"There is no host {host}. Correct the address, or see whether you are online.") from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        for address in addresses:
            if not self._policy.may_connect(address):
                raise FetchError(
                    f"{host} leads to {address}, which is not on the public internet, so it was not asked. "
                    "See whether the name is right, and ask who runs your network if it is."
                )
        return [str(address) for address in addresses]


class _Stream(httpcore.NetworkStream):
    """A connection on which no wait goes past the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.shorten(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.shorten(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.shorten(timeout))
        return _Stream(secure, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
