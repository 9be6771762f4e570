"""Passages: the unit that is retrieved, a few whole sentences under one heading."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.document import Heading, ParsedDocument
from index.sentences import Span, sentence_spans

TokenCounter = Callable[[Sequence[str]], list[int]]

_TARGET_TOKENS = 160
"""A passage is closed at the end of the first paragraph that takes it to this size."""
_CLAUSE_ENDS = (re.compile(r"[;:]\s+"), re.compile(r",\s+"), re.compile(r"\s+"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document's text with the headings above it and the spans of its sentences.

    All spans count code points of the document's text.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    sentences: tuple[Span, ...]


def split(document: ParsedDocument, count_tokens: TokenCounter, token_limit: int) -> list[Passage]:
    """Split a document into passages of at most ``token_limit`` tokens of its text.

    Passages end at headings and, where they can, at paragraphs; they never cut a sentence. Only a sentence
    that alone exceeds the limit is divided, at a semicolon or colon, else a comma, else a space.
    """
    passages: list[Passage] = []
    for path, start, end in _sections(document):
        passages += _section_passages(document.text, path, start, end, count_tokens, token_limit)
    if not passages and document.headings:
        # Nothing but headings: then they are the text.
        return _section_passages(document.text, (), 0, len(document.text), count_tokens, token_limit)
    return passages


def _sections(document: ParsedDocument) -> list[tuple[tuple[str, ...], int, int]]:
    """Return (heading path, start, end) of the text below each heading, and before the first."""
    sections = []
    path: list[Heading] = []
    start = 0
    for heading in document.headings:
        sections.append((_path_text(document.text, path), start, heading.start))
        path = [above for above in path if above.level < heading.level] + [heading]
        start = heading.end
    sections.append((_path_text(document.text, path), start, len(document.text)))
    return sections


def _path_text(text: str, path: list[Heading]) -> tuple[str, ...]:
    return tuple(text[heading.start : heading.end] for heading in path)


def _section_passages(
    text: str, path: tuple[str, ...], start: int, end: int, count_tokens: TokenCounter, limit: int
) -> list[Passage]:
    spans = sentence_spans(text, start, end)
    counts = count_tokens([text[left:right] for left, right in spans])
    passages: list[Passage] = []
    current: list[Span] = []
    size = 0

    def close() -> None:
        nonlocal size
        if current:
            passages.append(Passage(current[0][0], current[-1][1], path, tuple(current)))
        current.clear()
        size = 0

    for span, count in zip(spans, counts, strict=True):
        for part, part_count in _parts(text, span, count, count_tokens, limit):
            new_block = bool(current) and "\n" in text[current[-1][1] : part[0]]
            if size + part_count > limit or (new_block and size >= _TARGET_TOKENS):
                close()
            current.append(part)
            size += part_count
    close()
    return passages


def _parts(
    text: str, span: Span, count: int, count_tokens: TokenCounter, limit: int
) -> list[tuple[Span, int]]:
    if count <= limit:
        return [(span, count)]
    left, right = span
    middle = (left + right) // 2
    for pattern in _CLAUSE_ENDS:
        ends = [match.span() for match in pattern.finditer(text, left, right)]
        if ends:
            stop, start = min(
                ((_before_space(text, begin, end), end) for begin, end in ends),
                key=lambda cut: abs(cut[0] - middle),
            )
            break
    else:
        stop = start = middle
    halves = [(left, stop), (start, right)]
    counts = count_tokens([text[begin:end] for begin, end in halves])
    return [
        part
        for half, half_count in zip(halves, counts, strict=True)
        for part in _parts(text, half, half_count, count_tokens, limit)
    ]


def _before_space(text: str, begin: int, end: int) -> int:
    return begin + len(text[begin:end].rstrip())
