"""Plain text: paragraphs, bullets, and short lines that stand alone as headings."""

import re
from itertools import pairwise

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.readers.encoding import decode

_BULLET = re.compile(r"\s*(?:[-*•‣◦▪●○–—]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\)|(?:\d{1,2}|[ivx]{2,4}|[a-z])\.)\s+(?=\S)")
_WRAP_LIMIT = 100
"""Text whose lines all stay below this many characters was wrapped by hand or by a mail program."""
_HEADING_WORDS = 12
_SENTENCE_ENDS = ".:;!?”"


def read_plain(content: bytes, name: str) -> ParsedDocument:
    """Read plain text. Lines that were wrapped are joined by a space; nothing else is changed."""
    text = decode(content, name)
    width = max(map(len, text.split("\n")))
    paragraphs = [
        [line for line in paragraph.split("\n") if line.strip()] for paragraph in re.split(r"\n(?:[ \t\f\v]*\n)+", text)
    ]
    wrapped = width <= _WRAP_LIMIT or _breaks_sentences(paragraphs)
    blocks: list[Block] = []
    for lines in paragraphs:
        if not wrapped:
            blocks += [_block(line, alone=len(lines) == 1) for line in lines]
        elif lines:
            blocks += _wrapped_blocks(lines, width)
    return assemble(_with_text_below(blocks), Metadata())


def _breaks_sentences(paragraphs: list[list[str]]) -> bool:
    """Tell whether most lines that others follow end in the middle of a sentence."""
    above = [line.rstrip() for lines in paragraphs for line in lines[:-1]]
    return sum(line[-1] not in _SENTENCE_ENDS for line in above) > len(above) / 2


def _block(text: str, alone: bool) -> Block:
    if _BULLET.match(text):
        return Block("item", text)
    return Block("heading", text, level=1) if alone and _is_heading(text) else Block("paragraph", text)


def _wrapped_blocks(lines: list[str], width: int) -> list[Block]:
    blocks = [_block(lines[0], alone=len(lines) == 1)]
    for above, line in pairwise(lines):
        ended = above.rstrip()[-1] in _SENTENCE_ENDS
        # A number that begins a line is a list's only where the line above ended: "under Section\n20. The".
        listed = ended or blocks[-1].kind == "item" or not line.strip()[0].isdecimal()
        starts_item = listed and _BULLET.match(line)
        if starts_item or (ended and len(above) < 0.6 * width):
            blocks.append(_block(line, alone=False))
        else:
            blocks[-1] = Block(blocks[-1].kind, f"{blocks[-1].text}\n{line}")
    return blocks


def _with_text_below(blocks: list[Block]) -> list[Block]:
    """Return blocks in which a heading with nothing below it, such as a signature, is a paragraph."""
    result = []
    for position, block in enumerate(blocks):
        below = blocks[position + 1].kind if position + 1 < len(blocks) else "heading"
        first = position == 0 and len(blocks) > 1
        keeps = block.kind != "heading" or below != "heading" or first
        result.append(block if keeps else Block("paragraph", block.text))
    return result


def _is_heading(line: str) -> bool:
    line = line.strip()
    return (
        len(line.split()) <= _HEADING_WORDS
        and (line[0].isupper() or line[0].isdigit())
        and line[-1] not in ".,;:!”’\"'"
        and any(character.isalpha() for character in line)
    )
