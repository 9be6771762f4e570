"""Markdown with optional YAML front matter, as the text that a reader of the rendered page sees."""

import re
from dataclasses import replace

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.blocks import Block, assemble, one_line
from index.document import Metadata, ParsedDocument
from index.errors import InvalidRequestError, UnreadableFileError
from index.metadata import validated
from index.readers.encoding import decode

# What begins with --- and holds no "key:" is a rule across the page, not front matter.
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"^[\w\"'][^:\n]*:(?:\s|$)", re.MULTILINE)
_TIME_OF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")


def read_markdown(content: bytes, name: str) -> ParsedDocument:
    """Read Markdown. Emphasis marks, link targets and HTML go; the words stay as they are.

    Front matter gives the metadata; without a title there, the first heading is the title where it is of
    level 1, and stays in the text all the same.
    """
    text = decode(content, name)
    front = _FRONT_MATTER.match(text)
    if front and front.group(1).strip() and not _KEY.search(front.group(1)):
        front = None
    metadata = _metadata(front.group(1), name) if front else Metadata()
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    blocks = _blocks(parser.parse(text[front.end() :] if front else text))
    first = next((block for block in blocks if block.kind == "heading"), None)
    if metadata.title is None and first is not None and first.level == 1:
        metadata = replace(metadata, title=one_line(first.text) or None)
    return assemble(blocks, metadata)


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


def _blocks(tokens: list[Token]) -> list[Block]:
    blocks: list[Block] = []
    # The mark of each list item around, empty once its first words have taken it.
    marks: list[str] = []
    row: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "list_item_open":
            marks.append(f"{token.info}{token.markup} " if token.info else "• ")
        elif token.type == "list_item_close":
            marks.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            blocks.append(Block("row", " | ".join(row) if any(row) else ""))
        elif token.type in {"fence", "code_block"}:
            blocks.append(_text_block(token.content, marks))
        elif token.type == "inline":
            text = one_line(_inline_text(token))
            opener = tokens[position - 1]
            if opener.type == "heading_open":
                blocks.append(Block("heading", text, level=int(opener.tag[1])))
            elif opener.type in {"td_open", "th_open"}:
                row.append(text)
            else:
                blocks.append(_text_block(text, marks))
    return blocks


def _text_block(text: str, marks: list[str]) -> Block:
    if not marks:
        return Block("paragraph", text)
    mark = marks[-1] if text.strip() else ""
    if text.strip():
        marks[-1] = ""
    return Block("item", mark + text)


def _inline_text(token: Token) -> str:
    parts = []
    for child in token.children or []:
        if child.type in {"text", "text_special", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"} or re.match(r"<br\b", child.content, re.IGNORECASE):
            parts.append(" ")
        elif child.type == "image":
            parts.append(_inline_text(child))
    return "".join(parts)
