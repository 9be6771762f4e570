"""Blocks: the headings, paragraphs, list items, table rows and notes that readers find, and the text they make.

Every reader ends here, so that the text of each format is laid out the same way: one line for each block,
and a blank line between blocks except between the items of a list and the rows of a table. Notes come last.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.document import Cell, Heading, Metadata, Note, Page, ParsedDocument
from index.offset_map import OffsetMap, Omission
from index.traced import Positions, Traced, joined

BAR = Traced.added(" | ")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document.

    ``level`` counts for headings only; ``page`` is a number from 1, 0 without pages. A block that is
    ``glued`` goes on in the middle of the last word of the block before it; one that ``continues`` goes on
    with its sentence. A row has its ``cells`` and no ``text``; ``table`` numbers the document's tables from 0.
    ``anchor`` is a note's: where the raw text refers to it, or -1.
    """

    kind: Literal["heading", "paragraph", "item", "row", "note"]
    text: Traced = Traced.added("")  # noqa: RUF009  (frozen)
    level: int = 0
    page: int = 0
    glued: bool = False
    continues: bool = False
    cells: tuple[Traced, ...] = ()
    table: int = 0
    anchor: int = -1


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page of the raw text: its span, and its printed number or ``None``."""

    label: str | None
    start: int
    end: int


def assemble(
    raw: str,
    blocks: Sequence[Block],
    metadata: Metadata,
    pages: Sequence[RawPage] = (),
    omissions: Sequence[Omission] = (),
    recognised: bool = False,
) -> ParsedDocument:
    """Lay out blocks as one text, with its offset map and the spans of pages, headings, notes and cells.

    ``pages`` has one entry for each page of the file; pages without text get an empty span. A paragraph that
    runs over a page's end must come as two blocks, the second of which ``continues`` or is ``glued``.
    """
    layout = _Layout()
    for block in blocks:
        if block.kind != "note":
            layout.add(block)
    body_end = layout.length
    for block in blocks:
        if block.kind == "note":
            layout.add(block)
    whole = joined(layout.parts)
    spans = _pages(pages, layout)
    anchors = _Anchors(whole.origin[:body_end], spans)
    notes = tuple(Note(start, end, page, anchors.find(raw_place, page)) for start, end, page, raw_place in layout.notes)
    return ParsedDocument(
        text=whole.text,
        raw=raw,
        offset_map=OffsetMap.of(whole.origin, omissions),
        pages=spans,
        headings=tuple(layout.headings),
        notes=notes,
        cells=tuple(layout.cells),
        metadata=metadata,
        recognised=recognised,
    )


class _Layout:
    """The text so far, and what stands where in it."""

    def __init__(self) -> None:
        self.parts: list[Traced] = []
        self.length = 0
        self.headings: list[Heading] = []
        self.cells: list[Cell] = []
        self.notes: list[tuple[int, int, int, int]] = []
        self.page_starts: dict[int, int] = {}
        self.page_ends: dict[int, int] = {}
        self._previous: Block | None = None
        self._rows: Counter[int] = Counter()

    def add(self, block: Block) -> None:
        """Add a block; nothing comes of one without words."""
        cells = [cell.one_line() for cell in block.cells]
        text = _row_text(cells) if block.kind == "row" else block.text.one_line()
        if not text.text.strip(" |"):
            return
        if self._previous is not None:
            self._append(Traced.added(_separator(self._previous, block)))
        start = self.length
        self._append(text)
        if block.kind == "heading":
            self.headings.append(Heading(block.level, start, self.length))
        elif block.kind == "row":
            self._add_cells(block, cells, start)
        if block.kind == "note":
            self.notes.append((start, self.length, block.page, block.anchor))
        else:
            self.page_starts.setdefault(block.page, start)
            self.page_ends[block.page] = self.length
        self._previous = block

    def _append(self, text: Traced) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _add_cells(self, block: Block, cells: list[Traced], start: int) -> None:
        row = self._rows[block.table]
        self._rows[block.table] += 1
        for column, cell in enumerate(cells):
            if cell.text:
                self.cells.append(Cell(block.table, row, column, start, start + len(cell)))
            start += len(cell) + len(BAR)


def _row_text(cells: list[Traced]) -> Traced:
    return joined(cells, BAR.text)


def _separator(previous: Block, block: Block) -> str:
    if block.glued:
        return ""
    if block.continues:
        return " "
    same_list = previous.kind == block.kind == "item"
    same_table = previous.kind == block.kind == "row" and previous.table == block.table
    return "\n" if same_list or same_table else "\n\n"


def _pages(pages: Sequence[RawPage], layout: _Layout) -> tuple[Page, ...]:
    found = []
    position = 0
    for number, page in enumerate(pages, start=1):
        start = layout.page_starts.get(number, position)
        position = layout.page_ends.get(number, start)
        found.append(Page(number, page.label, start, position, page.start, page.end))
    return tuple(found)


class _Anchors:
    """Finds the places of the body to which notes belong."""

    def __init__(self, body: Positions, pages: Sequence[Page]) -> None:
        """``body`` is the origin of the text's body, shape (n,)."""
        self._end, self._pages = len(body), pages
        kept = np.flatnonzero(body >= 0)
        # Columns may come in another order than in the raw text.
        self._places = kept[np.argsort(body[kept], kind="stable")]
        self._origin = body[self._places]

    def find(self, raw_place: int, page: int) -> int:
        """Return the place behind the character that stands last up to a place of the raw text."""
        if raw_place < 0:
            return self._pages[page - 1].end if 0 < page <= len(self._pages) else self._end
        # A plain number would have the whole array turned into wider numbers.
        count = int(np.searchsorted(self._origin, np.int32(raw_place), side="right"))
        return int(self._places[count - 1]) + 1 if count else self._end
