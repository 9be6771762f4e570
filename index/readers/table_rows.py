"""Rows of tables on their way from the elements of an XML document to blocks; merged cells keep their columns."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from lxml import etree

from index.blocks import Block
from index.readers.numerals import BULLET
from index.readers.raw_text import RawText
from index.traced import Traced, joined

BlocksOf = Callable[[etree._Element, bool], Iterator[Block]]
"""Reads the blocks inside an element into the raw text; none of its words reads if the second is true."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell, how many columns it takes, none if deleted, and whether it is deleted or the rest of another cell."""

    element: etree._Element
    columns: int
    left_out: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, how many columns it leaves out before them, and whether it is deleted or hidden."""

    cells: tuple[TableCell, ...]
    before: int
    left_out: bool


def is_frame(rows: Sequence[TableRow], paragraphs: Callable[[etree._Element], int]) -> bool:
    """Tell whether a table is no more than a box around text, or columns of text beside each other.

    ``paragraphs`` counts the paragraphs with words in a cell.
    """
    seen = [[cell for cell in row.cells if not cell.left_out] for row in rows if not row.left_out]
    if all(len(cells) <= 1 for cells in seen):
        return True
    return len(seen) == 1 and any(paragraphs(cell.element) > 1 for cell in seen[0])


def frame_blocks(rows: Sequence[TableRow], raw: RawText, blocks_of: BlocksOf, left_out: bool) -> Iterator[Block]:
    """Return what stands in a frame, one cell after the other."""
    for row in rows:
        for cell in row.cells:
            raw.line()
            yield from blocks_of(cell.element, left_out or row.left_out or cell.left_out)


def row_blocks(
    rows: Sequence[TableRow], number: int, raw: RawText, blocks_of: BlocksOf, left_out: bool
) -> Iterator[Block]:
    """Return a block for each row of a table, which is the document's table ``number``."""
    for row in rows:
        raw.line()
        yield Block("row", cells=_cells(row, raw, blocks_of, left_out or row.left_out), table=number)
        raw.end_line()


def flat(blocks: Sequence[Block], with_mark: bool = True) -> Traced:
    """Return blocks as one text.

    A list's mark stays at the very beginning, if at all; further items begin with bullets, for only these can be
    told from words in the middle of a line.
    """
    flattened = Traced.added("")
    for block in blocks:
        has_mark = with_mark and not len(flattened)
        if block.kind == "row":
            cells = [cell.one_line() for cell in block.cells]
            text = joined([cell if has_mark or number else _unmarked(cell) for number, cell in enumerate(cells)], " | ")
        else:
            text = block.text.one_line()
            text = _unmarked(text) if block.kind == "item" and not has_mark else text
        if not text.text.strip(" |"):
            continue
        if len(flattened):
            flattened += Traced.added(f" {BULLET} " if block.kind == "item" else " ")
        flattened += text
    return flattened


def _unmarked(text: Traced) -> Traced:
    """Return a text without a mark that was added at its beginning."""
    return text[int(np.argmax(text.origin >= 0)) :] if len(text) else text


def _cells(row: TableRow, raw: RawText, blocks_of: BlocksOf, left_out: bool) -> tuple[Traced, ...]:
    nothing = Traced.added("")
    cells = [nothing] * row.before
    # Columns that a cell takes besides its own keep those after it in their places; at the end nothing comes after.
    vacant = row.before
    for number, cell in enumerate(row.cells):
        if number:
            raw.tab()
        blocks = list(blocks_of(cell.element, left_out or cell.left_out))
        cells += [flat(blocks), *[nothing] * (cell.columns - 1)][: cell.columns]
        vacant = vacant + cell.columns if cell.left_out else cell.columns - 1
    return tuple(cells[: len(cells) - vacant])
