"""A parsed document as bytes and back: how the process that reads a file hands over what it found.

The other side is not trusted, so whatever does not fit together is refused here.
"""

import json
from dataclasses import asdict
from typing import Any

import numpy as np

from index.document import Cell, Heading, Metadata, Note, Page, ParsedDocument
from index.errors import InvalidRequestError
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
        found = faults(document)
    except InvalidRequestError as error:
        raise UnfaithfulReadingError(str(error)) from error
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError, RecursionError) as error:
        raise UnfaithfulReadingError(f"a broken hand-over: {error}") from error
    if found:
        raise UnfaithfulReadingError("; ".join(found))
    return document


def _document(found: dict[str, Any]) -> ParsedDocument:
    text, raw = _text(found["text"]), _text(found["raw"])
    pieces = np.array(found["pieces"], np.int32).reshape(-1, 3)
    # Held against the text before a map of that length is made.
    if (pieces[:, 2] < 0).any() or int(pieces[:, 2].sum(dtype=np.int64)) != len(text):
        raise ValueError("the map does not fit the text")
    omissions = tuple(Omission(int(start), int(end), Step[step]) for start, end, step in found["omissions"])
    metadata = Metadata(**found["metadata"])
    for said in asdict(metadata).values():
        if said is not None:
            _text(said)
    # What a file says of itself is held to the same rules as what a person types.
    validated(**asdict(metadata))
    return ParsedDocument(
        text=text,
        raw=raw,
        offset_map=OffsetMap(pieces, omissions),
        pages=tuple(
            Page(int(number), None if label is None else _text(label), *map(int, spans))
            for number, label, *spans in found["pages"]
        ),
        headings=tuple(Heading(*map(int, heading)) for heading in found["headings"]),
        notes=tuple(Note(*map(int, note)) for note in found["notes"]),
        cells=tuple(Cell(*map(int, cell)) for cell in found["cells"]),
        metadata=metadata,
        recognised=bool(found["recognised"]),
    )


def _text(value: object) -> str:
    """Return a text that can be stored."""
    if not isinstance(value, str):
        raise TypeError("a text is not one")
    # Raises for half a character, which no database takes.
    value.encode()
    return value
