"""Word documents (.docx): headings, lists, tables and notes, as they read with all changes accepted.

The raw text has all words of the main part and of its notes. Of these do not read: deleted and hidden words,
the table of contents, which repeats the headings, and what asks to fill in something. Headers, footers,
comments and the words of charts and diagrams are in neither text.
"""

from collections.abc import Iterator

from lxml import etree

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.metadata import is_date
from index.offset_map import Step
from index.readers.numerals import mark_of
from index.readers.raw_text import RawText
from index.readers.table_rows import flat, frame_blocks, is_frame, row_blocks
from index.readers.word.fields import Fields
from index.readers.word.notes import KINDS, References, notes
from index.readers.word.numbering import Numbering
from index.readers.word.package import W, WordPackage, is_on
from index.readers.word.styles import Styles, heading_level, is_contents
from index.readers.word.tables import paragraphs, table_rows
from index.readers.word.text import Line, Words, chosen, is_left_out
from index.traced import Traced, joined, one_line

_TEMPLATE_DATE = "2013-12-23"
"""When the template of python-docx was made; programs that write with it often leave it in."""
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_PROPERTIES = {f"{W}{tag}" for tag in ("sectPr", "sdtPr", "sdtEndPr", "tblPr", "tcPr")}


def read_word(content: bytes, name: str) -> ParsedDocument:
    """Read a .docx file."""
    package = WordPackage(content, name)
    path, root = package.document()
    body = root.find(f"{W}body")
    if body is None:
        raise package.broken

    def part(kind: str) -> etree._Element | None:
        return package.part(package.related(path, kind))

    raw = RawText()
    styles = Styles(part("styles"))
    references = References(body, part("settings"))
    numbering = Numbering(part("numbering"), styles)
    blocks = list(_Body(raw, styles, numbering, references, Fields(body, styles)).blocks(body))
    for kind in KINDS:
        blocks += _notes(part(f"{kind}s"), kind, raw, styles, references)
    properties = package.part(package.related("", "core-properties"))
    return assemble(raw.text, blocks, _metadata(properties), omissions=raw.omissions)


class _Body:
    """Walks through a body, or through a note, and carries what joins paragraphs together."""

    def __init__(
        self, raw: RawText, styles: Styles, numbering: Numbering, references: References, fields: Fields
    ) -> None:
        self._raw = raw
        self._styles = styles
        self._numbering = numbering
        self._references = references
        self._words = Words(raw, styles, fields, references)
        self._carried = Line()
        self._tables = 0

    def blocks(self, parent: etree._Element, left_out: bool = False) -> Iterator[Block]:
        """Return the blocks of a body, a cell or a text box; without words where they are left out."""
        for child, child_left_out in _children(parent, left_out):
            if child.tag == f"{W}p":
                yield from self._paragraph(child, child_left_out)
            else:
                yield from self._finished(None)
                yield from self._table(child, child_left_out)
        yield from self._finished(None)

    def _paragraph(self, paragraph: etree._Element, left_out: bool) -> Iterator[Block]:
        chain = self._styles.chain(paragraph)
        contents = is_contents(chain)
        self._raw.line()
        self._words.take(paragraph, self._carried, left_out or contents)
        if _runs_on(paragraph):
            self._raw.end_line(Step.MARKUP)
        else:
            yield from self._finished(None if left_out or contents else chain)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self._references.end_section()

    def _finished(self, chain: list[etree._Element] | None) -> Iterator[Block]:
        """Return the paragraph that is carried, as its style says, and its text boxes."""
        line, self._carried = self._carried, Line()
        text = joined(line.pieces)
        if chain is None:
            yield Block("paragraph", text)
        else:
            level = heading_level(chain)
            # A paragraph whose mark is hidden shows no number. Word counts headings and empty items too.
            mark = "" if is_on(chain[0], "pPr/rPr/vanish") else self._numbering.mark(chain)
            if level:
                yield Block("heading", text, level=level)
            elif mark and text.text.strip():
                yield Block("item", Traced.added(f"{mark} ") + text)
            else:
                yield Block("paragraph", text)
        for box, left_out in line.boxes:
            yield from self.blocks(box, left_out)

    def _table(self, table: etree._Element, left_out: bool) -> Iterator[Block]:
        rows = table_rows(table)
        if is_frame(rows, paragraphs):
            yield from frame_blocks(rows, self._raw, self.blocks, left_out)
            return
        number = self._tables
        self._tables += 1
        yield from row_blocks(rows, number, self._raw, self.blocks, left_out)


def _children(parent: etree._Element, left_out: bool) -> Iterator[tuple[etree._Element, bool]]:
    """Return paragraphs and tables, also from inside content controls, and whether they are left out."""
    for child in parent:
        if child.tag in {f"{W}p", f"{W}tbl"}:
            yield child, left_out
        elif child.tag == _ALTERNATIVES:
            yield from _children(chosen(child), left_out)
        elif child.tag not in _PROPERTIES:
            yield from _children(child, left_out or is_left_out(child))


def _runs_on(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph's mark was deleted, so that it runs on into the next one."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{tag}") is not None for tag in ("del", "moveFrom"))


def _notes(
    part: etree._Element | None, kind: str, raw: RawText, styles: Styles, references: References
) -> Iterator[Block]:
    """Return the notes that the text refers to, in its order; the others are left out."""
    found = dict(notes(part, kind))
    unread = [name for name in found if name not in references.found[kind]]
    for name in [*references.found[kind], *unread]:
        if (note := found.get(name)) is None:
            continue
        body = _Body(raw, styles, Numbering(None, styles), References(note, None), Fields(note, styles))
        raw.line()
        text = flat(list(body.blocks(note, left_out=name in unread)), with_mark=False)
        if text.text.strip():
            reference = references.found[kind][name]
            number = mark_of(reference.number, f"{reference.number}.") + " " if reference.number else ""
            yield Block("note", Traced.added(number) + text, anchor=reference.anchor)


def _metadata(properties: etree._Element | None) -> Metadata:
    if properties is None:
        return Metadata()
    title = properties.findtext("{http://purl.org/dc/elements/1.1/}title")
    created = (properties.findtext("{http://purl.org/dc/terms/}created") or "").strip()[:10]
    return Metadata(
        title=one_line(title or "") or None,
        date=created if is_date(created) and created != _TEMPLATE_DATE else None,
    )
