"""The words of a PDF's page: their raw text, and where, how large and how heavily each is printed."""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw

from index.readers.pdf_raw import LINE_HYPHEN, raw_text

MARKS = "*†‡§¶"
_WORD = re.compile(rf"[^\s\x00-\x1f\x7f{LINE_HYPHEN}]+{LINE_HYPHEN}?|{LINE_HYPHEN}")
_FIGURE_EDGE = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
_MAY_HOLD_MARK = re.compile(rf"[0-9{MARKS}]")
_MARK = re.compile(rf"[0-9{MARKS},–-]+")
_BOLD = re.compile(r"bold|black|heavy|demi(?!light)", re.IGNORECASE)
_FORCED_BOLD = 1 << 18
_POINTER, _NUMBER, _DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_double


def _fast(function: Any, *types: Any) -> Any:
    """Return a function of pdfium that takes plain numbers, which halves what a call costs."""
    return ctypes.CFUNCTYPE(*types)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_TEXT_OBJECT = _fast(pypdfium2.raw.FPDFText_GetTextObject, _POINTER, _POINTER, _NUMBER)
_CHARACTER_BOX = _fast(pypdfium2.raw.FPDFText_GetLooseCharBox, _NUMBER, _POINTER, _NUMBER, _POINTER)
_MATRIX = _fast(pypdfium2.raw.FPDFText_GetMatrix, _NUMBER, _POINTER, _NUMBER, _POINTER)
_ORIGIN = _fast(pypdfium2.raw.FPDFText_GetCharOrigin, _NUMBER, _POINTER, _NUMBER, _POINTER, _POINTER)
_FONT_SIZE = _fast(pypdfium2.raw.FPDFText_GetFontSize, _DOUBLE, _POINTER, _NUMBER)
_RENDER_MODE = _fast(pypdfium2.raw.FPDFTextObj_GetTextRenderMode, _NUMBER, _POINTER)
_FONT = _fast(pypdfium2.raw.FPDFTextObj_GetFont, _POINTER, _POINTER)
_STRAIGHT = 0.1
"""The part of a quarter turn by which upright text may be off."""


class Word(NamedTuple):
    """A word as printed: its place in the raw text, and its place on the page in points from the upper left corner.

    ``end`` is behind it. ``size`` is the printed size of the type. ``raised`` is the span of the raw text, within
    the word, that is set raised and smaller than the rest, and empty where there is none.
    """

    text: str
    start: int
    end: int
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    raised: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns places in a PDF's user space into points from the upper left corner of text that stands upright.

    ``turns`` counts quarter turns of the text against the clock; the rest is the visible box of the page.
    """

    turns: int
    left: float
    bottom: float
    right: float
    top: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return how far from the left and from the top a place of the user space is."""
        if self.turns == 0:
            return x - self.left, self.top - y
        if self.turns == 1:
            return y - self.bottom, x - self.left
        if self.turns == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    @property
    def extent(self) -> tuple[float, float]:
        """The width and height of the page as the text sees it."""
        across, along = self.right - self.left, self.top - self.bottom
        return (along, across) if self.turns % 2 else (across, along)


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's raw text and its words.

    ``start`` is the place of the page's raw text in the document's; ``frame`` that of most of its words, which
    are ``words``. ``turned`` has the words that are printed at other angles, one list for each angle; ``hidden``
    the spans of words that stand outside the visible page.
    """

    raw: str
    start: int
    frame: Frame
    words: list[Word] = field(default_factory=list)
    turned: list[list[Word]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Style:
    """What is the same for all characters of one text object; ``line`` tells slanted text objects apart."""

    size: float
    bold: bool
    frame: Frame
    baseline: float
    line: int


def page_text(page: pypdfium2.PdfPage, start: int) -> PageText:
    """Return the text of a page whose raw text begins at ``start`` of the document's.

    Raises ``pypdfium2.PdfiumError`` where pdfium cannot give it.
    """
    text_page = page.get_textpage()
    try:
        return _Extraction(page, text_page, start).page_text()
    finally:
        text_page.close()


class _Extraction:
    def __init__(self, page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, start: int) -> None:
        self._start = start
        self._frames = [Frame(turns, *_visible_box(page)) for turns in range(4)]
        self._raw, self._indexes = raw_text(text_page)
        self._styles: dict[int, _Style] = {}
        self._fonts: dict[int, bool] = {}
        self._rectangle, self._matrix = pypdfium2.raw.FS_RECTF(), pypdfium2.raw.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._address = ctypes.cast(text_page.raw, ctypes.c_void_p).value
        self._box = ctypes.addressof(self._rectangle)

    def page_text(self) -> PageText:
        words: dict[tuple[int, int], list[Word]] = {}
        for begin, end in self._spans():
            word, style = self._word(self._raw[begin:end], begin, end)
            if word is not None and style is not None:
                key = style.frame.turns, style.line
                if key in words:
                    words[key].append(word)
                else:
                    words[key] = [word]
        counts = Counter({turns: len(found) for (turns, line), found in words.items() if not line})
        frame = self._frames[counts.most_common(1)[0][0] if counts else 0]
        inside, hidden = _visible(words.pop((frame.turns, 0), []), frame)
        return PageText(self._raw, self._start, frame, inside, list(words.values()), hidden)

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans of words; a figure that is printed far from the letters before it is a word of its own."""
        for match in _WORD.finditer(self._raw):
            begin = match.start()
            if match.group().isalpha():
                yield match.span()
                continue
            for edge in _FIGURE_EDGE.finditer(self._raw, *match.span()):
                before, after = self._style(edge.start() - 1), self._style(edge.start())
                if before is not None and after is not None and _are_far(before, after):
                    yield begin, edge.start()
                    begin = edge.start()
            yield begin, match.end()

    def _word(self, text: str, begin: int, end: int) -> tuple[Word | None, _Style | None]:
        style = self._style(begin)
        if style is None:
            return None, None
        start, frame = self._start + begin, style.frame
        if style.line:
            # Of slanted text only the order counts.
            return Word(text, start, start + len(text), 10.0 * begin, 10.0 * end - 5, 0, 10, False), style
        left, right = self._extent(begin, frame)
        last = end - 2 if text[-1] == LINE_HYPHEN and len(text) > 1 else end - 1
        if last != begin:
            right = max(self._extent(last, frame)[1], right)
        raised = (0, 0)
        if not text.isalpha() and len(text) > 1 and _MAY_HOLD_MARK.search(text):
            raised, style = self._raised(text, begin, style)
        return Word(text, start, start + len(text), left, right, style.baseline, style.size, style.bold, raised), style

    def _style(self, position: int) -> _Style | None:
        index = position if self._indexes is None else self._indexes[position]
        key = _TEXT_OBJECT(self._address, index)
        if key in self._styles:
            return self._styles[key]
        if not key:
            return None
        style = self._styles[key] = self._new_style(key, index, len(self._styles) + 1)
        return style

    def _new_style(self, key: int, index: int, number: int) -> _Style:
        matrix, x, y = self._matrix, self._x, self._y
        matrix.a, matrix.b, matrix.c, matrix.d, x.value, y.value = 1, 0, 0, 1, 0, 0
        _MATRIX(self._address, index, ctypes.addressof(matrix))
        _ORIGIN(self._address, index, ctypes.addressof(x), ctypes.addressof(y))
        size = _FONT_SIZE(self._address, index) * math.hypot(matrix.c, matrix.d)
        stroked = _RENDER_MODE(key) == pypdfium2.raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        bold = stroked or self._is_bold(_FONT(key))
        quarters = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        frame = self._frames[round(quarters) % 4]
        slanted = abs(quarters - round(quarters)) > _STRAIGHT
        return _Style(size or 1.0, bold, frame, frame.place(x.value, y.value)[1], number if slanted else 0)

    def _is_bold(self, key: int | None) -> bool:
        if not key:
            return False
        if key not in self._fonts:
            font = ctypes.cast(key, pypdfium2.raw.FPDF_FONT)
            name = ctypes.create_string_buffer(256)
            pypdfium2.raw.FPDFFont_GetBaseFontName(font, name, 256)
            flags = pypdfium2.raw.FPDFFont_GetFlags(font)
            self._fonts[key] = bool(_BOLD.search(name.value.decode("latin-1"))) or bool(flags & _FORCED_BOLD)
        return self._fonts[key]

    def _extent(self, position: int, frame: Frame) -> tuple[float, float]:
        """Return the left and right edge of a character."""
        index = position if self._indexes is None else self._indexes[position]
        _CHARACTER_BOX(self._address, index, self._box)
        box = self._rectangle
        if not frame.turns:
            return box.left - frame.left, box.right - frame.left
        one, other = frame.place(box.left, box.bottom)[0], frame.place(box.right, box.top)[0]
        return (one, other) if one <= other else (other, one)

    def _raised(self, text: str, begin: int, style: _Style) -> tuple[tuple[int, int], _Style]:
        """Return the span of the mark in a word, and the style of the word's other letters."""
        styles = [self._style(position) or style for position in range(begin, begin + len(text))]
        if all(other is style for other in styles):
            return (0, 0), style
        main = max(styles, key=lambda other: other.size)
        small = [other.size < 0.88 * main.size and other.baseline < main.baseline - 0.1 * main.size for other in styles]
        if not any(small):
            return (0, 0), main
        first = small.index(True)
        last = first
        while last < len(small) and small[last]:
            last += 1
        if not _MARK.fullmatch(text[first:last]):
            return (0, 0), main
        return (self._start + begin + first, self._start + begin + last), main


def _are_far(one: _Style, other: _Style) -> bool:
    return one is not other and abs(one.baseline - other.baseline) > 3 * max(one.size, other.size)


def _visible_box(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Return the left, lower, right and upper edge of what is seen of a page, in its user space."""
    paper, seen = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(paper[0], seen[0]), max(paper[1], seen[1])
    right, top = min(paper[2], seen[2]), min(paper[3], seen[3])
    return (left, bottom, right, top) if left < right and bottom < top else paper


def _visible(words: list[Word], frame: Frame) -> tuple[list[Word], list[tuple[int, int]]]:
    width, height = frame.extent
    inside: list[Word] = []
    hidden: list[tuple[int, int]] = []
    for word in words:
        if word.right < 0 or word.left > width or word.baseline < 0 or word.baseline - 0.7 * word.size > height:
            hidden.append((word.start, word.end))
        else:
            inside.append(word)
    return inside, hidden
