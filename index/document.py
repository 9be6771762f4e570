"""What a document is: its text, its pages, its headings, and who published it, when and where."""

from dataclasses import dataclass, field
from typing import Literal, get_args

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
    """One page: its number from 1, the label printed or stored for it, and its span of the text."""

    number: int
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's level from 1 and its span of the text."""

    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """What a reader makes of a file.

    Every ``start`` and ``end`` counts Unicode code points of ``text``. ``pages`` is empty where the format
    knows no pages; otherwise its spans are in order and do not overlap.
    """

    text: str
    pages: tuple[Page, ...] = ()
    headings: tuple[Heading, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the library, without its text. ``pages`` and ``characters`` are counts."""

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


def page_at(pages: tuple[Page, ...], position: int) -> Page | None:
    """Return the page that holds the character at ``position``; between two pages, the earlier one."""
    found = None
    for page in pages:
        if page.start > position:
            break
        found = page
    return found
