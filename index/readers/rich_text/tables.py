"""The tables of an RTF file, which come as paragraphs, ends of cells and ends of rows."""

from dataclasses import dataclass, field

from index.blocks import Block
from index.readers.raw_text import RawText
from index.readers.rich_text.story import TableEnd
from index.readers.table_rows import flat
from index.traced import Traced

_MOST_COLUMNS = 63
_SAME_EDGE = 30
"""Twentieths of a point; edges as near as this are drawn as one."""


@dataclass(slots=True)
class _Row:
    """The cells of a row, each as its blocks, and their right edges in twentieths of a point."""

    cells: list[list[Block]]
    edges: tuple[int, ...]


@dataclass(slots=True)
class _Level:
    """The table at one depth: its rows so far, the cells of the next row, and the blocks of the next cell."""

    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


class OpenTables:
    """The table that is being read, with those in its cells."""

    def __init__(self, raw: RawText) -> None:
        self._raw = raw
        self._levels: dict[int, _Level] = {}

    def add(self, depth: int, blocks: list[Block]) -> None:
        """Add what stands in a cell of the table at a depth from 1."""
        self._close_deeper(depth)
        self._level(depth).blocks += blocks

    def end(self, end: TableEnd) -> None:
        """End a cell or a row."""
        self._close_deeper(end.depth)
        level = self._level(end.depth)
        if end.kind == "cell":
            level.cells.append(level.blocks)
            level.blocks = []
            self._raw.tab()
        elif level.cells:
            level.rows.append(_Row(level.cells, end.edges))
            level.cells = []
            self._raw.end_line()

    def closed(self, number: int) -> list[Block]:
        """Return the blocks of the table that has ended, which is the document's table ``number``."""
        self._close_deeper(1)
        level = self._levels.pop(1, _Level())
        return _blocks(level, number)

    def _level(self, depth: int) -> _Level:
        return self._levels.setdefault(depth, _Level())

    def _close_deeper(self, depth: int) -> None:
        """Put the tables in a cell into it as rows."""
        while (deeper := max(self._levels, default=0)) > depth:
            level = self._levels.pop(deeper)
            self._level(deeper - 1).blocks += _blocks(level, 0)


def _blocks(level: _Level, number: int) -> list[Block]:
    # A file may leave out the end of its last row.
    rows = [*level.rows, *([_Row(level.cells, ())] if level.cells else [])]
    with_words = [[[block for block in cell if _has_words(block)] for cell in row.cells] for row in rows]
    single = all(len(row) <= 1 for row in with_words)
    if single or (len(rows) == 1 and any(len(cell) > 1 for cell in with_words[0])):
        # A box around text, or columns of text beside each other.
        return [block for row in rows for cell in row.cells for block in cell] + level.blocks
    edges = _all_edges(rows)
    return [Block("row", cells=_placed(row, edges), table=number) for row in rows] + level.blocks


def _has_words(block: Block) -> bool:
    return bool(block.text.text.strip() or any(cell.text.strip() for cell in block.cells))


def _all_edges(rows: list[_Row]) -> list[int]:
    """Return the right edges of a table's columns, none where cells stand in their columns as they come."""
    if len({len(row.cells) for row in rows}) == 1 or any(len(row.cells) != len(row.edges) for row in rows):
        return []
    edges: list[int] = []
    for edge in sorted(edge for row in rows for edge in row.edges):
        if not edges or edge - edges[-1] > _SAME_EDGE:
            edges.append(edge)
    return edges[:_MOST_COLUMNS]


def _placed(row: _Row, edges: list[int]) -> tuple[Traced, ...]:
    """Return a row's cells, with empty ones for the columns that a wide cell takes besides its own."""
    if not edges:
        return tuple(map(flat, row.cells))
    placed: list[Traced] = []
    for cell, right in zip(row.cells, row.edges, strict=True):
        # So many columns end where this cell ends or left of there; what is missing lies within the cell before.
        columns = sum(1 for edge in edges if edge < right - _SAME_EDGE) + 1
        placed.append(flat(cell))
        if cell is not row.cells[-1]:
            placed += [Traced.added("")] * (columns - len(placed))
    return tuple(placed)
