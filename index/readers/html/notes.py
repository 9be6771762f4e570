"""Footnotes of web pages and e-books: which links refer to a note, which lead back, and where the notes stand."""

import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal
from urllib.parse import unquote

from lxml import etree

_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_REFERENCE_KINDS = frozenset({"doc-noteref", "noteref", "footnote"})
_BACK_KINDS = frozenset({"doc-backlink", "backlink", "referrer"})
_SECTION_KINDS = frozenset({"doc-endnotes", "footnotes", "endnotes", "rearnotes"})
_NOTE_KINDS = frozenset({"doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote", "note"})
_SECTION_CLASSES = frozenset({"footnotes", "endnotes", "footnotes-list", "_idfootnotes", "wp-block-footnotes"})
_NOTE_CLASSES = frozenset({"_idfootnote", "msofootnotetext", "msoendnotetext"})
_REFERENCE_CLASS = re.compile(r"foot-?note|end-?note|note-?ref|^fn\b", re.IGNORECASE)
_NOTE_ADDRESS = re.compile(r"_?(?:fn|ftn|edn|foot-?note|end-?note|note|cite_note|sdfootnote|sdendnote)[-_:.\d]", re.I)
_MARK = re.compile(
    r"\W*(?:(?:foot|end)?note\s*)?(?:[0-9]{1,4}|[ivxlc]{1,7}|[a-z]{1,2}|[*†‡§¶#]{1,4})\W*", re.IGNORECASE
)
_LABEL = re.compile(r"[0-9]|[\[(]\s*[a-z]{1,3}\s*[\])]|[*†‡§¶]", re.IGNORECASE)
_BACK_WORDS = re.compile(
    r"\W*(?:(?:go |jump |return )?(?:back|up)|return)(?: to (?:the )?\w+(?: \w+)?)?\W*", re.IGNORECASE
)
_UNITS = frozenset({"li", "p", "div", "dd", "dt", "tr", "aside", "section", "blockquote", "footer"})
_LONGEST_NOTE = 10_000

Key = tuple[str, str]
"""A note's address: the file it stands in, ``""`` for a page of its own, and the id in it."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the elements of a page are to its notes.

    ``references`` leads from a link to the note's key, ``marks`` has the elements that are marks of notes in
    the body, ``units`` leads from the element that holds a note to its key, ``sections`` hold nothing else.
    """

    references: dict[etree._Element, Key] = field(default_factory=dict)
    marks: set[etree._Element] = field(default_factory=set)
    units: dict[etree._Element, Key] = field(default_factory=dict)
    sections: set[etree._Element] = field(default_factory=set)


def kinds_of(element: etree._Element) -> frozenset[str]:
    """Return what an element calls itself by role, ``epub:type`` or relation, in small letters."""
    named = (element.get("role"), element.get(_EPUB_TYPE), element.get("epub:type"), element.get("rel"))
    return frozenset(" ".join(filter(None, named)).lower().split())


def find_notes(pages: Iterable[tuple[str, etree._Element]]) -> Notes:
    """Return the notes of pages in reading order, each with its file's name; links may lead from one to another."""
    pages = list(pages)
    notes = Notes()
    places: dict[Key, tuple[int, etree._Element]] = {}
    links: list[tuple[int, str, etree._Element]] = []
    numbers = count(1)
    for file, page in pages:
        for element in page.iter(etree.Element):
            number = next(numbers)
            for name in filter(None, (element.get("id"), element.get("name") if element.tag == "a" else None)):
                places.setdefault((file, name), (number, element))
            if element.tag == "a" and "#" in element.get("href", ""):
                links.append((number, file, element))
            if _is_section(element):
                notes.sections.add(element)
    for number, file, link in links:
        key = _target(link.get("href"), file, places)
        if _is_reference(link, key, places.get(key), number):
            notes.references[link] = key
    _find_marks(notes)
    for key in dict.fromkeys(notes.references.values()):
        if key in places:
            _add_unit(notes, places[key][1], key)
    _find_other_units(pages, notes)
    return notes


def link_role(link: etree._Element, is_first: bool) -> Literal["label", "back", None]:
    """Tell what a link inside a note is: the note's own number, a way back to the text, or an ordinary link.

    ``is_first`` tells that no words of the note stand before it.
    """
    if "#" not in link.get("href", ""):
        return None
    words = "".join(link.itertext()).strip()
    if is_first and _MARK.fullmatch(words) and _LABEL.search(words):
        return "label"
    named = kinds_of(link) & _BACK_KINDS or "back" in link.get("class", "").lower()
    if named or _MARK.fullmatch(words) or not re.search(r"\w", words) or _BACK_WORDS.fullmatch(words):
        return "back"
    return None


def _is_section(element: etree._Element) -> bool:
    classes = frozenset(element.get("class", "").lower().split())
    named = kinds_of(element) & _SECTION_KINDS or classes & _SECTION_CLASSES
    return bool(named) and element.tag not in {"body", "html", "main", "article", "a"}


def _target(href: str, file: str, places: dict[Key, tuple[int, etree._Element]]) -> Key:
    path, _, fragment = href.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path))) if path else file
    if (path, fragment) not in places:
        fragment = unquote(fragment)
    # A page may write its own whole address before the id.
    return (path if file else file, fragment)


def _is_reference(link: etree._Element, key: Key, place: tuple[int, etree._Element] | None, number: int) -> bool:
    if not _MARK.fullmatch("".join(link.itertext()).strip()) or kinds_of(link) & _BACK_KINDS:
        return False
    if place is not None and place[0] <= number:
        return False
    if kinds_of(link) & _REFERENCE_KINDS:
        return True
    raised = link.find(".//sup") is not None or _raised(link) is not None
    named = _REFERENCE_CLASS.search(link.get("class", "")) or _NOTE_ADDRESS.match(key[1])
    return raised if place is None else bool(raised or named)


def _raised(link: etree._Element) -> etree._Element | None:
    return next(
        (element for _, element in zip(range(3), link.iterancestors(), strict=False) if element.tag == "sup"), None
    )


def _find_marks(notes: Notes) -> None:
    for link in notes.references:
        raised = _raised(link)
        linked = "".join("".join(other.itertext()) for other in raised.iter("a")) if raised is not None else ""
        whole = raised is not None and all(other in notes.references for other in raised.iter("a"))
        if raised is not None and whole and _letters(linked) == _letters("".join(raised.itertext())):
            notes.marks.add(raised)
        else:
            notes.marks.add(link)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _add_unit(notes: Notes, target: etree._Element, key: Key) -> None:
    unit: etree._Element | None = target
    while unit is not None and unit.tag not in _UNITS:
        unit = unit.getparent()
    if unit is None or unit in notes.units or unit in notes.sections:
        return
    if (
        any(link in notes.references for link in unit.iter("a"))
        or next(unit.iter("h1", "h2", "main"), None) is not None
    ):
        return
    if sum(map(len, unit.itertext())) > _LONGEST_NOTE:
        return
    notes.units[unit] = key
    below = unit.getnext()
    if unit.tag == "dt" and below is not None and below.tag == "dd":
        notes.units[below] = key


def _find_other_units(pages: list[tuple[str, etree._Element]], notes: Notes) -> None:
    """Add notes that nothing refers to but that say themselves what they are."""
    for file, page in pages:
        for number, element in enumerate(page.iter(*_UNITS)):
            named = (
                kinds_of(element) & _NOTE_KINDS or frozenset(element.get("class", "").lower().split()) & _NOTE_CLASSES
            )
            listed = element.tag == "li" and any(above in notes.sections for above in element.iterancestors())
            within = any(above in notes.units for above in element.iterancestors())
            if (named or listed) and element not in notes.units and element not in notes.sections and not within:
                notes.units[element] = (file, f" {number}")
