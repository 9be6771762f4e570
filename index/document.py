"""What a document is: its text, its pages, its headings, and who published it, when and where."""

from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from index.offset_map import OffsetMap

Kind = Literal["review", "response", "government", "evidence", "note"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document besides its words. ``None`` means not known.

    ``about`` is for notes: the organisation whose position the note describes. ``date`` is ISO 8601,
    ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    title: str | None = None
    organisation: str | None = None
    about: str | None = None
    kind: Kind | None = None
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number in the file from 1, what is printed on it, and its spans of the text and the raw text.

    ``label`` is the printed page number, such as "iv" or "217"; ``None`` where it is not certain.
    """

    number: int
    label: str | None
    start: int
    end: int
    raw_start: int
    raw_end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's level from 1 and its span of the text."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote: its span of the text, its page (0 without pages), and the place that it belongs to.

    ``anchor`` is where its mark stood in the text; where that is not known, the end of its page.
    """

    start: int
    end: int
    page: int
    anchor: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell: tables, rows and columns count from 0; the span is that of its words in the text."""

    table: int
    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What a reader makes of a file.

    ``text`` is the reading text and ``raw`` the text as the file has it; ``offset_map`` leads from the one to
    the other. Every ``start`` and ``end`` counts Unicode code points of ``text``. ``pages`` is empty where the
    format knows no pages; otherwise its spans are in order, do not overlap and end before the notes, which
    stand at the end of the text. ``recognised`` tells that words were recognised in pictures and may be wrong.
    """

    text: str
    raw: str
    offset_map: OffsetMap
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    notes: tuple[Note, ...] = ()
    cells: tuple[Cell, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    recognised: bool = False

    @property
    def body_end(self) -> int:
        """Where the notes begin, or the length of the text."""
        return self.notes[0].start if self.notes else len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library, without its text. ``pages`` and ``characters`` are counts.

    ``version`` counts from 1; ``newer`` is the id of the current version where this one has been replaced.
    """

    id: str
    title: str
    organisation: str
    about: str | None
    kind: Kind
    date: str | None
    url: str | None
    sha256: str
    pages: int
    characters: int
    added: str
    version: int
    newer: str | None
    recognised: bool


def page_at(pages: tuple[Page, ...], position: int) -> Page | None:
    """Return the page that holds the character at ``position``; between two pages, the earlier one."""
    found = None
    for page in pages:
        if page.start > position:
            break
        found = page
    return found


def places(document: ParsedDocument) -> tuple[Page, ...]:
    """Return the pages with their spans of the text, then those of the notes, for ``page_at`` to look through."""
    pages = document.pages
    notes = [(note, pages[note.page - 1]) for note in document.notes if 0 < note.page <= len(pages)]
    return pages + tuple(replace(page, start=note.start, end=note.end) for note, page in notes)
