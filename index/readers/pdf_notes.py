"""Footnotes at the foot of a PDF's pages, and the marks in the text that lead to them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.offset_map import Omission, Step
from index.readers.pdf_lines import CAPTION, Line, line_of
from index.readers.pdf_raw import LINE_HYPHEN
from index.readers.pdf_regions import Column, Region
from index.readers.pdf_tables import Table
from index.readers.pdf_words import MARKS, Word

_SMALLER = 0.93
_OWN_MARK = re.compile(rf"(?P<mark>\d{{1,3}}|[{MARKS}]{{1,3}}|[¹²³⁰⁴-⁹]{{1,3}})(?P<rest>[.):]?\s*\S.*)?")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_ENDED = re.compile(r"[.!?…][”’\"')\]]*$")
_UNIT = re.compile(r"(?:(?<![^\W\d_])[kcmd]?m|(?<![^\W\d_])(?:ft|in|mi|yd|sq|R|r|x|n|χ))$")
_FEWEST_ENDNOTES = 3
_FARTHEST = 5
"""So many pages behind its mark a note may stand, if the marks count up."""


@dataclass(frozen=True, slots=True)
class NoteLines:
    """A footnote's lines on one page; one that ``continues`` began on the page before."""

    page: int
    mark: str
    lines: tuple[Line, ...]
    continues: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A raised mark in the text: the letters before it and where the last of them stands, its text and its span."""

    page: int
    before: str
    anchor: int
    text: str
    start: int
    end: int


def without_notes(pages: Sequence[Sequence[Region]], body_size: float) -> tuple[list[list[Region]], list[NoteLines]]:
    """Return the pages without their footnotes, and the footnotes in order."""
    rest: list[list[Region]] = []
    notes: list[NoteLines] = []
    waiting: set[str] = set()
    for regions in pages:
        has_body = any(line.size > _SMALLER * body_size for region in regions for line in _lines(region) if line.text)
        raised = {part for mark in _marks(regions) for part in _parts(mark.text)} | waiting
        kept: list[Region] = []
        pending = notes[-1] if notes else None
        for region in regions:
            found = None
            if isinstance(region, Column) and not region.aside and (has_body or _runs_on(region, pending)):
                found = _tail(region, raised, body_size, notes[-1] if notes else None, pending)
            if found is None or not isinstance(region, Column):
                kept.append(region)
                continue
            lines, more = found
            notes += more
            if lines:
                kept.append(replace(region, lines=lines))
        rest.append(kept)
        loose = {part for mark in _marks(regions) if not _is_power(mark) for part in _parts(mark.text)}
        waiting = (waiting | loose) - {note.mark for note in notes}
    return rest, notes


def _lines(region: Region) -> Sequence[Line]:
    return region.pieces if isinstance(region, Table) else region.lines


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,–-]", text) if part]


def _tail(
    column: Column, raised: set[str], body_size: float, last: NoteLines | None, pending: NoteLines | None
) -> tuple[tuple[Line, ...], list[NoteLines]] | None:
    """Return the lines of a column before its notes, and the notes; ``None`` if it has none."""
    lines = column.lines
    begin = len(lines)
    while begin > 0 and lines[begin - 1].size <= _SMALLER * body_size:
        begin -= 1
    if begin == len(lines):
        return None
    starts: list[tuple[int, str]] = []
    number = int(last.mark) if last is not None and last.mark.isdecimal() else 0
    for index in range(begin, len(lines)):
        mark = own_mark(lines[index])
        if mark is None:
            continue
        expected = mark.isdecimal() and int(mark) == number + 1
        set_apart = bool(lines[index].words[0].raised[1])
        first = not starts and (mark in raised or set_apart or expected)
        follows = bool(starts) and (expected if mark.isdecimal() else True)
        restarts = bool(starts) and mark in raised and set_apart
        if first or follows or restarts:
            starts.append((index, mark))
            number = int(mark) if mark.isdecimal() else number
    page = lines[begin].page
    notes: list[NoteLines] = []
    first_start = starts[0][0] if starts else len(lines)
    if first_start > begin and pending is not None and pending.page == page - 1 and _is_open(pending):
        if not CAPTION.match(lines[begin].text):
            notes.append(NoteLines(page, pending.mark, lines[begin:first_start], continues=True))
            first_start = begin
    ends = [*(start for start, _ in starts[1:]), len(lines)]
    for (start, mark), end in zip(starts, ends, strict=False):
        notes.append(NoteLines(page, mark, (_apart(lines[start], mark), *lines[start + 1 : end]), continues=False))
    return (lines[:first_start], notes) if notes else None


def _apart(line: Line, mark: str) -> Line:
    """Return a note's first line with its mark told apart from a word that is set close to it."""
    word = line.words[0]
    if word.raised[1] or not word.text.startswith(mark) or len(word.text) == len(mark):
        return line
    return replace(line, words=(word._replace(raised=(word.start, word.start + len(mark))), *line.words[1:]))


def _runs_on(column: Column, pending: NoteLines | None) -> bool:
    """Tell whether a page that holds nothing but notes begins in the middle of a sentence of one."""
    return pending is not None and _is_open(pending) and not column.lines[0].text[0].isupper()


def _is_open(note: NoteLines) -> bool:
    return not _ENDED.search(note.lines[-1].text)


def own_mark(line: Line) -> str | None:
    """Return the mark with which a line begins if it may be that of a note."""
    first = line.words[0]
    if first.raised[1] and first.raised[0] == first.start:
        return first.text[: first.raised[1] - first.start].translate(_SUPERSCRIPTS)
    match = _OWN_MARK.fullmatch(line.text)
    if match is None or (match["mark"][0] not in MARKS and not match["rest"]):
        return None
    rest = match["rest"] or ""
    if match["mark"].isdecimal() and not re.match(r"[.):]?\s+\S|[^\W\d_a-z]", rest):
        return None
    return match["mark"].translate(_SUPERSCRIPTS)


def _marks(regions: Sequence[Region]) -> Iterator[Mark]:
    """Yield the raised marks of a page, those with which a line begins left out."""
    for region in regions:
        for line in _lines(region):
            for number, word in enumerate(line.words):
                start, end = word.raised
                if not end or (number == 0 and start == word.start):
                    continue
                before, anchor = word.text[: start - word.start], start - 1
                if not before:
                    before, anchor = line.words[number - 1].text, line.words[number - 1].end - 1
                text = word.text[start - word.start : end - word.start]
                yield Mark(line.page, before, anchor, text, start, end)


def certain_marks(pages: Sequence[Sequence[Region]], notes: Sequence[NoteLines]) -> list[Mark]:
    """Return the marks that lead to a note on their page or the next, or that count up through the document."""
    on_page: dict[int, set[str]] = {}
    for note in notes:
        on_page.setdefault(note.page, set()).add(note.mark)
    found: list[Mark] = []
    loose: list[Mark] = []
    last = 0
    for regions in pages:
        marks = list(_marks(regions))
        plain = Counter(mark.text for mark in marks if not _is_power(mark))
        for mark in marks:
            if _is_power(mark) and (not mark.before[-1:].isdecimal() or plain[mark.text]):
                continue
            # Where there is no room for it, a note stands on a later page.
            number = int(_parts(mark.text)[0]) if mark.text[0].isdecimal() else 0
            reach = 0 if _is_power(mark) else _FARTHEST if number == last + 1 else 1
            near = range(mark.page - min(reach, 1), mark.page + reach + 1)
            known = set[str]().union(*(on_page.get(page, set()) for page in near))
            if all(part in known for part in _parts(mark.text)) or mark.text in known:
                found.append(mark)
            elif not _is_power(mark):
                loose.append(mark)
            if number and (found[-1:] == [mark] or number == last + 1):
                last = int(_parts(mark.text)[-1])
    return sorted(found + _ascending(loose), key=lambda mark: mark.start)


def _is_power(mark: Mark) -> bool:
    """Tell whether a raised figure may be a power, such as the 2 of square metres or that of 10²."""
    unit = mark.text in {"2", "3"} and _UNIT.search(mark.before)
    return bool(unit) or (mark.text.isdecimal() and re.search(r"(?<!\d)10$", mark.before) is not None)


def _ascending(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that count up by one, as those of endnotes do."""
    numbers = [(mark, int(_parts(mark.text)[0])) for mark in marks if mark.text[0].isdecimal()]
    found: list[Mark] = []
    expected = 1
    for mark, number in numbers:
        if number == expected or (found and number == expected - 1 and mark.page == found[-1].page):
            found.append(mark)
            expected = int(_parts(mark.text)[-1]) + 1
    return found if len(found) >= _FEWEST_ENDNOTES and len(found) >= 0.8 * len(numbers) else []


def anchors(marks: Sequence[Mark]) -> dict[tuple[int, str], int]:
    """Return for each page and mark where the raw text refers to the note: the letter before the mark."""
    found: dict[tuple[int, str], int] = {}
    for mark in marks:
        for text in (mark.text, *_parts(mark.text)):
            found.setdefault((mark.page, text), mark.anchor)
    return found


def omissions(marks: Sequence[Mark]) -> list[Omission]:
    """Return the marks as spans that are left out."""
    return [Omission(mark.start, mark.end, Step.NOTE) for mark in marks]


def without_marks(lines: Sequence[Line], marked: set[int]) -> list[Line]:
    """Return lines without the marks that begin at these places of the raw text."""
    return [
        _without(line, marked) if any(word.raised[0] in marked and word.raised[1] for word in line.words) else line
        for line in lines
    ]


def _without(line: Line, marked: set[int]) -> Line:
    words: list[Word] = []
    for word in line.words:
        start, end = word.raised
        if not end or start not in marked:
            words.append(word)
            continue
        before, after = word.text[: start - word.start], word.text[end - word.start :]
        if before:
            words.append(word._replace(text=before, end=start, raised=(0, 0)))
        if after and after != LINE_HYPHEN:
            words.append(word._replace(text=after, start=end, raised=(0, 0)))
    return line_of(words, line.page) if words else replace(line, words=(), text="")
