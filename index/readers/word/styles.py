"""What the styles of a Word document say of its paragraphs: headings, tables of contents, hidden words."""

import re
from collections.abc import Sequence

from lxml import etree

from index.readers.word.package import W, is_on, value

Chain = Sequence[etree._Element]
"""A paragraph and its styles, what counts most first."""


class Styles:
    """The styles of one document, each with what it takes over from the styles that it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = root.iter(f"{W}style") if root is not None else ()
        self._styles = {style.get(f"{W}styleId"): style for style in styles}
        self._hidden: dict[str | None, bool | None] = {}
        self._default = next(
            (
                style.get(f"{W}styleId")
                for style in self._styles.values()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}
            ),
            None,
        )

    def chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """Return the paragraph and its styles."""
        return [paragraph, *self._based(value(paragraph, "pPr/pStyle") or self._default)]

    def style(self, name: str | None) -> etree._Element | None:
        """Return the style with this id, ``None`` where there is none."""
        return self._styles.get(name)

    def hides_run(self, run: etree._Element, paragraph: etree._Element | None) -> bool:
        """Tell whether the words of a run are hidden, by itself or by its own or its paragraph's style."""
        hidden = is_on(run, "rPr/vanish")
        if hidden is None:
            hidden = self._hides(value(run, "rPr/rStyle"))
        if hidden is None and paragraph is not None:
            hidden = self._hides(value(paragraph, "pPr/pStyle") or self._default)
        return bool(hidden)

    def _based(self, name: str | None) -> list[etree._Element]:
        found: list[etree._Element] = []
        while (style := self._styles.get(name)) is not None and style not in found:
            found.append(style)
            name = value(style, "basedOn")
        return found

    def _hides(self, name: str | None) -> bool | None:
        if name not in self._hidden:
            said = (is_on(style, "rPr/vanish") for style in self._based(name))
            self._hidden[name] = next((hidden for hidden in said if hidden is not None), None)
        return self._hidden[name]


def heading_level(chain: Chain) -> int:
    """Return 1 to 9, or 0 for what is no heading."""
    for part in chain:
        outline = value(part, "pPr/outlineLvl")
        if outline is not None and re.fullmatch(r"[0-9]", outline):
            return (int(outline) + 1) % 10
        name = _name(part)
        if name == "title":
            return 1
        if match := re.fullmatch(r"heading ([1-9])", name):
            return int(match.group(1))
    return 0


def is_contents(chain: Chain) -> bool:
    """Tell whether a paragraph belongs to a table of contents."""
    return any(_name(part).startswith(("toc ", "toc heading")) for part in chain)


def is_list(chain: Chain) -> bool:
    """Tell whether a paragraph's style is one of the usual styles for lists."""
    return any(_name(part).startswith(("list bullet", "list number")) for part in chain)


def _name(part: etree._Element) -> str:
    return (value(part, "name") or "").lower()
