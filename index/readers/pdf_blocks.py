"""From paragraphs and tables to the blocks of a document: lines become one text again, word for word."""

import re
from collections.abc import Sequence

from index.blocks import Block
from index.offset_map import Omission, Step
from index.readers.pdf_hyphens import Hyphens, Joint
from index.readers.pdf_lines import Line
from index.readers.pdf_paragraphs import BULLET
from index.readers.pdf_raw import LINE_HYPHEN
from index.readers.pdf_sequence import Part
from index.readers.pdf_tables import Table
from index.readers.pdf_words import Word
from index.traced import Traced, joined

_BREAK_FOLLOWS = re.compile(r"[ \t]*[\r\n\f\v\x85\u2028\u2029]")
_HYPHENS = ("-", "‐", "\u00ad", LINE_HYPHEN)
_TOUCHING = 0.08
"""Words nearer than this, in sizes of the type, are one word."""
_UNSPACED = re.compile(r"(?:(?<=\S)[—/]|\d–)$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/.?&=_%]$")


class Writer:
    """Turns lines into traced text.

    ``omissions`` collects what is left out on the way; ``line_hyphens`` the places of hyphens at which a printed
    line breaks although the raw text goes on in the same line, as where columns are drawn line by line.
    """

    def __init__(self, raw: str, hyphens: Hyphens, omitted: Sequence[Omission]) -> None:
        self.omissions: list[Omission] = []
        self.line_hyphens: set[int] = set()
        self._raw, self._hyphens = raw, hyphens
        self._omitted = {omission.start: omission.end for omission in omitted}

    def text(self, lines: Sequence[Line], following: Word | None = None) -> tuple[Traced, bool]:
        """Return lines as one text.

        ``following`` is the first word of what goes on elsewhere; the second result tells whether the last word
        goes on with it without a space.
        """
        words = [(word, number == 0) for line in lines for number, word in enumerate(self._runs(line))]
        parts: list[Traced] = []
        start = 0
        for index, (word, begins_line) in enumerate(words):
            if index == 0:
                start = word.start
            else:
                before = words[index - 1][0]
                gap = self._line_break(before, word) if begins_line else self._between(before, word)
                if not self._goes_on(before, word, gap):
                    parts.append(self._copied(start, before.end, dropped=gap is None))
                    if gap:
                        parts.append(Traced.added(gap))
                    start = word.start
            for position in self._spaces(word):
                parts += [self._copied(start, position), Traced.added(" ")]
                start = position
        last = words[-1][0]
        gap = self._line_break(last, following) if following is not None else " "
        parts.append(self._copied(start, last.end, dropped=gap is None))
        return joined(parts), not gap

    def _runs(self, line: Line) -> Sequence[Word]:
        """Return the words of a line; as one, if they stand in the raw text as they do in print."""
        first, last = line.words[0], line.words[-1]
        text = self._raw[first.start : last.end]
        plain = "\n" not in text and not any(word.raised[1] for word in line.words)
        if plain and text.split() == [word.text for word in line.words]:
            return (first._replace(text=text, end=last.end, right=last.right),)
        return line.words

    def _goes_on(self, before: Word, word: Word, gap: str | None) -> bool:
        """Tell whether the raw text has between two words what the reading text shall have."""
        if gap == "":
            return before.end == word.start
        return gap is not None and self._raw[before.end : word.start].isspace()

    def _between(self, before: Word, word: Word) -> str:
        """Return the space between two words of a line."""
        if before.end == word.start or self._omitted.get(before.end) == word.start:
            return "" if not before.text.endswith(LINE_HYPHEN) else " "
        between = self._raw[before.end : word.start]
        # Behind a raised or lowered letter pdfium breaks the line, whether or not the word goes on.
        if "\n" in between and word.left - before.right < _TOUCHING * word.size:
            start, end = self._uncovered(before.end, word.start)
            if self._raw[start:end].isspace():
                self.omissions.append(Omission(start, end, Step.SPACE))
                return ""
        return " "

    def _uncovered(self, start: int, end: int) -> tuple[int, int]:
        """Return what remains of a span behind the mark with which it begins."""
        return self._omitted.get(start, start), end

    def _line_break(self, before: Word, word: Word) -> str | None:
        """Return what stands between two words at a line's end: ``None`` drops the hyphen of the first."""
        near = before.end <= word.start and not self._raw[before.end : word.start].strip()
        if before.text.endswith(_HYPHENS):
            joint = self._hyphens.joint(before.text, word.text)
            if joint in {Joint.JOINED, Joint.KEPT}:
                if not _BREAK_FOLLOWS.match(self._raw, before.end):
                    self.line_hyphens.add(before.end - 1)
                return None if joint is Joint.JOINED else ""
            return " "
        glued = near and (
            (_UNSPACED.search(before.text) and word.text[0].isalnum()) or _ADDRESS.search(before.text) is not None
        )
        return "" if glued else " "

    def _copied(self, start: int, end: int, *, dropped: bool = False) -> Traced:
        if dropped:
            end -= 1
        copied = Traced.copied(self._raw[start:end], start)
        return Traced(copied.text.replace(LINE_HYPHEN, "-"), copied.origin) if LINE_HYPHEN in copied.text else copied

    def _spaces(self, word: Word) -> list[int]:
        """Return where a raised figure must not run into what stands before or behind it."""
        start, end = word.raised
        if not end:
            return []
        before, after = self._raw[start - 1 : start], self._raw[end : end + 1]
        found = []
        if start > word.start and before.isdigit() and self._raw[start].isdigit():
            found.append(start)
        if start == word.start and end < word.end and after.isalnum():
            found.append(end)
        return found


def blocks(sequence: Sequence[tuple[Part, bool]], writer: Writer) -> list[Block]:
    """Return the blocks of parts that are in order; tables that go on over pages are numbered already."""
    found: list[Block] = []
    glued = False
    for index, (part, continues) in enumerate(sequence):
        if isinstance(part, Table):
            found += _rows(part, writer)
            continue
        following: Word | None = None
        other, goes_on = sequence[index + 1] if index + 1 < len(sequence) else (part, False)
        if goes_on and not isinstance(other, Table):
            following = other.lines[0].words[0]
        text, next_glued = writer.text(part.lines, following)
        if part.bullet:
            text = _with_bullet(text, writer)
        found.append(
            Block(
                part.kind,
                text,
                part.level,
                part.page,
                glued=continues and glued,
                continues=continues and not glued,
            )
        )
        glued = next_glued
    return found


def _with_bullet(text: Traced, writer: Writer) -> Traced:
    match = BULLET.match(text.text)
    if match is None:
        return text
    if text.text[0] == "•":
        return text if match.group() != "•" else text[:1] + Traced.added(" ") + text[1:]
    start = int(text.origin[0])
    writer.omissions.append(Omission(start, start + 1, Step.LAYOUT))
    return Traced.added("• ") + text[match.end() :]


def _rows(table: Table, writer: Writer) -> list[Block]:
    found = []
    for cells in table.rows:
        texts = tuple(writer.text(lines)[0] if lines else Traced.added("") for lines in cells)
        found.append(Block("row", cells=texts, table=table.number, page=table.page))
    return found
