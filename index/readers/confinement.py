"""Keep a process that reads a file within its limits, and leave nothing of it behind."""

import ctypes
import math
import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_MIB = 1 << 20
_LARGEST_FILE_MIB = 64
"""The largest file that a reader may write: a page as a picture, for text recognition."""
_MOST_FILES = 64
# From linux/prctl.h.
_SET_PARENT_DEATH_SIGNAL = 1
_SET_CHILD_SUBREAPER = 36
_SET_NO_NEW_PRIVILEGES = 38


def adopt_orphans() -> None:
    """Make this process the parent of whatever its children start and leave behind (on Linux)."""
    _set(_SET_CHILD_SUBREAPER, 1)


def confine(memory_mib: int, seconds: float, folder: str, parent: int) -> None:
    """Limit this process, a fresh child of ``parent``, and all that it will start.

    It gets a process group, has no standard streams, puts temporary files into ``folder``, and ends with its
    parent (on Linux).
    """
    os.setpgid(0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    _limit(resource.RLIMIT_AS, memory_mib * _MIB)
    _limit(resource.RLIMIT_FSIZE, _LARGEST_FILE_MIB * _MIB)
    _limit(resource.RLIMIT_NOFILE, _MOST_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    grant_seconds(seconds)
    _set(_SET_NO_NEW_PRIVILEGES, 1)
    _set(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)
    with suppress(OSError):
        # Where memory runs out after all, the kernel is to end this process rather than another.
        Path("/proc/self/oom_score_adj").write_text("1000")


def grant_seconds(seconds: float) -> None:
    """Let this process use all processors for so long from now on; the second line behind the worker's clock."""
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    granted = math.ceil(time.process_time() + seconds * (os.cpu_count() or 1)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (granted if most == resource.RLIM_INFINITY else min(granted, most), most))


def end_process(child: int) -> tuple[int, int]:
    """End a child and whatever it started; return its status, as ``os.waitpid`` does, and its most memory in MiB."""
    # The group may not exist yet, or the child may have left it.
    for end in (os.killpg, os.kill):
        with suppress(ProcessLookupError):
            end(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    with suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                for orphan in _children():
                    os.kill(orphan, signal.SIGKILL)
                os.waitpid(-1, 0)
    # In KiB; on macOS in bytes, where no memory is limited.
    return status, usage.ru_maxrss >> 10


def _children() -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name, in brackets, may hold anything.
            if int(path.read_bytes().rpartition(b")")[2].split()[1]) == os.getpid():
                yield int(path.parent.name)


def _limit(kind: int, amount: int) -> None:
    _, most = resource.getrlimit(kind)
    amount = amount if most == resource.RLIM_INFINITY else min(amount, most)
    resource.setrlimit(kind, (amount, amount))


def _set(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
