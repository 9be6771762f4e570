"""PDFs for the tests, made word by word, and the checks that hold for every PDF that is read."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfdoc import PDFPageLabel, PDFPageLabels
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from index.document import ParsedDocument
from index.offset_map import Comparison
from index.readers.pdf import read_pdf

WIDTH, HEIGHT = A4
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=7)
HEADING = ParagraphStyle("heading", fontName="Helvetica-Bold", fontSize=16, leading=19, spaceAfter=8)
Labels = Sequence[tuple[int, str, int]]
"""(first page from 0, style, first number) for each run of pages."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A text on the page: its left edge, its height above the lower edge, and its size, in points."""

    text: str
    x: float
    y: float
    size: float = 11
    font: str = "Helvetica"

    @property
    def right(self) -> float:
        return self.x + float(stringWidth(self.text, self.font, self.size))


def lines(*texts: str, x: float = 72, top: float = 700, size: float = 11, step: float = 14) -> list[Ink]:
    """Return texts as lines of one column."""
    return [Ink(text, x, top - step * row, size) for row, text in enumerate(texts)]


def pdf(
    pages: Iterable[Sequence[Ink]],
    labels: Labels = (),
    title: str | None = None,
    password: str | None = None,
    outline: Sequence[tuple[str, int, int]] = (),
    draw: Callable[[Canvas, int], None] | None = None,
) -> bytes:
    """Return a PDF. ``outline`` has (title, page from 0, depth from 0); ``draw`` draws more on each page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True, encrypt=StandardEncryption(password) if password else None)
    if title is not None:
        canvas.setTitle(title)
    if labels:
        tree = PDFPageLabels()
        for first, style, number in labels:
            tree.addPageLabel(first, PDFPageLabel(style, number))
        canvas._doc.Catalog.PageLabels = tree
    for number, page in enumerate(pages):
        for entry, on_page, depth in outline:
            if on_page == number:
                canvas.bookmarkPage(entry)
                canvas.addOutlineEntry(entry, entry, depth)
        if draw is not None:
            draw(canvas, number)
        for ink in page:
            canvas.setFont(ink.font, ink.size)
            canvas.drawString(ink.x, ink.y, ink.text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def typeset(
    flow: Sequence[Flowable], columns: int = 1, head: Callable[[Canvas, int], None] | None = None, gap: float = 20
) -> bytes:
    """Return a PDF of paragraphs and tables, set in columns; ``head`` draws on each page, given its number."""
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, pagesize=A4, invariant=True)
    measure = (WIDTH - 144 - gap * (columns - 1)) / columns
    frames = [
        Frame(72 + n * (measure + gap), 72, measure, HEIGHT - 144, *(0, 0, 0, 0), id=f"column{n}")
        for n in range(columns)
    ]

    def on_page(canvas: Canvas, template: BaseDocTemplate) -> None:
        if head is not None:
            head(canvas, template.page)

    document.addPageTemplates(PageTemplate(frames=frames, onPage=on_page))
    document.build(list(flow))
    return stream.getvalue()


def paragraph(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(text, style)


def checked(content: bytes) -> ParsedDocument:
    """Read a PDF and prove that nothing was lost, changed or read twice."""
    document = read_pdf(content, "paper.pdf")
    comparison = Comparison(document.text, document.raw, document.offset_map)
    assert [document.raw[start:end] for start, end in comparison.lost()] == []
    assert comparison.read_twice() == []
    assert comparison.steps(0, len(document.text)) is not None
    return document


def page_texts(document: ParsedDocument) -> list[str]:
    return [document.text[page.start : page.end] for page in document.pages]


def page_labels(document: ParsedDocument) -> list[str | None]:
    return [page.label for page in document.pages]


def headings(document: ParsedDocument) -> list[tuple[int, str]]:
    return [(heading.level, document.text[heading.start : heading.end]) for heading in document.headings]


def notes(document: ParsedDocument) -> list[tuple[int, str]]:
    """Return each note's page and text."""
    return [(note.page, document.text[note.start : note.end]) for note in document.notes]


def table(document: ParsedDocument, number: int = 0) -> list[list[str]]:
    """Return the rows of a table, with "" for empty cells."""
    cells = [cell for cell in document.cells if cell.table == number]
    rows = [[""] * (max(cell.column for cell in cells) + 1) for _ in range(max(cell.row for cell in cells) + 1)]
    for cell in cells:
        rows[cell.row][cell.column] = document.text[cell.start : cell.end]
    return rows
