"""Tables of a web page: which only place things, and which column each cell of a row stands in."""

from dataclasses import dataclass, field

from lxml import etree

from index.traced import Traced

_LONG_TEXT = 800
_MOST_COLUMNS = 200
_MOST_ROWS = 65_534
_EMPTY = Traced.added("")


@dataclass(slots=True)
class OpenTable:
    """A table being read: its number, and for each column how many rows more a cell from above covers it."""

    number: int
    is_layout: bool
    covered: dict[int, int] = field(default_factory=dict)

    def placed(self, cells: list[tuple[Traced, int, int]]) -> tuple[Traced, ...]:
        """Return a row's cells by column from its cells' text, width and height; what is spanned is empty."""
        row: list[Traced] = []
        used = 0
        for text, width, height in cells:
            self._pass_covered(row)
            row.append(text)
            used = len(row)
            row += [_EMPTY] * (width - 1)
            for column in range(used - 1, len(row)):
                self.covered[column] = height - 1
        self._pass_covered(row)
        return tuple(row[:used])

    def _pass_covered(self, row: list[Traced]) -> None:
        while self.covered.get(len(row), 0) > 0:
            self.covered[len(row)] -= 1
            row.append(_EMPTY)


def is_layout(table: etree._Element) -> bool:
    """Tell whether a table only places things on the page: it holds headings, tables or long text."""
    if table.get("role", "") in {"presentation", "none"}:
        return True
    if next((inner for inner in table.iter("table", "article", "main") if inner is not table), None) is not None:
        return True
    if next(table.iter("th", "thead", "caption"), None) is not None:
        return False
    return next(table.iter("h1", "h2", "h3", "h4"), None) is not None or any(
        len("".join(cell.itertext())) > _LONG_TEXT for cell in table.iter("td")
    )


def has_stray_words(row: etree._Element) -> bool:
    """Tell whether words stand in a row but in none of its cells."""
    stray = [row.text, *(child.tail for child in row)]
    others = any(
        "".join(child.itertext()).strip() for child in row.iterchildren(etree.Element) if child.tag not in _CELLS
    )
    return others or any(text and text.strip() for text in stray)


_CELLS = frozenset({"td", "th", "script", "style", "template"})


def width_of(cell: etree._Element) -> int:
    """Return how many columns a cell covers."""
    return min(max(1, _whole(cell.get("colspan"))), _MOST_COLUMNS)


def height_of(cell: etree._Element) -> int:
    """Return how many rows a cell covers; 0 in the page means all that follow."""
    height = _whole(cell.get("rowspan"))
    return _MOST_ROWS if height == 0 else min(height, _MOST_ROWS)


def _whole(written: str | None) -> int:
    written = (written or "1").strip()
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 9 else 1
