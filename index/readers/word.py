"""Word documents (.docx): headings, lists and tables, as they read with all changes accepted."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A deletion or the place that text was moved from does not read; a Fallback repeats its Choice.
_SKIPPED = {
    f"{_W}del",
    f"{_W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def read_word(content: bytes, name: str) -> ParsedDocument:
    """Read a .docx file. A table becomes one line a row with its cells between bars."""
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError):
        raise UnreadableFileError(
            f"{name}: the Word document is broken or of another kind. Open it in Word and save it again as .docx."
        ) from None
    blocks: list[Block] = []
    for content_part in document.iter_inner_content():
        if isinstance(content_part, Table):
            blocks += [Block("row", row) for row in _rows(content_part)]
        else:
            blocks.append(_paragraph(content_part))
    return assemble(blocks, _metadata(document))


def _paragraph(paragraph: Paragraph) -> Block:
    text = "".join(_texts(paragraph._p))
    style = (paragraph.style.name if paragraph.style is not None else None) or ""
    if style == "Title":
        return Block("heading", text, level=1)
    if style.startswith("Heading ") and style[8:].isdigit():
        return Block("heading", text, level=int(style[8:]))
    properties = paragraph._p.pPr
    if style.startswith("List") or (properties is not None and properties.numPr is not None):
        return Block("item", f"• {text}" if text.strip() else "")
    return Block("paragraph", text)


def _texts(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in {f"{_W}tab", f"{_W}br", f"{_W}cr"} and element.tag == f"{_W}r":
            yield " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "\u2011"
        else:
            yield from _texts(child)


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = []
        seen = set()
        for cell in row.cells:
            # A merged cell is given once for each column that it spans.
            if cell._tc not in seen:
                seen.add(cell._tc)
                cells.append(" ".join("".join(_texts(p._p)).strip() for p in cell.paragraphs).strip())
        yield " | ".join(cells) if any(cells) else ""


def _metadata(document: WordDocument) -> Metadata:
    properties = document.core_properties
    created = properties.created
    return Metadata(
        title=properties.title.strip() or None,
        date=created.date().isoformat() if created and created.year > 2013 else None,
    )
