"""The blocks of a web page or e-book, in reading order, with a space wherever the page shows one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from index.offset_map import Step
from index.readers.html.clutter import NO_WORDS, is_clutter, is_hidden
from index.readers.html.lists import BULLET, marks_of
from index.readers.html.notes import Key, Notes, kinds_of, link_role
from index.readers.html.raw import RawText
from index.readers.html.tables import OpenTable, has_stray_words, height_of, is_layout, width_of
from index.traced import Traced, joined

Kind = Literal["heading", "paragraph", "item", "row", "note"]

_NO_TEXT = frozenset({"script", "style", "template", "title"})
_BREAKING = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer
    form header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr
    ul caption""".split()
)
_BOXES = frozenset("audio button canvas embed iframe input object select textarea video".split())
_PAGE_BREAKS = frozenset({"doc-pagebreak", "pagebreak"})
_HEADING = re.compile(r"h[1-6]")


def has_words(text: Traced) -> bool:
    """Tell whether a text has a letter or a digit."""
    return any(character.isalnum() for character in text.text)


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block with the share of its letters that are links, 0 to 1.

    ``article`` numbers the page's ``<article>`` or ``<main>`` elements from 1; 0 is outside of all. A row has
    ``cells`` and the number of its ``table``; a note has its ``key``.
    """

    kind: Kind
    text: Traced
    level: int = 0
    linked: float = 0.0
    article: int = 0
    cells: tuple[Traced, ...] = ()
    table: int = 0
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class _Place:
    """What the text inside an element becomes."""

    kind: Kind = "paragraph"
    level: int = 0
    in_link: bool = False
    article: int = 0
    left_out: Step | None = None
    note: Key | None = None
    in_cell: bool = False


class PageWalk:
    """Walks through pages and gathers their blocks, and what their references to notes lead from.

    ``anchors`` leads from the key of a note to the place of the raw text that refers to it first. ``whole``
    tells that all that can be seen belongs to the text, as in a book.
    """

    def __init__(self, raw: RawText, notes: Notes, whole: bool = False) -> None:
        self.blocks: list[PageBlock] = []
        self.anchors: dict[Key, int] = {}
        self._raw, self._notes, self._whole = raw, notes, whole
        self._articles = 0
        self._letters = 0

    def read(self, page: etree._Element) -> None:
        """Read a page; what it hides, strikes out or does not say itself goes to the omissions of the raw text."""
        for body in page.iterchildren("body"):
            self._letters = sum(map(len, body.itertext()))
            self._collect(body, _Open(_Place(), self.blocks.append))
        self._raw.break_line()

    def _collect(self, root: etree._Element, part: "_Open") -> None:
        # Not recursive but for cells: pages nest deeper than Python's stack likes.
        events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in events:
            if event == "start":
                if self._enter(element, part):
                    self._add(element.text, part)
                else:
                    events.skip_subtree()
            else:
                if event == "end":
                    self._leave(element, part)
                if element is not root:
                    self._add(element.tail, part)
        self._close(part)

    def _add(self, text: str | None, part: "_Open") -> None:
        if not text:
            return
        left_out = part.place.left_out
        if left_out is not None:
            self._raw.omit(text, left_out)
        elif part.pieces or text.strip():
            part.pieces.append(self._raw.add(text))
            part.broken = part.broken and not text.strip()
            part.linked += len("".join(text.split())) if part.place.in_link else 0

    def _close(self, part: "_Open") -> None:
        """End the open block."""
        place = part.place
        if part.pieces:
            text = joined(part.pieces)
            # In a table a dash or a tick says something too.
            if has_words(text) or (place.in_cell and text.text.strip()):
                linked = min(1, part.linked / len("".join(text.text.split())))
                mark = Traced.added(part.mark)
                part.found(PageBlock(place.kind, mark + text, place.level, linked, place.article, key=place.note))
                part.mark = ""
            else:
                self._raw.leave_out(text, Step.MARKUP)
        self._raw.break_line()
        part.pieces, part.linked, part.broken = [], 0, False

    def _enter(self, element: etree._Element, part: "_Open") -> bool:
        """Enter an element and tell whether what it holds is to be walked through."""
        place, tag = part.place, element.tag
        walked = tag not in _NO_TEXT
        self._end_block(tag, part)
        if place.left_out is None:
            if tag in _BOXES:
                part.pieces.append(Traced.added(" "))
            place = self._entered(element, part)
            if place.left_out is None:
                walked = walked and self._opened(element, part, place)
        if element in self._notes.references:
            self.anchors.setdefault(self._notes.references[element], self._raw.length)
        part.places.append(place)
        return walked

    def _entered(self, element: etree._Element, part: "_Open") -> _Place:
        place, tag = part.place, element.tag
        unit = self._notes.units.get(element) if place.note is None else None
        if unit is not None:
            part.mark = ""
            place = replace(place, kind="note", level=0, note=unit)
        if element in self._notes.marks and place.note is None:
            return replace(place, left_out=Step.NOTE)
        if kinds_of(element) & _PAGE_BREAKS:
            return replace(place, left_out=Step.FURNITURE)
        if unit is None and element not in self._notes.sections:
            clutter = not self._whole and is_clutter(element, place.article > 0, self._letters)
            if clutter or is_hidden(element) or tag in NO_WORDS:
                return replace(place, left_out=Step.MARKUP)
        if tag == "a" and place.note is not None:
            role = link_role(element, not any(map(has_words, part.pieces)))
            if role == "back":
                return replace(place, left_out=Step.NOTE)
            part.mark = "" if role == "label" else part.mark
        if tag in {"article", "main"}:
            self._articles += 1
            place = replace(place, article=self._articles)
        if place.note is None and _HEADING.fullmatch(tag):
            part.mark = ""
            place = replace(place, kind="heading", level=int(tag[1]))
        elif tag == "li":
            place = place if place.note is not None else replace(place, kind="item", level=0)
            part.mark = self._mark(element, part)
        return replace(place, in_link=place.in_link or tag == "a")

    def _opened(self, element: etree._Element, part: "_Open", place: _Place) -> bool:
        tag = element.tag
        if tag == "br":
            self._break_line(part)
        if tag == "table":
            part.tables.append(OpenTable(self._raw.tables, is_layout(element)))
            self._raw.tables += 1
        elif tag in {"thead", "tbody", "tfoot"} and part.tables:
            part.tables[-1].covered.clear()
        elif tag == "tr" and part.tables and not part.tables[-1].is_layout:
            if place.note is None and not has_stray_words(element):
                self._row(element, part, place)
                return False
        return True

    def _leave(self, element: etree._Element, part: "_Open") -> None:
        self._end_block(element.tag, part)
        place = part.places.pop()
        if place.left_out is None:
            if element.tag == "li":
                part.mark = ""
            elif element.tag == "table":
                part.tables.pop()

    def _end_block(self, tag: str, part: "_Open") -> None:
        if tag in _BREAKING or _HEADING.fullmatch(tag):
            if part.place.left_out is None:
                self._close(part)
            else:
                self._raw.break_line()

    def _break_line(self, part: "_Open") -> None:
        # Two line breaks in a row are how old pages part paragraphs.
        if part.broken:
            self._close(part)
        else:
            part.pieces.append(self._raw.add("\n"))
            part.broken = True

    def _row(self, row: etree._Element, part: "_Open", place: _Place) -> None:
        cells, linked = [], 0.0
        table = part.tables[-1]
        for cell in row.iterchildren("td", "th"):
            blocks: list[PageBlock] = []
            hidden = Step.MARKUP if is_hidden(cell) else None
            self._collect(cell, _Open(_Place(article=place.article, in_cell=True, left_out=hidden), blocks.append))
            if hidden is None:
                cells.append((joined((block.text for block in blocks), " "), width_of(cell), height_of(cell)))
            linked = max([linked, *(block.linked for block in blocks)])
        columns = table.placed(cells)
        text = joined(columns, " ")
        if text.one_line().text.strip(" |"):
            part.found(PageBlock("row", text, 0, linked, place.article, columns, table.number))
        else:
            self._raw.leave_out(text, Step.MARKUP)

    def _mark(self, item: etree._Element, part: "_Open") -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return BULLET
        if parent not in part.marks:
            part.marks[parent] = dict(zip(parent.iterchildren("li"), marks_of(parent), strict=True))
        # A number in the middle of a line would look like one of the page's own words.
        return "" if part.place.in_cell else part.marks[parent][item]


@dataclass(slots=True)
class _Open:
    """What is open while a page or a cell is walked through: the pieces of a block, the places around it."""

    outside: _Place
    found: Callable[[PageBlock], None]
    places: list[_Place] = field(default_factory=list)
    pieces: list[Traced] = field(default_factory=list)
    tables: list[OpenTable] = field(default_factory=list)
    marks: dict[etree._Element, dict[etree._Element, str]] = field(default_factory=dict)
    mark: str = ""
    linked: int = 0
    broken: bool = False

    @property
    def place(self) -> _Place:
        """The innermost place."""
        return self.places[-1] if self.places else self.outside
