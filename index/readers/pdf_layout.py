"""From the lines of a PDF's pages to paragraphs, items and headings, told by size, distance and marks."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.blocks import Block

LINE_HYPHEN = "\ufffe"
"""Stands in a line's text for a hyphen at which the printed line broke."""

_BULLET = re.compile(r"[•‣◦▪●○■□\uf0a7\uf0b7\uf06e]\s*(?=\S)|[–-]\s+(?=\S)")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+(?=\S)")
_SENTENCE_ENDS = ".!?:”’\"')"
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_HALVES = re.compile(rf"([^\W_]+){LINE_HYPHEN}([^\W_]+)")
_HALF = re.compile(rf"[^\W_]*{LINE_HYPHEN}[^\W_]*|[^\W_]+-$")
# Halves that keep their hyphen: "non-\nstatutory".
_PREFIXES = frozenset("anti co cross ex mid multi non post pre pro self semi well".split())
_MARGIN = 0.1
"""The part of a page's height, at the top and at the bottom, in which running heads stand."""
_MANY_PAGES = 3
"""On this many pages the same line in a margin is a running head."""
_HEADING_WORDS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on the page with this number.

    ``left`` is its left edge, ``first`` and ``last`` the lower edges of its first and last character, and
    ``tall`` its height, in points from the lower left corner; ``place`` is ``first`` as a share of the page.
    """

    text: str
    page: int
    left: float
    first: float
    last: float
    tall: float
    place: float


def without_furniture(pages: Sequence[Sequence[Line]], labels: Sequence[str]) -> list[list[Line]]:
    """Return the pages' lines without page numbers and running heads."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines, label in zip(pages, labels, strict=True):
        seen.update({_key(line, label) for line in lines})
    kept = []
    for lines, label in zip(pages, labels, strict=True):
        # A page that holds little else keeps what it holds.
        kept.append(
            [
                line
                for line in lines
                if len(lines) < 3
                or _MARGIN < line.place < 1 - _MARGIN
                or (seen[_key(line, label)] < _MANY_PAGES and not _is_number(line.text, line.page, label))
            ]
        )
    return kept


def _key(line: Line, label: str) -> tuple[str, int]:
    number = rf"(?:{re.escape(label)}|{line.page})"
    return re.sub(rf"^{number}\s+|\s+{number}$", "", line.text), round(line.first / 3)


def _is_number(text: str, page: int, label: str) -> bool:
    number = rf"[–—|-]?\s*(?:page )?(?:{re.escape(label)}|{page})(?: of \d+)?\s*[–—|-]?"
    return re.fullmatch(number, text, re.IGNORECASE) is not None


def layout(pages: Sequence[Sequence[Line]]) -> list[Block]:
    """Return the blocks of all pages in order. A word that was broken at a line's end is whole again."""
    lines = [line for page in pages for line in page]
    if not lines:
        return []
    shape = _Shape(lines)
    blocks: list[Block] = []
    for page in pages:
        width = max((len(line.text) for line in page), default=0)
        previous: Line | None = None
        for line in page:
            if previous is not None and shape.goes_on(previous, line, width, blocks[-1]):
                blocks[-1] = replace(blocks[-1], text=_join(blocks[-1].text, line.text))
            else:
                blocks.append(shape.begin(line))
            previous = line
    # Halves of words tell nothing of how words are written.
    unbroken = (_HALF.sub(" ", line.text) for line in lines)
    return _whole_words(blocks, {word.lower() for text in unbroken for word in _WORD.findall(text)})


class _Shape:
    """What is usual in one document: the size of its body, the distance between its lines."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.tall, 1)] += len(line.text)
        self.body = sizes.most_common(1)[0][0]
        steps = [above.last - below.first for above, below in pairwise(lines) if _alike(above, below)]
        steps = [step for step in steps if 0.5 * self.body < step < 2.5 * self.body]
        self.step = statistics.median(steps) if len(steps) > 2 else 1.1 * self.body
        large = {round(line.tall) for line in lines if self._is_heading(line)}
        self.levels = {size: min(rank, 6) for rank, size in enumerate(sorted(large, reverse=True), start=1)}

    def _is_heading(self, line: Line) -> bool:
        return (
            line.tall >= 1.12 * self.body
            and len(line.text.split()) <= _HEADING_WORDS
            and line.text[-1] not in ".,;:"
            and any(character.isalpha() for character in line.text)
            and not _BULLET.match(line.text)
        )

    def begin(self, line: Line) -> Block:
        """Return the block that begins with a line."""
        if self._is_heading(line):
            return Block("heading", line.text, self.levels[round(line.tall)], line.page)
        if _BULLET.match(line.text):
            return Block("item", "• " + _BULLET.sub("", line.text, count=1), 0, line.page)
        if _NUMBER.match(line.text):
            return Block("item", line.text, 0, line.page)
        return Block("paragraph", line.text, 0, line.page)

    def goes_on(self, above: Line, line: Line, width: int, block: Block) -> bool:
        """Tell whether a line goes on with the block that ends with the line above."""
        step = above.last - line.first
        if not _alike(above, line) or _BULLET.match(line.text):
            return False
        if self._is_heading(line) or block.kind == "heading":
            short = len(block.text.split()) + len(line.text.split()) <= _HEADING_WORDS
            return block.kind == "heading" and short and 0 < step < 1.25 * line.tall
        ended = above.text[-1] in _SENTENCE_ENDS
        if abs(step) < 0.3 * line.tall:
            return True
        if step < 0 or step > 1.35 * self.step:
            # The top of the next column, or a gap.
            return step < 0 and not ended and line.text[0].islower()
        if _NUMBER.match(line.text) and (ended or above.text[-1] == ";" or block.kind == "item"):
            return False
        indented = block.kind == "paragraph" and line.left > above.left + 8
        if ended and (indented or len(above.text) < 0.75 * width):
            return False
        return not (_stands_alone(above.text, width) and not line.text[0].islower())


def _alike(line: Line, other: Line) -> bool:
    return line.page == other.page and abs(line.tall - other.tall) <= 0.12 * max(line.tall, other.tall)


def _stands_alone(text: str, width: int) -> bool:
    """Tell whether a line looks like a heading or a table's row: short, with a capital or number, no stop."""
    text = _BULLET.sub("", text, count=1)
    short = len(text) < 0.6 * width and len(text.split()) <= 10
    return short and (text[0].isupper() or text[0].isdigit()) and text[-1] not in f",;:-–—{LINE_HYPHEN}"


def _join(text: str, line: str) -> str:
    if text.endswith(LINE_HYPHEN):
        return text + line
    if re.search(r"\w-$", text) and line[0].islower():
        return text[:-1] + LINE_HYPHEN + line
    return text.removesuffix("\u00ad") + line if text.endswith("\u00ad") else f"{text} {line}"


def _whole_words(blocks: list[Block], words: set[str]) -> list[Block]:
    """Put halves of words together, with the hyphen where it is the word's own."""
    result: list[Block] = []
    for block in blocks:
        text = _HALVES.sub(lambda halves: _put_together(halves[1], halves[2], words), block.text)
        glued = False
        above = result[-1] if result else None
        if above and above.page != block.page and block.kind == "paragraph" and text[0].islower():
            halves = re.search(rf"([^\W_]+)[{LINE_HYPHEN}-]$", above.text), re.match(r"[^\W_]+", text)
            if halves[0] and halves[1]:
                word = _put_together(halves[0].group(1), halves[1].group(), words)
                result[-1] = replace(above, text=above.text[:-1] + ("-" if "-" in word else ""))
                glued = True
        result.append(replace(block, text=text, glued=glued))
    return [replace(block, text=block.text.replace(LINE_HYPHEN, "-")) for block in result]


def _put_together(left: str, right: str, words: set[str]) -> str:
    """Return two halves as the document writes them elsewhere, else with a hyphen if the left is a word."""
    joined, hyphened = left + right, f"{left}-{right}"
    if hyphened.lower() in words or not (left.isalpha() and right[0].islower()):
        return hyphened
    if joined.lower() in words:
        return joined
    compound = left.lower() in _PREFIXES or (len(left) > 3 and left.lower() in words)
    return hyphened if compound else joined
