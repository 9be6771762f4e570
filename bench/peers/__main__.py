"""Measure our library and three others side by side: ``python -m bench.peers [FOLDER]``, or ``make bench-peers``.

FOLDER holds ``govuk_documents.jsonl`` and ``govuk_questions.jsonl`` (see ``bench.peers.corpora.guidance``). Each
system runs in a process of its own, one after the other, without the network.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import ask_latency
from bench.peers import corpora, table
from bench.peers.corpora import Corpus
from bench.peers.engines import ENGINES, OURS, check_packages
from bench.peers.measuring import Measured, timed_questions
from index.errors import VerseError

_ROOT = Path(__file__).parents[2]
_QUIET_AND_OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "true",
    "TQDM_DISABLE": "1",
}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description="Our library beside three others.")
    parser.add_argument("folder", nargs="?", type=Path, help="folder with govuk_documents.jsonl and _questions.jsonl")
    parser.add_argument("--questions", type=int, help="ask so many of the folder's questions, evenly spread")
    arguments = parser.parse_args()
    if arguments.questions is not None and arguments.questions < 1:
        parser.error("--questions must be 1 or more")
    try:
        check_packages()
        chosen = _chosen(arguments.folder, arguments.questions)
    except VerseError as error:
        sys.exit(str(error))
    with tempfile.TemporaryDirectory() as folder:
        _measure_all(chosen, Path(folder))


def _chosen(folder: Path | None, count: int | None) -> list[Corpus]:
    """Return the corpora; the first is the one that is timed."""
    golden = _ROOT / "evals" / "golden.jsonl"
    notes = corpora.notes(_ROOT / "documents", golden)
    if folder is not None:
        return [corpora.guidance(folder, count), notes]
    print("No folder of questions is given: quality is that on the bundled notes alone, which are few.\n", flush=True)
    return [corpora.made_up(_ROOT / "documents", golden), notes]


def _measure_all(chosen: list[Corpus], work: Path) -> None:
    from index.encoder import TransformerEncoder, has_bfloat16

    encoder = TransformerEncoder()
    ready = []
    for corpus in chosen:
        made = corpora.with_passages(corpus, work / f"home-{corpus.name}", encoder)
        corpora.save(made, work / f"{corpus.name}.json")
        ready.append(made)
        left_out = len(corpus.questions) - len(made.questions)
        print(table.described(made, left_out), flush=True)
    del encoder
    paths = [work / f"{corpus.name}.json" for corpus in ready]
    timed = ready[0]
    print(f"\n{table.head(ready)}", flush=True)
    for name in ENGINES:
        print(table.row(name, ready, _measured(name, paths)), flush=True)
        if name == OURS:
            questions = [question.text for question in timed_questions(timed)]
            asked = ask_latency.measure(work / f"home-{timed.name}", questions)
            print(table.row_over_http(ready, asked), flush=True)
    print(f"\n{table.legend(bfloat16=has_bfloat16())}")
    # What goes beyond the processors was other people's work, and makes the times worth little.
    print(f"Load of this machine in the last 15 minutes: {os.getloadavg()[2]:.1f} on {os.cpu_count()} processors.")


def _measured(name: str, paths: list[Path]) -> Measured:
    command = [sys.executable, "-m", "bench.peers.measuring", name, *map(str, paths)]
    done = subprocess.run(
        command, cwd=_ROOT, env={**os.environ, **_QUIET_AND_OFFLINE}, stdout=subprocess.PIPE, check=True
    )
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main()
