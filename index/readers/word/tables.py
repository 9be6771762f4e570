"""The rows and cells of a Word document's tables, as a reader sees them."""

from collections.abc import Iterator

from lxml import etree

from index.readers.table_rows import TableCell, TableRow
from index.readers.word.package import W, is_on, value, whole_number

_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "smartTag")}
_MOST_COLUMNS = 63
"""Word has no wider tables."""
_REST_OF_MERGED = {"continue", "cont", "rest"}


def table_rows(table: etree._Element) -> list[TableRow]:
    """Return the rows of a table, left out or not."""
    rows = [_row(row) for row in _inside(table, "tr")]
    if len({len(row.cells) for row in rows}) > 1:
        return rows
    # Where all rows have as many cells, wide ones come from a frame drawn by hand.
    plain = [tuple(TableCell(cell.element, min(cell.columns, 1), cell.left_out) for cell in row.cells) for row in rows]
    return [TableRow(cells, 0, row.left_out) for cells, row in zip(plain, rows, strict=True)]


def paragraphs(cell: etree._Element) -> int:
    """Return how many paragraphs of a cell have words."""
    return sum(
        1 for paragraph in cell.findall(f"{W}p") if any((words.text or "").strip() for words in paragraph.iter(f"{W}t"))
    )


def _row(row: etree._Element) -> TableRow:
    left_out = row.find(f"{W}trPr/{W}del") is not None or bool(is_on(row, "trPr/hidden"))
    before = whole_number(value(row, "trPr/gridBefore")) or 0
    return TableRow(tuple(map(_cell, _inside(row, "tc"))), min(max(before, 0), _MOST_COLUMNS), left_out)


def _cell(cell: etree._Element) -> TableCell:
    columns = whole_number(value(cell, "tcPr/gridSpan")) or 1
    if cell.find(f"{W}tcPr/{W}cellDel") is not None:
        return TableCell(cell, 0, True)
    left_out = False
    for tag in ("vMerge", "hMerge"):
        merge = cell.find(f"{W}tcPr/{W}{tag}")
        left_out |= merge is not None and merge.get(f"{W}val") != "restart"
    merge = cell.find(f"{W}tcPr/{W}cellMerge")
    left_out |= merge is not None and merge.get(f"{W}vMerge") in _REST_OF_MERGED
    return TableCell(cell, min(max(columns, 1), _MOST_COLUMNS), left_out)


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Return the rows of a table or the cells of a row, also where a content control wraps them."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)
