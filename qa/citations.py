"""Citations: where in which document a quote stands, word for word."""

from dataclasses import dataclass

from index.document import Page, page_at
from index.errors import VerseError


class QuoteMismatchError(VerseError):
    """A quote that its document does not hold: never shown, always a defect."""

    status = 500
    title = "A quote does not match its document"


@dataclass(frozen=True, slots=True)
class Citation:
    """Document, span and quote; ``start`` and ``end`` count code points, so ``text[start:end] == quote``.

    ``page`` counts from 1 and is ``None`` where the format has no pages; ``page_label`` is what the document
    calls that page. ``kind`` and ``about`` tell a note, whose words are ours, from a source; ``recognised`` tells
    that the words were recognised in a picture of the page and may be wrong. ``quoting`` names the one whose words or
    findings the quote reports, as it reads after the word "quoting"; ``None`` where the document itself speaks.
    """

    number: int
    document: str
    title: str
    organisation: str
    date: str | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    quote: str
    kind: str
    about: str | None
    recognised: bool = False
    quoting: str | None = None


def verify(text: str, citation: Citation) -> Citation:
    """Return the citation if ``text`` holds its quote at its place; raise ``QuoteMismatchError`` if not."""
    if text[citation.start : citation.end] != citation.quote:
        raise QuoteMismatchError(
            f"A quote from {citation.title!r} does not stand where it should. Run `verse doctor`, remove the document "
            f"{citation.document} and add it again."
        )
    return citation


def page_of(pages: tuple[Page, ...], start: int) -> tuple[int | None, str | None]:
    """Return the number and the label of the page on which a quote begins."""
    page = page_at(pages, start)
    return (page.number, page.label) if page is not None else (None, None)
