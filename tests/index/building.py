"""Parsed documents of made-up blocks, with a raw text that holds their words."""

from collections.abc import Sequence
from dataclasses import replace

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.traced import Traced


def parsed_document(blocks: Sequence[Block], metadata: Metadata | None = None) -> ParsedDocument:
    """Return what a reader would make of blocks; each block's words become a line of the raw text."""
    raw = ""
    placed = []
    for block in blocks:
        placed.append(replace(block, text=Traced.copied(block.text.text, len(raw))))
        raw += block.text.text + "\n"
    return assemble(raw, placed, metadata or Metadata())
