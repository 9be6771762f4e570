"""A worker whose reader does what no reader may do: ``python -m tests.index.hostile.misreading``.

The file's content says what it does; the answer's text tells what came of it.
"""

import contextlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from index.blocks import Block
from index.document import ParsedDocument
from index.readers.progress import ReadingProgress
from index.readers.worker import main
from index.traced import Traced
from tests.index.building import parsed_document

FALSE_ANSWER = b'{"outcome": "parsed", "detail": "", "bytes": 5}\nfalse'
_OPEN = range(3, 256)


def misread(content: bytes, name: str, progress: ReadingProgress) -> ParsedDocument:
    text = _DEEDS[content.decode()](progress)
    return parsed_document([Block("paragraph", Traced.added(text))])


def nothing(progress: ReadingProgress) -> str:
    return "Nothing was done."


def read_input(progress: ReadingProgress) -> str:
    return f"Read {len(os.read(0, 1000))} bytes."


def write_output(progress: ReadingProgress) -> str:
    print("A line that nobody asked for.", flush=True)
    os.write(1, FALSE_ANSWER)
    os.write(2, FALSE_ANSWER)
    return "Wrote."


def answer_falsely(progress: ReadingProgress) -> str:
    everywhere(b'{"outcome": "parsed", "detail": 7, "bytes": -1}\n')
    return "Wrote."


def answer_without_sense(progress: ReadingProgress) -> str:
    everywhere(b"[" * 60_000 + b"\n")
    return "Wrote."


def answer_without_end(progress: ReadingProgress) -> str:
    while True:
        everywhere(b'{"progress": ' + b"1" * 100_000)


def answer_endlessly(progress: ReadingProgress) -> str:
    everywhere(b'{"outcome": "parsed", "detail": "", "bytes": 900000000000}\n')
    while True:
        everywhere(b"x" * 100_000)


def report_nonsense(progress: ReadingProgress) -> str:
    everywhere(b'{"progress": ["x", {}], "recognised": true}\n')
    return "Wrote."


def report_pages(progress: ReadingProgress) -> str:
    for page in range(6):
        time.sleep(0.3)
        progress(page + 1, 6)
    return "Read six pages."


def report_recognised_pages(progress: ReadingProgress) -> str:
    for page in range(6):
        time.sleep(0.3)
        progress(page + 1, 6, recognised=True)
    return "Recognised six pages."


def report_one_page_for_ever(progress: ReadingProgress) -> str:
    while True:
        time.sleep(0.1)
        progress(1, 6, recognised=True)


def fall_silent(progress: ReadingProgress) -> str:
    for descriptor in _OPEN:
        with contextlib.suppress(OSError):
            os.close(descriptor)
    time.sleep(3600)
    return "Slept."


def leave_the_group_and_fall_silent(progress: ReadingProgress) -> str:
    if os.fork() == 0:
        os.setsid()
        return fall_silent(progress)
    return fall_silent(progress)


def leave_grandchildren(progress: ReadingProgress) -> str:
    """Leave one in the group, one out of it, and one whose parent is gone; each keeps all pipes open."""
    if os.fork() == 0:
        time.sleep(3600)
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(3600)
        time.sleep(3600)
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
            time.sleep(3600)
        os._exit(0)
    time.sleep(0.2)
    return "Left some."


def crash(progress: ReadingProgress) -> str:
    os.kill(os.getpid(), signal.SIGSEGV)
    return "Survived."


def leave(progress: ReadingProgress) -> str:
    os._exit(7)


def fail(progress: ReadingProgress) -> str:
    raise ZeroDivisionError


def fall_too_deep(progress: ReadingProgress) -> str:
    return fall_too_deep(progress)


def take_memory(progress: ReadingProgress) -> str:
    return f"Took {len(bytearray(900 << 20))} bytes."


def take_time(progress: ReadingProgress) -> str:
    while True:
        pass


def sleep(progress: ReadingProgress) -> str:
    time.sleep(3600)
    return "Slept."


def write_a_huge_file(progress: ReadingProgress) -> str:
    with tempfile.TemporaryFile() as stream:
        for _ in range(200):
            stream.write(bytes(1 << 20))
    return "Wrote."


def leave_a_file(progress: ReadingProgress) -> str:
    descriptor, path = tempfile.mkstemp()
    os.write(descriptor, b"something")
    return path


def open_files(progress: ReadingProgress) -> str:
    opened = [Path(os.devnull).open() for _ in range(200)]
    return f"Opened {len(opened)}."


def environment(progress: ReadingProgress) -> str:
    return " ".join(sorted(os.environ))


def everywhere(data: bytes) -> None:
    """Write to everything that is open."""
    for descriptor in _OPEN:
        with contextlib.suppress(OSError):
            os.write(descriptor, data)


_DEEDS: dict[str, Callable[[ReadingProgress], str]] = {
    deed.__name__: deed
    for deed in (
        nothing,
        read_input,
        write_output,
        answer_falsely,
        answer_without_sense,
        answer_without_end,
        answer_endlessly,
        report_nonsense,
        report_pages,
        report_recognised_pages,
        report_one_page_for_ever,
        fall_silent,
        leave_the_group_and_fall_silent,
        leave_grandchildren,
        crash,
        leave,
        fail,
        fall_too_deep,
        take_memory,
        take_time,
        sleep,
        write_a_huge_file,
        leave_a_file,
        open_files,
        environment,
    )
}


if __name__ == "__main__":
    sys.setrecursionlimit(400)
    main(misread)
