"""PDF files, page by page, with the labels that the file gives to its pages."""

import re

import pypdfium2
import pypdfium2.raw

from index.blocks import Block, assemble
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError

_BULLET = re.compile(r"^\s*[•‣◦▪●○\uf0b7]\s*(?=\S)")
_PDF_DATE = re.compile(r"^D:(\d{4})(\d{2})(\d{2})")
_LINE_HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen that it takes for one made by breaking the line."""


def read_pdf(content: bytes, name: str) -> ParsedDocument:
    """Read a PDF: its text by pages, its page labels ("iv", "217") and its title."""
    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise UnreadableFileError(
                f"{name}: the PDF is protected by a password. Save a copy without one and add that."
            ) from None
        raise UnreadableFileError(
            f"{name}: the PDF is broken. Open it and save or print it as a new PDF."
        ) from None
    try:
        blocks: list[Block] = []
        labels: list[str] = []
        for number in range(1, len(pdf) + 1):
            labels.append(pdf.get_page_label(number - 1) or str(number))
            blocks += _page_blocks(_page_text(pdf, number - 1), number)
        return assemble(blocks, _metadata(pdf), labels)
    except pypdfium2.PdfiumError:
        raise UnreadableFileError(
            f"{name}: page {len(labels)} of the PDF is broken. Open it and save or print it as a new PDF."
        ) from None
    finally:
        pdf.close()


def _page_text(pdf: pypdfium2.PdfDocument, index: int) -> str:
    page = pdf[index]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_bounded())
    finally:
        text_page.close()
        page.close()


def _page_blocks(text: str, number: int) -> list[Block]:
    """Join the lines of a page into paragraphs; a line that ends a sentence well short of the rest ends one."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\x00", "").split("\n")]
    width = max(map(len, lines), default=0)
    blocks: list[Block] = []
    open_block = False
    for line in lines:
        if not line.strip():
            open_block = False
            continue
        if _BULLET.match(line):
            blocks.append(Block("item", "• " + _BULLET.sub("", line), page=number))
        elif open_block:
            last = blocks.pop()
            blocks.append(Block(last.kind, _join(last.text, line.strip()), page=number))
        else:
            blocks.append(Block("paragraph", line.strip(), page=number))
        short = len(line) < 0.75 * width
        open_block = not (short and line.rstrip()[-1] in ".!?:”’\"'" + _LINE_HYPHEN) and not _stands_alone(line, width)
    return blocks


def _stands_alone(line: str, width: int) -> bool:
    """Tell whether a line looks like a heading: short, starting with a capital or number, without a stop."""
    line = line.strip()
    return len(line) < 0.6 * width and len(line.split()) <= 10 and (line[0].isupper() or line[0].isdigit()) and (
        line[-1] not in ",;:-–—" and line[-1] != _LINE_HYPHEN
    )


def _join(text: str, line: str) -> str:
    if text.endswith(_LINE_HYPHEN):
        # Kept as a plain hyphen: whether the word has one of its own ("child-centred") is not known here.
        return text[:-1] + "-" + line
    return f"{text} {line}"


def _metadata(pdf: pypdfium2.PdfDocument) -> Metadata:
    properties = pdf.get_metadata_dict()
    date = _PDF_DATE.match(properties.get("CreationDate", ""))
    return Metadata(
        title=properties.get("Title", "").strip() or None,
        date="-".join(date.groups()) if date else None,
    )
