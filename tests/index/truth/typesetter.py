"""A typesetter that sets sentences on pages and remembers where each of them went.

Only what ends up on a page is remembered: the truth is written down while the page is made.
"""

from collections.abc import Iterable, Mapping, Sequence

from index.document import Metadata
from tests.index.truth.model import Example, Planted, PlantedCell, PlantedNote
from tests.index.truth.pages import PLAIN, Pages, Style
from tests.index.truth.sheets import A4, Box, Furniture, Ink, Order, Sheet, Unit, pdf, width
from tests.index.truth.wrapping import Line, clean, note_mark, wrapped


def no_furniture(_sheet: Sheet, _number: int, _total: int, _label: str | None) -> list[Ink]:
    return []


class Typesetter(Pages):
    """Sets a document from its beginning to its end."""

    def __init__(self, style: Style = PLAIN, page: tuple[float, float] = A4, columns: int = 1) -> None:
        self.breaks: list[tuple[str, str]] = []
        self.others: list[str] = []
        self.headings: list[str] = []
        self.title: str | None = None
        self.loose: list[str] = []
        self.float_rows: tuple[Sequence[Sequence[str]], Sequence[float], bool] | None = None
        self.float_caption: str | None = None
        self._path: list[tuple[int, str]] = []
        self._planted: list[tuple[str, int, tuple[str, ...]]] = []
        self._notes: list[PlantedNote] = []
        self._cells: list[PlantedCell] = []
        self._indent = 0.0
        super().__init__(style, page, columns)

    def heading(
        self, text: str, level: int = 1, *, size: float = 0, font: str | None = None, title: bool = False,
        before: float = 14,
    ) -> None:  # fmt: skip
        """Set a heading; ``size`` 0 is 20, 15 or 12 points by level."""
        size = size or (20, 15, 12)[level - 1]
        font = font or self.style.face.bold
        lines = wrapped([text], font, size, self.frame.measure)
        self._need(len(lines) * size * 1.25 + before + 3 * self.style.leading)
        if title:
            self.title = text
        else:
            self._path = [*(above for above in self._path if above[0] < level), (level, text)]
            self.headings.append(text)
            self.sheets[-1].opens.append((level, text))
            if level == 1:
                self._chapter = text
        if self.frame.y < self._page[1] - self.style.margin:
            self.frame.y -= before
        for line in lines:
            self.frame.y -= size * 1.25
            self._ink(line, self.frame.x, self.frame.y, None)
        self.frame.y -= self.style.gap

    def paragraph(self, sentences: Sequence[str], notes: Mapping[str, str] | None = None) -> None:
        """Set sentences as a paragraph; ``notes`` has the footnote for each mark that they bear."""
        indent = 14.0 if self.style.indented else 0.0
        self._set(sentences, notes or {}, indent=indent)
        self.frame.y -= 0 if self.style.indented else self.style.gap

    def item(self, bullet: str, sentences: Sequence[str], level: int = 1, apart: bool = True) -> None:
        """Set a list item; ``apart`` tells that its bullet is drawn by itself."""
        left = 20.0 * level
        self._indent = left
        self._set(sentences, {}, bullet=bullet, apart=apart)
        self._indent = 0
        self.frame.y -= 2

    def caption(self, text: str) -> None:
        """Set a caption, which is read as a paragraph of its own."""
        lines = wrapped([text], self.style.face.italic, self.style.size - 1.5, self.frame.measure)
        self._need(len(lines) * self.style.leading)
        for line in lines:
            self.frame.y -= self.style.leading - 1
            self._ink(line, self.frame.x, self.frame.y, None)
        self.frame.y -= self.style.gap
        self.others.append(text)

    def figure(self, height: float, ticks: Iterable[str] = ()) -> None:
        """Draw a chart of grey bars with words below them."""
        self._need(height + 40)
        frame = self.frame
        names = list(ticks)
        self.loose += names
        step = frame.measure / max(len(names), 3)
        for position in range(max(len(names), 3)):
            rise = height * (0.4 + 0.6 * ((position * 7) % 5) / 5)
            box = Box(frame.x + position * step + 6, frame.y - height, step - 16, rise, shade=0.7)
            self.sheets[-1].boxes.append(box)
        for position, name in enumerate(names):
            ink = Ink(frame.x + position * step + 8, frame.y - height - 10, name, self.style.face.regular, 7)
            self.sheets[-1].inks.append(ink)
        frame.y -= height + 24

    def boxed(self, sentences: Sequence[str]) -> None:
        """Set sentences in a shaded box of their own."""
        measure = self.frame.measure - 24
        lines = wrapped(sentences, self.style.face.regular, self.style.size, measure)
        height = len(lines) * self.style.leading + 20
        self._need(height + 10)
        frame = self.frame
        self.sheets[-1].boxes.append(Box(frame.x, frame.y - height, frame.measure, height, shade=0.9))
        y = frame.y - 8
        for line in lines:
            y -= self.style.leading
            self._ink(line, frame.x + 12, y, None)
            self._plant(sentences, line)
        frame.y -= height + 14

    def table(
        self, rows: Sequence[Sequence[str]], shares: Sequence[float], *, ruled: bool = True, bold: bool = True,
        numeric: bool = False, size: float = 9.5,
    ) -> None:  # fmt: skip
        """Set a table; it goes on over pages, with its first row repeated. ``shares`` are widths of columns."""
        widths = [share / sum(shares) * self.frame.measure for share in shares]
        self.frame.y -= 8
        for number, row in enumerate(rows):
            height = self._row_height(row, widths, size)
            if self.room < height:
                self._next_frame()
                if number:
                    self._row(rows[0], widths, size, ruled, bold, numeric)
            elif number == 0:
                self._need(height + self._row_height(rows[1], widths, size))
            self._row(row, widths, size, ruled, bold and number == 0, numeric)
            if number:
                pairs = zip(rows[0][1:], row[1:], strict=True)
                self._cells += [PlantedCell(row[0], column, value) for column, value in pairs if value]
        self.frame.y -= 14

    def words(self, text: str, x: float, y: float, font: str, size: float) -> None:
        """Set loose words anywhere on the page; they may be read in any grouping."""
        self.sheets[-1].inks.append(Ink(x, y, text, font, size))
        self.loose.append(text)

    def finish(
        self, name: str, *, furniture: Furniture = no_furniture, labels: Sequence[str | None] | None = None,
        running: Sequence[str] = (), furniture_last: bool = False, unit: Unit = "line", order: Order = "body",
        file_labels: Mapping[int, tuple[str, int]] | None = None, outline: bool = False,
        properties: Mapping[str, str] | None = None, unknown_labels: bool = False,
    ) -> Example:  # fmt: skip
        """Return the document with its truth. ``running`` are the texts of the furniture."""
        self._end()
        printed = list(labels)[: len(self.sheets)] if labels is not None else [None] * len(self.sheets)
        content = pdf(
            self.sheets, furniture=furniture, labels=printed, furniture_last=furniture_last, unit=unit, order=order,
            file_labels=file_labels, outline=outline, properties=properties,
        )  # fmt: skip
        return Example(
            name=name,
            content=content,
            file_name=f"{name}.pdf",
            planted=tuple(Planted(text, page, printed[page - 1], path) for text, page, path in self._planted),
            headings=tuple(self.headings),
            title=self.title,
            notes=tuple(self._notes),
            cells=tuple(self._cells),
            others=tuple(self.others),
            loose=" ".join(self.loose),
            furniture=tuple(running),
            pages=len(self.sheets),
            unknown_labels=unknown_labels,
            expected=Metadata(title=(properties or {}).get("Title")),
        )

    def _set(
        self, sentences: Sequence[str], notes: Mapping[str, str], *, indent: float = 0, bullet: str = "",
        apart: bool = True,
    ) -> None:  # fmt: skip
        style, left = self.style, self._indent
        measure = self.frame.measure - left
        lines = wrapped(sentences, style.face.regular, style.size, measure, hyphen=style.hyphen, first_indent=indent)
        for position, line in enumerate(lines):
            note_lines = [self._note_lines(mark, notes[mark]) for mark in line.notes]
            self._make_room(note_lines)
            frame = self.frame
            frame.y -= style.leading
            x = frame.x + left + (indent if position == 0 else 0)
            if bullet and position == 0:
                x = self._bullet(bullet, x, frame.y, apart)
            measure_here = measure - (indent if position == 0 else 0)
            self._ink(line, x, frame.y, measure_here if style.justified and not line.last else None)
            self._plant(sentences, line)
            self._write_notes(sentences, line, notes)
            if line.broken:
                self.breaks.append((line.broken, line.text[-1]))

    def _bullet(self, bullet: str, x: float, y: float, apart: bool) -> float:
        font, size = self.style.face.regular, self.style.size
        if apart:
            self.sheets[-1].inks.append(Ink(x - max(14, width(bullet, font, size) + 5), y, bullet, font, size))
            return x
        start = x - width(f"{bullet} ", font, size)
        self.sheets[-1].inks.append(Ink(start, y, f"{bullet} ", font, size))
        return x

    def _plant(self, sentences: Sequence[str], line: Line) -> None:
        path = tuple(text for _, text in self._path)
        for number in line.begins:
            self._planted.append((clean(sentences[number]), self.number, path))

    def _write_notes(self, sentences: Sequence[str], line: Line, notes: Mapping[str, str]) -> None:
        for mark in line.notes:
            sentence = next(one for one in sentences if note_mark(mark) in one)
            before = clean(sentence[: sentence.index(note_mark(mark))])
            self._notes.append(PlantedNote(notes[mark], self.number, before))

    def _begin_page(self) -> None:
        """Set what waits for the top of a page, in the middle of whatever paragraph is being set."""
        if self.float_rows is not None:
            rows, shares, ruled = self.float_rows
            self.float_rows = None
            self.table(rows, shares, ruled=ruled)
        if self.float_caption is not None:
            caption, self.float_caption = self.float_caption, None
            self.figure(100)
            self.caption(caption)

    def _row_height(self, row: Sequence[str], widths: Sequence[float], size: float) -> float:
        font = self.style.face.bold
        counts = [
            len(wrapped([cell], font, size, measure - 8)) for cell, measure in zip(row, widths, strict=True) if cell
        ]
        return max(counts) * (size + 2.5) + 6

    def _row(
        self, row: Sequence[str], widths: Sequence[float], size: float, ruled: bool, bold: bool, numeric: bool
    ) -> None:
        frame, sheet = self.frame, self.sheets[-1]
        height = self._row_height(row, widths, size)
        font = self.style.face.bold if bold else self.style.face.regular
        x = frame.x
        for column, (cell, measure) in enumerate(zip(row, widths, strict=True)):
            if ruled:
                sheet.boxes.append(Box(x, frame.y - height, measure, height))
            y = frame.y
            for line in wrapped([cell], font, size, measure - 8) if cell else ():
                y -= size + 2.5
                right = numeric and column > 0
                start = x + measure - 4 - width(line.text, font, size) if right else x + 4
                self._ink(line, start, y, None)
            x += measure
        frame.y -= height
