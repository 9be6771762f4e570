"""One reader for each format, and the choice between them by looking at the bytes, not at the name alone."""

from collections.abc import Callable
from pathlib import PurePath

from index.blocks import one_line
from index.document import ParsedDocument
from index.errors import UnreadableFileError

Reader = Callable[[bytes, str], ParsedDocument]

SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".docx", ".pdf")


def read(content: bytes, name: str) -> ParsedDocument:
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
    document = _reader(suffix)(content, name)
    if not document.text.strip():
        scan = "If it is a scan, run text recognition (OCR) over it first."
        hint = scan if suffix == ".pdf" else "Add one with text."
        raise UnreadableFileError(f"{name}: no text was found in it. {hint}")
    return document


def _reader(suffix: str) -> Reader:
    # Imported when needed: each format's library costs start-up time that the others should not pay.
    if suffix == ".pdf":
        from index.readers.pdf import read_pdf

        return read_pdf
    if suffix == ".docx":
        from index.readers.word import read_word

        return read_word
    if suffix in {".html", ".htm"}:
        from index.readers.html import read_html

        return read_html
    if suffix in {".md", ".markdown"}:
        from index.readers.markdown import read_markdown

        return read_markdown
    from index.readers.plain import read_plain

    return read_plain


# Format, its ending, and how its files begin (PDF readers accept some bytes before the mark).
_SIGNATURES = (
    ("a PDF", {".pdf"}, b"%PDF-"),
    ("a zip archive or Office file", {".docx"}, b"PK\x03\x04"),
    ("an old or encrypted Office file", set[str](), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("an RTF file", set[str](), b"{\\rtf"),
    ("a PNG picture", set[str](), b"\x89PNG"),
    ("a JPEG picture", set[str](), b"\xff\xd8\xff"),
    ("a GIF picture", set[str](), b"GIF8"),
)


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
    if suffix == ".docx" and not start.startswith(b"PK\x03\x04"):
        raise UnreadableFileError(
            f"{name}: this is not a Word document, whatever its name says. Open it and save it as .docx."
        )
    if suffix == ".pdf" and b"%PDF-" not in start:
        raise UnreadableFileError(
            f"{name}: this is not a PDF, whatever its name says. Open it and save or print it as PDF."
        )
