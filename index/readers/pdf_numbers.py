"""The page numbers printed on a PDF's pages: where they stand, and which pages have which."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from index.readers.pdf_lines import Line, one, rows

_NUMBER = r"(?P<number>\d{1,4}|[ivxlc]{1,8}|[IVXLC]{1,8})"
_OF = r"(?:\s*(?:of|/)\s*(?P<pages>\d{1,4}))?"
_EDGE = r"[\s\-–—|•·.\[\]()~]*"
_ALONE = re.compile(rf"{_EDGE}(?:(?P<word>page|p\.?|pg\.?)\s*)?{_NUMBER}{_OF}{_EDGE}", re.IGNORECASE)
_FIRST = re.compile(rf"(?:page\s+)?{_NUMBER}{_OF}(?P<bar>\s*[|•·–—-]\s*|\s+)(?P<rest>.*[^\W\d_].*)", re.IGNORECASE)
_LAST = re.compile(
    rf"(?P<rest>.*[^\W\d_].*?)(?P<bar>\s*[|•·–—-]\s*|\s+)(?P<word>page\s+|p\.\s*)?{_NUMBER}{_OF}{_EDGE}", re.IGNORECASE
)
_MAY_HOLD_NUMBER = re.compile(r"^\W*(?:[Pp]\S*\s+)?[\divxlcIVXLC]+\b|\b[\divxlcIVXLC]+\W*$")
_ROMAN = (("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_SLOT = 4.0
"""Numbers of one run stand at the same distance from the paper's edge, within this many points."""
_ZONE = 0.16
"""The part of a page's height, at the top and at the bottom, in which furniture stands."""
_ROWS = 5
_LONGEST = 90
"""In characters; a running head is short."""


@dataclass(frozen=True, slots=True)
class Margin:
    """A line at the top or the bottom of a page, all that stands on one baseline.

    ``page`` counts from 0; ``distance`` is that from the paper's edge, ``rank`` counts from the outermost line.
    ``apart`` is the space to the next line inwards, infinite if there is none. ``in_zone`` tells that it is near
    enough to the edge to be furniture.
    """

    page: int
    at_top: bool
    rank: int
    distance: float
    apart: float
    line: Line
    pieces: tuple[Line, ...]
    in_zone: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A page number as printed: its style, its value, how plainly it is one (0 is plainest), and where it stands.

    ``rest`` is what else its line says; ``barred`` tells that a bar parts the two.
    """

    margin: Margin
    style: str
    value: int
    plain: int
    text: str
    rest: str
    barred: bool


@dataclass(frozen=True, slots=True)
class Numbering:
    """The printed number of each page or ``None``, and the places at which numbers are printed."""

    labels: tuple[str | None, ...]
    printed: tuple[Printed, ...]


def margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[Margin]:
    """Return the lines near the top and the bottom of the pages."""
    found: list[Margin] = []
    for number, (lines, height) in enumerate(zip(pages, heights, strict=True)):
        near = [line for line in lines if not 0.25 * height < line.baseline < 0.75 * height]
        all_rows = rows(near)
        for at_top in (True, False):
            ordered = all_rows if at_top else all_rows[::-1]
            for rank, row in enumerate(ordered[:_ROWS]):
                line = one(row)
                if (line.baseline < height / 2) is not at_top:
                    break
                distance = line.baseline if at_top else height - line.baseline
                following = ordered[rank + 1][0] if rank + 1 < len(ordered) else None
                apart = abs(following.baseline - line.baseline) if following is not None else float("inf")
                in_zone = distance <= _ZONE * height
                found.append(Margin(number, at_top, rank, distance, apart, line, tuple(row), in_zone))
    return found


def numbering(found: Sequence[Margin], file_labels: Sequence[str]) -> Numbering:
    """Return the page numbers that are printed consistently over a run of pages.

    A page without a number that stands within such a run gets the one that it must have.
    """
    pages = len(file_labels)
    candidates = [printed for margin in found if margin.in_zone for printed in _candidates(margin, pages)]
    runs = _runs(candidates, pages, file_labels)
    best: dict[int, tuple[int, int, Printed]] = {}
    for run in runs:
        for printed in run:
            rank = (len(run), -printed.plain, printed)
            page = printed.margin.page
            if page not in best or rank[:2] > best[page][:2]:
                best[page] = rank
    chosen = {page: printed for page, (_, _, printed) in best.items()}
    labels: list[str | None] = [chosen[page].text if page in chosen else None for page in range(pages)]
    for page, label in _inferred(chosen, runs, pages).items():
        labels[page] = label
    taken = [printed for run in runs for printed in run if labels[printed.margin.page] == printed.text]
    return Numbering(tuple(labels), tuple(taken))


def _candidates(margin: Margin, pages: int) -> list[Printed]:
    found = []
    for line in dict.fromkeys((margin.line, *margin.pieces)):
        if len(line.text) > _LONGEST or not _MAY_HOLD_NUMBER.search(line.text):
            continue
        for plain, pattern in enumerate((_ALONE, _FIRST, _LAST)):
            match = pattern.fullmatch(line.text)
            if match is None:
                continue
            text = match["number"]
            style, value = _value(text)
            of_pages = match["pages"]
            plainly = bool(of_pages and int(of_pages) == pages and value == margin.page + 1)
            # Single letters and words such as "mix" or "I" are seldom numbers.
            if not value or (style != "arabic" and plain > 0) or (of_pages and value > int(of_pages)):
                continue
            rest, barred = (match["rest"], bool(match["bar"].strip())) if plain else ("", False)
            found.append(Printed(margin, style, value, -1 if plainly else plain, text, rest, barred))
            break
    return found


def _value(text: str) -> tuple[str, int]:
    if text.isdecimal():
        return "arabic", int(text)
    style = "roman" if text.islower() else "Roman"
    rest, value = text.lower(), 0
    for letters, worth in _ROMAN:
        while rest.startswith(letters):
            rest, value = rest[len(letters) :], value + worth
    return style, value if not rest and _roman(value) == text.lower() else 0


def _roman(value: int) -> str:
    text = ""
    for letters, worth in _ROMAN:
        while value >= worth:
            text, value = text + letters, value - worth
    return text


def _shown(style: str, value: int) -> str | None:
    if value < 1:
        return None
    text = str(value) if style == "arabic" else _roman(value)
    return text.upper() if style == "Roman" else text


def _runs(candidates: Sequence[Printed], pages: int, file_labels: Sequence[str]) -> list[list[Printed]]:
    groups: dict[tuple[str, int, bool], list[Printed]] = defaultdict(list)
    for printed in candidates:
        key = (printed.style, printed.value - printed.margin.page, printed.margin.at_top)
        groups[key].append(printed)
    runs: list[list[Printed]] = []
    small: list[list[Printed]] = []
    for group in groups.values():
        for slot in _slots(group):
            (runs if _is_run(slot, pages, file_labels) else small).append(slot)
    # A number that stands elsewhere, as on a chapter's first page, fits if it is the run's.
    accepted = {(run[0].style, run[0].value - run[0].margin.page): run for run in runs}
    for slot in small:
        run = accepted.get((slot[0].style, slot[0].value - slot[0].margin.page))
        plain = [printed for printed in slot if printed.plain <= 0 and printed.margin.rank <= 1]
        if plain and (run is not None or any(_leads_to(plain, other) for other in accepted.values())):
            runs.append(plain)
    return runs


def _leads_to(slot: Sequence[Printed], run: Sequence[Printed]) -> bool:
    """Tell whether a few pages are numbered in another style just before the page with which a run begins at 1."""
    first, last = run[0], slot[-1]
    return (
        first.value == 1
        and last.style != first.style
        and last.margin.page == first.margin.page - 1
        and last.margin.at_top == first.margin.at_top
        and abs(last.margin.distance - first.margin.distance) <= _SLOT
    )


def _slots(group: Sequence[Printed]) -> list[list[Printed]]:
    """Part numbers by their distance from the paper's edge; one for each page."""
    found: list[list[Printed]] = []
    for printed in sorted(group, key=lambda printed: (printed.margin.distance, printed.plain)):
        if found and printed.margin.distance - found[-1][-1].margin.distance <= _SLOT:
            found[-1].append(printed)
        else:
            found.append([printed])
    for slot in found:
        pages: dict[int, Printed] = {}
        for printed in sorted(slot, key=lambda printed: printed.plain):
            pages.setdefault(printed.margin.page, printed)
        slot[:] = sorted(pages.values(), key=lambda printed: printed.margin.page)
    return found


def _is_run(slot: Sequence[Printed], pages: int, file_labels: Sequence[str]) -> bool:
    if any(printed.plain < 0 for printed in slot):
        return True
    span = slot[-1].margin.page - slot[0].margin.page + 1
    if len(slot) >= 3:
        return len(slot) >= 0.3 * span and _is_steady(slot)
    expected = all(printed.text in {file_labels[printed.margin.page], str(printed.margin.page + 1)} for printed in slot)
    if pages == 1:
        margin = slot[0].margin
        return expected and slot[0].plain <= 0 and margin.rank == 0 and margin.apart > 2 * margin.line.size
    return len(slot) == 2 and span == 2 and (expected or pages <= 3) and _is_steady(slot)


def _is_steady(slot: Sequence[Printed]) -> bool:
    """Tell whether numbers stand alone, or beside words that running heads have: the same on several pages."""
    if sum(printed.plain <= 0 or printed.barred for printed in slot) >= 0.5 * len(slot):
        return True
    if any(printed.margin.rank > 2 for printed in slot):
        return False
    texts = [printed.rest.casefold() for printed in slot]
    return max(texts.count(text) for text in texts) > 1


def _inferred(chosen: dict[int, Printed], runs: Sequence[Sequence[Printed]], pages: int) -> dict[int, str]:
    spans: dict[tuple[str, int], list[int]] = defaultdict(list)
    for run in runs:
        for printed in run:
            page = printed.margin.page
            if chosen.get(page) is printed or (page in chosen and chosen[page].text == printed.text):
                spans[(printed.style, printed.value - page)].append(page)
    labels: dict[int, set[str | None]] = defaultdict(set)
    for (style, offset), found in spans.items():
        for page in range(min(found), max(found) + 1):
            if page not in chosen:
                labels[page].add(_shown(style, offset + page))
    return {page: label for page, texts in labels.items() if len(texts) == 1 and (label := next(iter(texts)))}


def page_labels(file_labels: Sequence[str], printed: Numbering) -> list[str | None]:
    """Return each page's number: the file's labels where nothing printed contradicts them, else what is printed."""
    default = all(label == str(number) for number, label in enumerate(file_labels, start=1))
    shown = printed.labels
    contradicted = [
        label is not None and bool(own) and label != own for label, own in zip(shown, file_labels, strict=True)
    ]
    if default and sum(contradicted) >= 3:
        return list(shown)
    return [
        None if against else (own or label)
        for own, label, against in zip(file_labels, shown, contradicted, strict=True)
    ]
