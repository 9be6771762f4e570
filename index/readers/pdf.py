"""PDF files, page by page: their words in reading order, the numbers printed on their pages, their notes and tables."""

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw

from index.blocks import RawPage, assemble
from index.document import Metadata, ParsedDocument
from index.errors import UnreadableFileError
from index.metadata import is_date
from index.readers.pdf_drawings import Drawings, drawings
from index.readers.pdf_headings import OutlineEntry
from index.readers.pdf_layout import PageContent, layout
from index.readers.pdf_words import Frame, PageText, page_text
from index.readers.recognition import DOTS_PER_INCH, Picture, program, recognised
from index.traced import one_line

MOST_PAGES = 5_000
PAGE_BREAK = "\f"
"""Stands between the raw texts of two pages."""
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")
_UNTITLED = re.compile(
    r"\(?(untitled.*|unknown|none|anonymous|title|(powerpoint )?presentation|document\d*)\)?", re.IGNORECASE
)
_PDFIUM = threading.Lock()
"""pdfium must not be called by two threads at once."""
_SCANNED = 0.5
"""A page without text is the picture of one if pictures cover more than this part of it,"""
_OUTLINED = 200
"""or if it has more drawn figures than this: letters that were turned into outlines."""

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Reading:
    """What is read so far."""

    raw: list[str] = field(default_factory=list)
    length: int = 0
    pages: list[PageContent] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)

    def add(self, page: PageContent) -> None:
        if self.pages:
            self.raw.append(PAGE_BREAK)
        self.raw.append(page.text.raw)
        self.pages.append(page)
        self.spans.append((page.text.start, page.text.start + len(page.text.raw)))
        self.length = self.spans[-1][1]

    @property
    def next_start(self) -> int:
        return self.length + 1 if self.pages else 0


def read_pdf(content: bytes, name: str, progress: Progress | None = None) -> ParsedDocument:
    """Read a PDF: its text in reading order, its pages with the numbers printed on them, headings, notes and tables.

    Running heads and page numbers are left out. Pages that are pictures of text are recognised where Tesseract
    is installed. ``progress`` is told how many pages are done, and of how many. Raises ``UnreadableFileError``.
    """
    with _PDFIUM:
        pdf = _opened(content, name)
        try:
            total = len(pdf)
            if total > MOST_PAGES:
                raise UnreadableFileError(
                    f"{name}: the PDF has {total:,} pages, more than {MOST_PAGES:,}. Split it and add the parts."
                )
            reading = _Reading()
            recognising = program() is not None
            for index in range(total):
                reading.add(_page(pdf, index, reading, name, recognising=recognising))
                if progress is not None:
                    progress(index + 1, total)
            outline, metadata = _outline(pdf), _metadata(pdf)
        finally:
            pdf.close()
    if not recognising and reading.pictures and len(reading.pictures) >= total / 2:
        raise UnreadableFileError(
            f"{name}: {len(reading.pictures)} of its {total} pages are pictures of text (a scan). Install Tesseract"
            " (tesseract-ocr), or run text recognition over it first, and add it again."
        )
    made = layout("".join(reading.raw), reading.pages, outline)
    pages = [RawPage(label, *span) for label, span in zip(made.labels, reading.spans, strict=True)]
    return assemble(
        made.raw, made.blocks, metadata, pages, made.omissions, recognised=recognising and bool(reading.pictures)
    )


def _opened(content: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if error.err_code in {pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY}:
            raise UnreadableFileError(
                f"{name}: the PDF is protected by a password. Save a copy without one and add that."
            ) from None
        raise UnreadableFileError(f"{name}: the PDF is broken. Open it and save or print it as a new PDF.") from None


def _page(pdf: pypdfium2.PdfDocument, index: int, reading: _Reading, name: str, *, recognising: bool) -> PageContent:
    start = reading.next_start
    try:
        page = pdf[index]
        try:
            text = page_text(page, start)
            drawn = drawings(page, text.frame)
            if not text.raw.strip() and (drawn.pictures > _SCANNED or drawn.paths > _OUTLINED):
                reading.pictures.append(index)
                if recognising:
                    text, drawn = _recognised(page, start, name), Drawings()
        finally:
            page.close()
        return PageContent(text, drawn, one_line(pdf.get_page_label(index)))
    except pypdfium2.PdfiumError:
        raise UnreadableFileError(
            f"{name}: page {index + 1} of the PDF is broken. Open it and save or print it as a new PDF."
        ) from None


def _recognised(page: pypdfium2.PdfPage, start: int, name: str) -> PageText:
    bitmap = page.render(scale=DOTS_PER_INCH / 72, grayscale=True)
    try:
        # Rows may be longer than the picture is wide.
        rows = memoryview(bitmap.buffer)
        pixels = b"".join(
            bytes(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width]) for row in range(bitmap.height)
        )
        picture = Picture(bitmap.width, bitmap.height, pixels)
    finally:
        bitmap.close()
    raw, words = recognised(picture, start, name)
    return PageText(raw, start, Frame(0, 0, 0, page.get_width(), page.get_height()), words)


def _outline(pdf: pypdfium2.PdfDocument) -> list[OutlineEntry]:
    found = []
    for bookmark in pdf.get_toc():
        target = bookmark.get_dest()
        page = target.get_index() if target is not None else None
        if page is not None and page >= 0:
            found.append(OutlineEntry(bookmark.get_title(), page + 1, bookmark.level + 1))
    return found


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
