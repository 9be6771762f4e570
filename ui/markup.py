"""HTML around text that others wrote. Nothing of such text is ever taken for markup."""

import re
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from urllib.parse import urlencode

from ui.shapes import Page
from ui.words import page_words

Span = tuple[int, int]

_PARAGRAPH_END = re.compile(r"\n{2,}")
_NOT_SPACE = re.compile(r"\S")
_MARKER = '<p class="verse-page">— {words} —</p>'


def escaped(text: str) -> str:
    """Return text as HTML, fit for elements and quoted attributes, that reads back as exactly this text.

    Line breaks become character references, since both Streamlit and HTML would else change some of them.
    """
    return escape(text).replace("\r", "&#13;").replace("\n", "&#10;")


def query_link(view: str, parameters: dict[str, str | int], label: str) -> str:
    """Return a link to a view of this page."""
    return f'<a href="{escaped(f"{view}?{urlencode(parameters)}")}" target="_self">{escaped(label)}</a>'


def web_link(url: str | None) -> str:
    """Return a link to a document's address, or nothing where it is not a web address."""
    if not url or not re.match(r"https?://[^\s]+$", url, re.IGNORECASE):
        return ""
    return f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{escaped(url)}</a>'


def notice(heading: str, detail: str, *, alarm: bool = False) -> str:
    """Return a boxed message; ``alarm`` makes screen readers say it at once."""
    role = "alert" if alarm else "status"
    return (
        f'<div class="verse-notice" role="{role}"><p><strong>{escaped(heading)}</strong></p>'
        f"<p>{escaped(detail)}</p></div>"
    )


def document_html(text: str, window: Span, pages: Sequence[Page] = (), quote: Span | None = None) -> str:
    """Return the window of a text as paragraphs, with page markers and the quote marked.

    Apart from the markers (class ``verse-page``) the HTML reads as exactly ``text[window[0]:window[1]]``.
    Where the quote runs over several paragraphs each part is a ``<mark>``; the first has the id ``quote``.
    """
    start, end = window
    markers: dict[int, list[str]] = {}
    for page in pages:
        # Empty pages at the very end of a text begin where it ends.
        if start <= page.start < end or page.start == end == len(text):
            markers.setdefault(page.start, []).append(_MARKER.format(words=_marker_words(page)))
        elif page.start < start < page.end:
            words = f"{_marker_words(page)}, continued"
            markers.setdefault(start, []).append(_MARKER.format(words=words))
    # What stands behind the last page are the notes of all pages.
    notes = _NOT_SPACE.search(text, pages[-1].end) if pages else None
    if notes is not None and start <= notes.start() < end:
        markers.setdefault(notes.start(), []).append(_MARKER.format(words="footnotes"))
    breaks = {match.end() for match in _PARAGRAPH_END.finditer(text, start, end)}
    cuts = sorted({start, end} | {cut for cut in breaks | markers.keys() if start < cut < end})
    parts = []
    marked = False
    for left, right in pairwise(cuts):
        parts += markers.pop(left, [])
        body, holds_quote = _with_mark(text, (left, right), quote, first=not marked)
        marked = marked or holds_quote
        parts.append(f"<p>{body}</p>")
    parts += [marker for position in sorted(markers) for marker in markers[position]]
    return f'<div class="verse-text">{"".join(parts)}</div>'


def _marker_words(page: Page) -> str:
    return escaped(page_words(page.number, page.label).replace("p.", "page", 1))


def _with_mark(text: str, span: Span, quote: Span | None, *, first: bool) -> tuple[str, bool]:
    """Return a span of text as HTML, and whether a part of the quote stands in it."""
    left, right = span
    if quote is None:
        return escaped(text[left:right]), False
    begin, stop = max(left, quote[0]), min(right, quote[1])
    if begin >= stop:
        return escaped(text[left:right]), False
    name = ' id="quote"' if first else ""
    mark = f"<mark{name}>{escaped(text[begin:stop])}</mark>"
    return escaped(text[left:begin]) + mark + escaped(text[stop:right]), True
