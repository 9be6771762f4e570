"""Passages: the unit that is retrieved, a few whole sentences under one heading."""

import bisect
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.document import Heading, ParsedDocument
from index.sentences import Span, sentence_spans

TokenCounter = Callable[[Sequence[str]], list[int]]

_TARGET_TOKENS = 160
"""A passage is closed at the end of the first paragraph that takes it to this size."""
_LEAST_TOKENS = 60
"""A passage this long is rather closed at a paragraph's end than filled up in the middle of the next one."""
_CONTEXT_SHARE = 4
"""A context takes up no more than this part, a fourth, of what the encoder reads."""
_CLAUSE_ENDS = (re.compile(r"[;:]\s+"), re.compile(r",\s+"), re.compile(r"\s+"))


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of a document's text with the headings above it and the spans of its sentences.

    All spans count code points of the document's text. ``context`` is a line with the document's title and the
    headings, put before the text when it is encoded: a passage that says "They" is about somebody.
    """

    start: int
    end: int
    heading: tuple[str, ...]
    sentences: tuple[Span, ...]
    context: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence, or a part of an overlong one, with its tokens and those of a mark before it ("• ", "2. ").

    ``begins`` tells that it is the first of its line, ``leads`` that its line ends with a colon and so
    belongs to what follows.
    """

    start: int
    end: int
    tokens: int
    mark_tokens: int
    begins: bool
    leads: bool


def split(document: ParsedDocument, count_tokens: TokenCounter, token_limit: int, title: str = "") -> list[Passage]:
    """Split a document into passages of at most ``token_limit`` tokens, with their contexts.

    Passages end at headings and, where they can, at paragraphs; they never cut a sentence. A line that ends
    with a colon stays with what it leads to where both fit. Only a sentence that alone exceeds the limit is
    divided, at a semicolon or colon, else a comma, else a space. A heading with nothing below it, not even
    another heading of a deeper level, is a passage itself. Footnotes make passages of their own, with the
    headings of the places that they belong to.
    """
    text = document.text
    sections = [
        (path, start, sentence_spans(text, start, end, notes=notes))
        for notes, found in ((False, _sections(document)), (True, _note_sections(document)))
        for path, start, end in found
    ]
    # All at once, which takes half the time.
    counts = iter(count_tokens([text[left:right] for _, _, spans in sections for left, right in spans]))
    passages: list[Passage] = []
    contexts = _contexts(title, [path for path, _, _ in sections], count_tokens, token_limit)
    for path, start, spans in sections:
        sizes = list(itertools.islice(counts, len(spans)))
        context, tokens = contexts[path]
        room = token_limit - tokens
        for passage in _section_passages(path, _pieces(text, start, spans, sizes, count_tokens, room), room):
            passages.append(replace(passage, context=context))
    return passages


def _contexts(
    title: str, paths: Sequence[tuple[str, ...]], count_tokens: TokenCounter, limit: int
) -> dict[tuple[str, ...], tuple[str, int]]:
    """Return the context of each heading path, cut where it is long, and how many tokens it has."""
    texts = {path: " – ".join(part for part in dict.fromkeys((title, *path)) if part) for path in paths}
    found = {}
    for (path, text), size in zip(texts.items(), count_tokens(list(texts.values())), strict=True):
        while size > limit // _CONTEXT_SHARE:
            text = text[: len(text) * (limit // _CONTEXT_SHARE) // (size + 1)].rstrip()
            (size,) = count_tokens([text])
        found[path] = (f"{text}\n" if text else "", size)
    return found


def _sections(document: ParsedDocument) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield (heading path, start, end) of the text before the first heading and below each heading."""
    text, headings = document.text, document.headings
    yield (), 0, headings[0].start if headings else document.body_end
    path: list[Heading] = []
    for position, heading in enumerate(headings):
        path = [above for above in path if above.level < heading.level]
        following = headings[position + 1] if position + 1 < len(headings) else None
        end = following.start if following else document.body_end
        empty = not text[heading.end : end].strip()
        if empty and (following is None or following.level <= heading.level):
            yield _path_text(text, path), heading.start, heading.end
        path.append(heading)
        yield _path_text(text, path), heading.end, end


def _note_sections(document: ParsedDocument) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Yield (heading path, start, end) of each run of notes that belong under the same heading."""
    starts = [heading.start for heading in document.headings]
    above = [bisect.bisect_right(starts, note.anchor) for note in document.notes]
    for count, notes in itertools.groupby(zip(above, document.notes, strict=True), key=lambda pair: pair[0]):
        run = [note for _, note in notes]
        path: list[Heading] = []
        for heading in document.headings[:count]:
            path = [higher for higher in path if higher.level < heading.level] + [heading]
        yield _path_text(document.text, path), run[0].start, run[-1].end


def _path_text(text: str, path: list[Heading]) -> tuple[str, ...]:
    return tuple(text[heading.start : heading.end] for heading in path)


def _section_passages(path: tuple[str, ...], pieces: list[_Piece], limit: int) -> list[Passage]:
    passages: list[Passage] = []
    current: list[_Piece] = []
    for position, piece in enumerate(pieces):
        if current and _closes(current, pieces, position, limit):
            passages.append(_passage(path, current))
            current = []
        current.append(piece)
    if current:
        passages.append(_passage(path, current))
    return passages


def _passage(path: tuple[str, ...], pieces: list[_Piece]) -> Passage:
    return Passage(pieces[0].start, pieces[-1].end, path, tuple((piece.start, piece.end) for piece in pieces))


def _closes(current: list[_Piece], pieces: list[_Piece], position: int, limit: int) -> bool:
    """Tell whether the current passage ends before the piece at ``position``."""
    size = _size(current)
    piece = pieces[position]
    if size + piece.mark_tokens + piece.tokens > limit:
        return True
    if current[-1].leads:
        return False
    if piece.begins and size >= _TARGET_TOKENS:
        return True
    room = limit - size - piece.mark_tokens
    if piece.leads and room < _size(pieces[position : position + 2]) <= limit:
        # The lead-in goes with its first item.
        return True
    line = _line(pieces, position, limit)
    if not piece.begins or _size(line) <= room:
        return False
    # The line does not fit as a whole: close a passage that is long enough, and before any lead-in.
    leads = any(piece.leads for piece in line)
    return size >= min(_LEAST_TOKENS, limit // 2) or (leads and _size(line) <= limit)


def _line(pieces: list[_Piece], position: int, limit: int) -> list[_Piece]:
    """Return the pieces of the line at ``position`` and of what it leads to, until they exceed the limit."""
    end = position + 1
    size = pieces[position].tokens
    while end < len(pieces) and size <= limit and (not pieces[end].begins or pieces[end - 1].leads):
        size += pieces[end].mark_tokens + pieces[end].tokens
        end += 1
    return pieces[position:end]


def _size(pieces: list[_Piece]) -> int:
    """Return the tokens of pieces in one passage; the mark before the first one is outside of it."""
    return sum(piece.tokens + piece.mark_tokens for piece in pieces) - pieces[0].mark_tokens


def _pieces(
    text: str, start: int, spans: list[Span], counts: list[int], count_tokens: TokenCounter, limit: int
) -> list[_Piece]:
    parts = [
        part
        for span, count in zip(spans, counts, strict=True)
        for part in _parts(text, span, count, count_tokens, limit)
    ]
    begins = [start, *(right for (_, right), _ in parts)]
    between = [text[left:right] for left, ((right, _), _) in zip(begins, parts, strict=False)]
    marks = [gap.strip() for gap in between]
    sizes = dict(zip(marked := sorted({mark for mark in marks if mark}), count_tokens(marked), strict=True))
    pieces = []
    for position, (((left, right), count), gap, mark) in enumerate(zip(parts, between, marks, strict=True)):
        after = text[right : parts[position + 1][0][0]] if position + 1 < len(parts) else "\n"
        leads = text[right - 1] == ":" and "\n" in after
        pieces.append(_Piece(left, right, count, sizes.get(mark, 0), position == 0 or "\n" in gap, leads))
    return pieces


def _parts(text: str, span: Span, count: int, count_tokens: TokenCounter, limit: int) -> list[tuple[Span, int]]:
    """Divide a sentence near its middle until each part is within the limit or is a single character."""
    left, right = span
    if count <= limit or right - left == 1:
        return [(span, count)]
    middle = (left + right) // 2
    for pattern in _CLAUSE_ENDS:
        ends = [match.span() for match in pattern.finditer(text, left, right)]
        cuts = [(begin + len(text[begin:end].rstrip()), end) for begin, end in ends if end < right]
        if cuts:
            stop, begin = min(cuts, key=lambda cut: abs(cut[0] - middle))
            break
    else:
        stop = begin = middle
    halves = [(left, stop), (begin, right)]
    counts = count_tokens([text[first:last] for first, last in halves])
    return [
        part
        for half, half_count in zip(halves, counts, strict=True)
        for part in _parts(text, half, half_count, count_tokens, limit)
    ]
