"""Who published a document, when and where: from the caller, else from the file, else from its name."""

import datetime
import re
from pathlib import PurePath

from index.document import KINDS, Metadata, ParsedDocument
from index.errors import InvalidRequestError
from index.printable import printable

UNKNOWN_ORGANISATION = "Unknown organisation"
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


def complete(given: Metadata, parsed: ParsedDocument, filename: str) -> Metadata:
    """Return metadata in which title, organisation and kind are known.

    Where nobody says, the title is the file's name in words, the organisation ``Unknown organisation`` and
    the kind ``evidence``.
    """
    found = parsed.metadata
    about = given.about or found.about
    return Metadata(
        title=printable(given.title or found.title or title_from_name(filename)),
        organisation=printable(given.organisation or found.organisation or UNKNOWN_ORGANISATION),
        about=printable(about) if about else None,
        kind=given.kind or found.kind or "evidence",
        date=given.date or found.date,
        url=given.url or found.url,
    )


def merged(given: Metadata, before: Metadata) -> Metadata:
    """Return metadata in which what is not given is as it was given before."""
    return Metadata(
        title=given.title or before.title,
        organisation=given.organisation or before.organisation,
        about=given.about or before.about,
        kind=given.kind or before.kind,
        date=given.date or before.date,
        url=given.url or before.url,
    )


def title_from_name(filename: str) -> str:
    """Return a file's name as words: ``lga-briefing.txt`` gives ``Lga briefing``."""
    words = re.sub(r"[-_\s]+", " ", PurePath(filename).stem).strip()
    return words[:1].upper() + words[1:] or "Untitled"


def is_date(text: str) -> bool:
    """Tell whether a text is a day, month or year of the calendar in ISO 8601, such as ``2022-05``."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text + "0000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def validated(
    title: str | None = None,
    organisation: str | None = None,
    about: str | None = None,
    kind: str | None = None,
    date: str | None = None,
    url: str | None = None,
) -> Metadata:
    """Return metadata from what a person typed; blanks count as not given.

    Raises ``InvalidRequestError`` for a kind, date or address that cannot be one.
    """
    title, organisation, about, kind, date, url = (
        " ".join(value.split()) or None if value is not None else None
        for value in (title, organisation, about, kind, date, url)
    )
    known_kind = next((known for known in KINDS if known == kind), None)
    if kind is not None and known_kind is None:
        raise InvalidRequestError(f"Kind {kind!r} is not known. Use one of {', '.join(KINDS)}.")
    if date is not None and not is_date(date):
        raise InvalidRequestError(f"Date {date!r} is not a date. Write it as 2022-05-23, 2022-05 or 2022.")
    if url is not None and not re.fullmatch(r"https?://[^\s/]\S*", url):
        raise InvalidRequestError(f"Address {url!r} is not a web address. It must begin with http:// or https://.")
    return Metadata(title, organisation, about, known_kind, date, url)
