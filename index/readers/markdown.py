"""Markdown with optional YAML front matter, as the text that a reader of the rendered page sees."""

import re
from datetime import date

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.errors import InvalidRequestError, UnreadableFileError
from index.metadata import validated
from index.readers.encoding import decode

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)


def read_markdown(content: bytes, name: str) -> ParsedDocument:
    """Read Markdown. Emphasis marks, link targets and HTML go; the words stay as they are."""
    text = decode(content, name)
    front = _FRONT_MATTER.match(text)
    metadata = _metadata(front.group(1) or "", name) if front else Metadata()
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text[front.end() :] if front else text)
    blocks = _blocks(tokens)
    # A first heading that only repeats the title is the title, not a section.
    first = next((block for block in blocks if block.kind == "heading"), None)
    if metadata.title is None and first is not None and first.level == 1:
        metadata = Metadata(
            first.text, metadata.organisation, metadata.about, metadata.kind, metadata.date, metadata.url
        )
    return assemble(blocks, metadata)


def _metadata(front: str, name: str) -> Metadata:
    try:
        values = yaml.safe_load(front) or {}
    except yaml.YAMLError:
        values = None
    if not isinstance(values, dict):
        raise UnreadableFileError(
            f"{name}: the front matter between the --- lines is not valid YAML. Mend it or take it out."
        )

    def text(key: str) -> str | None:
        value = values.get(key)
        if value is None:
            return None
        return value.isoformat()[:10] if isinstance(value, date) else str(value).strip() or None

    try:
        return validated(
            text("title"), text("organisation"), text("about"), text("kind"), text("date"), text("url")
        )
    except InvalidRequestError as error:
        raise UnreadableFileError(f"{name}: the front matter is wrong. {error}") from None


def _blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    items: list[str] = []
    item_started = False
    row: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "list_item_open":
            opening = tokens[: position][::-1]
            ordered = next(t for t in opening if t.type in {"ordered_list_open", "bullet_list_open"})
            items.append(f"{token.info}. " if ordered.type == "ordered_list_open" and token.info else "• ")
            item_started = False
        elif token.type == "list_item_close":
            items.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            blocks.append(Block("row", " | ".join(row)))
        elif token.type in {"fence", "code_block"}:
            blocks.append(Block("paragraph", token.content))
        elif token.type == "inline":
            text = _inline_text(token)
            opener = tokens[position - 1]
            if opener.type == "heading_open":
                blocks.append(Block("heading", text, level=int(opener.tag[1])))
            elif opener.type in {"td_open", "th_open"}:
                row.append(text)
            elif items:
                blocks.append(Block("item", text if item_started else items[-1] + text))
                item_started = True
            else:
                blocks.append(Block("paragraph", text))
    return blocks


def _inline_text(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts)
