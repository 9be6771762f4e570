"""From the lines of a column to its paragraphs, items and headings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.readers.pdf_lines import CAPTION, Line
from index.readers.pdf_raw import LINE_HYPHEN
from index.readers.pdf_regions import Column

BULLET = re.compile(r"[•‣◦▪●○■□\uf0a7\uf0b7\uf06e]\s*(?=\S)|[–-]\s+(?=\S)")
DASHES = "–-"
NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+(?=\S)")
ENDED = re.compile(r"[.!?…:;][”’\"')\]]*$")
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*$")
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:Mr|Mrs|Ms|Dr|Prof|Rev|St|Rt|Hon|No|para|paras|pp?|ss?|e\.g|i\.e|cf|vs?)\.$")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\w{1,6}$")
_WIDER = 1.2
_INDENT = 0.7
_ALIKE = 0.09
"""Sizes that differ by less than this part are one."""
_HYPHENS = ("-", "‐", "\u00ad", LINE_HYPHEN)


@dataclass(slots=True)
class Piece:
    """A paragraph, item or heading, as far as it goes in one column.

    ``aside`` tells that it is no part of the running text: it stands in a box, or is a figure's caption.
    ``room`` is the space behind its last line, in points, ``column`` counts the columns.
    """

    kind: Literal["heading", "paragraph", "item"]
    lines: list[Line]
    column: int
    level: int = 0
    aside: bool = False
    room: float = 0.0
    bullet: bool = False

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page

    @property
    def text_end(self) -> str:
        """Its last line."""
        return self.lines[-1].text

    @property
    def is_open(self) -> bool:
        """Whether its last sentence has no end."""
        return not is_end(self.text_end)


def is_end(text: str) -> bool:
    """Tell whether a sentence may end with a text."""
    return _SENTENCE_END.search(text) is not None and _ABBREVIATION.search(text) is None


def pieces(
    column: Column, number: int, headings: Sequence[tuple[int, int, int]], step: float, body_size: float
) -> list[Piece]:
    """Return the pieces of a column; ``step`` is the usual distance of lines in sizes of the type."""
    lines = [line for line in column.lines if line.words]
    if not lines:
        return []
    starts = {first: (last, level) for first, last, level in headings}
    edges = _edges(lines)
    found: list[Piece] = []
    index = 0
    while index < len(lines):
        if index in starts:
            last, level = starts[index]
            found.append(Piece("heading", lines[index:last], number, level, column.aside))
            index = last
            continue
        line = lines[index]
        current = found[-1] if found and found[-1].kind != "heading" else None
        if current is not None and _goes_on(current, line, *edges[line.size], step):
            current.lines.append(line)
        else:
            found.append(_begin(line, number, column.aside, body_size))
        index += 1
    for piece in found:
        piece.room = edges[piece.lines[-1].size][1] - piece.lines[-1].right
    return found


def _edges(lines: Sequence[Line]) -> dict[float, tuple[float, float]]:
    """Return for each size the left and right edge of the lines that are set in it."""
    found: dict[float, tuple[float, float]] = {}
    for size in {line.size for line in lines}:
        alike = [line for line in lines if abs(line.size - size) <= _ALIKE * size]
        alike = alike if len(alike) > 1 else list(lines)
        found[size] = min(line.left for line in alike), max(line.right for line in alike)
    return found


def _begin(line: Line, number: int, aside: bool, body_size: float) -> Piece:
    if BULLET.match(line.text):
        return Piece("item", [line], number, aside=aside, bullet=True)
    if NUMBER.match(line.text):
        return Piece("item", [line], number, aside=aside)
    small = line.size < 0.9 * body_size
    return Piece("paragraph", [line], number, aside=aside or small or bool(CAPTION.match(line.text)))


def _goes_on(piece: Piece, line: Line, left: float, right: float, step: float) -> bool:
    """Tell whether a line belongs to the piece that ends with the line above."""
    above = piece.lines[-1]
    if abs(above.size - line.size) > _ALIKE * max(above.size, line.size):
        return _is_drop_cap(piece, line)
    distance = line.baseline - above.baseline
    lower = line.text[0].islower()
    broken = above.text.endswith(_HYPHENS)
    usual = step * line.size
    if len(piece.lines) > 1:
        own = above.baseline - piece.lines[-2].baseline
        usual = max(own, 0.9 * line.size) if own < 1.6 * usual else usual
    ended = bool(ENDED.search(above.text))
    if distance > max(_WIDER * usual, usual + 1):
        near = distance <= 1.5 * usual and above.right > right - 5 * line.size
        return near and not ended and (lower or broken)
    # A dash at the beginning of a line may belong to a sentence if it found no room in the line above.
    sentence = above.text[-1].isalnum() and right - above.right < 1.5 * line.size and _lower_behind_dash(line)
    if BULLET.match(line.text) and not (sentence and not (piece.bullet and piece.lines[0].text[0] in DASHES)):
        return False
    if _LEADER.search(above.text):
        return False
    if NUMBER.match(line.text) and (ended or piece.kind == "item"):
        return False
    if broken:
        return True
    return _continues(piece, above, line, left, right, ended=ended, lower=lower)


def _continues(piece: Piece, above: Line, line: Line, left: float, right: float, *, ended: bool, lower: bool) -> bool:
    size = line.size
    first_word = line.words[0].right - line.words[0].left
    room = right - above.right
    # The line above is short if the first word of this one would have found room there.
    short = room > first_word + 0.5 * size
    centred = abs((above.left + above.right) - (line.left + line.right)) < size and above.left > left + size
    usual_left = min(other.left for other in piece.lines)
    indented = line.left > usual_left + _INDENT * size
    if piece.kind == "item":
        hanging = [other.left for other in piece.lines[1:]]
        if hanging and line.left < min(hanging) - _INDENT * size and not lower:
            return False
        if len(piece.lines) == 1 and piece.bullet and line.left < piece.lines[0].left - _INDENT * size:
            return lower and not ended
        if ended and short and not lower and not indented:
            return False
        return lower or not short or (indented and room < 0.5 * (right - left)) or not _opens(line)
    if centred:
        return lower or not ended
    if indented and ended and len(piece.lines) == 1 and above.left > left + _INDENT * size:
        # The whole paragraph is set in.
        return not short
    if indented and (ended or (short and not lower)):
        return False
    outdented = line.left < above.left - _INDENT * size and len(piece.lines) > 1
    if outdented and ended:
        return False
    if ended and short and not lower:
        return False
    return lower or not short or room < 0.25 * (right - left) or not _opens(line)


def _lower_behind_dash(line: Line) -> bool:
    return line.text[0] in DASHES and line.text[1:].lstrip()[:1].islower()


def _opens(line: Line) -> bool:
    start = line.text.lstrip("“‘\"'([")
    return bool(start) and (start[0].isupper() or start[0].isdigit())


def _is_drop_cap(piece: Piece, line: Line) -> bool:
    first = piece.lines[0]
    return len(piece.lines) == 1 and len(first.text) == 1 and first.text.isalpha() and line.text[0].islower()
