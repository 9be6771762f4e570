"""The gutters between the columns of a PDF's page: white space that no line crosses."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf_drawings import Area
from index.readers.pdf_lines import GAP, Line, rows
from index.readers.pdf_tables import Table

_SAME_EDGE = 2.0
_LARGER = 1.15
MANY_LINES = 5
_FEWEST_LETTERS = 10
"""On average, for a column's line: bullets and numbers before a text are no column of it."""


@dataclass(frozen=True, slots=True)
class Box(Area):
    """A framed or shaded box that stands beside the text, with the pieces of lines in it."""

    lines: tuple[Line, ...]


Item = Line | Table | Box


@dataclass(frozen=True, slots=True)
class Gutter:
    """The white space between two columns: where the lines of the left one end, and those of the right one begin."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Cut:
    """Two columns side by side: what stands in each, and where they begin and end among the items by height."""

    first: int
    last: int
    lefts: list[Item]
    rights: list[Item]
    score: float


def height(item: Item) -> float:
    """Return the size of a line's type, and that of a usual text for anything else."""
    return item.size if isinstance(item, Line) else 10.0


def best_cut(items: Sequence[Item], known: Sequence[Gutter]) -> Cut | None:
    """Return the place where most lines stand in two columns side by side, ``None`` if there is none."""
    best: Cut | None = None
    beyond = {gutter.right for gutter in known if any(abs(item.left - gutter.right) <= _SAME_EDGE for item in items)}
    for edge in (*_edges(items), *beyond):
        for cut in _cuts(items, edge, known):
            if best is None or cut.score > best.score:
                best = cut
    return best


def _edges(items: Sequence[Item]) -> list[float]:
    """Return the left edges at which several lines begin, or a box or table, the leftmost left out."""
    lefts = sorted((item.left, _weight(item)) for item in items)
    found: list[float] = []
    begin = 0
    for index in range(1, len(lefts) + 1):
        if index == len(lefts) or lefts[index][0] - lefts[index - 1][0] > _SAME_EDGE:
            # The last column may have a single line.
            if index == len(lefts) or sum(weight for _, weight in lefts[begin:index]) > 1:
                found.append(lefts[begin][0])
            begin = index
    return [edge for edge in found if edge > lefts[0][0] + 3 * _SAME_EDGE]


def _weight(item: Item) -> int:
    if isinstance(item, Line):
        return 1
    return max(2, len(item.lines) if isinstance(item, Box) else len(item.rows))


def _cuts(items: Sequence[Item], edge: float, known: Sequence[Gutter]) -> list[Cut]:
    """Return the places where lines stand left and right of an edge and none crosses it."""
    found: list[Cut] = []
    begin = 0
    lefts: list[Item] = []
    rights: list[Item] = []
    # A line that crosses the edge does so with all its pieces.
    crossed = {round(item.baseline) for item in items if isinstance(item, Line) and item.left < edge < item.right}
    for index in range(len(items) + 1):
        item = items[index] if index < len(items) else None
        crosses = isinstance(item, Line) and round(item.baseline) in crossed
        if item is not None and not crosses and item.left >= edge - _SAME_EDGE:
            rights.append(item)
        elif (
            item is not None
            and not crosses
            and item.right <= edge - GAP * height(item)
            and not _divides(item, items, index, edge)
        ):
            lefts.append(item)
        else:
            lefts, last = _without_last_heading(lefts, rights, index)
            if _are_known(lefts, rights, edge, known) or _are_columns(lefts, rights, edge):
                found.append(Cut(begin, last, lefts, rights, sum(map(_weight, lefts)) + sum(map(_weight, rights))))
            begin, lefts, rights = index + 1, [], []
            if item is not None and item.right <= edge:
                begin, lefts = index, [item]
    return found


def _without_last_heading(lefts: list[Item], rights: list[Item], last: int) -> tuple[list[Item], int]:
    """Return the left column without a heading that stands below both, over the text that follows."""
    lines = [item for item in lefts if isinstance(item, Line)]
    if not rights or len(lines) < MANY_LINES:
        return lefts, last
    size = statistics.median(line.size for line in lines)
    bold = sum(line.bold for line in lines) > 0.5 * len(lines)
    bottom = max(item.bottom for item in rights)
    kept = list(lefts)
    while kept and isinstance(item := kept[-1], Line):
        heading = item.size >= _LARGER * size or (item.bold and not bold)
        if not heading or item.top < bottom:
            break
        kept.pop()
    return kept, last - (len(lefts) - len(kept))


def _divides(item: Item, items: Sequence[Item], index: int, edge: float) -> bool:
    """Tell whether a short heading stands over all columns: nothing is beside it, but above and below."""
    if not isinstance(item, Line) or not item.text[0].isalnum():
        return False
    around = [other for other in items if other.left >= edge - _SAME_EDGE]
    sizes = [other.size for other in around if isinstance(other, Line)]
    if not sizes or item.size < _LARGER * sorted(sizes)[len(sizes) // 2]:
        return False
    above = any(other.bottom < item.top for other in around)
    below = any(other.top > item.bottom for other in around)
    margin = 0.6 * item.size
    beside = any(other.bottom > item.top - margin and other.top < item.bottom + margin for other in around)
    return above and below and not beside and index > 0


def _are_known(lefts: Sequence[Item], rights: Sequence[Item], edge: float, known: Sequence[Gutter]) -> bool:
    """Tell whether lines stand left and right of a gutter that is known, and side by side."""
    if not lefts or not rights:
        return False
    end, top, bottom = (
        max(item.right for item in lefts), min(item.top for item in rights), max(item.bottom for item in rights)
    )  # fmt: skip
    if min(item.top for item in lefts) > bottom or max(item.bottom for item in lefts) < top:
        return False
    return any(abs(gutter.right - edge) <= _SAME_EDGE and end <= gutter.left + _SAME_EDGE for gutter in known)


def _are_columns(lefts: Sequence[Item], rights: Sequence[Item], edge: float) -> bool:
    if not lefts or not rights:
        return False
    if _count(rights) == 1:
        return _is_last_line(lefts, rights)
    if _count(lefts) < 2:
        return False
    top = max(min(item.top for item in lefts), min(item.top for item in rights))
    bottom = min(max(item.bottom for item in lefts), max(item.bottom for item in rights))
    least = min(_span(lefts), _span(rights))
    if bottom - top < 0.4 * least:
        return False
    if not (_is_substance(lefts) and _is_substance(rights)):
        return False
    starts = [row[0].left for row in rows([item for item in rights if isinstance(item, Line)])]
    aligned = sum(abs(start - edge) <= _SAME_EDGE for start in starts)
    if starts and aligned < 0.4 * len(starts):
        return False
    # The text of items stands further in than their bullets, and always as far.
    indented = sum(sum(abs(start - other) <= _SAME_EDGE for other in starts) > 2 for start in starts)
    return not _is_river(lefts, rights, edge, max(aligned, indented), len(starts))


def _is_last_line(lefts: Sequence[Item], rights: Sequence[Item]) -> bool:
    """Tell whether a column has a single line: that with which a narrow text beside it ends."""
    top = min(item.top for item in lefts)
    beside = [item.right for item in lefts if abs(item.top - top) <= _SAME_EDGE]
    below = [item.right for item in lefts if abs(item.top - top) > _SAME_EDGE]
    if not below or max(beside) > max(below) + _SAME_EDGE:
        return False
    return (
        _count(lefts) >= MANY_LINES
        and _is_substance(lefts)
        and all(abs(item.top - top) <= _SAME_EDGE for item in rights)
        and len(rights) < MANY_LINES
        and all(isinstance(item, Line) for item in rights)
    )


def _count(items: Sequence[Item]) -> int:
    """Return how many lines stand below each other."""
    lines = [item for item in items if isinstance(item, Line)]
    return len(rows(lines)) + sum(_weight(item) for item in items if not isinstance(item, Line))


def _span(items: Sequence[Item]) -> float:
    return max(item.bottom for item in items) - min(item.top for item in items)


def _is_substance(items: Sequence[Item]) -> bool:
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < len(items):
        return True
    letters = sum(sum(c.isalpha() for c in line.text) for line in lines)
    return letters >= _FEWEST_LETTERS * len(rows(lines))


def _is_river(lefts: Sequence[Item], rights: Sequence[Item], edge: float, aligned: int, count: int) -> bool:
    """Tell whether wide gaps between words happen to stand below each other in a justified text."""
    beside = rows([item for item in (*lefts, *rights) if isinstance(item, Line)])
    both = [row for row in beside if row[0].left < edge - _SAME_EDGE <= row[-1].left]
    # Lines that end before the edge are those of a narrow column.
    if not both or len(both) < 0.5 * max(_count(lefts), _count(rights)):
        return False
    if aligned < 0.8 * count:
        return True
    gaps = [_gap_at(row, edge) for row in both]
    # In a river the gap is about as wide as the other gaps of the same line.
    if sum(gap <= 1.25 * other for gap, other in gaps) >= 0.5 * len(gaps):
        return True
    narrowest, size = min(gap for gap, _ in gaps), both[0][0].size
    return narrowest < 1.5 * size and len(both) < (3 if narrowest > size else 5)


def _gap_at(row: Sequence[Line], edge: float) -> tuple[float, float]:
    """Return the width of the gap before an edge, and the usual one between the other words of a row."""
    words = sorted((word for line in row for word in line.words), key=lambda word: word.left)
    gap = 0.0
    others: list[float] = []
    for before, word in pairwise(words):
        space = word.left - before.right
        if before.left < edge - _SAME_EDGE <= word.left:
            gap = space
        else:
            others.append(space)
    return gap, statistics.median(others) if others else 0.0
