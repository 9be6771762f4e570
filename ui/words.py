"""Things in words: pages, dates, kinds, confidence, and who speaks."""

import calendar
import re

from ui.shapes import Citation, Document, Passage

OUR_NAME = "Chapter & Verse"

KINDS = {
    "review": "Review",
    "response": "Response",
    "government": "Government",
    "evidence": "Evidence",
    "note": "Note",
}


def kind_words(kind: str) -> str:
    """Return a kind as a reader knows it; one that is not known here as it is."""
    return KINDS.get(kind, kind)


def confidence_words(confidence: float) -> str:
    """Return ``Confidence: high``, ``fair`` or ``low``."""
    word = "high" if confidence >= 0.8 else "fair" if confidence >= 0.6 else "low"
    return f"Confidence: {word}"


def page_words(number: int | None, label: str | None) -> str:
    """Return ``p. iv (PDF page 6)``, ``p. 12`` where label and number agree, and nothing without a page.

    Without a label, as the printed number is not known, ``PDF page 6``.
    """
    if number is None:
        return ""
    if label is None:
        return f"PDF page {number}"
    if label == str(number):
        return f"p. {number}"
    return f"p. {label} (PDF page {number})"


def date_words(date: str | None) -> str:
    """Return ``2022-05-23`` as ``23 May 2022``, ``2022-05`` as ``May 2022``, and anything else as it is."""
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:T.*)?", date or "", re.ASCII)
    if not match or not 1 <= int(match[2]) <= 12:
        return date or ""
    month = f"{calendar.month_name[int(match[2])]} {match[1]}"
    return f"{int(match[3])} {month}" if match[3] else month


def note_words(document: Document | None) -> str | None:
    """Return, for a note, whose words they are and whose not; ``None`` for any other document."""
    if document is None or document.kind != "note":
        return None
    if document.organisation.startswith(OUR_NAME):
        if document.about:
            return f"Note by {OUR_NAME} about {document.about} – our words, not theirs"
        return f"Note by {OUR_NAME} – our words"
    if document.about:
        return f"Note by {document.organisation} about {document.about} – not the words of {document.about}"
    return f"Note by {document.organisation}"


def source_words(found: Citation | Passage, document: Document | None) -> tuple[str, ...]:
    """Return what stands under a quote: title, who speaks and whom they quote, date and page, blanks left out."""
    date = found.date if isinstance(found, Citation) else document.date if document else None
    note = note_words(document)
    who = note or found.organisation
    if isinstance(found, Citation) and found.quoting:
        who += f", {'reporting' if note else 'quoting'} {found.quoting}"
    scan = "words recognised from a picture, check them against the page" if found.recognised else ""
    parts = (found.title, who, date_words(date), page_words(found.page, found.page_label), scan)
    return tuple(part for part in parts if part)
