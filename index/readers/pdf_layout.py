"""From the words of all pages of a PDF to its blocks: furniture, tables, columns, notes, headings, paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.blocks import Block
from index.offset_map import Omission, Step
from index.readers.pdf_blocks import Writer, blocks
from index.readers.pdf_columns import Item
from index.readers.pdf_drawings import Drawings
from index.readers.pdf_furniture import furniture, turned_furniture
from index.readers.pdf_grids import boxes, ruled_tables
from index.readers.pdf_headings import OutlineEntry, body_size, heading_levels, usual_step
from index.readers.pdf_hyphens import Hyphens
from index.readers.pdf_lines import Line, line_of, segments
from index.readers.pdf_notes import NoteLines, anchors, certain_marks, omissions, without_marks, without_notes
from index.readers.pdf_numbers import margins, numbering, page_labels
from index.readers.pdf_paragraphs import pieces
from index.readers.pdf_raw import LINE_HYPHEN
from index.readers.pdf_regions import Column, Region, gutters, reading_order
from index.readers.pdf_sequence import Part, in_sequence
from index.readers.pdf_tables import Table
from index.readers.pdf_words import PageText, Word

_SAME_EDGE = 6.0
_LARGE = 1.4


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds, and the label that the file gives to it or ""."""

    text: PageText
    drawn: Drawings
    label: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A document's blocks, the label of each page, and what is not read.

    ``raw`` is the raw text with pdfium's own mark for every hyphen at which a printed line breaks.
    """

    raw: str

    blocks: list[Block]
    labels: list[str | None]
    omissions: list[Omission]


def layout(raw: str, pages: Sequence[PageContent], outline: Sequence[OutlineEntry]) -> Layout:
    """Return the blocks of all pages in reading order."""
    tables: list[list[Table]] = []
    lines: list[list[Line]] = []
    turned: list[list[Line]] = []
    for number, page in enumerate(pages, start=1):
        found, rest = ruled_tables(page.text.words, page.drawn, number)
        tables.append(found)
        lines.append(segments(rest, number) if rest else [])
        turned.append([line for words in page.text.turned for line in _turned_lines(words, number)])
    size = body_size([line for page_lines in lines for line in page_lines])
    heights = [page.text.frame.extent[1] for page in pages]
    # What is set so large is a heading, also where it stands at the top of every page ("Part 1", "Part 2").
    edges = margins([[line for line in page_lines if line.size < _LARGE * size] for page_lines in lines], heights)
    numbers = numbering(edges, [page.label for page in pages])
    gone = furniture(lines, edges, numbers, size)
    turned_gone = turned_furniture(turned)
    left_out = _left_out([line for n, page in enumerate(lines) for line in page if id(line) in gone[n]])
    left_out += _left_out([line for n, page in enumerate(turned) for line in page if id(line) in turned_gone[n]])
    left_out += [Omission(start, end, Step.MARKUP) for page in pages for start, end in page.text.hidden]
    items: list[list[Item]] = []
    for n, page in enumerate(pages):
        kept = [line for line in lines[n] if id(line) not in gone[n]]
        framed, free = boxes(kept, page.drawn)
        items.append([*free, *framed, *tables[n]])
    regions = _regions(items, pages)
    for n, found_regions in enumerate(regions):
        beside = tuple(line for line in turned[n] if id(line) not in turned_gone[n])
        found_regions += [Column(beside, aside=True)] if beside else []
    regions, repeated = _continued_tables(regions)
    left_out += _left_out(repeated)
    result, more, raw = _blocks(raw, regions, outline, size)
    shown = page_labels([page.label for page in pages], numbers)
    return Layout(raw, result, shown, left_out + more)


def _regions(items: Sequence[Sequence[Item]], pages: Sequence[PageContent]) -> list[list[Region]]:
    """Return the columns and tables of each page; those with columns, and their neighbours, are looked at twice."""
    regions = [reading_order(found, page.drawn.across) for found, page in zip(items, pages, strict=True)]
    known = [gutters(found) for found in regions]
    for n, page in enumerate(pages):
        near = [gutter for found in known[max(0, n - 1) : n + 2] for gutter in found]
        if near:
            regions[n] = reading_order(items[n], page.drawn.across, near)
    return regions


def _turned_lines(words: Sequence[Word], number: int) -> list[Line]:
    if not any(word.baseline for word in words):
        return [line_of(words, number)]
    return segments(words, number)


def _left_out(lines: Sequence[Line]) -> list[Omission]:
    return [Omission(word.start, word.end, Step.FURNITURE) for line in lines for word in line.words]


def _continued_tables(pages: Sequence[Sequence[Region]]) -> tuple[list[list[Region]], list[Line]]:
    """Number the tables; one that goes on over pages keeps its number and loses its repeated first row."""
    result: list[list[Region]] = []
    repeated: list[Line] = []
    number = -1
    above: Table | None = None
    for regions in pages:
        numbered: list[Region] = []
        for place, region in enumerate(regions):
            if not isinstance(region, Table):
                numbered.append(region)
                continue
            if above is not None and place == 0 and _goes_on(above, region):
                if _texts(region.rows[0]) == _texts(above.rows[0]):
                    repeated += [line for cell in region.rows[0] for line in cell]
                    region = replace(region, rows=region.rows[1:])
                numbered.append(replace(region, number=number))
                above = replace(region, rows=(above.rows[0], *region.rows))
                continue
            number += 1
            numbered.append(replace(region, number=number))
            above = region
        if not (numbered and isinstance(numbered[-1], Table)):
            above = None
        result.append(numbered)
    return result, repeated


def _goes_on(above: Table, table: Table) -> bool:
    return len(above.columns) == len(table.columns) and all(
        abs(one[0] - other[0]) <= _SAME_EDGE or abs(one[1] - other[1]) <= _SAME_EDGE
        for one, other in zip(above.columns, table.columns, strict=True)
    )


def _texts(row: Sequence[Sequence[Line]]) -> list[str]:
    return [" ".join(line.text for line in cell) for cell in row]


def _blocks(
    raw: str, pages: Sequence[Sequence[Region]], outline: Sequence[OutlineEntry], size: float
) -> tuple[list[Block], list[Omission], str]:
    body, notes = without_notes(pages, size)
    marks = certain_marks(body, notes)
    marked = {mark.start for mark in marks}
    left_out = omissions(marks)
    body = [[_unmarked(region, marked) for region in regions] for regions in body]
    columns = [region for regions in body for region in regions if isinstance(region, Column)]
    levels = heading_levels(body, outline, size)
    step = usual_step(columns, size)
    parts: list[Part] = []
    for number, region in enumerate(region for regions in body for region in regions):
        if isinstance(region, Table):
            parts.append(region)
        else:
            parts += pieces(region, number, levels.get(id(region), ()), step, size)
    texts = [line.text for column in columns for line in column.lines]
    texts += [
        line.text for regions in body for region in regions if isinstance(region, Table) for line in region.pieces
    ]
    texts += [line.text for note in notes for line in note.lines]
    writer = Writer(raw, Hyphens(texts), left_out)
    result = blocks(in_sequence(parts), writer)
    result += _notes(notes, anchors(marks), writer)
    characters = list(raw) if writer.line_hyphens else []
    for position in writer.line_hyphens:
        characters[position] = LINE_HYPHEN
    return result, left_out + writer.omissions, "".join(characters) or raw


def _unmarked(region: Region, marked: set[int]) -> Region:
    if isinstance(region, Column):
        return replace(region, lines=tuple(without_marks(region.lines, marked)))
    return replace(region, rows=tuple([without_marks(cell, marked) for cell in row] for row in region.rows))


def _notes(notes: Sequence[NoteLines], places: dict[tuple[int, str], int], writer: Writer) -> list[Block]:
    found: list[Block] = []
    glued = False
    anchor = -1
    for index, note in enumerate(notes):
        following = notes[index + 1] if index + 1 < len(notes) else None
        word = following.lines[0].words[0] if following is not None and following.continues else None
        text, next_glued = writer.text(note.lines, word)
        if not note.continues:
            near = (
                places.get((page, note.mark), -1)
                for page in (note.page, note.page - 1, note.page + 1, note.page - 2, note.page - 3)
            )
            anchor = next((place for place in near if place >= 0), -1)
        found.append(
            Block(
                "note",
                text,
                page=note.page,
                anchor=anchor,
                glued=note.continues and glued,
                continues=note.continues and not glued,
            )
        )
        glued = next_glued
    return found
