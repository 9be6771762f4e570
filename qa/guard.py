"""Who may ask the API: own hosts and origins only, with the token where one is set, in bounded amounts.

Without the check of ``Host`` and ``Origin`` any web page that a user visits could read the library of an API
on loopback through a name that resolves to 127.0.0.1 (DNS rebinding).
"""

import contextlib
import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa.problems import problem_response

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class _TooLargeError(Exception):
    """A body that is longer than allowed; turned into an answer before it reaches anyone."""


class Guard:
    """ASGI middleware that answers what must not pass with a problem document."""

    def __init__(
        self, app: ASGIApp, hosts: Iterable[str] = (), token: str | None = None, limit_bytes: int = 100 << 20
    ) -> None:
        """``hosts`` are names allowed besides loopback; ``limit_bytes`` bounds each request's body."""
        self._app = app
        self._hosts = LOOPBACK | {host.lower() for host in hosts}
        self._token = token
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 400, 401, 403 or 413."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(headers)
        if refusal is not None:
            status, title, detail = refusal
            await problem_response(status, title, detail)(scope, receive, send)
            return
        await self._bounded(scope, receive, send)

    def _refusal(self, headers: dict[str, str]) -> tuple[int, str, str] | None:
        if not self._is_own(f"//{headers.get('host', '')}"):
            return (
                400,
                "Foreign host",
                (
                    "This API answers only under its own names. Ask it at 127.0.0.1, or add the name to "
                    "VERSE_ALLOWED_HOSTS."
                ),
            )
        if "origin" in headers and not self._is_own(headers["origin"]):
            return (
                403,
                "Foreign origin",
                (
                    "Pages of other sites may not use this API. Open its own page, or add the site's host to "
                    "VERSE_ALLOWED_HOSTS."
                ),
            )
        if self._token is not None:
            given = headers.get("authorization", "").removeprefix("Bearer ").encode("utf-8", "replace")
            if not secrets.compare_digest(given, self._token.encode("utf-8")):
                return (
                    401,
                    "Token missing or wrong",
                    (
                        "This API needs its token. Send the header 'Authorization: Bearer …' with the value of "
                        "VERSE_TOKEN."
                    ),
                )
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self._limit:
            return self._too_large()
        return None

    def _is_own(self, address: str) -> bool:
        try:
            host = urlsplit(address).hostname
        except ValueError:
            return False
        return host is not None and host.lower() in self._hosts

    def _too_large(self) -> tuple[int, str, str]:
        return (
            413,
            "Too large",
            (f"The upload is larger than {self._limit >> 20} MiB. Split the file, or raise VERSE_UPLOAD_LIMIT_MIB."),
        )

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        received = 0
        exceeded = started = False

        async def counted() -> Message:
            nonlocal received, exceeded
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                exceeded = True
                raise _TooLargeError
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            if exceeded and not started:
                return  # the application's own answer to the broken-off body; ours follows
            started = True
            await send(message)

        with contextlib.suppress(_TooLargeError):
            await self._app(scope, counted, noted)
        if exceeded and not started:
            status, title, detail = self._too_large()
            await problem_response(status, title, detail)(scope, receive, send)
