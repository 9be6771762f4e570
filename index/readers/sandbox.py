"""Read a file in another process, with limits, so that no file can harm or hold up this one."""

import atexit
import contextlib
import json
import os
import queue
import selectors
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.printable import printable, shown_name
from index.readers.limits import Limits
from index.readers.wire import UnfaithfulReadingError, from_bytes

Progress = Callable[[int, int], None]
"""Called with how many pages are read and how many there are."""

_CHUNK = 1 << 20
_GRACE = 5.0
"""Seconds that the worker is given beyond the file's own, before it is itself taken for stuck."""
_FAREWELL = 2.0
"""Seconds that a worker is given to end its child, and itself."""
_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "SYSTEMROOT")
# One thread and one heap: more would only take up the memory that a file may use.
_FRUGAL = {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}


def read_apart(
    content: bytes,
    name: str,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    progress: Progress | None = None,
) -> ParsedDocument:
    """Return what ``index.readers.read`` makes of a file, proved faithful to its raw text.

    Raises ``UnreadableFileError`` with one printable line, whatever the file does to its reader. Safe for
    threads; more of them than there are processors wait for each other.
    """
    with _worker() as worker:
        outcome, detail, payload = worker.ask(content, name, limits, progress)
    if outcome == "parsed":
        try:
            return from_bytes(payload)
        except UnfaithfulReadingError as error:
            raise UnreadableFileError(
                f"{shown_name(name)}: what was read cannot be proved against the file ({printable(str(error))}). "
                "Save the file in another format and add that."
            ) from error
    if outcome == "refused":
        # Whatever the detail says, the line says first which file it is.
        raise UnreadableFileError(f"{shown_name(name)}: {printable(detail)}")
    raise UnreadableFileError(f"{shown_name(name)}: {_explanation(outcome, detail, limits)}")


def _explanation(outcome: str, detail: str, limits: Limits) -> str:
    again = "Open it and save it again, or save the part that you need."
    return {
        "too slow": f"reading it takes more than {limits.seconds:g} seconds. {again}",
        "too large": f"reading it takes more than {limits.memory_mib} MiB of memory. {again}",
        "too much text": f"it has more text than fits into {limits.output_mib} MiB. {again}",
        "too deep": f"its parts are nested too deeply. {again}",
        "lost": "the process that read it was ended, or answers no more. Add the file once more.",
    }.get(
        outcome,
        f"the file is broken in a way that stopped its reader{f' ({printable(detail)})' if detail else ''}. {again}",
    )


class _Worker:
    """A process of ``index.readers.worker``, for one thread at a time."""

    def __init__(self) -> None:
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "index.readers.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment | _FRUGAL,
            start_new_session=True,
        )
        self._buffer = bytearray()

    @property
    def alive(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    def ask(self, content: bytes, name: str, limits: Limits, progress: Progress | None) -> tuple[str, str, bytes]:
        """Return outcome, detail and the parsed document as bytes. A worker that fails is not used again."""
        request = {
            "name": name,
            "bytes": len(content),
            "seconds": limits.seconds,
            "memory_mib": limits.memory_mib,
            "output_mib": limits.output_mib,
        }
        try:
            self._write(json.dumps(request).encode() + b"\n")
            self._write(content)
            while True:
                message = json.loads(self._line(limits))
                if "progress" not in message:
                    return message["outcome"], message["detail"], self._read(message["bytes"], limits)
                if progress is not None:
                    progress(*message["progress"])
        except BrokenPipeError:
            self.close()
            return "lost", "", b""

    def close(self) -> None:
        """End the process, and with it the child that reads for it."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        # Without its input it ends of its own accord, and is the one that can end its child.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_FAREWELL)
        self._process.kill()
        self._process.wait()

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101  (it is a pipe)
        rest = memoryview(data)
        while rest:
            rest = rest[self._process.stdin.write(rest[:_CHUNK]) :]

    def _line(self, limits: Limits) -> bytes:
        while (end := self._buffer.find(b"\n")) < 0:
            self._fill(limits)
        return self._taken(end + 1)

    def _read(self, size: int, limits: Limits) -> bytes:
        while len(self._buffer) < size:
            self._fill(limits)
        return self._taken(size)

    def _taken(self, size: int) -> bytes:
        with memoryview(self._buffer) as view:
            data = bytes(view[:size])
        del self._buffer[:size]
        return data

    def _fill(self, limits: Limits) -> None:
        assert self._process.stdout is not None  # noqa: S101  (it is a pipe)
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            chunk = self._process.stdout.read(_CHUNK) if selector.select(limits.seconds + _GRACE) else b""
        if not chunk:
            raise BrokenPipeError
        self._buffer += chunk


_IDLE: queue.LifoQueue[_Worker] = queue.LifoQueue()
# Each may take up the memory that one file may take up.
_PLACES = threading.BoundedSemaphore(max(2, os.cpu_count() or 1))


@contextlib.contextmanager
def _worker() -> Iterator[_Worker]:
    """Lend an idle worker, or a new one."""
    with _PLACES:
        worker = _idle_worker() or _Worker()
        answered = False
        try:
            yield worker
            answered = True
        finally:
            if not answered:
                # Interrupted in the middle of an answer (Ctrl+C): its next words would be of this one.
                worker.close()
            elif worker.alive:
                _IDLE.put(worker)


def _idle_worker() -> _Worker | None:
    with contextlib.suppress(queue.Empty):
        while True:
            worker = _IDLE.get_nowait()
            if worker.alive:
                return worker
            worker.close()
    return None


@atexit.register
def close_workers() -> None:
    """End the idle workers."""
    while True:
        try:
            _IDLE.get_nowait().close()
        except queue.Empty:
            return
