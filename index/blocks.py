"""Blocks: the headings, paragraphs, list items and table rows that readers find, and the text they make.

Every reader ends here, so that the text of each format is laid out the same way: one line for each block,
and a blank line between blocks except between the items of a list and the rows of a table.
"""

from dataclasses import dataclass
from typing import Literal

from index.document import Heading, Metadata, Page, ParsedDocument

# Characters that nobody sees and that would keep a word from being found: soft hyphen, zero-width space,
# word joiner, byte order mark.
_UNSEEN = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document.

    ``level`` counts for headings only; ``page`` is a number from 1, 0 without pages. A block that is
    ``glued`` goes on in the middle of the last word of the block before it.
    """

    kind: Literal["heading", "paragraph", "item", "row"]
    text: str
    level: int = 0
    page: int = 0
    glued: bool = False


def assemble(blocks: list[Block], metadata: Metadata, page_labels: list[str] | None = None) -> ParsedDocument:
    """Lay out blocks as one text with the spans of headings and pages.

    ``page_labels`` has one label for each page of the file; pages without text get an empty span. A
    paragraph that runs over a page's end must come as two blocks; they are joined by a space when the
    second one continues the first in the middle of a sentence.
    """
    parts: list[str] = []
    length = 0
    headings: list[Heading] = []
    page_starts: dict[int, int] = {}
    page_ends: dict[int, int] = {}
    previous: Block | None = None
    for block in blocks:
        text = one_line(block.text)
        if not text:
            continue
        separator = _separator(previous, parts[-1], block, text) if previous is not None else ""
        start = length + len(separator)
        parts += [separator, text]
        length = start + len(text)
        if block.kind == "heading":
            headings.append(Heading(block.level, start, length))
        page_starts.setdefault(block.page, start)
        page_ends[block.page] = length
        previous = block
    pages = _pages(page_labels or [], page_starts, page_ends)
    return ParsedDocument("".join(parts), pages, tuple(headings), metadata)


def one_line(text: str) -> str:
    """Return text as one line: line breaks become single spaces, tabs spaces, unseen characters go."""
    lines = text.translate(_UNSEEN).replace("\t", " ").splitlines()
    return " ".join(line.strip() for line in lines if line.strip())


def _separator(previous: Block, previous_text: str, block: Block, text: str) -> str:
    if previous.page != block.page and block.kind == "paragraph" and previous.kind in {"paragraph", "item"}:
        if block.glued:
            return ""
        if previous_text[-1] not in ".!?:" and text[0].islower():
            return " "
    return "\n" if previous.kind == block.kind and block.kind in {"item", "row"} else "\n\n"


def _pages(labels: list[str], starts: dict[int, int], ends: dict[int, int]) -> tuple[Page, ...]:
    pages = []
    position = 0
    for number, label in enumerate(labels, start=1):
        start = starts.get(number, position)
        position = ends.get(number, start)
        pages.append(Page(number, label, start, position))
    return tuple(pages)
