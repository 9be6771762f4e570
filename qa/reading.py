"""What a document says, whole or page by page, beside what its file says."""

from dataclasses import dataclass

from index.document import Page, ParsedDocument
from index.errors import InvalidRequestError
from index.library import Library
from qa.places import page_words


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading text of a document or of one of its pages, and the raw text of the same.

    ``start`` is where the reading text begins in the document's. ``notes`` are the footnotes of the page, which
    stand at the end of ``text``, too. ``newer`` is the id of the version that replaced this one, if one did.
    """

    document: str
    title: str
    page: int | None
    page_label: str | None
    start: int
    text: str
    raw: str
    notes: tuple[str, ...]
    newer: str | None


def whole(library: Library, document_id: str) -> Reading:
    """Return all that a document says. Raises ``UnknownDocumentError``."""
    document = library.document(document_id)
    parsed = library.parsed(document.id)
    notes = tuple(parsed.text[note.start : note.end] for note in parsed.notes)
    return Reading(document.id, document.title, None, None, 0, parsed.text, parsed.raw, notes, document.newer)


def page_of_document(library: Library, document_id: str, number: int | None, label: str | None) -> Reading:
    """Return what one page says, found by its number in the file or by the number printed on it.

    Raises ``InvalidRequestError`` where there is no such page, or more than one.
    """
    document = library.document(document_id)
    parsed = library.parsed(document.id)
    page = _page(document.title, parsed, number, label)
    notes = tuple(parsed.text[note.start : note.end] for note in parsed.notes if note.page == page.number)
    text = "\n\n".join((parsed.text[page.start : page.end], *notes))
    raw = parsed.raw[page.raw_start : page.raw_end]
    return Reading(document.id, document.title, page.number, page.label, page.start, text, raw, notes, document.newer)


def _page(title: str, parsed: ParsedDocument, number: int | None, label: str | None) -> Page:
    if not parsed.pages:
        raise InvalidRequestError(f"{title!r} has no pages. Leave the page out to see the whole document.")
    found = [
        page
        for page in parsed.pages
        if (number is None or page.number == number) and (label is None or page.label == label)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(page_words(page.number, page.label) for page in found)
        raise InvalidRequestError(f"{title!r} has several pages {label!r}: {several}. Give --page.")
    printed = [page.label for page in parsed.pages if page.label is not None]
    span = f", printed {printed[0]} to {printed[-1]}" if printed else ""
    raise InvalidRequestError(f"{title!r} has no such page. It has PDF pages 1 to {len(parsed.pages)}{span}.")
