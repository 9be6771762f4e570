"""The visible blocks of a web page, in reading order, with a space wherever the page shows one."""

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from index.blocks import one_line

Kind = Literal["heading", "paragraph", "item", "row"]

_SKIPPED = frozenset(
    """script style noscript template svg math iframe object embed canvas audio video nav footer aside button
    select input textarea dialog head rp rt del s strike datalist option""".split()
)
_SKIPPED_ROLES = frozenset("navigation banner contentinfo search complementary dialog menu menubar".split())
_BREAKING = frozenset(
    """address article blockquote body center dd details div dl dt fieldset figcaption figure form header
    hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul
    caption""".split()
)
_HEADING = re.compile(r"h[1-6]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block with the share of its letters that are links, 0 to 1.

    ``article`` numbers the page's ``<article>`` or ``<main>`` elements from 1; 0 is outside of all.
    """

    kind: Kind
    text: str
    level: int
    linked: float
    article: int


@dataclass(frozen=True, slots=True)
class _Place:
    """What the text inside an element becomes."""

    kind: Kind = "paragraph"
    level: int = 0
    in_link: bool = False
    article: int = 0


@dataclass(slots=True)
class _Walk:
    """The blocks so far, the pieces of the one that is open, and the places around it."""

    places: list[_Place] = field(default_factory=lambda: [_Place()])
    blocks: list[PageBlock] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    mark: str = ""
    articles: int = 0

    def add(self, text: str | None) -> None:
        """Add text to the open block; white space behind a line break says nothing."""
        if text and (text.strip() or self.pieces[-1:] != ["\n"]):
            self.pieces.append(text)
            self.linked += len("".join(text.split())) if self.places[-1].in_link else 0

    def close(self) -> None:
        """End the open block."""
        text = one_line(_WHITE.sub(" ", "".join(self.pieces)))
        if any(character.isalnum() for character in text):
            letters = len("".join(text.split()))
            place = self.places[-1]
            linked = min(1, self.linked / letters)
            self.blocks.append(PageBlock(place.kind, self.mark + text, place.level, linked, place.article))
            self.mark = ""
        self.pieces.clear()
        self.linked = 0


def page_blocks(page: etree._Element) -> list[PageBlock]:
    """Return what a reader of the page sees, less menus, forms' fields, and what is struck out or hidden."""
    walk = _Walk()
    for body in page.iterchildren("body"):
        _collect(body, walk)
    return walk.blocks


def _collect(root: etree._Element, walk: _Walk) -> None:
    # Not recursive: pages nest deeper than Python's stack likes.
    events = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in events:
        if event == "start":
            if _open(element, walk):
                walk.add(element.text)
            else:
                events.skip_subtree()
        else:
            if event == "end":
                _leave(element, walk)
            if element is not root:
                walk.add(element.tail)
    walk.close()


def _open(element: etree._Element, walk: _Walk) -> bool:
    """Enter an element and tell whether what it holds is to be read."""
    place, tag = walk.places[-1], element.tag
    skipped = _is_skipped(element, tag, place.article > 0)
    if tag in _BREAKING or _HEADING.fullmatch(tag):
        walk.close()
    if tag == "br" and not skipped:
        _break_line(walk)
    if tag == "tr" and not skipped and not _is_layout(element):
        _row(element, walk)
        skipped = True
    if _HEADING.fullmatch(tag):
        place = replace(place, kind="heading", level=int(tag[1]))
        walk.mark = ""
    elif tag == "li":
        place = replace(place, kind="item", level=0)
        walk.mark = _mark(element)
    elif tag in {"article", "main"}:
        walk.articles += 1
        place = replace(place, article=walk.articles)
    walk.places.append(replace(place, in_link=place.in_link or tag == "a"))
    return not skipped


def _leave(element: etree._Element, walk: _Walk) -> None:
    if element.tag in _BREAKING or _HEADING.fullmatch(element.tag):
        walk.close()
    if element.tag == "li":
        walk.mark = ""
    walk.places.pop()


def _break_line(walk: _Walk) -> None:
    # Two line breaks in a row are how old pages part paragraphs.
    if walk.pieces[-1:] == ["\n"]:
        walk.close()
    else:
        walk.pieces.append("\n")


def _row(row: etree._Element, walk: _Walk) -> None:
    cells, linked = [], 0.0
    for cell in row.iterchildren("td", "th"):
        inner = _Walk([_Place(article=walk.places[-1].article)])
        _collect(cell, inner)
        cells.append(" ".join(block.text for block in inner.blocks))
        linked = max(linked, max((block.linked for block in inner.blocks), default=0.0))
    if any(cells):
        walk.blocks.append(PageBlock("row", " | ".join(cells), 0, linked, walk.places[-1].article))


def _is_layout(row: etree._Element) -> bool:
    """Tell whether a table only places things on the page: it holds headings, tables or long text."""
    return any(
        next(cell.iter("table", "h1", "h2", "h3", "h4", "article", "main"), None) is not None
        or len("".join(cell.itertext())) > 800
        for cell in row.iterchildren("td", "th")
    )


def _mark(item: etree._Element) -> str:
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "• "
    start = parent.get("start", "1")
    first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
    return f"{first + sum(1 for _ in item.itersiblings('li', preceding=True))}. "


def _is_skipped(element: etree._Element, tag: str, in_article: bool) -> bool:
    return (
        tag in _SKIPPED
        or (tag == "header" and not in_article and element.find(".//h1") is None)
        or element.get("role", "") in _SKIPPED_ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    )
