"""The fields of a Word document: a field's code never reads, and its result does unless it is a contents table.

A field runs from its beginning over a middle to its end, which may stand in other paragraphs, and fields stand
in fields. A beginning without an end means nothing.
"""

from dataclasses import dataclass

from lxml import etree

from index.readers.word.package import W
from index.readers.word.styles import Styles, heading_level


@dataclass(slots=True)
class _Open:
    """A field that has not ended yet."""

    start: etree._Element
    middle: etree._Element | None = None
    code: str = ""
    has_heading: bool = False


class Fields:
    """Tells where the words of one part stand in a field; must meet the field's marks in their order."""

    def __init__(self, root: etree._Element, styles: Styles) -> None:
        self._codes: dict[etree._Element, int] = {}
        self._contents: dict[etree._Element, int] = {}
        self._code_depth = self._contents_depth = 0
        self._find(root, styles)

    @property
    def hides(self) -> bool:
        """Whether words here belong to a field's code or to a table of contents."""
        return self._code_depth > 0 or self._contents_depth > 0

    def meet(self, mark: etree._Element) -> None:
        """Pass the beginning, the middle or the end of a field."""
        self._code_depth += self._codes.get(mark, 0)
        self._contents_depth += self._contents.get(mark, 0)

    def _find(self, root: etree._Element, styles: Styles) -> None:
        stack: list[_Open] = []
        in_heading = False
        for element in root.iter(*(f"{W}{tag}" for tag in ("p", "t", "fldChar", "instrText"))):
            if element.tag == f"{W}p":
                in_heading = bool(stack) and heading_level(styles.chain(element)) > 0
            elif element.tag == f"{W}t":
                if in_heading and (element.text or "").strip():
                    for field in stack:
                        field.has_heading = True
            elif element.tag == f"{W}instrText":
                if stack and stack[-1].middle is None:
                    stack[-1].code += element.text or ""
            elif (kind := element.get(f"{W}fldCharType")) == "begin":
                stack.append(_Open(element))
            elif kind == "separate" and stack and stack[-1].middle is None:
                stack[-1].middle = element
            elif kind == "end" and stack:
                self._close(stack.pop(), element)

    def _close(self, field: _Open, end: etree._Element) -> None:
        middle = end if field.middle is None else field.middle
        self._codes[field.start] = 1
        self._codes[middle] = -1
        # A field that holds headings is no table of contents, whatever it says: its end has been misplaced.
        if middle is not end and field.code.split()[:1] == ["TOC"] and not field.has_heading:
            self._contents[middle] = 1
            self._contents[end] = -1
