"""The results as text."""

from collections.abc import Sequence

from bench.ask_latency import Latency
from bench.peers.corpora import Corpus
from bench.peers.engines import OURS
from bench.peers.measuring import Measured
from bench.peers.quality import quality

_NAME = 24
_LEGEND = """\
first, five: share of questions with a right passage first, among the first five. MRR: mean of 1/rank of the first
right passage, 0 beyond rank 10. Each of the others got the passages twice, with title and headings before the text
(+) and without (-), and is shown as it did better. index/s: passages a second until the first answer, the encoder
being loaded; ours reads, splits and stores the documents, the others get the passages made. p50, p95: ms of one search
for 10 passages, in process; /api/ask is a whole answer, over HTTP. MiB: the most memory of the process and those that
it started. All use the same weights: the others in float32, as they come; ours in {precision}."""


def described(corpus: Corpus, left_out: int) -> str:
    """Return a line on what is in a corpus."""
    asked = f"{len(corpus.questions)} questions" + ("" if _judged([corpus]) else " (for time alone)")
    without = f"; {left_out} left out, their evidence is in no passage" if left_out else ""
    return f"{corpus.name}: {len(corpus.papers)} documents, {len(corpus.passages)} passages, {asked}{without}"


def head(corpora: Sequence[Corpus]) -> str:
    """Return the lines above. The first corpus is the timed one; those without right passages have no columns."""
    above = " " * _NAME + "".join(f"{corpus.name:>23}" for corpus in _judged(corpora))
    columns = "".join(f"{'first':>8}{'five':>7}{'MRR':>7} " for _ in _judged(corpora))
    return f"{above}{'on ' + corpora[0].name:>34}\n{'':{_NAME}}{columns}{'index/s':>10}{'p50':>8}{'p95':>8}{'MiB':>8}"


def row(name: str, corpora: Sequence[Corpus], found: Measured) -> str:
    """Return the line of one system."""
    label = "ours, search in process" if name == OURS else name
    cells = "".join(_quality_cells(corpus, found) for corpus in _judged(corpora))
    return f"{label:{_NAME}}{cells}{found.rate:10.1f}{found.p50:8.1f}{found.p95:8.1f}{found.memory:8.0f}"


def row_over_http(corpora: Sequence[Corpus], asked: Latency) -> str:
    """Return the line of our ``/api/ask``."""
    blank = " " * (23 * len(_judged(corpora)) + 10)
    return f"{'ours, /api/ask over HTTP':{_NAME}}{blank}{asked.p50:8.1f}{asked.p95:8.1f}"


def legend(*, bfloat16: bool) -> str:
    """Return what the columns mean; ``bfloat16`` tells what ours computed in."""
    return _LEGEND.format(precision="bfloat16" if bfloat16 else "float32")


def _judged(corpora: Sequence[Corpus]) -> list[Corpus]:
    return [corpus for corpus in corpora if any(question.right for question in corpus.questions)]


def _quality_cells(corpus: Corpus, found: Measured) -> str:
    right = [question.right for question in corpus.questions]
    forms = [quality(rankings, right) for rankings in found.rankings[corpus.name]]
    best = max(forms, key=lambda form: form.reciprocal)
    mark = " " if len(forms) == 1 else "+-"[forms.index(best)]
    return f"{best.first:8.3f}{best.among:7.3f}{best.reciprocal:7.3f}{mark}"
