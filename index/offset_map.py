"""The offset map leads from every character of the reading text to the raw text of the file, and proves it.

The reading text may differ from the raw text by the steps below and by nothing else. Whoever reads a quote
aloud can be told which of them were taken, and the doctor proves for whole documents that no word was added,
changed or lost on the way.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.traced import LIGATURES, UNSEEN, Positions, Traced


class Step(StrEnum):
    """The closed list of what may be done to raw text; the values are fit to show."""

    SPACE = "white space and line breaks are read as one space"
    HYPHEN = "a hyphen at the end of a line is joined or kept"
    LIGATURE = "a ligature is read as letters"
    UNSEEN = "a character that nobody sees is left out"
    FURNITURE = "a running head, a footer or a page number is left out"
    NOTE = "a footnote or its mark is set apart"
    ORDER = "columns and boxes are put into reading order"
    MARKUP = "markup, menus, and deleted or hidden words are left out"
    LAYOUT = "bullets, bars between cells or blank lines are added"


@dataclass(frozen=True, slots=True)
class Omission:
    """A span of the raw text that is not read, and the step that leaves it out."""

    start: int
    end: int
    step: Step


@dataclass(frozen=True, slots=True, eq=False)
class OffsetMap:
    """Where the reading text stands in the raw text.

    ``pieces`` has shape (n, 3): start in the reading text, start in the raw text or -1 for what the raw text
    does not have, and length, all in code points and ordered by the first. Together they cover the reading text.
    """

    pieces: NDArray[np.int32]
    omissions: tuple[Omission, ...] = ()

    @classmethod
    def of(cls, origin: Positions, omissions: Iterable[Omission] = ()) -> Self:
        """Return the map of a text whose characters stand at ``origin`` in the raw text, -1 for nowhere."""
        if not len(origin):
            return cls(np.zeros((0, 3), np.int32), tuple(omissions))
        added = origin < 0
        steps = np.diff(origin)
        goes_on = np.where(added[1:], added[:-1], (steps == 1) & ~added[:-1])
        starts = np.concatenate(([0], np.flatnonzero(~goes_on) + 1))
        lengths = np.diff(np.concatenate((starts, [len(origin)])))
        return cls(np.stack((starts, origin[starts], lengths), axis=1).astype(np.int32), tuple(omissions))

    def origin(self) -> Positions:
        """Return, for each character of the reading text, its position in the raw text, -1 for nowhere."""
        starts, raw, lengths = self.pieces.T
        added = np.repeat(raw, lengths) < 0
        within = np.arange(int(lengths.sum())) - np.repeat(starts, lengths)
        return np.where(added, -1, np.repeat(raw, lengths) + within).astype(np.int32)


def left_out(text: Traced, step: Step) -> list[Omission]:
    """Return the omissions of a text that was copied from the raw text and is not read after all."""
    return [
        Omission(raw, raw + length, step) for _, raw, length in OffsetMap.of(text.origin).pieces.tolist() if raw >= 0
    ]


_WHITE = re.compile(r"\s")
_LINE_HYPHENS = "-‐\u00ad"
_STRAY_HYPHENS = "\ufffe\x02"
"""What pdfium writes for a hyphen at the end of a line."""
_HYPHENS = set(_LINE_HYPHENS + _STRAY_HYPHENS)
_ALL_HYPHENS = re.compile(rf"[{_STRAY_HYPHENS}]|[{_LINE_HYPHENS}](?=[ \t]*[\r\n\f\v\x85\u2028\u2029])")
_CONTROLS = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\uffff{UNSEEN}]")
_SIGN = r"[^\w\s]"
_LETTERS = r"[ivxlcdm]{1,8}|[IVXLCDM]{1,8}|(?P<letter>[a-zA-Z])(?P=letter){0,3}|a[a-z]|A[A-Z]"
# A bullet; a number, perhaps behind a word as in "Chapter 1"; letters with a stop or in brackets.
_MARK = re.compile(
    rf"\s*(?:{_SIGN}{{1,4}}|[\u2460-\u24ff\u2776-\u2793]|{_SIGN}?(?:{_LETTERS}){_SIGN}{{1,2}}"
    rf"|(?:[A-Z][a-z]+ )?{_SIGN}?[0-9]{{1,5}}(?:{_SIGN}(?:[0-9]{{1,4}}|[A-Za-z]))*(?:st|nd|rd|th)?{_SIGN}{{0,2}})\s+"
)
_BASIC_PLANE = 0xFFFF
_LONGEST_MARK = 26


class Comparison:
    """A document's reading text held beside its raw text."""

    def __init__(self, text: str, raw: str, offset_map: OffsetMap) -> None:
        """Raises ``ValueError`` where the map does not fit the texts at all."""
        origin = offset_map.origin()
        if len(origin) != len(text) or (len(origin) and int(origin.max()) >= len(raw)) or (origin < -1).any():
            raise ValueError("the map does not fit the text")
        self._text, self._raw, self._origin = text, raw, origin
        self._same = np.zeros(len(text), bool)
        kept = origin >= 0
        self._same[kept] = _codes(raw)[origin[kept]] == _codes(text)[kept]
        self._kinds = _kinds(raw, origin, offset_map.omissions)
        # Where a hyphen breaks a word at a line's end, and where white space that is not left out parts words.
        self._breaks, self._parts = np.zeros(len(raw), bool), np.zeros(len(raw), bool)
        self._breaks[_hyphens(raw)] = True
        self._parts[_are(_WHITE, raw)] = True
        for omission in offset_map.omissions:
            self._parts[omission.start : omission.end] = False

    def steps(self, start: int, end: int) -> frozenset[Step] | None:
        """Return the steps that lead from the raw text to ``text[start:end]``, ``None`` if they do not explain it."""
        steps = set()
        places = self._origin[start:end]
        kept = np.flatnonzero(places >= 0) + start
        for position in np.flatnonzero(places < 0) + start:
            if not self._is_layout(int(position)):
                return None
            steps.add(Step.LAYOUT)
        for position in kept[~self._same[kept]]:
            step = self._changed(int(position))
            if step is None:
                return None
            steps.add(step)
        for before, after in self._jumps(kept):
            passed = self._passed(before, after)
            if passed is None:
                return None
            steps |= passed
        return frozenset(steps)

    def raw_span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the raw text that holds all of ``text[start:end]``, ``None`` if it has none of it."""
        places = self._origin[start:end]
        places = places[places >= 0]
        return (int(places.min()), int(places.max()) + 1) if len(places) else None

    def read_twice(self) -> list[int]:
        """Return the positions of the raw text that stand in two places of the reading text."""
        places, counts = np.unique(self._origin[self._origin >= 0], return_counts=True)
        letters = [len(LIGATURES.get(self._raw[place], " ")) for place in places[counts > 1]]
        return [int(place) for place in places[counts > 1][counts[counts > 1] > letters]]

    def lost(self) -> list[tuple[int, int]]:
        """Return the spans of the raw text that are neither read nor left out by a step."""
        unexplained = np.concatenate(([False], self._kinds == _UNEXPLAINED, [False]))
        edges = np.flatnonzero(np.diff(unexplained.astype(np.int8)))
        return [(int(left), int(right)) for left, right in edges.reshape(-1, 2)]

    def _is_layout(self, position: int) -> bool:
        if self._text[position].isspace() or self._text[position] == "|":
            return True
        # A bullet or number at the beginning of a line or cell, which the file keeps apart from the words.
        start, end = position, position + 1
        while start > 0 and self._origin[start - 1] < 0 and self._text[start - 1] not in "\n|":
            start -= 1
        while end < len(self._text) and self._origin[end] < 0 and self._text[end] not in "\n|":
            end += 1
        mark = self._text[start:end]
        if mark.strip() == "•" and mark.endswith(" ") and (mark[0] == " " or self._text[start - 1 : start].isspace()):
            return True
        begins = start == 0 or (self._origin[start - 1] < 0 and self._text[start - 1] in "\n|")
        return begins and len(mark) <= _LONGEST_MARK and _MARK.fullmatch(mark) is not None

    def _changed(self, position: int) -> Step | None:
        character, raw = self._text[position], self._raw[self._origin[position]]
        if character == " " and raw.isspace():
            return Step.SPACE
        # Nobody sees a soft hyphen that stands within a line.
        if character == "-" and raw in _HYPHENS and (raw != "\u00ad" or self._breaks[self._origin[position]]):
            return Step.HYPHEN
        letters = LIGATURES.get(raw)
        if letters is not None:
            first = position
            while first > 0 and self._origin[first - 1] == self._origin[position]:
                first -= 1
            if self._text[first : first + len(letters)] == letters and position < first + len(letters):
                return Step.LIGATURE
        return None

    def _jumps(self, kept: NDArray[np.integer]) -> list[tuple[int, int]]:
        """Return neighbouring positions of the text, added ones left out, that are no neighbours in the raw text."""
        steps = np.diff(self._origin[kept])
        # A step of 0 is the next letter of a ligature, or a letter read twice.
        pairs = ((int(kept[i]), int(kept[i + 1])) for i in np.flatnonzero(steps != 1))
        return [pair for pair in pairs if not self._in_ligature(*pair)]

    def _in_ligature(self, before: int, after: int) -> bool:
        same = self._origin[before] == self._origin[after]
        return bool(same) and self._raw[self._origin[before]] in LIGATURES

    def _passed(self, before: int, after: int) -> set[Step] | None:
        """Return the steps that explain a jump in the raw text between two characters of the text."""
        left, right = int(self._origin[before]), int(self._origin[after])
        kinds = {_READ} if right <= left else set(np.unique(self._kinds[left + 1 : right]).tolist())
        if _UNEXPLAINED in kinds:
            return None
        parted = any(c.isspace() for c in self._text[before : after + 1])
        # A word may go on elsewhere only where a hyphen breaks it at a line's end.
        broken = self._breaks[left] or bool(self._breaks[left + 1 : left + 2].any())
        if not parted and not broken:
            joins = self._text[before].isalnum() and self._text[after].isalnum()
            if _READ in kinds or (joins and self._parts[left + 1 : right].any()):
                return None
        return {_ALL_STEPS[kind] for kind in kinds}


_ALL_STEPS = tuple(Step)
_READ, _UNEXPLAINED = _ALL_STEPS.index(Step.ORDER), -1


def _kinds(raw: str, origin: Positions, omissions: tuple[Omission, ...]) -> NDArray[np.int8]:
    """Return for each raw character why a jump may pass it: the number of a step, or ``_UNEXPLAINED``."""
    kinds = np.full(len(raw), _UNEXPLAINED, np.int8)
    for omission in omissions:
        kinds[omission.start : omission.end] = _ALL_STEPS.index(omission.step)
    kinds[_are(_CONTROLS, raw)] = _ALL_STEPS.index(Step.UNSEEN)
    kinds[_hyphens(raw)] = _ALL_STEPS.index(Step.HYPHEN)
    kinds[_are(_WHITE, raw)] = _ALL_STEPS.index(Step.SPACE)
    kinds[origin[origin >= 0]] = _READ
    return kinds


def _hyphens(raw: str) -> NDArray[np.int64]:
    """Return where hyphens break words at a line's end."""
    return np.fromiter((match.start() for match in _ALL_HYPHENS.finditer(raw)), np.int64)


@functools.cache
def _table(pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    """Return for each code up to the last one of the basic plane whether the pattern, of one character, matches it."""
    return np.array([pattern.match(chr(code)) is not None for code in range(_BASIC_PLANE + 1)])


def _are(pattern: re.Pattern[str], raw: str) -> NDArray[np.bool_]:
    """Return for each character whether a pattern of one character matches it; none beyond the basic plane does."""
    codes = _codes(raw)
    return _table(pattern)[np.minimum(codes, _BASIC_PLANE)] & (codes <= _BASIC_PLANE)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
