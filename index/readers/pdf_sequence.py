"""The order of paragraphs, tables and boxes in which each sentence follows its beginning."""

from collections.abc import Sequence
from dataclasses import replace

from index.readers.pdf_lines import line_of
from index.readers.pdf_paragraphs import DASHES, Piece, is_end
from index.readers.pdf_raw import LINE_HYPHEN
from index.readers.pdf_tables import Table

Part = Piece | Table
_HYPHENS = ("-", "‐", "\u00ad", LINE_HYPHEN)
_FARTHEST = 8
"""A sentence is looked for behind this many boxes, captions and tables at most."""


def in_sequence(parts: Sequence[Part]) -> list[tuple[Part, bool]]:
    """Return the parts so that a sentence that goes on follows its beginning, and whether each goes on.

    What goes on in the same page's next column is put into one piece.
    """
    waiting = list(parts)
    result: list[tuple[Part, bool]] = []
    while waiting:
        part = waiting.pop(0)
        result.append((part, False))
        while isinstance(part, Piece) and part.kind != "heading":
            found = _next(part, waiting)
            if found is None:
                break
            place, following = found
            between = waiting[:place]
            last_page = part.lines[-1].page
            if following.page == last_page:
                part.lines += following.lines
                part.room, part.column = following.room, following.column
                waiting[: place + 1] = between
                continue
            before = [other for other in between if other.page <= last_page]
            if before and not _put_before(before, result):
                break
            waiting[: place + 1] = [other for other in between if other.page > last_page]
            result.append((following, True))
            part = following
    return result


def _put_before(parts: Sequence[Part], result: list[tuple[Part, bool]]) -> bool:
    """Put parts of the same page before the last piece; if that goes on itself, between two of its sentences."""
    last, goes_on = result[-1]
    if not goes_on:
        result[-1:-1] = [(part, False) for part in parts]
        return True
    halves = _halves(last) if isinstance(last, Piece) else None
    if halves is None:
        return False
    result[-1:] = [(halves[0], True), *((part, False) for part in parts), (halves[1], False)]
    return True


def _halves(piece: Piece) -> tuple[Piece, Piece] | None:
    """Part a piece where its last whole sentence ends, ``None`` if it has none."""
    for number in range(len(piece.lines) - 1, -1, -1):
        words = piece.lines[number].words
        following = piece.lines[number + 1].words if number + 1 < len(piece.lines) else ()
        for place in range(len(words) - 1, -1, -1):
            behind = [*words[place + 1 :], *following]
            if behind and behind[0].text[0].isupper() and is_end(words[place].text):
                first, rest = words[: place + 1], words[place + 1 :]
                lines = piece.lines[:number], piece.lines[number + 1 :]
                page = piece.lines[number].page
                return (
                    replace(piece, lines=[*lines[0], line_of(first, page)]),
                    replace(
                        piece,
                        kind="paragraph",
                        bullet=False,
                        lines=[*([line_of(rest, page)] if rest else []), *lines[1]],
                    ),
                )
    return None


def _next(piece: Piece, waiting: Sequence[Part]) -> tuple[int, Piece] | None:
    """Return the piece among the parts to come with which one goes on, and its place; ``None`` if it is whole."""
    if piece.aside and not any(isinstance(part, Piece) and part.aside for part in waiting[:1]):
        return None
    passed = 0
    for place, other in enumerate(waiting[:_FARTHEST]):
        if isinstance(other, Table) or (other.aside and not piece.aside):
            passed += 1
            continue
        if other.kind == "heading" or (other.column == piece.column and not passed):
            return None
        return (place, other) if _fits(piece, other, passed) else None
    return None


def _fits(piece: Piece, other: Piece, passed: int) -> bool:
    if _is_dash(piece, other):
        other.kind, other.bullet = "paragraph", False
        return True
    if other.kind != "paragraph" or abs(other.lines[0].size - piece.lines[-1].size) > 0.09 * other.lines[0].size:
        return False
    if piece.aside != other.aside:
        return False
    start = other.lines[0].text
    lower = start[0].islower()
    if piece.text_end.endswith(_HYPHENS):
        return start[0].isalnum()
    if not piece.is_open:
        return False
    if piece.text_end.endswith((":", ";")):
        return lower
    first = other.lines[0].words[0]
    full = piece.room < max(3 * first.size, first.right - first.left + 0.5 * first.size)
    return lower or (full and (not passed or len(piece.lines) > 1))


def _is_dash(piece: Piece, other: Piece) -> bool:
    """Tell whether what looks like an item is the second half of a sentence with a dash in it."""
    start = other.lines[0].text
    itself_dashed = piece.bullet and piece.lines[0].text[0] in DASHES
    if other.kind != "item" or not other.bullet or start[0] not in DASHES or itself_dashed:
        return False
    return piece.is_open and piece.text_end[-1].isalnum() and start[1:].lstrip()[:1].islower()
