"""Where the words of a Markdown block stand in the file: its lines without quote marks, bullets and indentation."""

import re
from itertools import accumulate

import numpy as np

from index.offset_map import Omission, Step, left_out
from index.traced import Traced, joined


class Source:
    """The lines of a Markdown text, numbered from 0 as the parser does.

    ``touched`` has the numbers of those in which a block's words were found.
    """

    def __init__(self, text: str, start: int) -> None:
        """``start`` is where the text stands in the file."""
        self.lines = text.split("\n")
        self.touched: set[int] = set()
        self._start = start
        self._starts = list(accumulate((len(line) + 1 for line in self.lines), initial=start))
        self._contents: list[Traced] = []

    def line(self, number: int) -> Traced:
        """Return a line of the text."""
        return Traced.copied(self.lines[number], self._starts[number])

    def found(self, content: str, first: int, end: int) -> Traced:
        """Return the content of a block from the lines ``first`` to ``end``, traced.

        Each line of the content is the end of a line of the text.
        """
        parts: list[Traced] = []
        number = first
        for words in content.split("\n"):
            core = words.strip()
            while core and number < end and not self.lines[number].rstrip().endswith(core):
                number += 1
            if number >= end:
                break
            line = self.line(number)
            place = len(line.text.rstrip()) - len(core)
            if core:
                self.touched.add(number)
            if parts:
                parts.append(Traced.copied("\n", self._starts[number] - 1))
            lead = words[: len(words) - len(words.lstrip())]
            parts += [Traced.added(lead), line[place : place + len(words) - len(lead)]]
            number += 1
        return self._kept(joined(parts))

    def heading(self, content: str, number: int) -> Traced:
        """Return the words of a heading that stands between ``#`` marks on a line."""
        line = self.line(number)
        self.touched.add(number)
        end = len(re.sub(r"(?:^|[ \t])#+[ \t]*$", "", line.text).rstrip())
        if not line.text[:end].endswith(content):
            end = len(line.text.rstrip())
        return self._kept(line[end - len(content) : end] if line.text[:end].endswith(content) else line[:0])

    def cells(self, number: int, contents: list[str]) -> list[Traced]:
        """Return the cells of a table's row, traced; the backslash of ``\\|`` is no part of them."""
        self.touched.add(number)
        pieces = [*_between_bars(self.line(number)), *[Traced.added("")] * len(contents)]
        # Before the first cell may stand a bar, and before that the marks of quotes and lists.
        for start in range(len(pieces) - len(contents) + 1):
            cells = [piece.strip() for piece in pieces[start : start + len(contents)]]
            cells[:1] = [cell[len(cell) - len(contents[0]) :] for cell in cells[:1]]
            if [cell.text for cell in cells] == contents:
                return [self._kept(cell) for cell in cells]
        return [Traced.added("")] * len(contents)

    def marks(self) -> list[Omission]:
        """Return the marks of quotes, lists, headings and tables on the lines in which words were found."""
        kept = np.zeros(self._starts[-1] - self._start, bool)
        for content in self._contents:
            kept[content.origin[content.origin >= 0] - self._start] = True
        found = []
        for number in self.touched:
            line = self.line(number)
            others = np.flatnonzero(~kept[line.origin - self._start])
            found += left_out(Traced("".join(line.text[i] for i in others), line.origin[others]), Step.MARKUP)
        return found

    def _kept(self, content: Traced) -> Traced:
        self._contents.append(content)
        return content


def _between_bars(line: Traced) -> list[Traced]:
    pieces: list[Traced] = []
    parts: list[Traced] = []
    start = 0
    for bar in re.finditer(r"\|", line.text):
        place = bar.start()
        if place > 0 and line.text[place - 1] == "\\":
            parts.append(line[start : place - 1])
            start = place
        else:
            pieces.append(joined([*parts, line[start:place]]))
            parts, start = [], place + 1
    return [*pieces, joined([*parts, line[start:]])]
