"""Web pages: the article, its headings, lists and tables, without the menus around it.

trafilatura knows menus from articles on most sites, but it glues words together where tags meet. So it only
points out which blocks belong to the article; the words come from the page itself.
"""

import copy
import logging
import re
import threading
import warnings

import lxml.html
import trafilatura
import trafilatura.metadata
from lxml import etree

from index.blocks import Block, assemble, one_line
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.metadata import is_date
from index.readers.encoding import decode
from index.readers.html_blocks import PageBlock, page_blocks

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_MENU_WORDS = 12
"""A block of links alone that is no longer than this is a menu's, wherever it stands."""

_TRAFILATURA = threading.Lock()
"""Held while the process's warning filters are changed, which threads share."""

for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    # They remark on odd pages; whatever matters to a person is in our own errors.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


def read_html(content: bytes, name: str) -> ParsedDocument:
    """Read a web page; title, publisher, date and address come from its own metadata."""
    declared = _CHARSET.search(content[:4096])
    text = decode(content, name, declared.group(1).decode("ascii") if declared else None)
    try:
        page = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        raise _no_article(name) from None
    with _TRAFILATURA, warnings.catch_warnings():
        # Odd dates and the like make the libraries warn; what they cannot read we do without.
        warnings.simplefilter("ignore")
        pointed_out = _pointed_out(page)
        metadata = _metadata(page)
    article = _article(page_blocks(page), pointed_out)
    if not article:
        raise _no_article(name)
    return assemble([Block(block.kind, block.text, block.level) for block in article], metadata)


def _no_article(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: no article was found in this web page. Save the text that you need as .txt or .docx."
    )


def _pointed_out(page: lxml.html.HtmlElement) -> str:
    """Return all letters of what trafilatura takes for the article, without white space."""
    found = trafilatura.bare_extraction(
        copy.deepcopy(page), favor_recall=True, include_comments=False, include_tables=True
    )
    body = getattr(found, "body", None)
    return "" if body is None else _letters("".join(body.itertext()))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _article(blocks: list[PageBlock], pointed_out: str) -> list[PageBlock]:
    """Return the blocks from the first to the last that trafilatura points out, without menus in between."""
    chosen = [
        index
        for index, block in enumerate(blocks)
        if len(letters := _letters(block.text)) > 15 and letters in pointed_out
    ]
    if not chosen:
        return [block for block in blocks if not _is_menu(block)]
    first, last = chosen[0], chosen[-1]
    # What stands in the same <article> or <main> belongs to it, whatever trafilatura made of it.
    articles = {blocks[index].article for index in chosen} - {0}
    same = [index for index, block in enumerate(blocks) if block.article in articles]
    first, last = min([first, *same]), max([last, *same])
    # The headings above the first paragraph belong to it, and so does the short end of a list or table.
    # Between the page's main heading and the first paragraph often stand a date and a name.
    main = [index for index in range(max(0, first - 6), first) if blocks[index].level == 1]
    first = main[0] if main else first
    while first > 0 and blocks[first - 1].kind == "heading":
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].kind == blocks[last].kind in {"item", "row"}:
        last += 1
    return [
        block
        for index, block in enumerate(blocks[first : last + 1], start=first)
        if index in chosen or not _is_menu(block)
    ]


def _is_menu(block: PageBlock) -> bool:
    return block.linked >= 0.9 and block.kind != "heading" and len(block.text.split()) <= _MENU_WORDS


def _metadata(page: lxml.html.HtmlElement) -> Metadata:
    found = trafilatura.metadata.extract_metadata(copy.deepcopy(page), date_config={"extensive_search": False})
    date, url = found.date, found.url
    return Metadata(
        title=one_line(found.title or "") or None,
        organisation=one_line(found.sitename or "") or None,
        date=date if date and is_date(date) else None,
        url=url if url and re.fullmatch(r"https?://\S+", url) else None,
    )
