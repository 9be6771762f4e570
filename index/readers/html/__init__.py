"""Web pages: the article, its headings, lists, tables and notes, without the menus around it.

trafilatura knows menus from articles on most sites, but it glues words together where tags meet. So it only
points out which blocks belong to the article; the words come from the page itself.
"""

import copy
import logging
import re
import threading
import warnings
from collections.abc import Iterable

import lxml.html
import trafilatura
from lxml import etree

from index.blocks import Block, assemble
from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Step
from index.readers.encoding import decode
from index.readers.html.blocks import PageBlock, PageWalk
from index.readers.html.metadata import page_metadata
from index.readers.html.notes import Key, find_notes
from index.readers.html.raw import RawText
from index.traced import Traced, joined

_CHARSET = re.compile(rb"<meta[^>]{1,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_MENU_WORDS = 12
"""A block of links alone that is no longer than this is a menu's, wherever it stands."""
_OPENING = 12
"""How many blocks from the beginning of an article may tell when it was published."""

_TRAFILATURA = threading.Lock()
"""Held while the process's warning filters are changed, which threads share."""

for _library in ("trafilatura", "htmldate", "courlan", "justext"):
    # They remark on odd pages; whatever matters to a person is in our own errors.
    logging.getLogger(_library).setLevel(logging.CRITICAL + 1)


def read_html(content: bytes, name: str) -> ParsedDocument:
    """Read a web page; title, publisher, date and address come from its own metadata.

    The raw text is what stands between the page's tags, without scripts and styles.
    """
    declared = _CHARSET.search(content[:4096])
    text = decode(content, name, declared.group(1).decode("ascii") if declared else None)
    try:
        page = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except etree.LxmlError:
        raise _no_article(name) from None
    raw = RawText()
    walk = PageWalk(raw, find_notes([("", page)]))
    walk.read(page)
    article = _article(walk, str(raw), _pointed_out(page))
    if not article:
        raise _no_article(name)
    kept = set(map(id, article))
    for block in walk.blocks:
        if id(block) not in kept:
            raw.leave_out(block.text, Step.MARKUP)
    words = [(block.level, block.text.one_line().text) for block in article]
    metadata = page_metadata(
        page, [line for level, line in words if level == 1], [line for _, line in words[:_OPENING]]
    )
    return assemble(str(raw), blocks_of(article, walk.anchors), metadata, omissions=raw.omissions)


def blocks_of(found: Iterable[PageBlock], anchors: dict[Key, int]) -> list[Block]:
    """Return the blocks of pages as a document's: tables counted from 0, the paragraphs of a note in one."""
    blocks: list[Block] = []
    tables: dict[int, int] = {}
    notes: dict[Key, list[Traced]] = {}
    for block in found:
        if block.kind == "row":
            table = tables.setdefault(block.table, len(tables))
            blocks.append(Block("row", cells=block.cells, table=table))
        elif block.kind == "note" and block.key is not None:
            notes.setdefault(block.key, []).append(block.text)
        else:
            blocks.append(Block(block.kind, block.text, block.level))
    return blocks + [Block("note", joined(texts, " "), anchor=anchors.get(key, -1)) for key, texts in notes.items()]


def _no_article(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"{name}: no article was found in this web page. Save the text that you need as .txt or .docx."
    )


def _pointed_out(page: lxml.html.HtmlElement) -> str:
    """Return all letters of what trafilatura takes for the article, without white space."""
    with _TRAFILATURA, warnings.catch_warnings():
        # Odd dates and the like make the libraries warn; what they cannot read we do without.
        warnings.simplefilter("ignore")
        found = trafilatura.bare_extraction(
            copy.deepcopy(page), favor_recall=True, include_comments=False, include_tables=True
        )
    body = getattr(found, "body", None)
    return "" if body is None else _letters("".join(body.itertext()))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _article(walk: PageWalk, raw: str, pointed_out: str) -> list[PageBlock]:
    """Return the blocks from the first to the last that trafilatura points out, without menus in between.

    Notes belong to the article where it refers to them, or where they stand in it.
    """
    body = [block for block in walk.blocks if block.kind != "note"]
    article = _body(body, raw, pointed_out)
    if not article:
        return []
    start, end = _span(article[0])[0], max(_span(block)[1] for block in article)
    articles = {block.article for block in article} - {0}
    kept = set(map(id, article))
    for block in walk.blocks:
        if block.kind == "note" and block.key is not None:
            place = walk.anchors.get(block.key, _span(block)[0])
            if start <= place <= end or block.article in articles or len(article) == len(body):
                kept.add(id(block))
    return [block for block in walk.blocks if id(block) in kept]


def _span(block: PageBlock) -> tuple[int, int]:
    places = block.text.origin[block.text.origin >= 0]
    return int(places.min()), int(places.max()) + 1


def _body(blocks: list[PageBlock], raw: str, pointed_out: str) -> list[PageBlock]:
    chosen = [index for index, block in enumerate(blocks) if _is_pointed_out(block, raw, pointed_out)]
    if not chosen:
        return [block for block in blocks if not _is_menu(block)]
    first, last = chosen[0], chosen[-1]
    # What stands in the same <article> or <main> belongs to it, whatever trafilatura made of it.
    articles = {blocks[index].article for index in chosen} - {0}
    same = [index for index, block in enumerate(blocks) if block.article in articles]
    first, last = min([first, *same]), max([last, *same])
    if not any(block.level == 1 for block in blocks[first : last + 1]):
        # The headings above the first paragraph belong to it. Between the page's main heading and the first
        # paragraph often stand a date and a name.
        main = [index for index in range(max(0, first - 6), first) if blocks[index].level == 1]
        first = main[0] if main else first
        while first > 0 and blocks[first - 1].kind == "heading":
            first -= 1
    # So does the short end of a list or table.
    while last + 1 < len(blocks) and blocks[last + 1].kind == blocks[last].kind in {"item", "row"}:
        last += 1
    return [
        block
        for index, block in enumerate(blocks[first : last + 1], start=first)
        if index in chosen or not _is_menu(block)
    ]


def _is_pointed_out(block: PageBlock, raw: str, pointed_out: str) -> bool:
    start, end = _span(block)
    # The second time with the marks of notes, which trafilatura keeps.
    texts = (block.text.text, raw[start:end])
    return any(len(letters := _letters(text)) > 15 and letters in pointed_out for text in texts)


def _is_menu(block: PageBlock) -> bool:
    return block.linked >= 0.9 and block.kind != "heading" and len(block.text.text.split()) <= _MENU_WORDS
