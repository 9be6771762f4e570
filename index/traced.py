"""Text that knows where each of its characters stands in the raw text of its file.

Readers cut, join and clean such text; the offset map of the whole document falls out of it at the end.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

Positions = NDArray[np.int32]

UNSEEN = "\u00ad\u200b\u2060\ufeff"
"""Characters that nobody sees: soft hyphen, zero-width space, word joiner, byte order mark."""
LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_WHITE = " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# A soft hyphen at a line's end takes the line break with it.
_GONE = rf"\u00ad[ \t]*[\r\n]+[ \t]*|[{UNSEEN}]"
# One space between words, which is nearly every match otherwise, is clean.
_CLEAN = rf" (?![{_WHITE}{UNSEEN}])"
_CLEANED = re.compile(rf"(?P<gap>(?!{_CLEAN})(?:{_GONE}|[{_WHITE}])+)|(?P<ligature>[ﬀ-ﬆ])")
_SEEN = re.compile(rf"(?:{_GONE})*+(?P<white>[{_WHITE}])")


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """A text and, for each code point, its position in the raw text, -1 where the raw text has none.

    ``origin`` has shape (len(text),). Slicing, adding, ``strip`` and ``sub`` work as on a ``str``.
    """

    text: str
    origin: Positions

    @classmethod
    def copied(cls, text: str, start: int) -> Self:
        """Return a text that stands word for word in the raw text from ``start`` on."""
        return cls(text, np.arange(start, start + len(text), dtype=np.int32))

    @classmethod
    def added(cls, text: str) -> Self:
        """Return a text that the raw text does not have, such as a bullet or the space between lines."""
        return cls(text, np.full(len(text), -1, dtype=np.int32))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> Self:
        return type(self)(self.text[part], self.origin[part])

    def __add__(self, other: Self) -> Self:
        return type(self)(self.text + other.text, np.concatenate((self.origin, other.origin)))

    def strip(self) -> Self:
        """Return the text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : max(start, len(self.text.rstrip()))]

    def sub(self, pattern: re.Pattern[str], replacement: str) -> Self:
        """Return the text with each match replaced.

        What is put in stands where the match began, and nowhere where it replaces nothing.
        """
        return self._replaced((match.start(), match.end(), replacement) for match in pattern.finditer(self.text))

    def one_line(self) -> Self:
        """Return the text as one clean line.

        Runs of white space and line breaks become one space, ligatures letters, unseen characters go, and
        the ends are stripped.
        """
        return self._replaced(_cleanings(self.text)).strip()

    def _replaced(self, changes: Iterable[tuple[int, int, str]]) -> Self:
        texts: list[str] = []
        origins: list[Positions] = []
        position = 0
        for start, end, new in changes:
            texts += [self.text[position:start], new]
            place = self.origin[start] if start < end else -1
            origins += [self.origin[position:start], np.full(len(new), place, np.int32)]
            position = end
        if not texts:
            return self
        return type(self)(
            "".join(texts) + self.text[position:], np.concatenate([*origins, self.origin[position:]]).astype(np.int32)
        )


def joined(parts: Iterable[Traced], separator: str = "") -> Traced:
    """Return traced texts as one, with an added separator between them."""
    between = Traced.added(separator)
    pieces: list[Traced] = []
    for part in parts:
        pieces += [between, part] if pieces else [part]
    if not pieces:
        return between[:0]
    return Traced("".join(piece.text for piece in pieces), np.concatenate([piece.origin for piece in pieces]))


def one_line(text: str) -> str:
    """Return a text as one clean line, as ``Traced.one_line`` does."""
    position, parts = 0, []
    for start, end, new in _cleanings(text):
        parts += [text[position:start], new]
        position = end
    return ("".join(parts) + text[position:]).strip()


def _cleanings(text: str) -> Iterable[tuple[int, int, str]]:
    for match in _CLEANED.finditer(text):
        start, end = match.span()
        if match["ligature"]:
            yield start, end, LIGATURES[match["ligature"]]
        else:
            # The space stands where the white space does, not where something unseen stands before it.
            white = _SEEN.match(text, start, end)
            place = white.start("white") if white else end
            if start < place:
                yield start, place, ""
            if place < end:
                yield place, end, " "
