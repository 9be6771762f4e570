"""Sheets of paper with ink on them, and the PDF that they make."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFPageLabel, PDFPageLabels
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

A4 = (595.3, 841.9)
A5 = (419.5, 595.3)
LETTER = (612.0, 792.0)
LANDSCAPE = (841.9, 595.3)


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of a document."""

    regular: str
    bold: str
    italic: str


SERIF = Face("Times-Roman", "Times-Bold", "Times-Italic")
SANS = Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique")
EMBEDDED = Face("Vera", "VeraBd", "VeraIt")
"""Fonts that are part of the file, with glyphs for fi and fl."""


@cache
def register_embedded_fonts() -> None:
    for name in ("Vera", "VeraBd", "VeraIt"):
        pdfmetrics.registerFont(TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / f"{name}.ttf")))


@cache
def width(text: str, font: str, size: float) -> float:
    """Return the width of a text in points."""
    if font.startswith("Vera"):
        register_embedded_fonts()
    return float(pdfmetrics.stringWidth(text, font, size))


@dataclass(frozen=True, slots=True)
class Ink:
    """A text in one font on one baseline; ``word_space`` is added to each space. Points from the lower left.

    ``rise`` is how far the text is raised above the line that it belongs to.
    """

    x: float
    y: float
    text: str
    font: str
    size: float
    word_space: float = 0
    rise: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, or a line where its height is 0."""

    x: float
    y: float
    width: float
    height: float
    shade: float = 1
    stroke: bool = True


@dataclass(slots=True)
class Sheet:
    """A page: its size as one sees it, and what is on it in the order of drawing.

    ``turned`` tells that the file holds the page lying on its side, with the order to turn it.
    ``opens`` are the headings that begin on the page, ``above`` is the chapter at its top.
    """

    size: tuple[float, float]
    inks: list[Ink] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    opens: list[tuple[int, str]] = field(default_factory=list)
    above: str | None = None
    turned: bool = False
    bare: bool = False


Unit = Literal["line", "word", "letter"]
Order = Literal["body", "interleaved"]
Furniture = Callable[[Sheet, int, int, str | None], list[Ink]]
"""From a sheet, its number from 1, the number of sheets and its label: what stands in its margins."""


def pdf(
    sheets: Sequence[Sheet],
    *,
    furniture: Furniture,
    labels: Sequence[str | None],
    furniture_last: bool = False,
    unit: Unit = "line",
    order: Order = "body",
    file_labels: Mapping[int, tuple[str, int]] | None = None,
    outline: bool = False,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """Return a PDF of the sheets.

    ``unit`` is what one drawing operation writes; ``order`` says whether columns are drawn one after the
    other or line by line across the page. ``file_labels`` has style and first number by page from 0.
    """
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True)
    for name, value in (properties or {}).items():
        getattr(canvas, f"set{name}")(value)
    if file_labels:
        tree = PDFPageLabels()
        for first, (style, number) in file_labels.items():
            tree.addPageLabel(first, PDFPageLabel(style, number))
        canvas._doc.Catalog.PageLabels = tree
    key = 0
    for number, sheet in enumerate(sheets, start=1):
        _turn(canvas, sheet)
        margin = [] if sheet.bare else furniture(sheet, number, len(sheets), labels[number - 1])
        body = (
            sorted(sheet.inks, key=lambda ink: (-round(ink.y - ink.rise), ink.x))
            if order == "interleaved"
            else sheet.inks
        )
        for box in sheet.boxes:
            _draw_box(canvas, box)
        for ink in [*body, *margin] if furniture_last else [*margin, *body]:
            _draw(canvas, ink, unit)
        if outline:
            for level, text in sheet.opens:
                key += 1
                canvas.bookmarkPage(str(key))
                canvas.addOutlineEntry(text, str(key), level - 1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _across(ink: Ink) -> tuple[float, float]:
    """Return what sorts inks line by line over the whole page."""
    return -round(ink.y - ink.rise), ink.x


def _turn(canvas: Any, sheet: Sheet) -> None:
    canvas.setPageSize(sheet.size)
    canvas.setPageRotation(90 if sheet.turned else 0)
    if sheet.turned:
        # The canvas swaps the sides of a turned page itself.
        canvas.transform(0, 1, -1, 0, sheet.size[1], 0)


def _draw_box(canvas: Any, box: Box) -> None:
    canvas.setFillGray(box.shade)
    if box.height:
        canvas.rect(box.x, box.y, box.width, box.height, stroke=int(box.stroke), fill=int(box.shade < 1))
    else:
        canvas.line(box.x, box.y, box.x + box.width, box.y)
    canvas.setFillGray(0)


def _draw(canvas: Any, ink: Ink, unit: Unit) -> None:
    if unit == "line":
        _write(canvas, ink.x, ink.y, ink, ink.text, ink.word_space)
        return
    pieces = ink.text.split(" ") if unit == "word" else list(ink.text)
    space = width(" ", ink.font, ink.size) + ink.word_space
    x = ink.x
    for piece in pieces:
        if piece.strip():
            _write(canvas, x, ink.y, ink, piece, 0)
        x += space if piece == " " else width(piece, ink.font, ink.size) + (space if unit == "word" else 0)


def _write(canvas: Any, x: float, y: float, ink: Ink, text: str, word_space: float) -> None:
    words = canvas.beginText(x, y)
    words.setFont(ink.font, ink.size)
    words.setWordSpace(word_space)
    words.textOut(text)
    canvas.drawText(words)
