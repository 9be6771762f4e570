"""Ask the questions in ``golden.jsonl`` of the bundled notes and print how right the answers are.

``python -m evals`` from the project's root, or ``make eval``. The part to tune on and the part that is only
reported are counted apart, and so are the ordinary questions (in the documents' own terms) and the hard ones
(paraphrases that share few words with the answer, and unanswerable ones that sound as if they were answered).
"""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.document import Metadata
from index.encoder import TransformerEncoder
from index.intake import add_files, files
from index.library import Library
from index.search import Searcher
from qa.answer import Answer, Answerer

_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Asked:
    """A golden question, the answer that it got without any refusal, and the sentences that would be right."""

    part: str
    group: str
    answerable: bool
    right: tuple[str, ...]
    answer: Answer

    @property
    def first_right(self) -> bool:
        """Whether the first statement is one of the right sentences."""
        return bool(self.answer.statements) and self._is_right(self.answer.statements[0].text)

    @property
    def among_right(self) -> bool:
        """Whether any statement is one of the right sentences."""
        return any(self._is_right(statement.text) for statement in self.answer.statements)

    def _is_right(self, text: str) -> bool:
        return any(sentence in text or text in sentence for sentence in self.right)


def ask_all() -> list[Asked]:
    """Return what becomes of each golden question; ``confidence`` says which would be refused."""
    lines = (_ROOT / "evals" / "golden.jsonl").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as home:
        library, encoder = Library(Path(home)), TransformerEncoder()
        for _ in add_files(library, encoder, files([_ROOT / "documents"]).files, Metadata()):
            pass
        answerer = Answerer(library, Searcher(library, encoder), minimum_confidence=0.0)
        asked = []
        for golden in map(json.loads, lines):
            right = tuple(evidence["sentence"] for evidence in golden["evidence"])
            answer = answerer.ask(golden["question"])
            asked.append(Asked(golden["part"], golden["set"], golden["answerable"], right, answer))
        library.close()
    return asked


def area_under_curve(answered: Iterable[float], unanswered: Iterable[float]) -> float:
    """Return the chance that an answerable question has a higher confidence than an unanswerable one."""
    lower = list(unanswered)
    pairs = [(high > low) + (high == low) / 2 for high in answered for low in lower]
    return sum(pairs) / len(pairs)


def main() -> None:
    """Print a table."""
    asked = ask_all()
    print(f"{'':18}{'questions':>10}{'first':>8}{'among':>8}{'refused':>9}{'wrongly':>9}{'area':>7}")
    for part in ("tune", "report"):
        for group in ("ordinary", "hard"):
            these = [a for a in asked if a.part == part and a.group == group]
            yes = [a for a in these if a.answerable]
            no = [a for a in these if not a.answerable]
            first = sum(a.first_right for a in yes) / len(yes)
            among = sum(a.among_right for a in yes) / len(yes)
            refused = sum(a.answer.confidence < 0.5 for a in no) / len(no)
            wrongly = sum(a.answer.confidence < 0.5 for a in yes) / len(yes)
            area = area_under_curve((a.answer.confidence for a in yes), (a.answer.confidence for a in no))
            print(
                f"{part + ', ' + group:18}{len(yes):5}+{len(no):<4}{first:8.3f}{among:8.3f}{refused:9.3f}{wrongly:9.3f}"
                f"{area:7.3f}"
            )
    print(
        "\nquestions: answerable + not. first, among: the right sentence is the first statement, or among them, where\n"
        "nothing is refused. refused: of the unanswerable. wrongly: of the answerable. area: under the ROC curve."
    )


if __name__ == "__main__":
    main()
