"""Read a file in another process, with limits, so that no file can harm or hold up this one."""

import atexit
import contextlib
import json
import os
import queue
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.readers.limits import Limits
from index.readers.wire import UnfaithfulReadingError, from_bytes
from index.traced import one_line

Progress = Callable[[int, int], None]
"""Called with how many pages are read and how many there are."""

_CHUNK = 1 << 20
_GRACE = 5.0
"""Seconds that the worker is given beyond the file's own, before it is itself taken for stuck."""
_PASSED_ON = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "TESSDATA_PREFIX", "SYSTEMROOT")


def read_apart(
    content: bytes,
    name: str,
    limits: Limits = Limits(),  # noqa: B008  (frozen)
    progress: Progress | None = None,
) -> ParsedDocument:
    """Return what ``index.readers.read`` makes of a file, proved faithful to its raw text.

    Raises ``UnreadableFileError`` with one line, whatever the file does to its reader. Safe for threads.
    """
    with _worker() as worker:
        outcome, detail, payload = worker.ask(content, name, limits, progress)
    if outcome == "parsed":
        try:
            return from_bytes(payload)
        except UnfaithfulReadingError as error:
            raise UnreadableFileError(
                f"{one_line(name)}: what was read cannot be proved against the file ({error}). Save the file in "
                "another format and add that."
            ) from error
    if outcome == "refused":
        raise UnreadableFileError(one_line(detail))
    raise UnreadableFileError(f"{one_line(name)}: {_explanation(outcome, detail, limits)}")


def _explanation(outcome: str, detail: str, limits: Limits) -> str:
    again = "Open it and save it again, or save the part that you need."
    return {
        "too slow": f"reading it takes more than {limits.seconds:g} seconds. {again}",
        "too large": f"reading it takes more than {limits.memory_mib} MiB of memory. {again}",
        "too much text": f"it unpacks to more than {limits.output_mib} MiB of text. {again}",
        "too deep": f"its parts are nested too deeply. {again}",
    }.get(outcome, f"the file is broken in a way that stopped its reader{f' ({detail})' if detail else ''}. {again}")


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
            env=environment,
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
            self._write(json.dumps(request).encode() + b"\n" + content)
            while True:
                message = self._message(limits)
                if message is None:
                    self.close()
                    return "crashed", "", b""
                if "progress" in message:
                    if progress is not None:
                        progress(*message["progress"])
                    continue
                return message["outcome"], message["detail"], self._read(message["bytes"], limits)
        except BrokenPipeError:
            self.close()
            return "crashed", "", b""

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()

    def _write(self, data: bytes) -> None:
        assert self._process.stdin is not None  # noqa: S101  (it is a pipe)
        rest = memoryview(data)
        while rest:
            rest = rest[self._process.stdin.write(rest[:_CHUNK]) :]

    def _message(self, limits: Limits) -> dict[str, Any] | None:
        while b"\n" not in self._buffer:
            if not self._fill(limits):
                return None
        line, _, rest = self._buffer.partition(b"\n")
        self._buffer = bytearray(rest)
        message: dict[str, Any] = json.loads(line)
        return message

    def _read(self, size: int, limits: Limits) -> bytes:
        while len(self._buffer) < size:
            if not self._fill(limits):
                raise BrokenPipeError
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        return data

    def _fill(self, limits: Limits) -> bool:
        assert self._process.stdout is not None  # noqa: S101  (it is a pipe)
        ready, _, _ = select.select([self._process.stdout], [], [], limits.seconds + _GRACE)
        chunk = self._process.stdout.read(_CHUNK) if ready else b""
        self._buffer += chunk or b""
        return bool(chunk)


_IDLE: queue.LifoQueue[_Worker] = queue.LifoQueue()


@contextlib.contextmanager
def _worker() -> Iterator[_Worker]:
    """Lend an idle worker, or a new one."""
    worker = None
    with contextlib.suppress(queue.Empty):
        worker = _IDLE.get_nowait()
    if worker is None or not worker.alive:
        worker = _Worker()
    try:
        yield worker
    except BaseException:
        # Interrupted in the middle of an answer (Ctrl+C): its next words would be of this one.
        worker.close()
        raise
    if worker.alive:
        _IDLE.put(worker)


@atexit.register
def close_workers() -> None:
    """End the idle workers."""
    while True:
        try:
            _IDLE.get_nowait().close()
        except queue.Empty:
            return
