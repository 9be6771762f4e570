"""OpenDocument texts (.odt): headings, lists, tables and notes, as they read with all changes accepted.

The XML is read directly: the libraries for it (odfdo, odfpy) give plain text in which headings, cells, notes and
every word's place are gone, or the same XML. The raw text has all words of the body and of its notes; what was
deleted, what is hidden, tables of contents, and what asks to fill in something do not read. Headers, footers,
comments and the words of formulas and charts are in neither text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.metadata import is_date
from index.offset_map import Step
from index.readers.open_document.styles import TEXT, OpenDocumentStyles, attribute_number
from index.readers.open_document.tables import Repeats, paragraphs, table_rows
from index.readers.open_document.text import OFFICE, TABLE, WORDLESS, FoundNote, Line, Words, is_left_out
from index.readers.raw_text import RawText
from index.readers.table_rows import flat, frame_blocks, is_frame, row_blocks
from index.readers.xml_package import XmlPackage
from index.traced import Traced, joined, one_line

_BROKEN = "the OpenDocument text is broken or of another kind. Open it in LibreOffice and save it again as .odt."
_LEVELS = 10


def read_open_document(content: bytes, name: str) -> ParsedDocument:
    """Read an .odt file. Raises ``UnreadableFileError`` where it is damaged, locked or no text."""
    package = XmlPackage(content, name, _BROKEN)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise package.locked
    root = package.xml("content.xml")
    text = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
    if text is None:
        raise package.broken
    raw = RawText()
    body = _Body(raw, OpenDocumentStyles(root, package.xml("styles.xml")))
    blocks = [*body.blocks(text, False), *body.notes()]
    return assemble(raw.text, blocks, _metadata(package.xml("meta.xml")), omissions=raw.omissions)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in lists a paragraph stands: the list's style, its counters and level; ``new`` where an item begins."""

    list_style: str | None
    counters: list[int | None]
    level: int
    new: bool = False


class _Body:
    """Walks through a body and then through its notes."""

    def __init__(self, raw: RawText, styles: OpenDocumentStyles) -> None:
        self._raw = raw
        self._styles = styles
        self._words = Words(raw, styles)
        self._repeats = Repeats()
        self._tables = 0
        self._counters: dict[str, list[int | None]] = {}

    def blocks(self, parent: etree._Element, left_out: bool, place: _Place | None = None) -> Iterator[Block]:
        """Return the blocks of a body, a cell or a box; without words where they are left out."""
        for child in parent:
            tag = child.tag
            if tag in {f"{TEXT}p", f"{TEXT}h"}:
                yield from self._paragraph(child, left_out, place)
                place = replace(place, new=False) if place else None
            elif tag == f"{TEXT}list":
                yield from self._list(child, left_out, place)
            elif tag == f"{TABLE}table":
                yield from self._table(child, left_out)
            elif tag not in WORDLESS and not tag.endswith("-source"):
                yield from self.blocks(child, left_out or is_left_out(child), place)

    def notes(self) -> Iterator[Block]:
        """Return the notes of what has been walked through: footnotes, then endnotes."""
        done = 0
        # A note may hold notes.
        while notes := self._words.notes[done:]:
            done += len(notes)
            for note in sorted(notes, key=lambda found: found.element.get(f"{TEXT}note-class") == "endnote"):
                yield from self._note(note)

    def _note(self, note: FoundNote) -> Iterator[Block]:
        body = note.element.find(f"{TEXT}note-body")
        self._raw.line()
        words = note.element.findtext(f"{TEXT}note-citation") or ""
        if note.left_out:
            self._raw.leave_out(words, Step.MARKUP)
            number = Traced.added("")
        else:
            number = self._raw.read(words)
        if words:
            self._raw.tab()
        text = flat(list(self.blocks(body, note.left_out)) if body is not None else [], with_mark=False)
        yield Block("note", joined([number, text], " "), anchor=note.anchor)

    def _paragraph(self, paragraph: etree._Element, left_out: bool, place: _Place | None) -> Iterator[Block]:
        line = Line()
        self._raw.line()
        left_out = self._words.take(paragraph, line, left_out)
        text = joined(line.pieces)
        style = paragraph.get(f"{TEXT}style-name")
        mark = self._mark(place, style) if place is not None and place.new and not left_out else ""
        if paragraph.tag == f"{TEXT}h":
            yield Block("heading", text, level=max(1, attribute_number(paragraph, f"{TEXT}outline-level", 1)))
        elif self._styles.is_title(style):
            yield Block("heading", text, level=1)
        elif mark and text.text.strip():
            yield Block("item", Traced.added(f"{mark} ") + text)
        else:
            yield Block("paragraph", text)
        for box, box_left_out in line.boxes:
            yield from self.blocks(box, left_out or box_left_out)

    def _mark(self, place: _Place, style: str | None) -> str:
        """Count an item and return its bullet or number."""
        list_style = place.list_style or self._styles.list_of(style)
        count = place.counters[place.level]
        place.counters[place.level] = self._styles.start(list_style, place.level) if count is None else count + 1
        place.counters[place.level + 1 :] = [None] * (_LEVELS - place.level - 1)
        return self._styles.mark(list_style, place.counters, place.level)

    def _list(self, element: etree._Element, left_out: bool, outer: _Place | None) -> Iterator[Block]:
        style = element.get(f"{TEXT}style-name")
        if outer is not None:
            place = _Place(style or outer.list_style, outer.counters, min(outer.level + 1, _LEVELS - 1))
        else:
            place = _Place(style, self._top_counters(element, style), 0)
        for item in element:
            start = attribute_number(item, f"{TEXT}start-value", -1)
            if start >= 0:
                place.counters[place.level] = start - 1
            yield from self.blocks(item, left_out, replace(place, new=item.tag == f"{TEXT}list-item"))

    def _top_counters(self, element: etree._Element, style: str | None) -> list[int | None]:
        """Return the counters of a list that stands in no other: new ones, or those of the list that it goes on."""
        continued = element.get(f"{TEXT}continue-list")
        goes_on = element.get(f"{TEXT}continue-numbering") == "true"
        before = self._counters.get(f"id {continued}") if continued else self._counters.get(f"style {style}")
        counters: list[int | None] = [None] * _LEVELS
        if before is not None and (continued or goes_on):
            counters = before
        self._counters[f"style {style}"] = counters
        name = element.get("{http://www.w3.org/XML/1998/namespace}id")
        if name:
            self._counters[f"id {name}"] = counters
        return counters

    def _table(self, table: etree._Element, left_out: bool) -> Iterator[Block]:
        rows = table_rows(table, self._repeats)
        if is_frame(rows, paragraphs):
            yield from frame_blocks(rows, self._raw, self.blocks, left_out)
            return
        number = self._tables
        self._tables += 1
        yield from row_blocks(rows, number, self._raw, self.blocks, left_out)


def _metadata(root: etree._Element | None) -> Metadata:
    meta = root.find(f"{OFFICE}meta") if root is not None else None
    if meta is None:
        return Metadata()
    title = meta.findtext("{http://purl.org/dc/elements/1.1/}title")
    date = (meta.findtext("{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}creation-date") or "").strip()[:10]
    return Metadata(title=one_line(title or "") or None, date=date if is_date(date) else None)
