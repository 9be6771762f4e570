"""The raw text of a web page or e-book: its text nodes in the order of the file, each block on lines of its own."""

import re

from index.offset_map import Omission, Step, left_out
from index.traced import Traced

_INDENTED = re.compile(r"[ \t\r\f]*\n[ \t\r\n\f]*")
_WHITE = " \t\r\n\f"
_NO_CHARACTERS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\uffff]")


class RawText:
    """The raw text as it grows, and the spans of it that are not read."""

    def __init__(self) -> None:
        self.omissions: list[Omission] = []
        self.length = 0
        self.tables = 0
        self._parts: list[str] = []
        self._last = "\n"

    def __str__(self) -> str:
        return "".join(self._parts)

    def add(self, text: str) -> Traced:
        """Add the text of a node and return it; white space around a line break goes, as it does on a page."""
        text = _INDENTED.sub("\n", text)
        gap = Traced.added("")
        if self._last == "\n" and text[:1] in _WHITE:
            text = text.lstrip(_WHITE)
            gap = Traced.added(" ")
        start = self.length
        if text:
            self._parts.append(text)
            self.length += len(text)
            self._last = text[-1]
        return gap + Traced.copied(text, start).sub(_NO_CHARACTERS, "")

    def omit(self, text: str, step: Step) -> None:
        """Add the text of a node that is not read."""
        start = self.length
        self.add(text)
        self.omit_from(start, step)

    def omit_from(self, start: int, step: Step) -> None:
        """Leave out what has been added since a position."""
        if self.length > start:
            self.omissions.append(Omission(start, self.length, step))

    def leave_out(self, text: Traced, step: Step) -> None:
        """Leave out a text that was added before and is not read after all."""
        self.omissions += left_out(text, step)

    def break_line(self) -> None:
        """End the line, unless it has not begun."""
        if self._last != "\n":
            self.add("\n")
