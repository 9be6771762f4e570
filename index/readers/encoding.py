"""Bytes to characters, without guessing: a wrong guess would change words."""

import codecs

from index.errors import UnreadableFileError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# What English text saved by older Windows programs holds beyond ASCII. Text that decodes to anything else
# was probably not written in Windows-1252, so it is refused rather than garbled.
_WINDOWS_ENGLISH = frozenset("‘’“”–—…•£€©®™§°½¼¾²³·×àâäçèéêëîïôöùûüñÉ\u00a0")


def decode(content: bytes, name: str) -> str:
    """Return the text of bytes in UTF-8, in UTF-16 or UTF-32 with a byte order mark, or in Windows-1252.

    Windows-1252 is accepted only where every character beyond ASCII is one that English text has. Line ends
    become ``\\n``. Raises ``UnreadableFileError`` where the encoding cannot be told for certain, and for
    bytes that are no text.
    """
    encoding = next((name for mark, name in _MARKS if content.startswith(mark)), None)
    try:
        text = content.decode(encoding or "utf-8")
    except UnicodeDecodeError:
        if encoding is not None:
            raise UnreadableFileError(f"{name}: the text is damaged. Open it and save it as UTF-8.") from None
        text = _decode_windows(content, name)
    if sum(character < " " and character not in "\t\n\r\f\v" for character in text[:100_000]) > 0:
        raise UnreadableFileError(
            f"{name}: this holds bytes that are not text. Check that it is the file you meant, and save it as UTF-8."
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_windows(content: bytes, name: str) -> str:
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = "\ufffd"
    if not {character for character in text if ord(character) > 127} <= _WINDOWS_ENGLISH:
        raise UnreadableFileError(
            f"{name}: its character encoding cannot be told for certain. Open it and save it as UTF-8."
        )
    return text
