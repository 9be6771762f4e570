"""Print all measurements: ``python -m bench`` from the project's root, or ``make bench``."""

import platform
import tempfile
from pathlib import Path

from bench import ask_latency, index_rate

_ROOT = Path(__file__).parent.parent
_SIZES = (1_000, 10_000)
_QUESTIONS = 60


def main() -> None:
    """Measure indexing, then asking."""
    from index.encoder import has_bfloat16

    notes = _ROOT / "documents"
    print(f"{platform.machine()}, bfloat16 in the processor: {'yes' if has_bfloat16() else 'no'}\n")
    ours, plain, passages = index_rate.measure(notes)
    print(f"Indexing {passages} passages                passages/s")
    print(f"  into a library, all included        {ours:10.1f}")
    print(f"  plain SentenceTransformer.encode    {plain:10.1f}   (float32, encoding alone)")
    print(f"  ratio                               {ours / plain:10.2f}\n", flush=True)
    questions = ask_latency.golden_questions(_ROOT / "evals" / "golden.jsonl", _QUESTIONS)
    print("/api/ask over HTTP, ms        p50      p95", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for size in _SIZES:
            ask_latency.fill(home, notes, size)
            found = ask_latency.measure(home, questions)
            print(f"  {found.passages:6d} passages      {found.p50:8.1f} {found.p95:8.1f}", flush=True)


if __name__ == "__main__":
    main()
