"""PDF files, page by page, with the labels that the file gives to its pages."""

import ctypes
import re
import threading
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw

from index.blocks import assemble, one_line
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.metadata import is_date
from index.readers.pdf_layout import LINE_HYPHEN, Line, layout, without_furniture

_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_UNTITLED = re.compile(
    r"\(?(untitled.*|unknown|none|anonymous|title|(powerpoint )?presentation|document\d*)\)?", re.IGNORECASE
)
_HYPHENS = {0x02, 0xFFFE}
"""What pdfium writes for a hyphen at the end of a line, behind which the next line goes on."""
_LIGATURES = str.maketrans(dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)))
_PDFIUM = threading.Lock()
"""pdfium must not be called by two threads at once."""


def read_pdf(content: bytes, name: str) -> ParsedDocument:
    """Read a PDF: its text by pages, its page labels ("iv", "217"), its title and its date.

    Headings are what is set larger than the body. Page numbers and running heads are left out.
    """
    with _PDFIUM:
        pdf = _opened(content, name)
        pages: list[list[Line]] = []
        labels: list[str] = []
        try:
            for number in range(1, len(pdf) + 1):
                labels.append(one_line(pdf.get_page_label(number - 1)) or str(number))
                pages.append(list(_lines(pdf, number)))
            metadata = _metadata(pdf)
        except pypdfium2.PdfiumError:
            raise UnreadableFileError(
                f"{name}: page {len(pages) + 1} of the PDF is broken. Open it and save or print it as a new PDF."
            ) from None
        finally:
            pdf.close()
    return assemble(layout(without_furniture(pages, labels)), metadata, labels)


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}:
            raise UnreadableFileError(
                f"{name}: the PDF is protected by a password. Save a copy without one and add that."
            ) from None
        raise UnreadableFileError(f"{name}: the PDF is broken. Open it and save or print it as a new PDF.") from None


def _lines(pdf: pypdfium2.PdfDocument, number: int) -> Iterator[Line]:
    """Yield the lines of a page, top to bottom within each column, as pdfium orders them."""
    page = pdf[number - 1]
    text_page = page.get_textpage()
    try:
        height = page.get_height()
        codes = [pypdfium2.raw.FPDFText_GetUnicode(text_page, index) for index in range(text_page.count_chars())]
        begin = 0
        for end in [*(index for index, code in enumerate(codes) if code == 0x0A), len(codes)]:
            text = _text(codes[begin:end])
            seen = [index for index in range(begin, end) if codes[index] > 0x20]
            if text and seen:
                left, first, tall = _box(text_page, seen[0])
                _, last, _ = _box(text_page, seen[-1])
                yield Line(text, number, left, first, last, tall, first / height if height else 0.5)
            begin = end + 1
    finally:
        text_page.close()
        page.close()


def _text(codes: list[int]) -> str:
    characters = "".join(
        LINE_HYPHEN if code in _HYPHENS else chr(code)
        for code in codes
        if code in _HYPHENS or (code >= 0x20 and code not in {0x7F, 0xFFFF} and code <= 0x10FFFF)
    )
    # Halves of a pair become one character; a half alone is none.
    whole = characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return whole.translate(_LIGATURES).strip()


def _box(text_page: pypdfium2.PdfTextPage, index: int) -> tuple[float, float, float]:
    """Return a character's left edge, lower edge and height, in points from the lower left corner."""
    box = pypdfium2.raw.FS_RECTF()
    pypdfium2.raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return box.left, box.bottom, abs(box.top - box.bottom)


def _metadata(pdf: pypdfium2.PdfDocument) -> Metadata:
    properties = pdf.get_metadata_dict()
    title = re.sub(r"^Microsoft \w+ - |\.(docx?|pptx?|indd|pdf|qxp)$", "", properties.get("Title", ""))
    title = one_line(title)
    date = _PDF_DATE.match(properties.get("CreationDate", ""))
    day = "-".join(part for part in date.groups() if part) if date else ""
    return Metadata(
        title=None if not title or _UNTITLED.fullmatch(title) else title,
        date=day if is_date(day) else None,
    )
