"""A publisher on this machine that gives documents as one should, or in whatever wrong way a test asks for."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "originals.example"
Answer = Callable[["Asked"], object]


@dataclass(frozen=True)
class Asked:
    """One request, and the connection on which it may be answered with any bytes."""

    path: str
    headers: Message
    send: Callable[[bytes], object]
    closing: threading.Event

    def answer(self, status: int, body: bytes = b"", **headers: Any) -> None:
        """Answer with these headers; ``content_length=None`` leaves that one out."""
        given = {"content_length": len(body), "connection": "close", **headers}
        lines = [f"{key.replace('_', '-')}: {value}" for key, value in given.items() if value is not None]
        self.send("\r\n".join([f"HTTP/1.1 {status} Answer", *lines, "", ""]).encode() + body)


@dataclass
class Publisher:
    """A running server: ``answers`` by path, and what it was asked, in order."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Message]] = field(default_factory=list)

    def url(self, path: str, host: str = HOST) -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return what was asked for, without the robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def headers(self) -> list[Message]:
        return [headers for path, headers in self.asked if path != "/robots.txt"]


def not_found(asked: Asked) -> None:
    asked.answer(404)


@contextmanager
def publisher(address: str = "127.0.0.1", port: int = 0) -> Iterator[Publisher]:
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            running.asked.append((self.path, self.headers))
            answer = running.answers.get(self.path, not_found)
            try:
                answer(Asked(self.path, self.headers, self.wfile.write, closing))
            except OSError:
                return  # The other side has had enough, which is what many of the tests are about.

        def log_message(self, format: str, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    with Server((address, port), Handler) as server:
        running = Publisher(server.server_address[1])
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield running
        finally:
            closing.set()
            server.shutdown()
            thread.join()


def in_order(*answers: Answer) -> Answer:
    """Answer one way after the other, and in the last way ever after."""
    left = list(answers)
    return lambda asked: (left.pop(0) if len(left) > 1 else left[0])(asked)


def document(body: bytes, kind: str = "application/pdf", cut_after: int | None = None, **headers: Any) -> Answer:
    """Give a document as a good server does: in parts, and not at all where it has not changed.

    ``cut_after`` closes the connection after so many bytes of what should be sent.
    """

    def answer(asked: Asked) -> None:
        tag = headers.get("etag") or headers.get("last_modified")
        if tag is not None and tag in (asked.headers["If-None-Match"], asked.headers["If-Modified-Since"]):
            asked.answer(304, **headers)
            return
        wanted = asked.headers["Range"]
        start, status, more = 0, 200, headers
        if wanted is not None and asked.headers["If-Range"] == tag:
            start, status = int(wanted.removeprefix("bytes=").removesuffix("-")), 206
            more = {"content_range": f"bytes {start}-{len(body) - 1}/{len(body)}", **headers}
        whole = body[start:]
        described = {"content_type": kind, "content_length": len(whole), **more}
        asked.answer(status, whole[:cut_after], **described)

    return answer


def drip(beginning: bytes, length: int, **headers: Any) -> Answer:
    """Give the beginning of a PDF, and then a byte now and then for as long as anyone listens."""

    def answer(asked: Asked) -> None:
        asked.answer(200, beginning, content_type="application/pdf", content_length=length, **headers)
        while not asked.closing.wait(0.02):
            asked.send(b"x")

    return answer


@contextmanager
def secure_port(context: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """Give a port that takes one connection, and the first bytes that came; without a context it then closes."""
    heard: list[bytes] = []

    def listen() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(5)
            heard.append(connection.recv(4096, socket.MSG_PEEK))
            if context is not None:
                try:
                    context.wrap_socket(connection, server_side=True).close()
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(5)
        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield listener.getsockname()[1], heard
        finally:
            thread.join()
