"""Whether what came is what the address should give: by its name, its Content-Type and its own bytes."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from index.errors import FetchError

BEGINNING = 4096
"""Bytes after which a format can be told."""

_END = 64 * 1024
_ZIP = b"PK\x03\x04"
_UNSPECIFIC = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/download"})
_BY_HAND = "Look at the address in a browser; if the document is there, download it and add it with `verse add`."


class WrongContentError(FetchError):
    """What came is not the document that the address should give."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is fetched: what a person calls it, the ending of its files, and the types that announce it."""

    name: str
    suffix: str
    media_types: frozenset[str]


PDF = Format("PDF", ".pdf", frozenset({"application/pdf", "application/x-pdf"}))
HTML = Format("web page", ".html", frozenset({"text/html", "application/xhtml+xml"}))
WORD = Format(
    "Word document",
    ".docx",
    frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
)
OPEN_DOCUMENT = Format("OpenDocument text", ".odt", frozenset({"application/vnd.oasis.opendocument.text"}))
TEXT = Format("plain text", ".txt", frozenset({"text/plain"}))
FORMATS = (PDF, HTML, WORD, OPEN_DOCUMENT, TEXT)


def expected(url: str) -> tuple[Format, ...]:
    """Return the formats that an address may give: one where it ends like a file, else any of them."""
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    suffix = ".html" if suffix == ".htm" else suffix
    return tuple(form for form in FORMATS if form.suffix == suffix) or FORMATS


def announced(content_type: str, formats: Sequence[Format]) -> tuple[Format, ...]:
    """Return those of the formats that a Content-Type header leaves possible. Raises ``WrongContentError`` for none."""
    media_type = content_type.partition(";")[0].strip().lower()
    # A server that names no type is believed only for formats that the bytes themselves prove.
    proved = (PDF, WORD, OPEN_DOCUMENT) if media_type in _UNSPECIFIC else ()
    possible = tuple(form for form in formats if form in proved or media_type in form.media_types)
    if not possible:
        raise WrongContentError(f"What came is {media_type[:80] or 'of no type'}, not {_names(formats)}. {_BY_HAND}")
    return possible


def recognised(beginning: bytes, formats: Sequence[Format]) -> Format:
    """Return which of the formats bytes begin as; ``BEGINNING`` of them are enough.

    Raises ``WrongContentError`` for none.
    """
    for form in formats:
        if _begins_as(form, beginning):
            return form
    other = next((form.name for form in FORMATS if _begins_as(form, beginning)), "something else")
    raise WrongContentError(f"What came says that it is {_names(formats)}, but its bytes are {other}. {_BY_HAND}")


def check_whole(form: Format, path: Path) -> None:
    """Raise ``WrongContentError`` where a file lacks its end, or is a package of another kind than it says."""
    if form == PDF:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - _END))
            whole = b"startxref" in file.read()
    elif form == WORD:
        whole = _package_has(path, "word/document.xml")
    elif form == OPEN_DOCUMENT:
        whole = _package_has(path, "content.xml")
    else:
        whole = path.stat().st_size > 0
    if not whole:
        raise WrongContentError(f"What came is not a whole {form.name}. Run it again later. {_BY_HAND}")


def _names(formats: Sequence[Format]) -> str:
    return " or ".join(form.name for form in formats)


def _begins_as(form: Format, beginning: bytes) -> bool:
    if form == PDF:
        return b"%PDF-" in beginning[:1024]
    if form == OPEN_DOCUMENT:
        return beginning.startswith(_ZIP) and b"application/vnd.oasis.opendocument.text" in beginning[:200]
    if form == WORD:
        return beginning.startswith(_ZIP) and not _begins_as(OPEN_DOCUMENT, beginning)
    text = _decoded(beginning)
    if form == HTML:
        start = text.lstrip().lower()
        return start.startswith("<") and any(mark in start for mark in ("<!doctype html", "<html", "<head", "<body"))
    others = (PDF, HTML, WORD, OPEN_DOCUMENT)
    return "\x00" not in text and not text.isspace() and not any(_begins_as(other, beginning) for other in others)


def _decoded(beginning: bytes) -> str:
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return beginning.decode("utf-16", errors="replace")
    return beginning.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _package_has(path: Path, name: str) -> bool:
    try:
        with zipfile.ZipFile(path) as package:
            return name in package.namelist()
    except zipfile.BadZipFile:
        return False
