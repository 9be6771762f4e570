"""PDFs as report programs make them: reportlab's flowables in frames, some 30 pages long."""

import io
from collections.abc import Callable
from functools import partial
from html import escape
from typing import Any

from reportlab.lib import colors
from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    BaseDocTemplate,
    Frame,
    FrameBreak,
    ListFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.index.truth.language import Writer
from tests.index.truth.model import Example, Planted, PlantedCell
from tests.index.truth.pdf_tables import numbers
from tests.index.truth.sheets import A4

HEAD = "Otters along eight rivers: the evidence"
_BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=7, alignment=TA_JUSTIFY)
_HEADS = (
    ParagraphStyle("one", fontName="Helvetica-Bold", fontSize=20, leading=25, spaceAfter=10, spaceBefore=16),
    ParagraphStyle("two", fontName="Helvetica-Bold", fontSize=14, leading=18, spaceAfter=6, spaceBefore=12),
)
_CELL = ParagraphStyle("cell", fontName="Times-Roman", fontSize=9, leading=11)


def _template(stream: io.BytesIO, found: dict[int, int]) -> Any:
    """Return a document template that notes on which page each sentence is drawn, and draws heads after the body."""
    across, up = A4
    half = (across - 144 - 20) / 2
    lefts = ((72, across - 144),), ((72, half), (72 + half + 20, half))

    def seen(canvas: Any, _kind: str, label: str) -> None:
        found.setdefault(int(label), canvas.getPageNumber())

    def begin(canvas: Any, _document: Any) -> None:
        canvas.setNamedCB("seen", seen)

    def end(canvas: Any, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 800, HEAD)
        canvas.drawCentredString(297, 36, f"Page {document.page}")

    template = BaseDocTemplate(stream, pagesize=A4, invariant=1, title="The evidence")
    for name, frames in zip(("one", "two"), lefts, strict=True):
        set_frames = [Frame(left, 72, long, up - 150, leftPadding=0, rightPadding=0) for left, long in frames]
        template.addPageTemplates(PageTemplate(name, set_frames, onPage=begin, onPageEnd=end))
    return template


def report_in_frames(seed: int, chapters: int) -> Example:
    """Return a report with chapters, lists, tables with paragraphs in their cells, and an annex in two columns."""
    writer = Writer(seed)
    story: list[Any] = []
    planted: list[tuple[str, tuple[str, ...]]] = []
    headings: list[str] = []
    cells: list[PlantedCell] = []
    path: list[str] = []

    def heading(level: int) -> None:
        path[level:] = [writer.heading()]
        headings.append(path[level])
        story.append(Paragraph(path[level], _HEADS[level]))

    def paragraph(sentences: list[str]) -> Paragraph:
        shown = []
        for sentence in sentences:
            shown.append(f'<onDraw name="seen" label="{len(planted)}"/>{escape(sentence, quote=False)}')
            planted.append((sentence, tuple(path)))
        return Paragraph(" ".join(shown), _BODY)

    for _ in range(chapters):
        heading(0)
        for section in range(3):
            heading(1)
            story += [paragraph(writer.sentences(5)) for _ in range(4)]
            if section == 0:
                items = [paragraph([writer.sentence(1)]) for _ in range(4)]
                story.append(ListFlowable(items, bulletType="bullet", start="•", bulletFontSize=9))
            if section == 1:
                rows = numbers(writer, 8, 3, gaps=True)
                cells += [
                    PlantedCell(row[0], header, value)
                    for row in rows[1:]
                    for header, value in zip(rows[0][1:], row[1:], strict=True)
                    if value
                ]
                grid = [[Paragraph(cell, _CELL) for cell in row] for row in rows]
                table = Table(grid, colWidths=[150, 100, 100, 100], repeatRows=1)
                table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]))
                story += [Spacer(1, 6), table, Spacer(1, 12)]
            story += [paragraph(writer.sentences(4)) for _ in range(3)]
        story.append(PageBreak())
    story[-1:] = [NextPageTemplate("two"), PageBreak()]
    heading(0)
    story += [paragraph(writer.sentences(4)) for _ in range(16)]
    story.append(FrameBreak())
    story += [paragraph(writer.sentences(4)) for _ in range(2)]
    stream = io.BytesIO()
    found: dict[int, int] = {}
    template = _template(stream, found)
    template.build(story)
    return Example(
        name=f"pdf-flowables-{chapters}-{seed}",
        content=stream.getvalue(),
        file_name="evidence.pdf",
        planted=tuple(
            Planted(sentence, found[number], str(found[number]), above)
            for number, (sentence, above) in enumerate(planted)
        ),
        headings=tuple(headings),
        cells=tuple(cells),
        furniture=(HEAD,),
        pages=template.page,
    )


EXAMPLES: dict[str, Callable[[], Example]] = {
    "pdf-flowables-2": partial(report_in_frames, 1001, 2),
}
SLOW: dict[str, Callable[[], Example]] = {"pdf-flowables-9": partial(report_in_frames, 1002, 9)}
