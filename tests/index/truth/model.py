"""What is known of a document: the sentences planted in it, their places, and what must not be read."""

from dataclasses import dataclass

from index.document import Metadata


@dataclass(frozen=True, slots=True)
class Planted:
    """A sentence or list item, as a careful reader would quote it, and where it begins.

    ``page`` is a number from 1 and ``label`` what is printed on that page; both are ``None`` where there is
    none. ``heading`` is the path of the headings above it without the document's title.
    """

    sentence: str
    page: int | None = None
    label: str | None = None
    heading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlantedNote:
    """A footnote or endnote: its words without the mark, its page, and what its mark stands behind.

    ``after`` is the sentence up to the mark.
    """

    text: str
    page: int | None
    after: str


@dataclass(frozen=True, slots=True)
class PlantedCell:
    """A table's value below the header of its column and beside that of its row; the value occurs once."""

    row: str
    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Example:
    """A file and the truth about it.

    ``headings`` are all of them in order, without ``title``, which may or may not be read as a heading.
    ``others`` are further lines that are read whole, such as captions; ``loose`` words may be read in any
    grouping, such as those of a table of contents. ``furniture`` (running heads and feet) and ``absent``
    (menus, deleted or hidden words) must not be read; a running head may repeat a heading. Where the file and
    the print contradict each other, ``unknown_labels`` allows a reader to give none. ``expected`` metadata
    count where they are not ``None``.
    """

    name: str
    content: bytes
    file_name: str
    planted: tuple[Planted, ...]
    headings: tuple[str, ...] = ()
    title: str | None = None
    notes: tuple[PlantedNote, ...] = ()
    cells: tuple[PlantedCell, ...] = ()
    others: tuple[str, ...] = ()
    loose: str = ""
    furniture: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    pages: int = 0
    unknown_labels: bool = False
    expected: Metadata = Metadata()  # noqa: RUF009  (frozen)
