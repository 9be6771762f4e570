"""Measure one system in a process of its own: ``python -m bench.peers.measuring SYSTEM CORPUS...``.

The first corpus is the one that is timed. Prints one line of JSON, the fields of ``Measured``.
"""

import contextlib
import json
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.peers import corpora
from bench.peers.corpora import Corpus, Question
from bench.peers.engines import OURS, Engine, engine
from bench.peers.quality import DEPTH

_ROUNDS = 4
_TIMED_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """What one system did.

    ``rankings`` has for each corpus and each form of it the ranked passages of each question: first with title
    and headings before the text of the passages, then with the text alone; ours has one form. ``rate`` is
    passages a second, the better of two; ``p50`` and ``p95`` are milliseconds of a search; ``memory`` is MiB.
    """

    rankings: dict[str, list[list[list[int]]]]
    rate: float
    p50: float
    p95: float
    memory: float


def measure(name: str, measured: Sequence[Corpus]) -> Measured:
    """Index and search the corpora; time the first.

    Indexing ends with the first answer, as some of the work may be left to that. Memory is read when the first
    corpus has been indexed once and all its questions have been answered.
    """
    system = engine(name)
    timed = measured[0]
    seconds = [_build(system, timed)]
    rankings = {timed.name: [_rankings(system, timed)]}
    memory = _peak_memory()
    times = _times(system, timed_questions(timed))
    seconds.append(_build(system, corpora.without_titles(timed)))
    if name != OURS:
        rankings[timed.name].append(_rankings(system, timed))
    for corpus in measured[1:]:
        rankings[corpus.name] = []
        for form in (corpus,) if name == OURS else (corpus, corpora.without_titles(corpus)):
            system.build(form)
            rankings[corpus.name].append(_rankings(system, form))
    rate = len(timed.passages) / min(seconds)
    return Measured(rankings, rate, times[len(times) // 2], times[int(len(times) * 0.95)], memory)


def timed_questions(corpus: Corpus) -> list[Question]:
    """Return the questions with which a search is timed: 60, evenly spread."""
    return corpora.evenly(list(corpus.questions), _TIMED_QUESTIONS)


def _build(system: Engine, corpus: Corpus) -> float:
    begun = time.perf_counter()
    system.build(corpus)
    system.search(corpus.questions[0].text, DEPTH)
    return time.perf_counter() - begun


def _rankings(system: Engine, corpus: Corpus) -> list[list[int]]:
    return [system.search(question.text, DEPTH) for question in corpus.questions]


def _times(system: Engine, questions: list[Question]) -> list[float]:
    """Return the sorted milliseconds of each search, as ``bench.ask_latency`` takes them."""
    times = []
    for round_number in range(_ROUNDS + 1):
        for question in questions:
            begun = time.perf_counter()
            system.search(question.text, DEPTH)
            if round_number:
                times.append((time.perf_counter() - begun) * 1000)
    return sorted(times)


def _peak_memory() -> float:
    """Return the most memory that this process has held, in MiB, with that of the processes that it started.

    Where the system does not tell it by process, without those.
    """
    if not Path("/proc/self/status").exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return sum(map(_peak_of, ["self", *_descendants("self")])) / 1024


def _peak_of(process: str) -> int:
    """Return KiB. Not ``ru_maxrss``, in which a new process begins with what its parent held."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def _descendants(process: str) -> list[str]:
    children: list[str] = []
    for task in Path(f"/proc/{process}/task").iterdir():
        # Not every kernel has this file.
        with contextlib.suppress(FileNotFoundError):
            children += (task / "children").read_text(encoding="ascii").split()
    return children + [below for child in children for below in _descendants(child)]


def main() -> None:
    """Measure the system on the corpora that the command line names."""
    name, *paths = sys.argv[1:]
    print(json.dumps(asdict(measure(name, [corpora.load(Path(path)) for path in paths]))))


if __name__ == "__main__":
    main()
