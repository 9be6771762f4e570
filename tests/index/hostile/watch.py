"""How much memory a file costs this process and those that it starts."""

import os
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.index.hostile.kinds import MIB
from tests.index.hostile.processes import descendants


class Watch:
    """Looks again and again while it is entered.

    ``own`` is by how many bytes this process grew at most; ``others`` is the most that all its descendants had
    together, shared pages counted once.
    """

    own = 0
    others = 0

    def __enter__(self) -> Self:
        # Forgets the peak so far.
        Path("/proc/self/clear_refs").write_text("5")
        self._before = _own("VmRSS")
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        self.own = _own("VmHWM") - self._before

    def _look(self) -> None:
        while not self._over.wait(0.03):
            self.others = max(self.others, sum(map(_share, descendants(os.getpid()))))


def _own(what: str) -> int:
    return _line(Path("/proc/self/status"), what)


def _share(process: int) -> int:
    try:
        return _line(Path(f"/proc/{process}/smaps_rollup"), "Pss")
    except OSError:
        return 0


def _line(path: Path, what: str) -> int:
    """Return how many bytes a line of a file in ``/proc`` tells."""
    line = next((line for line in path.read_text().splitlines() if line.startswith(f"{what}:")), "x 0")
    return int(line.split()[1]) * (MIB >> 10)
