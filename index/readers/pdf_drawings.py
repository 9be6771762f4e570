"""What is drawn on a PDF's page besides words: rules, framed or shaded boxes, and pictures."""

import ctypes
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw

from index.readers.pdf_words import Frame

_THIN = 3.0
"""A rectangle thinner than this, in points, is a rule."""
_SHORTEST = 4.0
_MANY = 20_000
"""Pages with more drawings than this hold maps; no more of them are looked at."""
_DEEPEST = 3
_MANY_SEGMENTS = 2_000


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle on the page, in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies within."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Drawings:
    """Rules have no height (``across``) or no width (``down``); ``pictures`` is the part of the page they cover."""

    across: list[Area] = field(default_factory=list)
    down: list[Area] = field(default_factory=list)
    boxes: list[Area] = field(default_factory=list)
    pictures: float = 0.0
    paths: int = 0


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawings(page: pypdfium2.PdfPage, frame: Frame) -> Drawings:
    """Return what is drawn on a page, as its text sees it."""
    across: list[Area] = []
    down: list[Area] = []
    boxes: list[Area] = []
    pictures, paths = 0.0, 0
    width, height = frame.extent
    for handle, kind, matrix in _objects(page):
        if kind == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE:
            area = _bounds(handle, matrix, frame)
            visible_width = min(area.right, width) - max(area.left, 0)
            visible_height = min(area.bottom, height) - max(area.top, 0)
            pictures += max(0.0, visible_width) * max(0.0, visible_height)
            continue
        paths += 1
        for area, is_box in _figures(handle, matrix, frame):
            if area.height <= _THIN and area.width >= _SHORTEST:
                middle = (area.top + area.bottom) / 2
                across.append(Area(area.left, middle, area.right, middle))
            elif area.width <= _THIN and area.height >= _SHORTEST:
                middle = (area.left + area.right) / 2
                down.append(Area(middle, area.top, middle, area.bottom))
            elif is_box and area.width > 2 * _THIN and area.height > 2 * _THIN:
                boxes.append(area)
    return Drawings(across, down, boxes, pictures / (width * height) if width and height else 0.0, paths)


def _objects(page: pypdfium2.PdfPage) -> list[tuple[Any, int, Matrix]]:
    """Return the paths and pictures of a page, those within forms too, with the matrix that places them."""
    found: list[tuple[Any, int, Matrix]] = []
    raw = pypdfium2.raw
    waiting: list[tuple[Any, Any, Any, Matrix, int]] = [
        (page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _IDENTITY, 0)
    ]
    while waiting:
        parent, count, get, matrix, depth = waiting.pop()
        for index in range(count(parent)):
            handle = get(parent, index)
            if not handle or len(found) >= _MANY:
                continue
            kind = raw.FPDFPageObj_GetType(handle)
            if kind in {raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE}:
                found.append((handle, kind, matrix))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                inner = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
                raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(inner))
                placed = _product((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix)
                waiting.append((handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, placed, depth + 1))
    return found


def _product(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _bounds(handle: Any, matrix: Matrix, frame: Frame) -> Area:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pypdfium2.raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    return _around([(x, y) for x in (left.value, right.value) for y in (bottom.value, top.value)], matrix, frame)


def _around(points: list[tuple[float, float]], matrix: Matrix, frame: Frame) -> Area:
    a, b, c, d, e, f = matrix
    places = [frame.place(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    across, along = [x for x, _ in places], [y for _, y in places]
    return Area(min(across), min(along), max(across), max(along))


def _figures(handle: Any, matrix: Matrix, frame: Frame) -> list[tuple[Area, bool]]:
    """Return the parts of a path that are drawn with straight lines, and whether each is a rectangle."""
    raw = pypdfium2.raw
    count = raw.FPDFPath_CountSegments(handle)
    if not 2 <= count <= _MANY_SEGMENTS:
        return []
    own = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(own))
    placed = _product((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
    figures: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return []
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == raw.FPDF_SEGMENT_MOVETO or not figures:
            figures.append([])
        figures[-1].append((x.value, y.value))
    return [(_around(points, placed, frame), len(points) in {4, 5}) for points in figures if len(points) > 1]
