"""Tables in PDFs: cells between drawn rules, or short cells that stand below each other in rows."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf_drawings import Area
from index.readers.pdf_lines import Line, one, rows

_CELL_GAP = 0.9
_SAME_END = 1.0
_NEAR = 2.5
_EVEN = 0.7
_WIDEST = 2.5
"""In sizes of the type: the widest gap between the words of a justified line."""
_CROWDED = 0.85
_NUMERIC = re.compile(
    r"[£$€(<>~+–-]*\d[\d,. ]*(?:%|[mk]|bn|pp?|percent|million|billion)?\)?[*†‡]?|[-–—*:.]|n/?a", re.IGNORECASE
)
_BULLET = re.compile(r"[•‣◦▪●○■□–-]\s|[•‣◦▪●○■□]")
_MOST_WORDS = 5.0
_TIGHT = 1.45
"""Lines closer than this, in sizes of the type, may be lines of one cell."""
_FAR = 3.5

Cells = list[list[Line]]
"""A row of a table: the lines of each of its cells, none for an empty one."""


@dataclass(frozen=True, slots=True)
class Table(Area):
    """A table's rows, each with the same number of cells, and the left and right edge of each column.

    ``pieces`` are the pieces of lines that it was made of. ``number`` counts the document's tables from 0.
    """

    rows: tuple[Cells, ...]
    columns: tuple[tuple[float, float], ...]
    page: int
    pieces: tuple[Line, ...]
    number: int = 0


def unruled_tables(lines: Sequence[Line], rules: Sequence[Area]) -> list[Table]:
    """Return the tables among pieces of lines, told by cells that stand in rows below each other."""
    all_rows = rows(lines)
    if sum(len(row) > 1 for row in all_rows) < 2:
        return []
    found: list[Table] = []
    cells = [_cells(row) for row in all_rows]
    begin = 0
    while begin < len(cells):
        if len(cells[begin]) < 2:
            begin += 1
            continue
        end = _run_end(cells, begin)
        table = _table(cells[begin:end], rules) if end - begin > 1 and _stands_free(cells, begin, end) else None
        if table is not None:
            found.append(table)
        begin = end
    return found


def _cells(row: list[Line]) -> list[list[Line]]:
    """Return the pieces of a row, those with a narrow gap between them as one cell."""
    if _is_justified(row):
        return [row]
    cells = [[row[0]]]
    gaps = [piece.left - before.right for before, piece in pairwise(row)]
    for number, (before, piece) in enumerate(pairwise(row)):
        size = max(piece.size, before.size)
        # Words of a justified line stand apart by the same gap.
        even = gaps[number] < _WIDEST * size and any(
            abs(other - gaps[number]) < _EVEN
            for other in (*gaps[max(0, number - 1) : number], *gaps[number + 1 : number + 2])
        )
        words = before.text.isalpha() and piece.text.strip(".,;:").isalpha()
        if gaps[number] > _CELL_GAP * size and not (even and words):
            cells.append([piece])
        else:
            cells[-1].append(piece)
    return cells


def _stands_free(cells: Sequence[list[list[Line]]], begin: int, end: int) -> bool:
    """Tell whether rows stand apart as lines do; columns of text often have lines between each other's lines."""
    around = cells[max(0, begin - 1) : end + 1]
    return all(
        below[0][0].baseline - above[0][0].baseline > _CROWDED * min(above[0][0].size, below[0][0].size)
        for above, below in pairwise(around)
    )


def _is_justified(row: Sequence[Line]) -> bool:
    """Tell whether the words of a row stand apart by the same wide gap, as those of a justified line do."""
    words = [word for piece in row for word in piece.words]
    gaps = [word.left - before.right for before, word in pairwise(words)]
    letters = sum(c.isalpha() for piece in row for c in piece.text)
    return len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN and letters > 0.5 * sum(len(word.text) for word in words)


def _run_end(cells: Sequence[list[list[Line]]], begin: int) -> int:
    """Return where the rows end that stand close below each other, most of them with several cells."""
    end = last = begin + 1
    left = min(row[0][0].left for row in cells[begin : begin + 1])
    right = max(row[-1][-1].right for row in cells[begin : begin + 1])
    while end < len(cells):
        above, row = cells[end - 1], cells[end]
        size = max(above[0][0].size, row[0][0].size)
        if row[0][0].baseline - above[0][0].baseline > _FAR * size:
            break
        if len(row) > 1:
            left, right = min(left, row[0][0].left), max(right, row[-1][-1].right)
            last = end + 1
        elif end - last >= 2 or row[0][-1].right - row[0][0].left > 0.6 * (right - left):
            break
        end += 1
    # Lines of a cell that stand below the last row.
    while last < len(cells) and len(cells[last]) == 1 and last < end:
        line, above = cells[last][0][0], cells[last - 1]
        tight = line.baseline - above[0][0].baseline <= _TIGHT * line.size
        if not (tight and any(abs(line.left - cell[0].left) <= _NEAR for cell in above)):
            break
        last += 1
    return last


def _table(run: Sequence[list[list[Line]]], rules: Sequence[Area]) -> Table | None:
    columns = _columns(run)
    if columns is None:
        return None
    placed: list[Cells] = []
    spanning = 0
    for row in run:
        cells: Cells = [[] for _ in columns]
        for cell in row:
            line = one(cell)
            touched = [n for n, (left, right) in enumerate(columns) if line.left < right + 1 and line.right > left - 1]
            if not touched:
                touched = [min(range(len(columns)), key=lambda n: abs(columns[n][0] - line.left))]
            spanning += len(touched) > 1
            if cells[touched[0]]:
                return None
            cells[touched[0]].append(line)
        placed.append(cells)
    if spanning > max(1, 0.3 * len(run)) or not _is_table(placed):
        return None
    pieces = tuple(piece for row in run for cell in row for piece in cell)
    merged = _logical_rows(placed, rules)
    if len(merged) < 2:
        return None
    return Table(
        left=min(piece.left for piece in pieces),
        top=min(piece.top for piece in pieces),
        right=max(piece.right for piece in pieces),
        bottom=max(piece.bottom for piece in pieces),
        rows=tuple(merged),
        columns=columns,
        page=pieces[0].page,
        pieces=pieces,
    )


def _columns(run: Sequence[list[list[Line]]]) -> tuple[tuple[float, float], ...] | None:
    """Return the left and right edges of the columns, ``None`` where the rows have none in common."""
    counts = Counter(len(row) for row in run if len(row) > 1)
    for count, _ in sorted(counts.items(), key=lambda pair: (-pair[1] * pair[0], -pair[0])):
        alike = [row for row in run if len(row) == count]
        columns = [(min(row[n][0].left for row in alike), max(row[n][-1].right for row in alike)) for n in range(count)]
        size = alike[0][0][0].size
        if all(right + 0.5 * size <= left for (_, right), (left, _) in pairwise(columns)):
            return tuple(columns)
    return None


def _is_table(placed: Sequence[Cells]) -> bool:
    full = [row for row in placed if sum(map(bool, row)) > 1]
    if len(full) < 2:
        return False
    by_column = [[row[n][0] for row in placed if row[n]] for n in range(len(placed[0]))]
    if any(len(column) < 2 for column in by_column) and len(full) > 2:
        return False
    if any(sum(bool(_BULLET.match(line.text)) for line in column) > 0.3 * len(column) for column in by_column):
        return False
    if not all(_is_aligned(column) for column in by_column[1:]):
        return False
    if _is_stretched(by_column[-1]):
        return False
    numeric = [sum(bool(_NUMERIC.fullmatch(line.text)) for line in column) / len(column) for column in by_column]
    words = [statistics.mean(len(line.text.split()) for line in column) for column in by_column]
    lower = [sum(line.text[0].islower() for line in column) / len(column) for column in by_column]
    prose = [
        words[n] >= 3 and (lower[n] >= 0.35 or words[n] > 2 * _MOST_WORDS) and numeric[n] < 0.3
        for n in range(len(by_column))
    ]
    if len(by_column) == 2 and numeric[0] >= 0.5 and words[1] > _MOST_WORDS:
        # Numbered paragraphs.
        return False
    if any(part >= 0.5 for part in numeric):
        return sum(prose) <= 1 and not (prose[0] and len(by_column) > 2 and lower[0] > 0.5)
    return not any(prose) and statistics.mean(words) <= _MOST_WORDS


def _is_stretched(column: Sequence[Line]) -> bool:
    """Tell whether a last column is the ends of justified lines: words in small letters, flush on the right alone."""
    lefts, rights = [line.left for line in column], [line.right for line in column]
    flush = max(rights) - min(rights) <= _SAME_END
    ragged = sum(abs(left - statistics.median(lefts)) <= _NEAR for left in lefts) < 0.6 * len(lefts)
    small = sum(line.text[0].islower() for line in column) >= 0.5 * len(column)
    return flush and ragged and small


def _is_aligned(column: Sequence[Line]) -> bool:
    for places in (
        [line.left for line in column],
        [line.right for line in column],
        [(line.left + line.right) / 2 for line in column],
    ):
        middle = statistics.median(places)
        if sum(abs(place - middle) <= _NEAR for place in places) >= 0.6 * len(places):
            return True
    # Figures that stand by their point.
    points = [line.left + line.width * line.text.find(".") / len(line.text) for line in column if "." in line.text]
    return len(points) >= 0.6 * len(column) and max(points) - min(points) <= 2 * _NEAR


def _logical_rows(placed: Sequence[Cells], rules: Sequence[Area]) -> list[Cells]:
    """Put lines of one cell together: between drawn rules, else where rows stand apart more than lines do."""
    baselines = [min(line.baseline for cell in row for line in cell) for row in placed]
    size = statistics.median(line.size for row in placed for cell in row for line in cell)
    gaps = [below - above for above, below in pairwise(baselines)]
    left = min(line.left for row in placed for cell in row for line in cell)
    right = max(line.right for row in placed for cell in row for line in cell)
    wide = [rule for rule in rules if rule.left <= left + 0.2 * (right - left) and rule.width >= 0.6 * (right - left)]
    ruled = [any(above < rule.top < below for rule in wide) for above, below in pairwise(baselines)]
    tight = [gap for gap in gaps if gap <= _TIGHT * size]
    loose_from = max(_TIGHT * size, 1.25 * statistics.median(tight)) if tight else 0.0
    apart = any(gap > loose_from for gap in gaps)
    merged: list[Cells] = [[list(cell) for cell in placed[0]]]
    for number, row in enumerate(placed[1:]):
        above = placed[number]
        joins = (
            not ruled[number] if sum(ruled) > 1 else gaps[number] <= _TIGHT * size and _goes_on(above, row, apart=apart)
        )
        if joins:
            for cell, lines in zip(merged[-1], row, strict=True):
                cell += lines
        else:
            merged.append([list(cell) for cell in row])
    return merged


def _goes_on(above: Cells, row: Cells, apart: bool) -> bool:
    """Tell whether a row of lines goes on with the cells of the one above."""
    filled = [lines[0].text for lines in row if lines]
    if any(_NUMERIC.fullmatch(text) for text in filled):
        return False
    if apart and len(filled) <= len(row):
        return True
    fewer = len(filled) < sum(map(bool, above)) and all(above[n] for n, lines in enumerate(row) if lines)
    return fewer and all(text[0].islower() for text in filled)
