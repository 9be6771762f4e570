"""Word documents (.docx): headings, lists and tables, as they read with all changes accepted.

Left out are headers, footers, footnotes, comments, hidden text and the table of contents, which repeats the
headings.
"""

import re
from collections.abc import Iterator

from lxml import etree

from index.blocks import Block, assemble, one_line
from index.document import Metadata, ParsedDocument
from index.metadata import is_date
from index.readers.word_package import WordPackage

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# What does not read: a deletion, the place that text was moved from, a Fallback (it repeats its Choice), the
# reading aid above a character, and properties.
_SKIPPED = {
    *(f"{_W}{tag}" for tag in ("del", "moveFrom", "rt", "pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
_SPACES = {f"{_W}{tag}" for tag in ("tab", "ptab", "br", "cr")}
_OFF = {"0", "false", "off", "none"}
_TEMPLATE_DATE = "2013-12-23"
"""When the template of python-docx was made; programs that write with it often leave it in."""


def read_word(content: bytes, name: str) -> ParsedDocument:
    """Read a .docx file. A table becomes one line a row with its cells between bars."""
    package = WordPackage(content, name)
    path, root = package.document()
    body = root.find(f"{_W}body")
    if body is None:
        raise package.broken
    styles = _Styles(package.part(package.related(path, "styles")))
    properties = package.part(package.related("", "core-properties"))
    return assemble(list(_Body(styles).blocks(body)), _metadata(properties))


class _Styles:
    """What paragraph styles say, with what they take over from the styles that they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = root.iter(f"{_W}style") if root is not None else ()
        self._styles = {style.get(f"{_W}styleId"): style for style in styles}
        self._default = next(
            (
                style.get(f"{_W}styleId")
                for style in self._styles.values()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in {"1", "true", "on"}
            ),
            None,
        )

    def chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return the paragraph and its styles, what counts most first."""
        found = [paragraph]
        name = _value(paragraph, "pPr/pStyle") or self._default
        while (style := self._styles.get(name)) is not None and style not in found:
            found.append(style)
            name = _value(style, "basedOn")
        return found


class _Body:
    """Walks through a body and carries what joins paragraphs together."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._carried = ""

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Return the blocks of a body, a cell or a text box."""
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{_W}tbl":
                yield from self._table(child)
            elif child.tag not in _SKIPPED and not _is_placeholder(child):
                # A content control, a change that was accepted, and the like.
                yield from self.blocks(child)
        if self._carried:
            yield Block("paragraph", self._carried)
            self._carried = ""

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Block]:
        boxes: list[etree._Element] = []
        text = self._carried + "".join(_texts(paragraph, boxes))
        # A paragraph whose mark was deleted runs on into the next one.
        self._carried = text if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None else ""
        chain = self._styles.chain(paragraph)
        names = [(_value(style, "name") or "").lower() for style in chain]
        if not self._carried and not any(name.startswith(("toc ", "toc heading")) for name in names):
            level = _heading_level(chain, names)
            if level:
                yield Block("heading", text, level=level)
            elif _is_item(chain, names):
                yield Block("item", f"• {text.strip()}" if text.strip() else "")
            else:
                yield Block("paragraph", text)
        for box in boxes:
            yield from self.blocks(box)

    def _table(self, table: etree._Element) -> Iterator[Block]:
        rows = [row for row in _inside(table, "tr") if row.find(f"{_W}trPr/{_W}del") is None]
        cells = [[cell for cell in _inside(row, "tc") if not _is_merged_away(cell)] for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1:
            # A box around text.
            yield from self.blocks(cells[0][0])
            return
        for row in cells:
            texts = [" ".join(filter(None, (one_line(b.text) for b in self.blocks(cell)))) for cell in row]
            yield Block("row", " | ".join(texts) if any(texts) else "")


def _texts(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Return the pieces of text that read, and put the text boxes that were met into ``boxes``."""
    for child in element:
        if child.tag in _SKIPPED or _is_placeholder(child) or _is_hidden(child):
            continue
        if child.tag in {f"{_W}t", _MATHS_TEXT}:
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        elif child.tag == f"{_W}txbxContent":
            boxes.append(child)
        else:
            yield from _texts(child, boxes)


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Return the rows of a table or the cells of a row, also where a content control wraps them."""
    for child in parent:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in {f"{_W}{wrapper}" for wrapper in ("sdt", "sdtContent", "customXml", "ins")}:
            yield from _inside(child, tag)


def _heading_level(chain: list[etree._Element], names: list[str]) -> int:
    """Return 1 to 9, or 0 for what is no heading."""
    for part, name in zip(chain, names, strict=True):
        outline = _value(part, "pPr/outlineLvl")
        if outline is not None and re.fullmatch(r"[0-9]", outline):
            return (int(outline) + 1) % 10
        if name == "title":
            return 1
        if match := re.fullmatch(r"heading ([1-9])", name):
            return int(match.group(1))
    return 0


def _is_item(chain: list[etree._Element], names: list[str]) -> bool:
    for part in chain:
        number = _value(part, "pPr/numPr/numId")
        if number is not None:
            return number != "0"
    return any(name.startswith(("list bullet", "list number")) for name in names)


def _is_merged_away(cell: etree._Element) -> bool:
    """Tell whether a cell was deleted or is the rest of a cell that began above or to the left."""
    if cell.find(f"{_W}tcPr/{_W}cellDel") is not None:
        return True
    merges = [cell.find(f"{_W}tcPr/{_W}{tag}") for tag in ("vMerge", "hMerge")]
    return any(merge is not None and merge.get(f"{_W}val") != "restart" for merge in merges)


def _is_placeholder(element: etree._Element) -> bool:
    return bool(element.tag == f"{_W}sdt" and element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None)


def _is_hidden(element: etree._Element) -> bool:
    vanish = element.find(f"{_W}rPr/{_W}vanish") if element.tag == f"{_W}r" else None
    return vanish is not None and vanish.get(f"{_W}val", "1") not in _OFF


def _value(element: etree._Element, path: str) -> str | None:
    found = element.find("/".join(f"{_W}{tag}" for tag in path.split("/")))
    return None if found is None else found.get(f"{_W}val")


def _metadata(properties: etree._Element | None) -> Metadata:
    if properties is None:
        return Metadata()
    title = properties.findtext("{http://purl.org/dc/elements/1.1/}title")
    created = (properties.findtext("{http://purl.org/dc/terms/}created") or "").strip()[:10]
    return Metadata(
        title=one_line(title or "") or None,
        date=created if is_date(created) and created != _TEMPLATE_DATE else None,
    )
