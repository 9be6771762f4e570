"""E-books in EPUB 2 and 3: all chapters in reading order, with their headings, lists, tables and notes."""

import posixpath
import re
from html.entities import html5
from urllib.parse import unquote

import lxml.html
from lxml import etree

from index.blocks import assemble
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.offset_map import Step
from index.readers.encoding import decode
from index.readers.html import blocks_of
from index.readers.html.blocks import PageWalk
from index.readers.html.metadata import date_said
from index.readers.html.notes import find_notes
from index.readers.html.raw import RawText
from index.readers.xml_package import XmlPackage
from index.traced import one_line

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_PACKAGE = "{http://www.idpf.org/2007/opf}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_ENCRYPTION = "{http://www.w3.org/2001/04/xmlenc#}"
_FONTS_ONLY = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_DECLARED = re.compile(rb"<\?xml[^>]{1,200}encoding=[\"']([\w-]{1,40})")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENTITY = re.compile(r"<!\[CDATA\[.*?\]\]>|&([A-Za-z][A-Za-z0-9]{1,31};)", re.DOTALL)
_OF_XML = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})


def read_epub(content: bytes, name: str) -> ParsedDocument:
    """Read an e-book; title, publisher and date come from its own description.

    The raw text is what stands between the tags of its chapters, one after the other. Tables of contents are
    left out, and so are parts outside of the reading order but for the notes in them. Raises
    ``UnreadableFileError`` for books that are damaged, protected against copying or far too big.
    """
    book = _Book(content, name)
    chapters = book.chapters()
    notes = find_notes([(path, page) for path, page, _ in chapters])
    raw = RawText()
    walk = PageWalk(raw, notes, whole=True)
    for _, page, in_order in chapters:
        before = len(walk.blocks)
        if in_order or any(element in notes.units for element in page.iter(etree.Element)):
            walk.read(page)
        if not in_order:
            for block in walk.blocks[before:]:
                if block.kind != "note":
                    raw.leave_out(block.text, Step.MARKUP)
            walk.blocks[before:] = [block for block in walk.blocks[before:] if block.kind == "note"]
    return assemble(str(raw), blocks_of(walk.blocks, walk.anchors), book.metadata(), omissions=raw.omissions)


class _Book:
    """The parts of a book by their paths, and its description."""

    def __init__(self, content: bytes, name: str) -> None:
        self._name = name
        self._package = XmlPackage(
            content, name, "the e-book is damaged. Open it in a program for e-books and save it as .epub again."
        )
        self._refuse_protected()
        container = self._xml("META-INF/container.xml")
        root = next(container.iter(f"{_CONTAINER}rootfile"), None) if container is not None else None
        self._path = unquote(root.get("full-path", "")) if root is not None else ""
        description = self._xml(self._path)
        if description is None:
            raise self._package.broken
        self._description = description

    def chapters(self) -> list[tuple[str, etree._Element, bool]]:
        """Return path and page of each chapter; the last tells whether it is in the reading order."""
        items = {item.get("id"): item for item in self._description.iter(f"{_PACKAGE}item")}
        contents = {
            self._beside(reference.get("href", ""))
            for reference in self._description.iter(f"{_PACKAGE}reference")
            if reference.get("type") == "toc"
        }
        chapters: dict[str, tuple[str, etree._Element, bool]] = {}
        for reference in self._description.iter(f"{_PACKAGE}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _CHAPTERS or "nav" in item.get("properties", "").split():
                continue
            path = self._beside(item.get("href", ""))
            if path in contents or path in chapters:
                continue
            content = self._package.part(path)
            if content is None:
                raise self._package.broken
            if content.strip():
                chapters[path] = (path, self._page(content), reference.get("linear") != "no")
        return list(chapters.values())

    def metadata(self) -> Metadata:
        """Return title, publisher, date and address from the book's description."""
        dates = sorted(
            self._description.iter(f"{_DUBLIN_CORE}date"),
            key=lambda date: date.get(f"{_PACKAGE}event") != "publication",
        )
        changed = {"modification", "conversion", "creation"}
        written = [date.text or "" for date in dates if date.get(f"{_PACKAGE}event") not in changed]
        addresses = [*self._said("identifier"), *self._said("source")]
        return Metadata(
            title=next(iter(self._said("title")), None),
            organisation=next(iter(self._said("publisher")), None),
            date=next((date for date in map(date_said, written) if date), None),
            url=next((address for address in addresses if re.fullmatch(r"https?://[^\s/]\S*", address)), None),
        )

    def _said(self, name: str) -> list[str]:
        found = (one_line("".join(element.itertext())) for element in self._description.iter(f"{_DUBLIN_CORE}{name}"))
        return [text for text in found if text]

    def _beside(self, address: str) -> str:
        """Return the path of a part that the description names."""
        path = unquote(address.partition("#")[0])
        return posixpath.normpath(posixpath.join(posixpath.dirname(self._path), path))

    def _refuse_protected(self) -> None:
        encryption = self._xml("META-INF/encryption.xml")
        methods = encryption.iter(f"{_ENCRYPTION}EncryptionMethod") if encryption is not None else ()
        if any(method.get("Algorithm") not in _FONTS_ONLY for method in methods):
            raise UnreadableFileError(
                f"{self._name}: this e-book is protected against copying. Get a copy of it without protection (DRM)."
            )

    def _xml(self, path: str) -> etree._Element | None:
        content = self._package.part(path)
        if content is None:
            return None
        root = self._parsed(self._text(content))
        if root is None:
            raise self._package.broken
        return root

    def _page(self, content: bytes) -> etree._Element:
        text = self._text(content)
        page = self._parsed(text)
        if page is None:
            try:
                # Chapters that are no XML after all are read as web pages are.
                page = lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
            except etree.LxmlError:
                raise self._package.broken from None
        for element in page.iter(etree.Element):
            if "}" in element.tag:
                element.tag = element.tag.rpartition("}")[2]
        return page

    def _text(self, content: bytes) -> str:
        declared = _DECLARED.search(content[:1024])
        text = decode(content, self._name, declared.group(1).decode("ascii") if declared else None)
        if "<!ENTITY" in text:
            # Entities could hide words, or grow without end.
            raise UnreadableFileError(
                f"{self._name}: this e-book defines entities of its own, which are not read. Save it as .epub again."
            )
        return _ENTITY.sub(_character, _DECLARATION.sub("", text))

    def _parsed(self, text: str) -> etree._Element | None:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
        try:
            return etree.fromstring(text.encode(), parser)
        except (etree.XMLSyntaxError, ValueError):
            return None


def _character(entity: re.Match[str]) -> str:
    """Return what an entity of HTML stands for; XML itself knows five of them only."""
    known = entity.group(1)
    return entity.group() if known is None or known in _OF_XML else html5.get(known, entity.group())
