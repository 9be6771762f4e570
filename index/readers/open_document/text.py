"""The words inside a paragraph of an OpenDocument text: those that read, those that do not, and what hangs on them."""

from dataclasses import dataclass, field

from lxml import etree

from index.offset_map import Step
from index.readers.open_document.styles import TEXT, OpenDocumentStyles, attribute_number
from index.readers.raw_text import RawText
from index.traced import Traced

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAWING = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
WORDLESS = {
    *(
        f"{OFFICE}{tag}"
        for tag in ("annotation", "annotation-end", "change-info", "event-listeners", "forms", "scripts")
    ),
    *(f"{TEXT}{tag}" for tag in ("number", "script", "variable-decls", "sequence-decls", "user-field-decls")),
    *(f"{_SVG}{tag}" for tag in ("title", "desc")),
    *(f"{TABLE}{tag}" for tag in ("title", "desc")),
}
"""Comments, descriptions of pictures, numbers that programs count anew, and what is not for people."""
_REMOVED = {f"{TEXT}{tag}" for tag in ("ruby-text", "placeholder", "tracked-changes")}
_INDEXES = {
    f"{TEXT}{tag}" for tag in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
}
_BOXES = {
    f"{_DRAWING}{tag}"
    for tag in (
        "frame", "text-box", "g", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path",
        "connector", "caption", "regular-polygon", "measure", "page-thumbnail", "control",
    )
}  # fmt: skip
_MOST_SPACES = 200


@dataclass(slots=True)
class Line:
    """The words of a paragraph that read, and its boxes, each with whether it is left out."""

    pieces: list[Traced] = field(default_factory=list)
    boxes: list[tuple[etree._Element, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note, where the raw text refers to it, and whether it is left out."""

    element: etree._Element
    anchor: int
    left_out: bool


class Words:
    """Takes the words of paragraphs one after the other into the raw text, and gathers the notes."""

    def __init__(self, raw: RawText, styles: OpenDocumentStyles) -> None:
        self._raw = raw
        self._styles = styles
        self.notes: list[FoundNote] = []

    def take(self, paragraph: etree._Element, line: Line, left_out: bool) -> bool:
        """Add the words of a paragraph to a line and return whether it is left out, by its style or the caller."""
        left_out = (
            left_out
            or self._styles.hides("paragraph", paragraph.get(f"{TEXT}style-name"))
            or any(_is_hidden(field) for field in paragraph.iter(f"{TEXT}hidden-paragraph"))
        )
        self._take(paragraph, line, left_out)
        return left_out

    def _take(self, element: etree._Element, line: Line, left_out: bool) -> None:
        self._add(element.text, line, left_out)
        for child in element:
            tag = child.tag
            if tag == f"{TEXT}s":
                spaces = attribute_number(child, f"{TEXT}c", 1)
                self._add(" " * min(spaces, _MOST_SPACES), line, left_out)
            elif tag == f"{TEXT}tab":
                self._add("\t", line, left_out)
            elif tag == f"{TEXT}line-break":
                self._add("\n", line, left_out)
            elif tag == f"{TEXT}note":
                self.notes.append(FoundNote(child, self._raw.last, left_out))
            elif tag in _BOXES:
                line.boxes.append((child, left_out))
            elif tag not in WORDLESS:
                hidden = tag == f"{TEXT}span" and self._styles.hides("text", child.get(f"{TEXT}style-name"))
                self._take(child, line, left_out or hidden or is_left_out(child))
            self._add(child.tail, line, left_out)

    def _add(self, words: str | None, line: Line, left_out: bool) -> None:
        if not words:
            return
        if left_out:
            self._raw.leave_out(words, Step.MARKUP)
        else:
            line.pieces.append(self._raw.read(words))


def is_left_out(element: etree._Element) -> bool:
    """Tell whether an element holds deletions, hidden words, a contents table, or asks to fill in something."""
    tag = element.tag
    if tag == f"{TEXT}section":
        display = element.get(f"{TEXT}display")
        return display == "none" or (display == "condition" and _is_hidden(element))
    return tag in _REMOVED or tag in _INDEXES or (tag == f"{TEXT}hidden-text" and _is_hidden(element))


def _is_hidden(element: etree._Element) -> bool:
    return bool(element.get(f"{TEXT}is-hidden") == "true")
