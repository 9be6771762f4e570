"""A parsed document as bytes and back: how the process that reads a file hands over what it found.

The other side is not trusted, so whatever does not fit together is refused here.
"""

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from index.document import Cell, Heading, Metadata, Note, Page, ParsedDocument
from index.metadata import validated
from index.offset_map import OffsetMap, Omission, Step
from index.proof import faults


class UnfaithfulReadingError(ValueError):
    """A parsed document whose parts do not fit together, or whose words do not follow from its raw text."""


def to_bytes(document: ParsedDocument) -> bytes:
    """Return a parsed document as UTF-8 JSON."""
    return json.dumps(
        {
            "text": document.text,
            "raw": document.raw,
            "pieces": document.offset_map.pieces.ravel().tolist(),
            "omissions": [(o.start, o.end, o.step.name) for o in document.offset_map.omissions],
            "pages": [(p.number, p.label, p.start, p.end, p.raw_start, p.raw_end) for p in document.pages],
            "headings": [(h.level, h.start, h.end) for h in document.headings],
            "notes": [(n.start, n.end, n.page, n.anchor) for n in document.notes],
            "cells": [(c.table, c.row, c.column, c.start, c.end) for c in document.cells],
            "metadata": asdict(document.metadata),
            "recognised": document.recognised,
        }
    ).encode()


def from_bytes(content: bytes) -> ParsedDocument:
    """Return the parsed document that ``to_bytes`` wrote.

    Raises ``UnfaithfulReadingError`` where spans lie outside the text or the reading text says something that
    the raw text does not say.
    """
    try:
        document = _document(json.loads(content))
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise UnfaithfulReadingError(f"a broken hand-over: {error}") from error
    found = faults(document)
    if found:
        raise UnfaithfulReadingError("; ".join(found))
    return document


def _document(found: dict[str, Any]) -> ParsedDocument:
    pieces = np.array(found["pieces"], np.int32).reshape(-1, 3)
    omissions = tuple(Omission(int(start), int(end), Step[step]) for start, end, step in found["omissions"])
    metadata = Metadata(**found["metadata"])
    # What a file says of itself is held to the same rules as what a person types.
    validated(**asdict(metadata))
    return ParsedDocument(
        text=str(found["text"]),
        raw=str(found["raw"]),
        offset_map=OffsetMap(pieces, omissions),
        pages=tuple(Page(*page) for page in found["pages"]),
        headings=tuple(Heading(*heading) for heading in found["headings"]),
        notes=tuple(Note(*note) for note in found["notes"]),
        cells=tuple(Cell(*cell) for cell in found["cells"]),
        metadata=metadata,
        recognised=bool(found["recognised"]),
    )
