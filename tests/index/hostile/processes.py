"""Which processes there are, as Linux tells in ``/proc``."""

import os
import time
from pathlib import Path

PROC = Path("/proc")


def descendants(ancestor: int) -> set[int]:
    """Return the processes that a process has started, and those that they have started."""
    parents = _parents()
    found: set[int] = set()
    while more := {process for process, parent in parents.items() if parent in found | {ancestor}} - found:
        found |= more
    return found


def gone(processes: set[int]) -> bool:
    """Wait until none of the processes runs any more; false if some still do after a while."""
    patience = time.monotonic() + 20
    while processes & _parents().keys():
        if time.monotonic() > patience:
            return False
        time.sleep(0.02)
    return True


def grown(ancestor: int, count: int) -> set[int]:
    """Wait until a process has at least so many descendants, and return them."""
    patience = time.monotonic() + 20
    while len(found := descendants(ancestor)) < count:
        assert time.monotonic() < patience, found
        time.sleep(0.02)
    return found


def zombies(parent: int) -> set[int]:
    """Return the children of a process that have ended and that it has not asked about."""
    return {process for process, mother in _parents(dead=True).items() if mother == parent} - _parents().keys()


def descriptors() -> int:
    """Return how many files and pipes this process has open."""
    return len(os.listdir("/proc/self/fd"))


def _parents(dead: bool = False) -> dict[int, int]:
    found = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            state, parent = path.read_bytes().rpartition(b")")[2].split()[:2]
        except OSError:
            continue
        if dead or state not in {b"Z", b"X"}:
            found[int(path.parent.name)] = int(parent)
    return found
