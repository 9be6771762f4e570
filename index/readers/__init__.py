"""One reader for each format, and the choice between them by looking at the bytes, not at the name alone."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePath

from index.document import ParsedDocument
from index.errors import UnreadableFileError
from index.readers.progress import ReadingProgress
from index.traced import one_line

Reader = Callable[[bytes, str], ParsedDocument]
READER_VERSION = 2
"""Raised with each change after which a reader may make another text of the same file."""
SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".odt", ".rtf", ".epub", ".pdf")


def read(content: bytes, name: str, progress: ReadingProgress | None = None) -> ParsedDocument:
    """Return the text, pages, headings and metadata of a file.

    ``name`` is the file's name, for its ending and for messages; it is never opened. Raises
    ``UnreadableFileError`` with one line that names the file and what to do.
    """
    suffix = PurePath(name).suffix.lower()
    name = one_line(name)
    if suffix not in SUFFIXES:
        raise UnreadableFileError(
            f"{name}: files of this type cannot be read. Save it as one of {', '.join(SUFFIXES)}."
        )
    if not content.strip():
        raise UnreadableFileError(f"{name}: the file is empty. Add one with text.")
    _refuse_disguise(content, suffix, name)
    document = _reader(suffix, progress)(content, name)
    if not document.text.strip():
        raise UnreadableFileError(f"{name}: no text was found in it. Add one with text.")
    return document


def preload(name: str) -> None:
    """Import what reading a file of this name needs, which takes up to half a second the first time."""
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES:
        _reader(suffix)


def _reader(suffix: str, progress: ReadingProgress | None = None) -> Reader:
    # Imported when needed: each format's library costs start-up time that the others should not pay.
    match suffix:
        case ".pdf":
            from index.readers.pdf import read_pdf

            return partial(read_pdf, progress=progress)
        case ".docx":
            from index.readers.word import read_word

            return read_word
        case ".odt":
            from index.readers.open_document import read_open_document

            return read_open_document
        case ".rtf":
            from index.readers.rich_text import read_rich_text

            return read_rich_text
        case ".epub":
            from index.readers.epub import read_epub

            return read_epub
        case ".html" | ".htm":
            from index.readers.html import read_html

            return read_html
        case ".md" | ".markdown":
            from index.readers.markdown import read_markdown

            return read_markdown
        case _:
            from index.readers.plain import read_plain

            return read_plain


# Format, its ending, and how its files begin (PDF readers accept some bytes before the mark).
_SIGNATURES = (
    ("a PDF", {".pdf"}, b"%PDF-"),
    ("a zip archive or Office file", {".docx", ".odt", ".epub"}, b"PK\x03\x04"),
    ("an old or encrypted Office file", set[str](), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("an RTF file", {".rtf"}, b"{\\rtf"),
    ("a PNG picture", set[str](), b"\x89PNG"),
    ("a JPEG picture", set[str](), b"\xff\xd8\xff"),
    ("a GIF picture", set[str](), b"GIF8"),
)


# Ending, what files of that ending are called, and what their first bytes hold.
_REQUIRED = {
    ".docx": ("a Word document", b"PK\x03\x04"),
    ".odt": ("an OpenDocument text", b"PK\x03\x04"),
    ".epub": ("an EPUB", b"PK\x03\x04"),
    ".rtf": ("an RTF file", b"{\\rtf"),
    ".pdf": ("a PDF", b"%PDF-"),
}


def _refuse_disguise(content: bytes, suffix: str, name: str) -> None:
    start = content.lstrip()[:1024]
    for what, suffixes, signature in _SIGNATURES:
        if start.startswith(signature) and suffix not in suffixes:
            if suffix == ".docx":
                raise UnreadableFileError(
                    f"{name}: this is {what}, not a .docx file. If it is protected by a password, save a "
                    "copy without one; else save it as .docx."
                )
            raise UnreadableFileError(
                f"{name}: the name says {suffix} but this is {what}. Rename the file or save it as {suffix}."
            )
    what, mark = _REQUIRED.get(suffix, ("", b""))
    # PDF readers accept some bytes before the mark.
    if mark not in (start if suffix == ".pdf" else start[: len(mark)]):
        raise UnreadableFileError(
            f"{name}: this is not {what}, whatever its name says. Open it and save it as {suffix}."
        )
