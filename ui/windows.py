"""Long documents in parts that a browser and a reader can take."""

from collections.abc import Sequence
from itertools import takewhile

from ui.shapes import Page

PART_CHARACTERS = 20_000
_CONTEXT_CHARACTERS = 1_500
"""As much of the text must be seen before and after a quote, where there is as much."""

Span = tuple[int, int]


def parts(text: str, pages: Sequence[Page], size: int = PART_CHARACTERS) -> list[Span]:
    """Divide a text into spans of at most ``size`` code points that together are the whole text.

    A part ends with a page where it can, else with a paragraph, a line or a word.
    """
    spans: list[Span] = []
    start = 0
    while len(text) - start > size:
        stop = _cut(text, pages, start, start + size)
        spans.append((start, stop))
        start = stop
    spans.append((start, len(text)))
    return spans


def _cut(text: str, pages: Sequence[Page], start: int, limit: int) -> int:
    least = (start + limit) // 2
    page_starts = [page.start for page in pages if least < page.start <= limit]
    if page_starts:
        return page_starts[-1]
    for separator in ("\n\n", "\n", " "):
        found = text.rfind(separator, least, limit)
        if found >= 0:
            return found + len(separator)
    return limit


def parts_around(spans: Sequence[Span], quote: Span) -> tuple[int, int]:
    """Return the first and last number, from 0, of the parts that show a quote with its surroundings."""
    begin, stop = quote[0] - _CONTEXT_CHARACTERS, quote[1] + _CONTEXT_CHARACTERS
    first = len(list(takewhile(lambda span: span[1] <= begin, spans)))
    last = len(list(takewhile(lambda span: span[0] < stop, spans))) - 1
    return first, last
