"""Markdown with optional YAML front matter, as the text that a reader of the rendered page sees."""

import re
from dataclasses import replace

import numpy as np
import yaml

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.errors import InvalidRequestError, UnreadableFileError
from index.metadata import validated
from index.offset_map import Omission, Step, left_out
from index.readers.encoding import decode
from index.readers.markdown.blocks import MarkdownBlocks
from index.traced import Positions, Traced

# What begins with --- and holds no "key:" is a rule across the page, not front matter.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"^[\w\"'][^:\n]*:(?:\s|$)", re.MULTILINE)
_TIME_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")


def read_markdown(content: bytes, name: str) -> ParsedDocument:
    """Read Markdown. Emphasis marks, link targets and HTML go; the words stay as they are.

    Front matter gives the metadata; without a title there, the first heading is the title where it is of
    level 1, and stays in the text all the same. The raw text is the text of the file, with the characters
    that its entities, such as ``&mdash;``, stand for.
    """
    text = decode(content, name)
    front = _FRONT_MATTER.match(text)
    if front and front.group(1).strip() and not _KEY.search(front.group(1)):
        front = None
    metadata = _metadata(front.group(1), name) if front else Metadata()
    start = front.end() if front else 0
    found = MarkdownBlocks(text[start:], start)
    omissions = [Omission(0, start, Step.MARKUP), *found.findings.omissions]
    for block in found.blocks:
        if not any(part.one_line().text.strip(" |") for part in (block.text, *block.cells)):
            omissions += [span for part in (block.text, *block.cells) for span in left_out(part, Step.MARKUP)]
    first = next((block for block in found.blocks if block.kind == "heading"), None)
    if metadata.title is None and first is not None and first.level == 1:
        metadata = replace(metadata, title=first.text.one_line().text or None)
    raw, places = _without_entities(text, found.findings.entities)
    return assemble(
        raw,
        [_moved(block, places) for block in found.blocks],
        metadata,
        omissions=[Omission(int(places[span.start]), int(places[span.end]), span.step) for span in omissions],
    )


def _without_entities(text: str, entities: list[tuple[int, int, str]]) -> tuple[str, Positions]:
    """Return a text with entities as characters, and where each of its places, its end too, has come to."""
    moves = np.ones(len(text) + 1, np.int32)
    parts: list[str] = []
    position = 0
    for start, end, characters in sorted(entities):
        parts += [text[position:start], characters]
        moves[start + len(characters) : end] = 0
        position = end
    places = np.concatenate(([0], np.cumsum(moves[:-1]))).astype(np.int32)
    return "".join(parts) + text[position:], places


def _moved(block: Block, places: Positions) -> Block:
    def moved(part: Traced) -> Traced:
        return Traced(part.text, np.where(part.origin < 0, np.int32(-1), places[part.origin]))

    anchor = int(places[block.anchor]) if block.anchor >= 0 else -1
    return replace(block, text=moved(block.text), cells=tuple(map(moved, block.cells)), anchor=anchor)


def _metadata(front: str, name: str) -> Metadata:
    try:
        # The base loader leaves every value as text: no dates, numbers or objects are made of them.
        values = yaml.BaseLoader(front).get_single_data() or {}
    except (yaml.YAMLError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise UnreadableFileError(
            f"{name}: the front matter between the --- lines is not valid YAML. Mend it or take it out."
        )

    def text(key: str) -> str | None:
        value = values.get(key)
        if value is not None and not isinstance(value, str):
            raise UnreadableFileError(f"{name}: the front matter is wrong. Give {key} as one line of text.")
        return None if value in {None, "null", "~"} else value

    date = text("date")
    try:
        return validated(
            text("title"), text("organisation"), text("about"), text("kind"),
            _TIME_OF_DAY.sub(r"\1", date) if date else None, text("url"),
        )  # fmt: skip
    except InvalidRequestError as error:
        raise UnreadableFileError(f"{name}: the front matter is wrong. {error}") from None
