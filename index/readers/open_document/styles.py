"""What the styles of an OpenDocument text say: which words are hidden, which is the title, how lists count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from index.readers.numerals import BULLET, letters, mark_of, roman

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How one level of a list is marked: ``form`` is ``1``, ``a``, ``i`` and so on, empty for none."""

    is_bullet: bool = True
    form: str = ""
    prefix: str = ""
    suffix: str = ""
    shown_levels: int = 1
    start: int = 1


class OpenDocumentStyles:
    """The styles of one document, from its parts with styles, what counts most first."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[tuple[str | None, str | None], etree._Element] = {}
        self._lists: dict[str | None, dict[int, ListLevel]] = {}
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{STYLE}style"):
                self._styles.setdefault((style.get(f"{STYLE}family"), style.get(f"{STYLE}name")), style)
            for shape in root.iter(f"{TEXT}list-style"):
                self._lists.setdefault(shape.get(f"{STYLE}name"), dict(_levels(shape)))

    def hides(self, family: str, name: str | None) -> bool:
        """Tell whether a style of a family (``text`` or ``paragraph``) hides its words."""
        for style in self._chain(family, name):
            display = next((one.get(f"{TEXT}display") for one in style.iter(f"{STYLE}text-properties")), None)
            if display is not None:
                return bool(display == "none")
        return False

    def is_title(self, name: str | None) -> bool:
        """Tell whether a paragraph's style is that of the document's title."""
        based_on = (style.get(f"{STYLE}parent-style-name") for style in self._chain("paragraph", name))
        return name == "Title" or "Title" in based_on

    def list_of(self, name: str | None) -> str | None:
        """Return the name of the list style that a paragraph's style brings along, ``None`` for none."""
        lists = (style.get(f"{STYLE}list-style-name") for style in self._chain("paragraph", name))
        return next((found for found in lists if found), None)

    def mark(self, list_style: str | None, counters: list[int | None], level: int) -> str:
        """Return what stands before an item at a level from 0, given the counters of all levels."""
        levels = self._lists.get(list_style, {})
        shape = levels.get(level, ListLevel())
        if shape.is_bullet:
            return BULLET
        if not shape.form:
            return ""
        first = max(0, level + 1 - shape.shown_levels)
        numbers = [
            _formatted(other.start if counters[place] is None else counters[place] or 0, other.form)
            for place in range(first, level + 1)
            if (other := levels.get(place, ListLevel())).form
        ]
        number = ".".join(numbers)
        return mark_of(f"{shape.prefix}{number}{shape.suffix}", f"{number}.", f"{numbers[-1]}.")

    def start(self, list_style: str | None, level: int) -> int:
        """Return the number at which a level of a list begins."""
        return self._lists.get(list_style, {}).get(level, ListLevel()).start

    def _chain(self, family: str, name: str | None) -> Iterator[etree._Element]:
        seen = set()
        while name not in seen and (style := self._styles.get((family, name))) is not None:
            yield style
            seen.add(name)
            name = style.get(f"{STYLE}parent-style-name")


def attribute_number(element: etree._Element, name: str, default: int) -> int:
    """Return a whole number from an attribute, ``default`` where there is none to be meant."""
    text = element.get(name, "")
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else default


def _levels(shape: etree._Element) -> Iterator[tuple[int, ListLevel]]:
    for level in shape:
        place = attribute_number(level, f"{TEXT}level", 0) - 1
        if not 0 <= place < _LEVELS:
            continue
        if level.tag != f"{TEXT}list-level-style-number":
            yield place, ListLevel()
            continue
        yield (
            place,
            ListLevel(
                is_bullet=False,
                form=level.get(f"{STYLE}num-format", ""),
                prefix=level.get(f"{STYLE}num-prefix", ""),
                suffix=level.get(f"{STYLE}num-suffix", ""),
                shown_levels=attribute_number(level, f"{TEXT}display-levels", 1),
                start=attribute_number(level, f"{TEXT}start-value", 1),
            ),
        )


def _formatted(number: int, form: str) -> str:
    match form:
        case "i":
            return roman(number)
        case "I":
            return roman(number).upper()
        case "a":
            return letters(number)
        case "A":
            return letters(number).upper()
        case _:
            return str(number)
