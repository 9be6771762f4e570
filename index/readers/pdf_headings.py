"""Headings of a PDF: told by the file's outline, by size, by bold type, and by their numbers."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.readers.pdf_lines import CAPTION, Line
from index.readers.pdf_regions import Column, Region
from index.traced import one_line

_LARGER = 1.12
_MOST_WORDS = 25
_MOST_LINES = 4
_DEEPEST = 6
_NUMBER = re.compile(r"(?:chapter|part|annex|appendix|section)?\s*(?P<number>\d{1,2}(?:\.\d{1,2})*)\.?\s+(?=\S)", re.I)
_BULLET = re.compile(r"[•‣◦▪●○■□\uf0a7\uf0b7\uf06e]|[–-]\s|\(?[a-zivx]{1,4}[.)]\s")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\w*$")
_ENTRY = re.compile(r"\s\d{1,3}$")
"""How a line of the contents ends, and "Part 1", which is one only if it is set as small as the text."""
_NEVER_LAST = frozenset("a an and as at but from of or the which with".split())
_LEADING_NUMBER = re.compile(r"^(?:chapter|part|annex)?\d+")
_NUMBER_ALONE = re.compile(r"(?:chapter|part|annex)?\d*")
_NOT_LETTERS = re.compile(r"[\W_]+")

Style = tuple[float, bool, int]
"""Size (negative), not bold, and depth of numbering: in this order styles go from the highest heading down."""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark of the file: its page and its depth from 1."""

    title: str
    page: int
    depth: int


@dataclass(frozen=True, slots=True)
class _Found:
    column: int
    first: int
    last: int
    style: Style
    depth: int


def heading_levels(
    pages: Sequence[Sequence[Region]], outline: Sequence[OutlineEntry], body_size: float
) -> dict[int, list[tuple[int, int, int]]]:
    """Return for each column, by its id, its headings: first line, line behind the last, and level."""
    entries: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for entry in outline:
        entries[entry.page].append((_plain(entry.title), entry.depth))
    columns = [region for regions in pages for region in regions if isinstance(region, Column)]
    bold = sum(len(line.text) for column in columns for line in column.lines if line.bold)
    mostly_bold = bold > 0.4 * sum(len(line.text) for column in columns for line in column.lines)
    found: list[_Found] = []
    for number, column in enumerate(columns):
        found += _in_column(number, column, entries, body_size, mostly_bold)
    levels = _levels(found)
    result: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for heading in found:
        level = heading.depth or levels[heading.style]
        result[id(columns[heading.column])].append((heading.first, heading.last, min(level, _DEEPEST)))
    return result


def _plain(text: str) -> str:
    return _NOT_LETTERS.sub("", one_line(text)).casefold()


def _in_column(
    number: int, column: Column, entries: dict[int, list[tuple[str, int]]], body_size: float, mostly_bold: bool
) -> list[_Found]:
    lines = column.lines
    found: list[_Found] = []
    index = 0
    while index < len(lines):
        last, depth = _outlined(lines, index, entries)
        if not last:
            last = _end_of_group(lines, index)
            if not _is_heading(column, index, last, body_size, mostly_bold):
                index = index + 1 if not _is_large(lines[index], body_size) else last
                continue
        found.append(_Found(number, index, last, _style(lines[index], body_size), depth))
        index = last
    return found


def _outlined(lines: Sequence[Line], index: int, entries: dict[int, list[tuple[str, int]]]) -> tuple[int, int]:
    """Return where a heading of the outline ends that begins at a line, and its depth; zeros if none does."""
    titles = entries.get(lines[index].page)
    if not titles:
        return 0, 0
    text = ""
    for last in range(index, min(index + _MOST_LINES, len(lines))):
        if not text.isalpha() and last > index and abs(lines[last].size - lines[index].size) > 0.1 * lines[index].size:
            # A number with which a sentence ends is not that of the heading below it.
            break
        text += _plain(lines[last].text)
        for title, depth in titles:
            if title and (text == title or _without_number(text) == title):
                titles.remove((title, depth))
                return last + 1, depth
        bare = _without_number(text)
        if text and not _NUMBER_ALONE.fullmatch(text) and not any(t.startswith((text, bare)) for t, _ in titles):
            break
    return 0, 0


def _without_number(text: str) -> str:
    return _LEADING_NUMBER.sub("", text)


def _end_of_group(lines: Sequence[Line], index: int) -> int:
    """Return where the lines end that have the look of the one at ``index`` and stand close below it."""
    first = lines[index]
    last = index + 1
    while last < len(lines):
        line, above = lines[last], lines[last - 1]
        alike = abs(line.size - first.size) < 0.04 * first.size and line.bold == first.bold
        if not alike or line.baseline - above.baseline > 1.45 * line.size:
            break
        if _NUMBER.match(line.text) and _NUMBER.match(first.text):
            break
        last += 1
    return last


def _is_large(line: Line, body_size: float) -> bool:
    return line.size >= _LARGER * body_size


def _is_heading(column: Column, first: int, last: int, body_size: float, mostly_bold: bool) -> bool:
    lines = column.lines[first:last]
    text = " ".join(line.text for line in lines)
    start = text.lstrip("“‘\"'(")
    if (
        len(lines) > _MOST_LINES
        or len(text.split()) > _MOST_WORDS
        or text[-1] in ".,;:"
        or sum(c.isalpha() for c in text) < 2
        or _BULLET.match(text)
        or _LEADER.search(text)
        or (_ENTRY.search(text) and not _is_large(lines[0], body_size))
    ):
        return False
    if _is_large(lines[0], body_size):
        return True
    if CAPTION.match(text) or not start or not (start[0].isupper() or start[0].isdigit()):
        return False
    numbered = _NUMBER.match(text)
    deep = numbered is not None and "." in numbered["number"]
    by_look = lines[0].bold and not mostly_bold and lines[0].size >= 0.95 * body_size
    if text.split()[-1].lower() in _NEVER_LAST:
        return False
    if not (by_look or deep) or sum(c.isalpha() for c in text) < 0.5 * len(text):
        return False
    return _stands_alone(column, first, last, strictly=not by_look)


def _stands_alone(column: Column, first: int, last: int, strictly: bool) -> bool:
    lines = column.lines
    size = lines[first].size
    right = max(line.right for line in lines if abs(line.size - size) < 0.09 * size)
    above = lines[first - 1] if first else None
    below = lines[last] if last < len(lines) else None
    gap_above = above is None or lines[first].baseline - above.baseline > 1.5 * max(size, above.size)
    gap_below = below is None or below.baseline - lines[last - 1].baseline > 1.5 * max(size, below.size)
    # A line is short if the first word of the next would have found room in it.
    word = below.words[0] if below is not None else None
    needed = word.right - word.left + 0.5 * size if word is not None else 0.0
    short = lines[last - 1].right < right - max(2 * size, needed)
    if strictly:
        return gap_above and gap_below and short and below is not None
    if above is not None and not gap_above and above.text[-1] not in ".!?:”’\"')" and above.right > right - 4 * size:
        return False
    if below is None:
        # No heading is the last line of a column, unless it is all of it.
        return above is None and not strictly
    opens = not below.text[0].islower()
    return opens and (gap_below or short)


def _style(line: Line, body_size: float) -> Style:
    numbered = _NUMBER.match(line.text)
    depth = numbered["number"].count(".") + 1 if numbered is not None else 1
    size = round(2 * line.size) / 2 if _is_large(line, body_size) else body_size
    return -size, not line.bold, depth


def _levels(found: Sequence[_Found]) -> dict[Style, int]:
    """Return the level of each style: that which the outline gives it, else by its rank."""
    styles = sorted({heading.style for heading in found})
    outlined: dict[Style, Counter[int]] = defaultdict(Counter)
    for heading in found:
        if heading.depth:
            outlined[heading.style][heading.depth] += 1
    if not outlined:
        return {style: rank for rank, style in enumerate(styles, start=1)}
    known = {style: counts.most_common(1)[0][0] for style, counts in outlined.items()}
    levels: dict[Style, int] = {}
    for style in styles:
        above = [level for other, level in levels.items() if other[:2] < style[:2] or other[2] < style[2]]
        levels[style] = known.get(style) or max(above, default=0) + 1
    return levels


def body_size(lines: Sequence[Line]) -> float:
    """Return the size in which most of the text is set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def usual_step(columns: Sequence[Column], size: float) -> float:
    """Return the usual distance between the baselines of the text's lines, as a multiple of their size."""
    steps = [
        (below.baseline - above.baseline) / size
        for column in columns
        for above, below in pairwise(column.lines)
        if abs(above.size - size) < 0.1 * size and abs(below.size - size) < 0.1 * size
    ]
    steps = [step for step in steps if 0.8 < step < 2.2]
    return statistics.median_low(steps) if len(steps) > 2 else 1.2
