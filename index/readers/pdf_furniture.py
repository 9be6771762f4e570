"""Running heads, running feet and page numbers: what is printed on a PDF's pages but is no part of the text."""

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence

from index.readers.pdf_lines import CAPTION, Line
from index.readers.pdf_numbers import Margin, Numbering

_SLOT = 2.5
_LARGER = 1.15
_APART = 1.5
_SMALLER = 0.95
_EDGE = 5.5
"""In sizes of the type: what stands nearer to the paper's edge stands in its margin."""
_NOTE = re.compile(r"[*†‡§\d]")
_FEW_PAGES = 5
_BULLET = re.compile(r"[•‣◦▪●○■□\uf0a7\uf0b7]|\(?(?:\d{1,2}|[a-z])[.)]\s")
_NUMBER_FIRST = re.compile(r"^[\s\W]*(?:page\s+)?(?P<number>\w+)(?:\s*(?:of|/)\s*\d+)?\b[\s|•·–—-]*", re.IGNORECASE)
_NUMBER_LAST = re.compile(r"[\s|•·–—-]*(?:\bpage\s+)?\b(?P<number>\w+)(?:\s*(?:of|/)\s*\d+)?[\s\W]*$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")


def furniture(
    pages: Sequence[Sequence[Line]], margins: Sequence[Margin], numbers: Numbering, body_size: float
) -> list[set[int]]:
    """Return for each page the ids of the lines, or pieces of lines, that are furniture."""
    found: list[set[int]] = [set() for _ in pages]
    search = _Search(margins, numbers, len(pages), body_size)
    for margin, pieces in search.found():
        found[margin.page].update(id(piece) for piece in pieces)
    # Where it is all that a page holds, it goes only if it stands beside a text on another page.
    with_text = {number for number, lines in enumerate(pages) if len(found[number]) < len(lines)}
    for number, lines in enumerate(pages):
        if lines and number not in with_text and not search.is_proven(number, found[number], with_text):
            found[number].clear()
    return found


class _Search:
    def __init__(self, margins: Sequence[Margin], numbers: Numbering, pages: int, body_size: float) -> None:
        self._margins, self._pages, self._body_size = margins, pages, body_size
        self._numbers: dict[tuple[int, bool, int], list[tuple[str, str]]] = defaultdict(list)
        for printed in numbers.printed:
            margin = printed.margin
            self._numbers[(margin.page, margin.at_top, margin.rank)].append((printed.text, printed.rest))
        self._places: dict[tuple[bool, str], list[Margin]] = defaultdict(list)
        for margin in margins:
            for text in {self._key(margin.line.text, margin), *(self._key(p.text, margin) for p in margin.pieces)}:
                if text:
                    self._places[(margin.at_top, text)].append(margin)
        self._by_key = {(margin.page, margin.at_top, margin.rank): margin for margin in margins}
        self._frame = {at_top: self._body_edge(at_top) for at_top in (True, False)}

    def _is_numbered(self, margin: Margin) -> bool:
        return (margin.page, margin.at_top, margin.rank) in self._numbers

    def _key(self, text: str, margin: Margin) -> str:
        """Return a line's text without the page's number, empty if it is nothing else."""
        numbers = {number for number, _ in self._numbers.get((margin.page, margin.at_top, margin.rank), ())}
        for pattern in (_NUMBER_FIRST, _NUMBER_LAST) if numbers else ():
            match = pattern.search(text)
            if match is not None and match["number"] in numbers:
                text = text[: match.start()] + text[match.end() :]
                break
        return _SPACES.sub(" ", text).strip().casefold()

    def _alike(self, margin: Margin, text: str) -> int:
        """Return on how many pages the same words stand at the same place."""
        places = self._places.get((margin.at_top, text), ())
        return len({other.page for other in places if abs(other.distance - margin.distance) <= _SLOT})

    def _near(self, margin: Margin, text: str) -> bool:
        """Tell whether the same words stand at the same place on one of the next two pages or the last two."""
        places = self._places.get((margin.at_top, text), ())
        return any(
            0 < abs(other.page - margin.page) <= 2 and abs(other.distance - margin.distance) <= _SLOT
            for other in places
        )

    def _body_edge(self, at_top: bool) -> float:
        """Return how far from the paper's edge the text begins, usually (top) or at least (bottom)."""
        first: dict[int, float] = {}
        for margin in self._margins:
            if margin.at_top is not at_top or margin.page in first or self._is_numbered(margin):
                continue
            if self._alike(margin, self._key(margin.line.text, margin)) < 2:
                first[margin.page] = margin.distance
        if not first:
            return float("inf")
        distances = sorted(first.values())
        return statistics.median(distances) if at_top else distances[len(distances) // 10]

    def found(self) -> list[tuple[Margin, tuple[Line, ...]]]:
        certain = {
            (margin.page, margin.at_top, margin.rank): pieces
            for margin in self._margins
            if margin.in_zone and (pieces := self._repeated(margin))
        }
        certain = {key: pieces for key, pieces in certain.items() if self._is_outermost(key, certain)}
        certain = {key: pieces for key, pieces in certain.items() if self._is_set_apart(key, certain)}
        slots: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
        strangers: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
        for margin in self._margins:
            key = (margin.page, margin.at_top, margin.rank)
            (slots if key in certain else strangers)[margin.at_top][round(margin.distance)] += 1
        result = []
        for margin in self._margins:
            pieces = certain.get((margin.page, margin.at_top, margin.rank))
            if pieces is None and margin.in_zone and margin.rank <= 1 and self._fits_slot(margin, slots, strangers):
                pieces = margin.pieces
            if pieces:
                result.append((margin, pieces))
        return result

    def _is_outermost(self, key: tuple[int, bool, int], certain: dict[tuple[int, bool, int], tuple[Line, ...]]) -> bool:
        """Tell whether nothing but furniture stands between a line and the paper's edge, or it stands far apart."""
        page, at_top, rank = key
        if all((page, at_top, outer) in certain for outer in range(rank)):
            return True
        margin, outer = self._by_key[key], self._by_key[(page, at_top, rank - 1)]
        return rank == 1 and min(margin.apart, outer.apart) > 2 * margin.line.size

    def _is_set_apart(self, key: tuple[int, bool, int], certain: dict[tuple[int, bool, int], tuple[Line, ...]]) -> bool:
        """Tell whether there is more space between a line, or the last of such lines, and the text than in the text."""
        page, at_top, rank = key
        while (page, at_top, rank + 1) in certain:
            rank += 1
        margin = self._by_key[(page, at_top, rank)]
        if margin.apart > _APART * max(margin.line.size, self._body_size):
            return True
        outside = margin.distance < self._frame[at_top] - 0.5 * self._body_size
        return outside and (margin.line.size < _SMALLER * self._body_size or self._is_numbered(margin))

    def _repeated(self, margin: Margin) -> tuple[Line, ...] | None:
        """Return the pieces of a line that are a page's number, or that other pages have at the same place."""
        whole = self._key(margin.line.text, margin)
        if self._is_running(margin, whole):
            return margin.pieces
        pieces = tuple(piece for piece in margin.pieces if self._is_running(margin, self._key(piece.text, margin)))
        if len(pieces) < len(margin.pieces) and (pieces or self._is_numbered(margin)):
            # Beside a page's number or a head at the edge of the paper nothing but another head or foot stands.
            outside = margin.distance < self._frame[margin.at_top] - self._body_size
            if outside and margin.line.size <= _LARGER * self._body_size:
                return margin.pieces
        return pieces or None

    def _is_running(self, margin: Margin, text: str) -> bool:
        if not text:
            return self._is_numbered(margin)
        if _BULLET.match(margin.line.text) and not self._is_numbered(margin):
            return False
        count = self._alike(margin, text)
        if count < 2:
            return False
        if count >= max(2, self._pages / 2):
            return True
        if margin.line.size > _LARGER * self._body_size:
            return False
        outside = margin.distance < self._frame[margin.at_top] - 0.5 * self._body_size
        return outside and (count > 2 or self._near(margin, text))

    def _fits_slot(self, margin: Margin, slots: dict[bool, Counter[int]], strangers: dict[bool, Counter[int]]) -> bool:
        """Tell whether a line stands where other pages have their running head, as that of a short chapter does."""
        near = range(round(margin.distance) - 1, round(margin.distance) + 2)
        running = sum(slots[margin.at_top][place] for place in near)
        other = sum(strangers[margin.at_top][place] for place in near)
        small = margin.line.size < _SMALLER * self._body_size
        if self._pages == 1:
            return small and margin.rank == 0 and self._is_lonely(margin)
        return (
            running >= (3 if self._pages > _FEW_PAGES else 2)
            and running >= 2 * other
            and (small or self._pages > _FEW_PAGES)
            and margin.line.size <= 1.05 * self._body_size
            and margin.distance < self._frame[margin.at_top] - self._body_size
            and margin.apart > 1.6 * margin.line.size
        )

    def _is_lonely(self, margin: Margin) -> bool:
        """Tell whether a line stands at the very edge of the paper and far from the text, and says no sentence."""
        text = margin.line.text
        return (
            margin.distance < _EDGE * self._body_size
            and margin.apart > 2.5 * self._body_size
            and text[-1] not in ".!?:;"
            and not CAPTION.match(text)
            and not _NOTE.match(text)
        )

    def is_proven(self, number: int, found: set[int], with_text: set[int]) -> bool:
        """Tell whether all that stands on a page is furniture on pages that hold a text as well."""
        for margin in self._margins:
            if margin.page != number or not any(id(piece) in found for piece in margin.pieces):
                continue
            text = self._key(margin.line.text, margin)
            if text and not any(other.page in with_text for other in self._places.get((margin.at_top, text), ())):
                return False
            if not text and not any(page in with_text for page, at_top, _ in self._numbers if at_top == margin.at_top):
                return False
        return True


def turned_furniture(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """Return for each page the ids of the lines at other angles that repeat, such as a title along the margin."""
    texts = Counter(text for lines in pages for text in {re.sub(r"\d+", "#", line.text) for line in lines})
    return [{id(line) for line in lines if texts[re.sub(r"\d+", "#", line.text)] > 1} for lines in pages]
