"""Pages with columns and footnotes, on which lines are put from the top down."""

from dataclasses import dataclass, field

from tests.index.truth.sheets import SERIF, Box, Face, Ink, Sheet, width
from tests.index.truth.wrapping import Line, Piece, wrapped

NOTE_SIZE = 8.0
NOTE_LEADING = 10.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set; lengths in points."""

    face: Face = SERIF
    size: float = 11
    leading: float = 14
    margin: float = 72
    gutter: float = 22
    justified: bool = False
    hyphen: str | None = None
    indented: bool = False
    gap: float = 7
    splits_notes: bool = False
    raises_notes: bool = True
    note_rule: bool = True


PLAIN = Style()


@dataclass(slots=True)
class Frame:
    """A column: its left edge and width, where the next line goes, its lower end, and the notes at its foot."""

    x: float
    measure: float
    y: float
    bottom: float
    notes: list[Line] = field(default_factory=list)

    @property
    def room(self) -> float:
        reserved = len(self.notes) * NOTE_LEADING + (10 if self.notes else 0)
        return self.y - self.bottom - reserved


class Pages:
    """The pages of a document and the column that is being filled."""

    def __init__(self, style: Style, page: tuple[float, float], columns: int) -> None:
        self.style = style
        self.sheets: list[Sheet] = []
        self.splits = 0
        self._page, self._columns = page, columns
        self._carried: list[Line] = []
        self._frames: list[Frame] = []
        self._chapter: str | None = None
        self.new_page()

    @property
    def number(self) -> int:
        """The number of the page that is being set, from 1."""
        return len(self.sheets)

    @property
    def frame(self) -> Frame:
        return self._frames[0]

    @property
    def room(self) -> float:
        """What is left of the column in points."""
        return self.frame.room

    def new_page(self, page: tuple[float, float] | None = None, turned: bool = False, bare: bool = False) -> None:
        self._end_page()
        self._page = page or self._page
        self.sheets.append(Sheet(self._page, above=self._chapter, turned=turned, bare=bare))
        self._open_frames(self._page[1] - self.style.margin)

    def columns(self, count: int) -> None:
        """Go on in so many columns, below what is on the page."""
        self._columns = count
        top = self.frame.y
        notes = self.frame.notes
        self._open_frames(top)
        self.frame.notes += notes

    def space(self, points: float) -> None:
        self.frame.y -= points

    def _begin_page(self) -> None:
        """Called when text goes over to a new page."""

    def _end(self) -> None:
        """End the last page, after one more if a note goes on there."""
        if self._carried:
            self.new_page()
        self._end_page()
        assert not self._carried

    def _note_lines(self, mark: str, note: str) -> list[Line]:
        face = self.style.face.regular
        lines = wrapped([note], face, NOTE_SIZE, self.frame.measure - 10)
        raised = self.style.raises_notes
        first = (Piece(mark, face, 5, 3) if raised else Piece(f"{mark}.", face, NOTE_SIZE), Piece(" ", face, NOTE_SIZE))
        words = ((*first, *lines[0].words[0]), *lines[0].words[1:])
        return [Line(words), *lines[1:]]

    def _make_room(self, notes: list[list[Line]]) -> None:
        """Go to the next column if a line and its notes don't fit; put the notes at the column's foot."""
        flat = [line for note in notes for line in note]
        needed = self.style.leading + len(flat) * NOTE_LEADING + (10 if flat and not self.frame.notes else 0)
        if self.room < needed:
            room = int((self.room - self.style.leading - 10) / NOTE_LEADING)
            if self.style.splits_notes and flat and not self._carried and 1 <= room < len(flat):
                self.frame.notes += flat[:room]
                self._carried = flat[room:]
                self.splits += 1
                return
            self._next_frame()
        self.frame.notes += flat

    def _need(self, height: float) -> None:
        if self.room < height:
            self._next_frame()

    def _next_frame(self) -> None:
        if len(self._frames) == 1:
            self.new_page()
            self._begin_page()
        else:
            self._foot(self._frames.pop(0))
            self._carry()

    def _open_frames(self, top: float) -> None:
        style, count = self.style, self._columns
        measure = (self._page[0] - 2 * style.margin - (count - 1) * style.gutter) / count
        starts = [style.margin + number * (measure + style.gutter) for number in range(count)]
        self._frames = [Frame(x, measure, top, style.margin) for x in starts]
        self._carry()

    def _carry(self) -> None:
        self.frame.notes += self._carried
        self._carried = []

    def _end_page(self) -> None:
        for frame in self._frames:
            self._foot(frame)
        self._frames = []

    def _foot(self, frame: Frame) -> None:
        if not frame.notes:
            return
        y = frame.bottom + (len(frame.notes) - 1) * NOTE_LEADING
        if self.style.note_rule:
            self.sheets[-1].boxes.append(Box(frame.x, y + NOTE_LEADING, 120, 0))
        for line in frame.notes:
            self._ink(line, frame.x, y, None)
            y -= NOTE_LEADING
        frame.notes = []

    def _ink(self, line: Line, x: float, y: float, measure: float | None) -> None:
        """Put a line on the page, stretched to ``measure`` if given; pieces of one font are drawn as one."""
        largest = max((piece for word in line.words for piece in word), key=lambda piece: piece.size)
        space = width(" ", largest.font, largest.size)
        total = sum(piece.width for word in line.words for piece in word) + space * (len(line.words) - 1)
        extra = (measure - total) / (len(line.words) - 1) if measure is not None and len(line.words) > 1 else 0
        text, start = "", x
        previous: Piece | None = None
        inks = self.sheets[-1].inks
        for position, word in enumerate(line.words):
            for part, piece in enumerate(word):
                gap = position > 0 and part == 0
                same = previous is not None and (previous.font, previous.size, previous.rise) == (
                    piece.font, piece.size, piece.rise
                )  # fmt: skip
                if gap:
                    text += " "
                    x += space + extra
                if not same and previous is not None:
                    inks.append(Ink(start, y + previous.rise, text, previous.font, previous.size, extra, previous.rise))
                    text, start = "", x
                text += piece.text
                x += piece.width
                previous = piece
        assert previous is not None
        inks.append(Ink(start, y + previous.rise, text, previous.font, previous.size, extra, previous.rise))
