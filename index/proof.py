"""The proof that a document's parts fit together and that its reading text says what its raw text says."""

from itertools import pairwise

from index.document import ParsedDocument
from index.offset_map import Comparison


def faults(document: ParsedDocument) -> list[str]:
    """Return what is wrong with a parsed document, a line each; none means that all is proved."""
    found = [] if _spans_fit(document) else ["pages, headings, notes or cells overlap or lie outside the text"]
    try:
        comparison = Comparison(document.text, document.raw, document.offset_map)
    except ValueError as error:
        return [*found, str(error)]
    if comparison.steps(0, len(document.text)) is None:
        found.append("the text says what the raw text does not say")
    if comparison.lost():
        found.append("the raw text has words that the text leaves out without a reason")
    if comparison.read_twice():
        found.append("the text says twice what the raw text says once")
    return found


def _spans_fit(document: ParsedDocument) -> bool:
    end, raw_end = len(document.text), len(document.raw)
    spans = [
        ([(page.start, page.end) for page in document.pages], document.body_end),
        ([(page.raw_start, page.raw_end) for page in document.pages], raw_end),
        ([(heading.start, heading.end) for heading in document.headings], document.body_end),
        ([(note.start, note.end) for note in document.notes], end),
    ]
    in_order = all(_in_order(found, limit) for found, limit in spans)
    cells = all(0 <= cell.start < cell.end <= end for cell in document.cells)
    omissions = all(0 <= o.start <= o.end <= raw_end for o in document.offset_map.omissions)
    numbers = [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    return in_order and cells and omissions and numbers


def _in_order(spans: list[tuple[int, int]], limit: int) -> bool:
    each = all(0 <= start <= end <= limit for start, end in spans)
    return each and all(left[1] <= right[0] for left, right in pairwise(spans))
