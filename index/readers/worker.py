"""The process that reads files for others: ``python -m index.readers.worker``.

It takes one request after the other on standard input and reads each file in a child of its own, with limits
on time, memory and output, so that whatever a file does to its reader ends there. Libraries are imported
here, before the child is made, so that each file costs some milliseconds only.

A request is a line of JSON, ``{"name", "bytes", "seconds", "memory_mib", "output_mib"}``, and the file's bytes.
The answer is any number of lines ``{"progress": [done, total]}`` and one line ``{"outcome", "bytes", "detail"}``
followed by the bytes of the parsed document, if the outcome is "parsed". The child says the same to this
process, with ``"recognised"`` beside its progress, and is not believed more than its words can be checked.
The detail of a refusal is its line without the file's name.
"""

import functools
import gc
import json
import os
import selectors
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import PurePath
from typing import Any, BinaryIO

from index.document import ParsedDocument
from index.errors import VerseError
from index.readers import preload, read
from index.readers.confinement import adopt_orphans, confine, end_process, grant_seconds
from index.readers.progress import ReadingProgress
from index.readers.wire import to_bytes
from index.traced import one_line

_CHUNK = 1 << 18
_LONGEST_LINE = 1 << 16
_LONGEST_DETAIL = 2000
_MOST_RECOGNISED = 1000
"""Pages that get the whole time again. Each may take its seconds, so that a file of more would never end."""
_GIVING_UP = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}
_PAGE = b"<!DOCTYPE html><title>A page</title><main><h1>A page</h1><p>Some words stand here, and some more.</p></main>"
_OUTCOMES = {"parsed", "refused", "too large", "too deep", "failed"}

Reader = Callable[[bytes, str, ReadingProgress], ParsedDocument]
Answer = tuple[str, str, bytes]
"""Outcome, detail and the parsed document."""


class _AbandonedError(Exception):
    """Whoever asked is no longer there."""


def main(reader: Reader = read) -> None:
    """Serve requests until standard input ends."""
    # A raised signal would end the worker in the middle of an answer; its parent decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    adopt_orphans()
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    with suppress(_AbandonedError, BrokenPipeError):
        while line := requests.readline():
            request = json.loads(line)
            content = requests.read(request["bytes"])
            if len(content) < request["bytes"]:
                return
            _prepare(PurePath(request["name"]).suffix.lower())
            outcome, detail, payload = _in_child(reader, request, content, answers)
            _send(answers, {"outcome": outcome, "detail": detail, "bytes": len(payload)})
            answers.write(payload)
            answers.flush()


@functools.lru_cache(16)
def _prepare(suffix: str) -> None:
    """Load what reading files of this ending needs."""
    preload(f"a{suffix}")
    if suffix in {".html", ".htm"}:
        # Its libraries make much ready at their first use, which each child would otherwise do again.
        with suppress(VerseError):
            read(_PAGE, "a.html")


def _send(stream: BinaryIO, message: dict[str, Any]) -> None:
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


def _in_child(reader: Reader, request: dict[str, Any], content: bytes, answers: BinaryIO) -> Answer:
    """Read a file in a child and return what became of it. Nothing that the child made or started stays."""
    worker = os.getpid()
    with tempfile.TemporaryDirectory(prefix="verse-") as folder:
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            _child(reader, request, content, sending, folder, worker)
        os.close(sending)
        try:
            answer = _receive(receiving, request, answers)
        finally:
            os.close(receiving)
            status, used_mib = end_process(child)
    if answer is not None:
        return answer
    if not os.WIFSIGNALED(status):
        return "failed", "", b""
    ended_by = signal.Signals(os.WTERMSIG(status))
    if ended_by == signal.SIGXCPU:
        return "too slow", "", b""
    # pdfium gives up when it is refused memory.
    if ended_by in _GIVING_UP and used_mib > request["memory_mib"] / 4:
        return "too large", "", b""
    return "failed", ended_by.name, b""


def _receive(receiving: int, request: dict[str, Any], answers: BinaryIO) -> Answer | None:
    """Return what a child answers, or why it is cut off; ``None`` if it ended without an answer.

    Raises ``_AbandonedError`` when standard input ends meanwhile.
    """
    said = _Said(answers, request)
    with selectors.DefaultSelector() as selector:
        selector.register(receiving, selectors.EVENT_READ)
        selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        while said.answer is None:
            ready = selector.select(max(0.0, said.deadline - time.monotonic()))
            if not ready:
                return "too slow", "", b""
            if any(key.fd != receiving for key, _ in ready):
                # No request comes before the last one is answered: this is the end of the input.
                raise _AbandonedError
            chunk = os.read(receiving, _CHUNK)
            if not chunk:
                return None
            said.take(chunk)
    return said.answer


class _Said:
    """What a child has said so far. ``answer`` is set when it has said all, or what it may not say."""

    def __init__(self, answers: BinaryIO, request: dict[str, Any]) -> None:
        self.answer: Answer | None = None
        self.deadline = time.monotonic() + request["seconds"]
        self._answers, self._request = answers, request
        self._rest = bytearray()
        self._head: tuple[str, str, int] | None = None
        self._furthest = 0
        self._shown = time.monotonic()

    def take(self, chunk: bytes) -> None:
        """Take note of some more bytes."""
        self._rest += chunk
        while self._head is None and (end := self._rest.find(b"\n", 0, _LONGEST_LINE)) >= 0:
            line = bytes(self._rest[:end])
            del self._rest[: end + 1]
            self._line(line)
        if self._head is not None:
            outcome, detail, size = self._head
            if size > self._request["output_mib"] << 20:
                self.answer = "too much text", "", b""
            elif len(self._rest) >= size:
                self.answer = outcome, detail, bytes(self._rest[:size])
        elif len(self._rest) > _LONGEST_LINE:
            self.answer = "failed", "an answer without end", b""

    def _line(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        match message:
            case {"progress": [int(done), int(total)], "recognised": bool(recognised)}:
                self._progress(done, total, recognised)
            case {"outcome": str(outcome), "detail": str(detail), "bytes": int(size)} if outcome in _OUTCOMES:
                self._head = outcome, detail, max(0, size)
            case _:
                self._head = "failed", "an answer that makes no sense", 0

    def _progress(self, done: int, total: int, recognised: bool) -> None:
        # A page of a scan takes long, so that a long file may go on for as long as such pages keep coming.
        if recognised and self._furthest < done <= min(total, _MOST_RECOGNISED):
            self._furthest = done
            self.deadline = time.monotonic() + self._request["seconds"]
        if time.monotonic() - self._shown > 0.1:
            self._shown = time.monotonic()
            _send(self._answers, {"progress": [done, total]})


def _child(reader: Reader, request: dict[str, Any], content: bytes, sending: int, folder: str, worker: int) -> None:
    """Read the file, say what it holds, and end; never returns."""
    payload = b""
    outcome, detail = "failed", ""
    try:
        stream = os.fdopen(sending, "wb")
        # It reads one file and ends: looking for what it could free on the way takes a tenth of its time.
        gc.disable()
        confine(request["memory_mib"] - request["output_mib"], request["seconds"], folder, worker)

        def progress(done: int, total: int, recognised: bool = False) -> None:
            _send(stream, {"progress": [done, total], "recognised": recognised})
            if recognised:
                grant_seconds(request["seconds"])

        try:
            payload = to_bytes(reader(content, request["name"], progress))
            outcome = "parsed"
        except VerseError as error:
            outcome, detail = "refused", str(error).removeprefix(f"{one_line(request['name'])}: ")
        except MemoryError:
            outcome = "too large"
        except RecursionError:
            outcome = "too deep"
        finally:
            # A library may raise anything for a file that was made to break it: what it was is told.
            if outcome == "failed":
                detail = getattr(sys.exc_info()[0], "__name__", "")
            _send(stream, {"outcome": outcome, "detail": detail[:_LONGEST_DETAIL], "bytes": len(payload)})
            stream.write(payload)
            stream.flush()
    finally:
        # Whatever happens, the child ends here, without running a line of the worker's.
        os._exit(0)


if __name__ == "__main__":
    main()
