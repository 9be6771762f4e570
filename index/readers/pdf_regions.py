"""The parts of a PDF's page in reading order: columns of text, tables and boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf_columns import MANY_LINES, Gutter, Item, best_cut, height
from index.readers.pdf_drawings import Area
from index.readers.pdf_lines import Line, one, rows
from index.readers.pdf_tables import Table, unruled_tables


@dataclass(frozen=True, slots=True)
class Column:
    """Lines that stand below each other, top to bottom; an ``aside`` stands in a box."""

    lines: tuple[Line, ...]
    aside: bool = False


Region = Column | Table


def reading_order(
    items: Sequence[Item], rules: Sequence[Area], known: Sequence[Gutter] = (), aside: bool = False
) -> list[Region]:
    """Return the columns and tables of a page, or of a box, in the order in which they are read.

    ``known`` are the gutters of this page and its neighbours: a column may have a single line on a page.
    """
    items = _with_tables(sorted(items, key=lambda item: item.top), rules)
    cut = None if _one_by_one(items) else best_cut(items, known)
    if cut is None:
        return _column(items, rules, aside)
    parts = (items[: cut.first], cut.lefts, cut.rights, items[cut.last :])
    return [region for part in parts if part for region in reading_order(part, rules, known, aside)]


def gutters(regions: Sequence[Region]) -> list[Gutter]:
    """Return the gutters between the columns of a page that have many lines."""
    columns = [region for region in regions if isinstance(region, Column) and len(region.lines) >= MANY_LINES]
    return [
        Gutter(max(line.right for line in left.lines), min(line.left for line in right.lines))
        for left, right in pairwise(columns)
        if max(line.right for line in left.lines) < min(line.left for line in right.lines)
        and left.lines[-1].bottom > right.lines[0].top
    ]


def _with_tables(items: list[Item], rules: Sequence[Area]) -> list[Item]:
    lines = [item for item in items if isinstance(item, Line)]
    tables = unruled_tables(lines, rules)
    if not tables:
        return items
    used = {id(line) for table in tables for line in table.pieces}
    kept: list[Item] = [item for item in items if id(item) not in used]
    return sorted([*kept, *tables], key=lambda item: item.top)


def _one_by_one(items: Sequence[Item]) -> bool:
    """Tell whether no two items stand side by side."""
    bottom = float("-inf")
    for item in items:
        if item.top < bottom - 0.3 * height(item):
            return False
        bottom = max(bottom, item.bottom)
    return True


def _column(items: Sequence[Item], rules: Sequence[Area], aside: bool) -> list[Region]:
    regions: list[Region] = []
    lines: list[Line] = []
    for item in items:
        if isinstance(item, Line):
            lines.append(item)
            continue
        regions += _text(lines, aside)
        lines = []
        regions += [item] if isinstance(item, Table) else reading_order(item.lines, rules, aside=True)
    return regions + _text(lines, aside)


def _text(lines: Sequence[Line], aside: bool) -> list[Region]:
    return [Column(tuple(one(row) for row in rows(lines)), aside)] if lines else []
