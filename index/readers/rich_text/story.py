"""What the words of an RTF file make up before they are laid out: paragraphs, cells and rows, boxes and notes.

A ``State`` is what holds for the words that come next.
"""

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a paragraph that read, or that are left out."""

    text: str
    left_out: bool


@dataclass(slots=True)
class RichNote:
    """A footnote or endnote; ``is_numbered`` unless its author gave it a mark."""

    story: "Story"
    left_out: bool
    is_endnote: bool = False
    is_numbered: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what hangs on it.

    ``depth`` counts the tables around it; ``outline`` is from 0. One that ``runs_on`` goes on in the next.
    """

    pieces: list[Piece | RichNote] = field(default_factory=list)
    boxes: list[tuple["Story", bool]] = field(default_factory=list)
    mark: str = ""
    style: int = 0
    outline: int | None = None
    depth: int = 0
    is_item: bool = False
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class TableEnd:
    """The end of a cell or of a row of a table at a depth from 1; a row has the right edges of its cells."""

    kind: Literal["cell", "row"]
    depth: int
    edges: tuple[int, ...] = ()


@dataclass(slots=True)
class Story:
    """A text in itself: the body, a note or a box. ``open`` is the paragraph that has not ended."""

    items: list[Paragraph | TableEnd] = field(default_factory=list)
    open: Paragraph = field(default_factory=Paragraph)
    note: RichNote | None = None


@dataclass(slots=True)
class State:
    """What holds within a group.

    Its words go ``into`` the text, a list's mark, the title, fonts, styles, the date, a field's code, nowhere,
    or are skipped with all that is in it. ``choice`` is where the better one of two forms of a text goes.
    """

    story: Story
    into: str = "text"
    choice: str | None = None
    starred: bool = False
    hidden: bool = False
    deleted: bool = False
    moved: bool = False
    contents: bool = False
    font: int = 0
    fallback: int = 1
    paragraph: Paragraph = field(default_factory=Paragraph)
    in_table: bool = False

    @property
    def left_out(self) -> bool:
        """Whether words here do not read."""
        return self.hidden or self.deleted or self.moved or self.contents
