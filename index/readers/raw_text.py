"""Builds the raw text of a file piece by piece, together with what of it is not read."""

from index.offset_map import Omission, Step
from index.traced import Traced


class RawText:
    """The raw text so far: words that are read or left out, one paragraph a line, cells parted by tabs."""

    def __init__(self) -> None:
        self.omissions: list[Omission] = []
        self._parts: list[str] = []
        self._length = 0
        self._is_fresh = True

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    @property
    def last(self) -> int:
        """The position of the last character, -1 before the first."""
        return self._length - 1

    def read(self, words: str) -> Traced:
        """Append words and return them with their positions."""
        traced = Traced.copied(words, self._length)
        self._append(words)
        return traced

    def leave_out(self, words: str, step: Step) -> None:
        """Append words that are not read."""
        start = self._length
        self._append(words)
        before = self.omissions[-1] if self.omissions else None
        if before is not None and before.end == start and before.step == step:
            self.omissions[-1] = Omission(before.start, self._length, step)
        elif words:
            self.omissions.append(Omission(start, self._length, step))

    def line(self) -> None:
        """Begin a line or stay at the beginning of one, or of a cell."""
        if not self._is_fresh:
            self.end_line()

    def end_line(self, step: Step | None = None) -> None:
        """End the line, even where it is empty; with a step, the reading text goes on in the same line."""
        if step is None:
            self._append("\n")
        else:
            self.leave_out("\n", step)
        self._is_fresh = True

    def tab(self) -> None:
        """Begin the next cell of a row."""
        self._append("\t")
        self._is_fresh = True

    def _append(self, words: str) -> None:
        if words:
            self._parts.append(words)
            self._length += len(words)
            self._is_fresh = False
