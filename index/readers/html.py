"""Web pages: the article, its headings and its lists, without the menus around it."""

import re

import trafilatura
from lxml import etree

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.readers.encoding import decode

_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def read_html(content: bytes, name: str) -> ParsedDocument:
    """Read a web page; title, publisher, date and address come from its own metadata."""
    text = _decode(content, name)
    article = trafilatura.bare_extraction(
        text, favor_recall=True, include_comments=False, include_tables=True, include_formatting=True,
        with_metadata=True,
    )
    if article is None or article.body is None:
        raise UnreadableFileError(
            f"{name}: no article was found in this web page. Save the text that you need as .txt or .docx."
        )
    metadata = Metadata(
        title=article.title, organisation=article.sitename, date=article.date, url=article.url
    )
    return assemble(list(_blocks(article.body)), metadata)


def _decode(content: bytes, name: str) -> str:
    declared = _CHARSET.search(content[:4096])
    if declared and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode(declared.group(1).decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # a wrong declaration; the bytes may still say what they are
    return decode(content, name)


def _blocks(body: etree._Element) -> list[Block]:
    blocks: list[Block] = []
    for element in body:
        text = "".join(element.itertext())
        if element.tag == "head":
            level = int((element.get("rend") or "h2")[1:] or 2)
            blocks.append(Block("heading", text, level=level))
        elif element.tag == "list":
            blocks += [Block("item", "• " + "".join(item.itertext()).strip()) for item in element.iter("item")]
        elif element.tag == "table":
            for row in element.iter("row"):
                blocks.append(Block("row", " | ".join("".join(cell.itertext()).strip() for cell in row)))
        else:
            blocks.append(Block("paragraph", text))
    return blocks
