"""From the words of a PDF's page to its lines, told by where the words stand and not by how the file orders them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf_hyphens import begins_word
from index.readers.pdf_raw import LINE_HYPHEN
from index.readers.pdf_words import MARKS, Word

GAP = 0.7
"""A gap wider than this, in sizes of the type, may part two columns or cells."""
CAPTION = re.compile(
    r"(?:(?:Figure|Fig|Table|Chart|Box|Map|Graph|Photo|Image|FIGURE|TABLE|CHART|BOX|MAP)\.?\s*"
    r"(?:\d+(?:\.\d+)*|[A-Z]\d*)[a-z]?[.:]?\s*[–—-]?\s*(?![a-z\d])|(?:Source|Note|Base)s?:)"
)
"""How the caption of a figure, table or box begins; "Table 3 shows that" is none."""
_ALIGNED = 0.15
_SMALLER = 0.85
_INITIAL, _CAPITAL = 1.8, 0.72
"""How large an initial is, in sizes of the text, and how tall a capital, in its own size."""
_MAY_BE_RAISED = re.compile(rf"[\d{MARKS},–-]{{1,8}}|[a-z]{{1,2}}")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand side by side, left to right; a whole line, or a piece of one between two wide gaps.

    ``size`` is that of most of its letters; it is ``bold`` if all of its words are. ``page`` counts from 1.
    """

    words: tuple[Word, ...]
    page: int
    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool

    @property
    def top(self) -> float:
        """About the upper edge of its letters."""
        return self.baseline - 0.75 * self.size

    @property
    def bottom(self) -> float:
        """About the lower edge of its letters."""
        return self.baseline + 0.25 * self.size

    @property
    def width(self) -> float:
        """From its first to its last letter."""
        return self.right - self.left


def line_of(words: Sequence[Word], page: int) -> Line:
    """Return one line of words that are in order."""
    main = words[0]
    if any(word.size != main.size for word in words):
        sizes: Counter[float] = Counter()
        for word in words:
            sizes[word.size] += len(word.text)
        size = sizes.most_common(1)[0][0]
        main = next(word for word in words if word.size == size)
    return Line(
        words=tuple(words),
        page=page,
        text=text_of(words),
        left=min(word.left for word in words),
        right=max(word.right for word in words),
        baseline=main.baseline,
        size=main.size,
        bold=main.bold and all(word.bold or not any(c.isalnum() for c in word.text) for word in words),
    )


def text_of(words: Sequence[Word]) -> str:
    """Return the text of words as one line; pieces that stand together in the raw text are one word."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += [word.text] if before.end == word.start and not before.text.endswith(LINE_HYPHEN) else [" ", word.text]
    return "".join(parts)


def one(lines: Iterable[Line]) -> Line:
    """Return pieces of one line as a whole line."""
    found = list(lines)
    if len(found) == 1:
        return found[0]
    return line_of(sorted((word for line in found for word in line.words), key=lambda word: word.left), found[0].page)


def rows(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines that share a baseline together, top to bottom, and left to right within."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.baseline):
        above = found[-1][0] if found else None
        if above is not None and line.baseline - above.baseline <= _ALIGNED * max(line.size, above.size):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda line: line.left) for row in found]


def segments(words: Sequence[Word], page: int) -> list[Line]:
    """Return the pieces of lines between wide gaps."""
    found: list[Line] = []
    for row in _with_raised(_rows_of_words(_with_initials(words))):
        row.sort(key=lambda word: word.left)
        piece: list[Word] = []
        right = 0.0
        for word in row:
            gap = word.left - right
            if piece and gap > GAP * word.size and gap > GAP * piece[-1].size:
                found.append(line_of(piece, page))
                piece = []
            if not piece or word.right > right:
                right = word.right
            piece.append(word)
        found.append(line_of(piece, page))
    return found


def _with_initials(words: Sequence[Word]) -> Sequence[Word]:
    """Put a large initial, which stands over several lines, before the first of them."""
    if not any(len(word.text) == 1 and word.text.isupper() for word in words):
        return words
    usual = Counter(word.size for word in words).most_common(1)[0][0]
    found = list(words)
    for number, word in enumerate(words):
        if len(word.text) > 1 or not word.text.isupper() or word.size < _INITIAL * usual:
            continue
        top = word.baseline - _CAPITAL * word.size
        beside = [
            other
            for other in words
            if other.size < 0.6 * word.size
            and -1 < other.left - word.right < other.size
            and abs(other.baseline - _CAPITAL * other.size - top) < 0.5 * other.size
            and other.text[0].islower()
        ]
        if beside:
            first = beside[0]
            right = first.left if begins_word(word.text, first.text.rstrip(",.;:")) else word.right
            found[number] = word._replace(right=right, baseline=first.baseline, size=first.size)
    return found


def _rows_of_words(words: Sequence[Word]) -> list[list[Word]]:
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.baseline):
        above = found[-1][0] if found else None
        if above is not None and word.baseline - above.baseline <= _ALIGNED * max(word.size, above.size):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _with_raised(found: list[list[Word]]) -> list[list[Word]]:
    """Put small words that stand a little above or below a line, such as a footnote's mark, into the line."""
    largest = [max(word.size for word in row) for row in found]
    baselines = [row[0].baseline for row in found]
    for number, row in enumerate(found):
        for word in list(row):
            if not _MAY_BE_RAISED.fullmatch(word.text):
                continue
            host = _host(word, number, found, baselines, largest)
            if host is not None:
                row.remove(word)
                higher = word.baseline < baselines[host]
                is_mark = higher and all(c in MARKS + "0123456789,–-" for c in word.text)
                found[host].append(word._replace(raised=(word.start, word.end)) if is_mark else word)
    return [row for row in found if row]


def _host(word: Word, number: int, found: list[list[Word]], baselines: list[float], largest: list[float]) -> int | None:
    first = bisect_left(baselines, word.baseline - 0.8 * word.size)
    for other in range(first, len(found)):
        drop = baselines[other] - word.baseline
        if drop > 1.5 * word.size:
            return None
        size = largest[other]
        if other == number or word.size > _SMALLER * size or not -0.35 * size < drop < 0.65 * size:
            continue
        near = 0.4 * size
        if any(
            neighbour.size * _SMALLER >= word.size
            and (abs(word.left - neighbour.right) < near or abs(neighbour.left - word.right) < near)
            for neighbour in found[other]
        ):
            return other
    return None
