"""Plain text: paragraphs, bullets, and short lines that stand alone as headings."""

import re

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.readers.encoding import decode

_BULLET = re.compile(r"^\s*(?:[-*•‣◦▪●○–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_WRAP_LIMIT = 100
"""Text whose lines all stay below this many characters was wrapped by hand or by a mail program."""


def read_plain(content: bytes, name: str) -> ParsedDocument:
    """Read plain text. Lines that were wrapped are joined by a space; nothing else is changed."""
    text = decode(content, name)
    lines = text.split("\n")
    wrapped = max(map(len, lines)) <= _WRAP_LIMIT
    blocks: list[Block] = []
    for paragraph in re.split(r"\n[ \t\f]*\n", text):
        blocks += _paragraph_blocks([line for line in paragraph.split("\n") if line.strip()], wrapped)
    return assemble(blocks, Metadata())


def _paragraph_blocks(lines: list[str], wrapped: bool) -> list[Block]:
    if len(lines) == 1 and _is_heading(lines[0]):
        return [Block("heading", lines[0], level=1)]
    blocks: list[Block] = []
    for line in lines:
        if _BULLET.match(line):
            blocks.append(Block("item", line))
        elif wrapped and blocks:
            last = blocks.pop()
            blocks.append(Block(last.kind, last.text + "\n" + line))
        else:
            blocks.append(Block("paragraph", line))
    return blocks


def _is_heading(line: str) -> bool:
    line = line.strip()
    return (
        len(line.split()) <= 12
        and line[0].isupper() | line[0].isdigit()
        and line[-1] not in ".,;:!?”’\"'"
        and any(character.isalpha() for character in line)
        and not _BULLET.match(line)
    )
