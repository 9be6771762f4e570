"""The words inside a Word paragraph: those that read, those that do not, and what hangs on them."""

from dataclasses import dataclass, field

from lxml import etree

from index.offset_map import Step
from index.readers.raw_text import RawText
from index.readers.symbols import symbol
from index.readers.word.fields import Fields
from index.readers.word.notes import References, has_own_mark
from index.readers.word.package import W
from index.readers.word.styles import Styles
from index.traced import Traced

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# What has no words of the document: properties and the codes of fields.
_WORDLESS = {
    *(f"{W}{tag}" for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "instrText", "delInstrText")),
    f"{_MC}Fallback",
}
# What does not read: a deletion, the place that text was moved from, and the reading aid above a character.
_REMOVED = {f"{W}del", f"{W}moveFrom", f"{W}rt"}
_WORDS = {f"{W}t", f"{W}delText", f"{_M}t"}
_CHARACTERS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
# The parts of a fraction stand one above the other, not in one word.
_STACKED = {f"{_M}f", f"{_M}den", f"{_M}mr"}
_NOTES = {f"{W}footnoteReference", f"{W}endnoteReference"}


@dataclass(slots=True)
class Line:
    """The words of a paragraph that read, and its text boxes, each with whether it is left out."""

    pieces: list[Traced] = field(default_factory=list)
    boxes: list[tuple[etree._Element, bool]] = field(default_factory=list)


class Words:
    """Takes the words of paragraphs one after the other into the raw text."""

    def __init__(self, raw: RawText, styles: Styles, fields: Fields, references: References) -> None:
        self._raw = raw
        self._styles = styles
        self._fields = fields
        self._references = references

    def take(self, paragraph: etree._Element, line: Line, left_out: bool) -> None:
        """Add the words of a paragraph to a line; all of them are left out if ``left_out``."""
        self._take(paragraph, line, left_out, paragraph)

    def _take(self, element: etree._Element, line: Line, left_out: bool, paragraph: etree._Element) -> None:
        own_mark = False
        for child in element:
            tag = child.tag
            if tag in _WORDLESS:
                continue
            if tag == f"{W}r":
                self._take(child, line, left_out or self._styles.hides_run(child, paragraph), paragraph)
            elif tag in _WORDS or tag in _CHARACTERS or tag == f"{W}sym":
                self._add(_characters(child), line, left_out, Step.NOTE if own_mark else None)
            elif tag == f"{W}fldChar":
                self._fields.meet(child)
            elif tag in _NOTES:
                if not left_out and not self._fields.hides:
                    self._references.meet(child, self._raw.last)
                    # The author may have chosen a mark, such as an asterisk, which follows.
                    own_mark = has_own_mark(child)
            elif tag == f"{W}txbxContent":
                line.boxes.append((child, left_out or self._fields.hides))
            elif tag == f"{_MC}AlternateContent":
                self._take(chosen(child), line, left_out, paragraph)
            elif tag in _STACKED:
                line.pieces.append(Traced.added(" "))
                self._take(child, line, left_out, paragraph)
                line.pieces.append(Traced.added(" "))
            else:
                self._take(child, line, left_out or is_left_out(child), paragraph)

    def _add(self, words: str, line: Line, left_out: bool, step: Step | None) -> None:
        if left_out or self._fields.hides:
            self._raw.leave_out(words, Step.MARKUP)
        elif step is not None:
            self._raw.leave_out(words, step)
        elif words:
            line.pieces.append(self._raw.read(words))


def chosen(alternatives: etree._Element) -> etree._Element:
    """Return that one of several forms of the same content which is read."""
    choice = alternatives.find(f"{_MC}Choice")
    if choice is None:
        choice = alternatives.find(f"{_MC}Fallback")
    return alternatives if choice is None else choice


def is_left_out(element: etree._Element) -> bool:
    """Tell whether an element is a deletion or asks to fill in something."""
    return element.tag in _REMOVED or (
        element.tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    )


def _characters(element: etree._Element) -> str:
    if element.tag != f"{W}sym":
        return _CHARACTERS.get(element.tag) or element.text or ""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= 0xFFFD or 0xD800 <= code <= 0xDFFF:
        return ""
    return symbol(element.get(f"{W}font", ""), code) or chr(code)
