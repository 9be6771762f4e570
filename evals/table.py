"""Results as plain tables of at most 120 columns."""

import textwrap
from collections import Counter
from collections.abc import Sequence

from evals import golden, guidance
from evals.golden import Outcome
from evals.measures import Measure

_NONE = "–"
_WIDTH = 120
_INTERVALS = "Behind each number stands its 95% confidence interval."
_LEGEND = f"""{_INTERVALS} The headline is "report, all": nothing is tuned on it.
questions: answerable + not. right passage: one that holds a right sentence of the right document. right sentence:
as the first statement, or as any statement of the answer. near misses: unanswerable questions that come near to what
is there. ROC area: the chance that an answerable question has a higher confidence than an unanswerable one; .5 is
chance. risk–coverage area: the share of wrong first sentences among the k surest questions, averaged over all k; lower
is better. For a question without an answer any sentence is wrong. statements: those of an answer."""


def golden_tables(rows: Sequence[golden.Row], minimum_confidence: float) -> str:
    """Return three tables of the golden set, and what their columns are."""
    found = _table(
        "Golden set: finding, where nothing is refused",
        ["questions", "right passage\nfirst", "\nin first five", "\nMRR@10", "right sentence\nfirst", "\nin answer"],
        [
            (
                _name(r),
                f"{r.answerable}+{r.unanswerable}",
                *map(
                    measure_words,
                    (r.passage_first, r.passage_in_five, r.passage_reciprocal, r.sentence_first, r.sentence_among),
                ),
            )
            for r in rows
        ],
    )
    refused = _table(
        f"Golden set: knowing what is not there; refused below a confidence of {minimum_confidence:g}",
        [
            "refused, of the\nunanswerable",
            "\nnear misses",
            "\nothers",
            "of the\nanswerable",
            "ROC\narea",
            "risk–cover-\nage area",
        ],
        [
            (
                _name(r),
                *map(
                    measure_words,
                    (r.refused, r.refused_near, r.refused_far, r.refused_wrongly, r.roc, r.risk_coverage),
                ),
            )
            for r in rows
        ],
    )
    answers = _table(
        "Golden set: answers",
        ["answered", "statements\nmedian", "\nmean", "citations\nthat verify"],
        [(_name(r), str(r.answered), *_statements(r), f"{r.verified} of {r.citations}") for r in rows],
    )
    return "\n\n".join((found, refused, answers, _LEGEND))


def failure_table(outcomes: Sequence[Outcome]) -> str:
    """Return how many questions of the reported part fail, by what they ask for."""
    reported = [o for o in outcomes if o.question.part == "report"]
    kinds = Counter(o.question.asks for o in reported)
    failures = Counter((o.question.asks, o.failure) for o in reported)
    lines = []
    for kind, count in [*sorted(kinds.items(), key=lambda item: (-item[1], item[0])), (golden.WHOLE, len(reported))]:
        failed = [
            sum(n for (asks, how), n in failures.items() if how == failure and kind in (asks, golden.WHOLE))
            for failure in ("refused", "wrong first", "answered")
        ]
        lines.append((kind, str(count), str(sum(failed)), *map(str, failed)))
    heads = [
        "questions",
        "failed",
        "refused though\nanswerable",
        "wrong sentence\nfirst",
        "answered though\nunanswerable",
    ]
    return _table("Golden set: failures of the reported part, by what is asked for", heads, lines)


def failure_list(outcomes: Sequence[Outcome]) -> str:
    """Return each question of the reported part that fails, with what came first."""
    lines = ["Golden set: each failure of the reported part"]
    for outcome in outcomes:
        question = outcome.question
        if question.part != "report" or outcome.failure is None:
            continue
        place = "not in the first ten" if outcome.passage_rank is None else f"at {outcome.passage_rank}"
        found = f", right passage {place}" if question.answerable else ""
        kind = f"{question.id}, {question.group}, {question.asks}"
        lines += [
            "",
            f"{kind}: {outcome.failure}, confidence {outcome.confidence:.2f}{found}",
            f"  asked: {question.question}",
            f"  first: {outcome.first} ({outcome.first_title})" if outcome.first else "  first: nothing",
            *(f"  right: {right.sentence} ({right.document})" for right in question.right),
            *([f"  why there is no answer: {question.why}"] if question.why else []),
        ]
    return "\n".join(textwrap.fill(line, _WIDTH, subsequent_indent=" " * 9) for line in lines)


def guidance_table(rows: Sequence[guidance.Row], answerable: int, unanswerable: int, lines: int, sampled: bool) -> str:
    """Return the table of the folder of guidance pages.

    ``answerable`` and ``unanswerable`` count the questions that were asked; ``sampled`` says that these are not all.
    """
    which = "a sample, evenly spread, of " if sampled else ""
    table = _table(
        f"Guidance: {which}{answerable:,} answerable and {unanswerable:,} unanswerable questions over {lines:,} lines",
        ["evidence line\nin first five", "\nfirst", "right page\nfirst", "\nMRR@10", "ROC\narea"],
        [
            (r.name, *map(measure_words, (r.line_in_five, r.line_first, r.page_first, r.reciprocal, r.roc)))
            for r in rows
        ],
    )
    return f"{table}\n\n{_INTERVALS} ROC area: by our confidence, else by the\nBM25 or the cosine of the first line."


def measure_words(measure: Measure | None) -> str:
    """Return a measure as "0.588 [.45–.71]"; a dash where there is none."""
    if measure is None:
        return _NONE
    return f"{measure.value:.3f} [{_end(measure.low)}–{_end(measure.high)}]"


def _end(value: float) -> str:
    words = f"{value:.2f}"
    return "1.0" if words == "1.00" else words.removeprefix("0")


def _name(row: golden.Row) -> str:
    return f"{row.part}, {row.group}"


def _statements(row: golden.Row) -> tuple[str, str]:
    if row.statements is None:
        return _NONE, _NONE
    return f"{row.statements[0]:g}", f"{row.statements[1]:.2f}"


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a title, heads of up to two lines (the second beside the figures), and the rows."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    split = [(head if "\n" in head else f"\n{head}").split("\n") for head in heads]
    widths = [widths[0], *(max(w, *map(len, h)) for w, h in zip(widths[1:], split, strict=True))]
    lines = [title, ""]
    for cells in (*(["", *line] for line in zip(*split, strict=True)), *rows):
        first, *others = (
            f"{cell:{'<' if place == 0 else '>'}{w}}" for place, (cell, w) in enumerate(zip(cells, widths, strict=True))
        )
        lines.append("  ".join((first, *others)).rstrip())
    return "\n".join(lines)
