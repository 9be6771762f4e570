"""Measure how right the answers are, print tables, and write the numbers as JSON beside them.

``python -m evals`` from the project's root, or ``make eval``: the golden questions on the bundled notes. With a
folder, also the questions on guidance pages in it (``evals.questions`` says which files it holds). Exit status: 0,
1 where a citation does not verify or something cannot be read, 2 for wrong usage.
"""

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals import golden, guidance, table
from evals.questions import (
    PAGES,
    QUESTIONS,
    GuidancePage,
    GuidanceQuestion,
    evenly,
    golden_questions,
    guidance_pages,
    guidance_questions,
)
from index.encoder import Encoder
from index.errors import InvalidRequestError, VerseError
from qa.cli_shared import encoder
from qa.settings import Settings

_ROOT = Path(__file__).parent.parent
_NOT_GIVEN = (
    f"No folder is given. One with {PAGES} and {QUESTIONS} would add how well the line that\nanswers is found among "
    "some hundred pages of guidance, beside BM25 and plain vectors: make eval FOLDER=…"
)


@dataclass(frozen=True, slots=True)
class Options:
    """What to measure: ``questions`` limits those of the folder, ``verbose`` lists each failure."""

    folder: Path | None = None
    results: Path = _ROOT / "evals" / "results.json"
    questions: int | None = None
    verbose: bool = False
    golden: Path = _ROOT / "evals" / "golden.jsonl"
    documents: Path = _ROOT / "documents"


def run(options: Options, chosen: Encoder) -> int:
    """Measure, print and write; return the exit status."""
    questions = golden_questions(options.golden)
    if options.folder is not None:
        # Read before the minutes that the rest takes, so that what is wrong with it is said at once.
        pages = guidance_pages(options.folder)
        asked = guidance_questions(options.folder, pages)
    minimum = float(Settings.model_fields["minimum_confidence"].default)
    print("Encoding the notes, and asking; this takes a minute or so.\n", flush=True)
    outcomes = golden.ask_all(questions, options.documents, chosen, minimum)
    rows = golden.rows(outcomes)
    print(table.golden_tables(rows, minimum), table.failure_table(outcomes), sep="\n\n", end="\n\n", flush=True)
    if options.verbose:
        print(table.failure_list(outcomes), end="\n\n", flush=True)
    results: dict[str, Any] = {
        "encoder": chosen.name,
        "minimum_confidence": minimum,
        "golden": [dataclasses.asdict(row) for row in rows],
        "failures": {o.question.id: o.failure for o in outcomes if o.failure is not None},
        "guidance": None,
    }
    if options.folder is None:
        print(_NOT_GIVEN)
    else:
        results["guidance"] = _guidance(pages, asked, options.questions, chosen)
    _write(options.results, results)
    return _verified(rows)


def _guidance(
    pages: tuple[GuidancePage, ...], asked: tuple[GuidanceQuestion, ...], count: int | None, chosen: Encoder
) -> dict[str, Any]:
    yes = evenly(tuple(question for question in asked if question.answerable), count)
    no = evenly(tuple(question for question in asked if not question.answerable), count)
    print("Encoding the pages, and asking; this takes some minutes.\n", flush=True)
    rows = guidance.compare(pages, (*yes, *no), chosen)
    lines = sum(len(page.lines) for page in pages)
    print(table.guidance_table(rows, len(yes), len(no), lines, sampled=len(yes) + len(no) < len(asked)))
    return {
        "answerable": len(yes),
        "unanswerable": len(no),
        "lines": lines,
        "rows": [dataclasses.asdict(row) for row in rows],
    }


def _write(path: Path, results: dict[str, Any]) -> None:
    try:
        path.write_text(json.dumps(results, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidRequestError(f"{path} cannot be written ({error.strerror}). Give another --json.") from None
    print(f"\nThe numbers are in {path}.")


def _verified(rows: Sequence[golden.Row]) -> int:
    wrong = sum(row.citations - row.verified for row in rows if row.group == golden.WHOLE)
    if wrong:
        sys.stderr.write(
            f"evals: {wrong} citations do not stand at their place. This is a defect: nothing else counts.\n"
        )
    return 1 if wrong else 0


def main() -> int:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measure how right the answers are.")
    parser.add_argument("folder", nargs="?", type=Path, help=f"a folder with {PAGES} and {QUESTIONS}")
    parser.add_argument("--json", type=Path, default=Options().results, help="where the numbers go")
    parser.add_argument("--questions", type=int, help="ask so many of the folder's questions, evenly spread")
    parser.add_argument("--verbose", action="store_true", help="list each golden question that fails")
    arguments = parser.parse_args()
    if arguments.questions is not None and arguments.questions < 1:
        parser.error("--questions must be 1 or more")
    try:
        return run(Options(arguments.folder, arguments.json, arguments.questions, arguments.verbose), encoder())
    except VerseError as error:
        sys.stderr.write(f"evals: {error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
