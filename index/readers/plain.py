"""Plain text: paragraphs, bullets, and short lines that stand alone as headings."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.offset_map import Omission, Step
from index.readers.encoding import decode
from index.traced import Traced, joined

_BULLET = re.compile(r"\s*(?:[-*•‣◦▪●○–—]|\(?(?:\d{1,2}|[ivx]{1,4}|[a-z])\)|(?:\d{1,2}|[ivx]{2,4}|[a-z])\.)\s+(?=\S)")
_BLANK = re.compile(r"[ \t\f\v]*\n?")
_WRAP_LIMIT = 100
"""Text whose lines all stay below this many characters was wrapped by hand or by a mail program."""
_HEADING_WORDS = 12
_SENTENCE_ENDS = ".:;!?”"


@dataclass(slots=True)
class _Piece:
    """The lines of a block, each with the line break behind it."""

    kind: Literal["heading", "paragraph", "item"]
    lines: list[Traced]


def read_plain(content: bytes, name: str) -> ParsedDocument:
    """Read plain text. Lines that were wrapped are joined by a space; nothing else is changed.

    The raw text is the text of the file.
    """
    raw = decode(content, name)
    paragraphs = _paragraphs(Traced.copied(raw, 0))
    width = max(map(len, raw.split("\n")))
    wrapped = width <= _WRAP_LIMIT or _breaks_sentences(paragraphs)
    pieces: list[_Piece] = []
    for lines in paragraphs:
        if not wrapped:
            pieces += [_Piece(_kind(line.text, alone=len(lines) == 1), [line]) for line in lines]
        elif lines:
            pieces += _wrapped_pieces(lines, width)
    blocks = [Block(piece.kind, joined(piece.lines), level=int(piece.kind == "heading")) for piece in pieces]
    return assemble(raw, _with_text_below(blocks), Metadata(), omissions=_rules(blocks))


def _paragraphs(whole: Traced) -> list[list[Traced]]:
    """Return the lines with words of each paragraph; blank lines part paragraphs."""
    paragraphs: list[list[Traced]] = [[]]
    for found in re.finditer(r"[^\n]*\n|[^\n]+\Z", whole.text):
        if _BLANK.fullmatch(found.group()):
            paragraphs.append([])
        elif found.group().strip():
            paragraphs[-1].append(whole[found.start() : found.end()])
    return paragraphs


def _breaks_sentences(paragraphs: list[list[Traced]]) -> bool:
    """Tell whether most lines that others follow end in the middle of a sentence."""
    above = [line.text.rstrip() for lines in paragraphs for line in lines[:-1]]
    return sum(line[-1] not in _SENTENCE_ENDS for line in above) > len(above) / 2


def _kind(line: str, alone: bool) -> Literal["heading", "paragraph", "item"]:
    if _BULLET.match(line):
        return "item"
    return "heading" if alone and _is_heading(line) else "paragraph"


def _wrapped_pieces(lines: list[Traced], width: int) -> list[_Piece]:
    pieces = [_Piece(_kind(lines[0].text, alone=len(lines) == 1), [lines[0]])]
    for above, line in pairwise(lines):
        ended = above.text.rstrip()[-1] in _SENTENCE_ENDS
        # A number that begins a line is a list's only where the line above ended: "under Section\n20. The".
        listed = ended or pieces[-1].kind == "item" or not line.text.strip()[0].isdecimal()
        starts_item = listed and _BULLET.match(line.text)
        if starts_item or (ended and len(above.text.rstrip("\n")) < 0.6 * width):
            pieces.append(_Piece(_kind(line.text, alone=False), [line]))
        else:
            pieces[-1].lines.append(line)
    return pieces


def _with_text_below(blocks: list[Block]) -> list[Block]:
    """Return blocks in which a heading with nothing below it, such as a signature, is a paragraph."""
    result = []
    for position, block in enumerate(blocks):
        below = blocks[position + 1].kind if position + 1 < len(blocks) else "heading"
        first = position == 0 and len(blocks) > 1
        keeps = block.kind != "heading" or below != "heading" or first
        result.append(block if keeps else replace(block, kind="paragraph", level=0))
    return result


def _rules(blocks: list[Block]) -> list[Omission]:
    """Return the blocks of bars alone, which make no text."""
    return [
        Omission(int(block.text.origin[0]), int(block.text.origin[-1]) + 1, Step.MARKUP)
        for block in blocks
        if not block.text.one_line().text.strip(" |")
    ]


def _is_heading(line: str) -> bool:
    line = line.strip()
    return (
        len(line.split()) <= _HEADING_WORDS
        and (line[0].isupper() or line[0].isdigit())
        and line[-1] not in ".,;:!”’\"'"
        and any(character.isalpha() for character in line)
    )
