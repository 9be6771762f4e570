"""Rich text (.rtf): headings, lists, tables and notes, as they read with all changes accepted.

The file is read by a parser of our own: striprtf, the usual library, gives one string that holds deleted and
hidden words, has no notes and no text boxes, and cannot tell a heading. The raw text has all words of the body
and of its notes; deleted and hidden words and tables of contents do not read. Headers, footers and comments are
in neither text. The bullets and numbers of lists are those that the file itself shows to simple programs.
"""

from collections.abc import Iterator

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.metadata import is_date
from index.offset_map import Step
from index.readers.numerals import BULLET, letters, mark_of, roman
from index.readers.raw_text import RawText
from index.readers.rich_text.header import Header
from index.readers.rich_text.parse import Parser
from index.readers.rich_text.story import Paragraph, RichNote, Story
from index.readers.rich_text.tables import OpenTables
from index.readers.table_rows import flat
from index.traced import Traced, joined, one_line


def read_rich_text(content: bytes, name: str) -> ParsedDocument:
    """Read an .rtf file. Raises ``UnreadableFileError`` where it is damaged or of another kind."""
    parser = Parser(
        UnreadableFileError(
            f"{name}: the RTF file is broken, cut off or of another kind. Open it in Word or LibreOffice and save it "
            "again as .rtf."
        )
    )
    story = parser.read(content)
    raw = RawText()
    body = _Body(raw, parser.header)
    blocks = [*body.blocks(story, False), *body.note_blocks()]
    return assemble(raw.text, blocks, _metadata(parser.header), omissions=raw.omissions)


class _Body:
    """Lays out stories one after the other."""

    def __init__(self, raw: RawText, header: Header) -> None:
        self._raw = raw
        self._header = header
        self._notes: list[tuple[RichNote, int, bool]] = []
        self._tables = 0

    def blocks(self, story: Story, left_out: bool) -> list[Block]:
        """Return the blocks of a story; without words where it is left out."""
        found: list[Block] = []
        tables = OpenTables(self._raw)
        carried: list[Traced] = []
        boxes: list[tuple[Story, bool]] = []
        for item in story.items:
            if not isinstance(item, Paragraph):
                tables.end(item)
                continue
            if item.depth == 0:
                found += self._table(tables)
            self._raw.line()
            is_contents = self._header.is_contents(item)
            carried += self._words(item, left_out or is_contents)
            boxes += item.boxes
            if item.runs_on:
                self._raw.end_line(Step.MARKUP)
                continue
            ended = [self._block(item, joined(carried))]
            for box, box_left_out in boxes:
                ended += self.blocks(box, left_out or box_left_out)
            carried, boxes = [], []
            if item.depth == 0:
                found += ended
            else:
                tables.add(item.depth, ended)
        found += self._table(tables)
        if carried:
            found.append(Block("paragraph", joined(carried)))
        for box, box_left_out in boxes:
            found += self.blocks(box, left_out or box_left_out)
        return found

    def note_blocks(self) -> Iterator[Block]:
        """Return the notes of what has been laid out: footnotes, then endnotes."""
        counts = {False: 0, True: 0}
        done = 0
        # A note may hold notes.
        while notes := self._notes[done:]:
            done += len(notes)
            for note, anchor, left_out in sorted(notes, key=lambda found: found[0].is_endnote):
                mark = ""
                if note.is_numbered and not left_out:
                    counts[note.is_endnote] += 1
                    shown = _formatted(counts[note.is_endnote], self._header.note_forms[note.is_endnote])
                    mark = mark_of(shown, f"{shown}.") + " "
                self._raw.line()
                text = flat(self.blocks(note.story, left_out), with_mark=False)
                if text.text.strip():
                    yield Block("note", Traced.added(mark) + text, anchor=anchor)

    def _words(self, paragraph: Paragraph, left_out: bool) -> Iterator[Traced]:
        for piece in paragraph.pieces:
            if isinstance(piece, RichNote):
                self._notes.append((piece, self._raw.last, left_out or piece.left_out))
            elif left_out or piece.left_out:
                self._raw.leave_out(piece.text, Step.MARKUP)
            else:
                yield self._raw.read(piece.text)

    def _block(self, paragraph: Paragraph, text: Traced) -> Block:
        level = self._header.heading_level(paragraph)
        mark = " ".join(paragraph.mark.split())
        if level:
            return Block("heading", text, level=level)
        if (mark or paragraph.is_item) and text.text.strip():
            shown = mark_of(mark) if any(character.isalnum() for character in mark) else BULLET
            return Block("item", Traced.added(f"{shown} ") + text)
        return Block("paragraph", text)

    def _table(self, tables: OpenTables) -> list[Block]:
        """Return the blocks of the table that is open, if one is."""
        blocks = tables.closed(self._tables)
        self._tables += any(block.kind == "row" for block in blocks)
        return blocks


def _formatted(number: int, form: str) -> str:
    match form:
        case "alc":
            return letters(number)
        case "auc":
            return letters(number).upper()
        case "rlc":
            return roman(number)
        case "ruc":
            return roman(number).upper()
        case "chi":
            return "*†‡§"[(number - 1) % 4] * min((number - 1) // 4 + 1, 4)
        case _:
            return str(number)


def _metadata(header: Header) -> Metadata:
    year, month, day = header.date
    date = f"{year:04}-{month:02}-{day:02}"
    return Metadata(title=one_line(header.title) or None, date=date if is_date(date) else None)
