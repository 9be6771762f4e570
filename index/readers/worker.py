"""The process that reads files for others: ``python -m index.readers.worker``.

It takes one request after the other on standard input and reads each file in a child of its own, with limits
on time, memory and output, so that whatever a file does to its reader ends there. Libraries are imported
here, before the child is made, so that each file costs some milliseconds only.

A request is a line of JSON, ``{"name", "bytes", "seconds", "memory_mib", "output_mib"}``, and the file's bytes.
The answer is any number of lines ``{"progress": [done, total]}`` and one line ``{"outcome", "bytes", "detail"}``
followed by the bytes of the parsed document, if the outcome is "parsed".
"""

import json
import os
import resource
import selectors
import signal
import sys
import time
from contextlib import suppress
from typing import Any, BinaryIO

from index.errors import VerseError
from index.readers import preload, read
from index.readers.wire import to_bytes

_CHUNK = 1 << 16


def main() -> None:
    """Serve requests until standard input ends."""
    # A raised signal would end the worker in the middle of an answer; its parent decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := requests.readline():
        request = json.loads(line)
        content = requests.read(request["bytes"])
        preload(request["name"])
        outcome, detail, payload = _in_child(request, content, answers)
        _send(answers, {"outcome": outcome, "detail": detail, "bytes": len(payload)})
        answers.write(payload)
        answers.flush()


def _send(stream: BinaryIO, message: dict[str, Any]) -> None:
    stream.write(json.dumps(message).encode() + b"\n")
    stream.flush()


def _in_child(request: dict[str, Any], content: bytes, answers: BinaryIO) -> tuple[str, str, bytes]:
    """Read a file in a child and return what became of it: outcome, detail and the parsed document."""
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _child(request, content, sending)
    os.close(sending)
    # Either side may be first; the group must exist before it can be killed.
    with suppress(OSError):
        os.setpgid(child, child)
    received, why = _receive(receiving, request, answers)
    os.close(receiving)
    with suppress(ProcessLookupError):
        # Helpers of the child, such as text recognition, go with it.
        os.killpg(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if why:
        return why, "", b""
    head, _, payload = received.partition(b"\n")
    if not head:
        return "crashed", signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else "", b""
    message = json.loads(head)
    return message["outcome"], message["detail"], payload


def _receive(receiving: int, request: dict[str, Any], answers: BinaryIO) -> tuple[bytes, str]:
    """Return what a child says besides its progress, and why it was cut off, empty if it was not."""
    received = bytearray()
    deadline = time.monotonic() + request["seconds"]
    last = time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(receiving, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                return b"", "too slow"
            chunk = os.read(receiving, _CHUNK)
            if not chunk:
                return bytes(received), ""
            received += chunk
            if len(received) > request["output_mib"] << 20:
                return b"", "too much text"
            while received.startswith(b'{"progress"') and b"\n" in received:
                line, _, rest = received.partition(b"\n")
                received = bytearray(rest)
                # A long file may go on for as long as its pages keep coming.
                if json.loads(line).get("slow"):
                    deadline = time.monotonic() + request["seconds"]
                if time.monotonic() - last > 0.1:
                    last = time.monotonic()
                    answers.write(bytes(line) + b"\n")
                    answers.flush()


def _child(request: dict[str, Any], content: bytes, sending: int) -> None:
    """Read the file, say what it holds, and end; never returns."""
    stream = os.fdopen(sending, "wb")
    payload = b""
    outcome, detail = "failed", ""
    try:
        with suppress(OSError):
            os.setpgid(0, 0)
        _limit(request["memory_mib"] << 20)
        parsed = read(content, request["name"], lambda done, total: _report(stream, done, total))
        payload = to_bytes(parsed)
        outcome = "parsed"
    except VerseError as error:
        outcome, detail = "refused", str(error)
    except MemoryError:
        outcome = "too large"
    except RecursionError:
        outcome = "too deep"
    finally:
        # A library may raise anything for a file that was made to break it: what it was is told, and the child
        # ends here without running a line of the worker's.
        if outcome == "failed":
            detail = getattr(sys.exc_info()[0], "__name__", "")
        _send(stream, {"outcome": outcome, "detail": detail})
        stream.write(payload)
        stream.flush()
        os._exit(0)


def _report(stream: BinaryIO, done: int, total: int) -> None:
    _send(stream, {"progress": [done, total]})


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
