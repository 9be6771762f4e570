"""The rows and cells of an OpenDocument text's tables: a file may say that one stands for many."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.readers.open_document.styles import TEXT, attribute_number
from index.readers.open_document.text import TABLE
from index.readers.table_rows import TableCell, TableRow

_MOST_COLUMNS = 200
_BUDGET = 50_000
_COST = 10
"""Of a cell without words; each character costs one more. A few bytes may ask for a thousand million cells."""
_GROUPS = {f"{TABLE}{tag}" for tag in ("table-header-rows", "table-rows", "table-row-group")}
_CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}


@dataclass(slots=True)
class Repeats:
    """How much of a document may still be repeated."""

    left: int = _BUDGET

    def take(self, wanted: int, words: str) -> int:
        """Return how often something with these words stands there, at least once, where a file wants it so often."""
        cost = _COST + len(words)
        extra = max(0, min(wanted - 1, self.left // cost))
        self.left -= extra * cost
        return 1 + extra


def table_rows(table: etree._Element, repeats: Repeats) -> list[TableRow]:
    """Return the rows of a table, left out or not."""
    return list(_rows(table, repeats))


def paragraphs(cell: etree._Element) -> int:
    """Return how many paragraphs of a cell have words."""
    return sum(1 for child in cell if child.tag == f"{TEXT}p" and _words(child))


def _rows(parent: etree._Element, repeats: Repeats) -> Iterator[TableRow]:
    for child in parent:
        if child.tag in _GROUPS:
            yield from _rows(child, repeats)
        elif child.tag == f"{TABLE}table-row":
            row = TableRow(tuple(_cells(child, repeats)), 0, child.get(f"{TABLE}visibility", "visible") != "visible")
            words = _words(child)
            wanted = attribute_number(child, f"{TABLE}number-rows-repeated", 1) if words else 1
            for _ in range(repeats.take(wanted, words)):
                yield row


def _cells(row: etree._Element, repeats: Repeats) -> Iterator[TableCell]:
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        is_rest = cell.tag == f"{TABLE}covered-table-cell"
        words = _words(cell)
        wanted = min(attribute_number(cell, f"{TABLE}number-columns-repeated", 1), _MOST_COLUMNS)
        for number in range(repeats.take(wanted, words)):
            # Empty cells that are only counted fill up the row; where nothing comes after them they are not there.
            yield TableCell(cell, 1, is_rest or (not words and number > 0))


def _words(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()
