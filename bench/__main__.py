"""Print all measurements: ``python -m bench`` from the project's root, or ``make bench``."""

import platform
import tempfile
from pathlib import Path

from bench import ask_latency, index_rate, pdf_rate, sync_cost

_ROOT = Path(__file__).parent.parent
_SIZES = (1_000, 10_000)
_QUESTIONS = 60
_DOCUMENTS = 500
_PAGES = 270


def main() -> None:
    """Measure indexing, long PDFs, sync, then asking."""
    from index.encoder import TransformerEncoder, has_bfloat16

    notes = _ROOT / "documents"
    print(f"{platform.machine()}, bfloat16 in the processor: {'yes' if has_bfloat16() else 'no'}\n")
    ours, plain, passages = index_rate.measure(notes)
    print(f"Indexing {passages} passages                passages/s")
    print(f"  into a library, all included        {ours:10.1f}")
    print(f"  plain SentenceTransformer.encode    {plain:10.1f}   (float32, encoding alone)")
    print(f"  ratio                               {ours / plain:10.2f}\n", flush=True)
    encoder = TransformerEncoder()
    pdf = pdf_rate.measure(encoder, _PAGES)
    print(f"A PDF of {_PAGES} pages, {pdf.passages} passages       seconds")
    print(f"  into a library, all included        {pdf.adding:10.1f}")
    print(f"  encoding its passages alone         {pdf.encoding:10.1f}")
    print(f"  ratio                               {pdf.adding / pdf.encoding:10.2f}\n", flush=True)
    sync = sync_cost.measure(notes, encoder, _DOCUMENTS)
    print(f"A folder of {_DOCUMENTS} documents              seconds")
    print(f"  sync, nothing changed               {sync.unchanged:10.3f}")
    print(f"  sync, one document changed          {sync.changed:10.3f}")
    print(f"  adding that one alone               {sync.adding:10.3f}")
    print(f"  ratio                               {sync.changed / sync.adding:10.2f}\n", flush=True)
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
