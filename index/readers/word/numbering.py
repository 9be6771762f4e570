"""The numbers and bullets before the items of a Word document's lists, which Word counts and never writes down."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from index.readers.numerals import BULLET, letters, mark_of, roman
from index.readers.word.package import OFF, W, value, whole_number
from index.readers.word.styles import Chain, Styles, is_list

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class _Level:
    """One of the nine levels of a list. ``text`` is such as ``%1.%2``; ``restart`` counts levels from 1."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    """A list: whose counters it shares, its levels, and the levels that it begins anew, with their numbers."""

    counters: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the paragraphs of lists; each must be met once, in the order of the document."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._lists = _lists(root, styles) if root is not None else {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def mark(self, chain: Chain) -> str:
        """Count a paragraph and return what Word shows before it, such as ``2.1`` or ``•``; empty for no item."""
        name, level = self._place(chain)
        if name is None:
            return BULLET if is_list(chain) else ""
        if name == "0":
            return ""
        found = self._lists.get(name)
        if found is None:
            return BULLET
        if level not in found.levels:
            return ""
        counters = self._counters.setdefault(found.counters, [None] * _LEVELS)
        if name not in self._begun:
            self._begun.add(name)
            for begun in found.starts:
                counters[begun] = None
        _count(counters, level, found)
        return _shown(counters, level, found)

    def _place(self, chain: Chain) -> tuple[str | None, int]:
        """Return the id of a paragraph's list, ``None`` for no list, and its level in it from 0."""
        name = level = None
        for part in chain:
            said = part.find(f"{W}pPr/{W}numPr")
            if said is None:
                continue
            level = whole_number(value(said, "ilvl")) if level is None else level
            name = value(said, "numId")
            if name is not None:
                break
        found = self._lists.get(name or "")
        if level is None and found is not None:
            ids = {part.get(f"{W}styleId") for part in chain[1:]}
            level = next((number for number, one in found.levels.items() if one.style in ids), None)
        return name, level or 0


def formatted(number: int, form: str) -> str:
    """Return a number in one of Word's forms of numbers; in digits in a form that is not known."""
    match form:
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case "ordinal":
            last = 0 if 10 < number % 100 < 20 else number % 10
            return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"
        case "chicago":
            return "*†‡§"[(number - 1) % 4] * min((number - 1) // 4 + 1, 5)
        case "none":
            return ""
        case _:
            return str(number)


def _count(counters: list[int | None], level: int, found: _List) -> None:
    before = counters[level]
    start = found.starts.get(level, found.levels[level].start)
    counters[level] = start if before is None else before + 1
    for deeper in range(level + 1, _LEVELS):
        restart = found.levels[deeper].restart if deeper in found.levels else None
        # 0 never begins anew; n does after level n and those above it; without it, after any level above.
        if restart is None or level < restart:
            counters[deeper] = None


def _shown(counters: list[int | None], level: int, found: _List) -> str:
    shape = found.levels[level]

    def number(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        other = found.levels.get(place, _Level())
        count = counters[place]
        form = "decimal" if shape.legal and other.form != "none" else other.form
        return formatted(other.start if count is None else count, form)

    # Bullets are mostly characters of symbol fonts; whatever they show, it is a bullet.
    if shape.form == "bullet" or re.search("[\ue000-\uf8ff]", shape.text):
        return BULLET
    if not (mark := _PLACE.sub(number, shape.text)).strip():
        return ""
    # Where the words around the numbers are too many, the numbers alone, or the last of them.
    numbers = re.search(r"%[1-9](?:.*%[1-9])?", shape.text)
    shorter = [numbers.group(), numbers.group()[-2:]] if numbers else []
    return mark_of(mark, *(f"{_PLACE.sub(number, text)}." for text in shorter))


def _lists(root: etree._Element, styles: Styles) -> dict[str, _List]:
    shapes = {shape.get(f"{W}abstractNumId"): shape for shape in root.iter(f"{W}abstractNum")}
    numbers = {number.get(f"{W}numId"): number for number in root.iter(f"{W}num")}
    found = {}
    for name, number in numbers.items():
        shape = shapes.get(value(number, "abstractNumId"))
        # A list may be no more than the name of a list style, which leads to another list.
        style = styles.style(value(shape, "numStyleLink")) if shape is not None else None
        if style is not None and (linked := numbers.get(value(style, "pPr/numPr/numId"))) is not None:
            shape = shapes.get(value(linked, "abstractNumId"))
        if shape is None or name is None:
            continue
        levels = {place: level for place, level in map(_level, shape.findall(f"{W}lvl")) if 0 <= place < _LEVELS}
        starts = {}
        for override in number.findall(f"{W}lvlOverride"):
            place = whole_number(override.get(f"{W}ilvl"))
            if place is None or not 0 <= place < _LEVELS:
                continue
            if (other := override.find(f"{W}lvl")) is not None:
                levels[place] = _level(other)[1]
            start = whole_number(value(override, "startOverride"))
            if start is not None:
                starts[place] = start
                levels[place] = replace(levels.get(place, _Level()), start=start)
        found[name] = _List(shape.get(f"{W}abstractNumId", ""), levels, starts)
    return found


def _level(element: etree._Element) -> tuple[int, _Level]:
    place = whole_number(element.get(f"{W}ilvl"))
    start = whole_number(value(element, "start"))
    return -1 if place is None else place, _Level(
        start=0 if start is None else start,
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=whole_number(value(element, "lvlRestart")),
        legal=element.find(f"{W}isLgl") is not None and value(element, "isLgl") not in OFF,
        style=value(element, "pStyle"),
    )
